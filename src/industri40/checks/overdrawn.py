"""Cost lines with keys of their own, against the cash that each environment has for them."""

from collections.abc import Iterator

from industri40.findings.facts import Id, years
from industri40.findings.finding import Finding, finding
from industri40.plan.model import CostLine, natural_order
from industri40.report.case import Case

TYPE_CHECKING = False  # most plans have no such lines
if TYPE_CHECKING:
    from industri40.engine.mixing import Overdrawn


def overdrawn(case: Case) -> Iterator[Finding]:
    """Each environment where they come to more than its cash, or to less and no line has the rest.

    Years in which the figures are the same are one finding. What nobody is awarded is none of its
    own: it is what the environments lack.
    """
    plan = case.plan
    keyed = [line for line in plan.costs if line.key or line.given]
    if not keyed:
        return
    known = {environment.id for environment in plan.environments}
    alike: dict[Overdrawn, list[int]] = {}
    for one in case.exact.overdrawn:
        if one.holder in known:
            alike.setdefault(one._replace(year=0), []).append(one.year)
    for one, several in alike.items():
        line = _largest(keyed, one.holder)
        where = line.key or line.given
        yield finding(
            "B303",
            "above" if one.keyed > one.cash else "left",
            where.place if where else line.place,
            expected=one.cash * plan.unit,
            found=one.keyed * plan.unit,
            subject=f"environment.{one.holder}.costs.{plan.years[several[0]]}",
            environment=Id(one.holder),
            line=Id(line.id),
            years=years([plan.years[year] for year in several], plan.years),
        )


def _largest(lines: list[CostLine], environment: str) -> CostLine:
    """The largest of the lines of which an environment has something, or of all of them."""

    def rank(line: CostLine) -> tuple[bool, int, tuple[int | str, ...]]:
        there = line.given.yearly if line.given else line.key.weights if line.key else {}
        return not there.get(environment), -line.total, natural_order(line.id)

    return min(lines, key=rank)
