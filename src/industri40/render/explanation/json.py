"""An explanation as JSON, ``industri40.explanation/1``: every figure once, inputs by name."""

from collections.abc import Sequence

from industri40.explain.amounts import Named
from industri40.explain.step import ALIKE, LEAST, Step, said, walk
from industri40.money import json_number
from industri40.render.common.exact_json import array, object_of, record, scenario, text
from industri40.render.common.results import TextOptions
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
    steps = (_step(each, case.plan.language) for each in walk(step) if each.figure in kept)
    fields = {
        "format": '"industri40.explanation/1"',
        "figure": text(step.figure),
        "scenario": text(scenario(case.plan)),
        "steps": array(steps),
    }
    return object_of(fields) + "\n"


def listed(case: Case, found: Sequence[Named], _options: TextOptions) -> str:
    """All figures of an amount, ``industri40.figures/1``: each by its name, with its label."""
    figures = (
        record({"figure": text(name), "label": text(label), "amount": json_number(one.amount)})
        for one in found
        for name, label in one.figures
    )
    fields = {
        "format": '"industri40.figures/1"',
        "scenario": text(scenario(case.plan)),
        "figures": array(figures),
    }
    return object_of(fields) + "\n"


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
    fields = {
        "figure": text(step.figure),
        # of what is alike each is the least
        "operation": text(LEAST if step.operation == ALIKE else step.operation),
        "amount": json_number(step.amount),
        "exact": f'"{step.exact}"',
        "inputs": text([each.figure for each in step.inputs]),
        "written": text(step.written),
        "place": text(step.place and step.place._asdict()),
        "notes": text([said(one, language) for one in step.notes]),
    }
    return record(fields)
