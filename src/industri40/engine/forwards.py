"""Sharing year after year, where no way was found to keep everything next to its exact value.

From the first year on, each year gives what it has to give: no cell below what it has from the year
before, the grant never above the awards, and otherwise each as near to its exact value as may be
(:mod:`industri40.rounding.relaxing`). That is always possible: what sources give in a year may go
to anybody whom awards leave room for, and money that is there can be spent on any line.
"""

from collections.abc import Sequence
from operator import add

from industri40.engine.columns import differences, less, within
from industri40.engine.exact import ExactLine, ExactShares
from industri40.engine.year import Totals
from industri40.rounding.flow import UNLIMITED, Network
from industri40.rounding.relaxing import settle_at_least_cost


def settled_forwards(
    exact: ExactShares, awarded: Sequence[int] | None, years: int, *, balanced: bool
) -> list[Totals]:
    """Running totals after each year; ``awarded`` is what each holder has of the grant in all."""
    totals = [{name: [0] * (len(exact.holders) + 1) for name in (*exact.costs, *exact.sources)}]
    for number in range(years):
        year = _Forward(exact, number, totals[-1], awarded)
        totals.append(year.totals(balanced=balanced))
    return totals[1:]


class _Forward:
    """What one year adds to the running totals, as a network of what it has to give."""

    def __init__(
        self, exact: ExactShares, number: int, before: Totals, awarded: Sequence[int] | None
    ) -> None:
        self._exact, self._number, self._before, self._awarded = exact, number, before, awarded
        self._size = len(exact.holders) + 1
        self._network = network = Network()
        self._low: list[int] = []
        self._high: list[int] = []
        self._cells: dict[str, range] = {}
        self._money = money = network.nodes(self._size)
        # For lines that include in kind, by either id, the nodes where it meets the cash.
        meeting: dict[str, range] = {}
        for name, line in exact.costs.items():
            if line.line.includes:
                meeting |= dict.fromkeys((name, *line.line.includes), network.nodes(self._size))
        for name, line in exact.sources.items():
            node = network.node(differences(line.shared)[number])
            self._add(name, line, node, meeting.get(name, money))
        for name, line in exact.costs.items():
            node = network.node(-differences(line.shared)[number])
            self._add(name, line, meeting.get(name, money), node)
            if name in meeting:
                lacking = network.excess[meeting[name].start : meeting[name].stop]
                self._add_free(money, meeting[name], 0, [-excess for excess in lacking])

    def totals(self, *, balanced: bool) -> Totals:
        """Settle the year; the running totals after it."""
        if not balanced:
            node, money = self._network.node(-sum(self._network.excess)), self._money
            left = self._network.excess[money.start : money.stop]
            self._add_free(money, node, -UNLIMITED, left)
        settle_at_least_cost(self._network, self._low, self._high)
        value = self._network.value
        return {
            name: list(map(add, self._before[name], value[cells.start : cells.stop]))
            for name, cells in self._cells.items()
        }

    def _add(self, name: str, line: ExactLine, tail: int | range, head: int | range) -> None:
        column, had = self._exact.column(line, self._number), self._before[name]
        low, high = [0] * self._size, [differences(line.shared)[self._number]] * self._size
        if self._awarded and name == self._exact.grant:
            high = less(self._awarded, had)
            low = high if self._number + 1 == len(line.shared) else low
        near_low = within(less(column.floors(), had), low, high)
        near_high = within(less(column.ceilings(), had), low, high)
        self._cells[name] = self._network.arcs(tail, head, low, high, near_low)
        self._low += near_low
        self._high += near_high

    def _add_free(self, tail: range, head: int | range, least: int, wanted: Sequence[int]) -> None:
        """Arcs that are no cells: nothing is promised of them, and they carry what is wanted."""
        low, high = [least] * self._size, [UNLIMITED] * self._size
        self._network.arcs(tail, head, low, high, within(wanted, low, high))
        self._low += low
        self._high += high
