"""Amounts that the plan spreads over the years, as parts that can be rounded without loss.

A line is what it has inside and a part of its own: a cost line the sources in kind that it
includes and the cash, a source the common costs that it pays and what it shares out, a group its
sources and the rest. Parts that costs and financing have in common are the same on both sides,
whatever they are rounded to. The others are rounded side by side, each side as one running total
through its parts, so that a plan whose exact years balance also balances in whole units.
"""

from collections import Counter
from collections.abc import Iterator

from industri40.plan.model import CostLine, Group, Line, Plan

_SPREAD = ("total", "per_participant", "hours")
"""The forms of amounts that are spread over the years."""


def spread_lines(plan: Plan) -> list[Line]:
    """The lines whose amounts are spread over the years, in the order of the file."""
    lines: list[Line] = [*plan.costs, *plan.groups, *plan.sources]
    return [line for line in lines if line.written.form in _SPREAD]


class Parts:
    """The parts of every spread line.

    A part is called as the line that it is part of: that line less those ``inside`` it. ``of``
    are the parts that a line consists of. ``costs`` and ``financing`` are those of the two sides
    that are rounded side by side, ``alone`` the others.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._lines = {line.id: line for line in spread_lines(plan)}
        self.inside: dict[str, tuple[str, ...]] = {}
        self.of = {name: tuple(self._of(line)) for name, line in self._lines.items()}
        summed = {group.id: group for group in plan.groups if group.written.form == "sum"}
        tops = [summed[top].sources if top in summed else (top,) for top in plan.financing_order]
        costs = Counter(part for line in plan.costs for part in self.of.get(line.id, ()))
        paid = Counter(part for top in tops for name in top for part in self.of.get(name, ()))
        self.costs = [name for name in self.inside if costs[name] > paid[name]]
        self.financing = [name for name in self.inside if paid[name] > costs[name]]
        self.alone = [name for name in self.inside if paid[name] == costs[name]]

    def _of(self, line: Line) -> Iterator[str]:
        inside = tuple(name for name in self._inside(line) if name in self._lines)
        self.inside[line.id] = inside
        yield line.id
        for name in inside:
            yield from self._of(self._lines[name])

    def _inside(self, line: Line) -> tuple[str, ...]:
        """The lines that are taken out of one, and are parts of it."""
        if isinstance(line, CostLine):
            return line.includes
        if isinstance(line, Group):
            return line.sources
        return tuple(cost.id for cost in self._plan.costs if cost.financed_by == line.id)
