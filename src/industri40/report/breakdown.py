"""The main table: what is shared out, in all, per environment, per year and per participant."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial

from industri40.plan.inputs import path_of
from industri40.plan.model import Group, ParticipantGroup
from industri40.report.figures import LESS, OVER, SUM, WHOLE, derive, given
from industri40.report.lines import TOTAL, combined, sides, source_label
from industri40.report.notes import common_notes, unallocated_notes
from industri40.report.shared import alike, group_count, per_member, plan_count, shared_line
from industri40.report.table import HOURS, Cell, CellKey, Cells, Column, Role, Row, Table
from industri40.report.tables import PARTICIPANT, ReportTables

ENVIRONMENT: CellKey = ("environment",)
ENVIRONMENT_YEAR: CellKey = ("environment_year",)


def build(report: ReportTables) -> tuple[Table, ...]:
    """The one table."""
    same, paid_by = alike(report.plan), report.plan.financing_order
    mean, cells = "" if same else "mean_", partial(_line_cells, report)
    columns = (
        Column(TOTAL, report.words("column.programme")),
        Column(ENVIRONMENT, report.words(f"column.{mean}environment")),
        Column(ENVIRONMENT_YEAR, report.words(f"column.{mean}environment_year")),
        *_participant_columns(report),
    )
    financing = [row for identifier in paid_by for row in _source_rows(report, identifier)]
    paid = [cells(identifier) for identifier in paid_by]
    rows = (
        *_participants(report),
        *sides(report, ("breakdown",), columns, cells, financing=financing, paid=paid),
        *(row for group in report.plan.groups for row in _support(report, group)),
    )
    notes = [*common_notes(report), *unallocated_notes(report)]
    if not same:
        notes.append(report.words("note.mean"))
    if _costs_differ(rows):
        notes.append(report.words("note.groups"))
    nobody = report.plan.participants is None
    title = report.words("breakdown.without" if nobody else "breakdown")
    return (Table(("breakdown",), title, columns, rows, tuple(notes)),)


def _line_cells(report: ReportTables, identifier: str) -> Cells:

    def make(key: CellKey) -> Cells:
        total = shared_line(report, identifier)
        cells = _per_environment(report, total, report.plan.unit)
        if report.plan.participants is not None:
            participants = plan_count(report, "participants", report.plan.participants)
            each = derive((*key, *PARTICIPANT), OVER, (total, participants), WHOLE)
            cells = {**cells, PARTICIPANT: each}
        for group in report.plan.participant_groups:
            each = _each(report, identifier, group, cells)
            cells = {**cells, (*PARTICIPANT, group.id): each}
        return cells

    return report.once(("breakdown", identifier), make)


def _each(report: ReportTables, identifier: str, group: ParticipantGroup, cells: Cells) -> Cell:
    """What there is of a line for each of a group: of costs as for all, but for what is in kind."""
    included = report.lines[identifier].includes
    if not any(report.sources[one].members for one in included):
        return per_member(report, ("breakdown",), identifier, group, partial(shared_line, report))
    in_kind, key = [_line_cells(report, one) for one in included], ("breakdown", identifier)
    cash = combined(report, (*key, "cash"), LESS, [cells, *in_kind], [PARTICIPANT])
    column = (*PARTICIPANT, group.id)
    parts = cash[PARTICIPANT], *(one[column] for one in in_kind)
    return derive((*key, *column), SUM, parts, WHOLE)


def _per_environment(report: ReportTables, total: Cell, step: Fraction) -> Cells:
    key, kind = total.key[:-1], total.kind
    environments = plan_count(report, "environments", len(report.plan.environments))
    years = plan_count(report, "years", len(report.plan.years))
    each = derive((*key, *ENVIRONMENT), OVER, (total, environments), step, kind)
    per_year = derive((*key, *ENVIRONMENT_YEAR), OVER, (each, years), step, kind)
    return {TOTAL: total, ENVIRONMENT: each, ENVIRONMENT_YEAR: per_year}


def _participant_columns(report: ReportTables) -> Iterator[Column]:
    """The mean of all participants, and one column for each group; none where there are none."""
    words, groups = report.words, report.plan.participant_groups
    if report.plan.participants is not None:
        label = words("column.mean" if groups else "column.participant")
        yield Column(PARTICIPANT, label, words("column.participant") if groups else "")
    for group in groups:
        yield Column((*PARTICIPANT, group.id), group.label, words("column.participant"))


def _participants(report: ReportTables) -> Iterator[Row]:
    """How many participants there are, and how many of each group."""
    if report.plan.participants is None:
        return
    total = plan_count(report, "participants", report.plan.participants)
    total = total._replace(key=("breakdown", "participants", *TOTAL))
    cells = _per_environment(report, total, WHOLE)
    yield Row(("participants",), report.words("row.participants"), "count", cells)
    for group in report.plan.participant_groups:
        total = group_count(group)._replace(key=("breakdown", "participants", group.id, *TOTAL))
        label = report.words("row.of_which", label=group.label)
        cells = _per_environment(report, total, WHOLE)
        yield Row(("participants", group.id), label, "memo", cells)


def _costs_differ(rows: Sequence[Row]) -> bool:
    """Whether in a column of a group of participants the financing is not what costs are."""
    costs, financing = (row.cells for row in rows if row.key in (("costs",), ("financing",)))
    groups = [column for column in costs if column[:-1] == PARTICIPANT]
    gap = {one: costs[one].exact - financing[one].exact for one in (PARTICIPANT, *groups) if groups}
    return len(set(gap.values())) > 1


def _source_rows(report: ReportTables, identifier: str) -> Iterator[Row]:
    """A source, or a group and below it its sources, if none of them is only indicated."""
    if group := report.groups.get(identifier):
        yield Row((identifier,), group.label, "line", _line_cells(report, identifier))
        for member in () if _indicated(report, group) else group.sources:
            yield from _one_source(report, member, "memo")
    else:
        yield from _one_source(report, identifier, "line")


def _one_source(report: ReportTables, identifier: str, role: Role) -> Iterator[Row]:
    source, cells = report.sources[identifier], _line_cells(report, identifier)
    label = source_label(report, source)
    if role == "memo":
        label = report.words("row.of_which", label=source.label)
    yield Row((identifier,), label, role, cells)
    yield from _hours(report, identifier, cells)


def _hours(report: ReportTables, identifier: str, cells: Cells) -> Iterator[Row]:
    source = report.sources[identifier]
    if (rate := source.hourly_rate) is None:
        return
    place = report.plan.document.place((*path_of(source), "hourly_rate"))
    hourly = given(("plan", identifier, "hourly_rate"), rate, place)
    key = ("breakdown", identifier, "hours")
    hours = {
        column: derive((*key, *column), OVER, (cell, hourly), kind=HOURS)
        for column, cell in cells.items()
        if column[:1] == PARTICIPANT
    }
    currency = report.words.currency(report.plan.currency, "short")
    label = report.words("row.hours", rate=report.written(rate), currency=currency)
    yield Row((identifier, "hours"), label, "memo", hours)


def _indicated(report: ReportTables, group: Group) -> list[str]:
    return [member for member in group.sources if report.sources[member].indicated]


def _support(report: ReportTables, group: Group) -> Iterator[Row]:
    """For a group with indicated sources: these, their sum, and what is left to pay."""
    indicated = _indicated(report, group)
    if not indicated:
        return
    heading = report.words("heading.support")
    if sum(bool(_indicated(report, other)) for other in report.plan.groups) > 1:
        heading = report.words("heading.support_of", label=group.label)
    yield Row((group.id, "heading"), heading, "heading", {})
    whole, parts = _line_cells(report, group.id), []
    for member in indicated:
        parts.append(_line_cells(report, member))
        yield Row((member,), report.sources[member].label, "line", parts[-1])
        yield from _hours(report, member, parts[-1])
    support = combined(report, ("breakdown", group.id, "support"), SUM, parts, whole)
    yield Row((group.id, "support"), report.words("row.support"), "group", support)
    to_pay = combined(report, ("breakdown", group.id, "to_pay"), LESS, [whole, support], whole)
    label = report.words("row.to_pay" if PARTICIPANT in to_pay else "row.own_payment")
    yield Row((group.id, "to_pay"), label, "result", to_pay)
    committed = [member for member in group.sources if member not in indicated]
    if len(committed) > 1:
        for member in committed:
            yield from _one_source(report, member, "memo")
