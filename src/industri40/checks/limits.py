"""The limits that a plan sets itself under ``limits``: the figure, the limit, the krone over.

What is held against each of them is said in :mod:`industri40.report.limits`, which is imported
where a plan has one.
"""

from collections.abc import Iterator

from industri40.findings.facts import Fact, Id, Percent
from industri40.findings.finding import Finding, Place, finding
from industri40.report.case import Case

TYPE_CHECKING = False  # most plans have no limits
if TYPE_CHECKING:
    from industri40.report.limits import Held

_SHARES = {
    ("programme", "costs"): "of_costs",
    ("programme", "cash"): "of_cash",
    ("year", "costs"): "year_of_costs",
    ("year", "cash"): "year_of_cash",
    ("environment", "costs"): "environment_of_costs",
    ("environment", "cash"): "environment_of_cash",
}
"""What is said of a share that is too large, by where it is and what it is a share of."""


def grant_share(case: Case) -> Iterator[Finding]:
    """The grant's part of all costs, or of those that are paid in cash, over all years.

    Where the plan says so, also in each year and in each environment. The limit is the largest
    amount in whole hundredths of a krone that is no more than the share.
    """
    limits = case.plan.limits
    if limits.grant_share_at_most is None:
        return
    from industri40.report.limits import grant_shares

    for held in grant_shares(case.report(shared="environment" in limits.each)):
        if not held.kept and held.whole is not None:
            key = "limits.grant_share_at_most"
            yield finding(
                "L501",
                _SHARES[held.among, limits.of],
                _place(case, held),
                expected=held.allowed,
                found=held.amount.exact,
                subject=f"{key}.{held.id}" if held.id else key,
                share=Percent(limits.grant_share_at_most),
                costs=held.whole.exact,
                **_where(held),  # type: ignore[arg-type]  # just facts
            )


def _where(held: "Held") -> dict[str, Fact]:
    """The year or the environment in which it is; nothing for the programme."""
    if held.among == "year":
        return {"year": int(held.id)}
    return {"environment": Id(held.id)} if held.id else {}


def grant_per_environment(case: Case) -> Iterator[Finding]:
    """Each environment whose awards over all phases are above the limit."""
    if case.plan.limits.grant_per_environment_at_most is None:
        return
    from industri40.report.limits import grants

    for held in grants(case.report()):
        if not held.kept:
            yield finding(
                "L502",
                "above",
                _place(case, held),
                expected=held.allowed,
                found=held.amount.exact,
                subject=f"limits.grant_per_environment_at_most.{held.id}",
                environment=Id(held.id),
            )


def fee_per_participant(case: Case) -> Iterator[Finding]:
    """The course fee: what follows the participants in cash, per participant.

    These are the sources in cash, other than the grant, that are shared by participants.
    """
    if case.plan.limits.fee_per_participant_at_most is None:
        return
    from industri40.report.limits import fees

    for held in fees(case.report(shared=False)):
        if not held.kept:
            yield finding(
                "L503",
                "above",
                _place(case, held),
                expected=held.allowed,
                found=held.amount.exact,
                subject="limits.fee_per_participant_at_most",
            )


def _place(case: Case, held: "Held") -> Place:
    """Where the limit is written."""
    return case.plan.limits.places.get(held.limit, case.plan.place)
