"""The sheet that shares the costs: what an environment has in cash goes to lines as the plan's.

Year by year, since the lines' proportions are those of the year. What rounding left over in one
year is due in the next, so that running totals over the years stay near their exact values.
"""

from fractions import Fraction

from industri40.plan.model import CostLine
from industri40.render.excel.context import SheetContext
from industri40.render.excel.numbers import places_for
from industri40.render.excel.shares.layout import ALL, FIRST, STEP, Column, HolderSheet
from industri40.render.excel.shares.sources import SourceSheet
from industri40.render.excel.shares.splits import SharedLine, Split
from industri40.render.excel.sheets import Sheet, Spot
from industri40.render.excel.terms import Term, divisor, part, rounded, tidy, total
from industri40.report.figures import LESS, derive
from industri40.report.lines import cost_cells, source_cells
from industri40.report.table import Cell, CellKey, of_year


class CostSheet(HolderSheet):
    """Writes the sheet."""

    def __init__(self, context: SheetContext, sheet: Sheet, sources: SourceSheet) -> None:
        super().__init__(context, sheet, "costs")
        self._sources, plan = sources, context.report.plan
        self._costs = [line for line in plan.costs if not line.common]
        self._lines = [SharedLine(self, line) for line in self._costs]
        self._cash = [sources.found[each.id][1] for each in plan.sources if not each.in_kind]
        sides = plan.costs, plan.sources
        self._places = places_for(max(sum(line.total for line in side) for side in sides))
        self._before: list[tuple[Column, Column]] = []
        self._gaps: list[Column] = []

    def write(self) -> None:
        """Write all years, totals, and whether costs equal financing."""
        for index in range(len(self.years) if self._lines else 0):
            self._year(index)
            self.skip()
        for line in self._lines:
            line.write_total()
        self.skip()
        for index in range(len(self.years)):
            self._balance(index)
        self.close()

    def gap_check(self, home: Sheet) -> Term:
        """How far costs and financing are apart, all environments and years together."""
        ends = (FIRST, self._gaps[0].number), (self.rest, self._gaps[-1].number)
        span = home.span([Spot(self.sheet.name, *end) for end in ends], fixed=True)
        gaps = [Fraction(gap) for column in self._gaps for gap in column.values.values()]
        return rounded(Term(f"SUMPRODUCT(ABS({span}))", sum(map(abs, gaps))), 2)

    def _year(self, index: int) -> None:
        """Write the cash of a year, its running totals by line, and then the shares."""
        texts, year = self.context.texts, of_year(self.years[index])
        money = self._money(index)
        due = [self.column(texts("shares.due"), line.label) for line in self._costs[:-1]]
        heads = [(texts("shares.running"), line.label) for line in self._costs]
        given = Split(self, self.rows, heads)
        for number, line in enumerate(self._costs):
            given.give(number, self.units(self._cash_of(line, year)))
        for number, column in enumerate(due):
            for row in self.rows:
                self.put(row, column, self._due(given, number, money, row), "exact")
        given.run(
            lambda row: part(given.columns[-1].fixed(ALL), money.at(row), money.fixed(ALL)),
            lambda number, row: rounded(due[number].at(row)),
        )
        self._before = list(zip(due, given.columns, strict=False))
        for number, (line, shared) in enumerate(zip(self._costs, self._lines, strict=True)):
            kinds = [self._sources.found[name][0] for name in line.includes]
            shared.write(given, number, cost_cells(self.context.report, line)[year], kinds)

    def _money(self, index: int) -> Column:
        """Write the running totals of all cash in a year."""
        column = self.column(self.context.texts("shares.cash"), str(self.years[index]))
        self.running(
            column,
            self.rows,
            lambda row: total(given.beyond(index, row, self) for given in self._cash),
        )
        amounts = (
            self._sources.seen_from(self, given.columns[index]).at(STEP) for given in self._cash
        )
        self.put(ALL, column, divisor(total(amounts)))
        return column

    def _cash_of(self, line: CostLine, year: CellKey) -> Cell:
        """What of a line is paid in cash in a year."""
        report = self.context.report
        whole = cost_cells(report, line)[year]
        taken = [source_cells(report, source)[year] for source in line.includes]
        return derive(("cash", line.id, *year), LESS, [whole, *taken]) if taken else whole

    def _due(self, given: Split, number: int, money: Column, row: int) -> Term:
        """What lines up to this one should have, with what is left from the year before."""
        whole = given.columns[number].fixed(ALL)
        own = part(whole, money.at(row), money.fixed(ALL), self._places)
        if not self._before:
            return own
        due, got = self._before[number]
        return own + due.at(row) - got.at(row)

    def _balance(self, index: int) -> None:
        """Costs less financing of every environment in a year."""
        column = self.column(self.context.texts("shares.balance", year=self.years[index]))
        self._gaps.append(column)
        for row in range(FIRST, self.rest + 1):
            gap = total(line.share(self, index, row) for line in self._lines)
            for source, _ in self._sources.found.values():
                gap -= source.share(self, index, row)
            self.put(row, column, tidy(gap, self.unit), "money")
