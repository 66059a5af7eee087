"""Each shared line times each phase's share, and the grant per environment taking part.

What ceilings and carrying make of the grant stands in the awards.
"""

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from industri40.report.figures import OVER, TIMES, derive, given
from industri40.report.lines import sides, source_rows
from industri40.report.notes import common_notes, frame_notes
from industri40.report.shared import alike, shared_line
from industri40.report.table import COUNT, SHARE, Cell, CellKey, Cells, Column, Row, Table
from industri40.report.tables import ReportTables


def build(report: ReportTables) -> tuple[Table, ...]:
    """The one table."""
    columns = tuple(Column((phase.id,), phase.label) for phase in report.plan.phases)
    cells = partial(_line_cells, report)
    financing = list(source_rows(report, cells, partial(_grant_row, report)))
    paid = [cells(identifier) for identifier in report.plan.financing_order]
    rows = sides(report, ("phases",), columns, cells, financing=financing, paid=paid)
    notes = (*common_notes(report), *frame_notes(report))
    return (Table(("phases",), report.words("phases"), columns, tuple(rows), notes),)


def _line_cells(report: ReportTables, identifier: str) -> Cells:
    shares = report.once(("plan", "phases"), lambda key: _shares(report, key))

    def make(key: CellKey) -> Cells:
        total, unit = shared_line(report, identifier), report.plan.unit
        return {
            phase: derive((*key, *phase), TIMES, (total, share), unit)
            for phase, share in shares.items()
        }

    return report.once(("phases", identifier), make)


def _shares(report: ReportTables, key: CellKey) -> Cells:
    shares, plan = dict[CellKey, Cell](), report.plan
    for one in plan.phases:
        place = plan.document.place(("phases", one.id, "share")) if plan.phased else one.place
        shares[one.id,] = given((*key, one.id, "share"), one.share, place, SHARE)
    return shares


def _grant_row(report: ReportTables, identifier: str, level: int) -> Iterator[Row]:
    """Below the grant: of each phase's part of it, what there is for each environment in it."""
    if identifier != report.plan.grant:
        return
    cells, each = _line_cells(report, identifier), dict[CellKey, Cell]()
    for phase in report.plan.phases:
        members = sum(weight > 0 for weight in phase.key.weights.values())
        count_key = ("plan", "phases", phase.id, "environments")
        taking_part = given(count_key, Fraction(members), phase.place, COUNT)
        called = ("phases", identifier, "environment", phase.id)
        each[phase.id,] = derive(called, OVER, (cells[phase.id,], taking_part), report.plan.unit)
    label = report.words(f"row.{'per' if alike(report.plan) else 'mean'}_environment")
    yield Row((identifier, "environment"), label, "memo", each, level)
