"""The cost budget: every cost line by year, and what of it is in kind."""

from industri40.report.books import Books
from industri40.report.lines import cost_rows, line_cells, sum_row, year_columns
from industri40.report.table import Table


def build(books: Books) -> tuple[Table, ...]:
    """The one table."""
    rows = list(cost_rows(books, "costs", books.plan.costs, lambda one: line_cells(books, one)))
    lines, columns = [row.cells for row in rows if row.role == "line"], year_columns(books)
    rows.append(sum_row(books, "costs", "costs", lines, columns))
    return (Table("costs", books.words("costs"), columns, tuple(rows)),)
