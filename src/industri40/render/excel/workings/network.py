"""The network of one year, and the chains of swaps through it that the engine finds last.

The engine sends what one holder has too much to one that has too little, along a shortest chain
of cells that can go up or down by a unit: see :mod:`industri40.rounding.flow`. After the swaps of
two cells (:mod:`.rounding`) few chains are left to find, and they are short, so that formulas can
look for them: how far each node is from one that has too little, round by round; from there the
first cell of each node that leads nearer; and so the chain. Nodes, cells and their order are the
engine's, so that the same chain is found first.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from industri40.engine.result import Allocation
from industri40.engine.whole import CASH
from industri40.plan.model import CostLine

__all__ = [
    "FAR",
    "LONGEST",
    "OUTSIDE",
    "POOL",
    "Bundle",
    "Chain",
    "Network",
    "Start",
    "chains",
    "excess_of",
    "moved",
]

OUTSIDE = "*outside"
"""The bundle by which environments differ as the plan does that does not balance."""

POOL = ".pool"
"""The node that all of the grant comes from."""

LONGEST = 6
"""Chains of more cells are not looked for; hardly any are that long."""

FAR = 99
"""Farther than any chain goes; what cannot be changed is so far from everything."""

_SPARE, _MOST = 2, 8
"""Empty chains after those that are needed, and chains in all. Few plans need even one."""


class Bundle(NamedTuple):
    """Cells beside each other, from ``tail`` to ``head``: each one node, or one for each cell.

    The cells are numbered from ``first`` on, the nodes from 0.
    """

    name: str
    tail: range
    head: range
    first: int

    @property
    def size(self) -> int:
        """How many cells there are."""
        return max(len(self.tail), len(self.head))


class Network:
    """The nodes and cells of a year, in the engine's order.

    ``names`` says for each node what it is for, and for which holder (None for all of them);
    ``leaving`` by which bundles something may go on from it, and whether that is forward.
    """

    def __init__(self, allocation: Allocation, *, last: bool) -> None:
        self._allocation, self._size = allocation, len(allocation.holders)
        self.names: list[tuple[str, int | None]] = []
        self.leaving: list[list[tuple[Bundle, bool]]] = []
        self.bundles: dict[str, Bundle] = {}
        self.cells = 0
        exact = allocation.exact
        self.money = self._block("")
        meeting: dict[str, range] = {}
        for name, line in exact.costs.items():
            if isinstance(line.line, CostLine) and line.line.includes:
                meeting[name] = self._block(name)
                meeting.update(dict.fromkeys(line.line.includes, meeting[name]))
        for name in exact.sources:
            to = meeting.get(name, self.money)
            if name == exact.grant and last and len(exact.phases) > 1:
                self._awards(to)
            else:
                self._bundle(name, self._node(name), to)
        for name in exact.costs:
            spent = self._node(name)
            self._bundle(name, meeting.get(name, self.money), spent)
            if name in meeting:
                self._bundle(name + CASH, self.money, meeting[name])
        self._bundle(OUTSIDE, self.money, self._node(OUTSIDE))

    def _node(self, name: str) -> range:
        return self._nodes(name, [None])

    def _block(self, name: str) -> range:
        return self._nodes(name, list(range(self._size)))

    def _nodes(self, name: str, holders: Sequence[int | None]) -> range:
        first = len(self.names)
        self.names += [(name, holder) for holder in holders]
        self.leaving += [[] for _ in holders]
        return range(first, len(self.names))

    def _bundle(self, name: str, tail: range, head: range) -> None:
        bundle = Bundle(name, tail, head, self.cells)
        self.bundles[name] = bundle
        self.cells += bundle.size
        for ends, forward in ((tail, True), (head, False)):
            for node in ends:
                self.leaving[node].append((bundle, forward))

    def _awards(self, holders: range) -> None:
        """Frames, what is carried on, awards, and what they add up to, phase after phase."""
        phases = self._allocation.exact.phases
        frames = [self._node(f"frame.{number}") for number in range(len(phases))]
        pool, last = self._node(POOL), len(phases) - 1
        for number, frame in enumerate(frames):
            self._bundle(f"base.{number}", pool, frame)
            if number < last:
                rest = self._node(f"rest.{number}")
                self._bundle(f"rest.{number}", pool, rest)
                pool = rest
        for number, exact in enumerate(phases[:-1]):
            if exact.phase.leftover == "carry":
                self._bundle(f"carried.{number}", frames[number], frames[number + 1])
        source = frames[0]
        for number, frame in enumerate(frames):
            if number:
                self._bundle(f"award.{number}", frame, source)
            to = holders if number == last else self._block(f"awarded.{number}")
            self._bundle(f"awarded.{number}", source, to)
            source = to

    def span(self, name: str) -> slice:
        """The cells of a bundle, among all."""
        bundle = self.bundles[name]
        return slice(bundle.first, bundle.first + bundle.size)

    def ways(self, node: int) -> Iterator[tuple[int, int, bool]]:
        """The cells by which something may leave a node, where to, and whether forward."""
        for bundle, forward in self.leaving[node]:
            own, other = (bundle.tail, bundle.head) if forward else (bundle.head, bundle.tail)
            places = range(bundle.size) if len(own) == 1 else [node - own.start]
            for place in places:
                yield bundle.first + place, other[place if len(other) > 1 else 0], forward

    def ends(self) -> Iterator[tuple[int, int]]:
        """The tail and the head of every cell."""
        for bundle in self.bundles.values():
            for place in range(bundle.size):
                tail, head = (each[place if len(each) > 1 else 0] for each in bundle[1:3])
                yield tail, head


class Start(NamedTuple):
    """Before any chain: what each node has too much, and how far each cell is from a unit more.

    ``up`` and ``down`` are 0 where a cell can go up or down by a unit, else FAR.
    """

    excess: list[int]
    up: list[int]
    down: list[int]


class Chain(NamedTuple):
    """One chain, and how it is found: ``near`` holds for every round how far each node is.

    ``onward`` is the cell by which each node comes nearer, from 1, below 0 where backward; 0 for
    none. ``cells`` and ``nodes`` are the chain's, in the same way, filled up to LONGEST.
    """

    start: Start
    near: list[list[int]]
    onward: list[int]
    best: int
    giver: int
    cells: list[int]
    nodes: list[int]


def chains(network: Network, start: Start) -> list[Chain]:
    """All chains, one after the other, and some empty ones, which changed inputs may need."""
    ends = list(network.ends())
    found: list[Chain] = []
    while len(found) < _SPARE or (found[-_SPARE].giver and len(found) < _MOST):
        chain = _chain(network, start, ends)
        found.append(chain)
        start = _after(chain, network.span(OUTSIDE))
    return found


def _chain(network: Network, start: Start, ends: Sequence[tuple[int, int]]) -> Chain:
    way = [list(network.ways(node)) for node in range(len(network.names))]
    near = [[0 if amount < 0 else FAR for amount in start.excess]]
    for _ in range(LONGEST):
        before = near[-1]
        near.append(
            [
                0 if not near[0][node] else 1 + min(_far(start, before, *each) for each in ways)
                for node, ways in enumerate(way)
            ]
        )
    far = near[-1]
    onward = [
        next((_code(*each) for each in ways if _far(start, far, *each) == far[node] - 1), 0)
        for node, ways in enumerate(way)
    ]
    best = min([FAR, *(far[node] for node, amount in enumerate(start.excess) if amount > 0)])
    giver = 0
    if best <= LONGEST:
        starts = (n for n, amount in enumerate(start.excess) if amount > 0 and far[n] == best)
        giver = next(starts) + 1
    cells: list[int] = []
    nodes = [giver]
    for step in range(1, LONGEST + 1):
        cell = onward[nodes[-1] - 1] if giver and best >= step else 0
        cells.append(cell)
        nodes.append(ends[abs(cell) - 1][cell > 0] + 1 if cell else nodes[-1])
    return Chain(start, near, onward, best, giver, cells, nodes[1:])


def _far(start: Start, far: Sequence[int], cell: int, node: int, forward: bool) -> int:  # noqa: FBT001
    return (start.up if forward else start.down)[cell] + far[node]


def _code(cell: int, _: int, forward: bool) -> int:  # noqa: FBT001
    return cell + 1 if forward else -cell - 1


def _after(chain: Chain, unlimited: slice) -> Start:
    """What there is when the chain is sent along: a cell of it can only go back again."""
    excess, up, down = (list(each) for each in chain.start)
    if chain.giver:
        excess[chain.giver - 1] -= 1
        excess[chain.nodes[-1] - 1] += 1
    for code in filter(None, chain.cells):
        cell = abs(code) - 1
        if not unlimited.start <= cell < unlimited.stop:
            up[cell], down[cell] = (FAR, 0) if code > 0 else (0, FAR)
    return Start(excess, up, down)


def moved(found: Sequence[Chain], bundle: Bundle) -> list[int]:
    """What all chains together add to each cell of a bundle."""
    codes = [code for chain in found for code in chain.cells]
    numbers = range(bundle.first + 1, bundle.first + bundle.size + 1)
    return [codes.count(number) - codes.count(-number) for number in numbers]


def excess_of(
    network: Network, values: Mapping[str, Sequence[int]], supplies: Mapping[str, int]
) -> list[int]:
    """What every node has too much: its supply and what comes in, less what goes out."""
    excess = [supplies.get(name, 0) if who is None else 0 for name, who in network.names]
    for (tail, head), value in zip(
        network.ends(),
        (value for name in network.bundles for value in values[name]),
        strict=True,
    ):
        excess[tail] -= value
        excess[head] += value
    return excess
