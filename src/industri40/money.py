"""Amounts: how they are written in a plan, counted while they are shared, and printed.

An amount in a file is text. It becomes a whole number of hundredths of a krone here, by a
grammar that refuses whatever two readers could understand differently. The engine counts in
*units* (the plan's ``round_to``), so that every share is a whole number; only a report turns
units back into kroner. No float takes part anywhere.
"""

import re
from fractions import Fraction
from functools import cache

from industri40.record import Record

HUNDREDTHS = 100
"""Hundredths (øre) in one krone, the finest amount that a plan can hold."""

LARGEST_AMOUNT = 10**15
"""The largest amount that a plan may hold, in kroner."""

LARGEST_TEXT = 48
"""The longest text that is still read as a number; anything longer is refused unread."""

LONGEST_NUMBER = 15
"""The most digits of a weight or share, with its decimals, and of each part of a fraction."""

_SEPARATOR = "[ \u00a0\u202f_]"
_WHOLE = rf"(?:0|[1-9][0-9]*|[1-9][0-9]{{0,2}}(?:{_SEPARATOR}[0-9]{{3}})+)"
_TWO_READINGS = r"[1-9][0-9]{0,2}(?:[.,][0-9]{3})+"
_FRACTION = r"(0|[1-9][0-9]*) ?/ ?([1-9][0-9]*)"
_DECIMAL = rf"({_WHOLE})(?:[.,]([0-9]+))?"


class Notation(Record):
    """How a number is written: what is ``wanted``, examples, and a pattern for the whole text."""

    wanted: str
    examples: str
    pattern: str


AMOUNT = Notation("an amount", "620 000 or 620 000,50", rf"({_WHOLE})(?:[.,]([0-9]{{1,2}}))?")
COUNT = Notation("a whole number", "60", _WHOLE)

NUMBER = Notation("a number", "2, 1.5 or 2/3", rf"(?!{_TWO_READINGS}$)(?:{_FRACTION}|{_DECIMAL})")
"""A weight: not written as something that has two readings."""

SHARE = Notation(
    "a share", "2/3, 66.7 % or 0.5", rf"(?:{_FRACTION}|{_DECIMAL}(?:[ \u00a0\u202f]*%)?)"
)

FIGURE_PATTERN = rf"[-\u2212]?{AMOUNT.pattern}"
"""How a figure of a table is written: costs less financing, for one, can be below zero."""

