"""Why a cell was rounded up or down, rather than its neighbour on the same line."""

from collections.abc import Sequence
from functools import cached_property

from industri40.engine.columns import Column

_BEYOND = (
    "this running total is beyond its exact value rounded up or down: it gave way so that all sums "
    "add up"
)


class Cells:
    """One line to date: exact and whole values of all holders, and in words what they total.

    What all holders have in common is worked out once, since all of them may be explained.
    """

    def __init__(
        self, column: Column, values: Sequence[int], holders: Sequence[str], total: str
    ) -> None:
        self.column = column
        self.values = values
        self.holders = holders
        self.total = total

    @cached_property
    def remainders(self) -> list[int]:
        """What rounding down cuts off of each."""
        return self.column.rests(self.column.denominator)

    @cached_property
    def ups(self) -> list[int]:
        """The positions of those that were rounded up."""
        pairs = enumerate(zip(self.values, self.column.floors(), strict=True))
        return [n for n, (value, floor) in pairs if self.remainders[n] and value > floor]

    @cached_property
    def downs(self) -> list[int]:
        """The positions of those that were rounded down."""
        ups = set(self.ups)
        return [n for n, rest in enumerate(self.remainders) if rest and n not in ups]

    @cached_property
    def last_up(self) -> int:
        """The position that is the last to be rounded up, by what is cut off."""
        return min(self.ups, key=self._rank)

    @cached_property
    def first_down(self) -> int:
        """The position that would be the next to be rounded up."""
        return max(self.downs, key=self._rank)

    def _rank(self, position: int) -> tuple[int, int]:
        return self.remainders[position], -position


def why(cells: Cells, position: int) -> list[str]:
    """In words: how many were rounded up, and how this one compares with the next in line."""
    exact = cells.column.exact(position)
    value = cells.values[position]
    if value == exact:
        return []
    if abs(value - exact) >= 1:
        return [_BEYOND]
    ups, broken = len(cells.ups), len(cells.ups) + len(cells.downs)
    notes = [f"{ups} of {broken} are rounded up, so that all together total {cells.total}"]
    went_up = value > exact
    if cells.downs if went_up else cells.ups:
        notes.append(_compared(cells, position, went_up=went_up))
    return notes


def _compared(cells: Cells, position: int, *, went_up: bool) -> str:
    """This cell and the nearest one that was rounded the other way."""
    other = cells.first_down if went_up else cells.last_up
    mine, its = cells.remainders[position], cells.remainders[other]
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
        f"the part cut off is {parts}: by that alone it would not go {way}, but environments take "
        "turns, so that in each of them costs equal financing and sums are near their exact values"
    )


def _part(remainder: int, denominator: int) -> str:
    """A remainder to three decimals, rounded down: near enough to compare two of them."""
    thousandths = remainder * 1000 // denominator
    return f"0.{thousandths:03d}"
