"""One line to one date in the workings: columns from the exact share to whole units.

The columns are the exact value, the least and the most that it may be rounded to, the remainder,
whether it is rounded up, what is swapped, what the engine adds beyond that where it does, and the
rounded value. Below stand the sums, and how many are to be rounded up.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from industri40.render.excel.sheets import Figure, Sheet, Spot
from industri40.render.excel.workings.bench import Bench
from industri40.render.excel.workings.rounding import Rounded

__all__ = ["Bounds", "Columns", "Place", "write_columns"]

Text = Callable[[int], str]
"""Makes the text of a formula for a holder, by position."""


class Place(NamedTuple):
    """Where the columns begin, and which of the last ones there are."""

    sheet: Sheet
    row: int
    column: int
    steps: bool

    @property
    def width(self) -> int:
        """How many columns there are."""
        return 7 + self.steps

    def value_at(self, position: int) -> Spot:
        """Where the rounded value of a holder stands, or will."""
        return Spot(self.sheet.name, self.row + position, self.column + self.width - 1)

    def heads(self, bench: Bench) -> dict[int, str]:
        """The headings, by column."""
        names = ["exact", "low", "high", "rest", "up", "swap"]
        names += ["step"] * self.steps + ["value"]
        return {
            self.column + index: bench.say(f"workings.{name}") for index, name in enumerate(names)
        }


class Bounds(NamedTuple):
    """The formulas of the exact value (before the noise is taken away) and of its bounds.

    ``low`` and ``high`` get the position of a holder and the name of its exact value; ``total``
    is what the rounded values come to. ``moved`` is what is swapped.
    """

    exact: Text
    low: Callable[[int, str], str]
    high: Callable[[int, str], str]
    total: str
    moved: Text


class Columns(NamedTuple):
    """The figures that stand in the columns, for every holder."""

    exact: list[Figure]
    low: list[Figure]
    high: list[Figure]
    up: list[Figure]
    value: list[Figure]
    steps: list[Figure]
    total: Figure


def write_columns(bench: Bench, place: Place, rounded: Rounded, bounds: Bounds) -> Columns:
    """Write the columns of one line at one date."""
    writer = _Writer(bench, place, rounded, bounds)
    for position in range(len(rounded.exact)):
        writer.bounds(position)
    writer.ups()
    for position in range(len(rounded.exact)):
        writer.value(position)
    return writer.columns(writer.sums())


class _Writer:
    def __init__(self, bench: Bench, place: Place, rounded: Rounded, bounds: Bounds) -> None:
        self._bench, self._place, self._rounded, self._bounds = bench, place, rounded, bounds
        self._sheet, self._size = place.sheet, len(rounded.exact)
        self._exact: list[Figure] = []
        self._low: list[Figure] = []
        self._high: list[Figure] = []
        self._rest: list[Figure] = []
        self._up: list[Figure] = []
        self._value: list[Figure] = []
        self._steps: list[Figure] = []
        self._wanted: Figure | None = None

    def _put(self, position: int, column: int, formula: str, value: Fraction, look: str) -> Figure:
        style = self._bench.styles("figure", look)
        at = (self._place.row + position, self._place.column + column)
        return self._sheet.formula(*at, formula, value, style)

    def bounds(self, position: int) -> None:
        """The exact value of a holder, its bounds and its remainder."""
        rounded, sheet, bench = self._rounded, self._sheet, self._bench
        exact = bench.snap(self._bounds.exact(position))
        self._exact.append(self._put(position, 0, exact, rounded.exact[position], "exact"))
        name = sheet.at(self._exact[-1])
        formula = self._bounds.low(position, name)
        self._low.append(self._put(position, 1, formula, Fraction(rounded.low[position]), "whole"))
        low = sheet.at(self._low[-1])
        formula = self._bounds.high(position, name)
        value = Fraction(rounded.high[position])
        self._high.append(self._put(position, 2, formula, value, "whole"))
        high = sheet.at(self._high[-1])
        formula = f"IF({low}<{high},{bench.snap(f'{name}-INT({name})')},-1)"
        self._rest.append(self._put(position, 3, formula, rounded.rest[position], "exact"))

    def ups(self) -> None:
        """How many are to be rounded up, below the column that says who is."""
        formula = f"{self._bounds.total}-{self._sheet.total(self._low)}"
        value = Fraction(self._rounded.wanted)
        self._wanted = self._put(self._size, 4, formula, value, "whole")

    def value(self, position: int) -> None:
        """Whether a holder is rounded up, and what it has."""
        rounded, sheet = self._rounded, self._sheet
        rest, wanted = sheet.at(self._rest[position]), sheet.fixed(self._wanted or self._rest[0])
        among = sheet.span(self._rest, fixed=True)
        before = f"{sheet.fixed(self._rest[0])}:{rest}"
        ranked = f"RANK({rest},{among})+COUNTIF({before},{rest})-1"
        formula = f"IF({rest}<0,0,IF({ranked}<={wanted},1,0))"
        self._up.append(self._put(position, 4, formula, Fraction(rounded.up[position]), "whole"))
        moved = self._bounds.moved(position), Fraction(rounded.swap[position])
        swap = self._put(position, 5, *moved, "whole")
        parts = [sheet.at(each) for each in (self._low[position], self._up[position], swap)]
        if self._place.steps:
            parts += self._step(position, 6)
        value, column = Fraction(rounded.value[position]), self._place.width - 1
        self._value.append(self._put(position, column, "+".join(parts), value, "whole"))

    def _step(self, position: int, column: int) -> list[str]:
        """What the engine adds, which counts as long as no input is changed."""
        step = self._rounded.step[position]
        if not step:
            return []
        style = self._bench.styles("figure", "plain", "engine")
        at = (self._place.row + position, self._place.column + column)
        figure = self._sheet.number(*at, Fraction(step), style)
        self._steps.append(figure)
        return [f"{self._sheet.at(figure)}*{self._bench.as_planned(self._sheet)}"]

    def sums(self) -> Figure:
        """The sums below the columns; the figure of the last."""
        style = self._bench.styles("figure", "exact", "sum")
        row, whole = self._place.row + self._size, self._bench.styles("figure", "whole", "sum")
        exact = sum((figure.value for figure in self._exact), Fraction(0))
        self._sheet.formula(row, self._place.column, self._sheet.total(self._exact), exact, style)
        low = Fraction(sum(self._rounded.low))
        self._sheet.formula(row, self._place.column + 1, self._sheet.total(self._low), low, whole)
        value, column = Fraction(sum(self._rounded.value)), self._place.column
        column += self._place.width - 1
        return self._sheet.formula(row, column, self._sheet.total(self._value), value, whole)

    def columns(self, total: Figure) -> Columns:
        """All that was written."""
        return Columns(
            self._exact, self._low, self._high, self._up, self._value, self._steps, total
        )
