"""All years' networks, tied to each other: nothing falls from one year to the next.

Each year by itself is a network that has a whole flow next to its exact one. What couples the
years is that no running total may fall. Where a cell's exact total is at another whole number a
year later that holds by itself; where it stays between the same two, its rounding may only go up.

**Why it works.** The exact shares keep every tie, and whole flows of a year are plenty: wherever a
few lines of two environments are between two whole numbers, a unit can be moved around them. So it
is done in steps, each only where those before it left something open:

1. The years are settled back from the last one, each with no cell above the year after it where
   that can be. Lines come in layers by the year since which they stand still, so that an earlier
   year finds what these have near its exact value. In most plans that is all.
2. What falls is mended by changes around cycles within single years, which all networks survive
   balanced (:mod:`industri40.engine.mending`).
3. The same without layers, which leaves more room.
4. The same with bounds for the cells only, and first for what may not give way.

**Where it might not.** Lines, environments and years are a table in three directions, which need
not have a whole one beside its exact one, and whether it has is as hard to tell as anything in NP.
The smallest such plan that is known here has four environments and three years: a krone is halved
between 1 and 2 and another between 3 and 4; a year later two more between 1 and 3 and between 2
and 4; then between 1 and 4 and between 2 and 3, with costs that leave no choice. So 3 and 4 have to
be rounded unlike each other, and both of them unlike 1 (``tests/data/plans/gives-way.yaml``).
Where no step was enough, cells may go beyond their bounds, as few as are found; those of the last
year only where nothing else is possible. It is not proved that none could have been spared. Should
that fail too, the years are settled one after the other (:mod:`industri40.engine.forwards`).

Sources: Causey, Cox & Ernst, «Applications of transportation theory to statistical problems», JASA
80 (1985), for tables in two directions and the first example in three; Irving & Jerrum,
«Three-dimensional statistical data security problems», SIAM J. Comput. 23 (1994), for how hard
three are.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from operator import lt

from industri40.engine.columns import less, sums_of
from industri40.engine.exact import ExactShares
from industri40.engine.frames import WholeAwards
from industri40.engine.network import YearNetwork
from industri40.engine.year import Totals, Year
from industri40.record import Record

_STEPS = ((50, True, False), (1000, False, False), (500, False, True))
"""The effort for each tie, about twice what any plan needed for which the step was the right one.

And whether lines come in layers, and whether only cells have bounds.
"""

_MANY_CELLS = 50_000
"""From so many on what is grave is mended first, and there is no effort for the rest alone."""


class Settled(Record):
    """All running totals after each year, and the awards.

    ``kept`` says that each is its exact value rounded down or up.
    """

    totals: tuple[Totals, ...]
    awards: WholeAwards | None
    kept: bool


def settled_together(exact: ExactShares, years: int, *, balanced: bool) -> Settled:
    """Settle all years so that nothing falls.

    ``balanced`` says that costs equal financing in every year; else that is not kept by
    environment either, since it cannot be.
    """
    alike = _alike(exact)
    many = (len(exact.sources) + len(exact.costs)) * len(exact.holders) * years > _MANY_CELLS
    networks: list[YearNetwork] = []
    if balanced and not exact.exactly:
        # what keys of cost lines leave is nothing exactly, but not in whole units: there is no flow
        # beside these, and the last year is settled just for its awards
        last = Year(exact, years - 1, None, layered=False)
        network = YearNetwork(last, None, balanced=False, through=False, free=True)
        return _forwards(exact, network, years, balanced=True)
    for per_tie, layered, free in _STEPS:
        networks, year = [], None
        for number in reversed(range(years)):
            year = Year(exact, number, year, layered=layered)
            after = networks[0] if networks else None
            through = bool(alike) and not free
            each = YearNetwork(year, after, balanced=balanced, through=through, free=free)
            networks.insert(0, each)
        if not _falls(networks, alike):
            return _settled(networks, kept=True)
        from industri40.engine import mending  # which most plans do not need

        first = many or free
        broken = mending.mend(networks, alike, per_tie, free=free, grave_first=first)
        if not broken or (first and not any(tie.grave for tie in broken)):
            return _settled(networks, kept=True)
    if not many and mending.give_way(networks):
        return _settled(networks, kept=False)
    return _forwards(exact, networks[-1], years, balanced=balanced)


def _forwards(exact: ExactShares, last: YearNetwork, years: int, *, balanced: bool) -> Settled:
    """The years settled one after the other, with the awards of the last one."""
    from industri40.engine.forwards import settled_forwards

    awarded = None if exact.grant is None else last.totals()[exact.grant]
    totals = settled_forwards(exact, awarded, years, balanced=balanced)
    return Settled(tuple(totals), last.awards(), kept=False)


def _settled(networks: Sequence[YearNetwork], *, kept: bool) -> Settled:
    exact, size = networks[0].year.exact, networks[0].year.size
    nothing = {name: [0] * size for name in (*exact.sources, *exact.costs)}
    totals = tuple(nothing | network.totals() for network in networks)
    return Settled(totals, networks[-1].awards(), kept=kept)


def _falls(networks: Sequence[YearNetwork], alike: Sequence[list[int]]) -> bool:
    """Whether any tie does not hold, told from whole columns: quicker than making the ties."""
    last = networks[-1].year
    gross = {name for name in last.costs() if last.in_kind_of(name)}
    nothing = [0] * last.size
    before: dict[object, list[int]] = {}
    for each in networks:
        year, totals = each.year, each.totals()
        now = dict[object, list[int]](totals.items())
        for name in filter(gross.__contains__, year.costs()):
            parts = (totals[part] for part in year.in_kind_of(name))
            now["cash", name] = less(totals[name], sums_of(parts, year.size))
        if any(any(map(lt, now[name], before.get(name, nothing))) for name in now):
            return True
        before = now
        for lines, low, high in each.sides() if alike else ():
            sums = sums_of((totals[name] for name in lines), year.size)
            if any(not low[at] <= sums[at] <= high[at] for at in chain(*alike)):
                return True
    return False


def _alike(exact: ExactShares) -> list[list[int]]:
    """Environments that are like others: with the same keys, awards and bounds of these."""
    keys = {id(key): key for key in exact.keys.values()}  # many names have one and the same
    columns: list[Sequence[int | None]] = [key.numerators for key in keys.values()]
    for phase in exact.phases:
        columns += [phase.net.numerators, [*phase.ceilings, None], [*phase.floors, None]]
    # Less its last holder: what nobody was awarded is like nothing else.
    described = list(zip(*columns, strict=True))[:-1]
    groups: dict[tuple[int | None, ...], list[int]] = defaultdict(list)
    for holder, values in enumerate(described):
        groups[values].append(holder)
    return [group for group in groups.values() if len(group) > 1]
