"""Figures of tables computed again with other amounts, by the formulas that made them."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from industri40.money import round_half_away
from industri40.plan.inputs import Input, path_of
from industri40.plan.model import Line, Plan
from industri40.report.case import Case
from industri40.report.figures import OPERATIONS
from industri40.report.lines import line_cells
from industri40.report.table import Cell, made_of, of_year
from industri40.report.tables import ReportTables

_ONE = Fraction(1)
_HUNDREDTH = Fraction(1, 100)


class Amount(NamedTuple):
    """An input of the plan, and what is made of it.

    The figures called ``names``, of which tables are made, change ``each`` times as much as it
    does. It is a multiple of ``step``.
    """

    input: Input
    names: frozenset[str]
    each: Fraction
    step: Fraction


class Percent(NamedTuple):
    """The amount of a line in one year that is a share of what others come to.

    To date it is the ``share`` of their exact amounts, the sums of which are ``exact``, in whole
    units. ``parts`` are their figures year by year up to this one.
    """

    share: Fraction
    exact: tuple[Fraction, ...]
    parts: tuple[tuple[Cell, ...], ...]


class Percents(dict[str, Percent]):
    """Each amount that is a share of others, by its figure's name: all multiples of ``unit``."""

    def __init__(self, report: ReportTables) -> None:
        super().__init__()
        self.unit, columns = report.plan.unit, [*map(of_year, report.plan.years)]
        for line in report.lines.values():
            if line.written.form == "percent":
                of, (share, _) = line.written.of, line.written.values[0]
                every = zip(*(report.lines[one].exact for one in of), strict=True)
                exact = [self.unit * sum(year) for year in every]
                parts = [tuple(line_cells(report, one)[column] for one in of) for column in columns]
                for end, column in enumerate(columns, start=1):
                    name = line_cells(report, line.id)[column].name
                    self[name] = Percent(share, tuple(exact[:end]), tuple(parts[:end]))

    def behind(self, cell: Cell) -> frozenset[str]:
        """The names of the plan's figures that a figure is made of."""
        names, waiting = dict[str, None](), [cell]
        while waiting:
            for one in made_of([waiting.pop()]):
                if not one.inputs and one.name not in names:
                    names[one.name] = None
                    if one.name in self:
                        waiting += [part for parts in self[one.name].parts for part in parts]
        return frozenset(names)


class Formulas:
    """Computes figures with some of the plan's figures changed, by name.

    They are in proportion to the changes where ``percents`` are not ``rounded``.
    """

    def __init__(
        self, percents: Percents, changes: Mapping[str, Fraction], *, rounded: bool = True
    ) -> None:
        self._percents, self._changes = percents, changes
        self.unit, self._rounded = percents.unit, rounded
        self._known: dict[int, Fraction] = {}

    def where(self, amount: Amount, right: Fraction, *, rounded: bool = True) -> "Formulas":
        """The same where also an amount is another."""
        change = (right - amount.input.value) * amount.each
        changed = {name: self._changes.get(name, 0) + change for name in amount.names}
        return Formulas(self._percents, {**self._changes, **changed}, rounded=rounded)

    def value(self, cell: Cell) -> Fraction:
        """What a figure would be."""
        if id(cell) not in self._known:
            value = cell.exact + self._changes.get(cell.name, 0)
            if cell.inputs:
                value = OPERATIONS[cell.operation]([self.value(one) for one in cell.inputs])
            elif percent := self._percents.get(cell.name):
                value = self._part(percent)
            self._known[id(cell)] = value
        return self._known[id(cell)]

    def _part(self, percent: Percent) -> Fraction:
        """What an amount is that is a share of others."""
        exact = [
            percent.share * (one + sum(self.value(part) - part.exact for part in parts))
            for one, parts in zip(percent.exact, percent.parts, strict=True)
        ]
        if not self._rounded:
            return exact[-1]
        to_date, before = (sum(some, Fraction(0)) for some in (exact, exact[:-1]))
        return round_half_away(to_date, self.unit) - round_half_away(before, self.unit)


def amounts(case: Case) -> Iterator[Amount]:
    """Every amount that is written in a plan's lines, and how many share and take part."""
    plan = case.plan
    lines: tuple[Line, ...] = (*plan.costs, *plan.groups, *plan.sources)
    known = {(*path_of(line), line.written.form): line for line in lines}
    for one in case.inputs.values():
        found = (known.get(one.path[:depth]) for depth in range(3, len(one.path) + 1))
        for line in filter(None, found):
            if line.written.form != "percent":
                yield _of_line(plan, line, one)
    if not any(line.written.form in ("per_participant", "hours") for line in lines):
        yield from _counts(case)


def _of_line(plan: Plan, line: Line, one: Input) -> Amount:
    """What an input makes of a line, in one year or in all of them."""
    form, last = line.written.form, one.path[-1]
    names = {str(year): f"{one.path[0]}.{line.id}.{year}" for year in plan.years}
    if last in names:
        return Amount(one, frozenset([names[last]]), _ONE, plan.unit)
    each = _ONE if form == "yearly" else Fraction(1, len(plan.years))
    step = plan.unit
    if form in ("per_participant", "hours"):
        rate = line.written.values[-1][0] if form == "hours" else _ONE
        members = {group.id: group.number for group in plan.participant_groups}
        each *= rate * (members[line.members] if line.members else plan.participants or 0)
        step = _HUNDREDTH
    return Amount(one, frozenset(names.values()), each, step)


def _counts(case: Case) -> Iterator[Amount]:
    """The numbers that are written at the top of the plan; no line's amount depends on them."""
    everyone, count = (case.inputs.get((key,)) for key in ("participants", "environments"))
    if everyone:
        names = frozenset(["plan.participants", "breakdown.participants.total"])
        yield Amount(everyone, names, _ONE, _ONE)
    if count and count.value > 1:
        # where some have a key of 0 it is not one more that takes part with one environment more
        everybody = (phase.id for phase in case.plan.phases if all(phase.key.weights.values()))
        taking_part = (f"plan.phases.{phase}.environments" for phase in everybody)
        yield Amount(count, frozenset(["plan.environments", *taking_part]), _ONE, _ONE)
