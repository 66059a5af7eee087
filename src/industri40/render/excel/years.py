"""Amounts that the plan spreads over the years, as parts that can be rounded without loss.

A cost line that includes a source in kind is two parts, the cash and what is in kind; a source
that pays common costs is these and what it shares out; a group with an amount is its sources.
Parts that costs and financing have in common are the same on both sides whatever they are rounded
to. The others are rounded side by side, each side as one running total through its parts, so that
a plan whose exact years balance also balances year by year in whole units.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from industri40.plan.model import CostLine, Group, Line, Plan, Source

__all__ = ["SPREAD", "Part", "Parts", "spread_lines"]

SPREAD = ("total", "per_participant", "hours")
"""The forms of amounts that are spread over the years."""

Terms = Mapping[str, int]
"""Lines that add up to something, with how many times each is added."""


class Part(NamedTuple):
    """A part of what is spread: the line that it is named after, and what it is made of."""

    line: str
    terms: Terms


def spread_lines(plan: Plan) -> list[Line]:
    """The lines whose amounts are spread over the years, in the order of the file."""
    lines: list[Line] = [*plan.costs, *plan.groups, *plan.sources]
    return [line for line in lines if line.written.form in SPREAD]


class Parts:
    """The parts of every spread line.

    ``of`` are the parts that a line consists of; ``costs`` and ``financing`` those of the two
    sides that are rounded side by side, ``alone`` the others.
    """

    def __init__(self, plan: Plan) -> None:
        self._lines: dict[str, Line] = {
            line.id: line for line in (*plan.costs, *plan.groups, *plan.sources)
        }
        self._plan = plan
        self.parts: dict[str, Part] = {}
        self.of = {line.id: tuple(self._of(line)) for line in spread_lines(plan)}
        costs = Counter(part for line in plan.costs for part in self._of(line))
        tops = (self._lines[name] for name in plan.financing_order)
        financing = Counter(part for line in tops for part in self._of(line))
        self.costs = [name for name in self.parts if costs[name] > financing[name]]
        self.financing = [name for name in self.parts if financing[name] > costs[name]]
        sides = {*self.costs, *self.financing}
        self.alone = [name for name in self.parts if name not in sides]

    def _of(self, line: Line) -> Iterator[str]:
        """The names of the parts that a line consists of, as far as it is spread."""
        if isinstance(line, Group):
            if self._spread(line) or line.written.form == "sum":
                for name in line.sources:
                    yield from self._of(self._lines[name])
            return
        if not self._spread(line):
            return
        inner = list(self._inner(line))
        if not (isinstance(line, Source) and line.rest):
            terms = Counter({line.id: 1})
        else:
            terms = self._rest(line)
        terms.subtract(inner)
        self.parts[line.id] = Part(line.id, {name: by for name, by in terms.items() if by})
        yield line.id
        yield from inner

    def _spread(self, line: Line) -> bool:
        if isinstance(line, Source) and line.rest and line.group is not None:
            return self._spread(self._lines[line.group])
        return line.written.form in SPREAD

    def _inner(self, line: Line) -> Iterator[str]:
        """Spread lines that are taken out of a line, each a part of its own."""
        inside: Iterable[str] = ()
        if isinstance(line, CostLine):
            inside = line.includes
        elif isinstance(line, Source):
            inside = [cost.id for cost in self._plan.costs if cost.financed_by == line.id]
        for name in inside:
            if self._spread(self._lines[name]):
                self.parts.setdefault(name, Part(name, {name: 1}))
                yield name

    def _rest(self, line: Source) -> Counter[str]:
        """What the rest of a group is made of."""
        terms = Counter({str(line.group): 1})
        group = self._lines[str(line.group)]
        others = group.sources if isinstance(group, Group) else ()
        terms.subtract(
            name for name in others if name != line.id and self._spread(self._lines[name])
        )
        return terms
