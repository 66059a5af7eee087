"""What each environment sought, could get and was awarded, phase by phase, and the frames."""

from collections.abc import Iterator

from industri40.report.lines import added, shared_units
from industri40.report.table import Cell, CellKey, Cells, Column, Role, Row, Table
from industri40.report.tables import ReportTables

AWARDS: CellKey = ("awards", "total")
"""The key of the column over all phases; that of a phase has one part."""


def build(report: ReportTables) -> tuple[Table, ...]:
    """The one table, or none where the plan has no grant."""
    if not report.allocation.frames:
        return ()
    awards = award_cells(report)
    columns = _columns(report, awards)
    shown, rows = {column.key for column in columns}, []
    for environment in report.environments:
        cells = {key: cell for key, cell in awards[environment.id].items() if key in shown}
        rows.append(Row((environment.id,), environment.name, "line", cells))
    if not report.selected:
        rows += _frame_rows(report, awards)
    return (Table(("awards",), report.words("awards"), columns, tuple(rows)),)


def _columns(report: ReportTables, awards: dict[str, Cells]) -> tuple[Column, ...]:
    """What was sought and the ceiling only for phases where they stand; a total over phases."""
    held = {key for cells in awards.values() for key in cells}
    columns = []
    for phase in report.plan.phases:
        for part in ("sought", "ceiling"):
            if (phase.id, part) in held:
                label = report.words(f"column.{part}")
                columns.append(Column((phase.id, part), label, phase.label))
        columns.append(Column((phase.id,), report.words("column.award"), phase.label))
    if len(report.plan.phases) > 1:
        columns.append(Column(AWARDS, report.words("column.total")))
    return tuple(columns)


def award_cells(report: ReportTables) -> dict[str, Cells]:
    """By environment: (PHASE,), (PHASE, sought), (PHASE, ceiling) and AWARDS.

    The figures are called ``awards.PHASE.ENVIRONMENT``, as in the list of awards.
    """
    found: dict[str, dict[CellKey, Cell]] = {one.id: {} for one in report.plan.environments}
    for award in report.allocation.awards:
        key, own = ("awards", award.phase, award.environment), found[award.environment]
        for part in ("sought", "ceiling"):
            if (limit := getattr(award, part)) is not None:
                own[award.phase, part] = shared_units(report, (*key, part), limit)
        own[award.phase,] = shared_units(report, key, award.amount)
    for identifier, own in found.items():
        parts = [cell for key, cell in own.items() if len(key) == 1]
        own[AWARDS] = added(report, ("environments", identifier, *AWARDS), parts)
    return dict(found)


def _frame_rows(report: ReportTables, awards: dict[str, Cells]) -> Iterator[Row]:
    """What was awarded and what was left over of each frame; together they are the frame."""
    awarded: dict[CellKey, Cell] = {}
    for phase in report.plan.phases:
        for column, part in (((phase.id, "sought"), "sought"), ((phase.id,), "awarded")):
            parts = [cells[column] for cells in awards.values() if column in cells]
            if parts:
                awarded[column] = added(report, ("frames", phase.id, part), parts)
    if len(report.allocation.frames) > 1:
        parts = [awarded[frame.phase,] for frame in report.allocation.frames]
        awarded[AWARDS] = added(report, ("frames", "awarded"), parts)
    whole = "sum" if any(column[1:] == ("sought",) for column in awarded) else "awarded"
    yield Row(("frames", "awarded"), report.words(f"row.{whole}"), "sum", awarded)
    yield frame_row(report, "leftover", "line")
    for part in ("carried", "returned"):
        memo = frame_row(report, part, "memo")
        if any(cell.exact for cell in memo.cells.values()):
            yield memo
    yield frame_row(report, "frame", "sum")


def frame_row(report: ReportTables, part: str, role: Role) -> Row:
    """What is left of each frame, carried on or returned, or the frame itself, as a row."""
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
