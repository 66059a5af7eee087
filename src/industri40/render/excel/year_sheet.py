"""The sheet that spreads amounts over the years: running totals through their parts, rounded.

A line is what it has inside and a part of its own: a cost line the sources in kind that it
includes and the cash, a source the common costs that it pays and what it shares out, a group its
sources and the rest. Parts that costs and financing have in common are the same on both sides,
whatever they are rounded to. The others are rounded side by side, each side as one running total
through its parts, so that a plan whose exact years balance also balances in whole units.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import reduce
from operator import sub
from typing import NamedTuple

from industri40.plan.inputs import path_of
from industri40.plan.model import CostLine, Given, Group, Line, Plan, Source
from industri40.render.excel.context import SheetContext
from industri40.render.excel.inputs import number_of
from industri40.render.excel.shares.layout import FIRST, Column, WorkSheet
from industri40.render.excel.shares.splits import Split
from industri40.render.excel.sheets import Sheet, Spot
from industri40.render.excel.terms import NOTHING, Term, number, stored, total
from industri40.report.figures import SUM, derive
from industri40.report.lines import line_cells
from industri40.report.table import of_year

_SPREAD = ("total", "per_participant", "hours")  # amounts that are spread over the years
_MADE = (*_SPREAD, "by_environment", "percent")  # amounts that are computed for every year


class Made(NamedTuple):
    """What is computed for every year: a line, or what of it is spread for one ``environment``.

    ``figure`` is what its years are called up to the year, ``amounts`` what the program has.
    """

    name: str
    figure: str
    label: str
    amounts: tuple[int, ...]
    line: Line
    environment: str = ""


def made(plan: Plan, *, every: bool) -> Iterator[Made]:
    """All that is computed for every year, in the order of the file; parts before their line.

    What is given to environments is no part of it where not ``every`` one is to be seen.
    """
    for line in _lines(plan):
        given = _given(line)
        for each in plan.environments if every else ():
            if given and each.id in given.spread:
                name, label = f"{line.id}.{each.id}", f"{line.label}: {each.name}"
                yield Made(name, f"given.{name}", label, given.yearly[each.id], line, each.id)
        if line.written.form in _MADE:
            yield Made(line.id, _name(line), line.label, line.amounts, line)


def _lines(plan: Plan) -> list[Line]:
    return [*plan.costs, *plan.groups, *plan.sources]


def _given(line: Line) -> Given | None:
    return line.given if isinstance(line, CostLine | Source) else None


def _name(line: Line) -> str:
    return f"{'costs' if isinstance(line, CostLine) else 'financing'}.{line.id}"


def enter_years(context: SheetContext) -> None:
    """Enter the amounts that are written year by year, or once for every year."""
    plan, cells = context.report.plan, context.cells
    for line in _lines(plan):
        form, given = line.written.form, _given(line)
        path = ".".join(("plan", *path_of(line), form))
        for year in map(str, plan.years):
            if form in ("yearly", "years"):
                name = path if form == "yearly" else f"{path}.{year}"
                cells[f"{_name(line)}.{year}"] = cells[name]
            for each in given.yearly if given else ():
                if (name := f"{path}.{each}.{year}") in cells:
                    cells[f"given.{line.id}.{each}.{year}"] = cells[name]


class YearSheet(WorkSheet):
    """Writes the sheet, and enters the amounts of each year."""

    def __init__(self, context: SheetContext, sheet: Sheet) -> None:
        super().__init__(context, sheet, "yearly")
        self._every = not context.report.selected
        self._made = list(made(self.plan, every=self._every))
        self._parts = Parts(self.plan, self._made)
        self._totals: dict[str, Term] = {}
        self._years: dict[tuple[str, int], Term] = {}
        self._bases: list[Column] = []

    def write(self) -> None:
        """Write what is spread, then its parts; the amounts of a line are the sum of its parts."""
        texts, parts = self.texts, self._parts
        self.labels(0, (each.label for each in self._made))
        units = self.column(texts("shares.units"))
        for row, each in enumerate(self._made, start=FIRST):
            if each.environment or each.line.written.form in _SPREAD:
                self.put(row, units, self._whole(each).in_units(self.unit))
                self._totals[each.name] = units.at(row)
        columns = [self.pair(str(year)) for year in self.years]
        for head in ("costs", "financing", "alone"):
            if names := getattr(parts, head):
                self._side(texts(f"yearly.{head}"), names)
        for index, (_, column) in enumerate(columns):
            for row, each in enumerate(self._made, start=FIRST):  # of which percents may be taken
                value = Fraction(stored(self.unit * each.amounts[index]))
                figure = Spot(self.sheet.name, row, column.number, value)
                self.cells[f"{each.figure}.{self.years[index]}"] = figure
        self._percents()
        for index, pair in enumerate(columns):
            for row, each in enumerate(self._made, start=FIRST):
                self.corrected(row, pair, self._of_year(row, each, index), each.amounts[index])
        self.close()

    def _of_year(self, row: int, each: Made, index: int) -> Term:
        """What something comes to in a year, in units."""
        given = _given(each.line)
        if each.line.written.of:
            share = self.figure(".".join(("plan", *path_of(each.line), each.line.written.form)))
            now, *before = (
                (base.at(row) * share).rounded(self.context.places).rounded()
                for base in reversed(self._bases[max(0, index - 1) : index + 1])
            )
            return reduce(sub, before, now)
        if given and not self._every:
            return number(each.amounts[index])
        if given and not each.environment:
            year = self.years[index]
            return total(self.units_of(f"given.{each.name}.{one}.{year}") for one in given.yearly)
        return total(self._years[name, index] for name in self._parts.of[each.name])

    def _percents(self) -> None:
        """Write what each percent is of, to the end of each year."""
        self.skip()
        some = [one for one in enumerate(self._made, start=FIRST) if one[1].line.written.of]
        for year in self.years if some else ():
            head = self.texts("shares.to_date", year=year)
            column = self.column(head, self.texts("yearly.percents"))
            for row, each in some:
                cells = [
                    line_cells(self.report, one)[of_year(year)] for one in each.line.written.of
                ]
                own = self.units(derive(("workbook", each.name, str(year)), SUM, cells))
                self.put(row, column, total([*(base.at(row) for base in self._bases[-1:]), own]))
            self._bases.append(column)

    def _whole(self, each: Made) -> Term:
        """What something comes to in all years, from what is written."""
        line, form = each.line, each.line.written.form
        name = ".".join(("plan", *path_of(line)))
        own = (each.environment,) if each.environment else ()
        amount = self.figure(".".join((name, form, *own)))
        if form not in ("per_participant", "hours"):
            return amount
        if form == "hours":
            amount *= self.figure(f"{name}.hourly_rate")
        return amount * self.figure(number_of(line.members if isinstance(line, Source) else None))

    def _to_date(self, term: Term, years: int) -> Term:
        """What there should be of a whole after so many years."""
        return (term * number(years) / number(len(self.years))).rounded() if years else NOTHING

    def _side(self, head: str, names: Sequence[str]) -> None:
        """Parts that are rounded as one running total through them all."""
        self.skip()
        column, terms, texts = self.column(head), [], self.texts
        labels = {each.name: each.label for each in self._made}
        for row, name in enumerate(names, start=FIRST):
            inside, label = self._parts.inside[name], labels[name]
            label = texts("yearly.part", label=label) if inside else label
            self.labels(column.number, [label], row)
            terms.append(reduce(sub, (self._totals[line] for line in (name, *inside))))
        heads = [texts("shares.to_date", year=year) for year in self.years[:-1]]
        rows = range(FIRST, FIRST + len(names))
        given = Split(self, rows, [(each, "") for each in (*heads, texts("yearly.running"))])
        last = given.columns[-1]
        whole = Term(last.at(rows[-1]).text, total(terms).value)
        years = range(len(self.years))
        given.give(self._to_date(whole, at + 1) - self._to_date(whole, at) for at in years)
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

    def __init__(self, plan: Plan, every: Sequence[Made]) -> None:
        self._plan = plan
        whole = [each.line for each in every if each.line.written.form in _SPREAD]
        self._lines = {line.id: line for line in whole}
        self.inside: dict[str, tuple[str, ...]] = {}
        self.of = {name: tuple(self._of(line)) for name, line in self._lines.items()}
        for each in every:
            if each.environment:
                self.inside[each.name] = ()
                self.of[each.name] = (each.name,)
                self.of[each.line.id] = (*self.of.get(each.line.id, ()), each.name)
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
