"""From exact shares to whole units, with every promise of sharing kept.

For the end of each year the shares to date make a network: sources, through the environments, to
cost lines. What a source gives an environment, and what the environment spends on a line, are
arcs between the floor and the ceiling of their exact values; sums by line are fixed; in every
environment as much comes in as goes out. In kind goes straight to the line that includes it and
meets the cash part of that line there. See :mod:`industri40.rounding.flow` for why such a
network always has a whole solution.

The **last year** is settled first, together with the awards: frames are carried from phase to
phase, and an environment's awards add up, phase after phase, to what it has of the grant. Ceilings
are whole, and no exact award is above its ceiling, so the exact flow is within all bounds and a
whole one exists, whatever the plan.

Then the **years before**, back from the last: a running total never is above that of the year
after it. Where an environment's yearly share of a line is at least one unit that follows from the
other bounds, so nothing has to give way: from ``c + 1 <= d`` follows ``ceil(c) <= floor(d)``. Below
one unit it can contradict the rest, since years, lines and environments together are a table in
three directions. Then the years are settled from the first one on, none below the one before it
and the grant never above the awards, each at least cost (:mod:`industri40.rounding.giving_way`),
and the result names the cells.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from industri40.engine.columns import Column
from industri40.engine.exact import ExactShares
from industri40.engine.frames import AwardFlow, starting_values
from industri40.plan.model import CostLine
from industri40.rounding.flow import Network
from industri40.rounding.giving_way import settle_at_least_cost

__all__ = ["CASH", "WholeAwards", "WholeShares", "whole_shares"]

CASH = ".cash"
"""Ends the name of the cash part of a cost line that includes in kind."""

UNLIMITED = 1 << 200
"""More units than any network carries."""

Totals = dict[str, list[int]]
"""For each line what every holder has to date, in units."""


class WholeAwards(NamedTuple):
    """Awards in units: per phase the frame, what is carried on, and every holder's award."""

    frames: tuple[int, ...]
    carried: tuple[int, ...]
    awards: tuple[list[int], ...]


class WholeShares(NamedTuple):
    """Every line's running totals after each year, and the awards."""

    totals: tuple[Totals, ...]
    awards: WholeAwards | None
    gave_way: bool
    """Whether a running total can be beyond its floor or ceiling."""


def whole_shares(exact: ExactShares, years: int, *, balanced: bool) -> WholeShares:
    """Round the exact shares of all lines, years and phases to whole units.

    ``balanced`` says that costs equal financing in every year; else that is not kept by
    environment either, since it cannot be.
    """
    last = _YearFlow(exact, years - 1, balanced=balanced)
    final = last.settled()
    before = _back_from(final, exact, years, balanced=balanced)
    if before is not None:
        return WholeShares((*before, final), last.awards(), gave_way=False)
    totals = _up_to(final, exact, years, balanced=balanced)
    return WholeShares(totals, last.awards(), gave_way=True)


def _back_from(
    final: Totals, exact: ExactShares, years: int, *, balanced: bool
) -> list[Totals] | None:
    """The years before the last one, or None where that has left no room for one of them."""
    totals = [final]
    for year in reversed(range(years - 1)):
        flow = _YearFlow(exact, year, balanced=balanced, limit=totals[0])
        if not flow.settles():
            return None
        totals.insert(0, flow.totals())
    return totals[:-1]


def _up_to(final: Totals, exact: ExactShares, years: int, *, balanced: bool) -> tuple[Totals, ...]:
    """All years from the first one on, of which each gives way to what those before it took.

    The last one keeps the awards; whatever else of it still fits is kept too.
    """
    before: Totals | None = None
    totals: list[Totals] = []
    for year in range(years - 1):
        flow = _YearFlow(exact, year, balanced=balanced, before=before, limit=final)
        before = flow.settled()
        totals.append(before)
    if before is not None and _falls(before, final):
        fixed = {line: final[line] for line in _granted(exact)}
        flow = _YearFlow(exact, years - 1, balanced=balanced, before=before, fixed=fixed)
        final = flow.settled()
    return (*totals, final)


def _granted(exact: ExactShares) -> list[str]:
    """The source that the awards are part of, if there is one."""
    return [exact.grant] if exact.grant is not None else []


def _falls(before: Totals, after: Totals) -> bool:
    """Whether a running total would fall from one year to the next."""
    return any(
        earlier > later
        for line, values in before.items()
        for earlier, later in zip(values, after[line], strict=True)
    )


