"""What environments have together of each line, and what there is of it for each participant."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import partial

from industri40.plan.model import ParticipantGroup, Plan
from industri40.report.figures import LESS, OVER, SUM, WHOLE, derive, given
from industri40.report.lines import TOTAL, line_cells
from industri40.report.table import COUNT, Cell, CellKey
from industri40.report.tables import PARTICIPANT, ReportTables


def shared_line(
    report: ReportTables, identifier: str, column: CellKey = TOTAL, table: str = "breakdown"
) -> Cell:
    """What they have of a line, over all years or in one, as a figure of a table.

    Of a source or a group that is what does not pay for common costs; a cost line is none of these.
    """
    payers = report.lines[identifier].sources or (identifier,)
    common = [
        line_cells(report, cost.id)[column]
        for cost in report.plan.costs
        if cost.common and cost.financed_by in payers
    ]
    inputs = (line_cells(report, identifier)[column], *common)
    key = (table, identifier, *column)
    return derive(key, LESS if common else SUM, inputs, report.plan.unit)


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


def per_member(
    report: ReportTables,
    table: CellKey,
    identifier: str,
    group: ParticipantGroup,
    whole: Callable[[str], Cell],
) -> Cell:
    """What of a line is for each participant of a group, of what is the ``whole`` of each line.

    What is for one group is shared among its members, and all else among all participants. A rest
    fills its group of sources, and sources without an amount of their own together are their sum.
    """
    key = (*table, identifier, *PARTICIPANT, group.id)
    each = partial(per_member, report, table, group=group, whole=whole)
    line = report.lines[identifier]
    if line.written.form == "sum":
        return derive(key, SUM, [*map(each, line.sources)], WHOLE)
    if line.rest and line.group:
        others = [one for one in report.groups[line.group].sources if one != identifier]
        return derive(key, LESS, [each(line.group), *map(each, others)], WHOLE)
    if line.members == group.id:
        return derive(key, OVER, (whole(identifier), group_count(group)), WHOLE)
    if line.members:
        return derive(key, SUM, (), WHOLE)
    everybody = plan_count(report, "participants", report.plan.participants)
    return derive(key, OVER, (whole(identifier), everybody), WHOLE)


def alike(plan: Plan) -> bool:
    """Whether the environments have the same exact share of everything, and as many participants.

    If not, a figure per environment is a mean.
    """
    everybody = [one.id for one in plan.environments]
    return all(len(set(map(column.get, everybody))) == 1 for column in _unlike(plan))


def _unlike(plan: Plan) -> Iterator[Mapping[str, object]]:
    """All in which environments may differ, each by their ids."""
    yield {one.id: one.participants for one in plan.environments}
    for group in plan.participant_groups:
        yield {one.id: one.members[group.id] for one in plan.environments}
    for line in (*plan.costs, *(source for source in plan.sources if source.id != plan.grant)):
        if line.given:
            yield line.given.yearly
        elif line.key:
            yield line.key.weights
    for phase in plan.phases if plan.grant is not None else ():
        yield phase.key.weights
        parts = phase.applications, phase.cap, phase.floor, phase.awarded, phase.returned
        yield from (part for part in parts if part and isinstance(part, dict))
