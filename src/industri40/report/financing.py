"""The financing plan: every source by year, groups summed, and what is left uncovered."""

from industri40.report.lines import source_cells, source_rows, sum_row, uncovered_row, year_columns
from industri40.report.table import Table
from industri40.report.tables import ReportTables


def build(report: ReportTables) -> tuple[Table, ...]:
    """The one table."""
    top = [source_cells(report, identifier) for identifier in report.plan.financing_order]
    table, columns, costs = ("financing",), year_columns(report), report.table("costs").rows[-1]
    total = sum_row(report, table, "financing", top, columns)
    rows = (
        *source_rows(report, lambda one: source_cells(report, one)),
        total,
        *uncovered_row(report, table, costs.cells, total.cells),
    )
    return (Table(table, report.words("financing"), columns, rows),)
