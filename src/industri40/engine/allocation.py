"""Sharing a whole plan: exact shares, then whole units."""

from industri40.engine.exact import ExactShares, exact_shares
from industri40.engine.result import Allocation
from industri40.engine.together import settled_together
from industri40.plan.model import Plan


def balances(plan: Plan) -> bool:
    """Whether costs equal financing in every year."""
    return not any(map(plan.uncovered, range(len(plan.years))))


def allocate(plan: Plan, exact: ExactShares | None = None) -> Allocation:
    """Share a plan's costs and financing among its environments, year by year and phase by phase.

    All amounts of the result are whole units of ``plan.unit`` kroner. Reads no file and prints
    nothing; the same plan gives the same result, whatever the order of its lines. ``exact`` are
    its exact shares, where they are worked out already.
    """
    exact = exact or exact_shares(plan)
    balanced = balances(plan) and not exact.overdrawn
    whole = settled_together(exact, len(plan.years), balanced=balanced)
    return Allocation(plan, exact, whole)
