"""What the environments have together of each line: the plan's totals less what is common."""

from collections.abc import Sequence
from fractions import Fraction

from industri40.plan.model import Plan
from industri40.report.figures import LESS, SUM, derive, given
from industri40.report.lines import TOTAL, line_cells
from industri40.report.table import COUNT, Cell, CellKey
from industri40.report.tables import ReportTables


def shared_line(
    report: ReportTables, identifier: str, column: CellKey = TOTAL, table: str = "breakdown"
) -> Cell:
    """What they have of a line, over all years or in one, as a figure of a table.

    Of a source or a group that is what does not pay for common costs; a cost line is none of these.
    """
    group = report.groups.get(identifier)
    payers = group.sources if group else (identifier,)
    common = [
        line_cells(report, cost.id)[column]
        for cost in report.plan.costs
        if cost.common and cost.financed_by in payers
    ]
    inputs = (line_cells(report, identifier)[column], *common)
    operation = LESS if common else SUM
    return derive((table, identifier, *column), operation, inputs, report.plan.unit)


def plan_count(report: ReportTables, key: str, count: int | None) -> Cell:
    """How many environments, years or participants the plan has, as a figure."""
    place = report.plan.places.get(key, report.plan.place)
    once = report.once(
        ("plan", key), lambda name: {name: given(name, Fraction(count or 0), place, COUNT)}
    )
    return once["plan", key]


def alike(plan: Plan) -> bool:
    """Whether the environments have the same exact share of everything, and as many participants.

    If not, a figure per environment is a mean.
    """
    size = len(plan.environments)

    def same(weights: Sequence[object]) -> bool:
        return len(weights) == size and len(set(weights)) == 1

    keys = [source.key for source in plan.sources if source.id != plan.grant]
    if plan.grant is not None:
        keys += [phase.key for phase in plan.phases]
        sought = [list(phase.applications.values()) for phase in plan.phases if phase.applications]
        if not all(map(same, sought)):
            return False
    participants = [environment.participants for environment in plan.environments]
    return same(participants) and all(same(list(key.weights.values())) for key in keys)
