"""Keys for sharing as running totals of whole weights."""

from collections.abc import Sequence
from itertools import accumulate
from math import lcm
from typing import NamedTuple

from industri40.plan.model import Key
from industri40.render.excel.inputs import key_names
from industri40.render.excel.shares.layout import ALL, START, Column, HolderSheet, Term
from industri40.render.excel.shares.running import divisor

_WHOLE_PLACES = 6
"""To so many decimals a weight is taken when it has been made whole."""


class RunningKey(NamedTuple):
    """The running totals of a key, from nothing on, their column, and what to divide by."""

    column: Column
    values: Sequence[int]
    whole: int


def weights_of(sheet: HolderSheet, key: Key) -> list[Term]:
    """The weight of each environment; where some have decimals all are so many times as much."""
    names, cells = key_names(sheet.context.report.plan, key), sheet.context.cells
    figures = {holder: cells[name] for holder, name in names.items()}
    scale = lcm(*(figure.value.denominator for figure in figures.values()))
    found = []
    for holder in sheet.holders[: sheet.size]:
        if holder in figures:
            text, value = sheet.sheet.at(figures[holder]), figures[holder].value * scale
            if scale != 1:
                text = f"ROUND({text}*{scale},{_WHOLE_PLACES})"
            found.append((text, value.numerator))
        else:
            weight = 0 if names or holder not in key.weights else 1
            found.append((str(weight), weight))
    return found


def write_key(sheet: HolderSheet, key: Key, head: str) -> RunningKey:
    """Write the running totals of a key's weights."""
    column, weights = sheet.column(head), weights_of(sheet, key)
    texts = [f"{column.at(row)}+{text}" for row, (text, _) in enumerate(weights, start=START)]
    totals = accumulate(weight for _, weight in weights)
    values = sheet.running(column, zip(texts, totals, strict=True))
    sheet.put(ALL, column, divisor(column.at(sheet.last)), values[-1] or 1)
    return RunningKey(column, values, values[-1] or 1)
