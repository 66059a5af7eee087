"""From the values of a file to a plan as written, without what is wrong in it.

Every error becomes a finding. What is wrong is then left out and the rest validated again, so that
the rest can be judged in the same run.
"""

from typing import Any, cast

from pydantic import ValidationError

from industri40.findings.facts import Path
from industri40.plan.language.kinds import Kind
from industri40.plan.language.written import PARTS, Entry, PlanFile, part_at
from industri40.plan.review import Review

_Wrong = dict[str | int, Any]
"""What is wrong in a mapping or list: by key or index, what is wrong in that; nothing for all."""


def read_written(value: object, review: Review) -> PlanFile | None:
    """Validate the values of a file as a plan, with all findings into the review.

    Returns the plan without what is wrong in it; None where nothing at all could be understood.
    """
    model = PARTS[""][0]
    try:
        return cast("PlanFile", model.model_validate(value))
    except ValidationError as error:
        errors = error.errors(include_url=False)
    from industri40.plan.language.faults import Faults  # a plan that is right needs no words

    faults = Faults(review, value)
    wrong: _Wrong = {}
    strange = [fault["loc"] for fault in errors if fault["type"] == "extra_forbidden"]
    follow = {beside for path in strange if (beside := faults.unknown.follows(path, value))}
    for path in follow:
        review.leave_out(path, hiding=len(path) == 1, strange=False)
        _note_wrong(wrong, path)
    for fault in (fault for fault in errors if fault["loc"] not in follow):
        path, kind = fault["loc"], fault["type"]
        faults.say(fault)
        nested = kind != "missing" and isinstance(fault["input"], dict | list)
        review.leave_out(path, hiding=nested or len(path) == 1, strange=kind == "extra_forbidden")
        _note_wrong(wrong, path)
    try:
        return cast("PlanFile", model.model_validate(_without(value, wrong, ())))
    except ValidationError:
        return None


def _note_wrong(wrong: _Wrong, path: Path) -> None:
    # A text in a list is not left out by itself, which would move the ones after it.
    if path and isinstance(path[-1], int) and path[0] != "stated":
        path = path[:-1]
    for step in path:
        wrong = wrong.setdefault(step, {})
    wrong.clear()


def _without(value: Any, wrong: _Wrong, path: Path) -> object:
    """A copy of a value without what is wrong in it, sharing what is not."""
    changed = value.copy()
    for step, deeper in wrong.items():
        inner = (*path, step)
        if deeper:
            changed[step] = _without(value[step], deeper, inner)
        elif isinstance(value, list):
            changed[step] = _stand_ins(PARTS[str(path[0])][0])
        # of any other length it leads to something with an id, or within a value
        elif len(inner) in (1, 3) and step in (here := _stand_ins(part_at(inner)[0])):
            changed[step] = here[step]
        else:
            changed.pop(step, None)
    return changed


def _stand_ins(part: type[Entry]) -> dict[str | int, object]:
    """What is validated in the place of each key that must be there, of which nothing is said."""
    found: dict[str | int, object] = {}
    for key, field in part.model_fields.items():
        if field.is_required():
            kinds = [kind.stand_in for kind in field.metadata if isinstance(kind, Kind)]
            found[key] = kinds[-1] if kinds and kinds[-1] is not None else {}
    return found
