"""From what pydantic says about a plan to findings that an officer understands."""

import re
from collections.abc import Mapping
from typing import Any

from industri40.findings.facts import Fact, Names, Path, Sign, Verbatim, Worded, one_year, term
from industri40.languages import LANGUAGES
from industri40.plan.language.key_texts import key_texts, spoken
from industri40.plan.language.numbers import SHARE, without_unit
from industri40.plan.language.unknown_keys import UnknownKeys, is_rest_of_number
from industri40.plan.language.values import LONGEST_NAME, YEAR, Refused, kind_of, over_new_year
from industri40.plan.language.written import PARTS, keys_of, part_at
from industri40.plan.review import Review
from industri40.plan.yaml.document import NOTHING
from industri40.plan.yaml.text import SPACES

_MOST_YEARS = 30  # the most years that are named as those that were meant
_ODD_IN_NUMBER = f"(?![\u00a0\u202f])[{SPACES}]|^[{SPACES}]|[{SPACES}](?=/|$)|(?<=/)[{SPACES}]"
_NOT_NORMAL = {"\u2002": "\u2000", "\u2003": "\u2001"}
"""What two spaces may be in the file, where values are in NFC."""

_NUMBER_OR_MAPPING = ("environments", "participants", "cap", "floor")
"""Keys whose value is one number, or several in a mapping."""

_WANTED = {
    "model_type": term("a_mapping"),
    "dict_type": term("a_mapping"),
    "list_type": term("a_list"),
}
_Texts = Mapping[str, str]


class Faults:
    """What is said about the errors of one file."""

    def __init__(self, review: Review, plan: Any) -> None:
        self._review, self._plan, self.unknown = review, plan, UnknownKeys(review)

    def say(self, fault: Mapping[str, Any]) -> None:
        """Make the finding for one error of pydantic."""
        path, kind, review = fault["loc"], fault["type"], self._review
        parts = re.match(r"([^\s:{\[]+) ?([{\[].*)", str(path[-1]))
        left_out = kind == "value_error" and fault["input"] == ""
        if parts is None and left_out and not is_rest_of_number(path[-1], ""):
            parts = re.match(r"(\S+) (\S+)$", str(path[-1]))
        if parts:
            more = ": …" if parts[2][0] in "{[" else ""
            right = f"{parts[1]}: {parts[2]}{more}"
            variant = "no_colon_before_bracket"
            review.find("R101", variant, path, key=True, word=parts[1], right=right)
        elif kind == "extra_forbidden":
            self.unknown.say(path, fault["input"])
        elif kind == "missing":
            where, example = path[:-1], _worded(self._texts(path), "write")
            missing = str(path[-1])
            review.find("P202", "missing", where, key=True, missing=missing, example=example)
        elif kind in _WANTED:
            self._wrong_kind(path, fault["input"], _WANTED[kind])
        else:
            error = fault.get("ctx", {}).get("error")
            refused = error if isinstance(error, Refused) else Refused("P203", "not_here")
            self._refused(refused, path, fault["input"])

    def _texts(self, path: Path) -> dict[str, str]:
        """What stands in words beside the key that a path ends with; nothing where it is none."""
        if isinstance(path[-1], int):
            above = self._texts(path[:-1])
            return {name.replace("item", "form"): above[name] for name in above if "item" in name}
        return key_texts(part_at(path)[0]).get(path[-1], {})

    def _refused(self, error: Refused, path: Path, value: object) -> None:
        if self._holds_odd_space(error.code, path, value):
            return
        facts = dict(error.facts)
        if remedy := self._remedy(error, path, value):
            facts["remedy"] = remedy
        variant = error.variant
        if value == "" and (word := self._nothing(path)):
            variant, facts["word"] = "stands_for_nothing", word
        self._review.find(error.code, variant, path, **facts)  # type: ignore[arg-type]  # just facts

    def _remedy(self, error: Refused, path: Path, value: object) -> Fact | None:
        """What to write instead; None where the rule says it."""
        texts, empty = self._texts(path), value == ""
        if is_rest_of_number(path[-1], value):
            return term("comma_between_braces")
        if (
            error.code == "P209"
            and error.variant != "over_new_year"
            and (years := _years_meant(value))
        ):
            return term("write", way=Names(tuple(map(one_year, years)), len(years), "comma"))
        if value in ("", []) and (choices := self._choices(path)):
            return choices
        named = empty and self._nothing(path)
        if empty and not named and error.code == "P207" and "write" in texts:
            return term("write_it_such_as", example=_worded(texts, "write"))
        way = _worded(texts, "form") if "form" in texts else error.way
        if way is None:
            return None
        return self._ways_out(path, way) if empty else term("write", way=way)

    def _choices(self, path: Path) -> Fact | None:
        """The ids there are where one is left out that refers to something."""
        key = next(step for step in reversed(path) if isinstance(step, str))
        if key in ("financed_by", "grant", "includes"):
            in_kind = key == "includes"
            known = _source_ids(self._plan.get("financing"), in_kind=in_kind)
            return self._review.choices("", known)
        phases = self._plan.get("phases")
        if key == "phases" and path[0] == "environments" and isinstance(phases, dict):
            return self._review.choices("", phases, "phases")
        return None

    def _nothing(self, path: Path) -> str:
        """The word that stands for nothing where a value is empty, if any does."""
        document = self._review.document
        index = document.index_of(path)
        return next((one for one in NOTHING if document.text.startswith(one, index)), "")

    def _ways_out(self, path: Path, way: Fact) -> Fact:
        """What can be done about an empty value."""
        key, word = path[-1], Verbatim(self._nothing(path))
        quoted = word.text and way == term("a_text")
        if isinstance(key, int):
            if quoted:
                return term("write_or_quote_or_take_item_out", way=way, word=word)
            return term("write_or_take_item_out", way=way)
        if key in keys_of(part_at(path)[0]) and "write" not in self._texts(path):
            if quoted:
                return term("write_or_quote_or_leave_key_out", way=way, word=word)
            return term("write_or_leave_key_out", way=way)
        return term("write_or_quote", way=way, word=word) if quoted else term("write", way=way)

    def _holds_odd_space(self, code: str, path: Path, value: object) -> bool:
        """Say what only looks like a space in a value that is wrong for it; texts may hold any."""
        if not isinstance(value, str) or value.isascii() or code == "P207":
            return False
        # a number may hold those two between its digits
        odd = _ODD_IN_NUMBER if code in ("P204", "P205") else f"[{SPACES}]"
        if (match := re.search(odd, value)) is None:
            return False
        within = f"[{match[0]}{_NOT_NORMAL.get(match[0], '')}]"
        document, text = self._review.document, Verbatim(value[:40])
        found = re.compile(within).search(document.text, document.index_of(path))
        named = Sign(found[0] if found else '"')  # which begins one that is written as a code
        self._review.find("R103", "in_value", path, within=within, text=text, character=named)
        return True

    def _wrong_kind(self, path: Path, value: object, wanted: Fact) -> None:
        if path[-1] in _NUMBER_OR_MAPPING or path[-2:-1] == ("by_environment",):
            wanted = term("a_number_or_a_mapping")
        if self._holds_odd_space("P203", path, value):
            return
        kind = kind_of(value)
        if value == "" and (word := self._nothing(path)):
            kind = term("word_for_nothing", word=word)
        remedy = self._other_kind(path, value, wanted)
        self._review.find("P203", "kind", path, kind=kind, wanted=wanted, remedy=remedy)

    def _other_kind(self, path: Path, value: object, wanted: Fact) -> Fact:
        """What to write where a text, a list or a mapping stands in the place of another."""
        texts, (key, alone) = self._texts(path), self._alone(path)
        own = _years_meant(value if path == ("years",) else self._plan.get("years", ""))
        if path == ("years",) and value != "":
            several = tuple(map(one_year, own or (2026, 2027, 2028)))
            return term("write_the_years", years=Names(several, len(several), "comma"))
        if path[-1] == "years" and len(path) > 1:
            example = ", ".join(f"{year}: 500 000" for year in own[:2] or (2026, 2027))
            return term("write_each_year", example=Verbatim(example))
        if value == "":
            if len(path) == 1 and "write" in texts:
                return term("fill_in_such_as", example=_worded(texts, "write"))
            return _worded(alone, "alone") if alone else term("fill_in_or_take_out")
        if "form" in texts:
            return term("write", way=_worded(texts, "form"))
        if wanted == term("a_list"):
            return term("write_each_item")
        if alone and isinstance(value, str):
            is_share = key == "share" and re.fullmatch(SHARE.pattern, value)
            if number := value if is_share else without_unit(value):
                return term("say_what_it_is", key=Verbatim(key), number=Verbatim(number))
        return term("write_its_keys")

    def _alone(self, path: Path) -> tuple[str, _Texts]:
        """The key of the part at a path that a number by itself is meant for, and its texts."""
        depth = 4 if path[2:3] == ("sources",) else 2
        if len(path) != depth or path[0] not in PARTS:
            return "", {}
        keys = key_texts(part_at((*path, ""))[0])
        every = ((key, texts) for key, texts in keys.items() if "alone" in texts)
        return next(every, ("", {}))


