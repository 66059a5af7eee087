"""From a file to a plan, with everything that is wrong with it."""

import re
from collections.abc import Iterable

from industri40.findings.finding import Finding, PlanError
from industri40.languages import LANGUAGES, OTHERWISE, UNSAID
from industri40.plan.language.validate import read_written
from industri40.plan.language.written import PlanFile
from industri40.plan.meaning.understand import understand
from industri40.plan.model import Plan
from industri40.plan.review import Review
from industri40.plan.yaml.reader import read_document
from industri40.plan.yaml.source import read_bytes
from industri40.plan.yaml.text import Lines, has_spaces_like
from industri40.record import replace

_LANGUAGE = r"""(?m)^[ {"']*language["' ]*:[ "']*(\w+)"""
"""A line that says in which language a plan is."""

_LOST = ("R108", "R109", "R115")
"""Faults that leave nothing to judge: that it is empty or too long needs not be said again."""


def _spoken(findings: Iterable[Finding], language: str) -> tuple[Finding, ...]:
    return tuple(one._replace(language=language) for one in findings)


def _meant(said: object) -> str:
    """The language that a plan says; of another word, such as ``english``, what it begins with."""
    return next((one for one in LANGUAGES if str(said).lower().startswith(one)), UNSAID)


def _seen_in(text: str) -> str:
    """The language of a plan that is no YAML: as a line of it says, if any of its keys is seen."""
    if said := re.search(_LANGUAGE, text):
        return _meant(said[1])
    keys = "|".join(PlanFile.model_fields)
    return UNSAID if re.search(rf"""(?m)^[ {{"']*(?:{keys})["' ]*:""", text) else OTHERWISE


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

    ``language`` takes the place of the plan's own: that of headings, of the names of what the plan
    gives no name, and of findings. Returns the plan, or None where anything is wrong, and all
    findings in the order of the file.
    """
    document, found = read_document(data, file)
    if document is None:
        return None, _spoken(found, language or _seen_in(Lines.of(data).text))
    spoken = language or _meant(document.value.get("language", UNSAID))
    faults = _spoken(found, spoken)
    document.empty_nothing()
    if has_spaces_like(document.text):
        from industri40.plan.yaml.spaces import report_around_text

        if spaces := report_around_text(document).findings:
            every = sorted((*faults, *_spoken(spaces, spoken)), key=lambda found: found.place)
            return None, tuple(every)
    review = Review(document, spoken)
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
