"""From what pydantic says about a plan to findings that an officer understands.

Every error becomes a finding with its place and plain words. What is wrong is then left out and
the rest validated again, so that the rest can be judged in the same run.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from industri40.plan.review import Path, Review, quoted, subject
from industri40.plan.text import shown
from industri40.plan.values import Refused, kind_of
from industri40.plan.written import (
    CostEntry,
    EnvironmentEntry,
    FinancingEntry,
    LimitsEntry,
    PhaseEntry,
    PlanFile,
    SourceEntry,
    StatedEntry,
)

__all__ = ["read_written"]

_PARTS: dict[str, tuple[type[BaseModel], str]] = {
    "costs": (CostEntry, "a cost line"),
    "financing": (FinancingEntry, "a source or group"),
    "sources": (SourceEntry, "a source in a group"),
    "environments": (EnvironmentEntry, "an environment"),
    "phases": (PhaseEntry, "a phase"),
    "stated": (StatedEntry, "a stated table"),
    "limits": (LimitsEntry, "`limits`"),
    "": (PlanFile, "a plan"),
}
"""The models of the parts of a plan, by the key under which each stands."""

_STAND_INS: dict[tuple[str, str], object] = {
    ("", "name"): "?",
    ("", "years"): [],
    ("", "environments"): {},
    ("", "costs"): {},
    ("", "financing"): {},
    ("phases", "share"): "0",
    ("stated", "table"): "?",
    ("stated", "rows"): {},
}
"""What is validated in the place of a key that must be there, by the part that it stands in.

Nothing is ever said about a stand-in, since its path is unsound.
"""

_NOTHING_STATED = {"table": "?", "rows": {}}
_WANTED = {
    "model_type": "a mapping of keys",
    "dict_type": "a mapping of keys",
    "list_type": "a list",
}


def read_written(value: object, review: Review) -> PlanFile | None:
    """Validate the values of a file as a plan, with all findings into the review.

    Returns the plan without what is wrong in it; None where nothing at all could be understood.
    """
    try:
        return PlanFile.model_validate(value)
    except ValidationError as error:
        errors = error.errors(include_url=False)
    words = _Words(review)
    wrong: _Wrong = {}
    for fault in errors:
        words.say(fault)
        path, kind = fault["loc"], fault["type"]
        nested = kind != "missing" and isinstance(fault["input"], dict | list)
        strange = kind == "extra_forbidden"
        review.leave_out(path, hiding=nested or len(path) == 1, strange=strange)
        _note_wrong(wrong, path)
    try:
        return PlanFile.model_validate(_without(value, wrong, ()))
    except ValidationError:
        return None


_Wrong = dict[str | int, Any]
"""What is wrong in a mapping or list: by key or index, what is wrong in that; nothing for all."""


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
            changed[step] = _NOTHING_STATED
        elif (stand_in := _stand_in(inner)) is not None:
            changed[step] = stand_in
        else:
            changed.pop(step, None)
    return changed


def _stand_in(path: Path) -> object | None:
    if len(path) == 1:
        return _STAND_INS.get(("", str(path[0])))
    return _STAND_INS.get((str(path[0]), str(path[2]))) if len(path) == 3 else None  # noqa: PLR2004


class _Words:
    """What is said about the errors of one file."""

    def __init__(self, review: Review) -> None:
        self._review = review
        self._meant: dict[tuple[str, str], str | None] = {}

    def say(self, fault: Mapping[str, Any]) -> None:
        """Make the finding for one error of pydantic."""
        path, kind = fault["loc"], fault["type"]
        if kind == "extra_forbidden":
            self._unknown_key(path)
        elif kind == "missing":
            self._missing_key(path)
        elif kind in _WANTED:
            self._wrong_kind(path, fault["input"], _WANTED[kind])
        else:
            error = fault.get("ctx", {}).get("error")
            code = error.code if isinstance(error, Refused) else "P203"
            self._refused(code, path, str(error or "is not what belongs here"))

    def _refused(self, code: str, path: Path, said: str) -> None:
        between = ": " if said.startswith("'") else " "
        self._review.add(code, path, f"{subject(path)}{between}{said}.")

    def _wrong_kind(self, path: Path, value: object, wanted: str) -> None:
        remedy = None
        if path == ("environments",):
            wanted = "a number or a mapping of keys"
            remedy = "Write how many there are, or each as id: {name: …, participants: …}."
        elif path[:1] in {("costs",), ("financing",)} and str(value)[:1].isdigit():
            remedy = f"Say what kind of amount it is, such as {{yearly: {shown(str(value))}}}."
        message = f"{subject(path)} is {kind_of(value)}, where {wanted} belongs."
        self._review.add("P203", path, message, remedy=remedy)

    def _missing_key(self, path: Path) -> None:
        part, name = _part(path)
        where = subject(path[:-1]) if path[:-1] else name
        self._review.add(
            "P202",
            path[:-1],
            f"{where} has no {quoted(path[-1])}.",
            key=True,
            remedy=f"Add {quoted(path[-1])}. Keys that belong here: {_known(part)}.",
        )

    def _unknown_key(self, path: Path) -> None:
        part, name = _part(path)
        word = str(path[-1])
        if (word, name) not in self._meant:
            self._meant[word, name] = self._review.nearest(word, list(part.model_fields))
        meant = self._meant[word, name]
        message = f"{quoted(word)} is no key of {name}"
        remedy = "Take it out"
        if meant:
            message += f"; {quoted(meant)} is probably meant"
            remedy = f"Write {quoted(meant)}, or take it out"
        elif homes := _homes(word):
            message += f"; it belongs to {homes}"
        self._review.add(
            "P201",
            path,
            f"{message}.",
            key=True,
            remedy=f"{remedy}. Keys that belong here: {_known(part)}.",
        )


def _part(path: Path) -> tuple[type[BaseModel], str]:
    """The model of the part of a plan that a key stands in, and what to call it."""
    if len(path) == 1:
        return _PARTS[""]
    if len(path) == 2:  # noqa: PLR2004
        return _PARTS[str(path[0])]
    return _PARTS["sources" if path[2] == "sources" else str(path[0])]


def _known(part: type[BaseModel]) -> str:
    return ", ".join(map(quoted, part.model_fields))


def _homes(word: str) -> str:
    """The parts of a plan to which a key belongs, as a phrase; empty where it is known nowhere."""
    return " or ".join(name for part, name in _PARTS.values() if word in part.model_fields)
