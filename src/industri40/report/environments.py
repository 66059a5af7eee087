"""The environments side by side: participants, awards, financing by source, costs."""

from collections.abc import Sequence
from fractions import Fraction

from industri40.engine.keys import COMMON, UNALLOCATED
from industri40.plan.model import Environment
from industri40.report.awards import ALL_RETURNED, RETURNED, award_cells
from industri40.report.figures import LESS, OVER, SUM, derive, given
from industri40.report.lines import (
    TOTAL,
    UNCOVERED,
    added,
    all_row,
    line_cells,
    shared_units,
    source_label,
    uncovered_label,
)
from industri40.report.notes import award_notes
from industri40.report.shared import plan_count
from industri40.report.table import COUNT, MONEY, Cell, CellKey, Cells, Column, Row, Table
from industri40.report.tables import ReportTables

PARTICIPANTS: CellKey = ("participants",)
FINANCING: CellKey = ("financing",)
COSTS: CellKey = ("costs",)

PER_PARTICIPANT: CellKey = ("financing", "participant")
"""The key of the last column; that of a source has one part."""


def build(report: ReportTables) -> tuple[Table, ...]:
    """The one table.

    Columns: ``participants`` and ``participants.GROUP``, ``award.PHASE`` and perhaps what was
    returned, each source, ``financing``, ``costs``, ``uncovered`` where it is not zero, and
    ``financing.participant``.
    """
    rows = environment_rows(report)
    if not report.selected:
        common = [COMMON] if any(line.common for line in report.plan.costs) else []
        for holder in (*common, UNALLOCATED):
            money = _money(report, holder)
            cells = {key: cell for key, cell in money.items() if report.every or cell.exact}
            if cells:
                rows.append(Row((holder,), report.words(f"row.{holder}"), "line", cells))
        rows.append(_sum_row(report, rows))
    columns = _columns(report, rows)
    shown = {column.key for column in columns}
    rows = [
        row._replace(cells={key: cell for key, cell in row.cells.items() if key in shown})
        for row in rows
    ]
    notes = list(award_notes(report))
    if PER_PARTICIPANT in shown and any(row.key == (COMMON,) for row in rows):
        notes.append(report.words("note.without_common"))
    title = report.words("environments")
    return (Table(("environments",), title, columns, tuple(rows), tuple(notes)),)


def environment_rows(report: ReportTables) -> list[Row]:
    """The row of each environment, also with what is uncovered where that is nothing."""
    awards = award_cells(report) if report.plan.phased and report.plan.grant else {}
    return [
        Row((one.id,), one.name, "line", _environment(report, one, awards.get(one.id, {})))
        for one in report.environments
    ]


def _environment(report: ReportTables, environment: Environment, awards: Cells) -> Cells:
    key = ("environments", environment.id)
    people = {PARTICIPANTS: environment.participants}
    people |= {(*PARTICIPANTS, group): number for group, number in environment.members.items()}
    place = report.plan.place_of(environment.id)
    cells: dict[CellKey, Cell] = {
        column: given((*key, *column), Fraction(count), place, COUNT)
        for column, count in people.items()
        if report.plan.participants is not None
    }
    for phase in report.plan.phases:
        if (phase.id,) in awards:
            cells["award", phase.id] = awards[phase.id,]
    if ALL_RETURNED in awards:
        cells[RETURNED] = awards[ALL_RETURNED]
    cells |= _money(report, environment.id)
    called, nothing = (*key, *PER_PARTICIPANT), Fraction(0)
    inputs = tuple(cells[column] for column in (FINANCING, PARTICIPANTS) if column in cells)
    if environment.participants:  # there can be more environments than participants
        cells[PER_PARTICIPANT] = derive(called, OVER, inputs)
    elif report.every and PARTICIPANTS in cells:
        cells[PER_PARTICIPANT] = Cell(nothing, nothing, MONEY, called, OVER, inputs)
    return cells


def _money(report: ReportTables, holder: str) -> Cells:
    """What a holder has of every line, over all years, ``shares.LINE.HOLDER``.

    What is common is made of the lines themselves, and is only of these.
    """
    costs = [line.id for line in report.plan.costs if line.common == (holder == COMMON)]
    sides: list[Cells] = []
    for lines in ([source.id for source in report.plan.sources], costs):
        shares = {(line,): _share(report, line, holder) for line in lines}
        sides.append({key: one for key, one in shares.items() if one.inputs or holder != COMMON})
    (paid, spent), key, unit = sides, ("environments", holder), report.plan.unit
    financing = added(report, (*key, *FINANCING), paid.values())
    total = added(report, (*key, *COSTS), spent.values())
    uncovered = derive((*key, *UNCOVERED), LESS, (total, financing), unit)
    return {**paid, FINANCING: financing, COSTS: total, UNCOVERED: uncovered}


def _share(report: ReportTables, line: str, holder: str) -> Cell:
    key = ("shares", line, holder)
    if holder != COMMON:
        return shared_units(report, key, sum(report.allocation.amounts(line, holder)))
    common = (one for one in report.plan.costs if one.common and line in (one.id, one.financed_by))
    totals = [line_cells(report, one.id)[TOTAL] for one in common]
    return derive(key, SUM, totals, report.plan.unit)


def _sum_row(report: ReportTables, rows: Sequence[Row]) -> Row:
    """The sum of all rows. Per participant it is as in the breakdown: without common costs."""
    row = all_row(report, "environments", rows)
    if PER_PARTICIPANT not in row.cells:
        return row
    participants = plan_count(report, "participants", report.plan.participants)
    parts = (report.table("breakdown").cell(FINANCING, TOTAL), participants)
    each = derive(("environments", *row.key, *PER_PARTICIPANT), OVER, parts)
    return row._replace(cells={**row.cells, PER_PARTICIPANT: each})


def _columns(report: ReportTables, rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns that have figures."""
    words, plan = report.words, report.plan
    awards, financing = words("group.awards"), words("group.financing")
    people, groups = words("column.participants"), plan.participant_groups
    balance = words("column.balance") if report.every else ""
    uncovered = [row.cells[UNCOVERED] for row in rows if UNCOVERED in row.cells]
    columns = (
        Column(PARTICIPANTS, words("column.total") if groups else people, people if groups else ""),
        *(Column((*PARTICIPANTS, group.id), group.label, people) for group in groups),
        *(Column(("award", phase.id), phase.label, awards) for phase in plan.phases),
        Column(RETURNED, words("column.returned"), awards),
        *(Column((one.id,), source_label(report, one), financing) for one in plan.sources),
        Column(FINANCING, words("row.financing"), financing),
        Column(COSTS, words("row.costs")),
        Column(UNCOVERED, balance or uncovered_label(report, uncovered)),
        Column(PER_PARTICIPANT, words("column.participant")),
    )
    held = {key for row in rows for key in row.cells}
    if not (balance or any(cell.exact for cell in uncovered)):
        held.remove(UNCOVERED)
    return tuple(column for column in columns if column.key in held)
