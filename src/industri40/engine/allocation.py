"""Sharing a whole plan: exact shares, then whole units, then the schedule of participants."""

from industri40.engine.exact import exact_shares
from industri40.engine.result import Allocation
from industri40.engine.schedule import even_pace
from industri40.engine.whole import whole_shares
from industri40.plan.model import Plan, natural_order

__all__ = ["allocate", "balances"]


def balances(plan: Plan) -> bool:
    """Whether costs equal financing in every year."""
    return all(
        sum(line.amounts[year] for line in plan.costs)
        == sum(source.amounts[year] for source in plan.sources)
        for year in range(len(plan.years))
    )


def allocate(plan: Plan) -> Allocation:
    """Share a plan's costs and financing among its environments, year by year and phase by phase.

    All amounts of the result are whole units of ``plan.unit`` kroner. Reads no file and prints
    nothing; the same plan gives the same result, whatever the order of its lines.
    """
    exact = exact_shares(plan)
    whole = whole_shares(exact, len(plan.years), balanced=balances(plan))
    in_order = sorted(plan.environments, key=lambda environment: natural_order(environment.id))
    schedules = even_pace([environment.participants for environment in in_order], len(plan.years))
    by_id = {environment.id: s for environment, s in zip(in_order, schedules, strict=True)}
    schedule = {environment.id: by_id[environment.id] for environment in plan.environments}
    return Allocation(plan, exact, whole, schedule)
