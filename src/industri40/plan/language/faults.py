"""From what pydantic says about a plan to findings that an officer understands."""

import re
from collections.abc import Mapping
from typing import Any

from industri40.plan.language.key_texts import key_texts
from industri40.plan.language.numbers import SHARE, without_unit
from industri40.plan.language.unknown_keys import (
    COMMA_BETWEEN_BRACES,
    UnknownKeys,
    is_rest_of_number,
)
from industri40.plan.language.values import LONGEST_NAME, Refused, kind_of
from industri40.plan.language.written import Parts, part_at
from industri40.plan.review import Path, Review, quoted, subject
from industri40.plan.yaml.document import NOTHING
from industri40.plan.yaml.text import SPACES

_MOST_YEARS = 30
"""The most years that are named as those that were meant."""

_ODD_IN_NUMBER = f"(?![\u00a0\u202f])[{SPACES}]|^[{SPACES}]|[{SPACES}](?=/|$)|(?<=/)[{SPACES}]"
_NOT_NORMAL = {"\u2002": "\u2000", "\u2003": "\u2001"}
"""What two spaces may be in the file, where values are in NFC."""

_WANTED = {
    "model_type": "a mapping of keys",
    "dict_type": "a mapping of keys",
    "list_type": "a list",
}


class Faults:
    """What is said about the errors of one file."""

    def __init__(self, review: Review, plan: Any, parts: Parts) -> None:
        self._review = review
        self._plan = plan
        self._parts = parts
        self.unknown = UnknownKeys(review, parts)

    def say(self, fault: Mapping[str, Any]) -> None:
        """Make the finding for one error of pydantic."""
        path, kind = fault["loc"], fault["type"]
        parts = re.match(r"([^\s:{\[]+) ?([{\[].*)", str(path[-1]))
        left_out = kind == "value_error" and fault["input"] == ""
        if parts is None and left_out and not is_rest_of_number(path[-1], ""):
            parts = re.match(r"(\S+) (\S+)$", str(path[-1]))
        if parts:
            message = f"After {quoted(parts[1])} a colon and a space are missing."
            more = ": …" if parts[2][0] in "{[" else ""
            remedy = f"Write {quoted(f'{parts[1]}: {parts[2]}{more}')}."
            self._review.add("R101", path, message, key=True, remedy=remedy)
        elif kind == "extra_forbidden":
            self.unknown.say(path, fault["input"])
        elif kind == "missing":
            self._missing_key(path)
        elif kind in _WANTED:
            self._wrong_kind(path, fault["input"], _WANTED[kind])
        else:
            error = fault.get("ctx", {}).get("error")
            code = error.code if isinstance(error, Refused) else "P203"
            self._refused(code, path, fault["input"], str(error or "is not what belongs here"))

    def _missing_key(self, path: Path) -> None:
        message = f"{subject(path[:-1])} has no {quoted(path[-1])}."
        remedy = f"Add it, such as {self._texts(path)['write']}."
        self._review.add("P202", path[:-1], message, key=True, remedy=remedy)

    def _texts(self, path: Path) -> dict[str, str]:
        """What stands in words beside the key that a path ends with; nothing where it is none."""
        if isinstance(path[-1], int):
            return {}
        return key_texts(part_at(path, self._parts)[0]).get(path[-1], {})

    def _refused(self, code: str, path: Path, value: object, said: str) -> None:
        if self._holds_odd_space(code, path, value):
            return
        texts = self._texts(path)
        between = ": " if said.startswith("'") else " "
        what, _, way_out = said.rpartition("; write ")
        remedy = f"Write {way_out}." if what else None
        if word := self._nothing(path) if value == "" else "":
            between, what = " is ", self._empty(path)
        if is_rest_of_number(path[-1], value):
            remedy = COMMA_BETWEEN_BRACES
        elif code == "P209" and (years := _years_meant(value)):
            remedy = f"Write {', '.join(years)}."
        elif "form" in texts:
            remedy = f"Write {texts['form']}."
        elif value in ("", []) and (choices := self._choices(path)):
            remedy = choices
        elif not word and value == "" and code == "P207" and "write" in texts:
            remedy = f"Write it, such as {texts['write']}."
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
        elif key in part_at(path, self._parts)[0].model_fields and "write" not in self._texts(path):
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
        self._review.add("P203", path, message, remedy=self._other_kind(path, value, wanted))

    def _other_kind(self, path: Path, value: object, wanted: str) -> str:
        """What to write where a text, a list or a mapping stands in the place of another."""
        texts, (key, alone) = self._texts(path), self._alone(path)
        own = _years_meant(value if path == ("years",) else self._plan.get("years", ""))
        if path == ("years",) and own:
            return f"Write the years as a list such as [{', '.join(own)}]."
        if path[-1] == "years" and len(path) > 1:
            example = ", ".join(f"{year}: 500 000" for year in own[:2] or ("2026", "2027"))
            return f"Write each year with its amount, such as {{{example}}}."
        if value == "":
            if len(path) == 1 and "write" in texts:
                return f"Fill it in, such as {texts['write']}."
            return alone or "Fill it in, or take the key out."
        if "form" in texts:
            return f"Write {texts['form']}."
        if "list" in wanted:
            return "Write each item on a line of its own, after a dash and a space."
        if alone and isinstance(value, str):
            is_share = key == "share" and re.fullmatch(SHARE.pattern, value)
            if number := value if is_share else without_unit(value):
                return f"Say what it is, such as {{{key}: {number}}}."
        return "Write its keys below it, each as key: value on a line of its own."

    def _alone(self, path: Path) -> tuple[str, str]:
        """The key of a part that a number by itself is meant for, and what to say of nothing.

        Both are empty where no part that has an id stands at the path.
        """
        depth = 4 if path[2:3] == ("sources",) else 2
        if len(path) != depth or path[0] not in self._parts:
            return "", ""
        keys = key_texts(part_at((*path, ""), self._parts)[0])
        every = ((key, texts["alone"]) for key, texts in keys.items() if "alone" in texts)
        return next(every, ("", ""))


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
