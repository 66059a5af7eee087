"""Amounts that are spread over the years, as the formulas round them: what is left of each year.

A year's amount is its exact amount rounded down, and at times one unit more: the *bit*. What the
exact amounts are beyond whole units is the same every year: a number of parts, of which a unit has
as many as there are years. Money flows in *strands*: a line, or a part of one. In every point
where strands meet as much comes in as goes out, and so the bits do too. The engine
(:mod:`industri40.plan.years`) gives every strand the bit that is nearest to its exact amount to
date, those nearest to a half first, and then moves bits until all points come out even. Here the
same is done with as many moves as are ever seen; anything beyond is the engine's step.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from industri40.plan.model import Group, Line, Plan, Source, natural_order

__all__ = ["SPREAD", "Strand", "parts_of_a_unit", "strands"]

SPREAD = ("total", "per_participant", "hours")
"""The forms of amounts that are spread over the years."""

_ALL, _POOL = "", "."


class Strand(NamedTuple):
    """Money on its way from one point to another, both counted from 1.

    ``parts`` are the lines that its parts of a unit are made of, and how many times. A strand
    that is ``promised`` is a line, whose running totals are next to the exact ones.
    """

    name: str
    tail: int
    head: int
    parts: Mapping[str, int]
    promised: bool


def strands(plan: Plan) -> tuple[Strand, ...]:
    """All strands that may have parts of a unit, in the engine's order."""
    return tuple(_Strands(plan).strands())


class _Strands:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._lines: dict[str, Line] = {
            line.id: line for line in (*plan.costs, *plan.groups, *plan.sources)
        }
        self._payers = {line.financed_by for line in plan.costs if line.common}

    def strands(self) -> Iterator[Strand]:
        """Numbers points in the engine's order, of those only where a strand ends."""
        found = [each for each in self._all() if each[3]]
        used = {point for _, tail, head, *_ in found for point in (tail, head)}
        points = filter(used.__contains__, self._points())
        number = {point: at for at, point in enumerate(points, start=1)}
        found.sort(key=lambda each: natural_order(each[0]))
        for name, tail, head, parts, promised in found:
            yield Strand(name, number[tail], number[head], parts, promised)

    def _points(self) -> Iterator[str]:
        yield from (_ALL, _POOL)
        yield from (group.id for group in self._plan.groups)
        yield from (line.id for line in self._plan.costs if line.includes)
        yield from (source.id for source in self._plan.sources if source.id in self._payers)

    def _all(self) -> Iterator[tuple[str, str, str, Counter[str], bool]]:
        """Every strand by the names of its points; a point is called as the line that it is for."""
        plan = self._plan
        goal = {name: line.id for line in plan.costs for name in line.includes}
        goal |= {source.id: source.id for source in plan.sources if source.id in self._payers}
        for group in plan.groups:
            yield group.id, _ALL, group.id, self._parts(group), True
        for source in plan.sources:
            parts = self._parts(source)
            yield source.id, source.group or _ALL, goal.get(source.id, _POOL), parts, True
        for line in plan.costs:
            start = line.financed_by if line.common else line.id if line.includes else _POOL
            yield line.id, start or _POOL, _ALL, self._parts(line), True
            if line.includes:
                cash = self._less(line, (self._lines[name] for name in line.includes))
                yield f"{line.id}.cash", _POOL, line.id, cash, False
        for source in plan.sources:
            if source.id in self._payers:
                taken = (line for line in plan.costs if line.financed_by == source.id)
                yield f"{source.id}.shared", source.id, _POOL, self._less(source, taken), False
        gap = self._total(plan.sources)
        gap.subtract(self._total(plan.costs))
        yield ".difference", _POOL, _ALL, _kept(gap), False

    def _parts(self, line: Line) -> Counter[str]:
        if line.written.form in SPREAD:
            return Counter({line.id: 1})
        if isinstance(line, Group) and line.written.form == "sum":
            return _kept(self._total(self._lines[name] for name in line.sources))
        if isinstance(line, Source) and line.rest and line.group is not None:
            group = self._lines[line.group]
            others = [self._lines[name] for name in self._members(group) if name != line.id]
            return self._less(group, others)
        return Counter()

    @staticmethod
    def _members(group: Line) -> Sequence[str]:
        return group.sources if isinstance(group, Group) else ()

    def _total(self, lines: Iterable[Line]) -> Counter[str]:
        total: Counter[str] = Counter()
        for line in lines:
            total.update(self._parts(line))
        return total

    def _less(self, line: Line, others: Iterable[Line]) -> Counter[str]:
        parts = self._parts(line)
        parts.subtract(self._total(others))
        return _kept(parts)


def _kept(parts: Counter[str]) -> Counter[str]:
    return Counter({name: times for name, times in parts.items() if times})


def parts_of_a_unit(strand: Strand, totals: Mapping[str, int], years: int) -> int:
    """What a strand has beyond whole units, every year, from what its lines come to in all."""
    return sum(times * totals[name] for name, times in strand.parts.items()) % years
