"""The limits that a plan sets itself under ``limits``: the figure, the limit, the krone over."""

from collections.abc import Iterator
from fractions import Fraction
from math import floor

from industri40.findings.finding import Finding, finding
from industri40.money import HUNDREDTHS, percent_text, precise_text, told_apart
from industri40.plan.model import Plan
from industri40.report.case import Case

_KEYS = {
    "L501": "grant_share_at_most",
    "L502": "grant_per_environment_at_most",
    "L503": "fee_per_participant_at_most",
}
"""The limit that each finding is about."""


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
        yield _breach(
            plan,
            "L501",
            f"The grant of {precise_text(grant * plan.unit, plan.language)} is more than "
            f"{percent_text(share, plan.language)} of the {'cash ' * in_cash}costs of "
            f"{precise_text(costs * plan.unit, plan.language)}, which is",
            limit=limit,
            figure=grant * plan.unit,
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
            yield _breach(
                plan,
                "L502",
                f"`{environment}` is awarded {precise_text(figure, plan.language)} in all; "
                "the limit for one environment is",
                limit=limit,
                figure=figure,
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
        _, over = told_apart(limit, fee)
        yield _breach(
            plan,
            "L503",
            f"The fee per participant comes to {precise_text(over, plan.language)}; the limit is",
            limit=limit,
            figure=fee,
        )


def _breach(plan: Plan, code: str, so_far: str, *, limit: Fraction, figure: Fraction) -> Finding:
    """One breach; ``so_far`` is its sentence up to the limit itself."""
    key, (least, most) = _KEYS[code], told_apart(limit, figure)
    return finding(
        code,
        plan.limits.places.get(key, plan.place),
        f"{so_far} {precise_text(least, plan.language)}: "
        f"{precise_text(most - least, plan.language)} over.",
        expected=limit,
        found=figure,
        subject=f"limits.{key}",
    )
