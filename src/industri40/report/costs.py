"""The cost budget: every cost line by year, and what of it is in kind."""

from industri40.report.books import Books
from industri40.report.lines import (
    cost_cells,
    in_kind_rows,
    source_cells,
    sum_row,
    year_columns,
)
from industri40.report.table import Row, Table

__all__ = ["build"]


def build(books: Books) -> tuple[Table, ...]:
    """The one table."""
    rows: list[Row] = []
    for line in books.plan.costs:
        cells = cost_cells(books, line)
        rows.append(Row(line.id, line.label, "line", cells))
        if line.includes:
            included = [source_cells(books, source) for source in line.includes]
            rows += in_kind_rows(books, f"costs.{line.id}", cells, included)
    lines = [cost_cells(books, line) for line in books.plan.costs]
    columns = year_columns(books)
    rows.append(sum_row(books, "costs", "costs", lines, columns))
    return (Table("costs", books.words("costs"), columns, tuple(rows)),)
