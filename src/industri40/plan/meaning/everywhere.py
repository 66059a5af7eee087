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
from industri40.plan.meaning.given import Sharing
from industri40.plan.meaning.lines import Draft, GroupDraft, Lines, SourceDraft
from industri40.plan.model import Key, natural_order

_Share = tuple[Sequence[int], Fraction]
"""A number for each environment, times an amount in units: what a line is there in a year."""

_There = tuple[Sequence[_Share], tuple[Draft, ...], Path]
"""What there is in each environment, year by year, whose it is and who takes of it, and where."""

_WAYS = ("in_environment", "in_environments")


class Everywhere(NamedTuple):
    """The lines of a plan in which nothing else is wrong, and the ids of all environments."""

    lines: Lines
    sharing: Sharing
    environments: Sequence[str]

    def check(self) -> None:
        """Say what is more than there is in an environment."""
        for group in self.lines.groups():
            rests = [source for source in group.sources if source.entry.rest]
            if rests:
                self._check_rest(group, rests[0])
        for cost in self.lines.costs:
            included = [self.lines.by_id[name] for name in cost.entry.includes]
            if cost.id in self.sharing.given and included:
                path, names = (*cost.path, "includes"), Names(cost.entry.includes)
                there = self._shares(cost), (cost, *included), path
                self._check_there("P225", _WAYS, there, cost=cost.id, sources=names)

    def _check_rest(self, group: GroupDraft, rest: SourceDraft) -> None:
        key, others = self.sharing.keys[group.id], [one for one in group.sources if one is not rest]
        if all(map(self.sharing.is_as_its_group, others)):
            return
        net = [self._net(source) for source in group.sources]
        whole = self._by_key(key, [sum(year) for year in zip(*net, strict=True)])
        there = whole, (group, *others), (*rest.path, "rest")
        self._check_there("P217", _WAYS, there, source=rest.id, group=group.id)

    def _net(self, source: SourceDraft) -> list[int]:
        """What it has for sharing in each year, after common costs."""
        net = source.exact or []
        for cost in self.lines.costs:
            if cost.entry.financed_by == source.id:
                net = list(map(sub, net, cost.exact or []))
        return net

    def _shares(self, draft: Draft) -> list[_Share]:
        """The exact shares of a line, year by year."""
        if isinstance(draft, SourceDraft) and draft.id not in self.sharing.given:
            return self._by_key(self.sharing.keys[draft.id], self._net(draft))
        given, count = self.sharing.given[draft.id], len(self.lines.basis.years)
        each = (given.get(name, (0,) * count) for name in self.environments)
        return [(column, Fraction(1, count)) for column in zip(*each, strict=True)]

    def _by_key(self, key: Key, amounts: Sequence[int]) -> list[_Share]:
        column = [key.weights[name] for name in self.environments]
        total = sum(column) * len(amounts)
        return [(column, Fraction(amount, total)) for amount in amounts]

    def _check_there(self, code: str, ways: tuple[str, str], there: _There, **facts: Fact) -> None:
        whole, (owner, *parts), path = there
        shares = list(zip(whole, *map(self._shares, parts), strict=True))
        short = [
            (left, natural_order(self.environments[at]), at, year)
            for year, (of, *taken) in enumerate(shares)
            for at, left in _below_zero(of, taken)
        ]
        if not short:
            return
        _, _, at, year = min(short)
        basis = self.lines.basis
        kroner, every_year = Fraction(basis.unit, HUNDREDTHS), basis.years
        figures = [(_at(at, [of]) * kroner, _at(at, taken) * kroner) for of, *taken in shares]
        worst = figures[year]
        alike = [one for one, each in zip(every_year, figures, strict=True) if each == worst]
        names = tuple(self.environments[at] for _, at in sorted({one[1:3] for one in short}))
        one, several = ways
        basis.review.find(
            code,
            several if len(names) > 1 else one,
            path,
            key=False,
            within="",
            expected=worst[0],
            found=worst[1],
            cause=(owner.path, *(part.path for part in parts)),
            environment=self.environments[at],
            environments=Names(names),
            years=years(alike, every_year),
            **facts,
        )


def _below_zero(whole: _Share, taken: Sequence[_Share]) -> Iterator[tuple[int, Fraction]]:
    """The environments in which less than nothing is left, and what that is."""
    scale = lcm(*(amount.denominator for _, amount in (whole, *taken)))
    left = [0] * len(whole[0])
    for sign, (column, amount) in ((1, whole), *((-1, each) for each in taken)):
        times = int(amount * scale) * sign
        left = [before + weight * times for before, weight in zip(left, column, strict=True)]
    return ((at, Fraction(each, scale)) for at, each in enumerate(left) if each < 0)


def _at(environment: int, shares: Sequence[_Share]) -> Fraction:
    return sum((column[environment] * amount for column, amount in shares), Fraction(0))
