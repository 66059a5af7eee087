"""Texts, words and ids as they are written in a plan, and what is said where one is wrong.

Every reader takes whatever stands in the file and gives a value or raises Refused.
"""

import re
from collections.abc import Callable

LONGEST_NAME = 200
"""The most characters in a name or label."""

LONGEST_NOTE = 2000
"""The most characters in a note."""

YEAR = ("[1-9][0-9]{3}", "a year with four digits")
CURRENCY = ("[A-Z]{3}", "three capital letters such as NOK")


class Refused(ValueError):  # noqa: N818 - the name says what happened to the value
    """A value that the language does not allow.

    ``code`` is the finding that it makes; the message goes on after the name of the key, as in
    "is 'yes'; write true or false".
    """

    def __init__(self, code: str, said: str) -> None:
        self.code = code
        super().__init__(said)


def kind_of(value: object) -> str:
    """What to call a value of the file that stands where another kind of value belongs."""
    if isinstance(value, dict):
        return "a mapping of keys"
    if isinstance(value, list):
        return "a list"
    return f"the text '{str(value)[:40]}'" if value else "empty"


def text_of(value: object, wanted: str) -> str:
    """A value that is a text, where one of what is ``wanted`` belongs."""
    if isinstance(value, str):
        return value
    colon = ", in quotation marks where a colon is part of it" if isinstance(value, dict) else ""
    said = f"is {kind_of(value)}, where {wanted} belongs; write a single value{colon}"
    raise Refused("P203", said)


def shown_text(text: str) -> str:
    """A value in a message: its beginning, where it is long."""
    return f"'{text[:40]}'" if text.strip() else "empty"


def read_choice(*choices: str) -> Callable[[object], str]:
    """A reader of one of a few words."""
    wanted = ", ".join(choices[:-1]) + f" or {choices[-1]}"

    def read(value: object) -> str:
        text = text_of(value, wanted)
        if text in choices:
            return text
        raise Refused("P206", f"is {shown_text(text)}; write {wanted}")

    return read


_truth = read_choice("true", "false")


def read_flag(value: object) -> bool:
    """True or false, in just these words."""
    return _truth(value) == "true"


def _one_line(text: str, longest: int) -> str:
    stripped = text.strip()
    if not stripped:
        raise Refused("P207", "is empty; write a text")
    if len(stripped) > longest:
        raise Refused("P207", f"has {len(stripped)} characters; write at most {longest}")
    if "\n" in stripped:
        raise Refused("P207", "runs over several lines; write it on one")
    return stripped


def read_name(value: object) -> str:
    """A text that is shown in tables, on one line."""
    return _one_line(text_of(value, "a text"), LONGEST_NAME)


def read_note(value: object) -> str:
    """A longer text; the lines that it is written on are not kept apart."""
    return _one_line(text_of(value, "a text").strip().replace("\n", " "), LONGEST_NOTE)


def read_one_id(value: object) -> str:
    """The id of something in the plan; whether there is such a thing is seen later."""
    text = text_of(value, "an id")
    if not text:
        raise Refused("P207", "is empty; write an id")
    return text


def read_ids(value: object) -> tuple[str, ...]:
    """A list of ids."""
    if isinstance(value, list):
        if "" in value:
            raise Refused("P207", "has an item that is empty; write an id there")
        return tuple(read_one_id(item) for item in value)
    wanted = f"[{value}]" if value and isinstance(value, str) else "it as [one, two]"
    raise Refused("P203", f"is {kind_of(value)}, where a list of ids belongs; write {wanted}")


def read_one_or_more_ids(value: object) -> tuple[str, ...]:
    """One id, or a list of ids."""
    several = isinstance(value, list) or (isinstance(value, str) and "," in value)
    return read_ids(value) if several else (read_one_id(value),)


def _of_form(value: object, what: str, form: tuple[str, str], code: str, more: str = "") -> str:
    """A text of a form, which is a pattern and how it is called."""
    text, (pattern, wanted) = text_of(value, what), form
    if re.fullmatch(pattern, text):
        return text
    raise Refused(code, f"is {shown_text(text)}; write {wanted}{more}")


def read_year(value: object) -> int:
    """A year."""
    return int(_of_form(value, "a year", YEAR, "P209", ", such as 2026"))


def read_currency(value: object) -> str:
    """The code of a currency."""
    return _of_form(value, "a currency", CURRENCY, "P207")
