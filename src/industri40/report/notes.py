"""What stands below a table: what lies between its figures and those of other tables."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from industri40.money import round_half_away
from industri40.report.tables import ReportTables


def common_notes(report: ReportTables) -> Iterator[str]:
    """Each common cost, which is in the budget and not among what is shared."""
    for line in report.plan.costs:
        if line.common and line.financed_by is not None:
            yield report.words(
                "note.common",
                label=line.label,
                amount=report.written(report.money(line.total)),
                source=report.sources[line.financed_by].label,
            )


def frame_notes(report: ReportTables) -> Iterator[str]:
    """What makes the awards of a phase another amount than its share of the grant."""
    source, phases = _grant(report), [phase.label for phase in report.plan.phases]
    for (before, phase), (earlier, frame) in zip(
        pairwise(phases), pairwise(report.frames), strict=False
    ):
        if earlier.carried:
            carried, whole = _written(report, earlier.carried), _written(report, frame.frame)
            yield report.words(
                "note.carried",
                amount=carried,
                source=source,
                before=before,
                phase=phase,
                frame=whole,
            )
    for phase, frame in zip(phases, report.frames, strict=False):
        if frame.returned:
            amount, awarded = _written(report, frame.returned), _written(report, frame.awarded)
            yield report.words(
                "note.returned", amount=amount, source=source, phase=phase, awarded=awarded
            )


def unallocated_notes(report: ReportTables) -> Iterator[str]:
    """What nobody is awarded, which figures per environment of the whole grant have in them."""
    returned = sum(frame.returned for frame in report.frames)
    if returned:
        awarded = sum(frame.awarded for frame in report.frames)
        mean = round_half_away(Fraction(awarded, len(report.plan.environments))).numerator
        yield report.words(
            "note.unallocated",
            amount=_written(report, returned),
            source=_grant(report),
            awarded=_written(report, awarded),
            mean=_written(report, mean),
        )


def _grant(report: ReportTables) -> str:
    grant = report.plan.grant
    return report.sources[grant].label if grant else ""


def _written(report: ReportTables, units: int) -> str:
    return report.written(report.money(units))
