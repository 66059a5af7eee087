"""Texts, words and ids as they are written in a plan, and what is said where one is wrong.

Every reader takes whatever stands in the file and gives a value or raises Refused.
"""

import re
from collections.abc import Callable, Sequence

from industri40.findings.facts import Fact, Names, Term, Verbatim, term

LONGEST_NAME = 200  # the most characters in a name or label
LONGEST_NOTE = 2000  # the most characters in a note
_YEAR = "[1-9][0-9]{3}"
YEAR = f"{_YEAR}(?:[-/][0-9]{{2}})?"  # a year, or one over New Year
CURRENCY = "[A-Z]{3}"


class Refused(ValueError):  # noqa: N818 - the name says what happened to the value
    """A value that the language does not allow.

    ``code`` is the finding that it makes and ``variant`` what this says, of these ``facts`` and of
    the value's ``value``, which is what it is called. ``way`` is what to write.
    """

    def __init__(self, code: str, variant: str, way: Fact | None = None, **facts: Fact) -> None:
        super().__init__(variant)
        self.code, self.variant, self.way, self.facts = code, variant, way, facts


def kind_of(value: object) -> Term:
    """What to call a value of the file that stands where another kind of value belongs."""
    if isinstance(value, dict):
        return term("a_mapping")
    if isinstance(value, list):
        return term("a_list")
    return term("the_text", text=beginning(str(value))) if value else term("empty")


def text_of(value: object, wanted: Fact) -> str:
    """A value that is a text, where one of what is ``wanted`` belongs."""
    if isinstance(value, str):
        return value
    way = term("a_single_value_quoted") if isinstance(value, dict) else term("a_single_value")
    raise Refused("P203", "kind", way, kind=kind_of(value), wanted=wanted)


def beginning(text: str) -> Verbatim:
    """A value in a message: its beginning, where it is long."""
    return Verbatim(text[:40])


def either(words: Sequence[str]) -> Names:
    """One of several words or examples."""
    return Names(tuple(map(Verbatim, words)), len(words), "or")


def _not(text: str, code: str, way: Fact) -> Refused:
    """The error for a text that is none of those that may stand there."""
    if not text.strip():
        return Refused(code, "is_empty", way)
    return Refused(code, "is_text", way, text=beginning(text))


def read_key_name(value: object) -> str:
    """The name of a key for sharing; whether there is such a one is seen later."""
    text = text_of(value, term("a_key_name"))
    if text.strip():
        return text
    raise _not(text, "P206", term("a_key_name"))


def read_choice(*choices: str) -> Callable[[object], str]:
    """A reader of one of a few words."""
    wanted = either(choices)

    def read(value: object) -> str:
        text = text_of(value, wanted)
        if text in choices:
            return text
        raise _not(text, "P206", wanted)

    return read


_truth = read_choice("true", "false")


def read_flag(value: object) -> bool:
    """True or false, in just these words."""
    return _truth(value) == "true"


_A_TEXT = term("a_text")  # made once: names are many


def _one_line(text: str, longest: int) -> str:
    stripped = text.strip()
    if not stripped:
        raise Refused("P207", "is_empty", term("a_text"))
    if len(stripped) > longest:
        raise Refused("P207", "long", term("at_most", most=longest), length=len(stripped))
    if "\n" in stripped:
        raise Refused("P207", "lines", term("it_on_one_line"))
    return stripped


def read_name(value: object) -> str:
    """A text that is shown in tables, on one line."""
    return _one_line(text_of(value, _A_TEXT), LONGEST_NAME)


def read_note(value: object) -> str:
    """A longer text; the lines that it is written on are not kept apart."""
    return _one_line(text_of(value, term("a_text")).strip().replace("\n", " "), LONGEST_NOTE)


def read_one_id(value: object) -> str:
    """The id of something in the plan; whether there is such a thing is seen later."""
    text = text_of(value, term("an_id"))
    if not text:
        raise Refused("P207", "is_empty", term("an_id"))
    return text


def read_ids(value: object) -> tuple[str, ...]:
    """A list of ids."""
    if isinstance(value, list):
        if "" in value:
            raise Refused("P207", "item_empty", term("an_id_there"))
        return tuple(read_one_id(item) for item in value)
    one = value and isinstance(value, str)
    way = Verbatim(f"[{value}]") if one else term("it_as_a_list")
    raise Refused("P203", "kind", way, kind=kind_of(value), wanted=term("a_list_of_ids"))


def read_one_or_more_ids(value: object) -> tuple[str, ...]:
    """One id, or a list of ids."""
    several = isinstance(value, list) or (isinstance(value, str) and "," in value)
    return read_ids(value) if several else (read_one_id(value),)


def over_new_year(first: str, sign: str) -> str:
    """The label of a year over New Year: its first year, a sign, two digits of its second."""
    return f"{first}{'/' if sign == '/' else '-'}{(int(first) + 1) % 100:02}"


def read_year(value: object) -> str:
    """A year of four digits, or one over New Year, with the two last digits of the next one."""
    text = text_of(value, term("a_year"))
    if re.fullmatch(_YEAR, text):
        return text
    over = re.fullmatch(f"({_YEAR})([-/\u2013])((?:[0-9]{{2}})?[0-9]{{2}})", text)
    if over is None:
        raise _not(text, "P209", term("a_year_of_four_digits"))
    first, sign, last = over.groups()
    right = over_new_year(first, sign)
    if text == right:
        return text
    if last in (right[-2:], str(int(first) + 1)):
        way = term("or_two_years", one=Verbatim(right), first=Verbatim(first), last=int(first) + 1)
        raise Refused("P209", "over_new_year", way, text=Verbatim(text))
    raise _not(text, "P209", term("a_year_of_four_digits"))


def read_currency(value: object) -> str:
    """The code of a currency."""
    text = text_of(value, term("a_currency"))
    if re.fullmatch(CURRENCY, text):
        return text
    raise _not(text, "P207", term("three_capital_letters"))
