"""The sheet that shares the costs: what an environment has in cash goes to lines as the plan's.

Year by year, since the lines' proportions are those of the year. What rounding left over in one
year is due in the next, so that running totals over the years stay near their exact values.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

from industri40.plan.model import CostLine
from industri40.render.excel.context import SheetContext
from industri40.render.excel.numbers import in_units, places_for, tidy
from industri40.render.excel.shares.layout import ALL, FIRST, STEP, Column, HolderSheet
from industri40.render.excel.shares.running import (
    divisor,
    part,
    part_formula,
    scaled_part,
    split,
    split_formula,
)
from industri40.render.excel.shares.sources import SourceSheet
from industri40.render.excel.shares.splits import (
    difference_formulas,
    near,
    running_differences,
    write_total,
)
from industri40.render.excel.sheets import Sheet, Spot
from industri40.report.figures import LESS, derive
from industri40.report.lines import cost_cells, source_cells
from industri40.report.table import Cell

__all__ = ["CostSheet"]


class CostSheet(HolderSheet):
    """Writes the sheet; ``gaps`` are then the columns of costs less financing, by year."""

    def __init__(self, context: SheetContext, sheet: Sheet, sources: SourceSheet) -> None:
        super().__init__(context, sheet, "costs")
        self._sources = sources
        self._lines = [line for line in context.report.plan.costs if not line.common]
        self._cash = [each for each in sources.found.values() if not each.source.in_kind]
        sides = context.report.plan.costs, context.report.plan.sources
        self._places = places_for(max(sum(line.total for line in side) for side in sides))
        self._scale = 10**self._places
        amounts = context.allocation.amounts
        self._engine = {
            line.id: {holder: amounts(line.id, holder) for holder in self.holders}
            for line in self._lines
        }
        self._amounts: dict[tuple[str, int], int] = {}
        self._before: list[tuple[Column, Column]] = []
        self._left = [[0] * self.size for _ in self._lines[1:]]
        self.shares: dict[str, list[Column]] = {line.id: [] for line in self._lines}
        self.gaps: list[Column] = []
        self._gap = Fraction(0)

    def write(self) -> None:
        """Write all years, totals, and whether costs equal financing."""
        for index in range(len(self.years) if self._lines else 0):
            self._year(index)
            self.skip()
        for line in self._lines:
            write_total(self, line, self.shares[line.id], self._engine[line.id])
        self.skip()
        for index in range(len(self.years)):
            self._balance(index)
        self.close()

    def _year(self, index: int) -> None:
        """Write the cash of a year, its running totals by line, and then the shares."""
        money, cash, whole = self._money(index)
        columns, due, amounts = self._open(index)
        totals = list(accumulate(amounts))
        exact = [
            [
                scaled_part(each, total, whole, self._scale) + left
                for each, left in zip(cash[1:], self._left[number], strict=True)
            ]
            for number, total in enumerate(totals[:-1])
        ]
        for number, values in enumerate(exact):
            self._write_due(number, (due[number], columns[number], money), values)
        wanted = [[_nearest(each, self._scale) for each in values] for values in exact]
        found = split([part(each, totals[-1], whole) for each in cash], totals, wanted)
        for number, values in enumerate(found):
            self.running(columns[number], self._running(number, columns, due, money), values[1:])
        self._before = list(zip(due, columns, strict=False))
        self._left = [
            [each - self._scale * whole for each, whole in zip(values, column[1:], strict=True)]
            for values, column in zip(exact, found, strict=False)
        ]
        for number, line in enumerate(self._lines):
            self._share(index, line, columns[: number + 1], found)

    def _running(
        self, number: int, columns: Sequence[Column], due: Sequence[Column], money: Column
    ) -> list[str]:
        """The formulas of the running totals of a line, with those before it."""
        rows, last = range(FIRST, self.rest), columns[-1]
        if columns[number] == last:
            whole = f"{last.fixed(ALL)}", money.fixed(ALL)
            return [part_formula(money.at(row), *whole) for row in rows]
        left = columns[number - 1] if number else None
        return [
            split_formula(f"ROUND({due[number].at(row)},0)", near(row, columns[number], left, last))
            for row in rows
        ]

    def _money(self, index: int) -> tuple[Column, list[int], int]:
        """Write the running totals of all cash in a year; they, and how much it is."""
        column = self.column(self.context.texts("shares.cash"), str(self.years[index]))
        sources = [(each, *self._to_date(each.to_date, index)) for each in self._cash]
        formulas = [
            "".join(
                f"+{now.at(row)}-{before.at(row)}" if before else f"+{now.at(row)}"
                for _, now, before in sources
            ).removeprefix("+")
            for row in range(FIRST, self.rest)
        ]
        values = [0] * (self.size + 1)
        for each in self._cash:
            then = each.values[index - 1] if index else [0] * len(values)
            for at, (now, before) in enumerate(zip(each.values[index], then, strict=True)):
                values[at] += now - before
        self.running(column, [formula or "0" for formula in formulas], values[1:])
        whole = sum(each.amounts[index] for each in self._cash)
        formula = "+".join(now.at(STEP) for _, now, _ in sources) or "0"
        self.put(ALL, column, divisor(f"({formula})"), whole or 1)
        return column, values, whole or 1

    def _to_date(self, columns: Sequence[Column], index: int) -> tuple[Column, Column | None]:
        """The columns to the end of a year and of the one before, as this sheet calls them."""
        now, *before = [self._sources.seen_from(self, column) for column in columns[index::-1][:2]]
        return now, before[0] if before else None

    def _open(self, index: int) -> tuple[list[Column], list[Column], list[int]]:
        """Columns for running totals and for what is due, and the amounts above them."""
        columns: list[Column] = []
        due: list[Column] = []
        amounts = []
        for line in self._lines:
            if line is not self._lines[-1]:
                due.append(self.column(self.context.texts("shares.due"), line.label))
            group = "" if line is not self._lines[-1] else line.label
            columns.append(self.column(self.context.texts("shares.running"), group))
            cell = self._cash_of(line, index)
            amounts.append((cell.exact / self.unit).numerator)
            self._amounts[line.id, index] = amounts[-1]
            formula = in_units(self.context.cells.formula(cell, self.sheet), self.unit)
            self.put(STEP, columns[-1], formula, amounts[-1])
            before = f"{columns[-2].at(ALL)}+" if len(columns) > 1 else ""
            self.put(ALL, columns[-1], f"{before}{columns[-1].at(STEP)}", sum(amounts))
        return columns, due, amounts

    def _cash_of(self, line: CostLine, index: int) -> Cell:
        """What of a line is paid in cash in a year."""
        report, year = self.context.report, str(self.years[index])
        whole = cost_cells(report, line)[year]
        taken = [source_cells(report, source)[year] for source in line.includes]
        return derive(f"cash.{line.id}.{year}", LESS, [whole, *taken]) if taken else whole

    def _write_due(
        self, number: int, columns: tuple[Column, Column, Column], values: Sequence[int]
    ) -> None:
        """Write what the running totals of a line should be, with what is left from before."""
        column, running, money = columns
        for row, value in enumerate(values, start=FIRST):
            text = part_formula(money.at(row), running.fixed(ALL), money.fixed(ALL), self._places)
            if self._before:
                due, before = self._before[number]
                text += f"+{due.at(row)}-{before.at(row)}"
            self.put(row, column, text, Fraction(value, self._scale), "exact")

    def _share(
        self, index: int, line: CostLine, columns: Sequence[Column], found: Sequence[Sequence[int]]
    ) -> None:
        """What everybody has of a line in a year: a part of the cash, and what is in kind."""
        texts, year, number = self.context.texts, self.years[index], len(columns) - 1
        at = (
            self.column(texts("shares.correction")),
            self.column(texts("shares.share", year=year), line.label),
        )
        self.shares[line.id].append(at[1])
        before = columns[-2] if number else None
        formulas = difference_formulas(self, columns[-1], before)
        values = running_differences(found, number)
        values.append(self._amounts[line.id, index] - sum(values))
        kinds = [self._sources.found[source] for source in line.includes]
        for row, holder in enumerate(self.holders, start=FIRST):
            kind = sum(each.engine[holder][index] for each in kinds)
            engine = self._engine[line.id][holder][index]
            more = [self._sources.seen_from(self, each.shares[index]).at(row) for each in kinds]
            figure = self.corrected(
                row,
                at,
                formulas[row - FIRST],
                values[row - FIRST],
                engine - kind,
                more=more,
                more_value=kind,
            )
            self.context.cells.enter(f"shares.{line.id}.{holder}.{year}", figure)
        cell = cost_cells(self.context.report, line)[str(year)]
        wanted = self.context.cells.formula(cell, self.sheet)
        given = [self.unit * each[index] for each in self._engine[line.id].values()]
        self.add_up(at[1], wanted, cell.exact, given)

    def gap_check(self, home: Sheet) -> tuple[str, Fraction]:
        """How far costs and financing are apart, all environments and years together."""
        ends = [
            Spot(self.sheet.name, row, column.number)
            for row, column in zip((FIRST, self.rest), (self.gaps[0], self.gaps[-1]), strict=True)
        ]
        return f"ROUND(SUMPRODUCT(ABS({home.span(ends, fixed=True)})),2)", self._gap

    def _balance(self, index: int) -> None:
        """Costs less financing of every environment in a year."""
        year, unit = self.years[index], self.unit
        column = self.column(self.context.texts("shares.balance", year=year))
        costs = [columns[index] for columns in self.shares.values()]
        sources = self._sources.found.values()
        paid = [self._sources.seen_from(self, each.shares[index]) for each in sources]
        for row, holder in enumerate(self.holders, start=FIRST):
            text = "+".join(each.at(row) for each in costs)
            text += "".join(f"-{each.at(row)}" for each in paid)
            gap = sum(each[holder][index] for each in self._engine.values())
            gap -= sum(each.engine[holder][index] for each in sources)
            self.put(row, column, tidy(text or "0", unit), unit * gap, "money")
            self._gap += unit * abs(gap)
        self.gaps.append(column)


def _nearest(parts: int, scale: int) -> int:
    """Parts of a unit as whole units, a half away from nothing."""
    whole = (2 * abs(parts) + scale) // (2 * scale)
    return whole if parts >= 0 else -whole
