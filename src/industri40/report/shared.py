"""What the environments have together of each line: the plan's totals less what is common."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from industri40.plan.model import CostLine, ParticipantGroup, Plan, Source
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


def group_count(group: ParticipantGroup) -> Cell:
    """How many participants there are in a group, as a figure."""
    return given(("plan", "participants", group.id), Fraction(group.number), group.place, COUNT)


def alike(plan: Plan) -> bool:
    """Whether the environments have the same exact share of everything, and as many participants.

    If not, a figure per environment is a mean.
    """
    everybody = [one.id for one in plan.environments]
    return all(len(set(map(column.get, everybody))) == 1 for column in _unlike(plan))


def _unlike(plan: Plan) -> Iterator[Mapping[str, object]]:
    """All in which environments may differ, each by their ids."""
    yield {one.id: (one.participants, *sorted(one.members.items())) for one in plan.environments}
    lines: list[CostLine | Source] = [*plan.costs]
    for line in (*lines, *(source for source in plan.sources if source.id != plan.grant)):
        if line.given:
            yield line.given.yearly
        elif line.key:
            yield line.key.weights
    for phase in plan.phases if plan.grant is not None else ():
        yield phase.key.weights
        parts = phase.applications, phase.cap, phase.floor, phase.awarded, phase.returned
        yield from (part for part in parts if part and isinstance(part, dict))
