"""Where the chains stand on their sheet, so that other sheets can refer to them."""

from collections.abc import Mapping
from typing import NamedTuple

from industri40.render.excel.sheets import Sheet, Spot
from industri40.render.excel.workings.network import LONGEST, Network
from industri40.render.excel.workings.sharing import Search
from industri40.render.excel.workings.swap_layout import Text

__all__ = ["ChainBlock", "ChainLayout"]

_FIRST_ROW = 4


class ChainBlock(NamedTuple):
    """The chains of one year: a row for each of them, then one for each node and for each cell.

    Beside the nodes and the cells stand some columns for each chain: what is before it.
    """

    sheet: str
    row: int
    network: Network
    chains: int

    @property
    def nodes(self) -> int:
        """The row of the first node."""
        return self.row + self.chains + 4

    @property
    def cells(self) -> int:
        """The row of the first cell."""
        return self.nodes + len(self.network.names) + 2

    @property
    def end(self) -> int:
        """The row after the last cell."""
        return self.cells + self.network.cells

    def result(self, chain: int, column: int) -> Spot:
        """Of a chain: how long it is, from which node, its cells, and the nodes that they lead to.

        The columns are counted from 0.
        """
        return Spot(self.sheet, self.row + 2 + chain, 1 + column)

    def node(self, node: int, column: int) -> Spot:
        """A column of a node, from 0."""
        return Spot(self.sheet, self.nodes + node, 1 + column)

    def cell(self, cell: int, column: int) -> Spot:
        """A column of a cell, from 0."""
        return Spot(self.sheet, self.cells + cell, 1 + column)

    def excess(self, chain: int) -> int:
        """The column of what a node has too much before a chain; then how near it is, by round."""
        return 1 + chain * (LONGEST + 3)

    def onward(self, chain: int) -> int:
        """The column of the cell by which a node comes nearer."""
        return self.excess(chain) + LONGEST + 2

    def up(self, chain: int) -> int:
        """The column of how far a cell is from a unit more; beside it, from a unit less."""
        return 4 + 2 * chain

    def moved(self, home: Sheet, name: str) -> Text:
        """What all chains add to the cells of a bundle."""
        ends = self.result(0, 2), self.result(self.chains - 1, 1 + LONGEST)
        found, first = home.span(ends, fixed=True), self.network.bundles[name].first + 1
        return lambda at: f"+COUNTIF({found},{first + at})-COUNTIF({found},-{first + at})"


class ChainLayout:
    """The blocks of all years, the last year first; ``blocks`` and ``found`` by year."""

    def __init__(self, sheet: str, searches: Mapping[int, Search]) -> None:
        self.blocks: dict[int, ChainBlock] = {}
        self.found: dict[int, Search] = dict(searches)
        row = _FIRST_ROW
        for year, search in searches.items():
            self.blocks[year] = ChainBlock(sheet, row, search.network, len(search.chains))
            row = self.blocks[year].end + 2

    def moved(self, home: Sheet, name: str, year: int) -> Text | None:
        """What makes the formula of what chains add to a line in a year; None where nothing."""
        block = self.blocks[year]
        return block.moved(home, name) if name in block.network.bundles else None
