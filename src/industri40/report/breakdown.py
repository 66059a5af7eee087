"""The main table: what is shared out, in all, per environment, per year and per participant."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from industri40.plan.model import Group
from industri40.report.books import PARTICIPANT, Books
from industri40.report.figures import LESS, OVER, SUM, WHOLE, derive, given
from industri40.report.lines import TOTAL, combined, sides, source_label
from industri40.report.notes import common_notes, unallocated_notes
from industri40.report.shared import alike, plan_count, shared_line
from industri40.report.table import HOURS, Cell, Column, Row, Table

ENVIRONMENT, ENVIRONMENT_YEAR = "environment", "environment_year"

Cells = Mapping[str, Cell]


def build(books: Books) -> tuple[Table, ...]:
    """The one table."""
    same = alike(books.plan)
    paid_by, columns = books.plan.financing_order, _columns(books, same=same)
    rows = (
        _participants(books),
        *sides(
            books,
            "breakdown",
            columns,
            lambda one: _line_cells(books, one),
            financing=[row for identifier in paid_by for row in _source_rows(books, identifier)],
            paid=[_line_cells(books, identifier) for identifier in paid_by],
        ),
        *(row for group in books.plan.groups for row in _support(books, group)),
    )
    notes = [*common_notes(books), *unallocated_notes(books)]
    if not same:
        notes.append(books.words("note.mean"))
    return (Table("breakdown", books.words("breakdown"), columns, rows, tuple(notes)),)


def _columns(books: Books, *, same: bool) -> tuple[Column, ...]:
    mean = "" if same else "mean_"
    return (
        Column(TOTAL, books.words("column.programme")),
        Column(ENVIRONMENT, books.words(f"column.{mean}environment")),
        Column(ENVIRONMENT_YEAR, books.words(f"column.{mean}environment_year")),
        Column(PARTICIPANT, books.words("column.participant")),
    )


def _line_cells(books: Books, identifier: str) -> Cells:
    return books.once(
        f"breakdown.{identifier}", lambda _: _cells(books, shared_line(books, identifier))
    )


def _cells(books: Books, total: Cell) -> Cells:
    """A total in all four columns."""
    name = total.name.rpartition(".")[0]
    participants = plan_count(books, "participants", books.plan.participants)
    each = derive(f"{name}.{PARTICIPANT}", OVER, (total, participants), WHOLE)
    return {**_per_environment(books, total, books.plan.unit), PARTICIPANT: each}


def _per_environment(books: Books, total: Cell, step: Fraction) -> Cells:
    name = total.name.rpartition(".")[0]
    environments = plan_count(books, "environments", len(books.plan.environments))
    years = plan_count(books, "years", len(books.plan.years))
    each = derive(f"{name}.{ENVIRONMENT}", OVER, (total, environments), step, total.kind)
    per_year = derive(f"{name}.{ENVIRONMENT_YEAR}", OVER, (each, years), step, total.kind)
    return {TOTAL: total, ENVIRONMENT: each, ENVIRONMENT_YEAR: per_year}


def _participants(books: Books) -> Row:
    total = plan_count(books, "participants", books.plan.participants)
    total = total._replace(name=f"breakdown.participants.{TOTAL}")
    cells = _per_environment(books, total, WHOLE)
    return Row("participants", books.words("row.participants"), "count", cells)


def _source_rows(books: Books, identifier: str) -> Iterator[Row]:
    """A source, or a group and below it its sources, if none of them is only indicated."""
    group = books.groups.get(identifier)
    if group is None:
        yield from _one_source(books, identifier, "line")
        return
    yield Row(identifier, group.label, "line", _line_cells(books, identifier))
    if not _indicated(books, group):
        for member in group.sources:
            yield from _one_source(books, member, "memo")


def _one_source(books: Books, identifier: str, role: str) -> Iterator[Row]:
    source = books.sources[identifier]
    label = source_label(books, source) if role == "line" else source.label
    if role == "memo":
        label = books.words("row.of_which", label=label)
    cells = _line_cells(books, identifier)
    yield Row(identifier, label, role, cells)
    yield from _hours(books, identifier, cells)


def _hours(books: Books, identifier: str, cells: Cells) -> Iterator[Row]:
    rate = books.sources[identifier].hourly_rate
    if rate is None:
        return
    source = books.sources[identifier]
    hourly = given(f"plan.{identifier}.hourly_rate", rate, source.rate_place)
    name = f"breakdown.{identifier}.hours.{PARTICIPANT}"
    hours = derive(name, OVER, (cells[PARTICIPANT], hourly), kind=HOURS)
    label = books.words("row.hours", rate=books.written(rate))
    yield Row(f"{identifier}.hours", label, "memo", {PARTICIPANT: hours})


def _indicated(books: Books, group: Group) -> list[str]:
    return [member for member in group.sources if books.sources[member].indicated]


def _support(books: Books, group: Group) -> Iterator[Row]:
    """For a group with indicated sources: these, their sum, and what is left to pay."""
    indicated = _indicated(books, group)
    if not indicated:
        return
    several = sum(bool(_indicated(books, other)) for other in books.plan.groups) > 1
    heading = books.words("heading.support")
    if several:
        heading = books.words("heading.support_of", label=group.label)
    yield Row(f"{group.id}.heading", heading, "heading", {})
    parts = [_line_cells(books, member) for member in indicated]
    whole = _line_cells(books, group.id)
    for member, cells in zip(indicated, parts, strict=True):
        yield Row(member, books.sources[member].label, "line", cells)
        yield from _hours(books, member, cells)
    support = combined(books, f"breakdown.{group.id}.support", SUM, parts, whole)
    yield Row(f"{group.id}.support", books.words("row.support"), "group", support)
    to_pay = combined(books, f"breakdown.{group.id}.to_pay", LESS, [whole, support], whole)
    yield Row(f"{group.id}.to_pay", books.words("row.to_pay"), "result", to_pay)
    committed = [member for member in group.sources if member not in indicated]
    if len(committed) > 1:
        for member in committed:
            yield from _one_source(books, member, "memo")
