"""The limits that a plan sets itself under ``limits``: the figure, the limit, the krone over.

What is held against each is said in :mod:`industri40.report.limits`, imported where there is one.
"""

from collections.abc import Iterator

from industri40.findings.facts import Fact, Id, Percent, Verbatim
from industri40.findings.finding import Finding, finding
from industri40.report.case import Case

_SHARES = {
    ("programme", "costs"): "of_costs",
    ("programme", "cash"): "of_cash",
    ("year", "costs"): "year_of_costs",
    ("year", "cash"): "year_of_cash",
    ("environment", "costs"): "environment_of_costs",
    ("environment", "cash"): "environment_of_cash",
}
"""What is said of a share that is too large, by where it is and what it is a share of."""

_CODES = {
    "grant_share_at_most": "L501",
    "grant_per_environment_at_most": "L502",
    "fee_per_participant_at_most": "L503",
}


def limits(case: Case) -> Iterator[Finding]:
    """Each limit that is not kept: for the programme, a year, an environment or a group."""
    of = case.plan.limits
    if not of.places:
        return
    from industri40.report.limits import held

    shared = of.grant_per_environment_at_most is not None or "environment" in of.each
    for one in held(case.report(shared=shared)):
        if not one.kept:
            variant = "above_in_a_group" if one.among == "group" else "above"
            where = Verbatim(one.id) if one.among == "year" else Id(one.id)
            facts: dict[str, Fact] = {one.among: where}
            if one.whole:
                variant = _SHARES[one.among, of.of]
                facts |= {"share": Percent(one.most.exact), "costs": one.whole.exact}
            yield finding(
                _CODES[one.limit],
                variant,
                of.places[one.limit],
                subject=".".join(filter(None, ("limits", one.limit, one.id))),
                expected=one.allowed,
                found=one.amount.exact,
                **facts,  # type: ignore[arg-type]  # just facts
            )
