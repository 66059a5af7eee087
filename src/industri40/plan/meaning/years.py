"""Amounts that are spread over the years, rounded to whole units so that every sum still holds.

All lines of one year are a network: money flows from the sources, through their groups, into what
it pays for. Common costs are taken out of their source, what is in kind goes into the cost line
that includes it, cash goes through one pool to the cost lines, and what costs and financing differ
by flows past the pool. Rounding this flow keeps the sums of the groups, a rest, and what one line
takes of another; and a year that balances exactly balances in units, since its difference is 0.

**Why it can always be done.** A line's exact amount is a whole number every year but for a part
that is the same every year: its total, in units, over the number of years. Call what is left of
this part, after some years, its *ups*: an integer from 0 to the number of years left. If each year
takes of every line either none or one of its ups, so that the same holds the year after, all
amounts are exact amounts rounded down or up, and all totals are exact. Ups over years left is such
a flow, between 0 and 1, and by the integrality theorem (see :mod:`industri40.rounding.flow`) there
is a whole one. So no year can be reached from which it is not possible to go on.

**Running totals.** Within that, the amount of each line to date is its exact amount to date
rounded down or up. For chains of years and sums of lines together this is no flow problem any
more, and a choice in one year can make it impossible in a later one. This is avoided by changing
first what is nearest to a half, and where it happens all the same by rounding from the last year
backwards; should both fail, running totals give way, by as little as possible.
"""

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

from industri40.plan.meaning.lines import Lines
from industri40.plan.model import natural_order
from industri40.record import Record, replace

_ALL_MONEY = 0
POOL = 1  # where all cash of a year comes together
Amounts = dict[str, Sequence[int]]  # the amounts of every year by an id


class Arc(Record, frozen=False):
    """Money on its way in a year; ``exact`` in units times the number of years.

    ``promised`` says that the running totals are those of a line, and not just a part of one.
    """

    name: str
    tail: int
    head: int
    exact: Sequence[int]
    promised: bool = True


