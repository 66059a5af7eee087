"""Costs against financing: equal in every year, and in each environment where lines have keys."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from industri40.findings.facts import Id, Verbatim, years
from industri40.findings.finding import Finding, finding
from industri40.plan.model import CostLine, Line, Plan, natural_order
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


def overdrawn(case: Case) -> Iterator[Finding]:
    """Each environment where cost lines with keys of their own are not what its cash is.

    They come to more, or to less and no line without a key has the rest. Years of the same figures
    are one finding. What nobody is awarded is none of its own: it is what the environments lack.
    """
    plan = case.plan
    keyed = [line for line in plan.costs if line.key or line.given]
    if not keyed:
        return
    known = {environment.id for environment in plan.environments}
    alike = dict[tuple[str, Fraction, Fraction], list[int]]()
    for one in case.exact.overdrawn:
        if one.holder in known:
            alike.setdefault(one[1:], []).append(one.year)
    for (holder, cash, taken), several in alike.items():
        line = _largest(keyed, holder)
        where = line.key or line.given
        yield finding(
            "B303",
            "above" if taken > cash else "left",
            where.place if where else line.place,
            expected=cash * plan.unit,
            found=taken * plan.unit,
            subject=f"environment.{holder}.costs.{plan.years[several[0]]}",
            environment=Id(holder),
            line=Id(line.id),
            years=years([plan.years[year] for year in several], plan.years),
        )


def _largest(lines: list[CostLine], environment: str) -> CostLine:
    """The largest of the lines of which an environment has something, or of all of them."""

    def rank(line: CostLine) -> tuple[bool, int, tuple[int | str, ...]]:
        there = line.given.yearly if line.given else line.key.weights if line.key else {}
        return not there.get(environment), -line.total, natural_order(line.id)

    return min(lines, key=rank)
