"""What the formulas of the workings give for frames and awards, and the engine's steps beyond."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from industri40.engine.awards import ExactPhase, total_awards
from industri40.engine.result import Allocation
from industri40.money import round_half_away
from industri40.render.excel.numbers import snapped
from industri40.render.excel.rounding import Rounded, fill

__all__ = ["PhaseAwards", "award_phases"]


class PhaseAwards(NamedTuple):
    """One phase: its frame in units, and every holder's awards up to it.

    The last holder is what is returned. ``base`` and ``carried`` are what the formulas give;
    with ``base_step`` and ``carried_step`` they are the engine's.
    """

    exact: ExactPhase
    left: Fraction
    base: int
    base_step: int
    carried: int
    carried_step: int
    to_date: Rounded


def award_phases(allocation: Allocation, pool: int, places: int) -> tuple[PhaseAwards, ...]:
    """Round frames and awards, phase by phase, as the formulas do.

    ``pool`` is what there is of the grant for all phases, in units.
    """
    phases: list[PhaseAwards] = []
    before = [0] * len(allocation.holders)
    bases, left = 0, Fraction(pool)
    for number, exact in enumerate(allocation.exact.phases):
        left -= exact.base
        base = _base(exact, pool - round_half_away(snapped(left, places)).numerator - bases, places)
        frame = allocation.frames[number]
        carried_in = allocation.frames[number - 1].carried if number else 0
        base_step = frame.frame - carried_in - base
        bases += base + base_step
        carried = round_half_away(snapped(exact.carried, places)).numerator
        carried_step = frame.carried - carried
        to_date = _to_date(allocation, number, before, bases - frame.carried, places)
        before = to_date.value
        phases.append(PhaseAwards(exact, left, base, base_step, carried, carried_step, to_date))
    return tuple(phases)


def _base(exact: ExactPhase, wanted: int, places: int) -> int:
    base = snapped(exact.base, places)
    return min(max(wanted, floor(base)), ceil(base))


def _to_date(
    allocation: Allocation, number: int, before: Sequence[int], total: int, places: int
) -> Rounded:
    phases, size = allocation.exact.phases[: number + 1], len(before)
    column = total_awards(phases, size)
    exact = [snapped(column.exact(holder), places) for holder in range(size)]
    award = [snapped(phases[-1].award.exact(holder), places) for holder in range(size)]
    low = [
        max(then + floor(given), floor(value))
        for then, given, value in zip(before, award, exact, strict=True)
    ]
    high = [
        min(then + ceil(given), ceil(value))
        for then, given, value in zip(before, award, exact, strict=True)
    ]
    rounded = fill(exact, low, high, total, places)
    engine = allocation.awarded_to_date(number)
    step = [whole - value for whole, value in zip(engine, rounded.value, strict=True)]
    return rounded._replace(step=step)
