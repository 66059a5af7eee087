"""Whole participants of each environment in each year, at an even pace."""

from industri40.render.excel.shares.layout import FIRST, HolderSheet, Term

__all__ = ["write_schedule"]


def write_schedule(sheet: HolderSheet) -> None:
    """Write participants to date and by year, and enter those by year in the index."""
    texts, cells = sheet.context.texts, sheet.context.cells
    columns = [sheet.column(texts("shares.schedule", year=year)) for year in sheet.years]
    for index, (year, now) in enumerate(zip(sheet.years, columns, strict=True)):
        correction = sheet.column(texts("shares.correction"))
        count = sheet.column(texts("shares.participants_in", year=year))
        for row, holder in enumerate(sheet.holders[:-1], start=FIRST):
            formula, value = _to_date(sheet, row, index + 1)
            sheet.put(row, now, formula, value)
            text = now.at(row)
            if index:
                text += f"-{columns[index - 1].at(row)}"
                value -= _to_date(sheet, row, index)[1]
            engine = sheet.context.allocation.schedule[holder][index]
            text = sheet.correction(row, correction, (text, value), engine)
            figure = sheet.put(row, count, text, engine)
            cells.enter(f"participants.{holder}.{year}", figure)


def _to_date(sheet: HolderSheet, row: int, years: int) -> Term:
    """The participants after so many years, rounded down.

    Each environment has a little more before it is rounded, the first the most, so that they
    round up in different years and the programme's years are even too.
    """
    figure = sheet.context.cells[f"plan.environments.{sheet.holders[row - FIRST]}.participants"]
    more = (2 * (sheet.size - row + FIRST) - 1) * len(sheet.years)
    times, whole = 2 * sheet.size * years, 2 * sheet.size * len(sheet.years)
    formula = f"INT(({times}*{sheet.sheet.at(figure)}+{more})/{whole})"
    return formula, (times * figure.value.numerator + more) // whole
