"""The swaps of whole units between environments, so that each spends just what it gets."""

from fractions import Fraction

from industri40.render.excel.sheets import Figure, Sheet, Spot
from industri40.render.excel.styles import LINE, lines_of
from industri40.render.excel.workings.bench import Bench
from industri40.render.excel.workings.sharing import Sharing, Swap
from industri40.render.excel.workings.swap_facts import SwapFacts
from industri40.render.excel.workings.swap_layout import Block, SwapLayout

__all__ = ["write_swaps"]

_SUMMARY = 2

_NARROW = 9
"""How many letters of a heading fit beside each other."""

_NOBODY = 9999
"""Stands for nobody where the first is looked for; there are never so many holders."""


def write_swaps(
    bench: Bench, sheet: Sheet, sharing: Sharing, layout: SwapLayout, facts: SwapFacts
) -> Figure:
    """Write the blocks of all years, and above them how much is off in the end; that figure."""
    ends = [
        _BlockWriter(bench, sheet, block, facts).write(sharing.swaps[key])
        for key, block in layout.blocks.items()
    ]
    formula = "+".join(f"SUMPRODUCT(ABS({sheet.span(each)}))" for each in ends)
    value = sum((abs(figure.value) for each in ends for figure in each), Fraction(0))
    sheet.text(_SUMMARY, 0, bench.say("check.rounding"), bench.styles("line"))
    return sheet.formula(_SUMMARY, 1, formula, value, bench.styles("figure", "plain"))


