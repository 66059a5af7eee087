"""What each environment sought, could get, was awarded and returned, phase by phase; the frames."""

from collections.abc import Iterator

from industri40.report.figures import LESS, derive
from industri40.report.lines import added, shared_units
from industri40.report.notes import award_notes
from industri40.report.table import Cell, CellKey, Cells, Column, Role, Row, Table
from industri40.report.tables import ReportTables

AWARDS: CellKey = ("awards", "total")
"""The key of the column over all phases; that of a phase has one part."""

RETURNED: CellKey = ("awards", "returned")
NET: CellKey = ("awards", "net")
"""The keys of what was returned of all that, and of what is left then, where anything was."""

ALL_RETURNED: CellKey = (*AWARDS, "returned")
"""Where RETURNED stands among figures of phases, of which one may be called ``awards``."""

_SUMMED = {"sought": "sought", "amount": "awarded", "returned": "given_back"}
"""Those of PARTS that are summed, and what their sum is called in a frame."""

PARTS = ("sought", "ceiling", "floor", "amount", "returned")
"""What stands of an award, each in a column called so; that of the amount has no name."""


def build(report: ReportTables) -> tuple[Table, ...]:
    """The one table, or none where the plan has no grant."""
    if not report.allocation.frames:
        return ()
    awards = award_cells(report)
    columns = _columns(report, awards)
    shown, rows = {column.key for column in columns}, []
    for one in report.environments:
        cells = {key: cell for key, cell in awards[one.id].items() if key in shown}
        rows.append(Row((one.id,), one.name, "line", cells))
    if not report.selected:
        rows += _frame_rows(report, awards)
    notes = tuple(award_notes(report))
    return (Table(("awards",), report.words("awards"), columns, tuple(rows), notes),)


def _columns(report: ReportTables, awards: dict[str, Cells]) -> tuple[Column, ...]:
    """Beside the award only what any environment has in the phase; then totals over phases."""
    held = {key for cells in awards.values() for key in cells}
    columns = [
        Column(
            key, report.words("column.award" if len(key) == 1 else f"column.{part}"), phase.label
        )
        for phase in report.plan.phases
        for part in PARTS
        if (key := _column(phase.id, part)) in held or part == "amount"
    ]
    if len(report.plan.phases) > 1:
        columns.append(Column(AWARDS, report.words("column.total")))
    if NET in held:
        columns.append(Column(NET, report.words("column.net")))
    return tuple(columns)


def _column(phase: str, part: str) -> CellKey:
    return (phase,) if part == "amount" else (phase, part)


def award_cells(report: ReportTables) -> dict[str, Cells]:
    """By environment: (PHASE,), (PHASE, sought) and others of PARTS, AWARDS, and NET.

    The figures are called ``awards.PHASE.ENVIRONMENT``, as in the list of awards.
    """
    found: dict[str, dict[CellKey, Cell]] = {one.id: {} for one in report.plan.environments}
    for award in report.allocation.awards:
        key, own = ("awards", award.phase, award.environment), found[award.environment]
        for part in PARTS:
            amount = getattr(award, part)
            if amount or (amount == 0 and part != "returned"):
                column = _column(award.phase, part)
                own[column] = shared_units(report, (*key, *column[1:]), amount)
    back = any(frame.given_back for frame in report.allocation.frames)
    for identifier, own in found.items():
        parts = [cell for key, cell in own.items() if len(key) == 1]
        own[AWARDS] = added(report, ("environments", identifier, *AWARDS), parts)
        if back:
            parts = [cell for key, cell in own.items() if key[1:] == ("returned",)]
            own[ALL_RETURNED] = added(report, ("environments", identifier, *RETURNED), parts)
            called = ("environments", identifier, *NET)
            own[NET] = derive(called, LESS, (own[AWARDS], own[ALL_RETURNED]), report.plan.unit)
    return dict(found)


def _frame_rows(report: ReportTables, awards: dict[str, Cells]) -> Iterator[Row]:
    """What was awarded and what was left over of each frame; together they are the frame."""
    sums: dict[CellKey, CellKey] = {
        _column(phase.id, part): ("frames", phase.id, called)
        for phase in report.plan.phases
        for part, called in _SUMMED.items()
    }
    sums |= {AWARDS: ("frames", "awarded"), NET: ("frames", "net")}
    columns = {one: [own[one] for own in awards.values() if one in own] for one in sums}
    awarded = {one: added(report, sums[one], parts) for one, parts in columns.items() if parts}
    if len(report.plan.phases) == 1:
        del awarded[AWARDS]
    more = any(len(column) > 1 for column in awarded if column != AWARDS)
    label = report.words("row.sum" if more else "row.awarded")
    yield Row(("frames", "awarded"), label, "sum", awarded)
    given_back = frame_row(report, "given_back", "line")
    if any(cell.exact for cell in given_back.cells.values()):
        yield given_back
    yield frame_row(report, "leftover", "line")
    for part in ("carried", "returned"):
        memo = frame_row(report, part, "memo")
        if report.every or any(cell.exact for cell in memo.cells.values()):
            yield memo
    yield frame_row(report, "frame", "sum")


def frame_row(report: ReportTables, part: str, role: Role) -> Row:
    """A part of each frame, such as what is left of it, or the frame itself, as a row."""
    cells: Cells = {
        (frame.phase,): shared_units(report, ("frames", frame.phase, part), getattr(frame, part))
        for frame in report.allocation.frames
    }
    return Row(("frames", part), report.words(f"row.{part}"), role, cells)


def frames(report: ReportTables) -> tuple[Table, ...]:
    """The frames as the JSON lists them: a row for each phase; no table without a grant."""
    if not report.allocation.frames:
        return ()
    parts = report.allocation.frames[0]._fields[1:]
    found = {part: frame_row(report, part, "line").cells for part in parts}
    rows = tuple(
        Row((phase.id,), phase.label, "line", {(one,): found[one][phase.id,] for one in parts})
        for phase in report.plan.phases
    )
    return (Table(("frames",), "", tuple(Column((part,), part) for part in parts), rows),)
