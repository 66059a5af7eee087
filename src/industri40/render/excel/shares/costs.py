"""The sheet that shares the costs: what an environment has in cash goes to lines as the plan's.

Year by year, since the lines' proportions are those of the year. What rounding left over in one
year is due in the next, so that running totals over the years stay near their exact values.
"""

from fractions import Fraction

from industri40.money import round_half_away
from industri40.plan.model import CostLine
from industri40.render.excel.context import SheetContext
from industri40.render.excel.numbers import places_for, tidy
from industri40.render.excel.shares.keys import RunningKey
from industri40.render.excel.shares.layout import ALL, FIRST, STEP, Column, HolderSheet
from industri40.render.excel.shares.running import divisor, part, part_formula
from industri40.render.excel.shares.sources import SourceSheet
from industri40.render.excel.shares.splits import SharedLine, Split
from industri40.render.excel.sheets import Sheet, Spot
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
        nothing = [("", Fraction(0))] * self.size
        self._left: list[list[tuple[str, Fraction]]] = [nothing for _ in self._lines[1:]]
        self._gaps: list[Column] = []
        self._gap = Fraction(0)

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

    def gap_check(self, home: Sheet) -> tuple[str, Fraction]:
        """How far costs and financing are apart, all environments and years together."""
        ends = (FIRST, self._gaps[0].number), (self.rest, self._gaps[-1].number)
        span = home.span([Spot(self.sheet.name, *end) for end in ends], fixed=True)
        return f"ROUND(SUMPRODUCT(ABS({span})),2)", self._gap

    def _year(self, index: int) -> None:
        """Write the cash of a year, its running totals by line, and then the shares."""
        texts, year = self.context.texts, of_year(self.years[index])
        money = self._money(index)
        due = [self.column(texts("shares.due"), line.label) for line in self._costs[:-1]]
        given = Split(self, [(texts("shares.running"), line.label) for line in self._costs])
        for number, line in enumerate(self._costs):
            given.give(number, self.units(self._cash_of(line, year)))
        exact = [self._write_due(column, given, n, money) for n, column in enumerate(due)]
        wanted = [
            [
                (f"ROUND({column.at(row)},0)", round_half_away(value).numerator)
                for row, value in enumerate(values, start=FIRST)
            ]
            for column, values in zip(due, exact, strict=True)
        ]
        whole = (self._part(given, -1, money, row) for row in range(FIRST, self.rest))
        given.run([(text, value.numerator) for text, value in whole], wanted)
        for number, column in enumerate(due):
            now, values = given.columns[number], given.values[number][1:]
            self._left[number] = [
                (f"+{column.at(row)}-{now.at(row)}", exact[number][row - FIRST] - value)
                for row, value in enumerate(values, start=FIRST)
            ]
        for number, (line, shared) in enumerate(zip(self._costs, self._lines, strict=True)):
            kinds = [self._sources.found[name][0] for name in line.includes]
            shared.write(given, number, cost_cells(self.context.report, line)[year], kinds)

    def _money(self, index: int) -> RunningKey:
        """Write the running totals of all cash in a year."""
        head, prefix = self.context.texts("shares.cash"), self._sources.sheet.prefix
        column = self.column(head, str(self.years[index]))
        cash = [given.beyond(index, prefix) for given in self._cash]
        terms = [
            ("".join(text for text, _ in each).removeprefix("+"), sum(value for _, value in each))
            for each in zip(*cash, strict=True)
        ]
        values = self.running(column, terms or [("0", 0)] * self.size)
        amounts = [given.columns[index].at(STEP) for given in self._cash]
        formula = "+".join(f"{prefix}{amount}" for amount in amounts) or "0"
        whole = sum(given.amounts[index] for given in self._cash) or 1
        self.put(ALL, column, divisor(f"({formula})"), whole)
        return RunningKey(column, values, whole)

    def _cash_of(self, line: CostLine, year: CellKey) -> Cell:
        """What of a line is paid in cash in a year."""
        report = self.context.report
        whole = cost_cells(report, line)[year]
        taken = [source_cells(report, source)[year] for source in line.includes]
        return derive(("cash", line.id, *year), LESS, [whole, *taken]) if taken else whole

    def _part(
        self, given: Split, number: int, money: RunningKey, row: int, places: int = 0
    ) -> tuple[str, Fraction]:
        """What lines should have of the cash of environments, up to a line and a row."""
        whole, scale = given.columns[number].fixed(ALL), 10**places
        formula = part_formula(money.column.at(row), whole, f"${money.column.fixed(ALL)}", places)
        value = part(money.values[row - FIRST + 1], given.totals[number], money.whole, scale)
        return formula, Fraction(value, scale)

    def _write_due(
        self, column: Column, given: Split, number: int, money: RunningKey
    ) -> list[Fraction]:
        """Write what the running totals of a line should be, with what is left from before."""
        values = []
        for row in range(FIRST, self.rest):
            text, value = self._part(given, number, money, row, self._places)
            more, left = self._left[number][row - FIRST]
            self.put(row, column, text + more, value + left, "exact")
            values.append(value + left)
        return values

    def _balance(self, index: int) -> None:
        """Costs less financing of every environment in a year."""
        column = self.column(self.context.texts("shares.balance", year=self.years[index]))
        self._gaps.append(column)
        paid = [source for source, _ in self._sources.found.values()]
        for row, holder in enumerate(self.holders, start=FIRST):
            text = "+".join(line.shares[index].at(row) for line in self._lines) or "0"
            text += "".join(f"-{each.seen_from(self, index).at(row)}" for each in paid)
            gap = sum(line.engine[holder][index] for line in self._lines)
            gap -= sum(each.engine[holder][index] for each in paid)
            self.put(row, column, tidy(text, self.unit), self.unit * gap, "money")
            self._gap += self.unit * abs(gap)
