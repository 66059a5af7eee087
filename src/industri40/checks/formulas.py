"""Figures of tables computed again with other amounts, by the formulas that made them."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from industri40.findings.finding import Place
from industri40.plan.model import Line, Plan, Source
from industri40.report.figures import OPERATIONS
from industri40.report.table import Cell

_HUNDREDTH = Fraction(1, 100)


class Amount(NamedTuple):
    """An amount of the plan, as it is written at the end of a ``path`` from the top.

    The figures called ``names``, of which tables are made, change ``each`` times as much as it
    does. It is a multiple of ``step``; one that ``counts`` is a number of participants or
    environments, among which other amounts are divided.
    """

    path: str
    place: Place
    written: Fraction
    names: frozenset[str]
    each: Fraction
    step: Fraction
    counts: bool = False


class Formulas:
    """Computes figures with some of the plan's figures changed, by name."""

    def __init__(self, changes: Mapping[str, Fraction]) -> None:
        self._changes = changes
        self._known: dict[int, Fraction] = {}

    def value(self, cell: Cell) -> Fraction:
        """What a figure would be."""
        value = self._known.get(id(cell))
        if value is None:
            if cell.inputs:
                inputs = [self.value(one) for one in cell.inputs]
                value = OPERATIONS[cell.operation](inputs)
            else:
                value = cell.exact + self._changes.get(cell.name, 0)
            self._known[id(cell)] = value
        return value


def amounts(plan: Plan) -> Iterator[Amount]:
    """Every amount that is written in a plan's lines, and how many share and take part."""
    lines: tuple[tuple[str, Line], ...] = (
        *(("costs", line) for line in plan.costs),
        *(("financing", line) for line in (*plan.groups, *plan.sources)),
    )
    for side, line in lines:
        yield from _of_line(plan, side, line)
    if not any(line.written.form in ("per_participant", "hours") for _, line in lines):
        yield from _counts(plan)


def _of_line(plan: Plan, side: str, line: Line) -> Iterator[Amount]:
    form, values = line.written.form, line.written.values
    group = f"{line.group}.sources." if isinstance(line, Source) and line.group else ""
    path = f"{side}.{group}{line.id}.{form}"
    names = [f"{side}.{line.id}.{year}" for year in plan.years]
    if form == "years":
        for name, year, (value, place) in zip(names, plan.years, values, strict=True):
            at = f"{path}.{year}"
            yield Amount(at, place, value, frozenset([name]), Fraction(1), plan.unit)
        return
    if not values:
        return
    value, place = values[0]
    spread = Fraction(1, len(plan.years))
    each, step = {
        "yearly": (Fraction(1), plan.unit),
        "total": (spread, plan.unit),
        "per_participant": (spread * plan.participants, _HUNDREDTH),
        "hours": (spread * plan.participants * values[-1][0], _HUNDREDTH),
    }[form]
    yield Amount(path, place, value, frozenset(names), each, step)


def _counts(plan: Plan) -> Iterator[Amount]:
    """The numbers that are written at the top of the plan; no line's amount depends on them."""
    one = Fraction(1)
    place = plan.places.get("participants")
    if place is not None:
        names = frozenset(["plan.participants", "breakdown.participants.total"])
        count = Fraction(plan.participants)
        yield Amount("participants", place, count, names, one, one, counts=True)
    place = plan.places.get("environments")
    places = {environment.place for environment in plan.environments}
    if place is not None and len(plan.environments) > len(places) == 1:
        # where some have a key of 0 it is not one more that takes part with one environment more
        everybody = (phase.id for phase in plan.phases if all(phase.key.weights.values()))
        taking_part = (f"plan.phases.{phase}.environments" for phase in everybody)
        names = frozenset(["plan.environments", *taking_part])
        count = Fraction(len(plan.environments))
        yield Amount("environments", place, count, names, one, one, counts=True)
