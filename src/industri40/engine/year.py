"""What every holder has of every line at the end of a year, before rounding; the lines in layers.

What an environment has of a line that stands still is the same the year after. So the lines of a
year come in layers: those that have been standing still since the first year, since the second,
and so on, and last those that move. What is left of the money after each layer is then the same
in all years since.
"""

from collections.abc import Collection
from itertools import chain, repeat
from math import lcm
from operator import add, floordiv, mod

from industri40.engine.columns import Column, less, sums_of
from industri40.engine.exact import ExactShares

Totals = dict[str, list[int]]  # for each line what every holder has to date, in units


Bounds = tuple[list[int], list[int]]  # floors and ceilings for each holder, in units
Side = tuple[list[str], list[int], list[int]]
"""All financing, or all costs: lines, and floors and ceilings of their sum for each holder."""


class Year:
    """The exact running totals after one year, of all lines that have anything by then.

    In the last year, which has no year ``after`` it, the grant is there even if it is nothing.

    ``low`` and ``high`` are they rounded down and up, in units; ``rests`` what rounding down cuts
    off, in parts of a unit, ``scale`` to the unit; ``shared`` what all holders have together.
    ``standing`` are the lines that have the same the year after. ``layers`` are the lines by the
    number of the year since which they stand still (all in one where not ``layered``), those that
    are ``standing`` first. ``straight`` are the cost lines without any cash so far, with the
    in-kind sources that go straight to them: these are in no layer.
    """

    def __init__(
        self, exact: ExactShares, number: int, after: "Year | None", *, layered: bool
    ) -> None:
        self.exact, self.number = exact, number
        self.size = len(exact.holders) + 1
        both = {**exact.sources, **exact.costs}
        kept = exact.grant if after is None else None
        self.lines = {one: line for one, line in both.items() if line.shared[number] or one == kept}
        self.shared = {name: line.shared[number] for name, line in self.lines.items()}
        later = after.shared if after else {}
        self.standing = frozenset(n for n, total in self.shared.items() if total == later.get(n))
        self._round(after)
        self.straight = {
            name: parts
            for name in self.costs()
            if (parts := self.in_kind_of(name))
            and self.shared[name] == sum(self.shared[part] for part in parts)
        }
        self.layers = self._sort_into_layers(layered=layered)

    def _round(self, after: "Year | None") -> None:
        """Round all columns down and up; what stands still is rounded already the year after."""
        self.columns: dict[str, Column] = {}
        self.low: Totals = {}
        for name, line in self.lines.items():
            if after and name in self.standing:
                self.columns[name], self.low[name] = after.columns[name], after.low[name]
            else:
                self.columns[name] = column = self.exact.column(line, self.number)
                self.low[name] = column.floors()
        self.scale = lcm(*(column.denominator for column in self.columns.values()))
        self.rests = {name: column.rests(self.scale) for name, column in self.columns.items()}
        self.high = {
            name: list(map(add, low, map(bool, self.rests[name]))) for name, low in self.low.items()
        }

    def sources(self) -> list[str]:
        """The sources that have anything yet."""
        return [name for name in self.exact.sources if name in self.lines]

    def costs(self) -> list[str]:
        """The cost lines that have anything yet."""
        return [name for name in self.exact.costs if name in self.lines]

    def in_kind_of(self, name: str) -> tuple[str, ...]:
        """The in-kind sources that a cost line includes, as far as they have anything yet."""
        return tuple(part for part in self.lines[name].line.includes if part in self.lines)

    def around(self, plus: Collection[str], minus: Collection[str] = ()) -> Bounds:
        """The exact sums of some lines, less those of others, rounded down and rounded up."""
        low = sums_of((self.low[name] for name in plus), self.size)
        rests = sums_of((self.rests[name] for name in plus), self.size)
        for name in minus:
            low, rests = less(low, self.low[name]), less(rests, self.rests[name])
        low = list(map(add, low, map(floordiv, rests, repeat(self.scale))))
        return low, list(map(add, low, map(bool, map(mod, rests, repeat(self.scale)))))

    def _sort_into_layers(self, *, layered: bool) -> dict[int, list[str]]:
        straight = {*self.straight, *chain(*self.straight.values())}
        names = [name for name in self.lines if name not in straight]
        # First what the year after leaves no choice: the others find their place around it.
        names.sort(key=lambda name: name not in self.standing)
        layers: dict[int, list[str]] = {}
        for name in names:
            totals = self.lines[name].shared
            since = totals.index(totals[self.number]) if layered else self.number
            layers.setdefault(since, []).append(name)
        return dict(sorted(layers.items()))
