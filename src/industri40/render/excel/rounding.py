"""What the formulas of the workings give, from exact shares to whole units.

Each line to the end of each year is rounded by largest remainder, within the bounds that the
years before and after it leave. Where an environment then gets another amount than it spends,
units are swapped: the first environment that gets too much gives one unit of the first line that
can be changed for it to the first environment that gets too little. This is how the engine
begins, and in most plans all that it does. Where it does not do, units are swapped jointly, of a
cost line that includes in kind and of its cash, or of its cash and of what it includes; that is
what the engine most often does next. What it does beyond that no formula can follow, and stands
in the workbook as the *engine's step*.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from industri40.engine.columns import Column
from industri40.engine.frames import starting_values
from industri40.engine.result import Allocation
from industri40.plan.model import CostLine
from industri40.render.excel.numbers import snapped

__all__ = [
    "CASH",
    "JOINT",
    "Part",
    "Pool",
    "Rounded",
    "Sharing",
    "Swap",
    "fill",
    "parts_of",
    "pools_of",
    "share_out",
]

CASH = ".cash"
"""Ends the name of the cash part of a cost line that includes in kind, as in the engine."""


JOINT = "+"
"""Ends the name of a pool for joint swaps."""


class Part(NamedTuple):
    """One line of the workings: a source, a cost line, or the cash part of one."""

    id: str
    label: str
    cost: bool


Lane = tuple[tuple[str, int], ...]
"""Lines of which a unit each is swapped together, mostly one, and what it is for who gives.

Who has too much has a unit less of what brings money, or spends one more on what takes it.
"""


class Pool(NamedTuple):
    """Where money must come out even: the lines that bring, and the lines that take.

    The pool of cash is called ``""``, that of a cost line that includes in kind has the line's
    id. The same pools come again, with ``+`` after their names, for joint swaps. ``lanes`` are
    what units are swapped on, in their order.
    """

    id: str
    lanes: tuple[Lane, ...]
    brings: tuple[str, ...]
    takes: tuple[str, ...]

    @property
    def joint(self) -> bool:
        """Whether it is for swaps of two lines together."""
        return self.id.endswith(JOINT)

    @property
    def base(self) -> str:
        """The name of the pool, or of the one that it is again."""
        return self.id.removesuffix(JOINT)

    def shut_by(self, lane: int) -> range:
        """The lanes, counted from 0, that share a line with a lane: only one of them is used."""
        own = {line for line, _ in self.lanes[lane]}
        shares = [any(line in own for line, _ in other) for other in self.lanes]
        return range(shares.index(True), len(shares) - shares[::-1].index(True))


class Swap(NamedTuple):
    """A unit of each line of a lane from one holder to another, all counted from 1."""

    giver: int
    lane: int
    taker: int


class Rounded(NamedTuple):
    """One line to the end of one year, for every holder; ``exact`` in units, as a workbook has it.

    ``value`` is ``low + up + swap + step``.
    """

    exact: list[Fraction]
    low: list[int]
    high: list[int]
    rest: list[Fraction]
    up: list[int]
    swap: list[int]
    step: list[int]

    @property
    def value(self) -> list[int]:
        """What every holder has to date, in units."""
        return [sum(each) for each in zip(self.low, self.up, self.swap, self.step, strict=True)]


class Sharing(NamedTuple):
    """All lines in all years by line and year, and the swaps by year and pool."""

    lines: Mapping[tuple[str, int], Rounded]
    swaps: Mapping[tuple[int, str], tuple[Swap, ...]]


def fill(
    exact: Sequence[Fraction], low: list[int], high: list[int], total: int, places: int
) -> Rounded:
    """Round exact values by largest remainder within bounds, so that they total ``total``."""
    scale = 10**places
    numerators = [(value * scale).numerator for value in exact]
    values = starting_values(Column(numerators, scale), total, low, high)
    rest = [
        value - floor(value) if bottom < top else Fraction(-1)
        for value, bottom, top in zip(exact, low, high, strict=True)
    ]
    up = [value - bottom for value, bottom in zip(values, low, strict=True)]
    nothing = [0] * len(up)
    return Rounded(list(exact), low, high, rest, up, nothing, nothing)


def parts_of(allocation: Allocation, cash_of: str) -> tuple[Part, ...]:
    """The lines of the workings; ``cash_of`` is what to call the cash part of a line."""
    exact = allocation.exact
    parts = [Part(name, line.line.label, cost=False) for name, line in exact.sources.items()]
    for name, line in exact.costs.items():
        if isinstance(line.line, CostLine) and line.line.includes:
            label = cash_of.format(label=line.line.label)
            parts.append(Part(name + CASH, label, cost=True))
        parts.append(Part(name, line.line.label, cost=True))
    return tuple(parts)


def pools_of(allocation: Allocation, *, last: bool) -> tuple[Pool, ...]:
    """The pools of a year. In the last, the grant is settled with the awards."""
    exact = allocation.exact
    includes = {
        name: line.line.includes
        for name, line in exact.costs.items()
        if isinstance(line.line, CostLine) and line.line.includes
    }
    included = {source for sources in includes.values() for source in sources}
    brings = tuple(name for name in exact.sources if name not in included)
    plain = tuple(name for name in exact.costs if name not in includes)
    cash = tuple(name + CASH for name in includes)
    awarded = last and len(exact.phases) > 1
    free = [name for name in brings if not (awarded and name == exact.grant)]
    money: list[Lane] = [*(((name, -1),) for name in free), *(((name, 1),) for name in plain)]
    pools = [Pool("", tuple(money), brings, (*plain, *cash))]
    joint: list[Lane] = []
    for name, sources in includes.items():
        inner = tuple(source for source in exact.sources if source in sources)
        lanes: list[Lane] = [*(((source, -1),) for source in inner), ((name, 1),)]
        pools.append(Pool(name, tuple(lanes), (*inner, name + CASH), (name,)))
        joint += [((name + CASH, 1), *lane) for lane in lanes]
    if not joint:
        return tuple(pools)
    again = [pools[0]._replace(id=JOINT, lanes=tuple(joint))]
    for pool in pools[1:]:
        lanes = [((pool.id + CASH, -1), *lane) for lane in money]
        again.append(pool._replace(id=pool.id + JOINT, lanes=tuple(lanes)))
    return (*pools, *again)


def share_out(allocation: Allocation, places: int, *, balanced: bool) -> Sharing:
    """What the formulas give for every line and year, and the engine's steps beyond it."""
    return _Sharer(allocation, places, balanced=balanced).sharing()


