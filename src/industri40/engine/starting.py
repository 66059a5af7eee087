"""Where a year's network starts: from whole values that nearly balance.

Line by line, those are rounded up to whom most is owed after the lines before, by largest
remainder for the first line. So shares are rounded up for one environment after the other, every
sum of lines stays near its exact value, and little is left to be settled.
"""

from collections.abc import Sequence
from itertools import islice
from operator import add

from industri40.engine.columns import less, sums_of
from industri40.engine.year import Totals, Year
from industri40.rounding.apportion import cut


def starting_values(
    ranks: Sequence[int], total: int, low: Sequence[int], high: Sequence[int]
) -> list[int]:
    """Whole values between ``low`` and ``high`` that total ``total``, or as near as these allow.

    Those with the largest ranks are rounded up, the first where they tie. ``high`` is at most one
    above ``low``.
    """
    ups = total - sum(low)
    # Below all ranks: what has no choice is out of the ranking.
    nothing, cells = min(ranks, default=0) - 1, zip(ranks, low, high, strict=True)
    ranked = [rank if bottom < top else nothing for rank, bottom, top in cells]
    if ups >= len(ranked) - ranked.count(nothing):
        return list(high)
    level, ties = cut(ranked, ups)
    values = [bottom + (rank > level) for bottom, rank in zip(low, ranked, strict=True)]
    tied = (holder for holder, rank in enumerate(ranked) if rank == level)
    for holder in islice(tied, ties):
        values[holder] += 1
    return values


def starting_totals(year: Year, given: Totals, room: Totals) -> Totals:
    """Values from floors up to the ``room`` of each cell, which total what each line must.

    They nearly balance. ``given`` are lines that have their values already.
    """
    values, scale = dict(given), year.scale

    def fill(name: str, wants: list[int]) -> list[int]:
        """Round a line up where most is wanted, unless it is given; what is wanted then."""
        ranks, low = list(map(add, wants, year.rests[name])), year.low[name]
        if name not in given:
            values[name] = starting_values(ranks, year.shared[name], low, room[name])
        cells = zip(ranks, values[name], low, strict=True)
        return [rank - scale if value > bottom else rank for rank, value, bottom in cells]

    # In parts of a unit for each holder: exact financing less what was given of it, and what a
    # holder has to spend beyond what it has exactly.
    owed = lent = [0] * year.size
    for lines in year.layers.values():
        before = owed
        sources = (name for name in lines if name in year.exact.sources)
        for name in sorted(sources, key=lambda name: name not in given):
            owed = fill(name, owed)
        lent = less(lent, less(owed, before))
        for name in filter(year.exact.costs.__contains__, lines):
            lent = fill(name, lent)
    for line, parts in year.straight.items():
        for name in parts:
            owed = fill(name, owed)
        values[line] = sums_of((values[name] for name in parts), year.size)
    return values
