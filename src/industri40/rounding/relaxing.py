"""Settling a network whose promised bounds cannot all hold, with the least harm.

Each arc has *hard* bounds, which always hold, and within them *promised* ones (the floor and the
ceiling of an exact value). The first unit beyond a promised bound costs one, the next two, and so
on; the total cost is made as small as it can be.

The method is the primal-dual one for flows of least cost: potentials on the nodes tell which arcs
lie on a cheapest way from what is too much to what is too little; the flow is settled over just
those arcs; then the potentials are renewed. Costs are convex, so the result is optimal.

Source: Ahuja, Magnanti & Orlin, *Network Flows* (1993), sections 9.8 and 14.5.
"""

from heapq import heappop, heappush
from operator import add, sub

from industri40.rounding.flow import Network


def settle_at_least_cost(network: Network, least: list[int], most: list[int]) -> None:
    """Settle ``network`` within its own (hard) bounds, going least beyond the promised ones.

    Every value must lie within its promised bounds to begin with. Raises ValueError where the hard
    bounds have no balanced flow.
    """
    hard = network.low, network.high
    network.low, network.high = least, most
    network.settle()
    potential = [0] * len(network.excess)
    while any(network.excess):
        network.low, network.high = hard
        low = list(map(sub, least, network.value))
        beyond = [*map(sub, network.value, most), *reversed(low)]
        pairs = zip(beyond, reversed(beyond), strict=True)
        costs = [over + 1 if over >= 0 else min(0, -under) for over, under in pairs]
        cheapest = _cheapest(network, costs, potential)
        network.low = list(map(sub, network.value, reversed(cheapest)))
        network.high = list(map(add, network.value, cheapest))
        network.settle()
    network.low, network.high = hard


def _cheapest(network: Network, costs: list[int], potential: list[int]) -> list[bool]:
    """Which changes are on cheapest ways, by potentials that are renewed first.

    To each potential the cheapest way to it from an excess is added, as far as the nearest want.
    """
    room, ends = network.changes()
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
        for change in network.leaving(node):
            if room[change] > 0:
                other = ends[change]
                way = far + costs[change] + potential[node] - potential[other]
                known = distance[other]
                if known is None or way < known:
                    distance[other] = way
                    heappush(front, (way, other))
    if reach is None:
        raise ValueError("the bounds have no balanced flow")
    for node, far_from in enumerate(distance):
        potential[node] += reach if far_from is None else min(reach, far_from)
    changes = zip(room, costs, ends, reversed(ends), strict=True)
    return [left > 0 and cost == potential[end] - potential[at] for left, cost, end, at in changes]
