"""What the environments have together of each line, year by year and to date, in units."""

from collections.abc import Sequence
from fractions import Fraction

from industri40.engine.result import COMMON
from industri40.engine.whole import CASH
from industri40.plan.model import CostLine, Source
from industri40.render.excel.numbers import in_units, tidy
from industri40.render.excel.sheets import Figure, Sheet
from industri40.render.excel.workings.bench import Bench
from industri40.render.excel.workings.rounding import Part
from industri40.report.figures import LESS, derive
from industri40.report.lines import TOTAL, cost_cells, source_cells
from industri40.report.table import Cell

__all__ = ["LineSheet"]

_FIRST = 2


class LineSheet:
    """Writes a row for each line: what of it is shared in each year, and up to it.

    ``yearly`` and ``to_date`` are the figures by line and year, in units; ``cash`` and
    ``divisor`` all cash that is shared in a year, and the same to divide by. ``balanced`` is 1 if
    costs equal financing in every year, and ``pool`` all of the grant, to divide by.
    """

    balanced: Figure
    pool: Figure

    def __init__(self, bench: Bench, sheet: Sheet) -> None:
        self._bench, self._sheet = bench, sheet
        self.yearly: dict[tuple[str, int], Figure] = {}
        self.to_date: dict[tuple[str, int], Figure] = {}
        self.cash: list[Figure] = []
        self.divisor: list[Figure] = []

    def write(self, row: int, parts: Sequence[Part]) -> int:
        """Write from a row on; the row after."""
        bench, sheet, say = self._bench, self._sheet, self._bench.say
        years = bench.plan.years
        heading = say("workings.lines", unit=bench.unit_words())
        sheet.text(row, 0, heading, bench.styles("section"))
        heads = {0: "", 1: say("column.what")}
        for index, year in enumerate(years):
            heads[_FIRST + index] = say("workings.amount", year=year)
            heads[_FIRST + len(years) + index] = say("workings.to_date", year=year)
        heads[_FIRST + 2 * len(years)] = say("workings.common")
        bench.heads(sheet, row + 1, heads)
        row += 2
        for part in parts:
            self._line(row, part)
            row += 1
        row = self._cash(row)
        row = self._balance(row, parts)
        return self._common(row) + 1

    def _line(self, row: int, part: Part) -> None:
        bench, sheet, plan = self._bench, self._sheet, self._bench.plan
        sheet.text(row, 1, part.label, bench.styles("line"))
        style, count = bench.styles("figure", "money"), len(plan.years)
        for index in range(count):
            cell = self._amount(part.id, index)
            formula = in_units(bench.ledger.formula(cell, sheet), plan.unit)
            value = cell.exact / plan.unit
            figure = sheet.formula(row, _FIRST + index, formula, value, style)
            self.yearly[part.id, index] = figure
            before = self.to_date[part.id, index - 1] if index else None
            formula = sheet.at(figure)
            if before is not None:
                formula, value = f"{sheet.at(before)}+{formula}", before.value + value
            self.to_date[part.id, index] = sheet.formula(
                row, _FIRST + count + index, formula, value, style
            )

    def _amount(self, part: str, index: int) -> Cell:
        """A line's amount of a year that is shared out, as a figure made of the plan's."""
        books, year = self._bench.books, str(self._bench.plan.years[index])
        identifier = part.removesuffix(CASH)
        line = books.costs.get(identifier)
        if line is None:
            whole = source_cells(books, identifier)[year]
            taken = [cost_cells(books, cost)[year] for cost in self._paid(identifier)]
        else:
            whole = cost_cells(books, line)[year]
            included = line.includes if part != identifier else ()
            taken = [source_cells(books, source)[year] for source in included]
        return derive(f"shared.{part}.{year}", LESS, [whole, *taken]) if taken else whole

    def _paid(self, source: str) -> list[CostLine]:
        """The common costs that a source pays."""
        return [cost for cost in self._bench.plan.costs if cost.financed_by == source]

    def _cash(self, row: int) -> int:
        """All cash that is shared, year by year; and where there is none, 1 to divide by."""
        bench, sheet = self._bench, self._sheet
        sheet.text(row, 1, bench.say("workings.cash"), bench.styles("sum"))
        cash = bench.allocation.exact.sources.values()
        names = [line.line.id for line in cash if not _in_kind(line.line)]
        for index in range(len(bench.plan.years)):
            figures = [self.yearly[name, index] for name in names]
            value = sum((figure.value for figure in figures), Fraction(0))
            formula = sheet.total(figures) if figures else "0"
            style = bench.styles("figure", "money", "sum")
            total = sheet.formula(row, _FIRST + index, formula, value, style)
            self.cash.append(total)
            at = sheet.at(total)
            column = _FIRST + len(bench.plan.years) + index
            self.divisor.append(
                sheet.formula(row, column, f"IF({at}=0,1,{at})", value or Fraction(1), style)
            )
        return row + 1

    def _balance(self, row: int, parts: Sequence[Part]) -> int:
        """Costs less financing, year by year; whether that is nothing in all years."""
        bench, sheet = self._bench, self._sheet
        sheet.text(row, 1, bench.say("workings.balance"), bench.styles("line"))
        signs = {part.id: "+" if part.cost else "-" for part in parts if CASH not in part.id}
        style, count = bench.styles("figure", "money"), len(bench.plan.years)
        gaps = []
        for index in range(count):
            terms = [(sign, self.yearly[part, index]) for part, sign in signs.items()]
            formula = "".join(f"{sign}{sheet.at(figure)}" for sign, figure in terms)
            value = sum((figure.value * int(f"{sign}1") for sign, figure in terms), Fraction(0))
            at = (row, _FIRST + index)
            gaps.append(sheet.formula(*at, formula.removeprefix("+"), value, style))
        value = Fraction(not any(gap.value for gap in gaps))
        formula = f"IF(COUNTIF({sheet.span(gaps)},0)={count},1,0)"
        style = bench.styles("figure", "plain")
        self.balanced = sheet.formula(row, _FIRST + count, formula, value, style)
        grant = bench.plan.grant
        if grant is not None:
            sheet.text(row + 1, 1, bench.say("workings.pool"), bench.styles("line"))
            total = self.to_date[grant, count - 1]
            formula = f"IF({sheet.at(total)}=0,1,{sheet.at(total)})"
            value, style = total.value or Fraction(1), bench.styles("figure", "money")
            self.pool = sheet.formula(row + 1, _FIRST + count, formula, value, style)
        return row + 2

    def _common(self, row: int) -> int:
        """What stays with the programme, over all years, in kroner: of costs and of sources."""
        bench, sheet, plan = self._bench, self._sheet, self._bench.plan
        column = _FIRST + 2 * len(plan.years)
        rows = {part: figure.spot.row for (part, _), figure in self.yearly.items()}
        for source in plan.sources:
            paid = [cost_cells(bench.books, cost)[TOTAL] for cost in self._paid(source.id)]
            self._stays(source.id, paid, rows[source.id], column)
        for cost in plan.costs:
            if cost.common:
                sheet.text(row, 1, cost.label, bench.styles("line"))
                self._stays(cost.id, [cost_cells(bench.books, cost)[TOTAL]], row, column)
                row += 1
        return row

    def _stays(self, line: str, paid: Sequence[Cell], row: int, column: int) -> None:
        bench, sheet = self._bench, self._sheet
        style = bench.styles("figure", "money")
        formula = "+".join(bench.ledger.formula(cell, sheet) for cell in paid)
        value = sum((cell.exact for cell in paid), Fraction(0))
        if formula:
            formula = tidy(formula, bench.plan.unit)
            figure = sheet.formula(row, column, formula, value, style)
        else:
            figure = sheet.number(row, column, value, style)
        bench.ledger.enter(f"shares.{line}.{COMMON}", figure)


def _in_kind(line: CostLine | Source) -> bool:
    return isinstance(line, Source) and line.in_kind
