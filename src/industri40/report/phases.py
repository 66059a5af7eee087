"""Each shared line times each phase's share, and the grant per environment taking part.

What ceilings and carrying make of the grant stands in the awards.
"""

from collections.abc import Iterator
from fractions import Fraction

from industri40.report.books import Books
from industri40.report.figures import OVER, TIMES, derive, given
from industri40.report.lines import (
    in_kind_rows,
    source_rows,
    sum_row,
    uncovered_row,
)
from industri40.report.shared import shared_cost, shared_source
from industri40.report.table import COUNT, SHARE, Cell, Column, Row, Table

__all__ = ["build"]

Cells = dict[str, Cell]


def build(books: Books) -> tuple[Table, ...]:
    """The one table."""
    costs = [line.id for line in books.plan.costs if not line.common]
    rows = [Row("costs.heading", books.words("heading.costs"), "heading", {})]
    for identifier in costs:
        rows += _cost_rows(books, identifier)
    cost_sum = sum_row(books, "phases", "costs", [_cost_cells(books, one) for one in costs])
    rows += [cost_sum, Row("financing.heading", books.words("heading.financing"), "heading", {})]
    for identifier in books.plan.financing_order:
        rows += source_rows(
            books,
            identifier,
            lambda one: _source_cells(books, one),
            lambda one, level: _grant_row(books, one, level),
        )
    top = [_source_cells(books, identifier) for identifier in books.plan.financing_order]
    paid_sum = sum_row(books, "phases", "financing", top)
    rows += [paid_sum, *uncovered_row(books, "phases", cost_sum.cells, paid_sum.cells)]
    columns = tuple(Column(phase.id, phase.label) for phase in books.plan.phases)
    return (Table("phases", books.words("phases"), columns, tuple(rows)),)


def _cost_cells(books: Books, identifier: str) -> Cells:
    return books.once(
        f"phases.{identifier}", lambda name: _cells(books, name, shared_cost(books, identifier))
    )


def _source_cells(books: Books, identifier: str) -> Cells:
    return books.once(
        f"phases.{identifier}", lambda name: _cells(books, name, shared_source(books, identifier))
    )


def _cells(books: Books, name: str, total: Cell) -> Cells:
    return {
        phase: derive(f"{name}.{phase}", TIMES, (total, share), books.plan.unit)
        for phase, share in books.once("plan.phases", lambda _: _shares(books)).items()
    }


def _shares(books: Books) -> Cells:
    """The share of each phase."""
    return {
        phase.id: given(
            f"plan.phases.{phase.id}.share",
            phase.share,
            phase.places.get("share", phase.place),
            SHARE,
        )
        for phase in books.plan.phases
    }


def _cost_rows(books: Books, identifier: str) -> Iterator[Row]:
    line = books.costs[identifier]
    cells = _cost_cells(books, identifier)
    yield Row(identifier, line.label, "line", cells)
    if line.includes:
        included = [_source_cells(books, source) for source in line.includes]
        yield from in_kind_rows(books, f"phases.{identifier}", cells, included)


def _grant_row(books: Books, identifier: str, level: int) -> Iterator[Row]:
    """Below the grant: what of it there is for each environment that takes part."""
    if identifier == books.plan.grant:
        each = _per_environment(books, identifier, _source_cells(books, identifier))
        label = books.words("row.per_environment")
        yield Row(f"{identifier}.environment", label, "memo", each, level)


def _per_environment(books: Books, identifier: str, cells: Cells) -> Cells:
    """The grant of each phase divided by how many environments take part in it."""
    each = {}
    for phase in books.plan.phases:
        name = f"plan.phases.{phase.id}.environments"
        taking_part = given(name, Fraction(len(phase.key.weights)), phase.place, COUNT)
        called = f"phases.{identifier}.environment.{phase.id}"
        inputs = (cells[phase.id], taking_part)
        each[phase.id] = derive(called, OVER, inputs, books.plan.unit)
    return each
