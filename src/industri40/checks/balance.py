"""Costs against financing: they must be equal in every year, to the unit."""

from collections.abc import Iterator

from industri40.findings.facts import Verbatim
from industri40.findings.finding import Finding, finding
from industri40.plan.model import Plan
from industri40.report.case import Case


def balance(case: Case) -> Iterator[Finding]:
    """Each year in which costs and financing differ, and whether they differ over all years."""
    plan = case.plan
    for index, year in enumerate(plan.years):
        costs = sum(line.amounts[index] for line in plan.costs)
        financing = sum(source.amounts[index] for source in plan.sources)
        if costs != financing:
            yield _differ(plan, str(year), costs, financing)
    costs = sum(line.total for line in plan.costs)
    financing = sum(source.total for source in plan.sources)
    if costs != financing:
        yield _differ(plan, "total", costs, financing)


def _differ(plan: Plan, column: str, costs: int, financing: int) -> Finding:
    return finding(
        "B302" if column == "total" else "B301",
        "unfinanced" if financing < costs else "unused",
        plan.places.get("financing", plan.place),
        expected=costs * plan.unit,
        found=financing * plan.unit,
        subject=f"financing.financing.{column}",
        year=Verbatim(column),
    )
