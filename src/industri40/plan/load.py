"""From a file to a plan, with everything that is wrong with it."""

from industri40.findings.finding import Finding, PlanError
from industri40.plan.language.validate import read_written
from industri40.plan.meaning.understand import understand
from industri40.plan.model import Plan
from industri40.plan.review import Review
from industri40.plan.yaml.reader import read_document
from industri40.plan.yaml.source import read_bytes
from industri40.plan.yaml.text import has_spaces_like
from industri40.record import replace

_LOST = ("R108", "R109", "R115")
"""Faults that leave nothing to judge: that it is empty or too long needs not be said again."""


def load_plan(path: str) -> Plan:
    """Read a plan from a file (or from standard input, as ``-``) and understand it.

    Raises PlanError, with all findings, for a plan with anything wrong in it, and FileError for a
    file that cannot be read.
    """
    plan, findings = read_plan(read_bytes(path), path)
    if plan is None:
        raise PlanError(findings)
    return plan


def read_plan(
    data: bytes, file: str, language: str | None = None
) -> tuple[Plan | None, tuple[Finding, ...]]:
    """Understand the bytes of a plan; ``file`` is the name that places carry.

    ``language`` takes the place of the plan's own: that of headings, and of the names of what the
    plan gives no name. Returns the plan, or None where anything is wrong, and all findings in the
    order of the file.
    """
    document, faults = read_document(data, file)
    if document is None:
        return None, faults
    document.empty_nothing()
    if has_spaces_like(document.text):
        from industri40.plan.yaml.spaces import report_around_text

        if spaces := report_around_text(document).findings:
            return None, tuple(sorted((*faults, *spaces), key=lambda found: found.place))
    own = document.value.get("language")  # also where the plan is wrong elsewhere
    review = Review(document, language or (own if own == "en" else "nb"))
    written = read_written(document.value, review)
    if written is not None and language is not None:
        written = written.model_copy(update={"language": language})
    plan = None if written is None else understand(written, review)
    if plan is not None:
        plan = replace(plan, data=data)
    lost = {fault.place for fault in faults if fault.code in _LOST}
    said = (found for found in review.findings if found.place not in lost)
    findings = sorted((*faults, *said), key=lambda found: (found.place, found.code))
    return (None if findings else plan), tuple(findings)
