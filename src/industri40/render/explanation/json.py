"""An explanation as JSON, ``industri40.explanation/1``: every figure once, inputs by name."""

import json
from collections.abc import Sequence

from industri40.explain.amounts import Named
from industri40.explain.step import ALIKE, LEAST, Step, walk
from industri40.explain.texts import said
from industri40.money import json_number
from industri40.render.common.results import TextOptions, scenario
from industri40.report.case import Case


def render(
    case: Case, step: Step, _options: TextOptions | None = None, depth: int | None = None
) -> str:
    """The document: ``figure`` names the one that is explained, ``steps`` holds it and its inputs.

    ``scenario`` is what it is of the plan in an allocation. ``depth`` is how many levels below the
    figure are written, None for all. ``exact`` is an integer or a fraction; ``inputs`` are the
    names of other steps. The plan's language is that of the ``notes``.
    """
    kept = _down_to(step, depth)
    steps = ",\n".join(
        f"  {_step(each, case.plan.language)}" for each in walk(step) if each.figure in kept
    )
    return (
        '{\n "format": "industri40.explanation/1",\n'
        f' "figure": {_text(step.figure)},\n "scenario": {scenario(case.plan)},\n'
        f' "steps": [\n{steps}\n ]\n}}\n'
    )


def listed(case: Case, found: Sequence[Named], _options: TextOptions) -> str:
    """All figures of an amount, ``industri40.figures/1``: each by its name, with its label."""
    lines = ",\n".join(
        f'  {{"figure": {_text(name)}, "label": {_text(label)}, '
        f'"amount": {json_number(one.amount)}}}'
        for one in found
        for name, label in one.figures
    )
    return (
        f'{{\n "format": "industri40.figures/1",\n "scenario": {scenario(case.plan)},\n'
        f' "figures": [\n{lines}\n ]\n}}\n'
    )


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _down_to(step: Step, depth: int | None) -> set[str]:
    level, found = [step], {step.figure}
    while level and depth != 0:
        below = {each.figure: each for above in level for each in above.inputs}
        # what was met before has its inputs already; without this a short chain has no end
        level = [each for figure, each in below.items() if figure not in found]
        found |= below.keys()
        depth = depth and depth - 1
    return found


def _step(step: Step, language: str) -> str:
    at = step.place
    notes = [said(one, language) for one in step.notes]
    place = at and {"file": at.file, "line": at.line, "column": at.column}
    fields = {
        "figure": _text(step.figure),
        # of what is alike each is the least
        "operation": json.dumps(LEAST if step.operation == ALIKE else step.operation),
        "amount": json_number(step.amount),
        "exact": f'"{step.exact}"',
        "inputs": json.dumps([each.figure for each in step.inputs], ensure_ascii=False),
        "written": json.dumps(step.written, ensure_ascii=False),
        "place": json.dumps(place, ensure_ascii=False),
        "notes": json.dumps(notes, ensure_ascii=False),
    }
    return "{" + ", ".join(f'"{key}": {value}' for key, value in fields.items()) + "}"