_NOT_DIGIT = r"[^0-9]"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, compiled when it is first met: most plans need few of them."""
    return re.compile(pattern)


class AmountError(ValueError):
    """A text that is not an amount; the message says why in plain words, with what to write."""


_AT_MOST = {2: "at most two decimals", 0: "no decimals"}
_UNIT = r"(?:kr\.?|nok|kroner|timer|hours?|[th]|stk\.?|personer|deltakere|participants|people)"
_WITH_UNIT = rf"(?i)(?:{_UNIT}\s*)?({AMOUNT.pattern})(?:,-|\s*{_UNIT})?"


def without_unit(text: str) -> str | None:
    """The number in a text that is one with a unit, such as ``25 timer`` or ``600,-``."""
    match = re.fullmatch(_WITH_UNIT, text.strip()) if len(text) <= LARGEST_TEXT else None
    return match[1].replace(",", ".") if match else None


def _refuse(text: str, kind: Notation, sign: str = "") -> AmountError:
    """The error for a text outside the grammar, with the cause named where it is a usual one.

    ``kind`` is what is wanted there, with examples of it, ``sign`` what was taken off the text.
    """
    wanted = kind.wanted
    text = text.replace("\n", " ")
    remedy = f"write {wanted} such as {kind.examples}"
    if not text.strip():
        return AmountError(f"has no value; {remedy}")
    if len(text) > LARGEST_TEXT:
        return AmountError(f"is {len(text)} characters long, too long for {wanted}; {remedy}")
    if re.fullmatch(_TWO_READINGS, text) and (said := _readings(text, kind, sign)):
        return AmountError(f"'{sign}{text}' {said}")
    if text[0] in "-\u2212+":
        said = "has a sign, which does not belong here"
    elif re.fullmatch(r"0[0-9]+", text):
        said = "begins with a zero"
    else:
        said = f"is not {wanted}"
        number = without_unit(text)
        fits = kind is not SHARE and (kind is not COUNT or re.fullmatch(_WHOLE, number or ""))
        if number and number != text.strip() and fits:
            remedy = f"write {wanted} such as {sign}{number}"
    return AmountError(f"'{sign}{text}' {said}; {remedy}")


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
    most = {COUNT: 0, NUMBER: None}.get(kind, 2)
    decimals = digits[-3:].rstrip("0")
    if most is not None and len(decimals) > most:
        return f"{said}; write {large}, if that is meant: {kind.wanted} has {_AT_MOST[most]}"
    if decimals and most is None:
        decimals = f"{digits[-3:]}0"  # which no one takes for thousands
    small = f"{whole}.{decimals}" if decimals else whole
    return f"{said}; write {small} or {large}, whichever is meant"


def parse_amount(text: str, kind: Notation = AMOUNT, sign: str = "") -> int:
    """Read an amount of money (or hours) exactly.

    Digits, with optional groups of three set off by a space, U+00A0, U+202F or ``_``, and one or
    two decimals after ``.`` or ``,``. No sign, no exponent, no leading zero. ``sign`` is one that
    was taken off where it may stand, for the message.

    Returns hundredths (of a krone, or of an hour). Raises AmountError, which says what ``kind`` of
    amount was wanted.

    >>> parse_amount("6 200 000"), parse_amount("9,75")
    (620000000, 975)
    """
    match = _compiled(AMOUNT.pattern).fullmatch(text) if len(text) <= LARGEST_TEXT else None
    if match is None:
        raise _refuse(text, kind, sign)
    whole, decimals = match.groups()
    digits = whole.replace(" ", "")  # the usual separator, and the fast way to be rid of it
    hundredths = int(digits if digits.isdecimal() else re.sub(_NOT_DIGIT, "", digits)) * HUNDREDTHS
    if decimals:
        hundredths += int(decimals.ljust(2, "0"))
    if hundredths > LARGEST_AMOUNT * HUNDREDTHS:
        raise AmountError(
            f"'{sign}{text}' is more than {group_digits(LARGEST_AMOUNT)}, the largest amount"
        )
    return hundredths


def parse_count(text: str) -> int:
    """Read a whole number that is not negative, such as a number of participants.

    Raises AmountError.
    """
    if len(text) > LARGEST_TEXT or re.fullmatch(_WHOLE, text) is None:
        raise _refuse(text, COUNT)
    count = int(re.sub(_NOT_DIGIT, "", text))
    if count > LARGEST_AMOUNT:
        raise AmountError(
            f"'{text}' is more than {group_digits(LARGEST_AMOUNT)}, the largest number"
        )
    return count


def parse_number(text: str) -> Fraction:
    """Read a weight: a whole number, a decimal number or a fraction, exactly.

    Raises AmountError.

    >>> parse_number("1,5"), parse_number("2/3")
    (Fraction(3, 2), Fraction(2, 3))
    """
    return _exact(text, NUMBER)


def parse_share(text: str) -> Fraction:
    """Read a share of a whole: ``2/3``, ``66.7 %``, ``0.5`` or an integer, exactly.

    Raises AmountError.

    >>> parse_share("66.7 %"), parse_share("2/3")
    (Fraction(667, 1000), Fraction(2, 3))
    """
    share = _exact(text, SHARE)
    return share / 100 if text.endswith("%") else share


def _exact(text: str, kind: Notation) -> Fraction:
    match = re.fullmatch(kind.pattern, text) if len(text) <= LARGEST_TEXT else None
    if match is None:
        raise _refuse(text, kind)
    above, below, whole, decimals = match.groups()
    if above:
        return Fraction(int(above), int(below))
    digits = decimals or ""
    return Fraction(int(re.sub(_NOT_DIGIT, "", whole) + digits), 10 ** len(digits))


def round_half_away(value: Fraction, step: Fraction = Fraction(1)) -> Fraction:
    """Round to the nearest multiple of ``step``, a half away from zero, as printed tables do.

    >>> round_half_away(Fraction(50, 3)), round_half_away(Fraction(-5, 2))
    (Fraction(17, 1), Fraction(-3, 1))
    """
    steps, parts = value.numerator * step.denominator, value.denominator * step.numerator
    rounded = (2 * abs(steps) + parts) // (2 * parts)
    return Fraction((rounded if steps >= 0 else -rounded) * step.numerator, step.denominator)


def group_digits(number: int, separator: str = " ") -> str:
    """Write a whole number with its thousands set off: 6 200 000."""
    return f"{number:,}".replace(",", separator)


def format_amount(kroner: Fraction, language: str = "nb", decimals: int | None = None) -> str:
    """Write kroner as a person does: ``6 200 000,50`` in nb, ``6,200,000.50`` in en.

    ``decimals`` is two where the amount is not whole unless it is said; an amount with more is
    rounded half away from zero.
    """
    if decimals is None:
        decimals = 0 if kroner.denominator == 1 else 2
    scaled = round_half_away(kroner * 10**decimals).numerator
    sign = "-" if scaled < 0 else ""
    whole, rest = divmod(abs(scaled), 10**decimals)
    separator, point = (" ", ",") if language == "nb" else (",", ".")
    text = sign + group_digits(whole, separator)
    return f"{text}{point}{rest:0{decimals}d}" if decimals else text


def decimals_of(value: Fraction) -> int:
    """How many decimals a value needs: none where it is whole, else two or more.

    Two also where they have no end.
    """
    if value.denominator == 1:
        return 0
    scaled, decimals = value * HUNDREDTHS, 2
    while (
        scaled.denominator != 1 and 10 ** scaled.denominator.bit_length() % scaled.denominator == 0
    ):
        scaled, decimals = scaled * 10, decimals + 1
    return decimals


def precise_text(value: Fraction | int, language: str) -> str:
    """Write an amount or a number as ``format_amount`` does, with all of its decimals.

    >>> precise_text(Fraction(14_286, 1000), "nb"), precise_text(Fraction(1), "nb")
    ('14,286', '1')
    """
    return format_amount(Fraction(value), language, decimals_of(Fraction(value)))


def percent_text(share: Fraction, language: str) -> str:
    """Write a share exactly: in percent where that has an end, else as a fraction.

    >>> percent_text(Fraction("0.99999"), "nb"), percent_text(Fraction(1, 3), "nb")
    ('99,999 %', '1/3')
    """
    percent = share * 100
    decimals = next((n for n in range(LONGEST_NUMBER) if (percent * 10**n).denominator == 1), None)
    if decimals is None:
        return exact_text(share)
    return f"{format_amount(percent, language, decimals)} %"


def told_apart(one: Fraction, other: Fraction) -> tuple[Fraction, Fraction]:
    """Two figures, rounded to as few decimals as tell them apart where they differ, at least two.

    >>> [str(figure) for figure in told_apart(Fraction("333.33"), Fraction(1000, 3))]
    ['33333/100', '333333/1000']
    """
    step = Fraction(1, HUNDREDTHS)
    while one != other and round_half_away(one, step) == round_half_away(other, step):
        step /= 10
    return round_half_away(one, step), round_half_away(other, step)


def json_number(kroner: Fraction, decimals: int = 2) -> str:
    """Write kroner as a JSON number: a whole one without a point, else with so many decimals."""
    if kroner.denominator == 1:
        return str(kroner.numerator)
    return format_amount(kroner, "en", decimals).replace(",", "")


def exact_text(value: Fraction) -> str:
    """Write a value without any rounding: an integer, or a fraction such as ``50/3``."""
    return str(value)
