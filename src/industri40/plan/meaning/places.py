"""The years' network with what is given by environment, so that sums hold in each of these.

A line that is given is still one arc; behind or before it are those of what each environment has
of it. Cash goes through the place of the environment, and what is left there on to the pool of all
cash. What is given in kind goes straight into what the line that includes it has there, where that
and all that it includes are given. Every place has an exact flow as the pool has, so that there is
a whole one (see :mod:`industri40.plan.meaning.years`).
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from industri40.plan.meaning.lines import Lines
from industri40.plan.meaning.years import POOL, Amounts, Arc, less
from industri40.plan.model import natural_order
from industri40.record import replace

_CASH = ""  # in the place of the id of a line with what is in kind


class Places:
    """The arcs of a year, with those of what is ``given``, by line and environment.

    Nodes for places and for given lines come after those there are.
    """

    def __init__(
        self, arcs: Sequence[Arc], lines: Lines, given: Mapping[str, Amounts], years: int
    ) -> None:
        self._arcs, self._given = arcs, given
        self._in_kind = {source.id for source in lines.sources() if source.entry.in_kind}
        self._includes = {cost.id: cost.entry.includes for cost in lines.costs if cost.id in given}
        # lines that include something, all of which is given
        self._gross = [
            name for name, some in self._includes.items() if some and given.keys() >= set(some)
        ]
        self._nothing: Sequence[int] = [0] * years
        self._names = sorted({one for some in given.values() for one in some}, key=natural_order)
        ranked = sorted(given, key=natural_order)
        first = 1 + max(max(arc.tail, arc.head) for arc in arcs)
        own = [*product((_CASH, *ranked), self._names), *ranked]
        self._nodes = {place: node for node, place in enumerate(own, start=first)}

    def arcs(self) -> Iterator[Arc]:
        """All of them."""
        dropped = {f"{name}.cash" for name in self._gross}
        for arc in self._arcs:
            if arc.name in self._includes:
                line = arc.name if arc.name in self._gross else _CASH
                away = line == _CASH and bool(self._includes[arc.name])
                yield replace(arc, tail=self._nodes[arc.name])
                for one, amounts in self._given[arc.name].items():
                    start = arc.tail if away else self._nodes[line, one]
                    yield Arc(f"{arc.name}@{one}", start, self._nodes[arc.name], amounts)
            elif arc.name in self._given:
                into = [name for name in self._gross if arc.name in self._includes[name]]
                away = arc.name in self._in_kind and not into
                yield replace(arc, head=self._nodes[arc.name])
                for one, amounts in self._given[arc.name].items():
                    goal = arc.head if away else self._nodes[(*into, _CASH)[0], one]
                    yield Arc(f"{arc.name}@{one}", self._nodes[arc.name], goal, amounts)
            elif arc.name not in dropped:
                yield arc
        yield from self._money()

    def _money(self) -> Iterator[Arc]:
        """The cash of lines with what is in kind, and what is left of all given cash."""
        for one in self._names:
            place, come, taken = self._nodes[_CASH, one], [self._nothing], list[Sequence[int]]()
            for name in self._given:
                if name in self._includes:
                    if self._includes[name] and name not in self._gross:
                        continue
                    parts = (self._of(part, one) for part in self._includes[name])
                    taken.append(cash := less(self._of(name, one), parts))
                    if name in self._gross:
                        into = self._nodes[name, one]
                        yield Arc(f"{name}.cash.{one}", place, into, cash, promised=False)
                elif name not in self._in_kind:
                    come.append(self._of(name, one))
            left = less([sum(year) for year in zip(*come, strict=True)], taken)
            yield Arc(f".left.{one}", place, POOL, left, promised=False)

    def _of(self, line: str, environment: str) -> Sequence[int]:
        return self._given[line].get(environment, self._nothing)
