"""The values of the plan language: how each kind of text is read, and what is said if it is wrong.

Every reader takes whatever stands in the file and gives a value or raises Refused.
"""

import re
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import NamedTuple, TypeVar

from industri40.money import (
    AMOUNT,
    COUNT,
    HUNDREDTHS,
    LARGEST_AMOUNT,
    LONGEST_NUMBER,
    NUMBER,
    SHARE,
    AmountError,
    Notation,
    parse_amount,
    parse_count,
    parse_number,
    parse_share,
)

_Value = TypeVar("_Value")

LONGEST_NAME = 200
"""The most characters in a name or label."""

LONGEST_NOTE = 2000
"""The most characters in a note."""

YEAR = ("[1-9][0-9]{3}", "a year with four digits")
CURRENCY = ("[A-Z]{3}", "three capital letters such as NOK")

_SURE_DIGITS = len(str(LARGEST_AMOUNT)) - 1
"""A number of so many digits is smaller than the largest amount."""

_TOO_LARGE = 10**LONGEST_NUMBER
_PERCENT = 100
_MINUS = ("-", "\u2212")


class Refused(ValueError):  # noqa: N818 - the name says what happened to the value
    """A value that the language does not allow.

    ``code`` is the finding that it makes; the message goes on after the name of the key, as in
    "is 'yes'; write true or false".
    """

    def __init__(self, code: str, said: str) -> None:
        self.code = code
        super().__init__(said)


class Figure(NamedTuple):
    """A figure as somebody printed it: its value in hundredths, and how many decimals it shows."""

    hundredths: int
    decimals: int


def kind_of(value: object) -> str:
    """What to call a value of the file that stands where another kind of value belongs."""
    if isinstance(value, dict):
        return "a mapping of keys"
    if isinstance(value, list):
        return "a list"
    return f"the text '{str(value)[:40]}'" if value else "empty"


def _text(value: object, wanted: str) -> str:
    if isinstance(value, str):
        return value
    colon = ", in quotation marks where a colon is part of it" if isinstance(value, dict) else ""
    said = f"is {kind_of(value)}, where {wanted} belongs; write a single value{colon}"
    raise Refused("P203", said)


def _shown(text: str) -> str:
    return f"'{text[:40]}'" if text.strip() else "empty"


def _is_plain_number(text: str) -> bool:
    return text.isdecimal() and text.isascii() and text[0] != "0"


def _parsed(
    code: str, wanted: str, parse: Callable[[str], _Value], whole: Callable[[int], _Value]
) -> Callable[[object], _Value]:
    """A reader of numbers: what ``parse`` refuses becomes a finding with this code.

    ``whole`` makes the value of a whole number. Most numbers are nothing but digits, and reading
    these apart halves the time of a plan with many environments.
    """

    def read(value: object) -> _Value:
        text = _text(value, wanted)
        if len(text) <= _SURE_DIGITS and _is_plain_number(text):
            return whole(int(text))
        try:
            return parse(text)
        except AmountError as error:
            raise Refused(code, str(error)) from error

    return read


def _hundredths(whole: int) -> int:
    return whole * HUNDREDTHS


def _amounts(wanted: str, examples: str) -> Callable[[object], int]:
    parse = partial(parse_amount, kind=Notation(wanted, examples, AMOUNT.pattern))
    return _parsed("P204", wanted, parse, _hundredths)


read_amount = _parsed("P204", AMOUNT.wanted, parse_amount, _hundredths)
read_hours = _amounts("a number of hours", "25 or 7.5")
read_count = _parsed("P205", COUNT.wanted, parse_count, int)
_any_number = _parsed("P205", NUMBER.wanted, parse_number, Fraction)
_any_share = _parsed("P205", SHARE.wanted, parse_share, Fraction)


def read_number(value: object) -> Fraction:
    """A weight, which has no more digits than exact sums of very many weights can have."""
    return _short(_any_number(value), value)


def _short(number: Fraction, value: object) -> Fraction:
    """A number whose parts, in lowest terms, have few enough digits."""
    digits = max(number.numerator, number.denominator)
    if digits < _TOO_LARGE:
        return number
    raise Refused(
        "P256",
        f"is {_shown(str(value))}, in lowest terms a fraction of {len(str(digits))} digits; "
        f"{LONGEST_NUMBER} are the most, so write fewer",
    )


def read_amount_above_zero(example: str) -> Callable[[object], int]:
    """A reader of amounts that cannot be zero."""
    any_amount = _amounts("an amount", example)

    def read(value: object) -> int:
        amount = any_amount(value)
        if not amount:
            raise Refused("P204", f"is 0; write an amount above zero, such as {example}")
        return amount

    return read


def read_share(value: object) -> Fraction:
    """A part of a whole, which is never more than all of it.

    So a percent sign that is left out shows, and so do points that set off thousands.
    """
    share = _any_share(value)
    if share <= 1:
        return _short(share, value)
    text = str(value)
    as_percent = share <= _PERCENT and not {"%", "/"} & set(text)
    share_such_as = f"{SHARE.wanted} such as {SHARE.examples}"
    example = f"{text} %, if that is meant" if as_percent else share_such_as
    raise Refused("P205", f"is {_shown(text)}, which is more than everything; write {example}")


def _parse_figure(text: str) -> Figure:
    """A printed figure, with the precision at which it is printed.

    Unlike the amounts of a plan it may be below zero, as what is unspent is.
    """
    sign = text[:1] if text[:1] in _MINUS else ""
    hundredths = parse_amount(text[len(sign) :], sign=sign)
    decimals = len(text.replace(",", ".").partition(".")[2])
    return Figure(-hundredths if sign else hundredths, decimals)


read_figure = _parsed(
    "P204", "a figure", _parse_figure, lambda whole: Figure(whole * HUNDREDTHS, 0)
)


def read_choice(*choices: str) -> Callable[[object], str]:
    """A reader of one of a few words."""
    wanted = ", ".join(choices[:-1]) + f" or {choices[-1]}"

    def read(value: object) -> str:
        text = _text(value, wanted)
        if text in choices:
            return text
        raise Refused("P206", f"is {_shown(text)}; write {wanted}")

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
    return _one_line(_text(value, "a text"), LONGEST_NAME)


def read_note(value: object) -> str:
    """A longer text; the lines that it is written on are not kept apart."""
    return _one_line(_text(value, "a text").strip().replace("\n", " "), LONGEST_NOTE)


def read_one_id(value: object) -> str:
    """The id of something in the plan; whether there is such a thing is seen later."""
    text = _text(value, "an id")
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
    text, (pattern, wanted) = _text(value, what), form
    if re.fullmatch(pattern, text):
        return text
    raise Refused(code, f"is {_shown(text)}; write {wanted}{more}")


def read_year(value: object) -> int:
    """A year."""
    return int(_of_form(value, "a year", YEAR, "P209", ", such as 2026"))


def read_currency(value: object) -> str:
    """The code of a currency."""
    return _of_form(value, "a currency", CURRENCY, "P207")
