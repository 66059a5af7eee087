"""The level of a phase, where floors hold some up, or what ceilings keep back is shared on.

Everybody is awarded the same for each weight, but no less than the floor and no more than the
ceiling. The ratio of a bound to the weight is the level at which somebody comes to it. So it is
enough to know how many of these levels are below the one at which awards total the frame, which
is found by halving: a few lines, however many environments there are.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from industri40.render.excel.numbers import Number, stored
from industri40.render.excel.shares.layout import FIRST, Column, HolderSheet
from industri40.render.excel.terms import NOTHING, Term, if_less, if_nothing, least, number, rounded

_CLOSE = 4
"""Decimals of an amount that are more than the noise of floats."""

FAR = Term("1E+99", stored(10**99))
"""The ratio where there is no weight."""


class Bound(NamedTuple):
    """The columns of one bound: what it is in kroner, its ratio to the weight, who is at it.

    ``beyond`` is the sign by which a level is past the ratios of those who are at the bound.
    """

    amount: Column
    ratio: Column
    reached: Column
    beyond: str

    def holds(self, row: int, level: Term) -> bool:
        """Whether a row is at the bound just above a level."""
        ratio = self.ratio.values[row]
        return ratio < level.value if self.beyond == "<" else ratio > level.value


def write_search(sheet: HolderSheet, weights: Column, bounds: Sequence[Bound], frame: Term) -> Term:
    """Write the search below the columns; the largest ratio below the level that is looked for.

    It is less than any where none is. ``frame`` is in kroner; of two bounds the ratios stand
    beside each other.
    """
    texts, row, (_, ratios, found, _) = sheet.context.texts, sheet.below + 1, bounds[0]
    columns = weights, ratios, bounds[0].amount, found
    for column, key in zip(columns, ("tried", "ratio_of", "taken", "reached"), strict=True):
        sheet.head(row, column, texts(f"search.{key}"))
    every = _Ratios(sheet, bounds)
    steps = [1 << bit for bit in reversed(range((len(bounds) * sheet.size).bit_length()))]
    sheet.labels(0, (texts("search.step", number=at) for at in range(1, len(steps) + 1)), row + 1)
    sheet.labels(0, [texts("search.last")], row + 1 + len(steps))
    known = NOTHING
    for step in steps:
        row += 1
        sheet.put(row, weights, least(every.count, known + number(step)))
        sheet.put(row, ratios, every.smallest(weights.at(row)), "exact")
        sheet.put(row, columns[2], _taken(sheet, weights, bounds, ratios.at(row)), "money")
        sheet.put(row, found, if_less(columns[2].at(row), frame, weights.at(row), known))
        known = found.at(row)
    last = if_nothing(known, number(-1), every.smallest(known))
    sheet.put(row + 1, ratios, last, "exact")
    return ratios.fixed(row + 1)


class _Ratios:
    """All ratios of the bounds; ``count`` is how many of them there are."""

    def __init__(self, sheet: HolderSheet, bounds: Sequence[Bound]) -> None:
        first, last = bounds[0].ratio, bounds[-1].ratio
        self._span = f"{first.fixed(FIRST).text}:{last.fixed(sheet.last).text}"
        self._every = sorted(each.ratio.values[row] for each in bounds for row in sheet.rows)
        count = sum(ratio < FAR.value for ratio in self._every)
        self.count = Term(f'COUNTIF({self._span},"<{FAR.text}")', count)

    def smallest(self, count: Term) -> Term:
        """So many smallest ratios end with this one."""
        value = self._every[int(count.value) - 1] if count.value else 0
        return Term(f"SMALL({self._span},{count.text})", value)


def _taken(sheet: HolderSheet, weights: Column, bounds: Sequence[Bound], level: Term) -> Term:
    """What all have together at a level."""

    def each(row: int) -> Iterator[Number]:
        return (one.amount.values[row] for one in bounds if one.holds(row, level))

    value = sum(next(each(row), weights.values[row] * level.value) for row in sheet.rows)
    parts, free = [], ""
    for bound in bounds:
        amounts, ratios = (one.span(FIRST, sheet.last) for one in (bound.amount, bound.ratio))
        parts.append(f"({ratios}{bound.beyond}{level.text})*{amounts}")
        free += f"({ratios}{'>=' if bound.beyond == '<' else '<='}{level.text})*"
    parts.append(f"{free}{weights.span(FIRST, sheet.last)}*{level.text}")
    return rounded(Term(f"SUMPRODUCT({'+'.join(parts)})", stored(value)), _CLOSE)
