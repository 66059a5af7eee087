"""Figures of the plan's own lines, by year and in total, and the rows that consist of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from industri40.findings import Place
from industri40.plan.model import CostLine, Group, Line, Plan, Source
from industri40.report.books import Books
from industri40.report.figures import LESS, SUM, derive, given
from industri40.report.table import MONEY, Cell, Column, Row

__all__ = [
    "ALL",
    "TOTAL",
    "cost_cells",
    "in_kind_rows",
    "source_cells",
    "source_label",
    "source_rows",
    "sum_row",
    "uncovered_label",
    "uncovered_row",
    "with_total",
    "year_columns",
]

TOTAL = "total"
"""The id of the column over all years."""

ALL = "all.sum"
"""The id of a row that sums environments; no environment can have it, since it has a point."""

Cells = Mapping[str, Cell]


def year_columns(books: Books) -> tuple[Column, ...]:
    """One column for each year, and the total."""
    years = [Column(str(year), str(year)) for year in books.plan.years]
    return (*years, Column(TOTAL, books.words("column.total")))


def with_total(books: Books, name: str, cells: Cells, kind: str = MONEY) -> Cells:
    """The figures of the years, and their sum called ``NAME.total``."""
    total = derive(f"{name}.{TOTAL}", SUM, tuple(cells.values()), books.plan.unit, kind)
    return {**cells, TOTAL: total}


def cost_cells(books: Books, line: CostLine) -> Cells:
    """A cost line's figures, ``costs.LINE.YEAR`` and ``costs.LINE.total``."""
    return books.once(f"costs.{line.id}", lambda name: _written_cells(books, name, line))


def source_cells(books: Books, identifier: str) -> Cells:
    """The figures of a source or a group, ``financing.ID.YEAR`` and ``financing.ID.total``."""
    return books.once(f"financing.{identifier}", lambda name: _source_cells(books, name))


def _source_cells(books: Books, name: str) -> Cells:
    identifier = name.partition(".")[2]
    group = books.groups.get(identifier)
    if group is not None:
        if group.written.values:
            return _written_cells(books, name, group)
        return add_up(books, name, [source_cells(books, member) for member in group.sources])
    source = books.sources[identifier]
    if not source.rest or source.group is None:
        return _written_cells(books, name, source)
    others = [other for other in books.groups[source.group].sources if other != identifier]
    parts = [source_cells(books, one) for one in (source.group, *others)]
    return add_up(books, name, parts, LESS)


def _written_cells(books: Books, name: str, line: Line) -> Cells:
    cells = {
        str(year): given(f"{name}.{year}", books.money(amount), place)
        for year, amount, place in zip(
            books.plan.years, line.amounts, _places(books.plan, line), strict=True
        )
    }
    return with_total(books, name, cells)


def _places(plan: Plan, line: Line) -> Sequence[Place]:
    """Where a line's amount of each year is written."""
    places = [place for _, place in line.written.values]
    if line.written.form == "years" and places:
        return places
    return [places[0] if places else line.place] * len(plan.years)


def add_up(books: Books, name: str, parts: Sequence[Cells], operation: str = SUM) -> Cells:
    """Figures by year made of those of other rows, and their total over the years."""
    cells = {
        year: derive(f"{name}.{year}", operation, [part[year] for part in parts], books.plan.unit)
        for year in map(str, books.plan.years)
    }
    return with_total(books, name, cells)


def in_kind_rows(
    books: Books, name: str, whole: Cells, in_kind: Iterable[Cells], level: int = 0
) -> list[Row]:
    """The memo rows of a cost line that includes in-kind sources: in kind, and the rest in cash.

    ``name`` is that of the line's figures; ``whole`` are these, ``in_kind`` those of the sources,
    all with the same columns.
    """
    table, identifier = name.partition(".")[0], name.rpartition(".")[2]
    parts = list(in_kind)
    rows = []
    for part in ("in_kind", "cash"):
        cells: dict[str, Cell] = {}
        for column, figure in whole.items():
            inputs = [cell[column] for cell in parts]
            operation = SUM
            if part == "cash":
                inputs, operation = [figure, *inputs], LESS
            called = f"{name}.{part}.{column}"
            cells[column] = derive(called, operation, inputs, books.step(column, table))
        label = books.words(f"row.{part}")
        rows.append(Row(f"{identifier}.{part}", label, "memo", cells, level))
    return rows


def sum_row(
    books: Books, table: str, side: str, rows: Sequence[Cells], columns: Iterable[Column]
) -> Row:
    """The sum of a side (``costs`` or ``financing``) in a table, column by column.

    It is nothing where a side has no rows, since all of its lines are common.
    """
    cells = {
        column.id: derive(
            f"{table}.{side}.{column.id}",
            SUM,
            [row[column.id] for row in rows],
            books.step(column.id, table),
        )
        for column in columns
    }
    return Row(side, books.words(f"row.{side}"), "sum", cells)


def uncovered_row(books: Books, table: str, costs: Cells, financing: Cells) -> list[Row]:
    """Costs less financing, as one row where a figure of it is not zero; else no row."""
    cells = {
        column: derive(
            f"{table}.uncovered.{column}", LESS, (costs[column], paid), books.step(column, table)
        )
        for column, paid in financing.items()
        if column in costs
    }
    if not any(cell.exact for cell in cells.values()):
        return []
    label = uncovered_label(books, cells.values())
    return [Row("uncovered", label, "uncovered", cells)]


def uncovered_label(books: Books, cells: Iterable[Cell]) -> str:
    """What costs less financing is called: something uncovered, something unspent, or both."""
    signs = {cell.exact > 0 for cell in cells if cell.exact}
    if len(signs) > 1:
        return books.words("row.uneven")
    return books.words("row.uncovered" if True in signs else "row.unspent")


def source_rows(
    books: Books,
    identifier: str,
    cells: Callable[[str], Cells],
    below: Callable[[str, int], Iterable[Row]] = lambda _identifier, _level: (),
) -> Iterator[Row]:
    """The row of a source; of a group its name, its sources, and then its sum.

    ``cells`` gives the figures of a source or a group, ``below`` memo rows of a source at a level.
    """
    group = books.groups.get(identifier)
    level = 0 if group is None else 1
    if group is not None:
        yield Row(f"{identifier}.heading", group.label, "opening", {})
    for member in (identifier,) if group is None else group.sources:
        label = source_label(books, books.sources[member])
        yield Row(member, label, "line", cells(member), level)
        yield from below(member, level)
    if group is not None:
        label = books.words("row.group", label=group.label)
        yield Row(identifier, label, "group", cells(identifier))


def source_label(books: Books, line: Source | Group) -> str:
    """What a source is called, with a word on it where it is only indicated."""
    if isinstance(line, Source) and line.indicated:
        return books.words("row.indicated", label=line.label)
    return line.label
