"""The main table: what is shared out, in all, per environment, per year and per participant."""

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from industri40.plan.model import Group
from industri40.report.figures import LESS, OVER, SUM, WHOLE, derive, given
from industri40.report.lines import TOTAL, combined, sides, source_label
from industri40.report.notes import common_notes, unallocated_notes
from industri40.report.shared import alike, plan_count, shared_line
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
        Column(PARTICIPANT, report.words("column.participant")),
    )
    financing = [row for identifier in paid_by for row in _source_rows(report, identifier)]
    paid = [cells(identifier) for identifier in paid_by]
    rows = (
        _participants(report),
        *sides(report, ("breakdown",), columns, cells, financing=financing, paid=paid),
        *(row for group in report.plan.groups for row in _support(report, group)),
    )
    notes = [*common_notes(report), *unallocated_notes(report)]
    if not same:
        notes.append(report.words("note.mean"))
    return (Table(("breakdown",), report.words("breakdown"), columns, rows, tuple(notes)),)


def _line_cells(report: ReportTables, identifier: str) -> Cells:
    """What is shared of a line, in all four columns."""

    def make(key: CellKey) -> Cells:
        total = shared_line(report, identifier)
        participants = plan_count(report, "participants", report.plan.participants)
        each = derive((*key, *PARTICIPANT), OVER, (total, participants), WHOLE)
        return {**_per_environment(report, total, report.plan.unit), PARTICIPANT: each}

    return report.once(("breakdown", identifier), make)


def _per_environment(report: ReportTables, total: Cell, step: Fraction) -> Cells:
    key, kind = total.key[:-1], total.kind
    environments = plan_count(report, "environments", len(report.plan.environments))
    years = plan_count(report, "years", len(report.plan.years))
    each = derive((*key, *ENVIRONMENT), OVER, (total, environments), step, kind)
    per_year = derive((*key, *ENVIRONMENT_YEAR), OVER, (each, years), step, kind)
    return {TOTAL: total, ENVIRONMENT: each, ENVIRONMENT_YEAR: per_year}


def _participants(report: ReportTables) -> Row:
    total = plan_count(report, "participants", report.plan.participants)
    total = total._replace(key=("breakdown", "participants", *TOTAL))
    cells = _per_environment(report, total, WHOLE)
    return Row(("participants",), report.words("row.participants"), "count", cells)


def _source_rows(report: ReportTables, identifier: str) -> Iterator[Row]:
    """A source, or a group and below it its sources, if none of them is only indicated."""
    group = report.groups.get(identifier)
    if group is None:
        yield from _one_source(report, identifier, "line")
        return
    yield Row((identifier,), group.label, "line", _line_cells(report, identifier))
    for member in () if _indicated(report, group) else group.sources:
        yield from _one_source(report, member, "memo")


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
    hourly = given(("plan", identifier, "hourly_rate"), rate, source.rate_place)
    key = ("breakdown", identifier, "hours", *PARTICIPANT)
    hours = derive(key, OVER, (cells[PARTICIPANT], hourly), kind=HOURS)
    currency = report.words.currency(report.plan.currency, "short")
    label = report.words("row.hours", rate=report.written(rate), currency=currency)
    yield Row((identifier, "hours"), label, "memo", {PARTICIPANT: hours})


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
    yield Row((group.id, "to_pay"), report.words("row.to_pay"), "result", to_pay)
    committed = [member for member in group.sources if member not in indicated]
    if len(committed) > 1:
        for member in committed:
            yield from _one_source(report, member, "memo")
