"""Finding a step of an explanation by its name: in the explanations that its ids belong to."""

from collections.abc import Iterator
from itertools import chain, product

from industri40.engine.result import COMMON, UNALLOCATED, Frame
from industri40.explain.awards import explain_frame
from industri40.explain.cells import from_cell
from industri40.explain.shares import explain_share
from industri40.explain.step import Step, walk
from industri40.explain.tracer import Tracer
from industri40.report.table import made_of
from industri40.report.tables import TABLES

FRAME_PARTS = Frame._fields[1:]
"""The amounts of a frame."""


def find_step(tracer: Tracer, figure: str) -> Step | None:
    """The step of this name, or None where no explanation has one.

    What is called as a cell of a table can only be what other cells are made of. Only
    those of environments that are named have a name with these.
    """
    kind, *parts = figure.split(".")
    named = [one for one in tracer.environments if one in (kind, *parts)]
    # what is not of one environment is in the explanations of each
    environments = list(dict.fromkeys([*named, *tracer.environments]))[: len(named) + 1]
    reports = (tracer.report, tracer.case.report(environments))
    tables = (table for report in reports for name in TABLES for table in report.tables(name))
    cells = [cell for table in tables for row in table.rows for cell in row.cells.values()]
    for cell in made_of(cells):
        if cell.name == figure:
            return from_cell(tracer, cell)
    if kind in TABLES:
        return None
    seen: set[str] = set()
    roots = chain((from_cell(tracer, cell) for cell in cells), _not_in_tables(tracer))
    steps = (step for root in roots for step in walk(root, seen))
    return next((step for step in steps if step.figure == figure), None)


def _not_in_tables(tracer: Tracer) -> Iterator[Step]:
    """Explanations of what no table shows."""
    plan = tracer.plan
    for phase, part in product(plan.phases if plan.grant else (), FRAME_PARTS):
        yield explain_frame(tracer, phase.id, part)
    lines = [line.id for line in (*plan.costs, *plan.sources)]
    for line, holder, year in product(lines, (UNALLOCATED, COMMON), range(len(plan.years))):
        yield explain_share(tracer, line, holder, year)
