"""Keys that a plan does not know: what each was probably meant for, and what to do about it."""

import re
from collections.abc import Mapping
from functools import reduce
from typing import Any

from industri40.findings.facts import Fact, Names, Path, term
from industri40.plan.language.key_texts import key_texts
from industri40.plan.language.written import PARTS, LineEntry, keys_of, part_at
from industri40.plan.review import Review

_ENDINGS = "(?:e?[nrt]|e|a|ar|ane|e?ne|rne|s)?"  # of the forms that a Norwegian word may have


class UnknownKeys:
    """What is said about the unknown keys of one file."""

    def __init__(self, review: Review) -> None:
        self._review = review
        self._meant: dict[tuple[str, Fact], str | None] = {}

    def follows(self, path: Path, value: Any) -> Path | None:
        """The value beside an unknown key that is wrong because of it, if there is one.

        It is the key that was meant, which is then missing, or the number whose decimals the
        unknown key is.
        """
        for step in path[:-1]:
            value = value[step]
        word = str(path[-1])
        if is_rest_of_number(word, value[word]):
            keys = list(value)
            before = keys[max(keys.index(word) - 1, 0)]
            known = keys_of(part_at(path)[0])
            cut = before in known and isinstance(value[before], str)
            return (*path[:-1], before) if cut else None
        meant = self._meant_by(path)
        return (*path[:-1], meant) if meant and meant not in value else None

    def say(self, path: Path, value: object) -> None:
        """Make the finding for one unknown key and its value."""
        part, name = part_at(path)
        word, keys = str(path[-1]), keys_of(part)
        meant, homes = self._meant_by(path), self._homes(word)
        if meant not in ("years", "sources") and (group := _in_a_group(path, value)):
            variant = group
        elif homes:
            variant = "elsewhere"
        elif is_rest_of_number(word, value):
            variant = "decimals"
        elif word.isdigit() and "yearly" in keys:
            variant = "year"
        elif value == "" and word.partition(" ")[0] in keys:
            variant = "no_colon"
        elif meant:
            variant = "meant"
        else:
            variant = "text" if value == "" else "unknown"
        self._review.find(
            "P201",
            variant,
            path,
            key=True,
            word=word,
            part=name,
            above=str(path[-2]) if path[1:] else "",
            group=str(path[1]) if path[1:] else "",
            homes=reduce(lambda some, last: term("or", several=some, last=last), homes or [""]),
            right=word.replace(" ", ": ", 1),
            meant=meant or "",
            known=Names(tuple(keys), len(keys), "comma"),
        )

    def _meant_by(self, path: Path) -> str | None:
        """The key that an unknown one was probably meant to be, if it belongs nowhere else."""
        part, name = part_at(path)
        word = str(path[-1])
        if self._homes(word):
            return None
        # The same slip often stands in many lines of a plan.
        if (word, name) not in self._meant:
            words = {key: key_texts(part)[key].get("words", "") for key in keys_of(part)}
            self._meant[word, name] = key_for(word, words) or self._review.nearest(word, words)
        return self._meant[word, name]

    def _homes(self, word: str) -> list[Fact]:
        """The parts of a plan to which a key belongs."""
        homes = {key: name for key, (part, name) in PARTS.items() if word in keys_of(part)}
        if "sources" in homes:  # every source may be a group
            homes.pop("financing")
        return list(homes.values())


def is_rest_of_number(key: object, value: object) -> bool:
    """Whether a key without a value is what a comma between braces makes of a number."""
    pattern = "[0-9]{1,3} ?(%|[A-Za-z]*[.]?)"
    return value == "" and isinstance(key, str) and re.fullmatch(pattern, key) is not None


def _in_a_group(path: Path, value: object) -> str:
    """What to say of lines that stand within a line which can be no group, or is none yet."""
    lines = value if isinstance(value, dict) else {}
    several = any(map(_is_line, lines.values()))
    grouped = several or _is_line(value) or path[-1] == "sources"
    if path[0] not in ("costs", "financing") or not grouped:
        return ""
    if path[0] == "costs":
        return "in_a_cost"
    if len(path) > 3:  # noqa: PLR2004 - in a group already
        return "in_a_source"
    return "no_sources_key" if several else "no_sources"


def _is_line(value: object) -> bool:
    """Whether a value looks like a line."""
    keys = {*LineEntry.model_fields, "hours"}
    return isinstance(value, dict) and not keys.isdisjoint(value)


def key_for(word: str, words: Mapping[str, str]) -> str | None:
    """The key that a Norwegian word is for, in any of its forms, or None.

    ``words`` has the keys there are, each with the words for it.

    >>> words = {"costs": "kostnad utgift", "yearly": "årlig"}
    >>> key_for("Kostnadene", words), key_for("arlig", words)
    ('costs', 'yearly')
    """
    plain = _plain(word)
    for key, names in words.items():
        if names and re.fullmatch(f"(?:{_plain('|'.join(names.split()))}){_ENDINGS}", plain):
            return key
    return None


def _plain(word: str) -> str:
    """A word without the differences between å, aa and a, and between spaces and signs."""
    plain = re.sub("[ -]", "_", word.lower().replace("æ", "ae"))
    return re.sub("å|aa", "a", re.sub("ø|oe", "o", plain))
