"""The schedule of whole participants: each environment's, year by year."""

from fractions import Fraction

from industri40.plan.model import Environment
from industri40.report.figures import ENGINE, SUM, derive, given
from industri40.report.lines import ALL, TOTAL, year_columns
from industri40.report.table import COUNT, Cell, CellKey, Row, Table, of_year
from industri40.report.tables import ReportTables


def build(report: ReportTables) -> tuple[Table, ...]:
    """The one table."""
    rows = [
        Row((environment.id,), environment.name, "line", schedule_cells(report, environment))
        for environment in report.environments
    ]
    columns = year_columns(report)
    if not report.selected:
        cells = {
            column.key: derive(
                ("participants", *ALL, *column.key),
                SUM,
                [row.cells[column.key] for row in rows],
                kind=COUNT,
            )
            for column in columns
        }
        rows.append(Row(ALL, report.words("row.sum"), "sum", cells))
    return (Table(("participants",), report.words("participants"), columns, tuple(rows)),)


def schedule_cells(report: ReportTables, environment: Environment) -> dict[CellKey, Cell]:
    """An environment's participants, ``participants.ID.YEAR`` and ``participants.ID.total``."""
    key = ("participants", environment.id)
    years = zip(report.plan.years, report.allocation.schedule[environment.id], strict=True)
    cells = {
        of_year(year): given((*key, str(year)), Fraction(count), kind=COUNT, operation=ENGINE)
        for year, count in years
    }
    return {**cells, TOTAL: derive((*key, *TOTAL), SUM, list(cells.values()), kind=COUNT)}
