"""From what pydantic says about a plan to findings that an officer understands.

Every error becomes a finding with its place and plain words. What is wrong is then left out and
the rest validated again, so that the rest can be judged in the same run.
"""

import re
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
    "sources": (SourceEntry, "a source"),
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
_EXAMPLES = {
    "name": "name: My programme.",
    "years": "years: [2019, 2020, 2021].",
    "environments": "environments: 8.",
    "costs": "costs: {mobilisation: {yearly: 1 000 000}}.",
    "financing": "financing: {county: {yearly: 1 000 000}}.",
    "share": "share: 1/3.",
    "table": "table: costs.",
    "rows": "rows: {costs: {total: 3 000 000}}.",
}
"""How to write each key that must be there."""

_FORMS: dict[Path, str] = {
    ("years",): "Write the years as a list such as [2019, 2020, 2021].",
    ("…", "years"): "Write each year with its amount, such as {2019: 500 000, 2020: 600 000}.",
    ("environments",): "Write how many there are, or each as id: {name: …, participants: …}.",
    ("…", "shared_by"): "Write equal, participants or weights, or each environment's number.",
    ("…", "applications"): "Write each environment with what it seeks, such as {oppdal: 300 000}.",
}
"""How to write some keys, at the top or (after …) anywhere below it."""

_COMMA_BETWEEN_BRACES = (
    "Between braces a comma ends a value: set thousands off by a space, and decimals by a point."
)
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
    strange = [fault["loc"] for fault in errors if fault["type"] == "extra_forbidden"]
    follow = {beside for path in strange if (beside := words.follows(path, value))}
    for path in follow:
        review.leave_out(path, hiding=len(path) == 1, strange=False)
        _note_wrong(wrong, path)
    for fault in errors:
        path, kind = fault["loc"], fault["type"]
        if path in follow:
            continue
        words.say(fault)
        nested = kind != "missing" and isinstance(fault["input"], dict | list)
        review.leave_out(path, hiding=nested or len(path) == 1, strange=kind == "extra_forbidden")
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

    def follows(self, path: Path, value: Any) -> Path | None:
        """The value beside an unknown key that is wrong because of it, if there is one.

        It is the key that was meant, which is then missing, or the number whose decimals the
        unknown key is.
        """
        for step in path[:-1]:
            value = value[step]
        word = str(path[-1])
        if _is_rest_of_number(word, value[word]):
            keys = list(value)
            before = keys[max(keys.index(word) - 1, 0)]
            cut = before in _part(path)[0].model_fields and isinstance(value[before], str)
            return (*path[:-1], before) if cut else None
        meant = self._meant_by(path)
        return (*path[:-1], meant) if meant and meant not in value else None

    def say(self, fault: Mapping[str, Any]) -> None:
        """Make the finding for one error of pydantic."""
        path, kind = fault["loc"], fault["type"]
        if kind == "extra_forbidden":
            self._unknown_key(path, fault["input"])
        elif kind == "missing":
            self._missing_key(path)
        elif kind in _WANTED:
            self._wrong_kind(path, fault["input"], _WANTED[kind])
        else:
            error = fault.get("ctx", {}).get("error")
            code = error.code if isinstance(error, Refused) else "P203"
            self._refused(code, path, fault["input"], str(error or "is not what belongs here"))

    def _refused(self, code: str, path: Path, value: object, said: str) -> None:
        between = ": " if said.startswith("'") else " "
        what, _, way_out = said.rpartition("; write ")
        remedy = f"Write {way_out}." if what else None
        if _is_rest_of_number(str(path[-1]), value):
            remedy = _COMMA_BETWEEN_BRACES
        self._review.add(code, path, f"{subject(path)}{between}{what or said}.", remedy=remedy)

    def _wrong_kind(self, path: Path, value: object, wanted: str) -> None:
        if path == ("environments",):
            wanted = "a number or a mapping of keys"
        message = f"{subject(path)} is {kind_of(value)}, where {wanted} belongs."
        self._review.add("P203", path, message, remedy=_other_kind(path, value, wanted))

    def _missing_key(self, path: Path) -> None:
        key = str(path[-1])
        example = _EXAMPLES.get(key)
        self._review.add(
            "P202",
            path[:-1],
            f"{subject(path[:-1])} has no {quoted(key)}.",
            key=True,
            remedy=f"Add it, such as {example}" if example else None,
        )

    def _unknown_key(self, path: Path, value: object) -> None:
        part, name = _part(path)
        word = str(path[-1])
        message = f"{quoted(word)} is no key of {name}"
        known = f"The keys here are {', '.join(map(quoted, part.model_fields))}."
        if homes := _homes(word):
            message += f"; it belongs to {homes}"
            remedy = f"Move it there, or take it out. {known}"
        elif _is_rest_of_number(word, value):
            remedy = _COMMA_BETWEEN_BRACES
        elif word.isdigit() and "yearly" in part.model_fields:
            remedy = f"Write the amount of each year under `years`. {known}"
        elif meant := self._meant_by(path):
            message += f"; {quoted(meant)} is probably meant"
            remedy = f"Write {quoted(meant)}, or take it out. {known}"
        else:
            remedy = f"Take it out. {known}"
        self._review.add("P201", path, f"{message}.", key=True, remedy=remedy)

    def _meant_by(self, path: Path) -> str | None:
        """The key that an unknown one was probably meant to be, if it belongs nowhere else."""
        part, name = _part(path)
        word = str(path[-1])
        if _homes(word):
            return None
        # The same slip often stands in many lines of a plan.
        if (word, name) not in self._meant:
            self._meant[word, name] = self._review.nearest(word, list(part.model_fields))
        return self._meant[word, name]


def _is_rest_of_number(word: str, value: object) -> bool:
    """Whether a key without a value is what a comma between braces makes of a number."""
    return value == "" and re.fullmatch("[0-9]{1,3} ?%?", word) is not None


def _other_kind(path: Path, value: object, wanted: str) -> str:
    """What to write where a text, a list or a mapping stands in the place of another."""
    if value == "":
        return "Fill it in, or take the key out."
    if form := _FORMS.get(path[-1:] if len(path) == 1 else ("…", *path[-1:])):
        return form
    if "list" in wanted:
        return "Write each item on a line of its own, after a dash and a space."
    if isinstance(value, str) and path[0] in {"costs", "financing"} and value[:1].isdigit():
        return f"Say what kind of amount it is, such as {{yearly: {shown(value)}}}."
    return "Write its keys below it, each as key: value on a line of its own."


def _part(path: Path) -> tuple[type[BaseModel], str]:
    """The model of the part of a plan that a key stands in, and what to call it."""
    if len(path) == 1:
        return _PARTS[""]
    if len(path) == 2:  # noqa: PLR2004
        return _PARTS[str(path[0])]
    return _PARTS["sources" if path[2] == "sources" else str(path[0])]


def _homes(word: str) -> str:
    """The parts of a plan to which a key belongs, as a phrase; empty where it is known nowhere."""
    homes = {name: part.model_fields for part, name in _PARTS.values()}
    if word in SourceEntry.model_fields:
        del homes[_PARTS["financing"][1]]
    return " or ".join(name for name, known in homes.items() if word in known)
