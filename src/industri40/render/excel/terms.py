"""Formulas together with the values that a workbook has for them.

A formula is put together of cells and numbers as a person would type it, and its value comes with
it: to the last unit as a workbook computes, which counts in floats with fifteen digits.
"""

from collections.abc import Iterable
from fractions import Fraction
from functools import reduce
from operator import add

from industri40.money import round_half_away
from industri40.render.excel.numbers import Number, as_shown, stored

# how strongly a formula holds together: a sum, a product, or one cell, number or function
ADDED, MULTIPLIED, ONE = range(3)


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
            value = stored(round_half_away(as_shown(value), Fraction(10) ** -places))
        return Term(f"ROUND({self.text},{places})", value)

    def whole_part(self) -> "Term":
        """The term rounded down."""
        return Term(f"INT({self.text})", self.value.numerator // self.value.denominator)

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
    return Term(f"MIN({_listed(terms)})", min(term.value for term in terms))


def most(*terms: Term) -> Term:
    """The largest of some terms."""
    return Term(f"MAX({_listed(terms)})", max(term.value for term in terms))


def _listed(terms: Iterable[Term]) -> str:
    return ",".join(term.text for term in terms)


def if_less(one: Term, other: Term, yes: Term, no: Term) -> Term:
    """One term where a first is less than a second, else another."""
    chosen = yes if one.value < other.value else no
    return Term(f"IF({one.text}<{other.text},{yes.text},{no.text})", chosen.value)


def if_nothing(term: Term, yes: Term, no: Term) -> Term:
    """One term where a first is nothing, else another."""
    return Term(f"IF({term.text}=0,{yes.text},{no.text})", (no if term.value else yes).value)


def divisor(whole: Term) -> Term:
    """A term to divide by: where there is nothing all parts are nothing, whatever it is."""
    return if_nothing(whole, number(1), whole)


def part(amount: Term, weight: Term, whole: Term, places: int = 0) -> Term:
    """What a weight of a whole has of an amount: multiply first, divide last, round once."""
    return (amount * weight / whole).rounded(places)
