"""The cost budget: every cost line by year, and what of it is in kind."""

from industri40.report.lines import cost_rows, line_cells, sum_row, year_columns
from industri40.report.table import Table
from industri40.report.tables import ReportTables


def build(report: ReportTables) -> tuple[Table, ...]:
    """The one table."""
    table = ("costs",)
    rows = list(cost_rows(report, table, report.plan.costs, lambda one: line_cells(report, one)))
    lines, columns = [row.cells for row in rows if row.role == "line"], year_columns(report)
    rows.append(sum_row(report, table, "costs", lines, columns))
    return (Table(table, report.words("costs"), columns, tuple(rows)),)
