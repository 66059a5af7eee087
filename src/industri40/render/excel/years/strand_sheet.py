"""What is left of each year's amounts, as formulas: see :mod:`.strands` for what is computed."""

from collections.abc import Mapping, Sequence

from industri40.plan.model import Plan
from industri40.render.excel.sheets import Figure, Sheet, Spot
from industri40.render.excel.styles import Styles
from industri40.render.excel.words import Say
from industri40.render.excel.years.strand_move_sheet import (
    HEAD,
    HIGH,
    LOW,
    PARTS,
    RANK,
    TAIL,
    VALUE,
    Grid,
    MoveSheet,
    Year,
)
from industri40.render.excel.years.strand_moves import StrandYear, bits
from industri40.render.excel.years.strands import Strand, parts_of_a_unit, strands

__all__ = ["write_strands"]

_NUMBER, _YEARS = 1, 5
_BEFORE, _DUE, _UNEASE, _BIT, _WIDTH = 0, 1, 5, 7, 8
"""The columns of a year, beside the strands, that only stand here."""


def write_strands(
    plan: Plan, sheet: Sheet, row: int, totals: Mapping[str, Figure], look: tuple[Styles, Say]
) -> dict[tuple[str, int], Figure]:
    """Write all strands from a row on; the bits by line and year.

    ``totals`` are what lines come to in all, in units.
    """
    found = strands(plan) if len(plan.years) > 1 else ()
    if not found:
        return {}
    writer = _Writer(plan, sheet, row, found, look)
    writer.write(totals)
    return writer.bits


class _Writer:
    def __init__(
        self,
        plan: Plan,
        sheet: Sheet,
        row: int,
        found: Sequence[Strand],
        look: tuple[Styles, Say],
    ) -> None:
        self._plan, self._sheet, self._strands = plan, sheet, found
        self._look, (self._styles, self._say) = look, look
        self._count, self._first = len(plan.years), row + 2
        self._grid = Grid(sheet, self._styles)
        self.bits: dict[tuple[str, int], Figure] = {}

    def write(self, totals: Mapping[str, Figure]) -> None:
        """The strands, and year after year what they hold."""
        say, sheet, grid = self._say, self._sheet, self._grid
        sheet.text(self._first - 2, 0, say("section.strands"), self._styles("section"))
        heads = ("workings.number", "chains.tail", "chains.head", "strands.parts")
        grid.heads(self._first - 1, [say(key) for key in heads])
        known = {name: figure.value.numerator for name, figure in totals.items()}
        parts = [parts_of_a_unit(strand, known, self._count) for strand in self._strands]
        for row, (strand, part) in enumerate(
            zip(self._strands, parts, strict=True), start=self._first
        ):
            sheet.text(row, 0, self._label(strand.name), self._styles("line"))
            grid.number(row, _NUMBER, row - self._first + 1)
            grid.number(row, TAIL, strand.tail)
            grid.number(row, HEAD, strand.head)
            terms = (f"{by:+d}*{sheet.at(totals[name])}" for name, by in strand.parts.items())
            text = f"MOD({''.join(terms).removeprefix('+')},{self._count})"
            grid.put(row, PARTS, text, part)
        moves = MoveSheet(grid, self._first, self._strands, self._look)
        row = self._first + len(self._strands) + 2
        for number, each in enumerate(bits(self._strands, parts, self._count)):
            column = _YEARS + number * _WIDTH
            self._year(Year(number, self._count, column, row), each, moves)
            row += moves.height

    def _label(self, name: str) -> str:
        plan = self._plan
        labels = {line.id: line.label for line in (*plan.costs, *plan.groups, *plan.sources)}
        line, _, part = name.partition(".")
        if not line:
            return self._say("workings.balance")
        return self._say(f"strands.{part}", label=labels[line]) if part else labels[line]

    def _year(self, year: Year, each: StrandYear, moves: MoveSheet) -> None:
        keys = ("before", "due", "low", "high", "value", "unease", "rank", "bit")
        label = str(self._plan.years[year.number])
        heads = [f"{self._say(f'strands.{key}')} {label}" for key in keys]
        self._grid.heads(self._first - 1, heads, year.column)
        for number, strand in enumerate(self._strands):
            self._strand(year, each, number, strand)
        last = moves.write(year, each, label)
        for number, strand in enumerate(self._strands):
            row = self._first + number
            text = f"INDEX({last},{self._grid.at(row, year.column + RANK)})"
            figure = self._grid.put(row, year.column + _BIT, text, each.bits[number])
            self.bits[strand.name, year.number] = figure

    def _strand(self, year: Year, each: StrandYear, number: int, strand: Strand) -> None:
        """What a strand may hold in a year, and what is nearest to its exact amount."""
        row, n, at = self._first + number, self._count, self._grid.at

        def put(column: int, text: str, value: int) -> str:
            return self._sheet.at(self._grid.put(row, year.column + column, text, value))

        text = "0"
        if year.number:
            last = year.column - _WIDTH
            text = f"{at(row, last + _BEFORE)}+{at(row, last + _BIT)}"
        parts = at(row, PARTS)
        now = each.due[number]
        before = put(_BEFORE, text, self._taken(strand, year.number))
        due = put(_DUE, f"{parts}*{year.number + 1}-{before}*{n}", now)
        least = f"MAX(0,{parts}-{before}-{n - year.number - 1})"
        most = f"MIN(1,{parts}-{before})"
        low, high = least, most
        if strand.promised:
            low = f"MIN(MAX(INT({due}/{n}),{least}),{most})"
            high = f"MIN(MAX(-INT(-{due}/{n}),{least}),{most})"
        low = put(LOW, low, each.low[number])
        high = put(HIGH, high, each.high[number])
        text = f"MIN(MAX(INT((2*{due}+{n})/{2 * n}),{low}),{high})"
        put(VALUE, text, each.value[number])
        unease = put(_UNEASE, f"ABS(2*{due}-({low}+{high})*{n})", each.unease[number])
        column = year.column + _UNEASE
        among = self._grid.span(self._first, column, len(self._strands))
        first = self._sheet.fixed(Spot(self._sheet.name, self._first, column))
        text = f'COUNTIF({among},"<"&{unease})+COUNTIF({first}:{unease},{unease})'
        put(RANK, text, each.order.index(number) + 1)

    def _taken(self, strand: Strand, index: int) -> int:
        figures = (self.bits[strand.name, before] for before in range(index))
        return sum(figure.value.numerator for figure in figures)
