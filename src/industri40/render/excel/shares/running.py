"""Running totals in whole units: as numbers, and as the formulas that give the same.

A *split* gives out whole amounts both ways: rows (such as environments) have their running
totals, columns (such as years) have theirs, and the cell of a row and a column is what their
common running total rises by::

    cell = F(row, column) - F(row before, column) - F(row, column before) + F(both before)

F is wanted as near as possible to its exact value, but no cell may be negative, and every row and
column must come out. Four bounds see to that; they can always be kept, since each follows from
those of the cell before.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.money import round_half_away
from industri40.render.excel.numbers import as_stored, is_exact

__all__ = [
    "Near",
    "divisor",
    "part",
    "part_formula",
    "scaled_part",
    "split",
    "split_formula",
]


def part(amount: int, weight: int, whole: int) -> int:
    """``ROUND(amount * weight / whole, 0)`` to the last unit, as a workbook computes it."""
    return scaled_part(amount, weight, whole, 1)


def scaled_part(amount: int, weight: int, whole: int, scale: int) -> int:
    """As ``part``, rounded to parts of ``scale``, and in these parts."""
    product = amount * weight
    if not is_exact(product):
        quotient = as_stored(as_stored(Fraction(product)) / whole)
        return round_half_away(quotient * scale).numerator
    rounded = (2 * abs(product) * scale + whole) // (2 * whole)
    return rounded if product >= 0 else -rounded


def part_formula(amount: str, weight: str, whole: str, places: int = 0) -> str:
    """The formula of ``part``: multiply first, divide last, round once."""
    return f"ROUND({amount}*{weight}/{whole},{places})"


def divisor(whole: str) -> str:
    """A formula to divide by: where there is nothing all parts are nothing, whatever it is."""
    return f"IF({whole}=0,1,{whole})"


def split(
    rows: Sequence[int], columns: Sequence[int], wanted: Sequence[Sequence[int]]
) -> list[list[int]]:
    """The running totals F of a split, column by column, each with a first row of nothing.

    ``rows`` are the running totals of the rows, from nothing on, and ``columns`` those of the
    columns, the last being all. ``wanted`` says what F should be in all columns but the last,
    which are the rows' totals themselves.
    """
    left, before, found = [0] * len(rows), 0, []
    for total, near in zip(columns[:-1], wanted, strict=True):
        column, step, spare = [0], total - before, total - columns[-1]
        for at in range(1, len(rows)):
            above = column[-1]
            low = max(above + left[at] - left[at - 1], rows[at] + spare)
            high = min(left[at] + step, above + rows[at] - rows[at - 1])
            column.append(max(low, min(near[at - 1], high)))
        found.append(column)
        left, before = column, total
    return [*found, list(rows)]


class Near(NamedTuple):
    """What a formula of a split calls the cells near it.

    ``above`` is F in the row before, ``left`` in the column before and ``corner`` in both (empty
    in the first column); ``row`` and ``row_above`` are the rows' running totals, ``total``,
    ``step`` and ``whole`` the column's running total, its own amount and the total of all.
    """

    above: str
    left: str
    corner: str
    row: str
    row_above: str
    total: str
    step: str
    whole: str


def split_formula(wanted: str, near: Near) -> str:
    """The formula of one F of ``split``."""
    above, left, corner, row, row_above, total, step, whole = near
    least = f"{above}+{left}-{corner}" if left else above
    most = f"{left}+{step}" if left else step
    return f"MAX({least},{row}+{total}-{whole},MIN({wanted},{most},{above}+{row}-{row_above}))"
