"""Awards, exactly: what each phase has to award, who gets how much, and what ceilings keep back.

Everything here is before rounding. For one phase::

    frame = share x (grant - common costs that it pays) + what was carried in

An environment's ceiling is the least of the phase's cap and what it sought; its award is its
share of the frame by the phase's key, cut to its ceiling. What ceilings keep back is carried to
the next phase, returned, or given to those below their ceilings by the same key until nobody
has room (then what is left is returned).
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import cmp_to_key
from typing import NamedTuple

from industri40.engine.columns import Column, combine
from industri40.plan.model import Phase, Plan


class ExactPhase(NamedTuple):
    """One phase before rounding, all in units.

    ``base`` is the phase's share of the grant, ``award`` what each environment gets of that and of
    what was carried in; its last holder is what is returned. ``capped`` are those whom their
    ceilings cut, ``level`` is what all others get for each weight.
    """

    phase: Phase
    base: Fraction
    carried_in: Fraction
    ceilings: Sequence[int | None]
    award: Column
    level: Fraction
    capped: frozenset[int]
    carried: Fraction
    returned: Fraction

    @property
    def frame(self) -> Fraction:
        """What there is to award."""
        return self.base + self.carried_in


def exact_phases(plan: Plan, holders: Sequence[str], pool: int) -> tuple[ExactPhase, ...]:
    """Award ``pool`` units, the grant after common costs, phase by phase.

    ``holders`` are the ids of the environments in natural order.
    """
    phases: list[ExactPhase] = []
    carried = Fraction(0)
    for phase in plan.phases:
        last = phase is plan.phases[-1]
        phases.append(_award(phase, holders, phase.share * pool, carried, last=last))
        carried = phases[-1].carried
    return tuple(phases)


def total_awards(phases: Sequence[ExactPhase], size: int) -> Column:
    """Each holder's awards of all these phases together, exactly."""
    return combine(size, [(Fraction(1), exact.award) for exact in phases])


def _award(
    phase: Phase, holders: Sequence[str], base: Fraction, carried_in: Fraction, *, last: bool
) -> ExactPhase:
    frame = base + carried_in
    weights = [phase.key.weights.get(holder, 0) for holder in holders]
    ceilings = [phase.ceiling_of(holder) for holder in holders]
    level = frame / sum(weights)
    if phase.leftover == "redistribute":
        capped = _at_ceiling(frame, weights, ceilings)
        held = sum(ceilings[holder] or 0 for holder in capped)
        sharing = sum(weights) - sum(weights[holder] for holder in capped)
        level = (frame - held) / sharing if sharing else Fraction(0)
    else:
        capped = frozenset(
            holder
            for holder, (weight, ceiling) in enumerate(zip(weights, ceilings, strict=True))
            if ceiling is not None and ceiling * level.denominator < level.numerator * weight
        )
    scale = level.denominator
    numerators = [
        (ceilings[holder] or 0) * scale if holder in capped else level.numerator * weight
        for holder, weight in enumerate(weights)
    ]
    left = frame - Fraction(sum(numerators), scale)
    carries = phase.leftover == "carry" and not last
    carried, returned = (left, Fraction(0)) if carries else (Fraction(0), left)
    award = _with_last(numerators, scale, returned)
    return ExactPhase(phase, base, carried_in, ceilings, award, level, capped, carried, returned)


def _with_last(numerators: list[int], denominator: int, last: Fraction) -> Column:
    """The column of these values and one more holder with ``last``."""
    factor = last.denominator
    if denominator % factor:
        numerators = [numerator * factor for numerator in numerators]
        denominator *= factor
    return Column([*numerators, last.numerator * (denominator // factor)], denominator)


def _at_ceiling(
    frame: Fraction, weights: Sequence[int], ceilings: Sequence[int | None]
) -> frozenset[int]:
    """Who reaches the ceiling when the frame is shared until nobody has room.

    Those with the least ceiling per weight reach theirs first. Each is compared with the award
    per weight that is left for it and all who come after it.
    """
    bound = [
        (ceiling, weights[holder], holder)
        for holder, ceiling in enumerate(ceilings)
        if ceiling is not None and weights[holder]
    ]
    # Ratios are compared by cross products: exact, and far cheaper than fractions.
    bound.sort(key=cmp_to_key(_compare_ratios))
    capped: list[int] = []
    left, sharing = frame, sum(weights)
    for ceiling, weight, holder in bound:
        if ceiling * sharing >= left * weight:
            break
        capped.append(holder)
        left -= ceiling
        sharing -= weight
    return frozenset(capped)


def _compare_ratios(a: tuple[int, int, int], b: tuple[int, int, int]) -> int:
    return a[0] * b[1] - b[0] * a[1]
