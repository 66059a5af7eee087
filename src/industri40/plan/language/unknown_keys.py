"""Keys that a plan does not know: what each was probably meant for, and what to do about it."""

import re
from typing import Any

from industri40.plan.language.key_texts import key_texts
from industri40.plan.language.written import LineEntry, Parts, part_at
from industri40.plan.review import Path, Review, quoted

COMMA_BETWEEN_BRACES = (
    "Between braces a comma ends a value: set thousands off by a space, and decimals by a point."
)


class UnknownKeys:
    """What is said about the unknown keys of one file."""

    def __init__(self, review: Review, parts: Parts) -> None:
        self._review = review
        self._parts = parts
        self._meant: dict[tuple[str, str], str | None] = {}

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
            known = part_at(path, self._parts)[0].model_fields
            cut = before in known and isinstance(value[before], str)
            return (*path[:-1], before) if cut else None
        meant = self._meant_by(path)
        return (*path[:-1], meant) if meant and meant not in value else None

    def say(self, path: Path, value: object) -> None:
        """Make the finding for one unknown key and its value."""
        part, name = part_at(path, self._parts)
        word = str(path[-1])
        message = f"{quoted(word)} is no key of {name}"
        known = f"The keys here are {', '.join(map(quoted, part.model_fields))}."
        meant = self._meant_by(path)
        if meant not in ("years", "sources") and (group := _in_a_group(path, value)):
            message, remedy = group
        elif homes := self._homes(word):
            message += f"; it belongs to {homes}"
            remedy = f"Move it there, or take it out. {known}"
        elif is_rest_of_number(word, value):
            remedy = COMMA_BETWEEN_BRACES
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
        part, name = part_at(path, self._parts)
        word = str(path[-1])
        if self._homes(word):
            return None
        # The same slip often stands in many lines of a plan.
        if (word, name) not in self._meant:
            from industri40.plan.language.norwegian import key_for

            words = {key: key_texts(part)[key].get("words", "") for key in part.model_fields}
            self._meant[word, name] = key_for(word, words) or self._review.nearest(word, words)
        return self._meant[word, name]

    def _homes(self, word: str) -> str:
        """The parts of a plan to which a key belongs, as a phrase; empty for none."""
        homes = {
            key: name for key, (part, name) in self._parts.items() if word in part.model_fields
        }
        if "sources" in homes:  # every source may be a group
            homes.pop("financing")
        return " or ".join(homes.values())


def is_rest_of_number(key: object, value: object) -> bool:
    """Whether a key without a value is what a comma between braces makes of a number."""
    pattern = "[0-9]{1,3} ?(%|[A-Za-z]*[.]?)"
    return value == "" and isinstance(key, str) and re.fullmatch(pattern, key) is not None


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
    return isinstance(value, dict) and not value.keys().isdisjoint(
        {*LineEntry.model_fields, "hours"}
    )
