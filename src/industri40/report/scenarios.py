"""The plan beside its scenarios: the figures that a committee is shown, a column for each of them.

A row is called as its figure is where that is explained, such as ``breakdown.county.participant``.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from industri40.report.awards import frame_row
from industri40.report.case import Case
from industri40.report.figures import LESS, SUM, derive
from industri40.report.headings import HEADINGS
from industri40.report.limits import FOUND, ROOM, title
from industri40.report.lines import TOTAL, UNCOVERED, line_cells, shared_units, uncovered_label
from industri40.report.page import Page
from industri40.report.table import Cell, CellKey, Cells, Column, Role, Row, Table, of_year
from industri40.report.tables import LIMITS, PARTICIPANT, ReportTables

_LOWEST, _HIGHEST = "lowest", "highest"
_SPREAD = ("environments", "awards")  # what keys of rows begin with that are the least or the most
_GAP = ("financing", *UNCOVERED)


class Scenarios(NamedTuple):
    """The cases of the columns of a table, the plan as it is first, and that table on a page."""

    cases: tuple[Case, ...]
    page: Page


def build(columns: Sequence[Column], cases: Sequence[Case]) -> Table:
    """The table: of the plan as it is, which comes first and gives the words, and of what-ifs.

    What a case does not have is blank. Rows that only some cases have stand as they stand there,
    and one that is called otherwise in some has all of its names.
    """
    report, rows, keys = cases[0].report(), list[Row](), list[CellKey]()
    labels = defaultdict[CellKey, dict[str, None]](dict)
    for column, case in zip(columns, cases, strict=True):
        at = 0
        for key, label, role, cell, level in _rows(case.report()):
            cells = {column.key: cell} if cell else {}
            labels[key][label] = None
            if key in keys:
                at = keys.index(key)
                called = " / ".join(labels[key])
                rows[at] = rows[at]._replace(label=called, cells={**rows[at].cells, **cells})
            else:
                keys.insert(at, key)
                rows.insert(at, Row(key, label, role, cells, level))
            at += 1
    shown = tuple(_shown(rows, report))
    return Table(("scenarios",), report.words("scenarios"), tuple(columns), shown).frozen()


_Entry = tuple[CellKey, str, Role, Cell | None, int]  # a row of one case


def _rows(report: ReportTables) -> Iterator[_Entry]:
    words, plan = report.words, report.plan
    breakdown, costs, financing = map(report.table, ("breakdown", "costs", "financing"))
    people = [row for row in breakdown.rows if row.key[0] == "participants"]
    yield from _from(breakdown, people, TOTAL)
    yield ("costs", "heading"), words("heading.costs"), "heading", None, 0
    total = costs.cell(("costs",), TOTAL)
    yield from _kinds(report, total)
    yield ("costs", "costs", *TOTAL), words("row.costs"), "sum", total, 0
    yield ("financing", "heading"), words("heading.financing"), "heading", None, 0
    yield from _from(financing, [row for row in financing.rows if row.key != UNCOVERED], TOTAL)
    for column in (TOTAL, *map(of_year, plan.years)):
        parts = costs.cell(("costs",), column), financing.cell(("financing",), column)
        gap = derive((*_GAP, *column), LESS, parts, plan.unit)
        whole = column == TOTAL
        label = words("row.uncovered") if whole else words("row.of_which", label=column[0])
        yield (*_GAP, *column), label, "uncovered" if whole else "memo", gap, 0
    yield from _grants(report)
    if plan.participants is not None:
        yield ("participant", "heading"), words("column.participant"), "heading", None, 0
        yield from _each(report, breakdown)
    yield from _limits(report)


def _from(table: Table, rows: Sequence[Row], column: CellKey) -> Iterator[_Entry]:
    """Rows of a table with their figures in one of its columns."""
    for one in rows:
        cell, key = one.cells.get(column), (*table.key, *one.key)
        yield (*key, *column) if cell else key, one.label, one.role, cell, one.level


def _kinds(report: ReportTables, total: Cell) -> Iterator[_Entry]:
    """What of all costs is in kind, and what is cash."""
    in_kind = [line_cells(report, one.id)[TOTAL] for one in report.plan.sources if one.in_kind]
    if in_kind:
        effort = derive(("costs", "in_kind"), SUM, in_kind, report.plan.unit)
        cash = derive(("costs", "cash"), LESS, (total, effort), report.plan.unit)
        for cell in (effort, cash):
            yield cell.key, report.words(f"scenarios.{cell.key[1]}"), "line", cell, 0


def _grants(report: ReportTables) -> Iterator[_Entry]:
    """What environments get of the grant, and of each frame."""
    plan, words, shared = report.plan, report.words, report.allocation
    if plan.grant is None:
        return
    yield ("grant", "heading"), words("heading.grant"), "heading", None, 0
    grants = [sum(shared.amounts(plan.grant, one.id)) for one in plan.environments]
    label = words("limit.grant_per_environment_at_most")
    yield from _spread(report, ("environments", plan.grant), label, "result", grants)
    frames = frame_row(report, "frame", "line").cells if plan.phased else {}
    for phase in plan.phases if plan.phased else ():
        label = words("limit.where", label=words("row.frame"), name=phase.label)
        yield ("frames", phase.id, "frame"), label, "line", frames[phase.id,], 0
        awards = [one.amount for one in shared.awards if one.phase == phase.id]
        label = words("scenarios.award")
        yield from _spread(report, ("awards", phase.id), label, "memo", awards)


def _spread(
    report: ReportTables, key: CellKey, label: str, role: Role, units: list[int]
) -> Iterator[_Entry]:
    """The least and the most that an environment has."""
    for name, amount in ((_LOWEST, min(units)), (_HIGHEST, max(units))) if units else ():
        yield (*key, name), label, role, shared_units(report, (*key, name), amount), 0


def _each(report: ReportTables, breakdown: Table) -> Iterator[_Entry]:
    """What there is for each participant of fees and own effort, and what is left to pay."""
    plan, paid = report.plan, [report.lines[one] for one in report.plan.financing_order]
    fees = [one.id for one in paid if one.key and one.key.name == "participants"]
    wanted = {(one, *end) for one in fees if one != plan.grant for end in ((), ("hours",))}
    rows = [row for row in breakdown.rows if row.key in wanted or row.role == "result"]
    groups = {(*PARTICIPANT, one.id): one.label for one in plan.participant_groups}
    for row in rows:
        yield from _from(breakdown, [row], PARTICIPANT)
        for column, group in groups.items():
            yield from _from(breakdown, [row._replace(label=group, role="memo")], column)


def _limits(report: ReportTables) -> Iterator[_Entry]:
    """The highest figure of each limit, and the room that is left, below zero where it is over."""
    words = report.words
    rows = [row for table in report.tables(LIMITS) for row in table.rows if FOUND in row.cells]
    if rows:
        yield (LIMITS, "heading"), words(LIMITS), "heading", None, 0
    for row in rows:
        key, label = (LIMITS, *row.key[:2]), title(report.plan, words, row.key[0])
        if (where := f"scenarios.{row.key[1]}") in HEADINGS:
            label = words("limit.where", label=label, name=words(where))
        yield (*key, *FOUND), label, "line", row.cells[FOUND], 0
        yield (*key, *ROOM), words("column.room"), "memo", row.cells[ROOM], 0


def _shown(rows: Sequence[Row], report: ReportTables) -> Iterator[Row]:
    """The rows but for those that say what another says, and for years with nothing to say."""
    cells = {row.key: row.cells for row in rows}
    for row in rows:
        *key, last = row.key
        if row.key == (*_GAP, *TOTAL):
            label = uncovered_label(report, row.cells.values())
            yield row._replace(label=label) if _some(row) else row._replace(role="line")
        elif row.key[0] in _SPREAD:
            if not _same(cells[*key, _LOWEST], cells[*key, _HIGHEST]):
                yield row._replace(label=report.words(f"scenarios.{last}", label=row.label))
            elif last == _LOWEST:
                yield row._replace(key=tuple(key))
        elif row.key[:-1] == _GAP:
            if _some(row):
                yield row
        elif not _same(row.cells, cells.get(tuple(key))):  # a group of participants as all of them
            yield row


def _same(one: Cells, other: Cells | None) -> bool:
    return other is not None and all(
        column in other and cell.exact == other[column].exact for column, cell in one.items()
    )


def _some(row: Row) -> bool:
    return any(cell.exact for cell in row.cells.values())
