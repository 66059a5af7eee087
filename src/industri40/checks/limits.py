"""The limits that a plan sets itself under ``limits``: the figure, the limit, the krone over.

What is held against each is said in :mod:`industri40.report.limits`, imported where there is one.
"""

from collections.abc import Iterator

from industri40.findings.facts import Fact, Id, Percent, Verbatim
from industri40.findings.finding import Finding, finding
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

_OTHERS = {"grant_per_environment_at_most": "L502", "fee_per_participant_at_most": "L503"}


def limits(case: Case) -> Iterator[Finding]:
    """Each limit that is not kept: for the programme, a year, an environment or a group."""
    of, share = case.plan.limits, case.plan.limits.grant_share_at_most
    if not of.places:
        return
    from industri40.report.limits import held

    shared = of.grant_per_environment_at_most is not None or "environment" in of.each
    for one in held(case.report(shared=shared)):
        if one.kept:
            continue
        subject = ".".join(filter(None, ("limits", one.limit, one.id)))
        if one.whole and share is not None:
            yield finding(
                "L501",
                _SHARES[one.among, of.of],
                of.places[one.limit],
                share=Percent(share),
                costs=one.whole.exact,
                subject=subject,
                expected=one.allowed,
                found=one.amount.exact,
                **_where(one),  # type: ignore[arg-type]  # just facts
            )
        elif one.among == "group":
            yield finding(
                "L503",
                "above_in_a_group",
                of.places[one.limit],
                subject=subject,
                expected=one.allowed,
                found=one.amount.exact,
                group=Id(one.id),
            )
        else:
            yield finding(
                _OTHERS[one.limit],
                "above",
                of.places[one.limit],
                subject=subject,
                expected=one.allowed,
                found=one.amount.exact,
                **_where(one),  # type: ignore[arg-type]  # just facts
            )


def _where(held: "Held") -> dict[str, Fact]:
    """The year or the environment in which it is; nothing for the programme."""
    if held.among == "year":
        return {"year": Verbatim(held.id)}
    return {"environment": Id(held.id)} if held.id else {}
