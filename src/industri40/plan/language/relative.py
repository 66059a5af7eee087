"""New values that are said relative to a number: ``+5 %``, ``-10 %``, ``+50 000``, ``-50 000``."""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Literal

from industri40.findings.facts import Verbatim, mixed
from industri40.money import HUNDREDTHS, percent_text, precise_text
from industri40.plan.language import numbers
from industri40.plan.language.values import Refused

Counted = Literal["money", "hours", "count", "share", "number"]
"""What a figure is counted in; a number is one of nothing, such as a weight."""

KRONER: Counted = "money"
HOURS: Counted = "hours"
COUNT: Counted = "count"
SHARE: Counted = "share"
NUMBER: Counted = "number"

_RELATIVE = re.compile(r"([+\-\u2212]) ?([0-9].*)")

_READ: dict[Counted, Callable[[object], Fraction | int]] = {
    KRONER: lambda text: Fraction(numbers.read_amount(text), HUNDREDTHS),
    HOURS: lambda text: Fraction(numbers.read_hours(text), HUNDREDTHS),
    COUNT: numbers.read_count,
    SHARE: numbers.read_share,
    NUMBER: numbers.read_number,
}


def is_relative(value: object) -> bool:
    """Whether a value is said relative to a number."""
    return isinstance(value, str) and _RELATIVE.fullmatch(value) is not None


def number_of(text: str, kind: Counted) -> Fraction:
    """The number that is written. Raises Refused."""
    if kind == NUMBER and text.endswith("%"):
        return numbers.parse_share(text)
    return Fraction(_READ[kind](text))


def moved(text: str, by: str, kind: Counted, step: Fraction) -> str:
    """What a number becomes, as a plan writes it; relative to it ``by`` so much.

    An amount that cannot be written is rounded to a ``step`` in the ways out. Raises Refused.
    """
    match = _RELATIVE.fullmatch(by)
    if match is None:
        raise ValueError(f"{by} has no sign")
    sign, written = match.groups()
    old = number_of(text, kind)
    much = old * numbers.parse_share(written) if written.endswith("%") else number_of(written, kind)
    new = old + much if sign == "+" else old - much
    if new < 0:
        raise Refused("P259", "below_zero", old=old, much=much)
    finest = {KRONER: HUNDREDTHS, HOURS: HUNDREDTHS, COUNT: 1}.get(kind)
    if finest is not None and finest % new.denominator:
        step = step if kind == KRONER else Fraction(1, finest)
        below = new // step * step
        ways = [Verbatim(number_text(one, kind)) for one in (below, below + step)]
        raise Refused("P259", "no_multiple", exact=mixed(new), below=ways[0], above=ways[1])
    return number_text(new, kind, percent=text.endswith("%"))


def number_text(value: Fraction, kind: Counted, *, percent: bool = True) -> str:
    """A number as a plan writes it."""
    if kind in (SHARE, NUMBER):
        if percent:
            return percent_text(value, "en").replace(",", " ")
        if HUNDREDTHS % value.denominator:  # three decimals could be read as thousands
            return str(value)
    return precise_text(value, "en").replace(",", " ")
