"""From a file to a plan, with everything that is wrong with it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from industri40.findings.finding import Finding, PlanError
from industri40.languages import LANGUAGES, OTHERWISE, UNSAID
from industri40.plan.language.validate import read_written
from industri40.plan.language.written import PlanFile
from industri40.plan.meaning.understand import understand
from industri40.plan.model import Key, Plan
from industri40.plan.review import Review
from industri40.plan.what_if import AS_IT_IS, Asked, Changed, WhatIf
from industri40.plan.yaml.document import Document
from industri40.plan.yaml.reader import read_document
from industri40.plan.yaml.source import read_bytes
from industri40.plan.yaml.text import Lines, has_spaces_like
from industri40.record import replace

Read: TypeAlias = tuple[Plan | None, tuple[Finding, ...]]
"""A plan, or None where anything is wrong, and all findings in the order of its file."""

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


def load_plan(
    path: str,
    set: Mapping[str, str] | None = None,  # noqa: A002 - as a plan's scenarios have it
    scenarios: Sequence[str] = (),
) -> Plan:
    """Read a plan from a file (or from standard input, as ``-``) and understand it.

    ``scenarios`` of the plan, by name, are put into effect first, then what is ``set``: by the path
    of an input its new value, as a plan would write it, or relative, such as ``-10 %``.

    Raises PlanError, with all findings, for a plan with anything wrong in it, FileError for a file
    that cannot be read, and WhatIfError for a scenario or path that the plan has not.
    """
    sets = (f"{path}={value}" for path, value in (set or {}).items())
    asked = Asked(tuple(dict.fromkeys(scenarios)), tuple(sets))
    plan, findings = read_plan(read_bytes(path), path, asked=asked)
    if plan is None:
        raise PlanError(findings)
    return plan


def _as_asked(plan: Plan, asked: Asked, changes: tuple[Changed, ...]) -> Plan:
    """A plan that says what was changed in it, and nothing of what was printed of it before."""
    labels = {one.id: one.label for one in plan.scenarios}
    what_if = WhatIf(asked, tuple(labels[name] for name in asked.scenarios), changes)
    return replace(plan, what_if=what_if, stated=())


def _needs_sharing(plan: Plan) -> bool:
    """Whether it takes exact shares to tell that nothing is impossible: most plans need none."""
    groups: dict[str | None, Key] = {group.id: group.key for group in plan.groups}
    return (
        any(phase.floor is not None or phase.awarded or phase.returned for phase in plan.phases)
        or any(line.given for line in (*plan.costs, *plan.sources))
        or any(one.key.identity != groups.get(one.group, one.key).identity for one in plan.sources)
    )


def read_plan(data: bytes, file: str, language: str | None = None, asked: Asked = AS_IT_IS) -> Read:
    """Understand the bytes of a plan; ``file`` is the name that places carry.

    ``language`` takes the place of the plan's own: that of headings, of the names of what the plan
    gives no name, and of findings. What is ``asked`` is put into effect before anything is
    understood, and what was stated of the plan is left out then. Raises WhatIfError.
    """
    document, found = read_document(data, file)
    if document is None:
        return None, _spoken(found, language or _seen_in(Lines.of(data).text))
    document.empty_nothing()
    return _understood(document, found, language, asked)


def plan_with(plan: Plan, asked: Asked, language: str | None) -> Read:
    """The plan with what is ``asked``, on top of what it was read with; its file is not read anew.

    Gives what ``read_plan`` does, and raises what that raises.
    """
    return _understood(plan.document, (), language, asked)


def _understood(
    document: Document, found: Sequence[Finding], language: str | None, asked: Asked
) -> Read:
    if what_if := any(asked):
        from industri40.plan.overrides import overridden  # few plans need it
        from industri40.plan.wishes import WhatIfError

        try:
            document, changes, wrong = overridden(document, asked)
        except WhatIfError as error:
            asked_in = language or _meant(document.value.get("language", UNSAID))
            error.finding = error.finding._replace(language=asked_in)
            raise
        found = (*found, *wrong)
    spoken = language or _meant(document.value.get("language", UNSAID))
    faults = _spoken(found, spoken)
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
        if what_if:
            plan = _as_asked(plan, asked, changes)
        if _needs_sharing(plan):
            from industri40.impossible import find_impossible

            find_impossible(plan, review)
    lost = {fault.place for fault in faults if fault.code in _LOST}
    said = (found for found in review.findings if found.place not in lost)
    findings = sorted((*faults, *said), key=lambda found: (found.place, found.code))
    return (None if findings else plan), tuple(findings)