class _YearFlow:
    """The network of one year's running totals.

    ``before`` are the totals of the year before, ``limit`` those of the last year, and ``fixed``
    lines that have their values already. With none of them it is the last year, settled together
    with the awards.
    """

    def __init__(
        self,
        exact: ExactShares,
        year: int,
        *,
        balanced: bool,
        before: Totals | None = None,
        limit: Totals | None = None,
        fixed: Totals | None = None,
    ) -> None:
        self._exact, self._year = exact, year
        self._before, self._limit, self._fixed = before, limit, fixed
        self._size = len(exact.holders) + 1
        self._network = Network()
        self._money = self._network.nodes(self._size)
        self._cells: dict[str, range] = {}
        self._award_flow: AwardFlow | None = None
        meeting = self._meeting_points()
        self._add_sources(meeting)
        self._add_costs(meeting)
        if not balanced:
            self._open_environments()

    def settles(self) -> bool:
        """Whether the network balances with every cell next to its exact value."""
        return self._network.settle()

    def settled(self) -> Totals:
        """The running totals when the network balances, with cells that give way if they must."""
        if not self.settles():
            if self._award_flow is not None:
                raise ArithmeticError("a network with an exact flow has no whole one")
            self._give_way()
        return self.totals()

    def totals(self) -> Totals:
        """The running totals of every line, and of its cash part, as they stand."""
        value = self._network.value
        return {name: value[cells.start : cells.stop] for name, cells in self._cells.items()}

    def awards(self) -> WholeAwards | None:
        """The awards that were settled with this year, in the last year's network."""
        flow = self._award_flow
        return None if flow is None else WholeAwards(flow.frames(), flow.carried(), flow.awards())

    def _meeting_points(self) -> dict[str, range]:
        """For lines that include in kind, the nodes where it meets the cash; by either id."""
        meeting: dict[str, range] = {}
        for line in self._exact.costs.values():
            if isinstance(line.line, CostLine) and line.line.includes:
                nodes = self._network.nodes(self._size)
                meeting[line.line.id] = nodes
                meeting.update(dict.fromkeys(line.line.includes, nodes))
        return meeting

    def _add_sources(self, meeting: Mapping[str, range]) -> None:
        joint = self._limit is None and self._fixed is None
        for name, line in self._exact.sources.items():
            to = meeting.get(name, self._money)
            if name == self._exact.grant and joint:
                pool = line.shared[self._year]
                self._award_flow = AwardFlow(self._network, self._exact.phases, pool, to)
                self._cells[name] = self._award_flow.totals
                continue
            source = self._network.node(line.shared[self._year])
            self._add(name, self._exact.column(line, self._year), source, to)

    def _add_costs(self, meeting: Mapping[str, range]) -> None:
        for name, line in self._exact.costs.items():
            spent = self._network.node(-line.shared[self._year])
            column = self._exact.column(line, self._year)
            if name not in meeting:
                self._add(name, column, self._money, spent)
                continue
            self._add(name, column, meeting[name], spent)
            cash = self._exact.cash_column(line, self._year)
            self._add(cash_part(name), cash, self._money, meeting[name])

    def _add(self, name: str, column: Column, tail: int | range, head: int | range) -> None:
        low, high = self._bounds(name, column)
        total = column.total()
        value = starting_values(column, total.numerator // total.denominator, low, high)
        self._cells[name] = self._network.arcs(tail, head, low, high, value)

    def _bounds(self, name: str, column: Column) -> tuple[list[int], list[int]]:
        """Floors and ceilings, kept between the year before and the last year."""
        if self._fixed is not None and name in self._fixed:
            return self._fixed[name], self._fixed[name]
        low, high = column.floors(), column.ceilings()
        if self._limit is not None:
            high = list(map(min, high, self._limit[name]))
        if self._before is not None:
            low = list(map(max, low, self._before[name]))
            high = list(map(max, low, high))
        return low, high

    def _open_environments(self) -> None:
        """Let every environment spend more or less than it gets, as the plan itself does."""
        network = self._network
        costs = sum(line.shared[self._year] for line in self._exact.costs.values())
        money = sum(line.shared[self._year] for line in self._exact.sources.values())
        outside = network.node(costs - money)
        gaps = [network.excess[node] for node in self._money]
        size = self._size
        network.arcs(self._money, outside, [-UNLIMITED] * size, [UNLIMITED] * size, gaps)

    def _give_way(self) -> None:
        """Settle beyond floors and ceilings, but never below the year before or above awards."""
        network = self._network
        hard_low, hard_high = list(network.low), list(network.high)
        low, high = list(network.low), list(network.high)
        for name, cells in self._cells.items():
            span = slice(cells.start, cells.stop)
            column, bottom, top = self._hard_bounds(name)
            hard_low[span], hard_high[span] = bottom, top
            if name in self._exact.costs or name in self._exact.sources:
                low[span] = _within(column.floors(), bottom, top)
                high[span] = _within(column.ceilings(), bottom, top)
            else:
                low[span], high[span] = bottom, top
        network.low, network.high = hard_low, hard_high
        settle_at_least_cost(network, low, high)

    def _hard_bounds(self, name: str) -> tuple[Column, list[int], list[int]]:
        """A line's exact column, and the bounds of its cells that never give way."""
        exact = self._exact
        if name in exact.sources:
            line = exact.sources[name]
            column = exact.column(line, self._year)
        elif name in exact.costs:
            line = exact.costs[name]
            column = exact.column(line, self._year)
        else:
            line = exact.costs[name.removesuffix(CASH)]
            column = exact.cash_column(line, self._year)
        if self._fixed is not None and name in self._fixed:
            return column, self._fixed[name], self._fixed[name]
        low = [0] * self._size if self._before is None else self._before[name]
        high = [line.shared[self._year]] * self._size
        if name == exact.grant and self._limit is not None:
            high = self._limit[name]
        return column, low, high


def _within(values: Sequence[int], low: Sequence[int], high: Sequence[int]) -> list[int]:
    return [min(max(value, a), b) for value, a, b in zip(values, low, high, strict=True)]


def cash_part(line: str) -> str:
    """The name of the cash part of a line that includes in kind; no id has a point in it."""
    return line + CASH
