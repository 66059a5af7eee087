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

ADDED, MULTIPLIED, ONE = range(3)
"""How strongly a formula holds together: a sum, a product, or one cell, number or function."""


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


def number(value: int) -> Term:
    """A whole number."""
    return Term(str(value), value)


NOTHING = number(0)


def total(terms: Iterable[Term]) -> Term:
    """Terms added; nothing where there are none."""
    every = list(terms)
    return reduce(add, every) if every else NOTHING


def rounded(term: Term, places: int = 0) -> Term:
    """A term rounded half away from zero."""
    value = term.value
    if value.denominator != 1:
        value = stored(round_half_away(as_shown(value), Fraction(10) ** -places))
    return Term(f"ROUND({term.text},{places})", value)


def whole_part(term: Term) -> Term:
    """A term rounded down."""
    return Term(f"INT({term.text})", term.value.numerator // term.value.denominator)


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
    return rounded(amount * weight / whole, places)


def scaled(term: Term, factor: Fraction) -> Term:
    """A term times a factor, dividing last."""
    if factor.numerator != 1:
        term *= number(factor.numerator)
    return term if factor.denominator == 1 else term / number(factor.denominator)


def in_units(term: Term, unit: Fraction) -> Term:
    """A term in kroner as one in units, whole whatever noise floats make."""
    return term if unit == 1 else rounded(scaled(term, 1 / unit))


def tidy(term: Term, unit: Fraction) -> Term:
    """A sum of kroner without the noise that hundredths make in floats."""
    return term if unit.denominator == 1 else rounded(term, 2)
