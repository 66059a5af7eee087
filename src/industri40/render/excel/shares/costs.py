"""The sheet that shares the costs: what an environment has in cash goes to lines as the plan's.

Year by year, since the lines' proportions are those of the year. What rounding left over in one
year is due in the next, so that running totals over the years stay near their exact values.
"""

from fractions import Fraction
from functools import reduce
from operator import sub

from industri40.plan.model import CostLine
from industri40.render.excel.context import SheetContext
from industri40.render.excel.shares.layout import ALL, FIRST, STEP, Column, HolderSheet
from industri40.render.excel.shares.sources import SourceSheet
from industri40.render.excel.shares.splits import SharedLine, Split
from industri40.render.excel.sheets import Sheet, Spot
from industri40.render.excel.terms import Term, least, most, number, part, places_for, total
from industri40.report.figures import LESS, derive
from industri40.report.lines import line_cells
from industri40.report.table import Cell, CellKey, of_year


class CostSheet(HolderSheet):
    """Writes the sheet."""

    def __init__(self, context: SheetContext, sheet: Sheet, sources: SourceSheet) -> None:
        super().__init__(context, sheet, "costs")
        self._sources, plan = sources, self.plan
        costs = [line for line in plan.costs if not line.common]
        self._costs = sorted(costs, key=lambda line: not (line.key or line.given))
        self._keyed = [line for line in costs if line.key or line.given]
        self._given = {line.id: self.given(line) for line in self._keyed}
        self._lines = [SharedLine(self, line) for line in self._costs]
        self._cash = [sources.found[each.id] for each in plan.sources if not each.in_kind]
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
        return Term(f"SUMPRODUCT(ABS({span}))", sum(map(abs, gaps))).rounded(2)

    def _year(self, index: int) -> None:
        """Write the cash of a year, its running totals by line, and then the shares."""
        texts, year = self.texts, of_year(self.years[index])
        money, exact = self._money(index), self._exact_money(index)
        due = [self.column(texts("shares.due"), line.label) for line in self._costs[:-1]]
        heads = [(texts("shares.running"), line.label) for line in self._costs]
        given = Split(self, self.rows, heads)
        given.give(self.units(self._cash_of(line, year)) for line in self._costs)
        kept = self._kept(given, index, money) if self._keyed else None

        def wanted(at: int, row: int) -> Term:
            """What lines up to one should have: rounded, with the exact value beside it."""
            self.put(row, due[at], self._due(given, at, row, kept, index), "exact")
            return due[at].at(row).rounded()

        given.run(lambda row: self._spent(given, (money, exact, kept), row), wanted)
        self._before = list(zip(due, given.columns, strict=False))
        for at, (line, shared) in enumerate(zip(self._costs, self._lines, strict=True)):
            kinds = [self._sources.found[name].line for name in line.includes]
            shared.write(given, at, line_cells(self.report, line.id)[year], kinds)

    def _money(self, index: int) -> Column:
        """Write the running totals of all cash in a year."""
        column = self.column(self.texts("shares.cash"), str(self.years[index]))

        def cash(row: int) -> Term:
            return total(each.split.beyond(index, row) for each in self._cash)

        self.running(column, self.rows, cash)
        given = (each.split.columns[index].fixed(STEP) for each in self._cash)
        self.put(ALL, column, total(given).divisor())
        return column

    def _exact_money(self, index: int) -> Column:
        column = self.column(self.texts("shares.exact_cash"))
        for row in self.rows:
            parts = (each.exact(index, row) for each in self._cash)
            self.put(row, column, total(parts), "exact")
        return column

    def _kept(self, given: Split, index: int, money: Column) -> Column:
        """Write the exact running totals of all lines with keys in a year."""
        column = self.column(self.texts("shares.kept"))
        for row in self.rows:
            self.put(row, column, self._keyed_to(given, len(self._keyed), row, index), "exact")
        self.put(ALL, column, given.columns[len(self._keyed) - 1].at(ALL))
        self.check(column, self.falls(money, column, by=1))
        return column

    def _keyed_to(self, given: Split, count: int, row: int, index: int) -> Term:
        """The exact cash of so many of the lines with keys, up to a row."""
        terms = []
        for at, line in enumerate(self._keyed[:count]):
            if line.key:
                key = self._sources.key(line.key, line.label)
                amount = given.columns[at].fixed(STEP)
                terms.append(amount * key.at(row) / key.fixed(ALL))
            else:
                included = [self._sources.found[name].split for name in line.includes]
                taken = (each.beyond(index, row) for each in included)
                terms.append(reduce(sub, taken, self._given[line.id][index].at(row)))
        return total(terms)

    def _cash_of(self, line: CostLine, year: CellKey) -> Cell:
        cells = [line_cells(self.report, one)[year] for one in (line.id, *line.includes)]
        return derive(("cash", line.id, *year), LESS, cells)

    def _due(self, given: Split, at: int, row: int, kept: Column | None, index: int) -> Term:
        """What lines up to this one should have, with what is left from the year before."""
        some, every = (column.fixed(ALL) for column in (given.columns[at], given.columns[-1]))
        if at < len(self._keyed):
            own = self._keyed_to(given, at + 1, row, index).rounded(self._places)
        elif kept:
            left = given.columns[-1].at(row) - kept.at(row)
            some, every = some - kept.fixed(ALL), most(number(1), every - kept.fixed(ALL))
            own = kept.at(row) + part(some, left, every, self._places)
        else:
            own = part(some, given.columns[-1].at(row), most(number(1), every), self._places)
        if not self._before:
            return own
        due, got = self._before[at]
        return own + due.at(row) - got.at(row)

    def _balance(self, index: int) -> None:
        """Costs less financing of every environment in a year."""
        column = self.column(self.texts("shares.balance", year=self.years[index]))
        self._gaps.append(column)
        for row in range(FIRST, self.rest + 1):
            gap = total(line.shares[index].at(row) for line in self._lines)
            for source in self._sources.found.values():
                gap -= source.line.shares[index].at(row)
            self.put(row, column, gap.tidy(self.unit), "money")

    def _spent(self, given: Split, of: tuple[Column, Column, Column | None], row: int) -> Term:
        """What all lines together should have, up to a row.

        It is as much as there is of cash. Where the lines come to less, it is that part of it;
        what they are more goes by the exact cash, since what is rounded to units would be off many
        times over. What is kept for lines with keys is neither.
        """
        (money, exact, kept), spent = of, given.columns[-1]
        whole, cash = spent.fixed(ALL), money.fixed(ALL)
        if kept:
            left, own = (cash - kept.fixed(ALL)).divisor(), exact.at(row) - kept.at(row)
            more = money.at(row) + ((whole - cash) * own / left).rounded()
            return least(whole, most(spent.at(row - 1), more))
        more = money.at(row) + ((whole - cash) * exact.at(row) / cash).rounded()
        return whole.if_less(cash, part(whole, money.at(row), cash), more)
