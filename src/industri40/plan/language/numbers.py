"""Numbers as they are written in a plan, read exactly.

A number in a file is text. It is read by a grammar that refuses whatever two readers could
understand differently: digits, with optional groups of three set off by a space, U+00A0, U+202F or
``_``, and decimals after ``.`` or ``,``; no sign, no exponent, no leading zero. Every reader takes
whatever stands in the file and gives a value or raises Refused.
"""

import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache, lru_cache, partial
from typing import NamedTuple

from industri40.findings.facts import Term, Verbatim, Worded, term
from industri40.money import HUNDREDTHS, LARGEST_AMOUNT, LONGEST_NUMBER, group_digits
from industri40.plan.language.values import Refused, beginning, either, text_of
from industri40.record import Record, replace

LARGEST_TEXT = 48
"""The longest text that is still read as a number; anything longer is refused unread."""

_SURE_DIGITS = len(str(LARGEST_AMOUNT)) - 1
"""A number of so many digits is smaller than the largest amount."""

_LONGEST = 10**LONGEST_NUMBER
_PERCENT = 100
_MINUS = ("-", "\u2212")

_SEPARATOR = "[ \u00a0\u202f_]"
_WHOLE = rf"(?:0|[1-9][0-9]*|[1-9][0-9]{{0,2}}(?:{_SEPARATOR}[0-9]{{3}})+)"
_TWO_READINGS = r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+"
_FRACTION = r"(0|[1-9][0-9]*) ?/ ?([1-9][0-9]*)"
_DECIMAL = rf"({_WHOLE})(?:[.,]([0-9]+))?"
_NOT_DIGIT = r"[^0-9]"


class Notation(Record):
    """How a number is written: examples, and a pattern for the whole text.

    ``name`` is what findings call it and ``code`` the finding of one that is written otherwise;
    ``decimals`` are the most that it may have.
    """

    code: str
    name: Term
    examples: tuple[str, ...]
    pattern: str
    decimals: int | None = None


_HUNDREDTHS = rf"({_WHOLE})(?:[.,]([0-9]{{1,2}}))?"
AMOUNT = Notation("P204", term("an_amount"), ("620 000", "620 000,50"), _HUNDREDTHS, 2)
HOURS = replace(AMOUNT, name=term("a_number_of_hours"), examples=("25", "7.5"))
COUNT = Notation("P205", term("a_whole_number"), ("60",), _WHOLE, 0)

_NUMBER = rf"(?!{_TWO_READINGS}$)(?:{_FRACTION}|{_DECIMAL})"
NUMBER = Notation("P205", term("a_number"), ("2", "1.5", "2/3"), _NUMBER)
"""A weight: not written as something that has two readings."""

_SHARE = rf"(?:{_FRACTION}|{_DECIMAL}(?:[ \u00a0\u202f]*%)?)"
SHARE = Notation("P205", term("a_share"), ("2/3", "66.7 %", "0.5"), _SHARE)

KEY_NUMBER_PATTERN = rf"(?:{_NUMBER}|{_DECIMAL}[ \u00a0\u202f]*%)"
"""What an environment counts for in a key: a number, or percent."""

FIGURE_PATTERN = rf"[-\u2212]?{AMOUNT.pattern}"
"""How a figure of a table is written: costs less financing, for one, can be below zero."""

_UNIT = r"(?:kr\.?|nok|kroner|timer|hours?|[th]|stk\.?|personer|deltakere|participants|people)"
_WITH_UNIT = rf"(?i)(?:{_UNIT}\s*)?({AMOUNT.pattern})(?:,-|\s*{_UNIT})?"


