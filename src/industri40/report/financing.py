"""The financing plan: every source by year, groups summed, and what is left uncovered."""

from industri40.report.books import Books
from industri40.report.lines import (
    source_cells,
    source_rows,
    sum_row,
    uncovered_row,
    year_columns,
)
from industri40.report.table import Row, Table

__all__ = ["build"]


def build(books: Books) -> tuple[Table, ...]:
    """The one table."""
    rows: list[Row] = []
    for identifier in books.plan.financing_order:
        rows += source_rows(books, identifier, lambda one: source_cells(books, one))
    top = [source_cells(books, identifier) for identifier in books.plan.financing_order]
    columns = year_columns(books)
    total = sum_row(books, "financing", "financing", top, columns)
    costs = books.table("costs").rows[-1]
    rows += [total, *uncovered_row(books, "financing", costs.cells, total.cells)]
    return (Table("financing", books.words("financing"), columns, tuple(rows)),)
