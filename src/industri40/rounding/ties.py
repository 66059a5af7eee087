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

from industri40.rounding.flow import Network


class Term(NamedTuple):
    """An arc of one of the networks, as it counts in a tie: ``sign`` is 1 or -1."""

    network: int
    arc: int
    sign: int


class Tie(NamedTuple):
    """``least <= sum of the terms <= most``, where None is no bound.

    What is ``grave`` comes before what is not where both cannot be had.
    """

    terms: tuple[Term, ...]
    least: int | None = 0
    most: int | None = None
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
        self._sums = [
            sum(sign * networks[number].value[arc] for number, arc, sign in tie.terms)
            for tie in ties
        ]
        self._weights = [1] * len(ties)
        self._of_arc: list[dict[int, list[tuple[int, int]]]] = [{} for _ in networks]
        for number, tie in enumerate(ties):
            for term in tie.terms:
                self._of_arc[term.network].setdefault(term.arc, []).append((number, term.sign))
        self.effort = 0
        self.broken = dict.fromkeys(number for number in range(len(ties)) if self._lacks(number))
        self._grave = sum(ties[number].grave for number in self.broken)
        self._fewest = self._count()
        self._since: list[tuple[int, int]] = []

    def _lacks(self, number: int) -> int:
        """Whether a tie needs more (1), less (-1) or nothing."""
        tie, value = self._ties[number], self._sums[number]
        if tie.least is not None and value < tie.least:
            return 1
        return -1 if tie.most is not None and value > tie.most else 0

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
        self._since += [(changed, arc) for arc in cycle]
        if number in self.broken:
            del self.broken[number]
            self.broken[number] = None
        if (count := self._count()) < self._fewest:
            self._fewest, self._since = count, []

    def best(self) -> list[Tie]:
        """Go back to the flows with the fewest ties broken; these ties."""
        for number, arc in reversed(self._since):
            self._change(number, [~arc])
        self._since = []
        return [self._ties[number] for number in self.broken]

    def _cost(self, network: int, arc: int) -> int:
        """What ties weigh that a unit more on an arc would break, or break further (``~a``: less).

        The arc must have room for it.
        """
        step = 1 if arc >= 0 else -1
        cost = 0
        for number, sign in self._of_arc[network].get(arc if arc >= 0 else ~arc, ()):
            tie, value = self._ties[number], self._sums[number]
            if step == sign:
                if tie.most is not None and value >= tie.most:
                    cost += self._weights[number]
            elif tie.least is not None and value <= tie.least:
                cost += self._weights[number]
        return cost

    def _cheapest(self, number: int, first: int, below: int) -> tuple[int, list[int]] | None:
        """The cheapest cycle through an arc that costs less than ``below``, and what it costs.

        Ways that cost the same are followed to their ends one after the other: among thousands of
        environments one of the first is as good as any.
        """
        network = self._networks[number]
        goal = network.ends(first)[0]
        if not network.has_room(first) or (cost := self._cost(number, first)) >= below:
            return None
        front, via = [(cost, 0, first)], dict[int, int]()
        while front:
            cost, _, reached = heappop(front)
            node = network.ends(reached)[1]
            if node in via:
                continue
            via[node] = reached
            ways = [network.leaving(node)]
            while ways and goal not in via:
                onward = next(ways[-1], None)
                if onward is None:
                    ways.pop()
                    continue
                self.effort += 1
                other = network.ends(onward)[1]
                if other in via or onward == ~first or not network.has_room(onward):
                    continue
                extra = self._cost(number, onward)
                if not extra:
                    via[other] = onward
                    ways.append(network.leaving(other))
                elif cost + extra < below:
                    heappush(front, (cost + extra, self.effort, onward))
            if goal in via:
                return cost, self._cycle(network, via, goal, first)
        return None

    @staticmethod
    def _cycle(network: Network, via: dict[int, int], goal: int, first: int) -> list[int]:
        """The arcs by which ``goal`` was reached, the last one first."""
        cycle = [via[goal]]
        while cycle[-1] != first:
            cycle.append(via[network.ends(cycle[-1])[0]])
        return cycle

    def _change(self, number: int, arcs: Iterable[int]) -> None:
        """Carry a unit more on arcs (``~a``: less), and note what that does to ties."""
        network, of_arc = self._networks[number], self._of_arc[number]
        touched: dict[int, None] = {}
        for arc in arcs:
            step = 1 if arc >= 0 else -1
            network.value[arc if arc >= 0 else ~arc] += step
            for tie, sign in of_arc.get(arc if arc >= 0 else ~arc, ()):
                self._sums[tie] += step * sign
                touched[tie] = None
        for tie in touched:
            if self._lacks(tie):
                if tie not in self.broken:
                    self._grave += self._ties[tie].grave
                    self.broken[tie] = None
            elif tie in self.broken:
                self._grave -= self._ties[tie].grave
                del self.broken[tie]
