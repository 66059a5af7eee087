"""The sheet that spreads amounts over the years: running totals through their parts, rounded."""

from collections.abc import Sequence
from itertools import accumulate

from industri40.plan.model import CostLine, Line
from industri40.render.excel.context import SheetContext
from industri40.render.excel.numbers import in_units
from industri40.render.excel.shares.layout import FIRST, Column, Term, WorkSheet
from industri40.render.excel.shares.running import part
from industri40.render.excel.shares.splits import Split
from industri40.render.excel.sheets import Figure, Sheet
from industri40.render.excel.years import Parts, spread_lines


def _name(line: Line, year: object) -> str:
    side = "costs" if isinstance(line, CostLine) else "financing"
    return f"{side}.{line.id}.{year}"


def enter_years(context: SheetContext) -> None:
    """Enter the amounts of lines that are written year by year, or once for every year."""
    plan, cells = context.report.plan, context.cells
    for line in (*plan.costs, *plan.groups, *plan.sources):
        form = line.written.form
        for year in plan.years if form in ("yearly", "years") else ():
            written = form if form == "yearly" else f"years.{year}"
            cells.enter(_name(line, year), cells[f"plan.{line.id}.{written}"])


class YearSheet(WorkSheet):
    """Writes the sheet, and enters the amounts of each year."""

    def __init__(self, context: SheetContext, sheet: Sheet) -> None:
        super().__init__(context, sheet, "yearly")
        self._lines = spread_lines(context.report.plan)
        self._parts = Parts(context.report.plan)
        self._totals: dict[str, Figure] = {}
        self._years: dict[tuple[str, int], Term] = {}

    def write(self) -> None:
        """Write what is spread, then its parts; the amounts of a line are the sum of its parts."""
        texts, parts = self.context.texts, self._parts
        self.labels(0, (line.label for line in self._lines))
        units = self.column(texts("shares.units"))
        for row, line in enumerate(self._lines, start=FIRST):
            formula = in_units(self._whole(line), self.unit)
            self._totals[line.id] = self.put(row, units, formula, line.total)
        columns = [
            (self.column(texts("shares.correction")), self.column(str(year))) for year in self.years
        ]
        for head in ("costs", "financing", "alone"):
            names = getattr(parts, head)
            if names:
                self._side(texts(f"yearly.{head}"), names)
        for index, pair in enumerate(columns):
            self._year(index, pair)
        self.close()

    def _year(self, index: int, columns: tuple[Column, Column]) -> None:
        for row, line in enumerate(self._lines, start=FIRST):
            parts = [self._years[name, index] for name in self._parts.of[line.id]]
            term = "+".join(text for text, _ in parts) or "0", sum(value for _, value in parts)
            figure = self.corrected(row, columns, term, line.amounts[index])
            self.context.cells.enter(_name(line, self.years[index]), figure)

    def _whole(self, line: Line) -> str:
        """What a line comes to in all years, from what is written."""
        form, cells, at = line.written.form, self.context.cells, self.sheet.at
        name = at(cells[f"plan.{line.id}.{form}"])
        if form == "total":
            return name
        people = at(cells["plan.participants"])
        if form == "hours":
            name = f"{name}*{at(cells[f'plan.{line.id}.hourly_rate'])}"
        return f"{name}*{people}"

    def _open(self, head: str, names: Sequence[str]) -> list[Term]:
        """Name parts in a column; how much each is."""
        self.skip()
        column, terms = self.column("", head), []
        plan = self.context.report.plan
        labels = {line.id: line.label for line in (*plan.costs, *plan.groups, *plan.sources)}
        for row, name in enumerate(names, start=FIRST):
            made = self._parts.made[name]
            rest = self.context.texts("yearly.part", label=labels[name])
            self.labels(column.number, [rest if len(made) > 1 else labels[name]], row)
            text = "".join(
                ("+" if by > 0 else "-") + self.sheet.at(self._totals[line])
                for line, by in made.items()
            )
            value = sum(by * self._totals[line].value.numerator for line, by in made.items())
            terms.append((text.removeprefix("+") or "0", value))
        return terms

    def _to_date(self, term: Term, years: int) -> Term:
        """What there should be of a whole after so many years."""
        text, count = f"ROUND({term[0]}*{years}/{len(self.years)},0)", len(self.years)
        return (text if years else "0"), part(term[1], years, count)

    def _side(self, head: str, names: Sequence[str]) -> None:
        """Parts that are rounded as one running total through them all."""
        terms, texts = self._open(head, names), self.context.texts
        heads = [texts("shares.to_date", year=year) for year in self.years[:-1]]
        given = Split(self, [(each, "") for each in (*heads, texts("yearly.running"))])
        last, totals = given.columns[-1], list(accumulate(value for _, value in terms))
        whole = last.at(FIRST + len(names) - 1), totals[-1]
        for index in range(len(self.years)):
            now, then = (self._to_date(whole, years) for years in (index + 1, index))
            given.give(index, (f"{now[0]}-{then[0]}", now[1] - then[1]))
        rows = [
            (f"{last.at(row - 1)}+{text}", total)
            for row, ((text, _), total) in enumerate(zip(terms, totals, strict=True), start=FIRST)
        ]
        wanted = [
            [
                self._to_date((last.at(row), total), years)
                for row, total in enumerate(totals, start=FIRST)
            ]
            for years in range(1, len(self.years))
        ]
        given.run(rows, wanted)
        for index in range(len(self.years)):
            for name, rise in zip(names, given.rises(index)[:-1], strict=True):
                self._years[name, index] = rise
