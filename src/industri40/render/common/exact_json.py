"""JSON in which figures are exact: a library writes such numbers as floats, or not at all."""

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from industri40.money import HUNDREDTHS, json_exact
from industri40.plan.model import Plan


def text(value: object) -> str:
    """A value on one line, a fraction as a number with all of its decimals."""
    if isinstance(value, dict):
        return record({key: text(one) for key, one in value.items()})
    return (
        json_exact(value) if isinstance(value, Fraction) else json.dumps(value, ensure_ascii=False)
    )


def record(values: Mapping[str, str]) -> str:
    """An object on one line, of values that are JSON already."""
    return "{" + ", ".join(f'"{key}": {one}' for key, one in values.items()) + "}"


def object_of(values: Mapping[str, str], indent: int = 1) -> str:
    """An object with one value on a line."""
    space = " " * indent
    body = f",\n{space}".join(f'"{key}": {value}' for key, value in values.items())
    return f"{{\n{space}{body}\n{space[1:]}}}" if body else "{}"


def array(lines: Iterable[str], indent: int = 2) -> str:
    """An array with one element on a line."""
    space = " " * indent
    body = f",\n{space}".join(lines)
    return f"[\n{space}{body}\n{space[1:]}]" if body else "[]"


def scenario(plan: Plan) -> dict[str, Any] | None:
    """What was changed in a plan before it was understood; nothing for one as it is."""
    if plan.what_if is None:
        return None
    changes = [{"path": one.name, "old": one.old, "new": one.new} for one in plan.what_if.changes]
    return {"names": plan.what_if.asked.scenarios, "set": changes}


class Kroner:
    """Writes units as kroner, quickly: whole without a point, else with two decimals.

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
