"""Figures of tables computed again with other amounts, by the formulas that made them."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from industri40.plan.inputs import COUNT, Input, path_of
from industri40.plan.model import Line
from industri40.report.case import Case
from industri40.report.figures import OPERATIONS
from industri40.report.table import Cell

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

    @property
    def counts(self) -> bool:
        """Whether it is a number of participants or environments, among which others divide."""
        return self.input.kind == COUNT


class Formulas:
    """Computes figures with some of the plan's figures changed, by name."""

    def __init__(self, changes: Mapping[str, Fraction]) -> None:
        self._changes = changes
        self._known: dict[int, Fraction] = {}

    def value(self, cell: Cell) -> Fraction:
        """What a figure would be."""
        if id(cell) not in self._known:
            value = cell.exact + self._changes.get(cell.name, 0)
            if cell.inputs:
                value = OPERATIONS[cell.operation]([self.value(one) for one in cell.inputs])
            self._known[id(cell)] = value
        return self._known[id(cell)]


def amounts(case: Case) -> Iterator[Amount]:
    """Every amount that is written in a plan's lines, and how many share and take part."""
    plan = case.plan
    lines: tuple[Line, ...] = (*plan.costs, *plan.groups, *plan.sources)
    for line in lines:
        yield from _of_line(case, line)
    if not any(line.written.form in ("per_participant", "hours") for line in lines):
        yield from _counts(case)


def _of_line(case: Case, line: Line) -> Iterator[Amount]:
    plan, path, form = case.plan, path_of(line), line.written.form
    names = [f"{path[0]}.{line.id}.{year}" for year in plan.years]
    if form == "years":
        for name, year in zip(names, plan.years, strict=True):
            written = case.inputs[(*path, form, str(year))]
            yield Amount(written, frozenset([name]), _ONE, plan.unit)
    elif line.written.values:
        each = _ONE if form == "yearly" else Fraction(1, len(plan.years))
        step = plan.unit
        if form in ("per_participant", "hours"):
            rate = line.written.values[-1][0] if form == "hours" else _ONE
            each, step = each * (plan.participants or 0) * rate, _HUNDREDTH
        yield Amount(case.inputs[(*path, form)], frozenset(names), each, step)


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
