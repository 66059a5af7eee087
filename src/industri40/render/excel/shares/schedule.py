"""Whole participants of each environment in each year, at an even pace."""

from collections.abc import Sequence

from industri40.render.excel.shares.layout import FIRST, Column, HolderSheet

__all__ = ["write_schedule"]


def write_schedule(sheet: HolderSheet) -> None:
    """Write participants to date and by year, and enter those by year in the index."""
    texts, years = sheet.context.texts, sheet.years
    columns = [sheet.column(texts("shares.schedule", year=year)) for year in years]
    for index, column in enumerate(columns):
        _to_date(sheet, column, index)
        correction = sheet.column(texts("shares.correction"))
        count = sheet.column(texts("shares.participants_in", year=years[index]))
        _year(sheet, columns, index, (correction, count))


def _to_date(sheet: HolderSheet, column: Column, index: int) -> None:
    """The participants to the end of a year, rounded down.

    Each environment has a little more before it is rounded, the first the most, so that they
    round up in different years and the programme's years are even too.
    """
    size, years = sheet.size, len(sheet.years)
    for row, holder in enumerate(sheet.holders[:-1], start=FIRST):
        figure = sheet.context.cells[f"plan.environments.{holder}.participants"]
        people = sheet.sheet.at(figure)
        formula = f"(2*{size}*{index + 1}*{people}+{_more(sheet, row)})/{2 * size * years}"
        sheet.put(row, column, f"INT({formula})", _taken(sheet, row, index))


def _more(sheet: HolderSheet, row: int) -> int:
    return (2 * (sheet.size - row + FIRST) - 1) * len(sheet.years)


def _taken(sheet: HolderSheet, row: int, index: int) -> int:
    """What the formula of ``_to_date`` gives; nothing before the first year."""
    holder = sheet.holders[row - FIRST]
    people = sheet.context.cells[f"plan.environments.{holder}.participants"].value.numerator
    parts = 2 * sheet.size * len(sheet.years)
    return (2 * sheet.size * (index + 1) * people + _more(sheet, row)) // parts


def _year(
    sheet: HolderSheet, to_date: Sequence[Column], index: int, columns: tuple[Column, Column]
) -> None:
    year = sheet.years[index]
    for row, holder in enumerate(sheet.holders[:-1], start=FIRST):
        text = to_date[index].at(row)
        if index:
            text += f"-{to_date[index - 1].at(row)}"
        value = _taken(sheet, row, index) - _taken(sheet, row, index - 1)
        engine = sheet.context.allocation.schedule[holder][index]
        text = sheet.correction(row, columns[0], text, engine - value)
        figure = sheet.put(row, columns[1], text, engine)
        sheet.context.cells.enter(f"participants.{holder}.{year}", figure)
