"""The financing plan: every source by year, groups summed, and what is left uncovered."""

from industri40.report.books import Books
from industri40.report.lines import (
    source_cells,
    source_label,
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
        rows += _rows(books, identifier)
    top = [source_cells(books, identifier) for identifier in books.plan.financing_order]
    total = sum_row(books, "financing", "financing", top)
    costs = books.table("costs").rows[-1]
    rows += [total, *uncovered_row(books, "financing", costs.cells, total.cells)]
    return (Table("financing", books.words("financing"), year_columns(books), tuple(rows)),)


def _rows(books: Books, identifier: str) -> list[Row]:
    group = books.groups.get(identifier)
    if group is None:
        source = books.sources[identifier]
        cells = source_cells(books, identifier)
        return [Row(identifier, source_label(books, source), "line", cells)]
    rows = [
        Row(
            member,
            source_label(books, books.sources[member]),
            "line",
            source_cells(books, member),
            level=1,
        )
        for member in group.sources
    ]
    label = books.words("row.group", label=group.label)
    rows.append(Row(identifier, label, "group", source_cells(books, identifier)))
    return rows
