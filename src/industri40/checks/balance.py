"""Costs against financing: they must be equal in every year, to the unit."""

from collections.abc import Iterator, Sequence

from industri40.findings.facts import Verbatim
from industri40.findings.finding import Finding, finding
from industri40.plan.model import Line, Plan
from industri40.report.case import Case


def balance(case: Case) -> Iterator[Finding]:
    """Each year in which costs and financing differ, and whether they differ over all years."""
    plan = case.plan
    columns = (*map(str, plan.years), "total")
    sides = (_totals(plan, plan.costs), _totals(plan, plan.sources))
    for column, costs, financing in zip(columns, *sides, strict=True):
        if costs != financing:
            yield finding(
                "B302" if column == "total" else "B301",
                "unfinanced" if financing < costs else "unused",
                plan.places.get("financing", plan.place),
                expected=costs * plan.unit,
                found=financing * plan.unit,
                subject=f"financing.financing.{column}",
                year=Verbatim(column),
            )


def _totals(plan: Plan, lines: Sequence[Line]) -> list[int]:
    years = [sum(line.amounts[year] for line in lines) for year in range(len(plan.years))]
    return [*years, sum(years)]
