"""What the swaps go by: what everybody has too much, and what a unit can be taken from or given to.

Each fact is a formula, which refers to the shares, and the value that it has now.
"""

from industri40.render.excel.bench import Bench
from industri40.render.excel.rounding import Lane, Sharing
from industri40.render.excel.shares import ShareSheet
from industri40.render.excel.sheets import Sheet, Spot
from industri40.render.excel.swap_layout import Block, SwapLayout, lanes_with

__all__ = ["SwapFacts"]


class SwapFacts:
    """The facts of all blocks, as formulas for the sheet of the swaps."""

    def __init__(
        self, bench: Bench, sheet: Sheet, sharing: Sharing, layout: SwapLayout, shares: ShareSheet
    ) -> None:
        self._bench, self._sheet = bench, sheet
        self._sharing, self._layout, self._shares = sharing, layout, shares
        self._labels = {part.id: part.label for part in shares.parts}

    def label(self, lane: Lane) -> str:
        """What the lines of a lane are called."""
        return " + ".join(self._labels[line] for line, _ in lane)

    def heading(self, block: Block) -> str:
        """What a block is called."""
        year, base = self._bench.plan.years[block.year], block.pool.base
        name = self._labels[base] if base else self._bench.say("swaps.cash")
        return self._bench.say(
            "swaps.joint" if block.pool.joint else "swaps.block", year=year, name=name
        )

    def excess(self, block: Block, position: int) -> tuple[str, int]:
        """What a holder has too much before any swap of the block: a formula, and its value."""
        if block.pool.joint:
            return self._after(self._layout.blocks[block.year, block.pool.base], position)
        texts, total = [], 0
        for sign, lines in (("+", block.pool.brings), ("-", block.pool.takes)):
            for line in lines:
                text, value = self._before(line, block.year, position, sign)
                texts.append(text)
                total += value if sign == "+" else -value
        text = "".join(texts).removeprefix("+")
        if block.pool.base:
            return text, total
        balanced = self._shares.lines.balanced
        return f"IF({self._sheet.fixed(balanced)}=1,{text},0)", total if balanced.value else 0

    def _after(self, block: Block, position: int) -> tuple[str, int]:
        """What a holder has too much after the swaps of a block."""
        giver, _, taker = (self._sheet.span(block.column(at), fixed=True) for at in range(3))
        swaps, number = self._sharing.swaps[block.year, block.pool.id], position + 1
        _, value = self.excess(block, position)
        value += sum((swap.taker == number) - (swap.giver == number) for swap in swaps)
        start = self._sheet.fixed(Spot(block.sheet, block.excess, number))
        if not block.steps:
            return start, value
        moved = f"-COUNTIF({giver},{number})+COUNTIF({taker},{number})"
        return f"{start}{moved}", value

    def remains(self, block: Block, position: int) -> tuple[str, int]:
        """What a holder has too much in the end: a formula, and its value."""
        texts, total = [], 0
        for sign, lines in (("+", block.pool.brings), ("-", block.pool.takes)):
            for line in lines:
                figure = self._shares.columns[line, block.year].value[position]
                texts.append(f"{sign}{self._sheet.at(figure)}")
                total += figure.value.numerator * int(f"{sign}1")
        text = "".join(texts).removeprefix("+")
        if block.pool.base:
            return text, total
        balanced = self._shares.lines.balanced
        return f"IF({self._sheet.fixed(balanced)}=1,{text},0)", total if balanced.value else 0

    def _before(self, line: str, year: int, position: int, sign: str) -> tuple[str, int]:
        columns = self._shares.columns[line, year]
        if not columns.up:
            figure = columns.value[position]
            return f"{sign}{self._sheet.at(figure)}", figure.value.numerator
        low, up = columns.low[position], columns.up[position]
        value = low.value + up.value
        return f"{sign}{self._sheet.at(low)}{sign}{self._sheet.at(up)}", value.numerator

    def moves(self, block: Block, lane: Lane, position: int, *, gives: bool) -> tuple[str, int]:
        """Whether a unit on a lane can be taken from a holder, or given to it: 0 or 1."""
        texts, value = [], 1
        for line, by in lane:
            text, can = self._moves(block, line, position, up=(by > 0) == gives)
            texts.append(text if len(lane) == 1 else f"({text})")
            value *= can
        return "*".join(texts), value

    def _moves(self, block: Block, line: str, position: int, *, up: bool) -> tuple[str, int]:
        """Whether a line can go up (or down) for a holder, as it is before the block's swaps."""
        columns, sheet = self._shares.columns[line, block.year], self._sheet
        low, high, now = (figures[position] for figures in (columns.low, columns.high, columns.up))
        text, value = sheet.at(now), now.value
        swapped = self._layout.swapped(sheet, line, block.year, block)
        if swapped is not None:
            text = f"{text}+{swapped(position)}"
            value += self._swapped_before(block, line, position + 1)
        if not up:
            return text, value.numerator
        room = (high.value - low.value - value).numerator
        less = f"({text})" if swapped is not None else text
        return f"{sheet.at(high)}-{sheet.at(low)}-{less}", room

    def _swapped_before(self, before: Block, line: str, number: int) -> int:
        """What is swapped to a holder of a line in the blocks before one, in the same year."""
        total = 0
        for (year, name), block in self._layout.blocks.items():
            lanes = lanes_with(block.pool, line)
            if year != before.year or block.row >= before.row or lanes is None:
                continue
            first, last, by = lanes
            for swap in self._sharing.swaps[year, name]:
                if first <= swap.lane <= last:
                    total += by * ((swap.giver == number) - (swap.taker == number))
        return total
