"""Costs against financing: they must be equal in every year, to the unit."""

from collections.abc import Iterator

from industri40.findings.finding import Finding, finding
from industri40.money import precise_text
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
    expected, found = costs * plan.unit, financing * plan.unit
    gap = precise_text(abs(expected - found), plan.language)
    code, when = ("B302", "Over all years") if column == "total" else ("B301", f"In {column}")
    what = "of the costs has no financing" if found < expected else "of the financing has no cost"
    return finding(
        code,
        plan.places.get("financing", plan.place),
        f"{when} the costs are {precise_text(expected, plan.language)} and the financing is "
        f"{precise_text(found, plan.language)}: {gap} {what}.",
        expected=expected,
        found=found,
        subject=f"financing.financing.{column}",
    )
