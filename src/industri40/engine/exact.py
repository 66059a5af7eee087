"""Every line's exact share for every holder, to the end of each year, before rounding.

A source is shared by its key, or as it is given by environment; the rest of a group is what the
group has somewhere less what the others have there; the grant is shared by the awards, spread over
the years as the grant itself is (after the common costs that it pays). Costs follow the money: see
:mod:`industri40.engine.mixing`. So every exact share is a sum of a few *keys* (columns that total
one), each times a coefficient that does not depend on the holder.
"""

from itertools import accumulate
from typing import NamedTuple

from industri40.engine.awards import ExactPhase, exact_phases
from industri40.engine.columns import Column
from industri40.engine.keys import KeyName, key_columns, mixed
from industri40.engine.mixing import Mixed, Mixer, Overdrawn, added, after_common_costs
from industri40.plan.model import Line, Plan, natural_order


class ExactLine(NamedTuple):
    """One line that is shared out.

    ``shared`` is what the environments and ``unallocated`` have together after each year, in
    units; ``terms`` what it consists of after each year, where an amount below zero is taken off.
    """

    line: Line
    shared: tuple[int, ...]
    terms: tuple[Mixed, ...]


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
    mixer = Mixer(plan, holders, keys, amounts)
    years = [mixer.year(number) for number in range(len(plan.years))]

    def exact(line: Line) -> ExactLine:
        shared = tuple(accumulate(int(amount) for amount in amounts[line.id]))
        terms = accumulate((found[line.id] for found in years), lambda *both: added(both))
        return ExactLine(line, shared, tuple(terms))

    def rank(one: ExactLine) -> tuple[object, ...]:
        """By what a line is, the largest first, and only among those that are alike by its id.

        So nothing depends on the order of a file, nor on what lines are called.
        """
        line, own = one.line, tuple[object, ...]()
        if line.key or line.given:
            own = (*reversed(keys.get(line.id) or mixed(size, keys, one.terms[-1])),)
        largest = [-amount for amount in reversed(one.shared)]
        included = sorted(map(places.index, line.includes))
        return largest, line.in_kind, included, own, natural_order(line.id)

    places, size = list[str](), len(holders) + 1
    sources = {one.line.id: one for one in sorted(map(exact, plan.sources), key=rank)}
    places += sources
    shared_out = (exact(line) for line in plan.costs if not line.common)
    costs = {one.line.id: one for one in sorted(shared_out, key=rank)}
    over = tuple(mixer.overdrawn)
    return ExactShares(holders, plan.grant, phases, keys, costs, sources, over, mixer.exactly)
