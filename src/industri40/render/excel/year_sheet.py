"""The sheet that spreads amounts over the years: running totals through their parts, rounded.

A line is what it has inside and a part of its own: a cost line the sources in kind that it
includes and the cash, a source the common costs that it pays and what it shares out, a group its
sources and the rest. Parts that costs and financing have in common are the same on both sides,
whatever they are rounded to. The others are rounded side by side, each side as one running total
through its parts, so that a plan whose exact years balance also balances in whole units.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import sub
from typing import NamedTuple

from industri40.plan.inputs import path_of
from industri40.plan.model import CostLine, Given, Group, Line, Plan, Source
from industri40.render.excel.context import SheetContext
from industri40.render.excel.inputs import number_of
from industri40.render.excel.shares.layout import FIRST, Column, WorkSheet
from industri40.render.excel.shares.splits import Split
from industri40.render.excel.sheets import Sheet
from industri40.render.excel.terms import NOTHING, Term, number, total

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
        self._exact: list[Column] = []
        self._rows: dict[str, int] = {}

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
        if any(each.line.written.of for each in self._made):
            self.skip()
            self._names = self.column(texts("yearly.exact"))
            heads = (texts("shares.to_date", year=year) for year in self.years)
            self._exact = list(map(self.column, heads))
        for index, pair in enumerate(columns):
            for row, each in enumerate(self._made, start=FIRST):
                figure = self.corrected(row, pair, self._of_year(each, index), each.amounts[index])
                self.cells[f"{each.figure}.{self.years[index]}"] = figure
        self.close()

    def _of_year(self, each: Made, index: int) -> Term:
        """What something comes to in a year, in units."""
        given = _given(each.line)
        if each.line.written.of:
            row = self._row(each.name)
            before = [self._exact[index - 1].at(row)] if index else []
            return reduce(sub, before, self._exact[index].at(row))
        if given and not self._every:
            return number(each.amounts[index])
        if given and not each.environment:
            year = self.years[index]
            return total(self.units_of(f"given.{each.name}.{one}.{year}") for one in given.yearly)
        return total(self._years[name, index] for name in self._parts.of[each.name])

    def _row(self, name: str) -> int:
        """The row of the exact running totals of a line, which are written when first needed."""
        if name not in self._rows:
            line = self.report.lines[name]
            terms = [self._exact_to_date(line, index) for index in range(len(self.years))]
            self._rows[name] = row = FIRST + len(self._rows)
            self.labels(self._names.number, [line.label], row)
            for column, term in zip(self._exact, terms, strict=True):
                self.put(row, column, term, "exact")
        return self._rows[name]

    def _exact_to_date(self, line: Line, index: int) -> Term:
        """The exact running total of a line; of a percent it is whole."""
        form, plan = line.written.form, self.plan

        def added(names: Iterable[str]) -> Term:
            return total(self._exact[index].at(self._row(name)) for name in names)

        if line.written.of:
            share = self.figure(".".join(("plan", *path_of(line), form)))
            return (added(line.written.of) * share).rounded(self.context.places).rounded()
        if form == "sum" and isinstance(line, Group):
            return added(line.sources)
        if form == "rest":
            group = next((one for one in plan.groups if line.id in one.sources), None)
            whole = [group.id] if group else [cost.id for cost in plan.costs]
            others = group.sources if group else plan.financing_order
            return added(whole) - added(name for name in others if name != line.id)
        return self._written_to_date(line, index)

    def _written_to_date(self, line: Line, index: int) -> Term:
        """The exact running total of a line that comes of nothing but figures of the plan."""
        given, path, years = _given(line), f"given.{line.id}", self.years[: index + 1]
        if given and not self._every:
            amounts = given.yearly.items()
            spread_out = sum(sum(each) for one, each in amounts if one in given.spread)
            others = sum(sum(each[: index + 1]) for one, each in amounts if one not in given.spread)
            return number(spread_out * len(years)) / number(len(self.years)) + number(others)
        own = [each.name for each in self._made if each.line is line]
        parts = [self._totals[name] for name in own if name in self._totals]
        names = [] if given or parts else [_name(line)]
        if given:
            names = [f"{path}.{one}" for one in given.yearly if one not in given.spread]
        figures = [self.units_of(f"{name}.{year}") for name in names for year in years]
        spread = [total(parts) * number(index + 1) / number(len(self.years))] if parts else []
        return total([*spread, *figures])

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
