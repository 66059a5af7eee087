"""The columns of a split on a sheet: running totals, what they rise by, and totals over years."""

from collections.abc import Mapping, Sequence

from industri40.plan.model import Line
from industri40.render.excel.numbers import tidy
from industri40.render.excel.shares.layout import ALL, FIRST, STEP, Column, HolderSheet
from industri40.render.excel.shares.running import Near

__all__ = ["difference_formulas", "near", "rise", "running_differences", "write_total"]


def near(row: int, column: Column, left: Column | None, last: Column) -> Near:
    """The cells near a running total of a column, by what it has in all; the last has all."""
    return Near(
        column.at(row - 1),
        left.at(row) if left else "",
        left.at(row - 1) if left else "",
        last.at(row),
        last.at(row - 1),
        column.fixed(ALL),
        column.fixed(STEP),
        last.fixed(ALL),
    )


def running_differences(totals: Sequence[Sequence[int]], index: int) -> list[int]:
    """By how much the running totals of a column rise in each row, less those of the one before."""
    now = totals[index]
    then = totals[index - 1] if index else [0] * len(now)
    return [now[at] - now[at - 1] - then[at] + then[at - 1] for at in range(1, len(now))]


def rise(row: int, now: Column, before: Column | None) -> str:
    """The formula of what a running total rises by in a row, less that of the column before."""
    text = f"{now.at(row)}-{now.at(row - 1)}"
    return f"{text}-{before.at(row)}+{before.at(row - 1)}" if before else text


def difference_formulas(sheet: HolderSheet, now: Column, before: Column | None) -> list[str]:
    """The formulas of ``running_differences``, and of what is left for nobody."""
    rest = f"{now.at(STEP)}-{now.at(sheet.last)}"
    if before:
        rest += f"+{before.at(sheet.last)}"
    return [*(rise(row, now, before) for row in range(FIRST, sheet.rest)), rest]


def write_total(
    sheet: HolderSheet, line: Line, shares: Sequence[Column], engine: Mapping[str, Sequence[int]]
) -> Column:
    """What everybody has of a line over all years; the column of it."""
    column = sheet.column(sheet.context.texts("shares.total"), line.label)
    for row, (holder, amounts) in enumerate(engine.items(), start=FIRST):
        formula = tidy("+".join(share.at(row) for share in shares), sheet.unit)
        figure = sheet.put(row, column, formula, sheet.unit * sum(amounts), "money")
        sheet.context.cells.enter(f"shares.{line.id}.{holder}", figure)
    return column
