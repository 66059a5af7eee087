"""Slips of the hand in a number: a digit that is another, missing, too many, or swapped."""

from fractions import Fraction

from industri40.money import HUNDREDTHS, round_half_away


def is_slip(written: Fraction, meant: Fraction) -> bool:
    """Whether one slip makes one amount of the other.

    >>> is_slip(Fraction(830_000), Fraction(820_000)), is_slip(Fraction(69), Fraction(72))
    (True, False)
    """
    one, other = _digits(written), _digits(meant)
    if len(one) > len(other):
        one, other = other, one
    same = 0
    while same < len(one) and one[same] == other[same]:
        same += 1
    rest, other_rest = one[same:], other[same:]
    if len(one) < len(other):
        return rest == other_rest[1:]
    return rest[1:] == other_rest[1:] or (
        rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:]
    )


def _digits(amount: Fraction) -> str:
    """The digits of an amount in hundredths."""
    return f"{round_half_away(amount * HUNDREDTHS).numerator:03}"
