"""Where the swaps stand on their sheet, so that other sheets can refer to them."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from industri40.render.excel.rounding import Part, Pool, Sharing
from industri40.render.excel.sheets import Sheet, Spot

__all__ = ["Block", "SwapLayout"]

_SPARE, _USUAL = 4, 12
_FIRST_ROW = 4


class Block(NamedTuple):
    """The swaps of one pool in one year, for a number of holders.

    From ``row`` on: a heading, the headings of columns, what every holder has too much, two rows
    for each line that units are swapped on, and ``steps`` rows of swaps.
    """

    sheet: str
    row: int
    year: int
    pool: Pool
    holders: int
    steps: int

    @property
    def head(self) -> int:
        """The row of headings, with the holders' numbers."""
        return self.row + 1

    @property
    def excess(self) -> int:
        """The row of what every holder has too much to begin with."""
        return self.row + 2

    def gives(self, line: int) -> int:
        """The row that says who can give a unit of a line (the first is 0); below, who can take."""
        return self.row + 3 + 2 * line

    @property
    def first(self) -> int:
        """The row of the first swap."""
        return self.gives(len(self.pool.swapped))

    @property
    def taker(self) -> int:
        """The first of the columns that say who can take a unit, line by line."""
        return 1 + self.holders

    @property
    def giver(self) -> int:
        """The first of the columns that say who can give a unit, line by line."""
        return self.taker + len(self.pool.swapped)

    @property
    def result(self) -> int:
        """The first of the three columns of a swap: who gives, which line, who takes."""
        return self.giver + len(self.pool.swapped)

    @property
    def end(self) -> int:
        """The row after the last swap, which says what is off in the end."""
        return self.first + self.steps

    def column(self, offset: int, step: int | None = None) -> tuple[Spot, Spot]:
        """One of the three columns of the swaps: all of it, or down to before a swap."""
        column = self.result + offset
        last = self.end - 1 if step is None else self.first + step - 1
        return Spot(self.sheet, self.first, column), Spot(self.sheet, last, column)


class SwapLayout:
    """The blocks of all years and pools, below each other; ``blocks`` by year and pool."""

    def __init__(
        self,
        sheet: str,
        pools: Mapping[int, tuple[Pool, ...]],
        sharing: Sharing,
        holders: int,
        costs: frozenset[str],
    ) -> None:
        self._costs = costs
        self.blocks: dict[tuple[int, str], Block] = {}
        needed = max((len(swaps) for swaps in sharing.swaps.values()), default=0)
        # changed inputs may need more swaps than there are now; at 8 environments up to 7 were seen
        steps = max(min(holders, _USUAL), needed) + _SPARE
        row = _FIRST_ROW
        for year, each in pools.items():
            for pool in each:
                block = Block(sheet, row, year, pool, holders, steps if pool.swapped else 0)
                self.blocks[year, pool.id] = block
                row = block.end + 2

    def swap_text(self, home: Sheet, part: Part, year: int) -> Callable[[int], str] | None:
        """What makes the formula of a line's swaps in a year; None where it has none."""
        for block in self.blocks.values():
            if block.year == year and part.id in block.pool.swapped:
                return _Swaps(home, block, part.id, part.id in self._costs).formula
        return None


class _Swaps(NamedTuple):
    """Makes the formula of what is swapped to a holder of a line, less what is swapped from it."""

    home: Sheet
    block: Block
    line: str
    cost: bool

    def formula(self, position: int) -> str:
        """The formula for the holder at a position."""
        number = self.block.pool.swapped.index(self.line) + 1
        giver, line, taker = (
            self.home.span(self.block.column(offset), fixed=True) for offset in range(3)
        )
        given = f"COUNTIFS({line},{number},{giver},{position + 1})"
        taken = f"COUNTIFS({line},{number},{taker},{position + 1})"
        # who gets too much money gives it away, or pays more of a cost
        return f"{given}-{taken}" if self.cost else f"{taken}-{given}"
