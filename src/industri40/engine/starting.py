"""Where a year's network starts: from whole values that nearly balance.

Line by line, those are rounded up to whom most is owed after the lines before, by largest
remainder for the first line. So shares are rounded up for one environment after the other, every
sum of lines stays near its exact value, and little is left to be settled.
"""

from collections.abc import Iterable, Sequence
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
    return _Start(year, given, room).values


class _Start:
    """Values so far, and in parts of a unit what they leave open for each holder.

    ``owed`` is exact financing less what was given of it, ``lent`` what a holder has to spend
    beyond what it has exactly.
    """

    def __init__(self, year: Year, given: Totals, room: Totals) -> None:
        self._year, self._given, self._room = year, given, room
        self.values = dict(given)
        self._owed = [0] * year.size
        self._lent = [0] * year.size
        for lines in year.layers.values():
            self._add_layer(lines)
        for line, parts in year.straight.items():
            self._add_sources(parts)
            self.values[line] = sums_of((self.values[name] for name in parts), year.size)

    def _add_layer(self, lines: Sequence[str]) -> None:
        """Give what the sources of a layer have, and spend it on its cost lines."""
        sources, costs = self._year.exact.sources, self._year.exact.costs
        before = self._owed
        given_first = sorted(lines, key=lambda name: name not in self._given)
        self._add_sources(filter(sources.__contains__, given_first))
        self._lent = less(self._lent, less(self._owed, before))
        for name in filter(costs.__contains__, lines):
            self._lent = self._fill(name, self._lent)

    def _add_sources(self, names: Iterable[str]) -> None:
        """Give what sources have to whom most is owed."""
        for name in names:
            self._owed = self._fill(name, self._owed)

    def _fill(self, name: str, wants: list[int]) -> list[int]:
        """Round a line up where most is wanted, unless it is given; what is wanted then."""
        year = self._year
        ranks = list(map(add, wants, year.rests[name]))
        if name not in self._given:
            room = self._room[name]
            self.values[name] = starting_values(ranks, year.shared[name], year.low[name], room)
        scale, cells = year.scale, zip(ranks, self.values[name], year.low[name], strict=True)
        return [rank - scale if value > bottom else rank for rank, value, bottom in cells]
