"""The financing plan: every source by year, groups summed, and what is left uncovered."""

from functools import partial

from industri40.report.lines import line_cells, source_rows, sum_row, uncovered_row, year_columns
from industri40.report.table import Table
from industri40.report.tables import ReportTables


def build(report: ReportTables) -> tuple[Table, ...]:
    """The one table."""
    table, columns, cells = ("financing",), year_columns(report), partial(line_cells, report)
    top = [cells(identifier) for identifier in report.plan.financing_order]
    total = sum_row(report, table, "financing", top, columns)
    costs = report.table("costs").rows[-1]
    left = uncovered_row(report, table, costs.cells, total.cells)
    rows = (*source_rows(report, cells), total, *left)
    return (Table(table, report.words("financing"), columns, rows),)
