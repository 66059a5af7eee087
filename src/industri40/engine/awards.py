"""Awards, exactly: what each phase has to award, who gets how much, and what becomes of the rest.

Everything here is before rounding. For one phase::

    frame = share x (grant - common costs that it pays) + what was carried in

An environment's ceiling is the least of the phase's cap and what it sought, its floor the lesser of
the phase's floor and that ceiling. Its award is its weight in the phase's key times one *level* for
all, raised to its floor and cut to its ceiling. What ceilings keep back is carried to the next
phase, returned, or given to those below their ceilings: then the level is the one at which the
awards total the frame, or everybody is at the ceiling. Else it is the one at which they would total
it if nobody had a ceiling. Awards that were decided take the place of all this, and what of an
award was given back joins what is left of the frame.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import cmp_to_key
from itertools import accumulate
from operator import sub
from typing import NamedTuple

from industri40.engine.columns import Column, combine
from industri40.money import round_half_away
from industri40.plan.model import Phase, Plan


class ExactPhase(NamedTuple):
    """One phase before rounding, all in units.

    ``base`` is the phase's share of the grant, ``award`` what each environment gets of that and of
    what was carried in; its last holder is what is returned. ``capped`` are those whom their
    ceilings cut, ``floored`` those whom their floors raise, ``level`` is what all others get for
    each weight. ``given_back`` is what each holder returned of its award.
    """

    phase: Phase
    base: Fraction
    carried_in: Fraction
    ceilings: Sequence[int | None]
    floors: Sequence[int]
    award: Column
    level: Fraction
    capped: frozenset[int]
    floored: frozenset[int]
    given_back: Sequence[int]
    carried: Fraction
    returned: Fraction

    @property
    def frame(self) -> Fraction:
        """What there is to award."""
        return self.base + self.carried_in

    @property
    def net(self) -> Column:
        """The awards less what was given back of them."""
        numerators, scale = self.award
        return Column(
            [a - back * scale for a, back in zip(numerators, self.given_back, strict=True)], scale
        )


def exact_phases(plan: Plan, holders: Sequence[str], pool: int) -> tuple[ExactPhase, ...]:
    """Award ``pool`` units, the grant after common costs, phase by phase.

    ``holders`` are the ids of the environments in natural order.
    """
    phases: list[ExactPhase] = []
    carried = Fraction(0)
    for phase, base in zip(plan.phases, _bases(plan, pool), strict=True):
        last = phase is plan.phases[-1]
        phases.append(_award(phase, holders, base, carried, last=last))
        carried = phases[-1].carried
    return tuple(phases)


def total_awards(phases: Sequence[ExactPhase], size: int) -> Column:
    """Each holder's awards of all these phases together, less what was given back, exactly."""
    return combine(size, [(Fraction(1), exact.net) for exact in phases])


def _bases(plan: Plan, pool: int) -> list[Fraction]:
    """Each phase's share of the grant: whole as far as any award is decided, since these are."""
    decided = max((n for n, phase in enumerate(plan.phases) if phase.awarded), default=-1)
    shares = accumulate(phase.share for phase in plan.phases)
    due = [
        round_half_away(share * pool) if number <= decided else share * pool
        for number, share in enumerate(shares)
    ]
    # one that was rounded up may already hold what a small phase after it is due
    to_date = list(accumulate(due, max))
    return list(map(sub, to_date, (Fraction(0), *to_date)))


def _award(
    phase: Phase, holders: Sequence[str], base: Fraction, carried_in: Fraction, *, last: bool
) -> ExactPhase:
    frame, members = base + carried_in, phase.key.weights
    ceilings = [phase.ceiling_of(holder) for holder in holders]
    least = [phase.floor_of(holder) or 0 if holder in members else 0 for holder in holders]
    both = zip(least, ceilings, strict=True)
    floors = [low if high is None else min(low, high) for low, high in both]
    level, capped, floored = Fraction(0), frozenset[int](), frozenset[int]()
    numerators = [phase.awarded.get(holder, 0) for holder in holders]
    if not phase.awarded:
        cells = [*zip([members.get(one, 0) for one in holders], floors, ceilings, strict=True)]
        found = _level(frame, cells, to_ceilings=phase.leftover == "redistribute")
        level = found or level
        numerators, capped, floored = _awards(found, cells)
    back = [*(phase.returned.get(holder, 0) for holder in holders), 0]
    awards = Column([*numerators, 0], level.denominator)
    left = frame - Fraction(sum(numerators), level.denominator) + sum(back)
    carries = phase.leftover == "carry" and not last
    carried, returned = (left, Fraction(0)) if carries else (Fraction(0), left)
    nobody = Column([*[0] * len(holders), 1], 1)
    award = combine(len(back), [(Fraction(1), awards), (returned, nobody)])
    bounds = ceilings, floors
    return ExactPhase(
        phase, base, carried_in, *bounds, award, level, capped, floored, back, carried, returned
    )


_Turn = tuple[int, int, int, int]
"""An amount and a weight, whose ratio is a level from which on awards rise otherwise.

From there on so much more is held by floors and ceilings, and so much more weight is between them.
"""


_Cells = Sequence[tuple[int, int, int | None]]  # of each holder the weight, floor and ceiling


def _level(frame: Fraction, cells: _Cells, *, to_ceilings: bool) -> Fraction | None:
    """What there is for each weight; None where everybody is at the ceiling with less.

    Ceilings matter only where what they keep back goes to the others, ``to_ceilings``. The
    sum of all awards rises with the level, by the weights of those between their bounds. So
    the levels at which somebody leaves the floor or comes to the ceiling are passed one by one.
    """
    held, sharing, turns = sum(floor for _, floor, _ in cells), 0, list[_Turn]()
    for weight, floor, ceiling in cells:
        if weight and floor:
            turns.append((floor, weight, -floor, weight))
        else:
            sharing += weight
        if weight and ceiling is not None and to_ceilings:
            turns.append((ceiling, weight, ceiling, -weight))
    # Ratios are compared by cross products: exact, and far cheaper than fractions.
    turns.sort(key=cmp_to_key(_compare_ratios))
    for amount, weight, more, weights in turns:
        if held * weight + amount * sharing >= frame * weight:
            if not sharing:
                return Fraction(amount, weight)
            break
        held, sharing = held + more, sharing + weights
    return max(Fraction(0), (frame - held) / sharing) if sharing else None


def _awards(
    level: Fraction | None, cells: _Cells
) -> tuple[list[int], frozenset[int], frozenset[int]]:
    """Everybody's award in parts of the level's denominator; who is capped, and who floored.

    Those are whom the ceiling leaves less, or the floor more, than the level gives.
    """
    above, below = (level or Fraction(0)).as_integer_ratio()
    numerators, capped, floored = list[int](), list[int](), list[int]()
    for holder, (weight, floor, ceiling) in enumerate(cells):
        award = above * weight
        if ceiling is not None and (ceiling * below < award or (level is None and weight)):
            award = ceiling * below
            capped.append(holder)
        elif floor * below > award:
            award = floor * below
            floored.append(holder)
        numerators.append(award)
    return numerators, frozenset(capped), frozenset(floored)


def _compare_ratios(a: _Turn, b: _Turn) -> int:
    return a[0] * b[1] - b[0] * a[1]
