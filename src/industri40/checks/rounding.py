"""Where sharing could not keep a running total next to its exact share."""

from collections.abc import Iterator

from industri40.engine.result import Allocation
from industri40.findings.facts import Id, mixed, term
from industri40.findings.finding import Finding, finding
from industri40.money import HUNDREDTHS


def relaxed(allocation: Allocation) -> Iterator[Finding]:
    """Each share to date that is a unit or more from its exact value, in the order of the years.

    Unlike other findings it is about what was made of a plan, so it needs the allocation.
    """
    plan = allocation.plan
    places = {line.id: line.place for line in (*plan.costs, *plan.sources)}
    for cell in allocation.relaxed:
        exact, amount = cell.exact * plan.unit, cell.amount * plan.unit
        yield finding(
            "A603",
            "smallest" if plan.unit * HUNDREDTHS == 1 else "off",
            places[cell.line],
            expected=exact,
            found=amount,
            subject=f"to_date.{cell.line}.{cell.environment}.{cell.year}",
            language=plan.language,
            year=cell.year,
            environment=Id(cell.environment),
            line=Id(cell.line),
            off=mixed(abs(amount - exact)),
            direction=term("more") if amount > exact else term("less"),
            exact=mixed(exact),
        )
