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

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from operator import itemgetter

from industri40.plan.meaning.lines import Lines
from industri40.plan.model import natural_order
from industri40.record import Record, replace

_ALL_MONEY = 0
_POOL = 1  # where all cash of a year comes together
_CASH = ""  # in the place of the id of a line with what is in kind
Amounts = dict[str, Sequence[int]]  # the amounts of every year by an id
Given = Mapping[str, Amounts]  # those of lines by an environment


class Arc(Record, frozen=False):
    """Money on its way in a year; ``exact`` in units times the number of years.

    ``promised`` says that the running totals are those of a line, and not just a part of one.
    """

    name: str
    tail: int
    head: int
    exact: Sequence[int]
    promised: bool = True


def whole_years(lines: Lines, years: int, given: Given) -> tuple[Amounts, Given]:
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
            arcs = _Places(list(arcs), lines, given, years).arcs()
        whole = _rounded(sorted(arcs, key=lambda arc: _rank(arc.name, arc.exact)), years)
    else:
        whole = {name: [amount // years for amount in amounts] for name, amounts in every.items()}
    there = {line: {one: whole[f"{line}@{one}"] for one in some} for line, some in given.items()}
    return {name: whole[name] for name in exact}, there


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
    node_of = {name: node for node, name in enumerate(ranked, start=_POOL + 1)}
    group_nodes = {group.id: node_of[group.id] for group in lines.groups()}
    gross = {cost.id: node_of[cost.id] for cost in lines.costs if cost.entry.includes}
    payers = {cost.entry.financed_by for cost in lines.costs if cost.entry.common}
    paying = {name: node for name, node in node_of.items() if name in payers}
    goal = {name: gross[cost.id] for cost in lines.costs for name in cost.entry.includes} | paying
    for name, node in group_nodes.items():
        yield Arc(name, _ALL_MONEY, node, exact[name])
    for source in lines.sources():
        start = group_nodes[source.group.id] if source.group else _ALL_MONEY
        yield Arc(source.id, start, goal.get(source.id, _POOL), exact[source.id])
    for cost in lines.costs:
        common = cost.entry.financed_by if cost.entry.common else None
        start = gross.get(cost.id, _POOL) if common is None else paying[common]
        yield Arc(cost.id, start, _ALL_MONEY, exact[cost.id])
        if cost.entry.includes:
            cash = _less(exact[cost.id], (exact[name] for name in cost.entry.includes))
            yield Arc(f"{cost.id}.cash", _POOL, gross[cost.id], cash, promised=False)
    for name, node in paying.items():
        taken = (exact[cost.id] for cost in lines.costs if cost.entry.financed_by == name)
        yield Arc(f"{name}.shared", node, _POOL, _less(exact[name], taken), promised=False)
    all_sources = [exact[source.id] for source in lines.sources()]
    financing = [sum(amounts) for amounts in zip([0] * years, *all_sources, strict=True)]
    difference = _less(financing, (exact[cost.id] for cost in lines.costs))
    yield Arc(".difference", _POOL, _ALL_MONEY, difference, promised=False)


def _less(whole: Sequence[int], parts: Iterable[Sequence[int]]) -> list[int]:
    """What parts leave of a whole, year by year."""
    return [amount - sum(taken) for amount, *taken in zip(whole, *parts, strict=True)]


class _Places:
    """The arcs of a year, with those of what is ``given``, by line and environment.

    A line that is given is still one arc; behind or before it are those of what each environment
    has of it. Cash goes through the place of the environment, and what is left there on to the pool
    of all cash. What is given in kind goes straight into what the line that includes it has there,
    where that and all that it includes are given. Every place has an exact flow as the pool has, so
    that there is a whole one. Nodes for places and for given lines come after those there are.
    """

    def __init__(self, arcs: Sequence[Arc], lines: Lines, given: Given, years: int) -> None:
        self._arcs, self._given = arcs, given
        self._in_kind = {source.id for source in lines.sources() if source.entry.in_kind}
        self._includes = {cost.id: cost.entry.includes for cost in lines.costs if cost.id in given}
        # lines that include something, all of which is given
        self._gross = [
            name for name, some in self._includes.items() if some and given.keys() >= set(some)
        ]
        self._nothing: Sequence[int] = [0] * years
        self._names = sorted({one for some in given.values() for one in some}, key=natural_order)
        ranked = sorted(given, key=natural_order)
        first = 1 + max(max(arc.tail, arc.head) for arc in arcs)
        own = [*product((_CASH, *ranked), self._names), *ranked]
        self._nodes = {place: node for node, place in enumerate(own, start=first)}

    def arcs(self) -> Iterator[Arc]:
        dropped = {f"{name}.cash" for name in self._gross}
        for arc in self._arcs:
            if arc.name in self._includes:
                line = arc.name if arc.name in self._gross else _CASH
                away = line == _CASH and bool(self._includes[arc.name])
                yield replace(arc, tail=self._nodes[arc.name])
                for one, amounts in self._given[arc.name].items():
                    start = arc.tail if away else self._nodes[line, one]
                    yield Arc(f"{arc.name}@{one}", start, self._nodes[arc.name], amounts)
            elif arc.name in self._given:
                into = [name for name in self._gross if arc.name in self._includes[name]]
                away = arc.name in self._in_kind and not into
                yield replace(arc, head=self._nodes[arc.name])
                for one, amounts in self._given[arc.name].items():
                    goal = arc.head if away else self._nodes[(*into, _CASH)[0], one]
                    yield Arc(f"{arc.name}@{one}", self._nodes[arc.name], goal, amounts)
            elif arc.name not in dropped:
                yield arc
        yield from self._money()

    def _money(self) -> Iterator[Arc]:
        """The cash of lines with what is in kind, and what is left of all given cash."""
        for one in self._names:
            place, come, taken = self._nodes[_CASH, one], [self._nothing], list[Sequence[int]]()
            for name in self._given:
                if name in self._includes:
                    if self._includes[name] and name not in self._gross:
                        continue
                    parts = (self._of(part, one) for part in self._includes[name])
                    taken.append(cash := _less(self._of(name, one), parts))
                    if name in self._gross:
                        into = self._nodes[name, one]
                        yield Arc(f"{name}.cash.{one}", place, into, cash, promised=False)
                elif name not in self._in_kind:
                    come.append(self._of(name, one))
            left = _less([sum(year) for year in zip(*come, strict=True)], taken)
            yield Arc(f".left.{one}", place, _POOL, left, promised=False)

    def _of(self, line: str, environment: str) -> Sequence[int]:
        return self._given[line].get(environment, self._nothing)


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
