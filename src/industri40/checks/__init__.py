"""What is wrong in a plan that can be understood, and what is worth a second look.

Each check is a small function that takes a case, a plan with its shares and tables, and yields
findings. None of them changes anything, none depends on another, and all of them run, so that
everything is found at once. A new check is one function and one entry in ``CHECKS``.
"""

from collections.abc import Callable, Iterator

from industri40.checks import advice
from industri40.checks.balance import balance, overdrawn
from industri40.checks.limits import limits
from industri40.checks.stated import stated_figures
from industri40.findings.finding import Finding
from industri40.plan.model import Plan
from industri40.report.case import Case

Check = Callable[[Case], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    balance,
    overdrawn,
    limits,
    advice.carried_by_promises,
    advice.unlike_its_neighbours,
    advice.nearly_right_keys,
    advice.bounds_of_awards,
    stated_figures,
)
"""Every check, in the order of findings at one place. Few of them share the plan out."""


def check(plan: Plan) -> tuple[Finding, ...]:
    """Everything that is found in a plan and its scenarios, sorted by place; errors and advice.

    Reads no file and prints nothing. A plan without findings gives an empty tuple.
    """
    found = found_in(Case(plan))
    if plan.scenarios and plan.what_if is None:
        from industri40.checks.scenarios import scenarios  # few plans have them

        found = tuple(sorted((*found, *scenarios(plan)), key=lambda finding: finding.place))
    return found


def found_in(case: Case) -> tuple[Finding, ...]:
    """The same of a case, whose shares and tables others may have use of too."""
    found = [one._replace(language=case.plan.language) for look in CHECKS for one in look(case)]
    found.sort(key=lambda finding: finding.place)
    if len(found) > 1:
        from industri40.checks.causes import with_causes  # what is right needs no explanation

        return with_causes(case, found)
    return tuple(found)
