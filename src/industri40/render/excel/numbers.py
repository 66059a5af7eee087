"""Exact values as numbers of a workbook, which counts in binary floats with fifteen digits."""

from fractions import Fraction

from industri40.money import HUNDREDTHS

DIGITS = 15
"""So many digits of a number are shown by a workbook, and kept by what is typed into it."""

_TOO_LARGE = Fraction(10) ** DIGITS
_EXACT, _MOST_PLACES = 2**53, 6
"""Whole numbers up to this one are exact in a workbook; to more decimals nothing is rounded."""


def as_number(value: Fraction) -> int | float:
    """The number that is written for a value: the nearest that there is.

    The only place where an exact value becomes a float, since a workbook holds nothing else.
    """
    return value.numerator if is_exact(value) else float(value)


def fits(value: Fraction) -> bool:
    """Whether a workbook shows a value of at most two decimals with all its digits."""
    scale = 1 if value.denominator == 1 else HUNDREDTHS
    return abs(value) * scale < _TOO_LARGE


def as_stored(value: Fraction) -> Fraction:
    """What a workbook holds for a value."""
    return Fraction(as_number(value))


def is_exact(value: Fraction | int) -> bool:
    """Whether a value is a whole number that a workbook has exactly."""
    return value.denominator == 1 and -_EXACT <= value.numerator <= _EXACT


def places_for(units: int) -> int:
    """To how many decimals a workbook can tell values up to so many units apart.

    The last of the fifteen digits is noise, so that it is not used.
    """
    return min(_MOST_PLACES, max(0, DIGITS - 1 - len(str(units))))


def scaled(text: str, factor: Fraction) -> str:
    """A formula, which is one term, times a factor, dividing last."""
    if factor.numerator != 1:
        text = f"{text}*{factor.numerator}"
    return text if factor.denominator == 1 else f"{text}/{factor.denominator}"


def money_format(largest: Fraction, decimals: int, language: str) -> str:
    """A number format with the thousands set off as the language does.

    In Norwegian by spaces that stand in the format, so that it looks the same wherever it is
    opened; there is room for ten times the largest amount.
    """
    if language != "nb":
        return "#,##0.00" if decimals else "#,##0"
    groups = -(-len(str(abs(largest.numerator // largest.denominator) * 10)) // 3)
    whole = "\\ ".join(["#", *["###"] * (groups - 2), "##0"] if groups > 1 else ["0"])
    point = ".00" if decimals else ""
    return f"[$-414]{whole}{point};-{whole}{point}"


def share_format(share: Fraction) -> str:
    """A number format for a part of a whole: per cent where that is exact, else a fraction."""
    for decimals in range(4):
        if (share * 10 ** (2 + decimals)).denominator == 1:
            return f"0{'.' * bool(decimals)}{'0' * decimals}%"
    return f"# {'?' * len(str(share.denominator))}/{'?' * len(str(share.denominator))}"


def in_units(text: str, unit: Fraction) -> str:
    """A formula in kroner as one in units, whole whatever noise floats make."""
    return text if unit == 1 else f"ROUND({scaled(f'({text})', 1 / unit)},0)"


def tidy(formula: str, unit: Fraction) -> str:
    """A sum of kroner without the noise that hundredths make in floats."""
    return formula if unit.denominator == 1 else f"ROUND({formula},2)"
