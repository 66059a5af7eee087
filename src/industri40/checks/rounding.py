"""Where sharing could not keep a running total next to its exact share."""

from collections.abc import Iterator

from industri40.engine.result import Allocation, RelaxedBound
from industri40.findings.facts import Id, mixed, term
from industri40.findings.finding import Finding, Place, finding
from industri40.money import HUNDREDTHS
from industri40.plan.model import Plan


def relaxed(allocation: Allocation) -> Iterator[Finding]:
    """Each share to date that is a unit or more from its exact value, in the order of the years.

    Unlike other findings it is about what was made of a plan, so it needs the allocation.
    """
    plan = allocation.plan
    places = {line.id: line.place for line in (*plan.costs, *plan.sources)}
    for cell in allocation.relaxed:
        yield _advice(cell, plan, places[cell.line])


def _advice(cell: RelaxedBound, plan: Plan, place: Place) -> Finding:
    exact, amount = cell.exact * plan.unit, cell.amount * plan.unit
    return finding(
        "A603",
        "smallest" if plan.unit * HUNDREDTHS == 1 else "off",
        place,
        expected=exact,
        found=amount,
        subject=f"{cell.line}.{cell.environment} to {cell.year}",
        language=plan.language,
        year=cell.year,
        environment=Id(cell.environment),
        line=Id(cell.line),
        off=mixed(abs(amount - exact)),
        direction=term("more") if amount > exact else term("less"),
        exact=mixed(exact),
    )
