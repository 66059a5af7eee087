"""What each scenario makes of its plan: whether it can be applied, read, and balances."""

from collections.abc import Iterator

from industri40.checks.balance import balance, overdrawn
from industri40.findings.facts import Id, Verbatim, term
from industri40.findings.finding import Finding, finding
from industri40.load import plan_with
from industri40.plan.model import Plan
from industri40.plan.what_if import Asked, Scenario
from industri40.plan.wishes import WhatIfError
from industri40.report.case import Case


def scenarios(plan: Plan) -> Iterator[Finding]:
    """What is wrong with each scenario, at its line: in what it says where that is the place.

    Of a plan that does not balance by itself it is not said that its scenarios do not.
    """
    document = plan.document
    paths = ((), ("scenarios",))
    begins = [place for path in paths for place in document.places(path, key=True).values()]
    balanced = not _off(plan)
    for scenario in plan.scenarios:
        try:
            changed, found = plan_with(plan, Asked((scenario.id,)), plan.language)
        except WhatIfError as error:
            changed, found = None, (error.finding,)
        end = min((place for place in begins if place > scenario.place), default=None)
        for one in found:
            inside = scenario.place < one.place and (end is None or one.place < end)
            yield under(scenario.id, one._replace(place=one.place if inside else scenario.place))
        if changed is not None and balanced:
            yield from _unbalanced(changed, scenario)


def under(scenario: str, found: Finding) -> Finding:
    """What is found, which says that it is so with a scenario."""
    said = "under", term("under_scenario", scenario=Id(scenario))
    return found._replace(facts=(*found.facts, said))


def _off(plan: Plan) -> list[Finding]:
    """Where a plan does not balance: over all years and in some, or else in environments."""
    case = Case(plan)
    return list(balance(case)) or list(overdrawn(case))


def _unbalanced(plan: Plan, scenario: Scenario) -> Iterator[Finding]:
    """What is off in all, else in years or environments."""
    found = _off(plan)
    for one in [one for one in found if one.code == "B302"] or found:
        yield finding(
            "A609",
            "unbalanced",
            scenario.place,
            expected=one.expected,
            found=one.found,
            subject=one.subject,
            language=plan.language,
            scenario=Id(scenario.id),
            what=Verbatim(one._replace(language=plan.language).message),
        )
