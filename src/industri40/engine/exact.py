"""Every line's exact share for every holder, to the end of each year, before rounding.

A source is shared by its key; the grant by the awards, spread over the years as the grant itself
is (after the common costs that it pays). Costs follow the money: an in-kind source goes to the
line that includes it, and a holder's cash goes to the cost lines in the proportion that the
programme has that year. So every exact share is a sum of a few *keys* (columns that total one),
each times a coefficient that does not depend on the holder.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from operator import sub
from typing import NamedTuple

from industri40.engine.awards import ExactPhase, exact_phases, total_awards
from industri40.engine.columns import Column, combine
from industri40.plan.model import CostLine, Plan, Source, natural_order


class Term(NamedTuple):
    """One source's part of a line: ``amount`` units to date, shared by the key of ``source``.

    ``source`` is None for a cost that no cash follows: that part stays unallocated.
    """

    source: str | None
    amount: Fraction


class ExactLine(NamedTuple):
    """One line that is shared out.

    ``shared`` is what the environments and ``unallocated`` have together after each year, in
    units; ``terms`` what it consists of after each year.
    """

    line: CostLine | Source
    shared: tuple[int, ...]
    terms: tuple[tuple[Term, ...], ...]

    @property
    def includes(self) -> tuple[str, ...]:
        """The in-kind sources that a cost line includes."""
        return self.line.includes if isinstance(self.line, CostLine) else ()


class ExactShares(NamedTuple):
    """All exact shares of a plan.

    ``holders`` are the ids of the environments in natural order (``unallocated`` comes after
    them in every column), ``keys`` a column that totals one for each source, ``costs`` and
    ``sources`` the lines that are shared out, by id.
    """

    holders: tuple[str, ...]
    grant: str | None
    phases: tuple[ExactPhase, ...]
    keys: dict[str | None, Column]
    costs: dict[str, ExactLine]
    sources: dict[str, ExactLine]

    def column(self, line: ExactLine, year: int) -> Column:
        """A line's exact shares after the year with this index."""
        merged: dict[int, tuple[Fraction, Column]] = {}
        for source, amount in line.terms[year]:
            # sources with the same key are one term: fewer columns to add up
            key = self.keys[source]
            before, _ = merged.get(id(key), (Fraction(0), key))
            merged[id(key)] = (before + amount, key)
        return combine(len(self.holders) + 1, merged.values())


def exact_shares(plan: Plan) -> ExactShares:
    """Work out every exact share of a plan."""
    holders = tuple(sorted((env.id for env in plan.environments), key=natural_order))
    amounts = _after_common_costs(plan)
    pool = sum(amounts[plan.grant]) if plan.grant else 0
    phases = exact_phases(plan, holders, pool) if plan.grant else ()
    keys = _keys(plan, holders, phases, pool)
    sources, costs = list[ExactLine](), list[ExactLine]()
    for source in plan.sources:
        to_date = tuple(accumulate(amounts[source.id]))
        terms = tuple((Term(source.id, Fraction(total)),) for total in to_date)
        sources.append(ExactLine(source, to_date, terms))
    for line in plan.costs:
        if not line.common:
            to_date = tuple(accumulate(line.amounts))
            costs.append(ExactLine(line, to_date, _cost_terms(plan, line, amounts)))
    kinds = {source.id: (source.in_kind, *reversed(keys[source.id])) for source in plan.sources}
    by_id = _sorted(sources, kinds)
    places = list(by_id)
    included = {cost.line.id: sorted(map(places.index, cost.includes)) for cost in costs}
    return ExactShares(holders, plan.grant, phases, keys, _sorted(costs, included), by_id)


def _sorted(lines: Iterable[ExactLine], kinds: Mapping[str, object]) -> dict[str, ExactLine]:
    """Lines by what they are, the largest first, and only where they are alike by their ids.

    So nothing depends on the order of a file, nor on what lines are called.
    """

    def rank(each: ExactLine) -> tuple[object, ...]:
        amounts = [-amount for amount in reversed(each.shared)]
        return amounts, kinds[each.line.id], natural_order(each.line.id)

    return {each.line.id: each for each in sorted(lines, key=rank)}


def _after_common_costs(plan: Plan) -> dict[str, tuple[int, ...]]:
    """What each source has left for sharing, per year, in units."""
    amounts = {source.id: source.amounts for source in plan.sources}
    for line in plan.costs:
        if line.financed_by is not None:
            amounts[line.financed_by] = tuple(map(sub, amounts[line.financed_by], line.amounts))
    return amounts


def _keys(
    plan: Plan, holders: Sequence[str], phases: Sequence[ExactPhase], pool: int
) -> dict[str | None, Column]:
    size = len(holders) + 1
    keys: dict[str | None, Column] = {None: Column([0] * len(holders) + [1], 1)}
    shared: dict[str, Column] = {}
    for source in plan.sources:
        name = source.key.name if source.key.name != "mapping" else f"mapping of {source.id}"
        if source.id == plan.grant:
            keys[source.id] = combine(size, [(Fraction(1, pool or 1), total_awards(phases, size))])
        elif name not in shared:
            weights = [source.key.weights[holder] for holder in holders]
            keys[source.id] = shared[name] = Column([*weights, 0], sum(weights))
        else:
            keys[source.id] = shared[name]
    return keys


def _cost_terms(
    plan: Plan, line: CostLine, amounts: dict[str, tuple[int, ...]]
) -> tuple[tuple[Term, ...], ...]:
    """What a cost line consists of after each year: its in-kind sources, and cash by source."""
    total: dict[str | None, Fraction] = defaultdict(Fraction)
    after: list[tuple[Term, ...]] = []
    cash = [source.id for source in plan.sources if not source.in_kind]
    for year, amount in enumerate(line.amounts):
        for included in line.includes:
            total[included] += amounts[included][year]
        in_cash = amount - sum(amounts[included][year] for included in line.includes)
        money = sum(amounts[source][year] for source in cash)
        for source in cash if money else ():
            total[source] += Fraction(in_cash * amounts[source][year], money)
        if not money:
            total[None] += in_cash
        after.append(tuple(Term(source, part) for source, part in total.items() if part))
    return tuple(after)
