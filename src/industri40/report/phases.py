"""Each shared line times each phase's share, and the grant per environment taking part.

What ceilings and carrying make of the grant stands in the awards.
"""

from collections.abc import Iterator
from fractions import Fraction

from industri40.report.figures import OVER, TIMES, derive, given
from industri40.report.lines import sides, source_rows
from industri40.report.notes import common_notes, frame_notes
from industri40.report.shared import alike, shared_line
from industri40.report.table import COUNT, SHARE, Cell, CellKey, Cells, Column, Row, Table
from industri40.report.tables import ReportTables


def build(report: ReportTables) -> tuple[Table, ...]:
    """The one table."""
    columns = tuple(Column((phase.id,), phase.label) for phase in report.plan.phases)

    def cells(identifier: str) -> Cells:
        return _line_cells(report, identifier)

    financing = list(source_rows(report, cells, lambda *member: _grant_row(report, *member)))
    paid = [cells(identifier) for identifier in report.plan.financing_order]
    rows = sides(report, ("phases",), columns, cells, financing=financing, paid=paid)
    notes = (*common_notes(report), *frame_notes(report))
    return (Table(("phases",), report.words("phases"), columns, tuple(rows), notes),)


def _line_cells(report: ReportTables, identifier: str) -> Cells:
    return report.once(
        ("phases", identifier), lambda key: _cells(report, key, shared_line(report, identifier))
    )


def _cells(report: ReportTables, key: CellKey, total: Cell) -> Cells:
    return {
        phase: derive((*key, *phase), TIMES, (total, share), report.plan.unit)
        for phase, share in report.once(("plan", "phases"), lambda _: _shares(report)).items()
    }


def _shares(report: ReportTables) -> Cells:
    """The share of each phase."""
    return {
        (phase.id,): given(
            ("plan", "phases", phase.id, "share"),
            phase.share,
            phase.places.get("share", phase.place),
            SHARE,
        )
        for phase in report.plan.phases
    }


def _grant_row(report: ReportTables, identifier: str, level: int) -> Iterator[Row]:
    """Below the grant: what of it there is for each environment that takes part."""
    if identifier == report.plan.grant:
        each = _per_environment(report, identifier, _line_cells(report, identifier))
        label = report.words(f"row.{'per' if alike(report.plan) else 'mean'}_environment")
        yield Row((identifier, "environment"), label, "memo", each, level)


def _per_environment(report: ReportTables, identifier: str, cells: Cells) -> Cells:
    """The grant of each phase divided by how many environments have a part in it."""
    each: dict[CellKey, Cell] = {}
    for phase in report.plan.phases:
        key = ("plan", "phases", phase.id, "environments")
        members = sum(weight > 0 for weight in phase.key.weights.values())
        taking_part = given(key, Fraction(members), phase.place, COUNT)
        called = ("phases", identifier, "environment", phase.id)
        inputs = (cells[phase.id,], taking_part)
        each[phase.id,] = derive(called, OVER, inputs, report.plan.unit)
    return each
