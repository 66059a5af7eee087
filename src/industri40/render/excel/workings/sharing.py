"""What the formulas of the workings give for every line and year, and what the engine adds."""

from collections.abc import Mapping, Sequence
from math import ceil, floor
from typing import NamedTuple

from industri40.engine.columns import Column
from industri40.engine.result import Allocation
from industri40.engine.whole import CASH
from industri40.render.excel.numbers import snapped
from industri40.render.excel.workings.awarding import (
    PhaseAwards,
    award_cells,
    award_phases,
    settled,
)
from industri40.render.excel.workings.network import (
    FAR,
    OUTSIDE,
    POOL,
    Chain,
    Network,
    Start,
    chains,
    excess_of,
    moved,
)
from industri40.render.excel.workings.rounding import Cells, Pool, Rounded, fill, parts_of, pools_of

__all__ = ["Search", "Sharing", "Swap", "share_out"]


class Swap(NamedTuple):
    """A unit on a lane from one holder to another, all counted from 1."""

    giver: int
    lane: int
    taker: int


class Search(NamedTuple):
    """The chains of a year, and what the cells of its network hold before them, by bundle."""

    network: Network
    values: Mapping[str, Sequence[int]]
    chains: Sequence[Chain]


class Sharing(NamedTuple):
    """All lines in all years by line and year, the swaps by year and pool, the chains by year.

    ``awards`` are the phases of the grant, where there are several.
    """

    lines: Mapping[tuple[str, int], Rounded]
    swaps: Mapping[tuple[int, str], tuple[Swap, ...]]
    searches: Mapping[int, Search]
    awards: tuple[PhaseAwards, ...]


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
        self._searches: dict[int, Search] = {}
        self._several = len(allocation.exact.phases) > 1
        self._awards = award_phases(allocation, places)

    def sharing(self) -> Sharing:
        """The last year first: it bounds those before it."""
        for year in range(self._last, -1, -1):
            for part in self._parts:
                self._lines[part.id, year] = self._filled(part.id, year)
            for pool in pools_of(self._allocation, last=year == self._last):
                self._swap(pool, year)
            self._search(year)
            if year == self._last and self._several:
                network, _, found = self._searches[year]
                self._awards = settled(self._awards, network, found, self._allocation)
                self._lines[self._grant, year] = self._awards[-1].to_date
            for part in self._parts:
                self._step(part.id, year)
        return Sharing(self._lines, self._swaps, self._searches, self._awards)

    @property
    def _grant(self) -> str:
        """The grant, where it is awarded in several phases, else nothing."""
        return (self._allocation.exact.grant or "") if self._several else ""

    def _filled(self, line: str, year: int) -> Rounded:
        if year == self._last and line == self._grant:
            return self._awards[-1].to_date
        column = self._column(line, year)
        size = len(self._allocation.holders)
        exact = [snapped(column.exact(holder), self._places) for holder in range(size)]
        low, high = list(map(floor, exact)), list(map(ceil, exact))
        if year != self._last:
            high = list(map(min, high, map(max, low, self._lines[line, year + 1].value)))
        return fill(exact, low, high, self._total(line, year), self._places)

    def _total(self, line: str, year: int) -> int:
        total = self._column(line, year).total()
        return total.numerator // total.denominator

    def _column(self, line: str, year: int) -> Column:
        exact = self._allocation.exact
        if line.endswith(CASH):
            return exact.cash_column(exact.costs[line.removesuffix(CASH)], year)
        found = exact.costs[line] if line in exact.costs else exact.sources[line]
        return exact.column(found, year)

    def _swap(self, pool: Pool, year: int) -> None:
        """Swap units on a pool's lanes until nobody who gets too much can give any more."""
        for line, _ in pool.lanes:
            rounded = self._lines[line, year]
            self._lines[line, year] = rounded._replace(swap=list(rounded.swap))
        excess, swaps = self._excess(pool, year), []
        while (swap := self._next_swap(pool, year, excess)) is not None:
            line, by = pool.lanes[swap.lane - 1]
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
            for number, (line, by) in enumerate(pool.lanes):
                if not self._moves(line, year, giver, by):
                    continue
                for taker, want in enumerate(excess):
                    if want < 0 and self._moves(line, year, taker, -by):
                        return Swap(giver + 1, number + 1, taker + 1)
        return None

    def _moves(self, line: str, year: int, holder: int, by: int) -> bool:
        """Whether a line can go up (or down, below zero) by a unit for a holder."""
        rounded = self._lines[line, year]
        return rounded.low[holder] <= rounded.value[holder] + by <= rounded.high[holder]

    def _search(self, year: int) -> None:
        """Find the chains of a year, and note what they move."""
        network = Network(self._allocation, last=year == self._last)
        cells = {part.id: self._cells(part.id, year) for part in self._parts}
        if year == self._last and self._several:
            cells |= award_cells(self._awards, self._places)
        nobody = [0] * network.bundles[OUTSIDE].size
        cells[OUTSIDE] = Cells(nobody, nobody, nobody)
        values = {name: cells[name].value for name in network.bundles}
        excess = excess_of(network, values, self._supplies(year))
        up, down = [], []
        for name in network.bundles:
            for value, low, high in zip(*cells[name], strict=True):
                up.append(0 if value < high else FAR)
                down.append(0 if value > low else FAR)
        if not self._balanced:
            outside = network.span(OUTSIDE)
            up[outside] = down[outside] = nobody
            excess[: len(nobody)] = nobody
        found = chains(network, Start(excess, up, down))
        self._searches[year] = Search(network, values, found)
        for part in self._parts:
            if part.id in network.bundles:
                rounded = self._lines[part.id, year]
                more = moved(found, network.bundles[part.id])
                swap = [a + b for a, b in zip(rounded.swap, more, strict=True)]
                self._lines[part.id, year] = rounded._replace(swap=swap)

    def _cells(self, line: str, year: int) -> Cells:
        rounded = self._lines[line, year]
        return Cells(rounded.value, rounded.low, rounded.high)

    def _supplies(self, year: int) -> dict[str, int]:
        """What every line, and the grant, gives off; below zero what it takes up."""
        supplies = {POOL: self._awards[0].pool if self._awards else 0}
        for part in self._parts:
            supplies[part.id] = self._total(part.id, year) * (-1 if part.cost else 1)
        return supplies

    def _excess(self, pool: Pool, year: int) -> list[int]:
        size = len(self._allocation.holders)
        if not pool.id and not self._balanced:
            return [0] * size
        excess = [0] * size
        for sign, lines in ((1, pool.brings), (-1, pool.takes)):
            for line in lines:
                for holder, value in enumerate(self._lines[line, year].value):
                    excess[holder] += sign * value
        return excess

    def _step(self, line: str, year: int) -> None:
        rounded = self._lines[line, year]
        rounded = rounded._replace(step=[0] * len(rounded.step))
        engine = self._allocation.to_date(line, year)
        step = [whole - value for whole, value in zip(engine, rounded.value, strict=True)]
        self._lines[line, year] = rounded._replace(step=step)
