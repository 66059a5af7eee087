"""One table for each environment: its whole cost and financing plan, which balances by itself."""

from collections.abc import Iterator

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
    return tuple(
        _table(report, environment, awards[environment.id]) for environment in report.environments
    )


def _table(report: ReportTables, environment: Environment, awards: Cells) -> Table:
    key, columns = ("environment", environment.id), year_columns(report)
    participants = schedule_cells(report, environment)
    sources = list(
        source_rows(
            report,
            lambda one: _source_cells(report, environment.id, one),
            lambda one, level: _award_rows(report, one, awards, level),
        )
    )
    rows = (
        Row(("participants",), report.words("row.participants"), "count", participants),
        *sides(
            report,
            key,
            columns,
            lambda one: _share_cells(report, one, environment.id),
            financing=sources,
            paid=[row.cells for row in sources if row.role == "line"],
        ),
    )
    title = report.words("environment", name=environment.name)
    return Table(key, title, columns, rows)


def _share_cells(report: ReportTables, line: str, environment: str) -> Cells:
    """A share by year, ``shares.LINE.ENVIRONMENT.YEAR``, and its total."""
    amounts = map(report.money, report.allocation.amounts(line, environment))
    return shared_years(report, ("shares", line, environment), amounts)


def _source_cells(report: ReportTables, environment: str, identifier: str) -> Cells:
    """What an environment has of a source, or of all sources of a group."""
    group = report.groups.get(identifier)
    if group is None:
        return _share_cells(report, identifier, environment)
    parts = [_share_cells(report, member, environment) for member in group.sources]
    key = ("environment", environment, identifier)
    return combined(report, key, SUM, parts, parts[0])


def _award_rows(report: ReportTables, source: str, awards: Cells, level: int) -> Iterator[Row]:
    """Below the grant: what of it each phase gave, over all years, since a phase has no years."""
    if source != report.plan.grant or not report.plan.phased:
        return
    for phase in report.plan.phases:
        if (phase.id,) in awards:
            label = report.words("row.of_which", label=phase.label)
            yield Row((source, phase.id), label, "memo", {TOTAL: awards[phase.id,]}, level)
