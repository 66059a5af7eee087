"""How figures are made: each from its inputs by a named operation, so that it can be explained.

The operations:

==========  ==================================================================================
``plan``    a figure that the plan gives, at ``place``
``engine``  a figure that sharing gives; the allocation knows how it came about
``sum``     the inputs added
``less``    the first input less the others
``over``    the first input divided by the others
``times``   the inputs multiplied
``change``  the figure of another plan less this one's, shown with its sign
==========  ==================================================================================

What a figure shows is computed here and nowhere else, so an explanation cannot differ from it.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial, reduce
from operator import mul, truediv

from industri40.findings.finding import Place
from industri40.money import round_half_away
from industri40.report.table import MONEY, Cell, CellKey, Kind, Operation

PLAN: Operation = "plan"
ENGINE: Operation = "engine"
SUM: Operation = "sum"
LESS: Operation = "less"
OVER: Operation = "over"
TIMES: Operation = "times"
CHANGE: Operation = "change"

_NOTHING = Fraction(0)
WHOLE = Fraction(1)
"""The step of a figure that is rounded for reading to the whole: a count, or per participant."""


def _sum(values: Sequence[Fraction]) -> Fraction:
    """The values added: as whole numbers, which almost all of them are, eight times as fast."""
    if len(values) == 1:
        return values[0]
    total = 0
    for value in values:
        if value.denominator != 1:
            return sum(values, _NOTHING)
        total += value.numerator
    return Fraction(total)


def _less(values: Sequence[Fraction]) -> Fraction:
    whole, parts = values[0], _sum(values[1:])
    if whole.denominator == parts.denominator == 1:
        return Fraction(whole.numerator - parts.numerator)
    return whole - parts


OPERATIONS: dict[str, Callable[[Sequence[Fraction]], Fraction]] = {
    SUM: _sum,
    LESS: _less,
    OVER: partial(reduce, truediv),
    TIMES: partial(reduce, mul),
}
"""What each operation with inputs makes of their exact values."""


def given(
    key: CellKey,
    value: Fraction,
    place: Place | None = None,
    kind: Kind = MONEY,
    operation: Operation = PLAN,
) -> Cell:
    """A figure without inputs: one of the plan, or with another ``operation`` of the engine."""
    return Cell(value, value, kind, key, operation, (), place)


def derive(
    key: CellKey, by: Operation, inputs: Sequence[Cell], step: Fraction = WHOLE, kind: Kind = MONEY
) -> Cell:
    """A figure made of others by an operation, rounded for reading to a multiple of ``step``."""
    exact = OPERATIONS[by]([figure.exact for figure in inputs])
    # a multiple of the step stays as it is; the test for the usual case is much the faster
    parts = exact.denominator
    whole = step.numerator == 1 and (parts == 1 or step.denominator % parts == 0)
    amount = exact if whole else round_half_away(exact, step)
    return Cell(exact, amount, kind, key, by, tuple(inputs), None, step)
