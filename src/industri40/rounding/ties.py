"""Networks whose flows are tied to each other, settled so that the ties hold.

A *tie* bounds a sum of arcs of one or several networks: a running total may not be below that of
the year before, what two arcs come to has a floor and a ceiling. Each network by itself always has
a whole flow within its bounds; with ties among them it is an integer program, which no quick way
solves for certain. But whole flows of a network are plenty, and the ties few.

**How it is done.** Every network stays balanced throughout. A tie that does not hold is mended by
a change around a cycle of one network: one of its arcs carries a unit more or less, and others
carry it back. Changes that would break other ties cost what these weigh, so the cheapest cycle is
looked for (Dijkstra's algorithm). A change is made where it costs no more than the tie weighs; a
tie that cannot be mended for its weight becomes heavier. So what stands in the way again and again
gives way in the end, and no order of the ties is fixed in advance. Ties are mended in the order in
which they were broken: the same networks and ties give the same flows.

It finds a solution where there is one nearly always, and cannot prove that there is none; after
so much effort it leaves the flows with the fewest ties broken that it has seen.

Sources: Morris, «The breakout method for escaping from local minima», AAAI (1993), for the
weights; Ahuja, Magnanti & Orlin, *Network Flows* (1993), section 9.6, for cheapest cycles.
"""

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from industri40.rounding.flow import UNLIMITED, Network


class Term(NamedTuple):
    """An arc of one of the networks, as it counts in a tie: ``sign`` is 1 or -1."""

    network: int
    arc: int
    sign: int


class Tie(NamedTuple):
    """``least <= sum of the terms <= most``; a ``grave`` one comes before one that is not."""

    terms: tuple[Term, ...]
    least: int = 0
    most: int = UNLIMITED
    grave: bool = True


def settle_ties(networks: Sequence[Network], ties: Sequence[Tie], effort: int) -> list[Tie]:
    """Change the flows of balanced networks, within their bounds, until all ties hold.

    Returns the ties that are still broken after so much ``effort``, about the number of arcs that
    are looked at (none where all hold); the networks are left as they were when the fewest were.
    """
    tied = _Tied(networks, ties)
    while tied.broken and tied.effort < effort:
        tied.mend(next(iter(tied.broken)))
    return tied.best()


class _Tied:
    """The networks, with what every tie comes to. ``broken`` holds ties in the order they broke."""

    def __init__(self, networks: Sequence[Network], ties: Sequence[Tie]) -> None:
        self._networks, self._ties = networks, ties
        changes = [network.changes() for network in networks]
        self._room = [room for room, _ in changes]
        self._ends = [ends for _, ends in changes]
        values = [network.value for network in networks]
        self._sums = [sum(sign * values[at][arc] for at, arc, sign in tie.terms) for tie in ties]
        self._weights = [1] * len(ties)
        self._touching: list[dict[int, list[tuple[int, int]]]] = [{} for _ in networks]
        for number, tie in enumerate(ties):
            for network, arc, sign in tie.terms:
                touching = self._touching[network]
                touching.setdefault(arc, []).append((number, sign))
                touching.setdefault(~arc, []).append((number, -sign))
        self.effort = 0
        self.broken = dict.fromkeys(number for number in range(len(ties)) if self._lacks(number))
        self._grave = sum(ties[number].grave for number in self.broken)
        self._fewest = self._count()
        self._since: list[tuple[int, int]] = []

    def _lacks(self, number: int) -> int:
        """Whether a tie needs more (1), less (-1) or nothing."""
        tie, value = self._ties[number], self._sums[number]
        return (value < tie.least) - (value > tie.most)

    def _count(self) -> tuple[int, int]:
        """How many ties are broken: grave ones, then all."""
        return self._grave, len(self.broken)

    def mend(self, number: int) -> None:
        """Change what costs least to bring a tie nearer to its bounds, or make it weigh more."""
        lacks, weight = self._lacks(number), self._weights[number]
        least, cycle, changed = weight + 1, list[int](), 0
        terms = self._ties[number].terms
        # Another one first whenever the tie has become heavier, so that nothing goes in circles.
        first = weight % len(terms)
        for term in (*terms[first:], *terms[:first]):
            self.effort += 1
            arc = term.arc if lacks == term.sign else ~term.arc
            found = self._cheapest(term.network, arc, least)
            if found is not None:
                (least, cycle), changed = found, term.network
        if least >= weight:
            self._weights[number] += 1
        self._change(changed, cycle)
        self._since += [(changed, change) for change in cycle]
        if number in self.broken:
            self.broken[number] = self.broken.pop(number)  # the last one now
        if (count := self._count()) < self._fewest:
            self._fewest, self._since = count, []

    def best(self) -> list[Tie]:
        """Leave the networks as they were when the fewest ties were broken; these ties."""
        for number, change in reversed(self._since):
            self._change(number, [~change])
        for network, room in zip(self._networks, self._room, strict=True):
            network.leave(room)
        return [self._ties[number] for number in self.broken]

    def _cost(self, network: int, change: int) -> int:
        """What ties weigh that a change would break, or break further."""
        cost = 0
        for number, sign in self._touching[network].get(change, ()):
            tie, value = self._ties[number], self._sums[number]
            if value >= tie.most if sign > 0 else value <= tie.least:
                cost += self._weights[number]
        return cost

    def _cheapest(self, number: int, first: int, below: int) -> tuple[int, list[int]] | None:
        """The cheapest cycle through an arc that costs less than ``below``, and what it costs.

        Ways that cost the same are followed to their ends one after the other: among thousands of
        environments one of the first is as good as any.
        """
        network, room, ends = self._networks[number], self._room[number], self._ends[number]
        goal = ends[~first]
        if room[first] <= 0 or (cost := self._cost(number, first)) >= below:
            return None
        front, via = [(cost, 0, first)], dict[int, int]()
        while front:
            cost, _, reached = heappop(front)
            if ends[reached] in via:
                continue
            via[ends[reached]] = reached
            ways = [network.leaving(ends[reached])]
            while ways and goal not in via:
                onward = next(ways[-1], None)
                if onward is None:
                    ways.pop()
                    continue
                self.effort += 1
                other = ends[onward]
                if other in via or onward == ~first or room[onward] <= 0:
                    continue
                extra = self._cost(number, onward)
                if not extra:
                    via[other] = onward
                    ways.append(network.leaving(other))
                elif cost + extra < below:
                    heappush(front, (cost + extra, self.effort, onward))
            if goal in via:
                return cost, _cycle(ends, via, goal)
        return None

    def _change(self, number: int, changes: Iterable[int]) -> None:
        """Make changes in a network, and note what that does to ties."""
        room, touching = self._room[number], self._touching[number]
        touched: dict[int, None] = {}
        for change in changes:
            room[change] -= 1
            room[~change] += 1
            for tie, sign in touching.get(change, ()):
                self._sums[tie] += sign
                touched[tie] = None
        for tie in touched:
            lacks = bool(self._lacks(tie))
            self._grave += self._ties[tie].grave * (lacks - (tie in self.broken))
            if lacks:
                self.broken.setdefault(tie)
            else:
                self.broken.pop(tie, None)


def _cycle(ends: list[int], via: dict[int, int], goal: int) -> list[int]:
    """The changes by which ``goal`` was reached from itself, the last one first."""
    cycle = [via[goal]]
    while (start := ends[~cycle[-1]]) != goal:
        cycle.append(via[start])
    return cycle
