"""From what pydantic says about a plan to findings that an officer understands.

Every error becomes a finding with its place and plain words. What is wrong is then left out and
the rest validated again, so that the rest can be judged in the same run.
"""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from industri40.money import SHARE_PATTERN, without_unit
from industri40.plan.language.values import LONGEST_NAME, Refused, kind_of
from industri40.plan.language.written import (
    CostEntry,
    EnvironmentEntry,
    FinancingEntry,
    LimitsEntry,
    PhaseEntry,
    PlanFile,
    SourceEntry,
    StatedEntry,
)
from industri40.plan.review import Path, Review, quoted, subject
from industri40.plan.yaml.document import NOTHING
from industri40.plan.yaml.text import SPACES

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

_NEEDED: dict[str | int, tuple[object, str]] = {
    "name": ("?", "name: My programme."),
    "years": ([], "years: [2026, 2027, 2028]."),
    "environments": ({}, "environments: 8."),
    "costs": ({}, "costs: {mobilisation: {yearly: 1 000 000}}."),
    "financing": ({}, "financing: {county: {yearly: 1 000 000}}."),
    "share": ("0", "share: 1/3."),
    "table": ("?", "table: costs."),
    "rows": ({}, "rows: {costs: {total: 3 000 000}}."),
}
"""For each key that must be there what is validated in its place, and how to write it.

Nothing is ever said about a stand-in, since its path is unsound.
"""

_NOTHING_STATED = {"table": "?", "rows": {}}

_ENTRIES = {
    "costs": ("yearly", "Give it an amount, such as {yearly: 100 000}, or take it out."),
    "financing": ("yearly", "Give it an amount, such as {yearly: 100 000}, or take it out."),
    "environments": ("participants", "Write {} after it where nothing is to be said of it."),
    "phases": ("share", "Give it a share, such as {share: 1/2}, or take it out."),
}
"""The key that a number by itself is probably meant for, and what to do where nothing stands."""

_LINE_KEYS = ("label", "yearly", "years", "total", "per_participant", "hours")
_MOST_YEARS = 30
"""The most years that are named as those that were meant."""

_FORMS: dict[Path, str] = {
    ("environments",): "Write how many there are, or each as id: {name: …, participants: …}.",
    ("…", "shared_by"): "Write equal, participants or weights, or each environment's number.",
    ("…", "applications"): "Write each environment with what it seeks, such as {oppdal: 300 000}.",
}
"""How to write some keys, at the top or (after …) anywhere below it."""

_COMMA_BETWEEN_BRACES = (
    "Between braces a comma ends a value: set thousands off by a space, and decimals by a point."
)
_ODD_IN_NUMBER = f"(?![\u00a0\u202f])[{SPACES}]|^[{SPACES}]|[{SPACES}](?=/|$)|(?<=/)[{SPACES}]"
_NOT_NORMAL = {"\u2002": "\u2000", "\u2003": "\u2001"}
"""What two spaces may be in the file, where values are in NFC."""

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
    words = _Words(review, value)
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
    # of any other length it leads to something with an id, or within a value
    return _NEEDED[path[-1]][0] if len(path) in (1, 3) and path[-1] in _needed(path) else None


