"""One table for each environment: its whole cost and financing plan, which balances by itself."""

from collections.abc import Iterator
from functools import partial

from industri40.plan.model import Environment
from industri40.report.awards import award_cells
from industri40.report.figures import SUM
from industri40.report.lines import TOTAL, combined, shared_years, sides, source_rows, year_columns
from industri40.report.participants import schedule_cells
from industri40.report.table import Cells, Row, Table
from industri40.report.tables import ReportTables


def build(report: ReportTables) -> tuple[Table, ...]:
    """One table for each environment that is to be shown, called ``environment.ID``."""
    awards = award_cells(report)
    return tuple(table_of(report, one, awards[one.id]) for one in report.environments)


def table_of(report: ReportTables, environment: Environment, awards: Cells) -> Table:
    """The table of an environment, with these of its awards."""
    key, columns = ("environment", environment.id), year_columns(report)
    cells = partial(_cells, report, environment.id)
    sources = list(source_rows(report, cells, partial(_award_rows, report, awards)))
    paid = [row.cells for row in sources if row.role == "line"]
    rows = list(sides(report, key, columns, cells, financing=sources, paid=paid))
    if report.plan.participants is not None:
        schedule, label = schedule_cells(report, environment), report.words("row.participants")
        rows.insert(0, Row(("participants",), label, "count", schedule))
    return Table(key, report.words("environment", name=environment.name), columns, tuple(rows))


def _cells(report: ReportTables, environment: str, line: str) -> Cells:
    """A share by year, ``shares.LINE.ENVIRONMENT.YEAR``, and its total; of a group all of them."""
    if members := report.lines[line].sources:
        parts = [_cells(report, environment, member) for member in members]
        return combined(report, ("environment", environment, line), SUM, parts, parts[0])
    amounts = map(report.money, report.allocation.amounts(line, environment))
    return shared_years(report, ("shares", line, environment), amounts)


def _award_rows(report: ReportTables, awards: Cells, source: str, level: int) -> Iterator[Row]:
    """Below the grant: what of it each phase gave, over all years, since a phase has no years."""
    if source != report.plan.grant or not report.plan.phased:
        return
    for phase in report.plan.phases:
        for word, key in (("of_which", (phase.id,)), ("given_back_of", (phase.id, "returned"))):
            if key in awards:
                label = report.words(f"row.{word}", label=phase.label)
                yield Row((source, *key), label, "memo", {TOTAL: awards[key]}, level)
