"""What there is of a source for each participant of one group, such as those in a support area."""

from collections.abc import Callable
from functools import partial

from industri40.plan.model import ParticipantGroup
from industri40.report.figures import LESS, OVER, SUM, WHOLE, derive
from industri40.report.shared import group_count, plan_count
from industri40.report.table import Cell, CellKey
from industri40.report.tables import PARTICIPANT, ReportTables


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
    source, sources = report.sources.get(identifier), report.groups.get(identifier)
    if sources and sources.written.form == "sum":
        return derive(key, SUM, [each(one) for one in sources.sources], WHOLE)
    if source and source.rest and source.group:
        others = [one for one in report.groups[source.group].sources if one != identifier]
        return derive(key, LESS, [each(source.group), *map(each, others)], WHOLE)
    if source and source.members:
        if source.members != group.id:
            return derive(key, SUM, (), WHOLE)
        return derive(key, OVER, (whole(identifier), group_count(group)), WHOLE)
    everybody = plan_count(report, "participants", report.plan.participants)
    return derive(key, OVER, (whole(identifier), everybody), WHOLE)
