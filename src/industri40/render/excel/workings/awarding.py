"""What the formulas of the workings give for frames and awards, and the engine's steps beyond."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from industri40.engine.awards import ExactPhase, total_awards
from industri40.engine.result import Allocation
from industri40.money import round_half_away
from industri40.render.excel.numbers import snapped
from industri40.render.excel.workings.network import Chain, Network, moved
from industri40.render.excel.workings.rounding import Cells, Rounded, fill

__all__ = ["PhaseAwards", "Whole", "award_cells", "award_phases", "settled"]


class Whole(NamedTuple):
    """A figure in whole units: rounded, what chains move, and the engine's step beyond."""

    rounded: int
    moved: int = 0
    step: int = 0

    @property
    def value(self) -> int:
        """What it comes to."""
        return sum(self)


class PhaseAwards(NamedTuple):
    """One phase: its frame in units, and every holder's awards up to it.

    The last holder is what is returned. ``pool`` is what there is of the grant for all phases,
    ``left`` what is left of it after this one; ``base`` is the frame without what is carried in.
    """

    exact: ExactPhase
    pool: int
    left: Fraction
    base: Whole
    carried: Whole
    to_date: Rounded


def award_phases(allocation: Allocation, places: int) -> tuple[PhaseAwards, ...]:
    """Round frames and awards, phase by phase, as the formulas do before any swap."""
    grant = allocation.exact.grant
    if grant is None:
        return ()
    pool = allocation.exact.sources[grant].shared[-1]
    phases: list[PhaseAwards] = []
    before = [0] * len(allocation.holders)
    bases, left = 0, Fraction(pool)
    for number, exact in enumerate(allocation.exact.phases):
        left -= exact.base
        base = _base(exact, pool - round_half_away(snapped(left, places)).numerator - bases, places)
        bases += base
        carried = round_half_away(snapped(exact.carried, places)).numerator
        to_date = _to_date(allocation, number, before, bases - carried, places)
        before = to_date.value
        phases.append(PhaseAwards(exact, pool, left, Whole(base), Whole(carried), to_date))
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
    award = _awards(phases[-1], size, places)
    low = [
        max(then + floor(given), floor(value))
        for then, given, value in zip(before, award, exact, strict=True)
    ]
    high = [
        min(then + ceil(given), ceil(value))
        for then, given, value in zip(before, award, exact, strict=True)
    ]
    return fill(exact, low, high, total, places)


def _awards(exact: ExactPhase, size: int, places: int) -> list[Fraction]:
    return [snapped(exact.award.exact(holder), places) for holder in range(size)]


def award_cells(phases: Sequence[PhaseAwards], places: int) -> dict[str, Cells]:
    """What the cells of the grant in a network hold before any chain, by bundle."""
    cells: dict[str, Cells] = {}
    before: list[int] = []
    bases = 0
    for number, (exact, pool, left, base, carried, to_date) in enumerate(phases):
        value = to_date.value
        cells[f"awarded.{number}"] = Cells.around(value, to_date.exact)
        if number:
            given = [now - then for now, then in zip(value, before, strict=True)]
            awards = _awards(exact, len(value), places)
            cells[f"award.{number}"] = Cells.around(given, awards)
        bases += base.rounded
        for name, whole, fraction in (
            ("base", base.rounded, exact.base),
            ("rest", pool - bases, left),
            ("carried", carried.rounded, exact.carried),
        ):
            cells[f"{name}.{number}"] = Cells.around([whole], [snapped(fraction, places)])
        before = value
    return cells


def settled(
    phases: Sequence[PhaseAwards], network: Network, found: Sequence[Chain], allocation: Allocation
) -> tuple[PhaseAwards, ...]:
    """The phases with what chains move, and what the engine has beyond that."""
    return tuple(
        _settled(number, phase, network, found, allocation) for number, phase in enumerate(phases)
    )


def _settled(
    number: int,
    phase: PhaseAwards,
    network: Network,
    found: Sequence[Chain],
    allocation: Allocation,
) -> PhaseAwards:
    def more(name: str) -> list[int]:
        bundle = network.bundles.get(f"{name}.{number}")
        return [0] if bundle is None else moved(found, bundle)

    frames = allocation.frames
    before = frames[number - 1].carried if number else 0
    rounded = phase.to_date._replace(swap=more("awarded"))
    engine = allocation.awarded_to_date(number)
    step = [whole - value for whole, value in zip(engine, rounded.value, strict=True)]
    return phase._replace(
        base=_whole(phase.base, more("base"), frames[number].frame - before),
        carried=_whole(phase.carried, more("carried"), frames[number].carried),
        to_date=rounded._replace(step=step),
    )


def _whole(whole: Whole, more: Sequence[int], engine: int) -> Whole:
    return Whole(whole.rounded, more[0], engine - whole.rounded - more[0])
