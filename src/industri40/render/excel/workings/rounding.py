"""How the formulas of the workings get from exact shares to whole units.

Each line to the end of each year is rounded by largest remainder, from the last year backwards:
the totals of a year are at most those of the year after it. Where an environment then gets another
amount than it spends, units are swapped: the first environment that gets too much gives one unit
of the first line that can be changed for it to the first environment that gets too little. Where
that does not do, units are sent along chains of several lines (:mod:`.network`). This is how the
engine goes about it, in the same order. Only where amounts are so small that its bounds cannot
all hold does it do anything else, and that stands in the workbook as the *engine's step*.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from industri40.engine.columns import Column
from industri40.engine.frames import starting_values
from industri40.engine.result import Allocation
from industri40.engine.whole import CASH
from industri40.plan.model import CostLine

__all__ = ["Cells", "Part", "Pool", "Rounded", "fill", "parts_of", "pools_of"]


class Part(NamedTuple):
    """One line of the workings: a source, a cost line, or the cash part of one."""

    id: str
    label: str
    cost: bool


class Pool(NamedTuple):
    """Where money must come out even: the lines that bring, and the lines that take.

    The pool of cash is called ``""``, that of a cost line that includes in kind has the line's
    id. ``lanes`` are the lines that units are swapped on, in their order, each with what a unit
    of it is for who gives: who has too much has a unit less of what brings money, or spends one
    more on what takes it.
    """

    id: str
    lanes: tuple[tuple[str, int], ...]
    brings: tuple[str, ...]
    takes: tuple[str, ...]


class Rounded(NamedTuple):
    """One line to the end of one year, for every holder; ``exact`` in units, as a workbook has it.

    ``wanted`` is how many are to be rounded up; ``value`` is ``low + up + swap + step``.
    """

    exact: list[Fraction]
    low: list[int]
    high: list[int]
    rest: list[Fraction]
    up: list[int]
    swap: list[int]
    step: list[int]
    wanted: int

    @property
    def value(self) -> list[int]:
        """What every holder has to date, in units."""
        return [sum(each) for each in zip(self.low, self.up, self.swap, self.step, strict=True)]


class Cells(NamedTuple):
    """Some cells of a year's network: what they hold, and the least and most that they may."""

    value: Sequence[int]
    low: Sequence[int]
    high: Sequence[int]

    @classmethod
    def around(cls, value: Sequence[int], exact: Sequence[Fraction]) -> "Cells":
        """Cells that are rounded down or up."""
        return cls(value, list(map(floor, exact)), list(map(ceil, exact)))


def fill(
    exact: Sequence[Fraction], low: list[int], high: list[int], total: int, places: int
) -> Rounded:
    """Round exact values by largest remainder within bounds, so that they total ``total``."""
    scale = 10**places
    numerators = [(value * scale).numerator for value in exact]
    values = starting_values(Column(numerators, scale), total, low, high)
    rest = [
        value - floor(value) if bottom < top else Fraction(-1)
        for value, bottom, top in zip(exact, low, high, strict=True)
    ]
    up = [value - bottom for value, bottom in zip(values, low, strict=True)]
    nothing = [0] * len(up)
    return Rounded(list(exact), low, high, rest, up, nothing, nothing, total - sum(low))


def parts_of(allocation: Allocation, cash_of: str) -> tuple[Part, ...]:
    """The lines of the workings; ``cash_of`` is what to call the cash part of a line."""
    exact = allocation.exact
    parts = [Part(name, line.line.label, cost=False) for name, line in exact.sources.items()]
    for name, line in exact.costs.items():
        if isinstance(line.line, CostLine) and line.line.includes:
            label = cash_of.format(label=line.line.label)
            parts.append(Part(name + CASH, label, cost=True))
        parts.append(Part(name, line.line.label, cost=True))
    return tuple(parts)


def pools_of(allocation: Allocation, *, last: bool) -> tuple[Pool, ...]:
    """The pools of a year. In the last, the grant is settled with the awards."""
    exact = allocation.exact
    includes = {
        name: line.line.includes
        for name, line in exact.costs.items()
        if isinstance(line.line, CostLine) and line.line.includes
    }
    included = {source for sources in includes.values() for source in sources}
    brings = tuple(name for name in exact.sources if name not in included)
    plain = tuple(name for name in exact.costs if name not in includes)
    cash = tuple(name + CASH for name in includes)
    awarded = last and len(exact.phases) > 1
    free = [name for name in brings if not (awarded and name == exact.grant)]
    money = (*((name, -1) for name in free), *((name, 1) for name in plain))
    pools = [Pool("", money, brings, (*plain, *cash))]
    for name, sources in includes.items():
        inner = tuple(source for source in exact.sources if source in sources)
        lanes = (*((source, -1) for source in inner), (name, 1))
        pools.append(Pool(name, lanes, (*inner, name + CASH), (name,)))
    return tuple(pools)