class _Words:
    """What is said about the errors of one file."""

    def __init__(self, review: Review, plan: Any) -> None:
        self._review = review
        self._plan = plan
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
        parts = re.match(r"([^\s:{\[]+) ?([{\[].*)", str(path[-1]))
        left_out = kind == "value_error" and fault["input"] == ""
        if parts is None and left_out and not _is_rest_of_number(path[-1], ""):
            parts = re.match(r"(\S+) (\S+)$", str(path[-1]))
        if parts:
            message = f"After {quoted(parts[1])} a colon and a space are missing."
            more = ": …" if parts[2][0] in "{[" else ""
            remedy = f"Write {quoted(f'{parts[1]}: {parts[2]}{more}')}."
            self._review.add("R101", path, message, key=True, remedy=remedy)
        elif kind == "extra_forbidden":
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
        if self._holds_odd_space(code, path, value):
            return
        between = ": " if said.startswith("'") else " "
        what, _, way_out = said.rpartition("; write ")
        remedy = f"Write {way_out}." if what else None
        if word := self._nothing(path) if value == "" else "":
            between, what = " is ", self._empty(path)
        if _is_rest_of_number(path[-1], value):
            remedy = _COMMA_BETWEEN_BRACES
        elif code == "P209" and (years := _years_meant(value)):
            remedy = f"Write {', '.join(years)}."
        elif path == ("environments",) or (code, path[-1]) == ("P206", "shared_by"):
            remedy = _FORMS[path if len(path) == 1 else ("…", path[-1])]
        elif value in ("", []) and (choices := self._choices(path)):
            remedy = choices
        elif not word and value == "" and code == "P207" and path[-1] in _needed(path):
            remedy = f"Write it, such as {_NEEDED[path[-1]][1]}"
        elif value == "":
            remedy = self._ways_out(path, f"Write {way_out}")
        self._review.add(code, path, f"{subject(path)}{between}{what or said}.", remedy=remedy)

    def _choices(self, path: Path) -> str | None:
        """The ids there are where one is left out that refers to something."""
        key = next(step for step in reversed(path) if isinstance(step, str))
        if key in ("financed_by", "grant", "includes"):
            in_kind = key == "includes"
            known = _source_ids(self._plan.get("financing"), in_kind=in_kind)
            return self._review.choose("", known)
        phases = self._plan.get("phases")
        if key == "phases" and path[0] == "environments" and isinstance(phases, dict):
            return self._review.choose("", phases, "The phases are")
        return None

    def _empty(self, path: Path) -> str:
        word = self._nothing(path)
        return f"{quoted(word)}, which stands for nothing" if word else "empty"

    def _nothing(self, path: Path) -> str:
        """The word that stands for nothing where a value is empty, if any does."""
        return next(filter(self._review.document.written(path).startswith, NOTHING), "")

    def _ways_out(self, path: Path, *ways: str) -> str:
        """What can be done about an empty value, beside what was named already."""
        key, word = path[-1], self._nothing(path)
        if word and ways == ("Write a text",):
            ways += (f'put "{word}" in quotation marks if that word is meant',)
        if isinstance(key, int):
            ways += ("take the item out",)
        elif key in _part(path)[0].model_fields and key not in _needed(path):
            ways += ("leave the key out",)
        *others, last = ways
        return f"{', '.join(others)}, or {last}." if others else f"{last}."

    def _holds_odd_space(self, code: str, path: Path, value: object) -> bool:
        """Say what only looks like a space in a value that is wrong for it; texts may hold any."""
        if not isinstance(value, str) or value.isascii() or code == "P207":
            return False
        # a number may hold those two between its digits
        odd = _ODD_IN_NUMBER if code in ("P204", "P205") else f"[{SPACES}]"
        if (match := re.search(odd, value)) is None:
            return False
        from industri40.plan.yaml.decoding import described
        from industri40.plan.yaml.spaces import REMEDY

        within = f"[{match[0]}{_NOT_NORMAL.get(match[0], '')}]"
        message = (
            f"{subject(path)}: '{value[:40]}' holds a character that only looks like a space: "
            f"{described(self._review.document.written(path, within)[:1])}."
        )
        self._review.add("R103", path, message, within=within, remedy=REMEDY)
        return True

    def _wrong_kind(self, path: Path, value: object, wanted: str) -> None:
        if path == ("environments",):
            wanted = "a number or a mapping of keys"
        if self._holds_odd_space("P203", path, value):
            return
        kind = self._empty(path) if value == "" else kind_of(value)
        message = f"{subject(path)} is {kind}, where {wanted} belongs."
        remedy = _other_kind(path, value, wanted, self._plan)
        self._review.add("P203", path, message, remedy=remedy)

    def _missing_key(self, path: Path) -> None:
        message = f"{subject(path[:-1])} has no {quoted(path[-1])}."
        remedy = f"Add it, such as {_NEEDED[path[-1]][1]}"
        self._review.add("P202", path[:-1], message, key=True, remedy=remedy)

    def _unknown_key(self, path: Path, value: object) -> None:
        part, name = _part(path)
        word = str(path[-1])
        message = f"{quoted(word)} is no key of {name}"
        known = f"The keys here are {', '.join(map(quoted, part.model_fields))}."
        meant = self._meant_by(path)
        if meant not in ("years", "sources") and (group := _in_a_group(path, value)):
            message, remedy = group
        elif homes := _homes(word):
            message += f"; it belongs to {homes}"
            remedy = f"Move it there, or take it out. {known}"
        elif _is_rest_of_number(word, value):
            remedy = _COMMA_BETWEEN_BRACES
        elif word.isdigit() and "yearly" in part.model_fields:
            remedy = f"Write the amount of each year under `years`. {known}"
        elif value == "" and word.partition(" ")[0] in part.model_fields:
            message += ", since a colon is missing in it"
            remedy = f"Write {quoted(word.replace(' ', ': ', 1))}."
        elif meant:
            message += f"; {quoted(meant)} is probably meant"
            remedy = f"Write {quoted(meant)}, or take it out. {known}"
        elif value == "":
            remedy = (
                "If it belongs to a text before it, put all of the text in quotation marks; else "
                f"take it out. {known}"
            )
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
            from industri40.plan.language.norwegian import key_for

            known = list(part.model_fields)
            self._meant[word, name] = key_for(word, known) or self._review.nearest(word, known)
        return self._meant[word, name]


def _is_rest_of_number(key: object, value: object) -> bool:
    """Whether a key without a value is what a comma between braces makes of a number."""
    pattern = "[0-9]{1,3} ?(%|[A-Za-z]*[.]?)"
    return value == "" and isinstance(key, str) and re.fullmatch(pattern, key) is not None


