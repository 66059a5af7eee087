"""Formulas together with the values that a workbook has for them.

A formula is put together of cells and numbers as a person would type it, and its value comes with
it: to the last unit as a workbook computes, which counts in floats with fifteen digits.
"""

from collections.abc import Iterable
from fractions import Fraction
from functools import reduce
from operator import add

from industri40.money import HUNDREDTHS, round_half_away

Number = int | Fraction  # almost all values are whole, and whole numbers are counted the fastest
_DIGITS = 15  # so many digits a workbook shows of a number, and keeps of what is typed into it
_TOO_LARGE = Fraction(10) ** _DIGITS
_EXACT = 2**53  # whole numbers up to this one are exact in a workbook
_MOST_PLACES = 6  # to more decimals nothing is rounded
# how strongly a formula holds together: a sum, a product, or one cell, number or function
ADDED, MULTIPLIED, ONE = range(3)


def as_number(value: Number) -> int | float:
    """The number that is written for a value: the nearest that there is.

    The only place where an exact value becomes a float, since a workbook holds nothing else.
    """
    return value.numerator if is_exact(value) else float(value)


def fits(value: Fraction) -> bool:
    """Whether a workbook shows a value of at most two decimals with all its digits."""
    scale = 1 if value.denominator == 1 else HUNDREDTHS
    return abs(value) * scale < _TOO_LARGE


def stored(value: Number) -> Number:
    """What a workbook holds for a value."""
    if is_exact(value):
        return value.numerator
    value = Fraction(as_number(value))
    return value.numerator if value.denominator == 1 else value


def is_exact(value: Number) -> bool:
    """Whether a value is a whole number that a workbook has exactly."""
    return value.denominator == 1 and -_EXACT <= value.numerator <= _EXACT


def places_for(units: int) -> int:
    """To how many decimals a workbook can tell values up to so many units apart.

    The last of the fifteen digits is noise, so that it is not used.
    """
    return min(_MOST_PLACES, max(0, _DIGITS - 1 - len(str(units))))


class Term:
    """A formula, its value, and by its ``rank`` how strongly it holds together."""

    __slots__ = ("rank", "text", "value")

    def __init__(self, text: str, value: Number, rank: int = ONE) -> None:
        self.text, self.value, self.rank = text, value, rank

    def __add__(self, other: "Term") -> "Term":
        return Term(f"{self.text}+{other.text}", stored(self.value + other.value), ADDED)

    def __sub__(self, other: "Term") -> "Term":
        value = stored(self.value - other.value)
        return Term(f"{self.text}-{other.held(MULTIPLIED)}", value, ADDED)

    def __mul__(self, other: "Term") -> "Term":
        value = stored(self.value * other.value)
        return Term(f"{self.held(MULTIPLIED)}*{other.held(ONE)}", value, MULTIPLIED)

    def __truediv__(self, other: "Term") -> "Term":
        """The quotient; by nothing it is nothing here, so a formula that may be asks first."""
        value = stored(Fraction(self.value) / other.value) if other.value else 0
        return Term(f"{self.held(MULTIPLIED)}/{other.held(ONE)}", value, MULTIPLIED)

    def held(self, rank: int) -> str:
        """The formula as part of another one, in brackets where it would fall apart."""
        return self.text if self.rank >= rank else f"({self.text})"

    def rounded(self, places: int = 0) -> "Term":
        """The term rounded half away from zero."""
        value = self.value
        if value.denominator != 1:
            shown = Fraction(format(as_number(value), f".{_DIGITS}g"))  # by which a workbook goes
            value = stored(round_half_away(shown, Fraction(10) ** -places))
        return Term(f"ROUND({self.text},{places})", value)

    def if_less(self, other: "Term", yes: "Term", no: "Term") -> "Term":
        """One term where this is less than another, else a second."""
        chosen = yes if self.value < other.value else no
        return Term(f"IF({self.text}<{other.text},{yes.text},{no.text})", chosen.value)

    def if_nothing(self, yes: "Term", no: "Term") -> "Term":
        """One term where this is nothing, else another."""
        return Term(f"IF({self.text}=0,{yes.text},{no.text})", (no if self.value else yes).value)

    def divisor(self) -> "Term":
        """A term to divide by: where there is nothing all parts are nothing, whatever it is."""
        return self.if_nothing(number(1), self)

    def scaled(self, factor: Fraction) -> "Term":
        """The term times a factor, dividing last."""
        term = self if factor.numerator == 1 else self * number(factor.numerator)
        return term if factor.denominator == 1 else term / number(factor.denominator)

    def in_units(self, unit: Fraction) -> "Term":
        """A term in kroner as one in units, whole whatever noise floats make."""
        return self if unit == 1 else self.scaled(1 / unit).rounded()

    def tidy(self, unit: Fraction) -> "Term":
        """A sum of kroner without the noise that hundredths make in floats."""
        return self if unit.denominator == 1 else self.rounded(2)


def number(value: int) -> Term:
    """A whole number."""
    return Term(str(value), value)


NOTHING = number(0)


def total(terms: Iterable[Term]) -> Term:
    """Terms added; nothing where there are none."""
    every = list(terms)
    return reduce(add, every) if every else NOTHING


def least(*terms: Term) -> Term:
    """The least of some terms."""
    return Term(f"MIN({','.join(each.text for each in terms)})", min(each.value for each in terms))


def most(*terms: Term) -> Term:
    """The largest of some terms."""
    return Term(f"MAX({','.join(each.text for each in terms)})", max(each.value for each in terms))


def part(amount: Term, weight: Term, whole: Term, places: int = 0) -> Term:
    """What a weight of a whole has of an amount: multiply first, divide last, round once."""
    return (amount * weight / whole).rounded(places)
