"""Every line's exact share for every holder, to the end of each year, before rounding.

A source is shared by its key, or as it is given by environment; the rest of a group is what the
group has somewhere less what the others have there; the grant is shared by the awards, spread over
the years as the grant itself is (after the common costs that it pays). Costs follow the money: see
:mod:`industri40.engine.mixing`. So every exact share is a sum of a few *keys* (columns that total
one), each times a coefficient that does not depend on the holder.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from industri40.engine.awards import ExactPhase, exact_phases
from industri40.engine.columns import Column
from industri40.engine.keys import KeyName, key_columns, mixed
from industri40.engine.mixing import Mixed, Mixer, Overdrawn, after_common_costs
from industri40.plan.model import CostLine, Plan, Source, natural_order


class Term(NamedTuple):
    """A part of a line: ``amount`` units to date, below zero for what is taken off.

    It is shared by the column of ``key``, which is None for what stays unallocated.
    """

    key: KeyName
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
    them in every column), ``keys`` the columns that total one, by name, ``costs`` and ``sources``
    the lines that are shared out, by id. ``overdrawn`` is where cost lines with keys take more
    cash than there is, or leave some that no line takes. ``exactly`` says that costs equal
    financing in every environment before anything is rounded, if they do in the plan.
    """

    holders: tuple[str, ...]
    grant: str | None
    phases: tuple[ExactPhase, ...]
    keys: dict[KeyName, Column]
    costs: dict[str, ExactLine]
    sources: dict[str, ExactLine]
    overdrawn: tuple[Overdrawn, ...]
    exactly: bool

    def column(self, line: ExactLine, year: int) -> Column:
        """A line's exact shares after the year with this index."""
        return mixed(len(self.holders) + 1, self.keys, line.terms[year])


def exact_shares(plan: Plan) -> ExactShares:
    """Work out every exact share of a plan."""
    holders = tuple(sorted((env.id for env in plan.environments), key=natural_order))
    amounts = after_common_costs(plan)
    pool = sum(int(amount) for amount in amounts[plan.grant]) if plan.grant else 0
    phases = exact_phases(plan, holders, pool) if plan.grant else ()
    keys = key_columns(plan, holders, phases, pool)
    mixer = Mixer(plan, holders, keys)
    years = [mixer.year(number) for number in range(len(plan.years))]
    sources, costs = list[ExactLine](), list[ExactLine]()
    for source in plan.sources:
        shared = tuple(accumulate(int(amount) for amount in amounts[source.id]))
        sources.append(ExactLine(source, shared, _to_date(source.id, years)))
    for line in plan.costs:
        if not line.common:
            costs.append(ExactLine(line, tuple(accumulate(line.amounts)), _to_date(line.id, years)))
    size = len(holders) + 1

    def key_of(line: ExactLine) -> tuple[object, ...]:
        column = keys.get(line.line.id) or mixed(size, keys, line.terms[-1])
        return (*reversed(column),)

    kinds = {
        each.line.id: (source.in_kind, key_of(each))
        for each, source in zip(sources, plan.sources, strict=True)
    }
    by_id = _sorted(sources, kinds)
    places = list(by_id)
    included = {
        each.line.id: (
            sorted(map(places.index, each.includes)),
            key_of(each) if each.line.key or each.line.given else (),
        )
        for each in costs
    }
    return ExactShares(
        holders,
        plan.grant,
        phases,
        keys,
        _sorted(costs, included),
        by_id,
        tuple(mixer.overdrawn),
        mixer.exactly,
    )


def _to_date(line: str, years: Iterable[Mapping[str, Mixed]]) -> tuple[tuple[Term, ...], ...]:
    """What a line consists of after each year."""
    total: dict[KeyName, Fraction] = defaultdict(Fraction)
    after = []
    for found in years:
        for key, amount in found[line].items():
            total[key] += amount
        after.append(tuple(Term(key, part) for key, part in total.items() if part))
    return tuple(after)


def _sorted(lines: Iterable[ExactLine], kinds: Mapping[str, object]) -> dict[str, ExactLine]:
    """Lines by what they are, the largest first, and only where they are alike by their ids.

    So nothing depends on the order of a file, nor on what lines are called.
    """

    def rank(each: ExactLine) -> tuple[object, ...]:
        amounts = [-amount for amount in reversed(each.shared)]
        return amounts, kinds[each.line.id], natural_order(each.line.id)

    return {each.line.id: each for each in sorted(lines, key=rank)}
