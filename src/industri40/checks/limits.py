"""The limits that a plan sets itself under ``limits``: the figure, the limit, the krone over."""

from collections.abc import Iterator
from fractions import Fraction
from math import floor

from industri40.findings.facts import Id, Percent
from industri40.findings.finding import Finding, finding
from industri40.money import HUNDREDTHS
from industri40.report.case import Case


def grant_share(case: Case) -> Iterator[Finding]:
    """The grant's part of all costs, or of those that are paid in cash, over all years.

    The limit is the largest amount in whole hundredths of a krone that is no more than the share.
    """
    plan = case.plan
    share = plan.limits.grant_share_at_most
    if share is None or plan.grant is None:
        return
    grant = sum(source.total for source in plan.sources if source.id == plan.grant)
    in_cash = plan.limits.of == "cash"
    in_kind = sum(source.total for source in plan.sources if source.in_kind)
    costs = sum(line.total for line in plan.costs) - (in_kind if in_cash else 0)
    limit = Fraction(floor(share * costs * plan.unit * HUNDREDTHS), HUNDREDTHS)
    if grant * plan.unit > limit:
        yield finding(
            "L501",
            "of_cash" if in_cash else "of_costs",
            plan.limits.places.get("grant_share_at_most", plan.place),
            expected=limit,
            found=grant * plan.unit,
            subject="limits.grant_share_at_most",
            share=Percent(share),
            costs=costs * plan.unit,
        )


def grant_per_environment(case: Case) -> Iterator[Finding]:
    """Each environment whose awards over all phases are above the limit."""
    plan = case.plan
    limit = plan.limits.grant_per_environment_at_most
    if limit is None or plan.grant is None:
        return
    awarded: dict[str, int] = {}
    for award in case.allocation.awards:
        awarded[award.environment] = awarded.get(award.environment, 0) + award.amount
    for environment, amount in awarded.items():
        figure = amount * plan.unit
        if figure > limit:
            yield finding(
                "L502",
                "above",
                plan.limits.places.get("grant_per_environment_at_most", plan.place),
                expected=limit,
                found=figure,
                subject="limits.grant_per_environment_at_most",
                environment=Id(environment),
            )


def fee_per_participant(case: Case) -> Iterator[Finding]:
    """The course fee: what follows the participants in cash, per participant.

    These are the sources in cash, other than the grant, that are shared by participants.
    """
    plan = case.plan
    limit = plan.limits.fee_per_participant_at_most
    if limit is None or not plan.participants:
        return
    paid = sum(
        source.total
        for source in plan.sources
        if source.key.name == "participants" and not source.in_kind and source.id != plan.grant
    )
    fee = Fraction(paid, plan.participants) * plan.unit
    if fee > limit:
        yield finding(
            "L503",
            "above",
            plan.limits.places.get("fee_per_participant_at_most", plan.place),
            expected=limit,
            found=fee,
            subject="limits.fee_per_participant_at_most",
        )
