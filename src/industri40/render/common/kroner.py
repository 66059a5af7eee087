"""Units of a plan written as exact numbers in kroner, quickly, since shares are many."""

from collections.abc import Iterable
from fractions import Fraction

from industri40.money import HUNDREDTHS


class Kroner:
    """Writes units as kroner: whole without a point, else with two decimals.

    A unit has two decimals at most. Raises ValueError for one that has more.

    >>> Kroner(Fraction(100))(3), Kroner(Fraction(1, 100))(350)
    ('300', '3.50')
    """

    def __init__(self, unit: Fraction) -> None:
        hundredths = unit * HUNDREDTHS
        if hundredths.denominator != 1:
            raise ValueError(f"{unit} kroner cannot be written with two decimals")
        self._hundredths = hundredths.numerator

    def __call__(self, units: int) -> str:
        """The number for so many units."""
        whole, rest = divmod(abs(units) * self._hundredths, HUNDREDTHS)
        sign = "-" if units < 0 else ""
        return f"{sign}{whole}.{rest:02d}" if rest else f"{sign}{whole}"

    def column(self, units: Iterable[int]) -> Iterable[str]:
        """The numbers for a column of units."""
        whole, rest = divmod(self._hundredths, HUNDREDTHS)
        return map(self, units) if rest else [str(each * whole) for each in units]
