"""What must hold in every environment: room for a rest, and for what is in kind.

A rest fills its group there, and a cost line with given amounts has at least what is in kind. By
exact shares, a year at a time. Where all sources of a group have its key nothing can be wrong.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import lcm
from operator import sub
from typing import NamedTuple

from industri40.findings.facts import Fact, Names, Path, years
from industri40.money import HUNDREDTHS
from industri40.plan.meaning.amounts import Basis
from industri40.plan.meaning.given import Sharing
from industri40.plan.meaning.lines import Draft, GroupDraft, Lines, SourceDraft
from industri40.plan.model import Key
from industri40.plan.review import Review

_Terms = tuple[tuple[Sequence[int], Fraction], ...]
"""Columns, a number for each environment, each times an amount, to be added up."""


class Everywhere(NamedTuple):
    """The lines of a plan in which nothing else is wrong.

    ``environments`` are the ids of all of them in natural order.
    """

    lines: Lines
    sharing: Sharing
    environments: Sequence[str]
    basis: Basis
    review: Review

    def check(self) -> None:
        """Say what is more than there is in an environment."""
        for group in self.lines.groups():
            others = [source for source in group.sources if not source.entry.rest]
            if len(others) < len(group.sources):
                self._check_rest(group, others)
        for cost in self.lines.costs:
            included = [self.lines.by_id[name] for name in cost.entry.includes]
            if cost.id in self.sharing.given and included:
                whole, path = tuple(self._shares(cost)), (*cost.path, "includes")
                there = _There(whole, (cost, *included), path)
                names, ways = Names(cost.entry.includes), ("in_environment", "in_environments")
                self._check_there("P225", ways, there, cost=cost.id, sources=names)

    def _check_rest(self, group: GroupDraft, others: Sequence[SourceDraft]) -> None:
        key = self.sharing.keys[group.id]
        if all(self._has(source, key) for source in others):
            return
        [rest] = (source for source in group.sources if source.entry.rest)
        net = [self._net(source) for source in group.sources]
        whole = self._by_key(key, [sum(year) for year in zip(*net, strict=True)])
        there = _There(tuple(whole), (group, *others), (*rest.path, "rest"))
        ways = ("in_environment", "in_environments")
        self._check_there("P217", ways, there, source=rest.id, group=group.id)

    def _has(self, draft: Draft, key: Key) -> bool:
        """Whether a line is shared by a key."""
        own = self.sharing.keys[draft.id]
        return draft.id not in self.sharing.given and (own is key or own.weights == key.weights)

    def _net(self, source: SourceDraft) -> list[int]:
        """What it has for sharing in each year, after common costs."""
        net = source.exact or []
        for cost in self.lines.costs:
            if cost.entry.financed_by == source.id:
                net = list(map(sub, net, cost.exact or []))
        return net

    def _shares(self, draft: Draft) -> Iterator[_Terms]:
        """The exact shares of a line, year by year."""
        if isinstance(draft, SourceDraft) and draft.id not in self.sharing.given:
            yield from self._by_key(self.sharing.keys[draft.id], self._net(draft))
            return
        given, count = self.sharing.given[draft.id], len(self.basis.years or ())
        each = (given.get(name, (0,) * count) for name in self.environments)
        for column in zip(*each, strict=True):
            yield ((column, Fraction(1, count)),)

    def _by_key(self, key: Key, amounts: Sequence[int]) -> Iterator[_Terms]:
        column = [key.weights[name] for name in self.environments]
        total = sum(column) * len(amounts)
        for amount in amounts:
            yield ((column, Fraction(amount, total)),)

    def _check_there(
        self, code: str, ways: tuple[str, str], there: "_There", **facts: Fact
    ) -> None:
        whole, (owner, *parts), path = there
        taken = [sum(year, ()) for year in zip(*map(self._shares, parts), strict=True)]
        short = _short(whole, taken)
        if not short:
            return
        _, at, year = min(short)
        figures = [(_at(at, left), _at(at, part)) for left, part in zip(whole, taken, strict=True)]
        every_year = self.basis.years or ()
        alike = [
            one for one, each in zip(every_year, figures, strict=True) if each == figures[year]
        ]
        names = tuple(self.environments[one] for one in sorted({one for _, one, _ in short}))
        one, several = ways
        self.review.find(
            code,
            several if len(names) > 1 else one,
            path,
            key=False,
            within="",
            expected=figures[year][0] * self.basis.unit / HUNDREDTHS,
            found=figures[year][1] * self.basis.unit / HUNDREDTHS,
            cause=(owner.path, *(part.path for part in parts)),
            environment=self.environments[at],
            environments=Names(names),
            years=years(alike, every_year),
            **facts,
        )


class _There(NamedTuple):
    """What there is in each environment and year, whose it is and who takes of it."""

    whole: Sequence[_Terms]
    drafts: tuple[Draft, ...]
    path: Path


def _short(whole: Sequence[_Terms], taken: Sequence[_Terms]) -> list[tuple[Fraction, int, int]]:
    """What is left where that is below zero, with the environment and the year."""
    short: list[tuple[Fraction, int, int]] = []
    for year, (there, part) in enumerate(zip(whole, taken, strict=True)):
        left, scale = _left(there, part)
        if min(left) < 0:
            below = ((amount, at) for at, amount in enumerate(left) if amount < 0)
            short += ((Fraction(amount, scale), at, year) for amount, at in below)
    return short


def _left(whole: _Terms, taken: _Terms) -> tuple[list[int], int]:
    """What is left for each environment, as whole numbers over one denominator."""
    scale = lcm(*(amount.denominator for _, amount in (*whole, *taken)))
    left = [0] * len(whole[0][0])
    for sign, terms in ((1, whole), (-1, taken)):
        for column, amount in terms:
            factor = int(amount * scale) * sign
            left = [before + weight * factor for before, weight in zip(left, column, strict=True)]
    return left, scale


def _at(environment: int, terms: _Terms) -> Fraction:
    return sum((column[environment] * amount for column, amount in terms), Fraction(0))
