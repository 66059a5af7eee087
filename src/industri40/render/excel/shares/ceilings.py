"""Which ceilings are reached where what they keep back is shared on to all below theirs.

Those whose ceiling is least for their weight reach it first. So it is enough to know how many do:
one more is at the ceiling as long as all would have room for the frame if everybody else had as
much for each weight. That is found by halving: a few lines, however many environments there are.
"""

from industri40.render.excel.numbers import stored
from industri40.render.excel.shares.layout import FIRST, Column, HolderSheet
from industri40.render.excel.terms import NOTHING, Term, if_less, if_nothing, least, number, rounded

_CLOSE = 4
"""Decimals of an amount that are more than the noise of floats."""

Search = tuple[Column, Column, Column, Column]
"""The columns of weights, ratios, ceilings, and of who is at the ceiling."""


def write_search(sheet: HolderSheet, columns: Search, frame: Term) -> Term:
    """Write the search below the columns; the largest ratio of a ceiling that is reached.

    It is less than any where none is. ``frame`` is in kroner.
    """
    texts, row = sheet.context.texts, sheet.below + 1
    for column, key in zip(columns, ("tried", "ratio_of", "taken", "reached"), strict=True):
        sheet.head(row, column, texts(f"search.{key}"))
    weights, ratios, _, found = columns
    steps = [1 << bit for bit in reversed(range(sheet.size.bit_length()))]
    sheet.labels(0, (texts("search.step", number=at) for at in range(1, len(steps) + 1)), row + 1)
    sheet.labels(0, [texts("search.last")], row + 1 + len(steps))
    known = NOTHING
    for step in steps:
        row += 1
        sheet.put(row, weights, least(number(sheet.size), known + number(step)))
        sheet.put(row, ratios, _smallest(sheet, ratios, weights.at(row)), "exact")
        sheet.put(row, columns[2], _taken(sheet, columns, ratios.at(row)), "money")
        sheet.put(row, found, if_less(columns[2].at(row), frame, weights.at(row), known))
        known = found.at(row)
    last = if_nothing(known, number(-1), _smallest(sheet, ratios, known))
    sheet.put(row + 1, ratios, last, "exact")
    return ratios.fixed(row + 1)


def _smallest(sheet: HolderSheet, ratios: Column, count: Term) -> Term:
    """So many smallest ratios end with this one."""
    every = sorted(ratios.values[row] for row in sheet.rows)
    value = every[int(count.value) - 1] if count.value else 0
    return Term(f"SMALL({ratios.span(FIRST, sheet.last)},{count.text})", value)


def _taken(sheet: HolderSheet, columns: Search, ratio: Term) -> Term:
    """What all have if nobody has more for each weight than a ratio, or than the own ceiling."""
    weights, ratios, ceilings, _ = columns
    keys, each, most = (one.span(FIRST, sheet.last) for one in columns[:3])
    value = sum(
        ceilings.values[row]
        if ratios.values[row] < ratio.value
        else weights.values[row] * ratio.value
        for row in sheet.rows
    )
    own = ratio.text
    text = f"SUMPRODUCT(({each}<{own})*{most}+({each}>={own})*{keys}*{own})"
    return rounded(Term(text, stored(value)), _CLOSE)
