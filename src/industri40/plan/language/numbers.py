"""Numbers as they are written in a plan, read exactly.

A number in a file is text. It is read by a grammar that refuses whatever two readers could
understand differently: digits, with optional groups of three set off by a space, U+00A0, U+202F or
``_``, and decimals after ``.`` or ``,``; no sign, no exponent, no leading zero. Every reader takes
whatever stands in the file and gives a value or raises Refused.
"""

import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache, partial
from typing import NamedTuple

from industri40.money import HUNDREDTHS, LARGEST_AMOUNT, LONGEST_NUMBER, group_digits
from industri40.plan.language.values import Refused, shown_text, text_of
from industri40.record import Record, replace

LARGEST_TEXT = 48
"""The longest text that is still read as a number; anything longer is refused unread."""

_SURE_DIGITS = len(str(LARGEST_AMOUNT)) - 1
"""A number of so many digits is smaller than the largest amount."""

_TOO_LARGE = 10**LONGEST_NUMBER
_PERCENT = 100
_MINUS = ("-", "\u2212")

_SEPARATOR = "[ \u00a0\u202f_]"
_WHOLE = rf"(?:0|[1-9][0-9]*|[1-9][0-9]{{0,2}}(?:{_SEPARATOR}[0-9]{{3}})+)"
_TWO_READINGS = r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+"
_FRACTION = r"(0|[1-9][0-9]*) ?/ ?([1-9][0-9]*)"
_DECIMAL = rf"({_WHOLE})(?:[.,]([0-9]+))?"
_NOT_DIGIT = r"[^0-9]"


class Notation(Record):
    """How a number is written: what is ``wanted``, examples, and a pattern for the whole text.

    ``code`` is the finding of one that is written otherwise, ``decimals`` are the most that it
    may have.
    """

    code: str
    wanted: str
    examples: str
    pattern: str
    decimals: int | None = None


_HUNDREDTHS = rf"({_WHOLE})(?:[.,]([0-9]{{1,2}}))?"
AMOUNT = Notation("P204", "an amount", "620 000 or 620 000,50", _HUNDREDTHS, 2)
HOURS = replace(AMOUNT, wanted="a number of hours", examples="25 or 7.5")
COUNT = Notation("P205", "a whole number", "60", _WHOLE, 0)

NUMBER = Notation(
    "P205", "a number", "2, 1.5 or 2/3", rf"(?!{_TWO_READINGS}$)(?:{_FRACTION}|{_DECIMAL})"
)
"""A weight: not written as something that has two readings."""

SHARE = Notation(
    "P205", "a share", "2/3, 66.7 % or 0.5", rf"(?:{_FRACTION}|{_DECIMAL}(?:[ \u00a0\u202f]*%)?)"
)

FIGURE_PATTERN = rf"[-\u2212]?{AMOUNT.pattern}"
"""How a figure of a table is written: costs less financing, for one, can be below zero."""

_AT_MOST = {2: "at most two decimals", 0: "no decimals"}
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


def _refusal(text: str, kind: Notation, sign: str = "") -> Refused:
    """The error for a text outside the grammar, with the cause named where it is a usual one.

    ``sign`` is what was taken off the text.
    """
    text = text.replace("\n", " ")
    said, remedy = "", f"{kind.wanted} such as {kind.examples}"
    if not text.strip():
        return Refused(kind.code, f"has no value; write {remedy}")
    if len(text) > LARGEST_TEXT:
        length = f"is {len(text)} characters long, too long for {kind.wanted}"
        return Refused(kind.code, f"{length}; write {remedy}")
    if re.fullmatch(_TWO_READINGS, text) and (said := _readings(text, kind, sign)):
        return Refused(kind.code, f"'{sign}{text}' {said}")
    if text[0] in "-\u2212+":
        said = "has a sign, which does not belong here"
    elif re.fullmatch(r"0[0-9]+", text):
        said = "begins with a zero"
    else:
        said = f"is not {kind.wanted}"
        number = without_unit(text) or ""
        if kind is not SHARE and number != text.strip() and re.fullmatch(kind.pattern, number):
            remedy = f"{kind.wanted} such as {sign}{number}"
    return Refused(kind.code, f"'{sign}{text}' {said}; write {remedy}")


def _readings(text: str, kind: Notation, sign: str) -> str:
    """What a number of groups of three digits may mean, and how to write each reading.

    A reading keeps its value; one that this kind of number cannot have is only named. Empty where
    it has none, or none that is small enough.
    """
    digits = re.sub(_NOT_DIGIT, "", text)
    *groups, last = re.findall("[.,]", text)
    if int(digits) >= LARGEST_AMOUNT or len(set(groups)) > 1 or kind is SHARE:
        return ""
    grouped = str if kind is NUMBER else group_digits
    large, whole = (f"{sign}{grouped(int(part))}" for part in (digits, digits[:-3]))
    if last in groups:
        return f"sets groups off by a point or comma; write {large}"
    said = f"reads as {whole}.{digits[-3:]} to one program and as {large} to a person"
    most = kind.decimals
    decimals = digits[-3:].rstrip("0")
    if most is not None and len(decimals) > most:
        return f"{said}; write {large}, if that is meant: {kind.wanted} has {_AT_MOST[most]}"
    if decimals and most is None:
        decimals = f"{digits[-3:]}0"  # which no one takes for thousands
    small = f"{whole}.{decimals}" if decimals else whole
    return f"{said}; write {small} or {large}, whichever is meant"


