"""One table for each environment: its whole cost and financing plan, which balances by itself."""

from collections.abc import Iterator, Mapping

from industri40.plan.model import Environment
from industri40.report.awards import award_cells
from industri40.report.books import Books
from industri40.report.figures import ENGINE, SUM, given
from industri40.report.lines import TOTAL, combined, sides, source_rows, with_total, year_columns
from industri40.report.participants import schedule_cells
from industri40.report.table import Cell, Row, Table

Cells = Mapping[str, Cell]


def build(books: Books) -> tuple[Table, ...]:
    """One table for each environment that is to be shown, called ``environment.ID``."""
    awards = award_cells(books)
    return tuple(
        _table(books, environment, awards[environment.id]) for environment in books.environments
    )


def _table(books: Books, environment: Environment, awards: Cells) -> Table:
    name, columns = f"environment.{environment.id}", year_columns(books)
    participants = schedule_cells(books, environment)
    sources = list(
        source_rows(
            books,
            lambda one: _source_cells(books, environment.id, one),
            lambda one, level: _award_rows(books, one, awards, level),
        )
    )
    rows = (
        Row("participants", books.words("row.participants"), "count", participants),
        *sides(
            books,
            name,
            columns,
            lambda one: _share_cells(books, one, environment.id),
            financing=sources,
            paid=[row.cells for row in sources if row.role == "line"],
        ),
    )
    title = books.words("environment", name=environment.name)
    return Table(name, title, columns, rows)


def _share_cells(books: Books, line: str, environment: str) -> Cells:
    """A share by year, ``shares.LINE.ENVIRONMENT.YEAR``, and its total."""
    name = f"shares.{line}.{environment}"
    amounts = zip(books.plan.years, books.allocation.amounts(line, environment), strict=True)
    cells = {
        str(year): given(f"{name}.{year}", books.money(amount), operation=ENGINE)
        for year, amount in amounts
    }
    return with_total(books, name, cells)


def _source_cells(books: Books, environment: str, identifier: str) -> Cells:
    """What an environment has of a source, or of all sources of a group."""
    group = books.groups.get(identifier)
    if group is None:
        return _share_cells(books, identifier, environment)
    parts = [_share_cells(books, member, environment) for member in group.sources]
    name = f"environment.{environment}.{identifier}"
    return combined(books, name, SUM, parts, parts[0])


def _award_rows(books: Books, source: str, awards: Cells, level: int) -> Iterator[Row]:
    """Below the grant: what of it each phase gave, over all years, since a phase has no years."""
    if source != books.plan.grant or not books.plan.phased:
        return
    for phase in books.plan.phases:
        if phase.id in awards:
            label = books.words("row.of_which", label=phase.label)
            yield Row(f"{source}.{phase.id}", label, "memo", {TOTAL: awards[phase.id]}, level)
