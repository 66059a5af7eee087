"""Why a cell was rounded up or down, rather than its neighbour on the same line."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.engine.columns import Column
from industri40.explain.step import Note, Step, note
from industri40.explain.tracer import Tracer


class Cells(NamedTuple):
    """One line to date: exact and whole values of all holders, and what they total in kroner.

    ``ups`` and ``downs`` are the positions of those that were rounded, the largest part cut off by
    rounding down first, and of equal ones the first ids.
    """

    column: Column
    values: Sequence[int]
    total: Fraction
    ups: list[int]
    downs: list[int]

    def is_exact(self, position: int) -> bool:
        """Whether the holder at a position has just what it has exactly."""
        column = self.column
        return self.values[position] * column.denominator == column.numerators[position]


def cells_of(tracer: Tracer, column: Column, values: Sequence[int]) -> Cells:
    """Exact and whole values of all holders, in units."""
    remainders, floors = column.rests(column.denominator), column.floors()
    broken = [position for position, rest in enumerate(remainders) if rest]
    broken.sort(key=lambda position: -remainders[position])
    ups = [position for position in broken if values[position] > floors[position]]
    downs = [position for position in broken if values[position] <= floors[position]]
    return Cells(column, values, tracer.kroner(sum(values)), ups, downs)


def whole(tracer: Tracer, figure: str, exact: Step, cells: Cells, holder: str) -> Step:
    """The whole value of a holder next to the exact one, with the reason why it is this one."""
    position = tracer.allocation.position(holder)
    value = tracer.kroner(cells.values[position])
    return tracer.rounded(figure, exact, value, _why(tracer, cells, position))


def _why(tracer: Tracer, cells: Cells, position: int) -> list[Note]:
    """How many were rounded up, and how this one compares with the next in line."""
    off = cells.values[position] - cells.column.exact(position)
    if not off:
        return []
    if abs(off) >= 1:
        return [note("beyond")]
    ups, broken = str(len(cells.ups)), str(len(cells.ups) + len(cells.downs))
    notes = [note("rounded_up", ups=ups, broken=broken, total=cells.total)]
    others = cells.downs[:1] if off > 0 else cells.ups[-1:]
    return notes + [_compared(tracer, cells, position, other) for other in others]


def _compared(tracer: Tracer, cells: Cells, position: int, other: int) -> Note:
    """This cell and the nearest one that was rounded the other way."""
    mine, its = (cells.column.exact(each) % 1 for each in (position, other))
    # to three decimals, rounded down: near enough to compare them
    of_mine, of_its = (f"0.{int(part * 1000):03d}" for part in (mine, its))
    went_up = cells.values[position] > cells.column.exact(position)
    if mine == its and (position < other) == went_up:
        why = "first"
    elif (mine > its) == went_up and mine != its:
        why = "largest"
    else:
        why = "turn_up" if went_up else "turn_down"
    holder = tracer.allocation.holders[other]
    return note(f"cut_off.{why}", mine=of_mine, holder=holder, its=of_its)