def _is_plain(text: str) -> bool:
    """Whether a number is nothing but some digits: most are, and these are read much faster."""
    return len(text) <= _SURE_DIGITS and text.isdecimal() and text.isascii() and text[0] != "0"


def read_amount(value: object, kind: Notation = AMOUNT, sign: str = "") -> int:
    """An amount of money (or hours) in hundredths. ``sign`` is one that was taken off its text.

    >>> read_amount("6 200 000"), read_amount("9,75")
    (620000000, 975)
    """
    text = text_of(value, kind.wanted)
    if _is_plain(text):
        return int(text) * HUNDREDTHS
    match = _compiled(AMOUNT.pattern).fullmatch(text) if len(text) <= LARGEST_TEXT else None
    if match is None:
        raise _refusal(text, kind, sign)
    whole, decimals = match.groups()
    digits = whole.replace(" ", "")  # the usual separator, and the fast way to be rid of it
    hundredths = int(digits if digits.isdecimal() else re.sub(_NOT_DIGIT, "", digits)) * HUNDREDTHS
    if decimals:
        hundredths += int(decimals.ljust(2, "0"))
    if hundredths > LARGEST_AMOUNT * HUNDREDTHS:
        largest = f"{group_digits(LARGEST_AMOUNT)}, the largest amount"
        raise Refused(kind.code, f"'{sign}{text}' is more than {largest}")
    return hundredths


read_hours = partial(read_amount, kind=HOURS)


def read_amount_above_zero(example: str) -> Callable[[object], int]:
    """A reader of amounts that cannot be zero."""
    kind = replace(AMOUNT, examples=example)

    def read(value: object) -> int:
        if amount := read_amount(value, kind):
            return amount
        raise Refused("P204", f"is 0; write an amount above zero, such as {example}")

    return read


def read_count(value: object) -> int:
    """A whole number that is not negative, such as a number of participants."""
    text = text_of(value, COUNT.wanted)
    if _is_plain(text):
        return int(text)
    if len(text) > LARGEST_TEXT or re.fullmatch(_WHOLE, text) is None:
        raise _refusal(text, COUNT)
    count = int(re.sub(_NOT_DIGIT, "", text))
    if count > LARGEST_AMOUNT:
        largest = f"{group_digits(LARGEST_AMOUNT)}, the largest number"
        raise Refused(COUNT.code, f"'{text}' is more than {largest}")
    return count


def read_number(value: object) -> Fraction:
    """A weight, which has no more digits than exact sums of very many weights can have.

    >>> read_number("1,5"), read_number("2/3")
    (Fraction(3, 2), Fraction(2, 3))
    """
    return _short(_exact(text_of(value, NUMBER.wanted), NUMBER), value)


def read_share(value: object) -> Fraction:
    """A part of a whole, which is never more than all of it.

    So a percent sign that is left out shows, and so do points that set off thousands.
    """
    text = text_of(value, SHARE.wanted)
    share = parse_share(text)
    if share <= 1:
        return _short(share, value)
    as_percent = share <= _PERCENT and not {"%", "/"} & set(text)
    example = f"{text} %, if that is meant" if as_percent else f"a share such as {SHARE.examples}"
    said = f"is {shown_text(text)}, which is more than everything; write {example}"
    raise Refused(SHARE.code, said)


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
    match = re.fullmatch(kind.pattern, text) if len(text) <= LARGEST_TEXT else None
    if match is None:
        raise _refusal(text, kind)
    above, below, whole, decimals = match.groups()
    if above:
        return Fraction(int(above), int(below))
    digits = decimals or ""
    return Fraction(int(re.sub(_NOT_DIGIT, "", whole) + digits), 10 ** len(digits))


def _short(number: Fraction, value: object) -> Fraction:
    """A number whose parts, in lowest terms, have few enough digits."""
    digits = max(number.numerator, number.denominator)
    if digits < _TOO_LARGE:
        return number
    raise Refused(
        "P256",
        f"is {shown_text(str(value))}, in lowest terms a fraction of {len(str(digits))} digits; "
        f"{LONGEST_NUMBER} are the most, so write fewer",
    )


def read_figure(value: object) -> Figure:
    """A printed figure, with the precision at which it is printed.

    Unlike the amounts of a plan it may be below zero, as what is unspent is.
    """
    text = text_of(value, "a figure")
    if _is_plain(text):
        return Figure(int(text) * HUNDREDTHS, 0)
    sign = text[:1] if text[:1] in _MINUS else ""
    hundredths = read_amount(text[len(sign) :], sign=sign)
    decimals = len(text.replace(",", ".").partition(".")[2])
    return Figure(-hundredths if sign else hundredths, decimals)