class Figure(NamedTuple):
    """A figure as somebody printed it: its value in hundredths, and how many decimals it shows."""

    hundredths: int
    decimals: int


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, compiled when it is first met: most plans need few of them."""
    return re.compile(pattern)


def without_unit(text: str) -> str | None:
    """The number in a text that is one with a unit, such as ``25 timer`` or ``600,-``."""
    match = re.fullmatch(_WITH_UNIT, text.strip()) if len(text) <= LARGEST_TEXT else None
    return match[1].replace(",", ".") if match else None


def _tidy(text: str, kind: Notation) -> str:
    """What was probably meant by digits with odd things around them; nothing where none was."""
    text = re.sub(" *['\u2019 ] *", " ", text.strip())  # 620'000, and two spaces
    return without_unit(text.rstrip(" %") if kind is NUMBER else text) or ""


def _refusal(text: str, kind: Notation, sign: str = "") -> Refused:
    """The error for a text outside the grammar, off which a ``sign`` was taken, and its cause."""
    text = text.replace("\n", " ")
    way = such_as(kind)
    if not text.strip():
        return Refused(kind.code, "no_value", way)
    if len(text) > LARGEST_TEXT:
        return Refused(kind.code, "too_long", way, length=len(text), wanted=kind.name)
    if re.fullmatch(_TWO_READINGS, text) and (refused := _readings(text, kind, sign)):
        return refused
    said = Verbatim(sign + text)
    if text[0] in "-\u2212+":
        if re.fullmatch(kind.pattern, number := text[1:].strip()):
            way = term("such_as", wanted=kind.name, examples=Verbatim(number))
        return Refused(kind.code, "signed", way, text=said)
    if re.fullmatch(r"0[0-9]+", text):
        return Refused(kind.code, "zero_before", way, text=said)
    number = _tidy(text, kind)
    if kind is not SHARE and number != text.strip() and re.fullmatch(kind.pattern, number):
        way = term("such_as", wanted=kind.name, examples=Verbatim(sign + number))
    return Refused(kind.code, "not_wanted", way, text=said, wanted=kind.name)


def such_as(kind: Notation) -> Term:
    """A number of a kind, with examples of how it is written."""
    return term("such_as", wanted=kind.name, examples=either(kind.examples))


def _readings(text: str, kind: Notation, sign: str) -> Refused | None:
    """What groups of three digits may mean, and how to write each reading; None without any.

    A reading keeps its value; one that this kind of number cannot have is only named.
    """
    digits = re.sub(_NOT_DIGIT, "", text)
    *groups, last = re.findall("[.,]", text)
    if int(digits) >= LARGEST_AMOUNT or len(set(groups)) > 1 or kind is SHARE:
        return None
    grouped = str if kind is NUMBER else group_digits
    large, whole = (f"{sign}{grouped(int(part))}" for part in (digits, digits[:-3]))
    said, meant = Verbatim(sign + text), Verbatim(large)
    if last in groups:
        return Refused(kind.code, "grouped", meant, text=said)
    most, decimals = kind.decimals, digits[-3:].rstrip("0")
    if decimals and most is None:
        decimals = f"{digits[-3:]}0"  # which no one takes for thousands
    small = Verbatim(f"{whole}.{decimals}" if decimals else whole)
    way = term("either_reading", small=small, large=meant)
    if most is not None and len(decimals) > most:
        name = "large_two_decimals" if most else "large_no_decimals"
        way = term(name, large=meant, wanted=kind.name)
    read = Worded((("nb", f"{whole},{digits[-3:]}"), ("en", f"{whole}.{digits[-3:]}")))
    return Refused(kind.code, "two_readings", way, text=said, read=read, large=meant)


def _too_large(text: str, kind: Notation) -> Refused:
    variant = "too_large_number" if kind is COUNT else "too_large"
    most = Verbatim(group_digits(LARGEST_AMOUNT))
    return Refused(kind.code, variant, text=Verbatim(text), most=most)


def _digits(whole: str) -> str:
    """The digits of a number without decimals."""
    digits = whole.replace(" ", "")  # the usual separator, and the fast way to be rid of it
    return digits if digits.isdecimal() else re.sub(_NOT_DIGIT, "", digits)


def _is_plain(text: str) -> bool:
    """Whether a number is nothing but some digits: most are, and these are read much faster."""
    return len(text) <= _SURE_DIGITS and text.isdecimal() and text.isascii() and text[0] != "0"


def _match(text: str, kind: Notation, sign: str = "") -> re.Match[str]:
    match = _compiled(kind.pattern).fullmatch(text) if len(text) <= LARGEST_TEXT else None
    if match is None:
        raise _refusal(text, kind, sign)
    return match


def read_amount(value: object, kind: Notation = AMOUNT, sign: str = "") -> int:
    """An amount of money (or hours) in hundredths. ``sign`` is one that was taken off its text.

    >>> read_amount("6 200 000"), read_amount("9,75")
    (620000000, 975)
    """
    text = text_of(value, kind.name)
    if _is_plain(text):
        return int(text) * HUNDREDTHS
    whole, decimals = _match(text, kind, sign).groups()
    hundredths = int(_digits(whole)) * HUNDREDTHS
    if decimals:
        hundredths += int(decimals.ljust(2, "0"))
    if hundredths > LARGEST_AMOUNT * HUNDREDTHS:
        raise _too_large(sign + text, kind)
    return hundredths


read_hours = partial(read_amount, kind=HOURS)


def read_amount_above_zero(*examples: str) -> Callable[[object], int]:
    """A reader of amounts that cannot be zero."""
    kind = replace(AMOUNT, examples=examples)

    def read(value: object) -> int:
        if amount := read_amount(value, kind):
            return amount
        raise Refused("P204", "is_zero", term("above_zero", examples=either(examples)))

    return read


def read_count(value: object) -> int:
    """A whole number that is not negative, such as a number of participants."""
    return _count(text_of(value, COUNT.name))


@lru_cache  # a plan with many numbers has few different ones, such as weights from 1 to 9
def _count(text: str) -> int:
    if _is_plain(text):
        return int(text)
    count = int(_digits(_match(text, COUNT)[0]))
    if count > LARGEST_AMOUNT:
        raise _too_large(text, COUNT)
    return count


def read_number(value: object) -> Fraction:
    """A weight, which has no more digits than exact sums of very many weights can have.

    >>> read_number("1,5"), read_number("2/3")
    (Fraction(3, 2), Fraction(2, 3))
    """
    return _number(text_of(value, NUMBER.name))


@lru_cache
def _number(text: str) -> Fraction:
    return _short(_exact(text, NUMBER), text)


class KeyNumber(NamedTuple):
    """What an environment, or a key in a mixture, counts for; as a part of all if ``percent``."""

    number: Fraction
    percent: bool


def read_key_number(value: object) -> KeyNumber:
    """A number, or a share in percent.

    >>> read_key_number("30 %")
    KeyNumber(number=Fraction(3, 10), percent=True)
    """
    percent = isinstance(value, str) and value.endswith("%")
    return KeyNumber(read_share(value) if percent else read_number(value), percent)


def read_share(value: object) -> Fraction:
    """A part of a whole, never more than all of it: so a percent sign that is left out shows."""
    text = text_of(value, SHARE.name)
    share = parse_share(text)
    if share <= 1:
        return _short(share, value)
    as_percent = share <= _PERCENT and not {"%", "/"} & set(text)
    way = term("percent_if_meant", text=Verbatim(text)) if as_percent else such_as(SHARE)
    raise Refused("P205", "more_than_all", way, text=beginning(text))


def parse_share(text: str) -> Fraction:
    """A share, which may be more than a whole: ``2/3``, ``66.7 %``, ``0.5`` or an integer.

    >>> parse_share("66.7 %"), parse_share("2/3")
    (Fraction(667, 1000), Fraction(2, 3))
    """
    share = _exact(text, SHARE)
    return share / _PERCENT if text.endswith("%") else share


def _exact(text: str, kind: Notation) -> Fraction:
    if _is_plain(text):
        return Fraction(int(text))
    above, below, whole, decimals = _match(text, kind).groups()
    if above:
        return Fraction(int(above), int(below))
    if decimals is None:
        return Fraction(int(_digits(whole)))
    return Fraction(int(_digits(whole) + decimals), 10 ** len(decimals))


def _short(number: Fraction, value: object) -> Fraction:
    """A number whose parts, in lowest terms, have few enough digits."""
    digits = max(number.numerator, number.denominator)
    if digits < _LONGEST:
        return number
    text, length = beginning(str(value)), len(str(digits))
    raise Refused("P256", "digits", text=text, digits=length, most=LONGEST_NUMBER)


def read_figure(value: object) -> Figure:
    """A printed figure, with its precision; unlike the amounts of a plan it may be below zero."""
    text = text_of(value, term("a_figure"))
    if _is_plain(text):
        return Figure(int(text) * HUNDREDTHS, 0)
    sign = text[:1] if text[:1] in _MINUS else ""
    hundredths = read_amount(text[len(sign) :], sign=sign)
    decimals = len(text.replace(",", ".").partition(".")[2])
    return Figure(-hundredths if sign else hundredths, decimals)
