"""Each shared line times each phase's share, and the grant per environment taking part.

What ceilings and carrying make of the grant stands in the awards.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from industri40.report.books import Books
from industri40.report.figures import OVER, TIMES, derive, given
from industri40.report.lines import sides, source_rows
from industri40.report.notes import common_notes, frame_notes
from industri40.report.shared import alike, shared_line
from industri40.report.table import COUNT, SHARE, Cell, Column, Row, Table

Cells = Mapping[str, Cell]


def build(books: Books) -> tuple[Table, ...]:
    """The one table."""
    columns = tuple(Column(phase.id, phase.label) for phase in books.plan.phases)

    def cells(identifier: str) -> Cells:
        return _line_cells(books, identifier)

    financing = list(source_rows(books, cells, lambda *member: _grant_row(books, *member)))
    paid = [cells(identifier) for identifier in books.plan.financing_order]
    rows = sides(books, "phases", columns, cells, financing=financing, paid=paid)
    notes = (*common_notes(books), *frame_notes(books))
    return (Table("phases", books.words("phases"), columns, tuple(rows), notes),)


def _line_cells(books: Books, identifier: str) -> Cells:
    return books.once(
        f"phases.{identifier}", lambda name: _cells(books, name, shared_line(books, identifier))
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


def _grant_row(books: Books, identifier: str, level: int) -> Iterator[Row]:
    """Below the grant: what of it there is for each environment that takes part."""
    if identifier == books.plan.grant:
        each = _per_environment(books, identifier, _line_cells(books, identifier))
        label = books.words(f"row.{'per' if alike(books.plan) else 'mean'}_environment")
        yield Row(f"{identifier}.environment", label, "memo", each, level)


def _per_environment(books: Books, identifier: str, cells: Cells) -> Cells:
    """The grant of each phase divided by how many environments have a part in it."""
    each = {}
    for phase in books.plan.phases:
        name = f"plan.phases.{phase.id}.environments"
        members = sum(weight > 0 for weight in phase.key.weights.values())
        taking_part = given(name, Fraction(members), phase.place, COUNT)
        called = f"phases.{identifier}.environment.{phase.id}"
        inputs = (cells[phase.id], taking_part)
        each[phase.id] = derive(called, OVER, inputs, books.plan.unit)
    return each
