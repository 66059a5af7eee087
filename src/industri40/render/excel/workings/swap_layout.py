"""Where the swaps stand on their sheet, so that other sheets can refer to them."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from industri40.render.excel.sheets import Sheet, Spot
from industri40.render.excel.workings.rounding import Pool
from industri40.render.excel.workings.sharing import Sharing

__all__ = ["Block", "SwapLayout", "Text"]

Text = Callable[[int], str]
"""Makes the end of a formula for the holder at a position."""

_SPARE, _USUAL = 4, 12
_FIRST_ROW = 4


class Block(NamedTuple):
    """The swaps of one pool in one year, for a number of holders.

    From ``row`` on: a heading, the headings of columns, what every holder has too much, two rows
    for each lane that units are swapped on, ``steps`` rows of swaps, and what remains.
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

    def gives(self, lane: int) -> int:
        """The row that says who can give a unit on a lane (the first is 0); below, who can take."""
        return self.row + 3 + 2 * lane

    @property
    def first(self) -> int:
        """The row of the first swap."""
        return self.gives(len(self.pool.lanes))

    @property
    def taker(self) -> int:
        """The first of the columns that say who can take a unit, lane by lane."""
        return 1 + self.holders

    @property
    def giver(self) -> int:
        """The first of the columns that say who can give a unit, lane by lane."""
        return self.taker + len(self.pool.lanes)

    @property
    def result(self) -> int:
        """The first of the three columns of a swap: who gives, on which lane, who takes."""
        return self.giver + len(self.pool.lanes)

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
        self, sheet: str, pools: Mapping[int, tuple[Pool, ...]], sharing: Sharing, holders: int
    ) -> None:
        self.blocks: dict[tuple[int, str], Block] = {}
        row = _FIRST_ROW
        for year, each in pools.items():
            for pool in each:
                needed = max(
                    len(swaps) for (_, name), swaps in sharing.swaps.items() if name == pool.id
                )
                # changed inputs may need more swaps: at 8 environments up to 7 were seen
                steps = max(min(holders, _USUAL), needed) + _SPARE if pool.lanes else 0
                block = Block(sheet, row, year, pool, holders, steps)
                self.blocks[year, pool.id] = block
                row = block.end + 2

    def swapped(self, home: Sheet, line: str, year: int) -> Text | None:
        """What makes the formula of a line's swaps in a year; None where it has none."""
        for block in self.blocks.values():
            for number, (name, by) in enumerate(block.pool.lanes, start=1):
                if block.year == year and name == line:
                    return _counted(home, block, number, by)
        return None


def _counted(home: Sheet, block: Block, number: int, by: int) -> Text:
    """What is swapped to a holder on a lane, less what is swapped from it."""
    giver, lane, taker = (home.span(block.column(offset), fixed=True) for offset in range(3))
    more, less = (giver, taker) if by > 0 else (taker, giver)
    return lambda position: (
        f"+COUNTIFS({lane},{number},{more},{position + 1})"
        f"-COUNTIFS({lane},{number},{less},{position + 1})"
    )
