"""The environments side by side: participants, awards, financing by source, costs."""

from collections.abc import Sequence
from fractions import Fraction

from industri40.engine.keys import UNALLOCATED
from industri40.engine.result import COMMON
from industri40.plan.model import Environment
from industri40.report.awards import ALL_RETURNED, RETURNED, award_cells
from industri40.report.figures import LESS, OVER, derive, given
from industri40.report.lines import (
    TOTAL,
    UNCOVERED,
    added,
    all_row,
    shared_units,
    source_label,
    uncovered_label,
)
from industri40.report.notes import award_notes
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

    Columns: ``participants`` and ``participants.GROUP``, ``award.PHASE`` and perhaps what was
    returned, each source, ``financing``, ``costs``, ``uncovered`` where it is not zero, and
    ``financing.participant``.
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
    if environment.participants:  # there can be more environments than participants
        inputs = (cells[FINANCING], cells[PARTICIPANTS])
        cells[PER_PARTICIPANT] = derive((*key, *PER_PARTICIPANT), OVER, inputs)
    return cells


def _money(report: ReportTables, holder: str) -> Cells:
    """What a holder has of every line, over all years, ``shares.LINE.HOLDER``.

    What is no environment has only the lines of which it has something.
    """
    costs = [line.id for line in report.plan.costs if line.common == (holder == COMMON)]
    sides: list[Cells] = []
    for lines in ([source.id for source in report.plan.sources], costs):
        amounts = {line: sum(report.allocation.amounts(line, holder)) for line in lines}
        shares: Cells = {
            (line,): shared_units(report, ("shares", line, holder), amount)
            for line, amount in amounts.items()
            if amount or holder not in (COMMON, UNALLOCATED)
        }
        sides.append(shares)
    return money(report, holder, *sides)


def money(report: ReportTables, holder: str, paid: Cells, spent: Cells) -> Cells:
    """What a holder has of each source, of all of them and of all costs, and what is uncovered.

    ``paid`` and ``spent`` are the shares of sources and of cost lines.
    """
    key, unit = ("environments", holder), report.plan.unit
    financing = added(report, (*key, *FINANCING), paid.values())
    total = added(report, (*key, *COSTS), spent.values())
    uncovered = derive((*key, *UNCOVERED), LESS, (total, financing), unit)
    return {**paid, FINANCING: financing, COSTS: total, UNCOVERED: uncovered}


def sum_row(report: ReportTables, rows: Sequence[Row]) -> Row:
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
    uncovered = [row.cells[UNCOVERED] for row in rows if UNCOVERED in row.cells]
    columns = (
        Column(PARTICIPANTS, words("column.total") if groups else people, people if groups else ""),
        *(Column((*PARTICIPANTS, group.id), group.label, people) for group in groups),
        *(Column(("award", phase.id), phase.label, awards) for phase in plan.phases),
        Column(RETURNED, words("column.returned"), awards),
        *(Column((one.id,), source_label(report, one), financing) for one in plan.sources),
        Column(FINANCING, words("row.financing"), financing),
        Column(COSTS, words("row.costs")),
        Column(UNCOVERED, uncovered_label(report, uncovered)),
        Column(PER_PARTICIPANT, words("column.participant")),
    )
    held = {key for row in rows for key in row.cells}
    if not any(cell.exact for cell in uncovered):
        held.remove(UNCOVERED)
    return tuple(column for column in columns if column.key in held)
