"""Why a cell was rounded up or down, rather than its neighbour on the same line."""

from collections.abc import Sequence
from typing import NamedTuple

from industri40.engine.columns import Column
from industri40.explain.step import Step
from industri40.explain.tracer import Tracer

_BEYOND = (
    "this running total is beyond its exact value rounded up or down: it gave way so that all sums "
    "add up"
)


class Cells(NamedTuple):
    """One line to date: exact and whole values of all holders, and in words what they total.

    ``remainders`` are what rounding down cuts off of each; ``ups`` and ``downs`` the positions of
    those that were rounded, the largest remainders first, and of equal ones the first ids.
    """

    column: Column
    values: Sequence[int]
    total: str
    remainders: list[int]
    ups: list[int]
    downs: list[int]


def cells_of(tracer: Tracer, column: Column, values: Sequence[int], total: int) -> Cells:
    """Exact and whole values of all holders, in units; all together they total so many."""
    remainders, floors = column.rests(column.denominator), column.floors()
    broken = [position for position, rest in enumerate(remainders) if rest]
    broken.sort(key=lambda position: -remainders[position])
    ups = [position for position in broken if values[position] > floors[position]]
    downs = [position for position in broken if values[position] <= floors[position]]
    said = tracer.written(tracer.kroner(total))
    return Cells(column, values, said, remainders, ups, downs)


def whole(tracer: Tracer, figure: str, exact: Step, cells: Cells, holder: str) -> Step:
    """The whole value of a holder next to the exact one, with the reason why it is this one."""
    value = cells.values[tracer.allocation.position(holder)]
    return tracer.rounded(figure, exact, tracer.kroner(value), _why(tracer, cells, holder))


def _why(tracer: Tracer, cells: Cells, holder: str) -> list[str]:
    """In words: how many were rounded up, and how this one compares with the next in line."""
    position = tracer.allocation.position(holder)
    off = cells.values[position] - cells.column.exact(position)
    if not off:
        return []
    if abs(off) >= 1:
        return [_BEYOND]
    ups, broken = len(cells.ups), len(cells.ups) + len(cells.downs)
    notes = [f"{ups} of {broken} are rounded up, so that all together total {cells.total}"]
    others = cells.downs[:1] if off > 0 else cells.ups[-1:]
    return notes + [_compared(tracer, cells, position, other) for other in others]


def _compared(tracer: Tracer, cells: Cells, position: int, other: int) -> str:
    """This cell and the nearest one that was rounded the other way."""
    mine, its = cells.remainders[position], cells.remainders[other]
    # to three decimals, rounded down: near enough to compare them
    thousandths = (part * 1000 // cells.column.denominator for part in (mine, its))
    of_mine, of_its = (f"0.{part:03d}" for part in thousandths)
    said = f"the part cut off is {of_mine} of a unit, {tracer.allocation.holders[other]} {of_its}: "
    went_up = cells.values[position] > cells.column.exact(position)
    if mine == its and (position < other) == went_up:
        return f"{said}where they are equal the first ids go up"
    if (mine > its) == went_up and mine != its:
        return f"{said}the largest are rounded up"
    return (
        f"{said}by that alone it would not go {'up' if went_up else 'down'}, but environments take "
        "turns, so that in each of them costs equal financing and sums are near their exact values"
    )
