"""Settling a network whose promised bounds cannot all hold, with the least harm.

Each arc has *hard* bounds, which always hold, and within them *promised* ones (the floor and the
ceiling of an exact value). The first unit beyond a promised bound costs one, the next two, and so
on; the total cost is made as small as it can be.

The method is the primal-dual one for flows of least cost: potentials on the nodes tell which arcs
lie on a cheapest way from what is too much to what is too little; the flow is settled over just
those arcs; then the potentials are renewed. Costs are convex, so the result is optimal.

Source: Ahuja, Magnanti & Orlin, *Network Flows* (1993), sections 9.8 and 14.5.
"""

from collections.abc import Sequence
from heapq import heappop, heappush
from typing import TypeAlias

from industri40.rounding.flow import Network

Costs: TypeAlias = tuple[int | None, int | None]
"""What one unit more and one unit less on an arc cost; None where a hard bound forbids it."""


def settle_at_least_cost(
    network: Network, promised_low: Sequence[int], promised_high: Sequence[int]
) -> None:
    """Settle ``network`` within its own (hard) bounds, going least beyond the promised ones.

    Every value must lie within its promised bounds to begin with, or be settled as far as those
    allow. Raises ValueError where the hard bounds have no balanced flow.
    """
    hard_low, hard_high = network.low, network.high
    potential = [0] * len(network.excess)
    while any(network.excess):
        costs = [
            _costs(*arc)
            for arc in zip(
                network.value, hard_low, hard_high, promised_low, promised_high, strict=True
            )
        ]
        _renew(network, costs, potential)
        network.low, network.high = _cheapest(network, costs, potential)
        network.settle()
    network.low, network.high = hard_low, hard_high


def _costs(value: int, hard_low: int, hard_high: int, low: int, high: int) -> Costs:
    """What one unit more and one unit less on an arc cost."""
    more = None if value >= hard_high else _step(value, low, high)
    less = None if value <= hard_low else _step(-value, -high, -low)
    return more, less


def _step(value: int, low: int, high: int) -> int:
    if value >= high:
        return value + 1 - high
    return min(0, value - low)


def _renew(network: Network, costs: list[Costs], potential: list[int]) -> None:
    """Add to each potential the cheapest way to it from an excess, as far as the nearest want."""
    leaving = _leaving(network, costs, potential)
    distance: list[int | None] = [0 if amount > 0 else None for amount in network.excess]
    front = [(0, node) for node, amount in enumerate(network.excess) if amount > 0]
    reach: int | None = None
    while front:
        far, node = heappop(front)
        if network.excess[node] < 0:
            reach = far
            break
        if far != distance[node]:
            continue
        for other, cost in leaving[node]:
            known = distance[other]
            if known is None or far + cost < known:
                distance[other] = far + cost
                heappush(front, (far + cost, other))
    if reach is None:
        raise ValueError("the bounds have no balanced flow")
    for node, far_from in enumerate(distance):
        potential[node] += reach if far_from is None else min(reach, far_from)


def _leaving(
    network: Network, costs: list[Costs], potential: list[int]
) -> list[list[tuple[int, int]]]:
    """For each node where something can go from it, and what that costs by the potentials."""
    leaving: list[list[tuple[int, int]]] = [[] for _ in potential]
    for tail, head, (more, less) in zip(network.tail, network.head, costs, strict=True):
        if more is not None:
            leaving[tail].append((head, more + potential[tail] - potential[head]))
        if less is not None:
            leaving[head].append((tail, less + potential[head] - potential[tail]))
    return leaving


def _cheapest(
    network: Network, costs: list[Costs], potential: list[int]
) -> tuple[list[int], list[int]]:
    """Bounds that let only arcs on cheapest ways change, by one unit."""
    low, high = [], []
    arcs = zip(network.tail, network.head, network.value, costs, strict=True)
    for tail, head, value, (more, less) in arcs:
        rise = potential[head] - potential[tail]
        high.append(value + 1 if more == rise else value)
        low.append(value - 1 if less == -rise else value)
    return low, high
