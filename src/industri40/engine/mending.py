"""What ties the years' networks to each other, mended where it does not hold.

No cell falls from one year to the next; the cash part of a line that includes in kind neither falls
nor is below zero; where environments are alike, all that they get, and all that they spend, is to
date next to its exact value, so that they differ by one unit at most. The last gives way to the
others: there are plans, though few, in which both cannot be had.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, combinations, pairwise, product

from industri40.engine.network import YearNetwork
from industri40.rounding.ties import Term, Tie, settle_ties

_LEAST_EFFORT, _MOST_EFFORT = 100_000, 10_000_000
"""A tenth of a second, and some ten: what large programmes may take."""

_FEW_PAIRS = 1000
"""So many pairs of alike environments are compared one by one, which leaves them more room."""

_REACHES = (1, 2)
"""By how many units cells may go beyond their bounds where nothing else was enough."""


def mend(
    networks: Sequence[YearNetwork],
    alike: Sequence[list[int]],
    per_tie: int,
    *,
    free: bool,
    grave_first: bool,
) -> list[Tie]:
    """Mend what is broken, with an effort of so much ``per_tie``; what is still broken.

    ``alike`` are the groups of alike environments, ``free`` says that only cells have bounds.
    """
    flows = [each.network for each in networks]
    grave = [*_cells_tied(networks), *_cash_tied(networks)]
    few = sum(len(group) ** 2 for group in alike) <= _FEW_PAIRS
    tied = _pairs_tied if free and few else _sides_tied
    ties = [*grave, *tied(networks, alike)]
    effort = min(_LEAST_EFFORT + per_tie * len(ties), _MOST_EFFORT)
    if grave_first and (broken := settle_ties(flows, grave, effort)):
        return broken
    return settle_ties(flows, ties, effort)


def give_way(networks: Sequence[YearNetwork]) -> bool:
    """Let cells go beyond their bounds, as few as are found and not far, so that nothing falls.

    Those of the last year only where nothing else was possible. Whether that was enough.
    """
    flows = [each.network for each in networks]
    for reach, last in product(_REACHES, (False, True)):
        for each in networks if last else networks[:-1]:
            each.widen(reach)
        grave = [*_cells_tied(networks), *_cash_tied(networks)]
        broken = settle_ties(flows, [*grave, *_bounds_tied(networks)], _MOST_EFFORT // 20)
        if not any(tie.grave for tie in broken):
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
        for (lines, low, high), at in product(each.sides(), holders):
            terms = tuple(Term(number, each.cells[name][at], 1) for name in lines)
            yield Tie(terms, low[at], high[at], grave=False)


def _bounds_tied(networks: Sequence[YearNetwork]) -> Iterator[Tie]:
    """Every cell is its exact value rounded down or up."""
    for number, each in enumerate(networks):
        for name, cells in each.cells.items():
            bounds = zip(cells, each.year.low[name], each.year.high[name], strict=True)
            for cell, low, high in bounds:
                yield Tie((Term(number, cell, 1),), low, high, grave=False)


def _pairs_tied(networks: Sequence[YearNetwork], groups: Sequence[list[int]]) -> Iterator[Tie]:
    """All that alike environments get, and all that they spend, differs by one unit at most."""
    pairs = [pair for group in groups for pair in combinations(group, 2)]
    for number, each in enumerate(networks):
        for (lines, *_), (one, other) in product(each.sides(), pairs):
            terms = [Term(number, each.cells[name][one], 1) for name in lines]
            terms += (Term(number, each.cells[name][other], -1) for name in lines)
            yield Tie(tuple(terms), -1, 1, grave=False)
