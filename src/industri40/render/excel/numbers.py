"""Exact values as numbers of a workbook, which counts in binary floats with fifteen digits."""

from fractions import Fraction

from industri40.money import HUNDREDTHS

Number = int | Fraction  # almost all values are whole, and whole numbers are counted the fastest
_DIGITS = 15  # so many digits a workbook shows of a number, and keeps of what is typed into it
_TOO_LARGE = Fraction(10) ** _DIGITS
_EXACT = 2**53  # whole numbers up to this one are exact in a workbook
_MOST_PLACES = 6  # to more decimals nothing is rounded


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


def as_shown(value: Number) -> Fraction:
    """A value to the digits that a workbook goes by when it rounds."""
    return Fraction(format(as_number(value), f".{_DIGITS}g"))


def is_exact(value: Number) -> bool:
    """Whether a value is a whole number that a workbook has exactly."""
    return value.denominator == 1 and -_EXACT <= value.numerator <= _EXACT


def places_for(units: int) -> int:
    """To how many decimals a workbook can tell values up to so many units apart.

    The last of the fifteen digits is noise, so that it is not used.
    """
    return min(_MOST_PLACES, max(0, _DIGITS - 1 - len(str(units))))


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


def share_format(share: Fraction, language: str, least: int = 0) -> str:
    """A number format for a part of a whole: per cent where that is exact, else a fraction.

    It has ``least`` decimals at least; the point of a format is the comma of a language.
    """
    shown = f"# {'?' * len(str(share.denominator))}/{'?' * len(str(share.denominator))}"
    for decimals in range(least, _MOST_PLACES):
        if (share * 10 ** (2 + decimals)).denominator == 1:
            shown = f"0{'.' * bool(decimals)}{'0' * decimals}%"
            break
    return f"[$-414]{shown}" if language == "nb" else shown
