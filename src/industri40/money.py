"""Amounts: how they are counted while they are shared, and printed.

A plan's amounts are read as whole hundredths of a krone. The engine counts in *units* (the plan's
``round_to``), so that every share is a whole number; only a report turns units back into kroner.
No float takes part anywhere.
"""

from fractions import Fraction

HUNDREDTHS = 100  # hundredths (øre) in one krone, the finest amount that a plan can hold
LARGEST_AMOUNT = 10**15  # the largest amount that a plan may hold, in kroner
LONGEST_NUMBER = 15  # the most digits of a weight or share, and of each part of a fraction


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
    """How many decimals a value needs: none where it is whole, else two or more; two if endless."""
    if value.denominator == 1:
        return 0
    below, decimals = value.denominator, 2
    if 10 ** below.bit_length() % below == 0:
        while 10**decimals % below:
            decimals += 1
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
        return str(share)
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


def signed(amount: str) -> str:
    r"""A change as it is printed: with a plus, or a minus that is as wide.

    >>> signed("105 000"), signed("0"), ascii(signed("-112 500"))
    ('+105 000', '0', "'\\u2212112 500'")
    """
    return amount if amount == "0" else f"+{amount}".replace("+-", "\N{MINUS SIGN}")


def json_number(kroner: Fraction, decimals: int = 2) -> str:
    """Write kroner as a JSON number: a whole one without a point, else with so many decimals."""
    if kroner.denominator == 1:
        return str(kroner.numerator)
    return format_amount(kroner, "en", decimals).replace(",", "")


def json_exact(value: Fraction) -> str:
    """Write a figure as a JSON number with all of its decimals; two where they have no end."""
    return json_number(value, decimals_of(value))
