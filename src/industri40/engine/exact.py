"""Every line's exact share for every holder, to the end of each year, before rounding.

A source is shared by its key; the grant by the awards, spread over the years as the grant itself
is (after the common costs that it pays). Costs follow the money: an in-kind source goes to the
line that includes it, and a holder's cash goes to the cost lines in the proportion that the
programme has that year. So every exact share is a sum of a few *keys* (columns that total one),
each times a coefficient that does not depend on the holder.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.engine.awards import ExactPhase, exact_phases, total_awards
from industri40.engine.columns import Column, combine, constant, running_totals
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
        terms = [(term.amount, self.keys[term.source]) for term in _merge(line.terms[year], self)]
        return combine(len(self.holders) + 1, terms)


def _merge(terms: Sequence[Term], shares: ExactShares) -> list[Term]:
    """Terms whose keys are the same column, as one term: fewer columns to add up."""
    merged: dict[int, Term] = {}
    for term in terms:
        same = id(shares.keys[term.source])
        if same in merged:
            merged[same] = Term(term.source, merged[same].amount + term.amount)
        else:
            merged[same] = term
    return list(merged.values())


def exact_shares(plan: Plan) -> ExactShares:
    """Work out every exact share of a plan."""
    holders = tuple(sorted((env.id for env in plan.environments), key=natural_order))
    common = _common_costs(plan)
    amounts = {
        source.id: tuple(
            amount - taken for amount, taken in zip(source.amounts, common[source.id], strict=True)
        )
        for source in plan.sources
    }
    pool = sum(amounts[plan.grant]) if plan.grant else 0
    phases = exact_phases(plan, holders, pool) if plan.grant else ()
    keys = _keys(plan, holders, phases, pool)
    sources = {
        source.id: ExactLine(
            source,
            running_totals(amounts[source.id]),
            tuple(
                (Term(source.id, Fraction(total)),) for total in running_totals(amounts[source.id])
            ),
        )
        for source in plan.sources
    }
    costs = {
        line.id: ExactLine(line, running_totals(line.amounts), _cost_terms(plan, line, amounts))
        for line in plan.costs
        if not line.common
    }
    sources = _sorted_sources(sources, keys)
    costs = _sorted_costs(costs, list(sources))
    return ExactShares(holders, plan.grant, phases, keys, costs, sources)


def _sorted_sources(
    sources: Mapping[str, ExactLine], keys: Mapping[str | None, Column]
) -> dict[str, ExactLine]:
    """Sources by what they are, the largest first, and only where they are alike by their ids.

    So nothing depends on the order of a file, nor on what lines are called.
    """

    def rank(name: str) -> tuple[object, ...]:
        line, key = sources[name], keys[name]
        kind = isinstance(line.line, Source) and line.line.in_kind
        amounts = [-amount for amount in reversed(line.shared)]
        return amounts, kind, key.denominator, key.numerators, natural_order(name)

    return {name: sources[name] for name in sorted(sources, key=rank)}


def _sorted_costs(costs: Mapping[str, ExactLine], sources: list[str]) -> dict[str, ExactLine]:
    """Cost lines, as sources are sorted."""

    def rank(name: str) -> tuple[object, ...]:
        line = costs[name]
        amounts = [-amount for amount in reversed(line.shared)]
        return amounts, sorted(map(sources.index, line.includes)), natural_order(name)

    return {name: costs[name] for name in sorted(costs, key=rank)}


def _common_costs(plan: Plan) -> dict[str, list[int]]:
    """What each source pays for common costs, per year, in units."""
    taken = {source.id: [0] * len(plan.years) for source in plan.sources}
    for line in plan.costs:
        if line.financed_by is not None:
            paid = taken[line.financed_by]
            for year, amount in enumerate(line.amounts):
                paid[year] += amount
    return taken


def _keys(
    plan: Plan, holders: Sequence[str], phases: Sequence[ExactPhase], pool: int
) -> dict[str | None, Column]:
    size = len(holders) + 1
    keys: dict[str | None, Column] = {None: constant(size, size - 1, Fraction(1))}
    shared: dict[str, Column] = {}
    for source in plan.sources:
        if source.id == plan.grant:
            keys[source.id] = combine(size, [(Fraction(1, pool or 1), total_awards(phases, size))])
            continue
        name = source.key.name if source.key.name != "mapping" else f"mapping of {source.id}"
        if name not in shared:
            weights = [source.key.weights[holder] for holder in holders]
            shared[name] = Column([*weights, 0], sum(weights))
        keys[source.id] = shared[name]
    return keys


def _cost_terms(
    plan: Plan, line: CostLine, amounts: dict[str, tuple[int, ...]]
) -> tuple[tuple[Term, ...], ...]:
    """What a cost line consists of after each year: its in-kind sources, and cash by source."""
    total: dict[str | None, Fraction] = {}
    after: list[tuple[Term, ...]] = []
    cash = [source.id for source in plan.sources if not source.in_kind]
    for year, amount in enumerate(line.amounts):
        for included in line.includes:
            total[included] = total.get(included, Fraction(0)) + amounts[included][year]
        in_cash = amount - sum(amounts[included][year] for included in line.includes)
        money = sum(amounts[source][year] for source in cash)
        if money:
            for source in cash:
                part_of_cash = Fraction(in_cash * amounts[source][year], money)
                total[source] = total.get(source, Fraction(0)) + part_of_cash
        else:
            total[None] = total.get(None, Fraction(0)) + in_cash
        after.append(tuple(Term(source, part) for source, part in total.items() if part))
    return tuple(after)
