"""Rows and columns of a table that have nothing to show now, but may after an input is changed.

The tables leave out what is zero: what is uncovered, what is carried on or returned, what is
common. A workbook that is to be right after a change has them all, and so that costs equal
financing is seen where it holds too.
"""

from collections.abc import Iterator
from fractions import Fraction

from industri40.engine.keys import UNALLOCATED
from industri40.engine.result import COMMON
from industri40.render.excel.context import Texts
from industri40.report.awards import frame_row
from industri40.report.environments import (
    COSTS,
    FINANCING,
    PARTICIPANTS,
    PER_PARTICIPANT,
    environment_rows,
    money,
    sum_row,
)
from industri40.report.figures import ENGINE, LESS, OVER, SUM, derive, given
from industri40.report.limits import build
from industri40.report.lines import TOTAL, UNCOVERED, combined, line_cells, shared_units
from industri40.report.table import MONEY, Cell, Cells, Column, Role, Row, Table
from industri40.report.tables import LIMITS, PARTICIPANT, ReportTables

CHECK: Role = "check"  # the role of a row that says whether a table balances


def with_live_rows(table: Table, report: ReportTables, texts: Texts) -> Table:
    """The table with all rows and columns that it may come to need."""
    if table.id == "awards" and not report.selected:
        return table._replace(rows=tuple(_award_rows(table, report)))
    if table.id == "environments":
        return _environments(table, report, texts)
    if table.key == (LIMITS,):
        return build(report, every=True)[0]
    return table._replace(rows=tuple(_balance_rows(table, report)))


def _balance_rows(table: Table, report: ReportTables) -> Iterator[Row]:
    """The rows, with costs less financing below the sum of the financing."""
    costs = next((row for row in table.rows if (row.key, row.role) == (COSTS, "sum")), None)
    if table.id == "financing":
        costs = report.table("costs").rows[-1]
    for row in table.rows:
        if row.key != UNCOVERED:
            yield row
        if costs is not None and (row.key, row.role) == (FINANCING, "sum"):
            both, key = (costs.cells, row.cells), (*table.key, *UNCOVERED)
            # for a group of participants costs are a mean, and the money may be for others
            columns = (column for column in row.cells if column[:-1] != PARTICIPANT)
            cells = combined(report, key, LESS, both, columns)
            yield Row(UNCOVERED, "", CHECK, cells)


def _award_rows(table: Table, report: ReportTables) -> Iterator[Row]:
    """The rows, with what is carried on and what is returned below what is left of the frame."""
    for row in table.rows:
        if row.role != "memo":
            yield row
        if row.key == ("frames", "leftover"):
            for part in ("carried", "returned"):
                yield frame_row(report, part, "memo")


def _environments(table: Table, report: ReportTables, texts: Texts) -> Table:
    rows = [_with_participant(row) for row in environment_rows(report)]
    if not report.selected:
        common = [COMMON] if any(line.common for line in report.plan.costs) else []
        for holder in (*common, UNALLOCATED):
            label, cells = report.words(f"row.{holder}"), _money(report, holder)
            rows.append(Row((holder,), label, "line", cells))
        rows.append(sum_row(report, rows))
    columns = [column for column in table.columns if column.key != UNCOVERED]
    after = next(at for at, column in enumerate(columns, start=1) if column.key == COSTS)
    columns.insert(after, Column(UNCOVERED, texts("column.balance")))
    return table._replace(columns=tuple(columns), rows=tuple(rows))


def _with_participant(row: Row) -> Row:
    """The row of an environment, with financing per participant also where there is none yet."""
    if PARTICIPANTS not in row.cells:
        return row
    nothing, key = Fraction(0), ("environments", *row.key, *PER_PARTICIPANT)
    inputs = (row.cells[FINANCING], row.cells[PARTICIPANTS])
    cell = Cell(nothing, nothing, MONEY, key, OVER, inputs)
    return row._replace(cells={PER_PARTICIPANT: cell, **row.cells})


def _money(report: ReportTables, holder: str) -> Cells:
    """What a holder has of the sources that it may have of, of all of them, and of costs."""
    plan = report.plan
    payers = {line.financed_by for line in plan.costs} if holder == COMMON else {plan.grant}
    paid = [source.id for source in plan.sources if source.id in payers]
    costs = [line.id for line in plan.costs if line.common == (holder == COMMON)]
    shares: Iterator[Cells] = (
        {(line,): _share(report, line, holder) for line in side} for side in (paid, costs)
    )
    return money(report, holder, *shares)


def _share(report: ReportTables, line: str, holder: str) -> Cell:
    key = ("shares", line, holder)
    if holder == COMMON:
        costs = [cost for cost in report.plan.costs if cost.common]
        paid = [cost for cost in costs if line in (cost.id, cost.financed_by)]
        totals = [line_cells(report, cost.id)[TOTAL] for cost in paid]
        return derive(key, SUM, totals, report.plan.unit)
    return shared_units(report, key, sum(report.allocation.amounts(line, holder)))


def any_environment(table: Table, report: ReportTables) -> Table:
    """The table of an environment, with a row for every phase that there is."""
    plan, grant, environment, rows = report.plan, report.plan.grant or "", table.key[1], []
    of_phases = {
        (grant, phase.id, *part): (word, phase)
        for phase in plan.phases
        for word, part in (("of_which", ()), ("given_back_of", ("returned",)))
        if plan.phased and (phase.returned or not part)
    }
    own = {row.key: row for row in table.rows}
    for row in table.rows:
        if row.key not in of_phases:
            rows.append(row)
        for key, (word, phase) in of_phases.items() if row.key == (grant,) else ():
            name = ("awards", phase.id, environment, *key[2:])
            nothing = given(name, Fraction(0), operation=ENGINE)
            label = report.words(f"row.{word}", label=phase.label)
            rows.append(own.get(key, Row(key, label, "memo", {TOTAL: nothing}, row.level)))
    return table._replace(rows=tuple(rows))
