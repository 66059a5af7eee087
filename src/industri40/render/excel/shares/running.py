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

from industri40.money import round_half_away
from industri40.render.excel.numbers import as_stored, is_exact


def part(amount: int, weight: int, whole: int, scale: int = 1) -> int:
    """``ROUND(amount * weight / whole, 0)`` to the last unit, as a workbook computes it.

    With a ``scale`` it is rounded to such parts of a unit, and given in them.
    """
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


def at_ceiling(
    frame: int, weights: Sequence[int], ceilings: Sequence[int], *, shares_on: bool
) -> list[bool]:
    """Who is at the ceiling when a frame is awarded by weights.

    Where it ``shares_on`` what ceilings keep back goes to those below theirs, until nobody has
    room: those whose ceiling is least for their weight reach it first.
    """
    total, capped = sum(weights), [False] * len(weights)
    order = [at for at, weight in enumerate(weights) if weight]
    if shares_on:
        order.sort(key=lambda at: Fraction(ceilings[at], weights[at]))
    for at in order:
        capped[at] = ceilings[at] * total < frame * weights[at]
        if shares_on and not capped[at]:
            break
        if shares_on:
            frame, total = frame - ceilings[at], total - weights[at]
    return capped
