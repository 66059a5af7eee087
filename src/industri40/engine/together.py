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
   balanced (:mod:`industri40.rounding.ties`).
3. The same without layers, which leaves more room.
4. The same with bounds for the cells only, and first for what may not give way.

What is tied: no cell falls; the cash part of a line that includes in kind neither falls nor is
below zero; where environments are alike, all that they get, and all that they spend, is to date
next to its exact value, so that they differ by one unit at most. The last gives way to the others:
there are plans, though few, in which both cannot be had.

**Where it might not.** Lines, environments and years are a table in three directions, which need
not have a whole one beside its exact one, and whether it has is as hard to tell as anything in NP.
The smallest such plan that is known here has four environments and three years: a krone is halved
between 1 and 2 and another between 3 and 4; a year later two more between 1 and 3 and between 2
and 4; then between 1 and 4 and between 2 and 3, with costs that leave no choice. Each year says of
the same four halves which two are alike, and no four are (``tests/data/plans/gives-way.yaml``).
Where no step was enough, cells may go beyond their bounds, as few as are found; those of the last
year only where nothing else is possible. It is not proved that none could have been spared.

Sources: Causey, Cox & Ernst, «Applications of transportation theory to statistical problems», JASA
80 (1985), for tables in two directions and the first example in three; Irving & Jerrum,
«Three-dimensional statistical data security problems», SIAM J. Comput. 23 (1994), for how hard
three are.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, combinations, pairwise, product
from operator import gt, lt
from typing import NamedTuple

from industri40.engine.exact import ExactShares
from industri40.engine.network import YearNetwork
from industri40.engine.year import Year, less, sums_of
from industri40.rounding.ties import Term, Tie, settle_ties

__all__ = ["settled_together"]


class _Step(NamedTuple):
    """How the networks are built; the effort for mending them, at least and for each tie."""

    base: int
    per_tie: int
    layered: bool = False
    free: bool = False


_STEPS = (_Step(100_000, 50, layered=True), _Step(100_000, 1000), _Step(100_000, 500, free=True))
"""Each with about twice the effort that any plan needed for which it was the right one."""

_MOST_EFFORT = 10_000_000
"""Some ten seconds: what large programmes may take."""

_FEW_PAIRS = 1000

_REACHES = (1, 2, 4, 8, 16)
"""By how many units cells may go beyond their bounds where no step was enough."""


def settled_together(
    exact: ExactShares, years: int, *, balanced: bool
) -> tuple[list[YearNetwork], bool]:
    """Networks of all years in which nothing falls; and whether all cells are in their bounds.

    Raises ArithmeticError where not even cells far beyond their bounds were a way.
    """
    alike = _alike(exact)
    networks: list[YearNetwork] = []
    for step in _STEPS:
        networks = _settled_backwards(
            exact, years, step, balanced=balanced, through=bool(alike) and not step.free
        )
        broken = _mended(networks, alike, step) if _falls(networks, alike) else []
        if not broken or (step.free and not any(tie.grave for tie in broken)):
            return networks, True
    _give_way(networks)
    return networks, False


def _settled_backwards(
    exact: ExactShares, years: int, step: _Step, *, balanced: bool, through: bool
) -> list[YearNetwork]:
    networks: list[YearNetwork] = []
    year: Year | None = None
    after: YearNetwork | None = None
    for number in reversed(range(years)):
        year = Year(exact, number, year, layered=step.layered)
        after = YearNetwork(year, after, balanced=balanced, through=through, free=step.free)
        networks.insert(0, after)
    return networks


def _mended(networks: Sequence[YearNetwork], alike: Sequence[list[int]], step: _Step) -> list[Tie]:
    """Mend what is broken; the ties that are broken still."""
    flows = [each.network for each in networks]
    grave = [*_cells_tied(networks), *_cash_tied(networks)]
    few = sum(len(group) ** 2 for group in alike) <= _FEW_PAIRS
    tied = _pairs_tied if step.free and few else _sides_tied
    ties = [*grave, *tied(networks, alike)]
    effort = min(step.base + step.per_tie * len(ties), _MOST_EFFORT)
    if step.free and (broken := settle_ties(flows, grave, effort)):
        return broken
    return settle_ties(flows, ties, effort)


