"""The awards as part of a network: frames by phase, what is carried on, and who is awarded what.

What there is of the grant is split into the frames' bases; each phase gives to the holders, to
the next phase (what is carried) and to ``unallocated`` (what is returned); a holder's awards add
up, phase after phase, and what they come to in the end is its part of the grant. What is given
back of an award never gets to its holder.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import islice, pairwise
from math import ceil, floor
from operator import add

from industri40.engine.awards import ExactPhase, total_awards
from industri40.engine.columns import less
from industri40.money import round_half_away
from industri40.record import Record
from industri40.rounding.apportion import cut
from industri40.rounding.flow import Network


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


class WholeAwards(Record):
    """Awards in units: per phase the frame, what is carried on, and every holder's award."""

    frames: tuple[int, ...]
    carried: tuple[int, ...]
    awards: tuple[list[int], ...]


class AwardFlow:
    """The arcs of all phases in a network; they end in the given nodes, one for each holder."""

    def __init__(
        self, network: Network, phases: Sequence[ExactPhase], pool: int, holders: range
    ) -> None:
        self._network, self._phases = network, phases
        self._nodes = [network.node() for _ in (*phases, None)]  # nothing comes to the last one
        self._bases = self._split(pool)
        self._carried = [
            self._arc(*ends, exact.carried, round_half_away(exact.carried).numerator)
            for ends, exact in zip(pairwise(self._nodes), phases, strict=True)
        ]
        self._awards: list[range] = []
        self.totals = self._award(holders)

    def _split(self, pool: int) -> list[int]:
        """Arcs from the pool to each phase; running totals rounded down or up as well."""
        network, arcs = self._network, []
        node, left, before = network.node(pool), Fraction(pool), 0
        for number, exact in enumerate(self._phases):
            left -= exact.base
            to_date = pool - round_half_away(left).numerator
            base = min(max(to_date - before, floor(exact.base)), ceil(exact.base))
            before += base
            arcs.append(self._arc(node, self._nodes[number], exact.base, base))
            if number + 1 < len(self._phases):
                rest = network.node()
                self._arc(node, rest, left, pool - before)
                node = rest
        return arcs

    def _arc(self, tail: int, head: int, exact: Fraction, value: int) -> int:
        """An arc between the floor and the ceiling of its exact value."""
        return self._network.arc(tail, head, floor(exact), ceil(exact), value)

    def _award(self, holders: range) -> range:
        """Arcs for awards and their running totals; returns the last of the latter."""
        network, size = self._network, len(holders)
        before: Sequence[int] = [0] * size
        incoming, totals = range(0), range(0)
        for number, exact in enumerate(self._phases):
            last = number + 1 == len(self._phases)
            available = sum(network.value[arc] for arc in self._bases[: number + 1])
            outgoing = holders if last else network.nodes(size)
            column = total_awards(self._phases[: number + 1], size)
            floors, ceilings = column.floors(), column.ceilings()
            net = exact.net
            low, high = net.floors(), net.ceilings()
            to_date = starting_values(
                column.rests(column.denominator),
                available - network.value[self._carried[number]],
                [max(a + b, c) for a, b, c in zip(before, low, floors, strict=True)],
                [min(a + b, c) for a, b, c in zip(before, high, ceilings, strict=True)],
            )
            given, to = less(to_date, before), incoming or outgoing
            totals = network.arcs(self._nodes[number], to, low, high, given)
            self._awards.append(totals)
            if incoming:
                totals = network.arcs(incoming, outgoing, floors, ceilings, to_date)
            before, incoming = to_date, outgoing
        return totals

    def whole(self) -> WholeAwards:
        """The awards as they stand."""
        value = self._network.value
        carried = tuple(value[arc] for arc in self._carried)
        frames = tuple(map(add, (value[arc] for arc in self._bases), (0, *carried)))
        awards = tuple(
            list(map(add, value[arcs.start : arcs.stop], exact.given_back))
            for arcs, exact in zip(self._awards, self._phases, strict=True)
        )
        return WholeAwards(frames, carried, awards)
