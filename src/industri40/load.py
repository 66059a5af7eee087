"""From a file to a plan, with everything that is wrong with it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Literal

from industri40.findings.facts import Id
from industri40.findings.finding import Finding, PlanError, finding
from industri40.languages import LANGUAGES, OTHERWISE, UNSAID
from industri40.plan.language.validate import read_written
from industri40.plan.language.written import PlanFile
from industri40.plan.meaning.understand import understand
from industri40.plan.model import AS_IT_IS, Asked, Changed, Phase, Plan, WhatIf, natural_order
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
    asked = Asked(tuple(scenarios), tuple(map("=".join, (set or {}).items())))
    plan, findings = read_plan(read_bytes(path), path, asked=asked)
    if plan is None:
        raise PlanError(findings)
    return plan


def _as_asked(plan: Plan, asked: Asked, changes: tuple[Changed, ...]) -> Plan:
    """A plan that says what was changed in it, and nothing of what was printed of it before."""
    labels = {one.id: one.label for one in plan.scenarios}
    what_if = WhatIf(asked, tuple(labels[name] for name in asked.scenarios), changes)
    return replace(plan, what_if=what_if, stated=())


def _impossible_awards(plan: Plan) -> Iterator[Finding]:
    """Floors or decided awards above a frame, and more returned than was awarded, by phase.

    Frames and awards are what the engine makes of the plan. It is asked only where there may be
    something to find: most plans are not shared out when they are read.
    """
    if not any(phase.floor is not None or phase.awarded or phase.returned for phase in plan.phases):
        return
    from industri40.engine.awards import exact_phases

    holders = sorted((environment.id for environment in plan.environments), key=natural_order)
    common = sum(cost.total for cost in plan.costs if cost.financed_by == plan.grant)
    pool = sum(source.total for source in plan.sources if source.id == plan.grant) - common
    position = {holder: number for number, holder in enumerate(holders)}
    for exact in exact_phases(plan, holders, pool):
        phase, frame = exact.phase, int(exact.frame)
        decided, floors = sum(phase.awarded.values()), sum(exact.floors)
        if decided > frame:
            yield _too_much("P247", phase, "awarded", (frame, decided), plan.unit)
        elif floors > frame and not phase.awarded:
            yield _too_much("P246", phase, "floor", (frame, floors), plan.unit)
        for environment, back in phase.returned.items():
            award = int(exact.award.exact(position[environment]))
            if back > award:
                name = f"returned.{environment}"
                yield _too_much("P248", phase, name, (award, back), plan.unit)
        if exact.carried < 0:
            return  # what comes after it would be wrong because of that


def _too_much(
    code: Literal["P246", "P247", "P248"],
    phase: Phase,
    name: str,
    figures: tuple[int, int],
    unit: Fraction,
) -> Finding:
    """What is said of an amount of a phase: how much there is, and how much more is written."""
    _, _, environment = name.partition(".")
    there_is, written = figures
    # what came back is more than one award, which may be decided; else all are too much together
    cause = [f"awarded.{environment}"]
    if not environment:
        cause = sorted(one for one in phase.places if one.startswith(f"{name}."))
    return finding(
        code,
        "above",
        phase.places[name],
        expected=there_is * unit,
        found=written * unit,
        subject=f"phases.{phase.id}.{name}",
        cause=tuple(phase.places[one] for one in cause if one in phase.places),
        phase=Id(phase.id),
        environment=Id(environment),
    )


def read_plan(
    data: bytes, file: str, language: str | None = None, asked: Asked = AS_IT_IS
) -> tuple[Plan | None, tuple[Finding, ...]]:
    """Understand the bytes of a plan; ``file`` is the name that places carry.

    ``language`` takes the place of the plan's own: that of headings, of the names of what the plan
    gives no name, and of findings. What is ``asked`` is put into effect before anything is
    understood, and what was stated of the plan is left out then. Returns the plan, or None where
    anything is wrong, and all findings in the order of the file. Raises WhatIfError.
    """
    document, found = read_document(data, file)
    if document is None:
        return None, _spoken(found, language or _seen_in(Lines.of(data).text))
    document.empty_nothing()
    if what_if := any(asked):
        from industri40.plan.overrides import WhatIfError, overridden  # few plans need it

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
        plan = replace(plan, data=data)
        if what_if:
            plan = _as_asked(plan, asked, changes)
        review.findings.extend(_spoken(_impossible_awards(plan), spoken))
    lost = {fault.place for fault in faults if fault.code in _LOST}
    said = (found for found in review.findings if found.place not in lost)
    findings = sorted((*faults, *said), key=lambda found: (found.place, found.code))
    return (None if findings else plan), tuple(findings)