def _give_way(networks: Sequence[YearNetwork]) -> None:
    """Let cells go beyond their bounds, as few as are found and not far, so that nothing falls.

    Those of the last year only where nothing else was possible.
    """
    flows = [each.network for each in networks]
    for reach, last in product(_REACHES, (False, True)):
        for each in networks if last else networks[:-1]:
            each.widen(reach)
        grave = [*_cells_tied(networks), *_cash_tied(networks)]
        broken = settle_ties(flows, [*grave, *_bounds_tied(networks)], _MOST_EFFORT // 20)
        if not any(tie.grave for tie in broken):
            return
    raise ArithmeticError("no way was found to share this plan out so that nothing is negative")


def _falls(networks: Sequence[YearNetwork], alike: Sequence[list[int]]) -> bool:
    """Whether any tie does not hold, told from whole columns: quicker than making the ties."""
    totals = [each.totals() for each in networks]
    for before, now in pairwise(totals):
        if any(any(map(gt, values, now[name])) for name, values in before.items()):
            return True
    last = networks[-1].year
    gross = {name for name in last.costs() if last.in_kind_of(name)}
    cash: dict[str, list[int]] = {}
    for each, now in zip(networks, totals, strict=True):
        year = each.year
        nothing = [0] * year.size
        for name in filter(gross.__contains__, year.costs()):
            before_it = cash.get(name, nothing)
            parts = (now[part] for part in year.in_kind_of(name))
            cash[name] = less(now[name], sums_of(parts, year.size))
            if any(map(lt, cash[name], before_it)):
                return True
        for side in each.sides() if alike else ():
            sums = sums_of((now[name] for name in side.lines), year.size)
            if any(not side.low[at] <= sums[at] <= side.high[at] for at in chain(*alike)):
                return True
    return False


def _cells_tied(networks: Sequence[YearNetwork]) -> Iterator[Tie]:
    """No cell is above that of the year after, where it could be."""
    for number, (now, later) in enumerate(pairwise(networks)):
        most, least = now.network.high, later.network.low
        for name, cells in now.cells.items():
            for cell, cell_after in zip(cells, later.cells[name], strict=True):
                if most[cell] > least[cell_after]:
                    yield Tie((Term(number + 1, cell_after, 1), Term(number, cell, -1)))


def _cash_tied(networks: Sequence[YearNetwork]) -> Iterator[Tie]:
    """No cash part of a cell is below that of the year before, or below zero, where it could be."""
    for number, now in enumerate(networks):
        for name in now.year.costs():
            if not now.year.in_kind_of(name) or name in now.year.straight:
                continue
            for holder in range(now.year.size):
                terms, least, _ = _cash(number, now, name, holder, 1)
                most = 0
                if number and name in networks[number - 1].cells:
                    before, _, most = _cash(number - 1, networks[number - 1], name, holder, -1)
                    terms += before
                if least < most:
                    yield Tie(terms)


def _cash(
    number: int, network: YearNetwork, name: str, holder: int, sign: int
) -> tuple[tuple[Term, ...], int, int]:
    """The cash part of a cell as terms, and the least and the most that it could be."""
    low, high = network.network.low, network.network.high
    whole = network.cells[name][holder]
    parts = [network.cells[part][holder] for part in network.year.in_kind_of(name)]
    terms = (Term(number, whole, sign), *(Term(number, part, -sign) for part in parts))
    least = low[whole] - sum(high[part] for part in parts)
    return terms, least, high[whole] - sum(low[part] for part in parts)


def _sides_tied(networks: Sequence[YearNetwork], groups: Sequence[list[int]]) -> Iterator[Tie]:
    """All that alike environments get, and all that they spend, is next to its exact value."""
    holders = sorted(chain(*groups))
    for number, each in enumerate(networks):
        for side in each.sides():
            for at in holders:
                terms = tuple(Term(number, each.cells[name][at], 1) for name in side.lines)
                yield Tie(terms, side.low[at], side.high[at], grave=False)


def _bounds_tied(networks: Sequence[YearNetwork]) -> Iterator[Tie]:
    """Every cell is its exact value rounded down or up."""
    for number, each in enumerate(networks):
        for name, cells in each.cells.items():
            bounds = zip(cells, each.year.low[name], each.year.high[name], strict=True)
            for cell, low, high in bounds:
                yield Tie((Term(number, cell, 1),), low, high, grave=False)


def _pairs_tied(networks: Sequence[YearNetwork], groups: Sequence[list[int]]) -> Iterator[Tie]:
    """All that alike environments get, and all that they spend, differs by one unit at most."""
    for number, each in enumerate(networks):
        for side in each.sides():
            for group in groups:
                for one, other in combinations(group, 2):
                    terms = [Term(number, each.cells[name][one], 1) for name in side.lines]
                    terms += (Term(number, each.cells[name][other], -1) for name in side.lines)
                    yield Tie(tuple(terms), -1, 1, grave=False)


def _alike(exact: ExactShares) -> list[list[int]]:
    """Environments that are like others: with the same keys, awards and ceilings."""
    columns: list[Sequence[int | None]] = [exact.keys[name].numerators for name in exact.sources]
    for phase in exact.phases:
        columns += [phase.award.numerators, [*phase.ceilings, None]]
    # Less its last holder: what nobody was awarded is like nothing else.
    described = list(zip(*columns, strict=True))[:-1]
    times = Counter(described)
    groups: dict[tuple[int | None, ...], list[int]] = {}
    for holder, values in enumerate(described):
        if times[values] > 1:
            groups.setdefault(values, []).append(holder)
    return list(groups.values())