def whole_years(
    lines: Lines, years: int, given: Mapping[str, Amounts]
) -> tuple[Amounts, dict[str, Amounts]]:
    """The amounts of every line in whole units, by id, and what is ``given``, by environment too.

    That is in units times the number of years as all exact amounts, which must be known. What is
    whole already stays as it is.
    """
    exact: Amounts = {draft.id: draft.exact or () for draft in lines.everything()}
    places = {f"{line}@{name}": each for line, some in given.items() for name, each in some.items()}
    every = exact | places
    if any(amount % years for amounts in every.values() for amount in amounts):
        arcs = _arcs(lines, exact, years)
        if given:
            from industri40.plan.meaning.places import Places  # few plans have given amounts

            arcs = Places(list(arcs), lines, given, years).arcs()
        whole = _rounded(sorted(arcs, key=lambda arc: _rank(arc.name, arc.exact)), years)
    else:
        whole = {name: [amount // years for amount in amounts] for name, amounts in every.items()}
    by_line = {
        line: {name: whole[f"{line}@{name}"] for name in some} for line, some in given.items()
    }
    return {name: whole[name] for name in exact}, by_line


def _rounded(arcs: Sequence[Arc], years: int) -> Amounts:
    """What every arc carries in whole units, by its name."""
    whole, kept = _round(arcs, years)
    if not kept:
        other, kept = _round([replace(arc, exact=arc.exact[::-1]) for arc in arcs], years)
        if kept:
            whole = [amounts[::-1] for amounts in other]
    return {arc.name: amounts for arc, amounts in zip(arcs, whole, strict=True)}


def _rank(name: str, amounts: Sequence[int]) -> tuple[object, ...]:
    """The largest first, and only where amounts are alike by names: what these are is no matter."""
    return [-amount for amount in amounts], natural_order(name)


def _arcs(lines: Lines, exact: dict[str, Sequence[int]], years: int) -> Iterable[Arc]:
    """The network of one year. Names of lines are their ids; other names have a dot in them."""
    ranked = sorted(exact, key=lambda name: _rank(name, exact[name]))
    node_of = {name: node for node, name in enumerate(ranked, start=POOL + 1)}
    group_nodes = {group.id: node_of[group.id] for group in lines.groups()}
    gross = {cost.id: node_of[cost.id] for cost in lines.costs if cost.entry.includes}
    payers = {cost.entry.financed_by for cost in lines.costs if cost.entry.common}
    paying = {name: node for name, node in node_of.items() if name in payers}
    goal = {name: gross[cost.id] for cost in lines.costs for name in cost.entry.includes} | paying
    for name, node in group_nodes.items():
        yield Arc(name, _ALL_MONEY, node, exact[name])
    for source in lines.sources():
        start = group_nodes[source.group.id] if source.group else _ALL_MONEY
        yield Arc(source.id, start, goal.get(source.id, POOL), exact[source.id])
    for cost in lines.costs:
        common = cost.entry.financed_by if cost.entry.common else None
        start = gross.get(cost.id, POOL) if common is None else paying[common]
        yield Arc(cost.id, start, _ALL_MONEY, exact[cost.id])
        if cost.entry.includes:
            cash = less(exact[cost.id], (exact[name] for name in cost.entry.includes))
            yield Arc(f"{cost.id}.cash", POOL, gross[cost.id], cash, promised=False)
    for name, node in paying.items():
        taken = (exact[cost.id] for cost in lines.costs if cost.entry.financed_by == name)
        yield Arc(f"{name}.shared", node, POOL, less(exact[name], taken), promised=False)
    all_sources = [exact[source.id] for source in lines.sources()]
    financing = [sum(amounts) for amounts in zip([0] * years, *all_sources, strict=True)]
    difference = less(financing, (exact[cost.id] for cost in lines.costs))
    yield Arc(".difference", POOL, _ALL_MONEY, difference, promised=False)


def less(whole: Sequence[int], parts: Iterable[Sequence[int]]) -> list[int]:
    """What parts leave of a whole, year by year."""
    return [amount - sum(taken) for amount, *taken in zip(whole, *parts, strict=True)]


_Choice = tuple[int, int, tuple[int, int], tuple[int, int], int]
"""What an arc may carry in a year; a plain tuple, since a plan may give thousands of amounts.

How far the exact value is from the middle of the promised bounds, the number of the arc, its hard
bounds, the promised ones that it keeps if possible, and a value.
"""


def _round(arcs: Sequence[Arc], years: int) -> tuple[list[list[int]], bool]:
    """Round year after year; also whether all running totals could be kept."""
    from industri40.rounding.flow import Network  # hardly any plan has amounts that need it

    whole: list[list[int]] = [[] for _ in arcs]
    kept = True
    for year in range(years):
        choices = [
            _choose(number, arc, sum(done), year, years)
            for number, (arc, done) in enumerate(zip(arcs, whole, strict=True))
        ]
        choices.sort(key=itemgetter(0))
        network = Network()
        for _ in range(1 + max(max(arc.tail, arc.head) for arc in arcs)):
            network.node()
        for _, number, _, promised, value in choices:
            network.arc(arcs[number].tail, arcs[number].head, *promised, value)
        if not network.settle():
            from industri40.rounding.relaxing import settle_at_least_cost

            kept = False
            promised_bounds = network.low, network.high
            hard = zip(*(bounds for _, _, bounds, _, _ in choices), strict=True)
            network.low, network.high = map(list, hard)
            settle_at_least_cost(network, *promised_bounds)
        for (_, number, *_), value in zip(choices, network.value, strict=True):
            whole[number].append(value)
    return whole, kept


def _choose(number: int, arc: Arc, carried: int, year: int, years: int) -> _Choice:
    """What an arc may carry that has ``carried`` so much in all years before."""
    below = arc.exact[year] // years
    ups = arc.exact[0] % years + sum(amount // years for amount in arc.exact[:year]) - carried
    # One up at the most, and no more left afterwards than there are years left to take them.
    low = below + max(0, ups - (years - year - 1))
    high = below + min(1, ups)
    due = sum(arc.exact[: year + 1]) - carried * years
    promised = (low, high)
    if arc.promised:
        promised = (_within(due // years, low, high), _within(-(-due // years), low, high))
    value = _within((2 * due + years) // (2 * years), *promised)
    return abs(2 * due - sum(promised) * years), number, (low, high), promised, value


def _within(value: int, low: int, high: int) -> int:
    return min(max(value, low), high)
