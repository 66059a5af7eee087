"""Finding a step of an explanation by its name: in the explanations that its ids belong to."""

from collections.abc import Iterable, Iterator
from itertools import chain, product

from industri40.engine.result import COMMON, UNALLOCATED
from industri40.explain.awards import explain_award, explain_frame
from industri40.explain.cells import from_cell
from industri40.explain.shares import explain_participants, explain_share
from industri40.explain.step import Step, walk
from industri40.explain.tracer import Tracer
from industri40.report.table import Cell, made_of
from industri40.report.tables import TABLES

FRAME_PARTS = ("frame", "awarded", "leftover", "carried", "returned")
"""The amounts of a frame."""


def find_step(tracer: Tracer, figure: str) -> Step | None:
    """The step of this name, or None where no explanation has one.

    What is called as a cell of a table can only be what other cells are made of.
    """
    parts = set(figure.split("."))
    for cell in made_of(_cells(tracer, parts)):
        if cell.name == figure:
            return from_cell(tracer, cell)
    if figure.partition(".")[0] in TABLES:
        return None
    seen: set[str] = set()
    for root in _roots(tracer, parts):
        for step in walk(root, seen):
            if step.figure == figure:
                return step
    return None


def _cells(tracer: Tracer, parts: set[str]) -> Iterator[Cell]:
    """Every cell of the tables; of the environments' own only those of environments named."""
    named = [one for one in tracer.environments if one in parts]
    own = tracer.case.report(named).tables("environment") if named else ()
    others = (tracer.report.tables(name) for name in TABLES if name != "environment")
    for table in chain(*others, own):
        for row in table.rows:
            yield from row.cells.values()


def _roots(tracer: Tracer, parts: set[str]) -> Iterator[Step]:
    """Explanations that can have a step with these parts in its name, the likely ones first.

    What is not of one environment is in the explanations of each, so that the first one stands
    for all. A part may be an id of anything by chance, so that nothing is left out for it.
    """
    plan, years = tracer.plan, range(len(tracer.plan.years))
    environments = _named_first(tracer.environments, parts)
    environments = environments[: sum(one in parts for one in environments) + 1]
    holders = [*environments, UNALLOCATED, COMMON]
    for phase in plan.phases if plan.grant else ():
        members = phase.key.weights
        for environment in dict.fromkeys([*environments, next(iter(members))]):
            if environment in members:
                yield explain_award(tracer, phase.id, environment)
        for part in FRAME_PARTS:
            yield explain_frame(tracer, phase.id, part)
    lines = _named_first((line.id for line in (*plan.costs, *plan.sources)), parts)
    for line, holder, year in product(lines, holders, years):
        yield explain_share(tracer, line, holder, year)
    for name in ("costs", "financing", "breakdown"):  # down to what is written, also where it is 0
        rows = {row.id: row for row in tracer.report.table(name).rows}
        for row in _named_first(rows, parts):
            yield from (from_cell(tracer, cell) for cell in rows[row].cells.values())
    for environment, year in product(environments, years):
        yield explain_participants(tracer, environment, year)


def _named_first(ids: Iterable[str], parts: set[str]) -> list[str]:
    return sorted(ids, key=lambda one: one not in parts)
