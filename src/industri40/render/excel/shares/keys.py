"""Keys for sharing as running totals of whole weights."""

from math import lcm

from industri40.plan.model import Key
from industri40.render.excel.inputs import key_names
from industri40.render.excel.shares.layout import ALL, FIRST, Column, HolderSheet
from industri40.render.excel.terms import NOTHING, Term, divisor, number, rounded

_WHOLE_PLACES = 6
"""To so many decimals a weight is taken when it has been made whole."""


def weights_of(sheet: HolderSheet, key: Key) -> list[Term]:
    """The weight of each environment; where some have decimals all are so many times as much."""
    names, cells = key_names(sheet.context.report.plan, key), sheet.context.cells
    scale = lcm(*(cells[name].value.denominator for name in names.values()))
    found = []
    for holder in sheet.holders[: sheet.size]:
        if holder not in names:
            found.append(NOTHING if names or holder not in key.weights else number(1))
        elif scale == 1:
            found.append(sheet.figure(names[holder]))
        else:
            found.append(rounded(sheet.figure(names[holder]) * number(scale), _WHOLE_PLACES))
    return found


def write_key(sheet: HolderSheet, key: Key, head: str) -> Column:
    """Write the running totals of a key's weights, and what to divide by."""
    column, weights = sheet.column(head), weights_of(sheet, key)
    sheet.running(column, sheet.rows, lambda row: column.at(row - 1) + weights[row - FIRST])
    sheet.put(ALL, column, divisor(column.at(sheet.last)))
    return column
