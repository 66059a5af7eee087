"""The schedule of whole participants: each environment's, year by year."""

from fractions import Fraction

from industri40.plan.model import Environment
from industri40.report.lines import all_row, shared_years, year_columns
from industri40.report.table import COUNT, Cells, Row, Table
from industri40.report.tables import ReportTables


def build(report: ReportTables) -> tuple[Table, ...]:
    """The one table, or none where the plan has no participants."""
    if report.plan.participants is None:
        return ()
    rows = [
        Row((environment.id,), environment.name, "line", schedule_cells(report, environment))
        for environment in report.environments
    ]
    if not report.selected:
        rows.append(all_row(report, "participants", rows))
    title = report.words("participants")
    return (Table(("participants",), title, year_columns(report), tuple(rows)),)


def schedule_cells(report: ReportTables, environment: Environment) -> Cells:
    """An environment's participants, ``participants.ID.YEAR`` and ``participants.ID.total``."""
    counts = map(Fraction, report.allocation.schedule[environment.id])
    return shared_years(report, ("participants", environment.id), counts, COUNT)