class _Sharer:
    def __init__(self, allocation: Allocation, places: int, *, balanced: bool) -> None:
        self._allocation, self._places, self._balanced = allocation, places, balanced
        self._last = len(allocation.plan.years) - 1
        self._parts = parts_of(allocation, "{label}")
        self._lines: dict[tuple[str, int], Rounded] = {}
        self._swaps: dict[tuple[int, str], tuple[Swap, ...]] = {}

    def sharing(self) -> Sharing:
        """The last year first: it bounds those before it."""
        for year in (self._last, *range(self._last)):
            for part in self._parts:
                self._lines[part.id, year] = self._filled(part.id, year)
            for pool in pools_of(self._allocation, last=year == self._last):
                self._swap(pool, year)
            for part in self._parts:
                self._step(part.id, year)
        return Sharing(self._lines, self._swaps)

    def _filled(self, line: str, year: int) -> Rounded:
        column = self._column(line, year)
        size = len(self._allocation.holders)
        exact = [snapped(column.exact(holder), self._places) for holder in range(size)]
        low, high = list(map(floor, exact)), list(map(ceil, exact))
        if year != self._last:
            high = list(map(min, high, self._lines[line, self._last].value))
            if year:
                low = list(map(max, low, self._lines[line, year - 1].value))
                high = list(map(max, low, high))
        elif line == self._allocation.exact.grant and len(self._allocation.exact.phases) > 1:
            return self._awarded(exact, line, year)
        total = column.total()
        return fill(exact, low, high, total.numerator // total.denominator, self._places)

    def _awarded(self, exact: list[Fraction], line: str, year: int) -> Rounded:
        """The grant in the last year, which is what the awards come to."""
        values = self._allocation.to_date(line, year)
        nothing = [0] * len(values)
        return Rounded(exact, values, values, [Fraction(-1)] * len(values), *[nothing] * 3)

    def _column(self, line: str, year: int) -> Column:
        exact = self._allocation.exact
        if line.endswith(CASH):
            return exact.cash_column(exact.costs[line.removesuffix(CASH)], year)
        found = exact.costs[line] if line in exact.costs else exact.sources[line]
        return exact.column(found, year)

    def _swap(self, pool: Pool, year: int) -> None:
        """Swap units on a pool's lanes until nobody who gets too much can give any more."""
        for line in {line for lane in pool.lanes for line, _ in lane}:
            rounded = self._lines[line, year]
            self._lines[line, year] = rounded._replace(swap=list(rounded.swap))
        excess, swaps = self._excess(pool, year), []
        while (swap := self._next_swap(pool, year, excess)) is not None:
            for line, by in pool.lanes[swap.lane - 1]:
                self._lines[line, year].swap[swap.giver - 1] += by
                self._lines[line, year].swap[swap.taker - 1] -= by
            excess[swap.giver - 1] -= 1
            excess[swap.taker - 1] += 1
            swaps.append(swap)
        self._swaps[year, pool.id] = tuple(swaps)

    def _next_swap(self, pool: Pool, year: int, excess: Sequence[int]) -> Swap | None:
        """The first holder with too much, its first lane that can give, and who first can take."""
        for giver, amount in enumerate(excess):
            if amount <= 0:
                continue
            for number, lane in enumerate(pool.lanes):
                if not self._moves(lane, year, giver, gives=True):
                    continue
                for taker, want in enumerate(excess):
                    if want < 0 and self._moves(lane, year, taker, gives=False):
                        return Swap(giver + 1, number + 1, taker + 1)
        return None

    def _moves(self, lane: Lane, year: int, holder: int, *, gives: bool) -> bool:
        """Whether a unit of each line can be taken from a holder, or given to it."""
        for line, by in lane:
            rounded = self._lines[line, year]
            value = rounded.low[holder] + rounded.up[holder] + rounded.swap[holder]
            value += by if gives else -by
            if not rounded.low[holder] <= value <= rounded.high[holder]:
                return False
        return True

    def _excess(self, pool: Pool, year: int) -> list[int]:
        size = len(self._allocation.holders)
        if not pool.base and not self._balanced:
            return [0] * size
        excess = [0] * size
        for sign, lines in ((1, pool.brings), (-1, pool.takes)):
            for line in lines:
                for holder, value in enumerate(self._lines[line, year].value):
                    excess[holder] += sign * value
        return excess

    def _step(self, line: str, year: int) -> None:
        rounded = self._lines[line, year]
        engine = self._allocation.to_date(line, year)
        step = [whole - value for whole, value in zip(engine, rounded.value, strict=True)]
        self._lines[line, year] = rounded._replace(step=step)
