"""The sheet that spreads amounts over the years: running totals through their parts, rounded.

A line is what it has inside and a part of its own: a cost line the sources in kind that it
includes and the cash, a source the common costs that it pays and what it shares out, a group its
sources and the rest. Parts that costs and financing have in common are the same on both sides,
whatever they are rounded to. The others are rounded side by side, each side as one running total
through its parts, so that a plan whose exact years balance also balances in whole units.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import reduce
from operator import sub

from industri40.plan.inputs import path_of
from industri40.plan.model import CostLine, Group, Line, Plan
from industri40.render.excel.context import SheetContext
from industri40.render.excel.shares.layout import FIRST, Column, WorkSheet
from industri40.render.excel.shares.splits import Split
from industri40.render.excel.sheets import Sheet
from industri40.render.excel.terms import NOTHING, Term, in_units, number, rounded, total

_SPREAD = ("total", "per_participant", "hours")
"""The forms of amounts that are spread over the years."""


def _lines(plan: Plan) -> list[Line]:
    return [*plan.costs, *plan.groups, *plan.sources]


def spread_lines(plan: Plan) -> list[Line]:
    """The lines whose amounts are spread over the years, in the order of the file."""
    return [line for line in _lines(plan) if line.written.form in _SPREAD]


def _name(line: Line, year: object) -> str:
    side = "costs" if isinstance(line, CostLine) else "financing"
    return f"{side}.{line.id}.{year}"


def enter_years(context: SheetContext) -> None:
    """Enter the amounts of lines that are written year by year, or once for every year."""
    plan, cells = context.report.plan, context.cells
    for line in _lines(plan):
        form = line.written.form
        for year in plan.years if form in ("yearly", "years") else ():
            written = (form,) if form == "yearly" else (form, str(year))
            cells.enter(_name(line, year), cells[".".join(("plan", *path_of(line), *written))])


class YearSheet(WorkSheet):
    """Writes the sheet, and enters the amounts of each year."""

    def __init__(self, context: SheetContext, sheet: Sheet) -> None:
        super().__init__(context, sheet, "yearly")
        self._lines = spread_lines(context.report.plan)
        self._parts = Parts(context.report.plan)
        self._totals: dict[str, Term] = {}
        self._years: dict[tuple[str, int], Term] = {}

    def write(self) -> None:
        """Write what is spread, then its parts; the amounts of a line are the sum of its parts."""
        texts, parts = self.context.texts, self._parts
        self.labels(0, (line.label for line in self._lines))
        units = self.column(texts("shares.units"))
        for row, line in enumerate(self._lines, start=FIRST):
            self.put(row, units, in_units(self._whole(line), self.unit))
            self._totals[line.id] = units.at(row)
        columns = [self.pair(str(year)) for year in self.years]
        for head in ("costs", "financing", "alone"):
            names = getattr(parts, head)
            if names:
                self._side(texts(f"yearly.{head}"), names)
        for index, pair in enumerate(columns):
            self._year(index, pair)
        self.close()

    def _year(self, index: int, columns: tuple[Column, Column]) -> None:
        for row, line in enumerate(self._lines, start=FIRST):
            term = total(self._years[name, index] for name in self._parts.of[line.id])
            figure = self.corrected(row, columns, term, line.amounts[index])
            self.context.cells.enter(_name(line, self.years[index]), figure)

    def _whole(self, line: Line) -> Term:
        """What a line comes to in all years, from what is written."""
        form, name = line.written.form, ".".join(("plan", *path_of(line)))
        amount = self.figure(f"{name}.{form}")
        if form == "total":
            return amount
        if form == "hours":
            amount *= self.figure(f"{name}.hourly_rate")
        return amount * self.figure("plan.participants")

    def _open(self, head: str, names: Sequence[str]) -> list[Term]:
        """Name parts in a column; how much each is."""
        self.skip()
        column, terms = self.column(head), []
        labels = {line.id: line.label for line in _lines(self.context.report.plan)}
        for row, name in enumerate(names, start=FIRST):
            inside, label = self._parts.inside[name], labels[name]
            label = self.context.texts("yearly.part", label=label) if inside else label
            self.labels(column.number, [label], row)
            terms.append(reduce(sub, (self._totals[line] for line in (name, *inside))))
        return terms

    def _to_date(self, term: Term, years: int) -> Term:
        """What there should be of a whole after so many years."""
        return rounded(term * number(years) / number(len(self.years))) if years else NOTHING

    def _side(self, head: str, names: Sequence[str]) -> None:
        """Parts that are rounded as one running total through them all."""
        terms, texts = self._open(head, names), self.context.texts
        heads = [texts("shares.to_date", year=year) for year in self.years[:-1]]
        rows = range(FIRST, FIRST + len(names))
        given = Split(self, rows, [(each, "") for each in (*heads, texts("yearly.running"))])
        last = given.columns[-1]
        whole = Term(last.at(rows[-1]).text, total(terms).value)
        for index in range(len(self.years)):
            given.give(index, self._to_date(whole, index + 1) - self._to_date(whole, index))
        given.run(
            lambda row: last.at(row - 1) + terms[row - FIRST],
            lambda index, row: self._to_date(last.at(row), index + 1),
        )
        for index in range(len(self.years)):
            for row, name in zip(rows, names, strict=True):
                self._years[name, index] = given.rise(index, row)


class Parts:
    """The parts of every spread line.

    A part is called as the line that it is part of: that line less those ``inside`` it. ``of``
    are the parts that a line consists of. ``costs`` and ``financing`` are those of the two sides
    that are rounded side by side, ``alone`` the others.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._lines = {line.id: line for line in spread_lines(plan)}
        self.inside: dict[str, tuple[str, ...]] = {}
        self.of = {name: tuple(self._of(line)) for name, line in self._lines.items()}
        summed = {group.id: group for group in plan.groups if group.written.form == "sum"}
        tops = [summed[top].sources if top in summed else (top,) for top in plan.financing_order]
        costs = Counter(part for line in plan.costs for part in self.of.get(line.id, ()))
        paid = Counter(part for top in tops for name in top for part in self.of.get(name, ()))
        self.costs = [name for name in self.inside if costs[name] > paid[name]]
        self.financing = [name for name in self.inside if paid[name] > costs[name]]
        self.alone = [name for name in self.inside if paid[name] == costs[name]]

    def _of(self, line: Line) -> Iterator[str]:
        inside = tuple(name for name in self._inside(line) if name in self._lines)
        self.inside[line.id] = inside
        yield line.id
        for name in inside:
            yield from self._of(self._lines[name])

    def _inside(self, line: Line) -> tuple[str, ...]:
        """The lines that are taken out of one, and are parts of it."""
        if isinstance(line, CostLine):
            return line.includes
        if isinstance(line, Group):
            return line.sources
        return tuple(cost.id for cost in self._plan.costs if cost.financed_by == line.id)
