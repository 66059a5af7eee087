"""The financing plan: every source by year, groups summed, and what is left uncovered."""

from industri40.report.books import Books
from industri40.report.lines import source_cells, source_rows, sum_row, uncovered_row, year_columns
from industri40.report.table import Table


def build(books: Books) -> tuple[Table, ...]:
    """The one table."""
    top = [source_cells(books, identifier) for identifier in books.plan.financing_order]
    columns, costs = year_columns(books), books.table("costs").rows[-1]
    total = sum_row(books, "financing", "financing", top, columns)
    rows = (
        *source_rows(books, lambda one: source_cells(books, one)),
        total,
        *uncovered_row(books, "financing", costs.cells, total.cells),
    )
    return (Table("financing", books.words("financing"), columns, rows),)
