"""What the swaps go by: what everybody has too much, and what a unit can be taken from or given to.

Each fact is a formula, which refers to the shares, and the value that it has now.
"""

from collections.abc import Callable
from fractions import Fraction

from industri40.render.excel.sheets import Figure, Sheet
from industri40.render.excel.workings.bench import Bench
from industri40.render.excel.workings.shares import ShareSheet
from industri40.render.excel.workings.swap_layout import Block

__all__ = ["SwapFacts"]


class SwapFacts:
    """The facts of all blocks, as formulas for the sheet of the swaps."""

    def __init__(self, bench: Bench, sheet: Sheet, shares: ShareSheet) -> None:
        self._bench, self._sheet, self._shares = bench, sheet, shares
        self._labels = {part.id: part.label for part in shares.parts}

    def label(self, line: str) -> str:
        """What a line is called."""
        return self._labels[line]

    def heading(self, block: Block) -> str:
        """What a block is called."""
        year, pool = self._bench.plan.years[block.year], block.pool.id
        name = self._labels[pool] if pool else self._bench.say("swaps.cash")
        return self._bench.say("swaps.block", year=year, name=name)

    def excess(self, block: Block, position: int) -> tuple[str, Fraction]:
        """What a holder has too much before any swap: a formula, and its value."""
        columns = self._shares.columns
        return self._balance(
            block,
            lambda line: [
                figures[position]
                for figures in (columns[line, block.year].low, columns[line, block.year].up)
            ],
        )

    def remains(self, block: Block, position: int) -> tuple[str, Fraction]:
        """What a holder has too much in the end: a formula, and its value."""
        columns = self._shares.columns
        return self._balance(block, lambda line: [columns[line, block.year].value[position]])

    def _balance(
        self, block: Block, figures_of: Callable[[str], list[Figure]]
    ) -> tuple[str, Fraction]:
        """What comes in less what goes out; of all cash nothing where the plan is off."""
        text, total = "", Fraction(0)
        for sign, lines in (("+", block.pool.brings), ("-", block.pool.takes)):
            for figure in (each for line in lines for each in figures_of(line)):
                text += f"{sign}{self._sheet.at(figure)}"
                total += figure.value * int(f"{sign}1")
        text = text.removeprefix("+")
        if block.pool.id:
            return text, total
        balanced = self._shares.lines.balanced
        return f"IF({self._sheet.fixed(balanced)}=1,{text},0)", total * balanced.value

    def moves(
        self, block: Block, lane: tuple[str, int], position: int, *, gives: bool
    ) -> tuple[str, Fraction]:
        """Whether a unit on a lane can be taken from a holder, or given to it: 0 or 1."""
        line, by = lane
        columns, sheet = self._shares.columns[line, block.year], self._sheet
        low, high, up = (each[position] for each in (columns.low, columns.high, columns.up))
        if (by > 0) != gives:
            return sheet.at(up), up.value
        text = f"{sheet.at(high)}-{sheet.at(low)}-{sheet.at(up)}"
        return text, high.value - low.value - up.value
