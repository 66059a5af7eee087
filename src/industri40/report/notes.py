"""What stands below a table: what lies between its figures and those of other tables."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from industri40.money import round_half_away
from industri40.report.tables import ReportTables


def common_notes(report: ReportTables) -> Iterator[str]:
    """Each common cost, which is in the budget and not among what is shared."""
    for one in report.plan.costs:
        if one.common and one.financed_by is not None:
            key = "common_any" if report.every else "common"  # an amount may change
            yield _note(report, key, one.financed_by, {"label": one.label}, amount=one.total)


def award_notes(report: ReportTables) -> Iterator[str]:
    """Which awards are decided, and that an environment's grant is less what it returned."""
    decided = [phase.label for phase in report.plan.phases if phase.awarded]
    if decided and report.plan.grant:
        yield report.words("note.decided", phases=", ".join(decided))
    if any(frame.given_back for frame in report.frames):
        yield report.words("note.net")


def frame_notes(report: ReportTables) -> Iterator[str]:
    """What makes the awards of a phase another amount than its share of the grant."""
    grant, phases = report.plan.grant, report.plan.phases
    if report.every:
        if grant and any(phase.cap is not None or phase.applications for phase in phases):
            yield report.words("note.frames")
        return
    pairs = list(zip((phase.label for phase in phases), report.frames, strict=False))
    for (before, earlier), (phase, frame) in pairwise(pairs):
        if earlier.carried:
            labels = {"before": before, "phase": phase}
            amounts = {"amount": earlier.carried, "frame": frame.frame}
            yield _note(report, "carried", grant, labels, **amounts)
    for phase, frame in pairs:
        for key, amount in (("given_back", frame.given_back), ("returned", frame.returned)):
            if amount:
                amounts = {"amount": amount, "awarded": frame.awarded}
                yield _note(report, key, grant, {"phase": phase}, **amounts)


def unallocated_notes(report: ReportTables) -> Iterator[str]:
    """What nobody is awarded, which figures per environment of the whole grant have in them."""
    returned = sum(frame.returned for frame in report.frames)
    if report.every:
        yield from frame_notes(report)
    elif returned:
        awarded = sum(frame.awarded - frame.given_back for frame in report.frames)
        mean = round_half_away(Fraction(awarded, len(report.plan.environments))).numerator
        amounts = {"amount": returned, "awarded": awarded, "mean": mean}
        yield _note(report, "unallocated", report.plan.grant, {}, **amounts)


def _note(
    report: ReportTables, key: str, source: str | None, labels: dict[str, str], **units: int
) -> str:
    """A note on money of a source, filled with labels and with amounts in units of the plan."""
    amounts = {name: report.written(report.money(one)) for name, one in units.items()}
    said = report.sources[source].label if source else ""
    return report.words(f"note.{key}", source=said, **labels, **amounts)
