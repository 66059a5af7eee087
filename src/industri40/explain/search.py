"""Finding a step of an explanation by its name: in the explanations that its ids belong to."""

from collections.abc import Iterator
from itertools import islice, product

from industri40.engine.result import COMMON, UNALLOCATED, Frame
from industri40.explain.awards import explain_award, explain_frame
from industri40.explain.cells import from_cell
from industri40.explain.shares import explain_participants, explain_share
from industri40.explain.step import Step, walk
from industri40.explain.tracer import Tracer
from industri40.report.table import made_of
from industri40.report.tables import TABLES

_WORDS = {
    *("all", "amount", "applications", "award", "awarded", "awards", "base", "before"),
    *("breakdown", "cap", "carried", "cash", "ceiling", "common", "costs", "environment"),
    *("environment_year", "environments", "exact", "financing", "frame", "frames"),
    *("hourly_rate", "hours", "in", "in_kind", "leftover", "lines", "nearest", "None", "one"),
    *("part", "participant", "participants", "per_participant", "phases", "plan", "pool"),
    *("quota", "rest", "returned", "round_to", "share", "shared", "shared_by", "shares"),
    *("sought", "sum", "support", "to_date", "to_pay", "total", "unallocated", "uncovered"),
    *("weight", "years"),
}  # fmt: skip
"""The words of the program in the names of steps."""

FRAME_PARTS = Frame._fields[1:]
"""The amounts of a frame."""


def find_step(tracer: Tracer, figure: str) -> Step | None:
    """The step of this name, or None where no explanation has one.

    What is called as a cell of a table can only be what other cells are made of; of the
    environments' own tables only those of environments that are named have it.
    """
    kind, *parts = figure.split(".")
    if not words(tracer).issuperset((kind, *parts)):
        return None
    named = [one for one in tracer.environments if one in (kind, *parts)]
    reports = {name: tracer.report for name in TABLES if name != "environment"}
    if named:
        reports["environment"] = tracer.case.report(named)
    tables = (table for name, report in reports.items() for table in report.tables(name))
    for cell in made_of(
        cell for table in tables for row in table.rows for cell in row.cells.values()
    ):
        if cell.name == figure:
            return from_cell(tracer, cell)
    if kind in TABLES:
        return None
    others = (one for one in tracer.environments if one not in named)
    seen: set[str] = set()
    for root in _roots(tracer, [*named, *islice(others, 1)]):
        for step in walk(root, seen):
            if step.figure == figure:
                return step
    return None


def words(tracer: Tracer) -> set[str]:
    """All that a part of a name can be: a word of the program, a year, or an id of the plan."""
    plan = tracer.plan
    named = (plan.costs, plan.sources, plan.groups, plan.environments, plan.phases)
    return {*_WORDS, *map(str, plan.years), *(one.id for some in named for one in some)}


def _roots(tracer: Tracer, environments: list[str]) -> Iterator[Step]:
    """Explanations that can have a step with these environments in its name.

    What is not of one environment is in the explanations of each. A part of a name may be an id
    of anything by chance, so that nothing else is left out for it.
    """
    plan, years = tracer.plan, range(len(tracer.plan.years))
    for phase in plan.phases if plan.grant else ():
        members = phase.key.weights
        for environment in dict.fromkeys([*environments, next(iter(members))]):
            if environment in members:
                yield explain_award(tracer, phase.id, environment)
        for part in FRAME_PARTS:
            yield explain_frame(tracer, phase.id, part)
    lines = [line.id for line in (*plan.costs, *plan.sources)]
    for line, holder, year in product(lines, [*environments, UNALLOCATED, COMMON], years):
        yield explain_share(tracer, line, holder, year)
    for name in ("costs", "financing", "breakdown"):  # down to what is written, also where it is 0
        for row in tracer.report.table(name).rows:
            yield from (from_cell(tracer, cell) for cell in row.cells.values())
    for environment, year in product(environments, years):
        yield explain_participants(tracer, environment, year)
