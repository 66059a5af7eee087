"""Sharing a whole plan: exact shares, then whole units, then the schedule of participants."""

from collections.abc import Sequence
from operator import sub

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
    schedule: dict[str, tuple[int, ...]] = {}
    if plan.participants is not None:
        of = {environment.id: environment.participants for environment in plan.environments}
        paces = _even_pace([of[holder] for holder in exact.holders], len(plan.years))
        schedule = dict(zip(exact.holders, paces, strict=True))
    return Allocation(plan, exact, whole, schedule)


def _even_pace(participants: Sequence[int], years: int) -> list[tuple[int, ...]]:
    """Spread each environment's participants over the years.

    Each schedule totals its participants; each year, and each running total, is its even pace
    rounded down or up. The environments round up in different years, so that the programme's
    years are even too (exactly so where environments are alike: by Hermite's identity the
    offsets of ``n`` environments, ``1/2n`` to ``1 - 1/2n``, make their sum one rounding).
    """
    count, scale = len(participants), 2 * len(participants) * years
    # In parts of the scale; the first environment rounds up first.
    offsets = [(2 * (count - number) - 1) * years for number in range(count)]
    before, by_year = [0] * count, []
    for year in range(1, years + 1):
        pace, cells = 2 * count * year, zip(participants, offsets, strict=True)
        to_date = [(pace * total + offset) // scale for total, offset in cells]
        by_year.append(map(sub, to_date, before))
        before = to_date
    return list(zip(*by_year, strict=True))
