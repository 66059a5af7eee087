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
from itertools import chain
from operator import add, sub

UNLIMITED = 1 << 200  # more units than any network carries


class Network:
    """A network of nodes and arcs with whole bounds, and a whole flow that is made to balance.

    Nodes come alone or in *blocks* (one node for each holder), arcs in *bundles* of one arc for
    each node of a block. ``excess[n]`` is what comes into node ``n`` (its supply included) less
    what goes out. The lists of arcs are public, for the caller to read ``value`` and to widen
    bounds between two calls of ``settle``.
    """

    def __init__(self) -> None:
        self.excess: list[int] = []
        self.tail: list[int] = []
        self.head: list[int] = []
        self.low: list[int] = []
        self.high: list[int] = []
        self.value: list[int] = []
        self._block: list[int] = []
        self._first_node: list[int] = []
        self._runs: list[list[range]] = []
        self._bundles: list[list[tuple[int, int]]] = []

    def node(self, supply: int = 0) -> int:
        """Add a node that gives off ``supply`` (or takes it up, below zero); its number."""
        [node] = self.nodes(1)
        self.excess[node] = supply
        return node

    def nodes(self, count: int) -> range:
        """Add a block of nodes without supply; their numbers."""
        first = len(self.excess)
        self.excess.extend([0] * count)
        self._block.extend([len(self._first_node)] * count)
        self._first_node.append(first)
        self._runs.append([])
        self._bundles.append([])
        return range(first, first + count)

    def arc(self, tail: int, head: int, low: int, high: int, value: int) -> int:
        """Add an arc that carries ``value``, at least ``low`` and at most ``high``; its number.

        Both ends are nodes that were added alone.
        """
        return self.arcs(tail, head, [low], [high], [value]).start

    def arcs(
        self,
        tail: int | range,
        head: int | range,
        low: Sequence[int],
        high: Sequence[int],
        value: Sequence[int],
    ) -> range:
        """Add a bundle of arcs; their numbers.

        Each end is a node that was added alone, in which all arcs of the bundle meet, or a block
        of nodes, one for each arc.
        """
        bundle = range(len(self.value), len(self.value) + len(value))
        self.low.extend(low)
        self.high.extend(high)
        self.value.extend(value)
        self._attach(self.tail, tail, bundle, value, -1)
        self._attach(self.head, head, bundle, value, 1)
        return bundle

    def settle(self) -> bool:
        """Change values within their bounds until every node balances.

        Returns whether all nodes balance. Where they cannot, the flow is left as near as the
        bounds allow (as much as possible is sent from excess to want), and may be settled further
        after bounds were widened.
        """
        # The usual way is of two arcs, out of an excess and through a node that balances, and
        # needs no search.
        level = [1 if not amount else 0 if amount > 0 else 2 for amount in self.excess]
        self._sweep(level)
        while (found := self._levels()) is not None:
            self._sweep(found)
        return not any(self.excess)

    def changes(self) -> tuple[list[int], list[int]]:
        """How often each change of an arc can be made, and to which node it brings a unit.

        Carrying one more is the change ``a``, by the arc's number; carrying one less, which sends
        back from its head to its tail, is ``~a``.
        """
        more, less = map(sub, self.high, self.value), map(sub, self.value, self.low)
        return [*more, *list(less)[::-1]], self.head + self.tail[::-1]

    def leave(self, room: list[int]) -> None:
        """Carry what leaves this room for changes."""
        self.value[:] = map(sub, self.high, room)

    def leaving(self, node: int) -> Iterator[int]:
        """The changes by which something may leave a node."""
        return chain(self._own(node), *self._runs[self._block[node]])

    def _own(self, node: int) -> Iterator[int]:
        """Those of the bundles that have an arc for each node of its block."""
        block = self._block[node]
        offset = node - self._first_node[block]
        return (first + step * offset for first, step in self._bundles[block])

    def _attach(
        self, ends: list[int], end: int | range, bundle: range, values: Sequence[int], sign: int
    ) -> None:
        """Note that a bundle ends here (``sign`` 1), or begins here (-1)."""
        first, step = (~bundle.start, -1) if sign > 0 else (bundle.start, 1)
        if isinstance(end, int):
            ends.extend([end] * len(bundle))
            self.excess[end] += sign * sum(values)
            self._runs[self._block[end]].append(range(first, first + step * len(bundle), step))
        else:
            ends.extend(end)
            span = slice(end.start, end.stop)
            self.excess[span] = map(add if sign > 0 else sub, self.excess[span], values)
            self._bundles[self._block[end.start]].append((first, step))

    def _open(self, change: int) -> int:
        """To which node a change brings a unit, or -1 where it cannot be made."""
        if change >= 0:
            return self.head[change] if self.value[change] < self.high[change] else -1
        return self.tail[~change] if self.value[~change] > self.low[~change] else -1

    def _levels(self) -> list[int] | None:
        """How many arcs each node is away from an excess, as far as the nearest wants.

        None where no excess can reach a want. Nodes not reached are at level -1, and so are those
        as far away as the nearest wants that want nothing: ways to them are dead ends.
        """
        excess = self.excess
        level = [0 if amount > 0 else -1 for amount in excess]
        front = [node for node, amount in enumerate(excess) if amount > 0]
        while front:
            reached: list[int] = []
            for node in front:
                for change in self.leaving(node):
                    end = self._open(change)
                    if end >= 0 and level[end] < 0:
                        level[end] = level[node] + 1
                        reached.append(end)
            if any(excess[node] < 0 for node in reached):
                for node in reached:
                    if excess[node] >= 0:
                        level[node] = -1
                return level
            front = reached
        return None

    def _sweep(self, level: list[int]) -> None:
        """Send units along ways of rising levels until there is no such way left."""
        untried: dict[int, Iterator[int]] = {}
        for start, amount in enumerate(self.excess):
            for _ in range(amount):
                if not self._send(start, untried, level):
                    break

    def _send(self, start: int, untried: dict[int, Iterator[int]], level: list[int]) -> bool:
        """Send one unit from ``start`` to a node that wants it; whether there was a way left."""
        values, excess = self.value, self.excess
        way: list[int] = []
        node = start
        while excess[node] >= 0:
            change = self._onward(node, untried, level)
            if change is not None:
                way.append(change)
                node = self._open(change)
                continue
            level[node] = -1
            if not way:
                return False
            last = way.pop()
            node = self.tail[last] if last >= 0 else self.head[~last]
        for change in way:
            if change >= 0:
                values[change] += 1
            else:
                values[~change] -= 1
        excess[start] -= 1
        excess[node] += 1
        return True

    def _onward(self, node: int, untried: dict[int, Iterator[int]], level: list[int]) -> int | None:
        """A change that leads from a node to the next level, or None where there is none left.

        A node in a block has few arcs, which are looked at anew each time; one in which bundles
        meet has many, and goes on where it stopped.
        """
        deeper = level[node] + 1
        if node not in untried:
            untried[node] = chain(*self._runs[self._block[node]])
        for change in chain(self._own(node), untried[node]):
            end = self._open(change)
            if end >= 0 and level[end] == deeper:
                return change
        return None