def _worded(texts: _Texts, name: str) -> Worded:
    """What stands in words beside a key."""
    return Worded(tuple((language, spoken(texts, name, language)) for language in LANGUAGES))


def _years_meant(value: object) -> list[int | str]:
    """The years that are written where a list of them belongs, or in one item of it."""
    several = value if isinstance(value, list | dict) else [str(value)[:LONGEST_NAME]]
    text = " ".join(map(str, several)).strip()
    labels = re.findall(f"(?<![0-9]){YEAR}(?![0-9])", text)
    if labels and all(one == over_new_year(one[:4], one[4:5]) for one in labels):
        return labels[:_MOST_YEARS]
    between = "-|\u2013|\u2014|/|:|\\.+|til|to"
    span = re.fullmatch(rf"([1-9][0-9]{{3}})\s*(?:{between})\s*([0-9]{{2}}|[0-9]{{4}})", text)
    if span is None:
        every = re.findall("(?<![0-9])[1-9][0-9]{3}(?![0-9])", text)
        return [*map(int, every[:_MOST_YEARS])]
    first, last = int(span[1]), int(span[1][: 4 - len(span[2])] + span[2])
    return [*range(first, min(last + 1, first + _MOST_YEARS))]


def _source_ids(financing: object, *, in_kind: bool) -> list[str]:
    """The ids of the sources in a file that is perhaps wrong elsewhere."""
    known: list[str] = []
    for name, entry in financing.items() if isinstance(financing, dict) else ():
        inner = entry.get("sources") if isinstance(entry, dict) else None
        for source, keys in (inner if isinstance(inner, dict) else {name: entry}).items():
            if (isinstance(keys, dict) and keys.get("in_kind") == "true") == in_kind:
                known.append(source)
    return known
