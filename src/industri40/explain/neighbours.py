"""Why a cell was rounded up or down, rather than its neighbour on the same line."""

from collections.abc import Sequence
from typing import NamedTuple

from industri40.engine.columns import Column

__all__ = ["Cells", "why"]


_BEYOND = (
    "this running total is beyond its exact value rounded up or down: it gave way so that all sums "
    "add up"
)


class Cells(NamedTuple):
    """One line to date: exact and whole values of all holders, and in words what they total."""

    column: Column
    values: Sequence[int]
    holders: Sequence[str]
    total: str


def why(cells: Cells, position: int) -> list[str]:
    """In words: how many were rounded up, and how this one compares with the next in line."""
    exact = cells.column.exact(position)
    value = cells.values[position]
    if value == exact:
        return []
    if abs(value - exact) >= 1:
        return [_BEYOND]
    floors = cells.column.floors()
    remainders = cells.column.remainders()
    broken = [n for n, remainder in enumerate(remainders) if remainder]
    ups = [n for n in broken if cells.values[n] > floors[n]]
    notes = [
        f"{len(ups)} of {len(broken)} are rounded up, so that all together total {cells.total}"
    ]
    went_up = value > exact
    others = [n for n in broken if (cells.values[n] > floors[n]) != went_up]
    if others:
        notes.append(_compared(cells, position, others, remainders, went_up=went_up))
    return notes


def _compared(
    cells: Cells, position: int, others: list[int], remainders: list[int], *, went_up: bool
) -> str:
    """This cell and the nearest one that was rounded the other way."""
    nearest = max if went_up else min
    other = nearest(others, key=lambda n: (remainders[n], -n))
    mine, its = remainders[position], remainders[other]
    denominator = cells.column.denominator
    parts = (
        f"{_part(mine, denominator)} of a unit, {cells.holders[other]} {_part(its, denominator)}"
    )
    way = "up" if went_up else "down"
    if mine == its and (position < other) == went_up:
        return f"the part cut off is {parts}: where they are equal the first ids go up"
    if (mine > its) == went_up and mine != its:
        return f"the part cut off is {parts}: the largest are rounded up"
    return (
        f"the part cut off is {parts}: by that alone it would not go {way}, but costs must equal "
        "financing in every environment"
    )


def _part(remainder: int, denominator: int) -> str:
    """A remainder to three decimals, rounded down: near enough to compare two of them."""
    thousandths = remainder * 1000 // denominator
    return f"0.{thousandths:03d}"
