"""The sheet that spreads amounts over the years: running totals through their parts, rounded."""

from collections.abc import Sequence
from itertools import accumulate

from industri40.plan.model import CostLine, Line
from industri40.render.excel.context import SheetContext
from industri40.render.excel.numbers import in_units
from industri40.render.excel.shares.layout import ALL, FIRST, STEP, Column, WorkSheet
from industri40.render.excel.shares.running import part, split, split_formula
from industri40.render.excel.shares.splits import near, rise, running_differences
from industri40.render.excel.sheets import Figure, Sheet
from industri40.render.excel.years import Parts, spread_lines

__all__ = ["YearSheet", "enter_years"]


def _name(line: Line, year: object) -> str:
    side = "costs" if isinstance(line, CostLine) else "financing"
    return f"{side}.{line.id}.{year}"


def enter_years(context: SheetContext) -> None:
    """Enter the amounts of lines that are written year by year, or once for every year."""
    plan, index = context.report.plan, context.cells
    for line in (*plan.costs, *plan.groups, *plan.sources):
        form = line.written.form
        for year in plan.years if form in ("yearly", "years") else ():
            written = form if form == "yearly" else f"years.{year}"
            index.enter(_name(line, year), index[f"plan.{line.id}.{written}"])


class YearSheet(WorkSheet):
    """Writes the sheet, and enters the amounts of each year."""

    def __init__(self, context: SheetContext, sheet: Sheet) -> None:
        super().__init__(context, sheet, "yearly")
        self._lines = spread_lines(context.report.plan)
        self._parts = Parts(context.report.plan)
        self._totals: dict[str, Figure] = {}
        self._years: dict[tuple[str, int], tuple[str, int]] = {}

    def write(self) -> None:
        """Write what is spread, then its parts; the amounts of a line are the sum of its parts."""
        texts = self.context.texts
        self.labels(0, (line.label for line in self._lines))
        units = self.column(texts("shares.units"))
        for row, line in enumerate(self._lines, start=FIRST):
            formula = in_units(self._whole(line), self.unit)
            self._totals[line.id] = self.put(row, units, formula, line.total)
        columns = [
            (self.column(texts("shares.correction")), self.column(str(year))) for year in self.years
        ]
        self._side(texts("yearly.costs"), self._parts.costs)
        self._side(texts("yearly.financing"), self._parts.financing)
        self._alone(texts("yearly.alone"))
        for index, pair in enumerate(columns):
            self._year(index, pair)
        self.close()

    def _year(self, index: int, columns: tuple[Column, Column]) -> None:
        for row, line in enumerate(self._lines, start=FIRST):
            parts = [self._years[name, index] for name in self._parts.of[line.id]]
            text, value = "+".join(text for text, _ in parts), sum(value for _, value in parts)
            figure = self.corrected(row, columns, text or "0", value, line.amounts[index])
            self.context.cells.enter(_name(line, self.years[index]), figure)

    def _whole(self, line: Line) -> str:
        """What a line comes to in all years, from what is written."""
        form, index, at = line.written.form, self.context.cells, self.sheet.at
        name = at(index[f"plan.{line.id}.{form}"])
        if form == "total":
            return name
        people = at(index["plan.participants"])
        if form == "hours":
            name = f"{name}*{at(index[f'plan.{line.id}.hourly_rate'])}"
        return f"{name}*{people}"

    def _open(self, head: str, names: Sequence[str]) -> tuple[list[str], list[int]]:
        """Name parts in a column; how much each is, as formulas and as numbers."""
        self.skip()
        self.labels(self.column("", head).number, map(self._label, names))
        texts, values = [], []
        for name in names:
            text, value = "", 0
            for line, by in self._parts.parts[name].terms.items():
                text += ("+" if by > 0 else "-") + self.sheet.at(self._totals[line])
                value += by * self._totals[line].value.numerator
            texts.append(text.removeprefix("+") or "0")
            values.append(value)
        return texts, values

    def _label(self, name: str) -> str:
        plan = self.context.report.plan
        lines = {line.id: line.label for line in (*plan.costs, *plan.groups, *plan.sources)}
        inside = len(self._parts.parts[name].terms) > 1
        return self.context.texts("yearly.part", label=lines[name]) if inside else lines[name]

    def _side(self, head: str, names: Sequence[str]) -> None:
        """Parts of costs or of financing, rounded as one running total through them all."""
        if not names:
            return
        texts, amounts = self._open(head, names)
        count, to_date = len(self.years), self.context.texts
        whole = self.column(to_date("yearly.running"))
        columns = [self.column(to_date("shares.to_date", year=year)) for year in self.years[:-1]]
        columns.append(whole)
        rows = list(accumulate(amounts, initial=0))
        wanted = [[part(each, at, count) for each in rows] for at in range(1, count + 1)]
        totals = [column[-1] for column in wanted]
        values = split(rows, totals, [column[1:] for column in wanted[:-1]])
        for index, column in enumerate(columns):
            left = columns[index - 1] if index else None
            self._head(column, left, (whole.at(FIRST + len(names) - 1), index), totals)
            formulas = [
                f"{whole.at(row - 1)}+{text}"
                if column == whole
                else split_formula(self._part(whole.at(row), index), near(row, column, left, whole))
                for row, text in enumerate(texts, start=FIRST)
            ]
            self.running(column, formulas, values[index][1:])
            rises = running_differences(values, index)
            for row, (name, value) in enumerate(zip(names, rises, strict=True), start=FIRST):
                self._years[name, index] = (rise(row, column, left), value)

    def _part(self, whole: str, index: int) -> str:
        """What there should be of a whole to the end of a year."""
        return f"ROUND({whole}*{index + 1}/{len(self.years)},0)"

    def _head(
        self, column: Column, left: Column | None, whole: tuple[str, int], totals: Sequence[int]
    ) -> None:
        """What a side has to the end of a year and in it, above its running totals."""
        text, index = whole
        self.put(ALL, column, self._part(text, index), totals[index])
        before = (f"-{left.at(ALL)}", totals[index - 1]) if left else ("", 0)
        self.put(STEP, column, f"{column.at(ALL)}{before[0]}", totals[index] - before[1])

    def _alone(self, head: str) -> None:
        """Parts that are the same on both sides, each rounded by itself."""
        names, count = self._parts.alone, len(self.years)
        if not names:
            return
        texts, amounts = self._open(head, names)
        before: Column | None = None
        for index, year in enumerate(self.years):
            column = self.column(self.context.texts("shares.to_date", year=year))
            for row, name in enumerate(names, start=FIRST):
                amount = amounts[row - FIRST]
                now, then = part(amount, index + 1, count), part(amount, index, count)
                self.put(row, column, self._part(f"({texts[row - FIRST]})", index), now)
                rises = f"{column.at(row)}-{before.at(row)}" if before else column.at(row)
                self._years[name, index] = (rises, now - then)
            before = column