class _BlockWriter:
    def __init__(self, bench: Bench, sheet: Sheet, block: Block, facts: SwapFacts) -> None:
        self._bench, self._sheet, self._block, self._facts = bench, sheet, block, facts
        self._whole = bench.styles("figure", "plain")
        self._first_one = bench.styles("figure", f'as:[={_NOBODY}]"-";0')
        self._gives: list[list[Figure]] = []
        self._takes: list[list[Figure]] = []
        self._numbers: list[Figure] = []

    def write(self, swaps: tuple[Swap, ...]) -> list[Figure]:
        """Write the block, with the swaps that there are now; what is off in the end."""
        self._heads()
        excess = self._start()
        for lane in range(len(self._block.pool.lanes)):
            self._gives.append(self._flags(lane, gives=True))
            self._takes.append(self._flags(lane, gives=False))
        for step in range(self._block.steps):
            excess = self._step(step, excess, swaps[: step + 1])
        return self._end()

    def _heads(self) -> None:
        block, bench, sheet = self._block, self._bench, self._sheet
        sheet.text(block.row, 0, self._facts.heading(block), bench.styles("section"))
        names = {0: ""}
        for number, lane in enumerate(block.pool.lanes):
            label = f"{number + 1}. {self._facts.label(lane[0])}"
            names[block.taker + number] = bench.say("swaps.to", label=label)
            names[block.giver + number] = bench.say("swaps.from", label=label)
        for number, key in enumerate(("giver", "line", "taker")):
            names[block.result + number] = bench.say(f"swaps.{key}")
        bench.heads(sheet, block.head, names)
        lines = max(lines_of(name, _NARROW) for name in names.values())
        sheet.worksheet.set_row(block.head, LINE * lines)
        style = bench.styles("head")
        for position in range(block.holders):
            self._numbers.append(
                sheet.number(block.head, 1 + position, Fraction(position + 1), style)
            )

    def _end(self) -> list[Figure]:
        """What every holder has too much when all is done: nothing, or the swaps do not do."""
        block, sheet = self._block, self._sheet
        sheet.text(block.end, 0, self._bench.say("swaps.end"), self._bench.styles("sum"))
        figures = []
        for position in range(block.holders):
            text, value = self._facts.remains(block, position)
            style = self._bench.styles("figure", "plain", "sum")
            at = (block.end, 1 + position)
            figures.append(sheet.formula(*at, text, Fraction(value), style))
        return figures

    def _start(self) -> list[Figure]:
        """What every holder has too much to begin with."""
        block, sheet = self._block, self._sheet
        sheet.text(block.excess, 0, self._bench.say("swaps.excess"), self._bench.styles("line"))
        figures = []
        for position in range(block.holders):
            text, value = self._facts.excess(block, position)
            at = (block.excess, 1 + position)
            figures.append(sheet.formula(*at, text, Fraction(value), self._whole))
        return figures

    def _flags(self, line: int, *, gives: bool) -> list[Figure]:
        block, sheet, bench = self._block, self._sheet, self._bench
        lane = block.pool.lanes[line]
        row = block.gives(line) + (not gives)
        key = "swaps.gives" if gives else "swaps.takes"
        sheet.text(row, 0, bench.say(key, label=self._facts.label(lane[0])), bench.styles("line"))
        figures = []
        for position in range(block.holders):
            text, value = self._facts.moves(block, lane, position, gives=gives)
            figures.append(sheet.formula(row, 1 + position, text, Fraction(value), self._whole))
        return figures

    def _step(self, step: int, excess: list[Figure], swaps: tuple[Swap, ...]) -> list[Figure]:
        """One swap: what everybody has too much before it, who could, and who does."""
        block, sheet = self._block, self._sheet
        row = block.first + step
        label = self._bench.say("swaps.step", number=step + 1)
        sheet.text(row, 0, label, self._bench.styles("line"))
        excess = self._excess(row, step, excess, swaps[step - 1 : step] if step else ())
        takers = self._takers(row, step, excess, swaps[:step])
        givers = self._givers(row, step, excess, takers, swaps[:step])
        now = swaps[step] if step < len(swaps) else Swap(0, 0, 0)
        among = sheet.span(givers)
        formula = f"IF(MIN({among})={_NOBODY},0,MIN({among}))"
        giver = sheet.formula(row, block.result, formula, Fraction(now.giver), self._whole)
        name = sheet.at(giver)
        formula = f"IF({name}=0,0,MATCH({name},{among},0))"
        line = sheet.formula(row, block.result + 1, formula, Fraction(now.lane), self._whole)
        formula = f"IF({name}=0,0,INDEX({sheet.span(takers)},{sheet.at(line)}))"
        sheet.formula(row, block.result + 2, formula, Fraction(now.taker), self._whole)
        return excess

    def _excess(
        self, row: int, step: int, before: list[Figure], last: tuple[Swap, ...]
    ) -> list[Figure]:
        block, sheet, figures = self._block, self._sheet, []
        given = {swap.giver: -1 for swap in last} | {swap.taker: 1 for swap in last}
        giver, taker = (Spot(block.sheet, row - 1, block.result + offset) for offset in (0, 2))
        for position, figure in enumerate(before):
            text = sheet.at(figure)
            if step:
                number = sheet.at(self._numbers[position])
                text += f"-({sheet.at(giver)}={number})+({sheet.at(taker)}={number})"
            value = figure.value + given.get(position + 1, 0)
            figures.append(sheet.formula(row, 1 + position, text, value, self._whole))
        return figures

    def _unused(self, step: int, line: int, offset: int) -> str:
        """A factor that is 0 for holders that a unit of the line was swapped from (or to)."""
        if not step:
            return ""
        block, sheet = self._block, self._sheet
        lines = sheet.span(block.column(1, step), fixed=True)
        holders = sheet.span(block.column(offset, step), fixed=True)
        numbers = sheet.span(self._numbers, fixed=True)
        return f"*(COUNTIFS({lines},{line + 1},{holders},{numbers})=0)"

    def _takers(
        self, row: int, step: int, excess: list[Figure], done: tuple[Swap, ...]
    ) -> list[Figure]:
        """For each line the first holder that lacks a unit and can take it; 0 for nobody."""
        figures, sheet = [], self._sheet
        for line, flags in enumerate(self._takes):
            could = f"({sheet.span(excess)}<0)*({sheet.span(flags)}=1){self._unused(step, line, 2)}"
            used = {swap.taker for swap in done if swap.lane - 1 == line}
            value = self._first(excess, flags, used, sign=-1)
            figures.append(
                sheet.array(
                    row,
                    self._block.taker + line,
                    f"IFERROR(MATCH(1,{could},0),0)",
                    Fraction(value),
                    self._whole,
                )
            )
        return figures

    def _givers(
        self,
        row: int,
        step: int,
        excess: list[Figure],
        takers: list[Figure],
        done: tuple[Swap, ...],
    ) -> list[Figure]:
        """For each line the first holder that can give a unit, if there is somebody to take it."""
        figures, sheet = [], self._sheet
        for line, flags in enumerate(self._gives):
            could = f"({sheet.span(excess)}>0)*({sheet.span(flags)}=1){self._unused(step, line, 0)}"
            used = {swap.giver for swap in done if swap.lane - 1 == line}
            value = self._first(excess, flags, used, sign=1) if takers[line].value else 0
            formula = f"IFERROR(MATCH(1,{could},0),{_NOBODY})"
            figures.append(
                sheet.array(
                    row,
                    self._block.giver + line,
                    f"IF({sheet.at(takers[line])}=0,{_NOBODY},{formula})",
                    Fraction(value or _NOBODY),
                    self._first_one,
                )
            )
        return figures

    @staticmethod
    def _first(excess: list[Figure], flags: list[Figure], used: set[int], sign: int) -> int:
        for position, (figure, flag) in enumerate(zip(excess, flags, strict=True), start=1):
            if figure.value * sign > 0 and flag.value == 1 and position not in used:
                return position
        return 0
