"""The environments side by side: participants, awards, financing by source, costs."""

from collections.abc import Sequence
from fractions import Fraction

from industri40.engine.result import COMMON, UNALLOCATED
from industri40.plan.model import Environment
from industri40.report.awards import award_cells
from industri40.report.figures import ENGINE, LESS, OVER, derive, given
from industri40.report.lines import (
    ALL,
    TOTAL,
    UNCOVERED,
    added,
    all_row,
    source_label,
    uncovered_label,
)
from industri40.report.shared import plan_count
from industri40.report.table import COUNT, Cell, CellKey, Cells, Column, Row, Table
from industri40.report.tables import ReportTables

PARTICIPANTS: CellKey = ("participants",)
FINANCING: CellKey = ("financing",)
COSTS: CellKey = ("costs",)

PER_PARTICIPANT: CellKey = ("financing", "participant")
"""The key of the last column; that of a source has one part."""


def build(report: ReportTables) -> tuple[Table, ...]:
    """The one table.

    Columns: ``participants``, ``award.PHASE``, each source, ``financing``, ``costs``,
    ``uncovered`` where it is not zero, and ``financing.participant``.
    """
    rows = environment_rows(report)
    if not report.selected:
        for holder in (COMMON, UNALLOCATED):
            cells = {key: cell for key, cell in _money(report, holder).items() if cell.exact}
            if cells:
                rows.append(Row((holder,), report.words(f"row.{holder}"), "line", cells))
        rows.append(sum_row(report, rows))
    columns = _columns(report, rows)
    shown = {column.key for column in columns}
    rows = [
        row._replace(cells={key: cell for key, cell in row.cells.items() if key in shown})
        for row in rows
    ]
    common = any(row.key == (COMMON,) for row in rows)
    notes = (report.words("note.without_common"),) if common else ()
    return (Table(("environments",), report.words("environments"), columns, tuple(rows), notes),)


def environment_rows(report: ReportTables) -> list[Row]:
    """The row of each environment, also with what is uncovered where that is nothing."""
    awards = award_cells(report) if report.plan.phased and report.plan.grant else {}
    rows = []
    for environment in report.environments:
        cells = _environment(report, environment, awards.get(environment.id, {}))
        rows.append(Row((environment.id,), environment.name, "line", cells))
    return rows


def _environment(report: ReportTables, environment: Environment, awards: Cells) -> Cells:
    key = ("environments", environment.id)
    count = Fraction(environment.participants)
    participants = given((*key, *PARTICIPANTS), count, environment.place, COUNT)
    shares = _money(report, environment.id)
    cells: dict[CellKey, Cell] = {PARTICIPANTS: participants}
    for phase in report.plan.phases:
        if (phase.id,) in awards:
            cells["award", phase.id] = awards[phase.id,]
    cells |= shares
    if count:  # there can be more environments than participants
        inputs = (shares[FINANCING], participants)
        cells[PER_PARTICIPANT] = derive((*key, *PER_PARTICIPANT), OVER, inputs)
    return cells


def _money(report: ReportTables, holder: str) -> Cells:
    """What a holder has of every line, over all years."""
    costs = [line.id for line in report.plan.costs if line.common == (holder == COMMON)]
    sources = [source.id for source in report.plan.sources]
    return money(report, holder, _shares(report, sources, holder), _shares(report, costs, holder))


def money(report: ReportTables, holder: str, paid: Cells, spent: Cells) -> Cells:
    """What a holder has of each source, of all of them and of all costs, and what is uncovered.

    ``paid`` and ``spent`` are the shares of sources and of cost lines.
    """
    key, unit = ("environments", holder), report.plan.unit
    financing = added(report, (*key, *FINANCING), paid.values())
    total = added(report, (*key, *COSTS), spent.values())
    uncovered = derive((*key, *UNCOVERED), LESS, (total, financing), unit)
    return {**paid, FINANCING: financing, COSTS: total, UNCOVERED: uncovered}


def _shares(report: ReportTables, lines: Sequence[str], holder: str) -> Cells:
    """A holder's share of each line; what is no environment has only those with something."""
    shares: Cells = {(line,): _share(report, line, holder) for line in lines}
    if holder in (COMMON, UNALLOCATED):
        return {key: share for key, share in shares.items() if share.exact}
    return shares


def _share(report: ReportTables, line: str, holder: str) -> Cell:
    """A share over all years, ``shares.LINE.HOLDER``."""
    amount = sum(report.allocation.amounts(line, holder))
    return given(("shares", line, holder), report.money(amount), operation=ENGINE)


def sum_row(report: ReportTables, rows: Sequence[Row]) -> Row:
    """The sum of all rows. Per participant it is as in the breakdown: without common costs."""
    row = all_row(report, "environments", rows)
    if PER_PARTICIPANT not in row.cells:
        return row
    people = plan_count(report, "participants", report.plan.participants)
    parts = (report.table("breakdown").cell(FINANCING, TOTAL), people)
    each = derive(("environments", *ALL, *PER_PARTICIPANT), OVER, parts)
    return row._replace(cells={**row.cells, PER_PARTICIPANT: each})


def _columns(report: ReportTables, rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns that have figures."""
    say, plan = report.words, report.plan
    columns = [Column(PARTICIPANTS, say("column.participants"))]
    columns += [
        Column(("award", phase.id), phase.label, say("group.awards")) for phase in plan.phases
    ]
    financing = say("group.financing")
    uncovered = [row.cells[UNCOVERED] for row in rows if UNCOVERED in row.cells]
    columns += [Column((one.id,), source_label(report, one), financing) for one in plan.sources]
    columns += [
        Column(FINANCING, say("row.financing"), financing),
        Column(COSTS, say("row.costs")),
        Column(UNCOVERED, uncovered_label(report, uncovered)),
        Column(PER_PARTICIPANT, say("column.participant")),
    ]
    held = {key for row in rows for key in row.cells}
    if not any(cell.exact for cell in uncovered):
        held.remove(UNCOVERED)
    return tuple(column for column in columns if column.key in held)
