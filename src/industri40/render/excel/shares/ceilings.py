"""The level of a phase, where floors hold some up, or what ceilings keep back is shared on.

Everybody is awarded the same for each weight, but no less than the floor and no more than the
ceiling. The ratio of a bound to the weight is the level at which somebody comes to it. So it is
enough to know how many of these levels are below the one at which awards total the frame, which
is found by halving: a few lines, however many environments there are.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.render.excel.shares.layout import FIRST, Column, HolderSheet
from industri40.render.excel.terms import NOTHING, Term, least, most, number, stored

_CLOSE = 4  # decimals of an amount that are more than the noise of floats
_OPPOSITE = {"<=": ">", ">": "<="}
FAR = Term("1E+99", stored(10**99))  # the ratio where there is no weight


class Bound(NamedTuple):
    """The columns of one bound: what it is in kroner, and its ratio to the weight.

    ``reached`` compares the ratios of those who are at the bound with a level.
    """

    amount: Column
    ratio: Column
    reached: str

    def holds(self, row: int, level: Term) -> bool:
        """Whether a row is at the bound at a level."""
        return (self.ratio.values[row] <= level.value) == (self.reached == "<=")


def write_level(
    sheet: HolderSheet, columns: tuple[Column, Column], bounds: Sequence[Bound], frame: Term
) -> Term:
    """Write the search below the columns; the level, in kroner for each weight.

    The first of ``columns`` has the weights, the second is free below. ``frame`` is in kroner; of
    two bounds the ratios stand beside each other.
    """
    texts, row = sheet.texts, sheet.below + 1
    (weights, found), (taken, ratios, _) = columns, bounds[0]
    heads = {"tried": weights, "ratio_of": ratios, "taken": taken, "reached": found}
    for key, column in heads.items():
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
        kept, free = _at(sheet, weights, bounds, ratios.at(row))
        sheet.put(row, taken, (kept + free * ratios.at(row)).rounded(_CLOSE), "money")
        sheet.put(row, found, taken.at(row).if_less(frame, weights.at(row), known))
        known = found.at(row)
    passed = known.if_nothing(number(-1), every.smallest(known))
    sheet.put(row + 1, ratios, passed, "exact")
    kept, free = _at(sheet, weights, bounds, ratios.fixed(row + 1))
    sheet.put(row + 1, weights, free, "exact")
    free = weights.at(row + 1)
    return free.if_nothing(most(NOTHING, ratios.at(row + 1)), (frame - kept) / free)


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


def _at(
    sheet: HolderSheet, weights: Column, bounds: Sequence[Bound], level: Term
) -> tuple[Term, Term]:
    """What those at a bound have together at a level, and the weight of all others."""
    kept, free, parts, others = Fraction(0), Fraction(0), list[str](), ""
    for bound in bounds:
        amounts, ratios = (one.span(FIRST, sheet.last) for one in (bound.amount, bound.ratio))
        parts.append(f"({ratios}{bound.reached}{level.text})*{amounts}")
        others += f"({ratios}{_OPPOSITE[bound.reached]}{level.text})*"
    for row in sheet.rows:
        at = next((bound for bound in bounds if bound.holds(row, level)), None)
        kept += at.amount.values[row] if at else 0
        free += 0 if at else weights.values[row]
    freely = f"SUMPRODUCT({others}{weights.span(FIRST, sheet.last)})"
    return Term(f"SUMPRODUCT({'+'.join(parts)})", stored(kept)), Term(freely, stored(free))