def _years_meant(value: object) -> list[str]:
    """The years that are written where a list of them belongs, or in one item of it."""
    several = value if isinstance(value, list | dict) else [str(value)[:LONGEST_NAME]]
    text = " ".join(map(str, several)).strip()
    between = "-|\u2013|\u2014|/|:|\\.+|til|to"
    span = re.fullmatch(rf"([1-9][0-9]{{3}})\s*(?:{between})\s*([0-9]{{2}}|[0-9]{{4}})", text)
    if span is None:
        return re.findall("(?<![0-9])[1-9][0-9]{3}(?![0-9])", text)[:_MOST_YEARS]
    first, last = int(span[1]), int(span[1][: 4 - len(span[2])] + span[2])
    return [str(year) for year in range(first, min(last + 1, first + _MOST_YEARS))]


def _source_ids(financing: object, *, in_kind: bool) -> list[str]:
    """The ids of the sources in a file that is perhaps wrong elsewhere."""
    known: list[str] = []
    for name, entry in financing.items() if isinstance(financing, dict) else ():
        inner = entry.get("sources") if isinstance(entry, dict) else None
        for source, keys in (inner if isinstance(inner, dict) else {name: entry}).items():
            if (isinstance(keys, dict) and keys.get("in_kind") == "true") == in_kind:
                known.append(source)
    return known


def _in_a_group(path: Path, value: object) -> tuple[str, str] | None:
    """What to say of lines that stand within a line which can be no group, or is none yet."""
    lines = value if isinstance(value, dict) else {}
    several = any(map(_is_line, lines.values()))
    grouped = several or _is_line(value) or path[-1] == "sources"
    if path[0] not in ("costs", "financing") or not grouped:
        return None
    word, above = quoted(path[-1]), quoted(path[-2])
    if path[0] == "costs":
        message = f"{word} stands within the cost line {above}, and costs have no groups"
        return message, f"Write each line by itself below `costs`, and take {above} out."
    if len(path) > 3:  # noqa: PLR2004 - in a group already
        message = f"{word} stands within the source {above}, and a group holds no other groups"
        return message, f"Write each source by itself below {quoted(path[1])} and its `sources`."
    message = f"{word} is no key of a source or group"
    if several:
        return message, f"Write `sources` in the place of {word}, if {above} is a group of these."
    return message, f"Write the sources of the group {above} below a key `sources`."


def _is_line(value: object) -> bool:
    """Whether a value looks like a line."""
    return isinstance(value, dict) and not value.keys().isdisjoint(_LINE_KEYS)


def _other_kind(path: Path, value: object, wanted: str, plan: Any) -> str:
    """What to write where a text, a list or a mapping stands in the place of another."""
    entry = str(path[0]) in _ENTRIES and path[2:3] in ((), ("sources",)) and len(path) in (2, 4)
    own = _years_meant(value if path == ("years",) else plan.get("years", ""))
    if path == ("years",) and own:
        return f"Write the years as a list such as [{', '.join(own)}]."
    if path[-1] == "years" and len(path) > 1:
        example = ", ".join(f"{year}: 500 000" for year in own[:2] or ("2026", "2027"))
        return f"Write each year with its amount, such as {{{example}}}."
    if value == "":
        if len(path) == 1 and path[0] in _NEEDED:
            return f"Fill it in, such as {_NEEDED[path[0]][1]}"
        return _ENTRIES[str(path[0])][1] if entry else "Fill it in, or take the key out."
    if form := _FORMS.get(path[-1:] if len(path) == 1 else ("…", *path[-1:])):
        return form
    if "list" in wanted:
        return "Write each item on a line of its own, after a dash and a space."
    if entry and isinstance(value, str):
        key = _ENTRIES[str(path[0])][0]
        is_share = key == "share" and re.fullmatch(SHARE_PATTERN, value)
        if number := value if is_share else without_unit(value):
            return f"Say what it is, such as {{{key}: {number}}}."
    return "Write its keys below it, each as key: value on a line of its own."


def _part(path: Path) -> tuple[type[BaseModel], str]:
    """The model of the part of a plan that a key stands in, and what to call it."""
    in_group = path[2:3] == ("sources",) and path[3:]
    return _PARTS["sources" if in_group else str(path[0]) if path[1:] else ""]


def _needed(path: Path) -> list[str]:
    """The keys that have to be in the part of a plan that a key stands in."""
    known = {} if isinstance(path[-1], int) else _part(path)[0].model_fields
    return [key for key, field in known.items() if field.is_required()]


def _homes(word: str) -> str:
    """The parts of a plan to which a key belongs, as a phrase; empty where it is known nowhere."""
    homes = {name: part.model_fields for part, name in _PARTS.values()}
    if word in SourceEntry.model_fields:
        del homes[_PARTS["financing"][1]]
    return " or ".join(name for name, known in homes.items() if word in known)
