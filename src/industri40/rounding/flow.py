"""Controlled rounding: an exact flow through a network becomes a whole one, arc by arc.

A table whose sums are whole can be rounded cell by cell, each cell down or up, with every sum
kept. The table is read as a network: every cell is an arc that carries it, every sum a node at
which as much goes out as comes in. The exact cells are then a flow within the bounds
``floor(cell) <= flow <= ceil(cell)``.

**Why a whole solution exists.** All bounds and all supplies are integers, and a flow within them
exists: the exact one. By the integrality theorem of network flows there is then also an integral
flow within the same bounds, and an integer between the floor and the ceiling of a cell is one of
the two. This holds for every network, so also for sums of sums, for costs and financing joined
in each environment, and for chains of running totals. It does not hold for tables in three
directions at once, which are no networks; nothing here attempts them.

**How it is found.** From any whole starting flow within the bounds (in practice the largest
remainders of each line by itself, which are nearly right) what nodes have too much is sent to
nodes that have too little, along shortest paths, all of one length in one sweep. Shortest paths
only grow, and a path passes each line of a budget at most once; so there are at most about twice
as many sweeps as lines, each linear in the number of cells.

Sources: Cox & Ernst, «Controlled rounding», INFOR 20 (1982); Causey, Cox & Ernst, «Applications
of transportation theory to statistical problems», JASA 80 (1985); Dinic, Soviet Math. Dokl. 11
(1970); Even & Tarjan, SIAM J. Comput. 4 (1975) for the sweeps with unit capacities.
"""

from collections.abc import Iterator, Sequence

__all__ = ["Network"]


class Network:
    """A network of nodes and arcs with whole bounds, and a whole flow that is made to balance.

    ``excess[n]`` is what comes into node ``n`` (its supply included) less what goes out. The four
    lists of arcs are public, for the caller to read ``value`` and to widen bounds.
    """

    def __init__(self) -> None:
        self.excess: list[int] = []
        self.tail: list[int] = []
        self.head: list[int] = []
        self.low: list[int] = []
        self.high: list[int] = []
        self.value: list[int] = []

    def node(self, supply: int = 0) -> int:
        """Add a node that gives off ``supply`` (or takes it up, below zero); its number."""
        self.excess.append(supply)
        return len(self.excess) - 1

    def nodes(self, count: int) -> range:
        """Add ``count`` nodes without supply; their numbers."""
        first = len(self.excess)
        self.excess.extend([0] * count)
        return range(first, first + count)

    def arc(self, tail: int, head: int, low: int, high: int, value: int) -> int:
        """Add an arc that carries ``value``, at least ``low`` and at most ``high``; its number."""
        self.tail.append(tail)
        self.head.append(head)
        self.low.append(low)
        self.high.append(high)
        self.value.append(value)
        self.excess[tail] -= value
        self.excess[head] += value
        return len(self.value) - 1

    def arcs(
        self,
        tails: Sequence[int],
        heads: Sequence[int],
        low: Sequence[int],
        high: Sequence[int],
        value: Sequence[int],
    ) -> range:
        """Add many arcs at once; their numbers."""
        first = len(self.value)
        self.tail.extend(tails)
        self.head.extend(heads)
        self.low.extend(low)
        self.high.extend(high)
        self.value.extend(value)
        excess = self.excess
        for tail, head, carried in zip(tails, heads, value, strict=True):
            excess[tail] -= carried
            excess[head] += carried
        return range(first, len(self.value))

    def settle(self) -> bool:
        """Change values within their bounds until every node balances, moving as little as needed.

        Returns whether all nodes balance. Where they cannot, the flow is left as near as the
        bounds allow (a maximal flow from excess to want), and may be settled further after
        bounds were widened.
        """
        leaving = self._leaving()
        while True:
            level = self._levels(leaving)
            if level is None:
                return not any(self.excess)
            self._sweep(leaving, level)

    def shift(self, arc: int, step: int) -> None:
        """Change the value of one arc by ``step``, which unbalances its two nodes."""
        self.value[arc] += step
        self.excess[self.tail[arc]] -= step
        self.excess[self.head[arc]] += step

    def _leaving(self) -> list[list[int]]:
        """For each node the arcs by which something can leave it.

        An arc that can carry more is written as its number ``a``; one that ends here and can
        carry less, which sends back, as ``~a``.
        """
        leaving: list[list[int]] = [[] for _ in self.excess]
        spans = zip(self.tail, self.head, self.low, self.high, strict=True)
        for arc, (tail, head, low, high) in enumerate(spans):
            if low < high:
                leaving[tail].append(arc)
                leaving[head].append(~arc)
        return leaving

    def _levels(self, leaving: list[list[int]]) -> list[int] | None:
        """How many arcs each node is away from an excess, as far as the nearest wants.

        None where no excess can reach a want. Nodes not reached are at level -1.
        """
        tails, heads, lows, highs, values = self.tail, self.head, self.low, self.high, self.value
        excess = self.excess
        level = [-1] * len(excess)
        front = [node for node, amount in enumerate(excess) if amount > 0]
        for node in front:
            level[node] = 0
        depth = 0
        while front:
            depth += 1
            reached: list[int] = []
            wanted = False
            for node in front:
                for arc in leaving[node]:
                    if arc >= 0:
                        if values[arc] == highs[arc]:
                            continue
                        other = heads[arc]
                    else:
                        if values[~arc] == lows[~arc]:
                            continue
                        other = tails[~arc]
                    if level[other] < 0:
                        level[other] = depth
                        reached.append(other)
                        wanted = wanted or excess[other] < 0
            if wanted:
                return level
            front = reached
        return None

    def _sweep(self, leaving: list[list[int]], level: list[int]) -> None:
        """Send units along paths of rising levels until no such path is left."""
        untried = [iter(arcs) for arcs in leaving]
        for start, amount in enumerate(self.excess):
            for _ in range(amount):
                if not self._send(start, untried, level):
                    break

    def _send(self, start: int, untried: list[Iterator[int]], level: list[int]) -> bool:
        """Send one unit from ``start`` to a node that wants it; whether a path was left."""
        tails, heads, lows, highs, values = self.tail, self.head, self.low, self.high, self.value
        path: list[int] = []
        node = start
        while self.excess[node] >= 0:
            deeper = level[node] + 1
            for arc in untried[node]:
                if arc >= 0:
                    if values[arc] < highs[arc] and level[heads[arc]] == deeper:
                        path.append(arc)
                        node = heads[arc]
                        break
                elif values[~arc] > lows[~arc] and level[tails[~arc]] == deeper:
                    path.append(arc)
                    node = tails[~arc]
                    break
            else:
                if not path:
                    return False
                last = path.pop()
                node = tails[last] if last >= 0 else heads[~last]
        for arc in path:
            if arc >= 0:
                values[arc] += 1
            else:
                values[~arc] -= 1
        self.excess[start] -= 1
        self.excess[node] += 1
        return True
