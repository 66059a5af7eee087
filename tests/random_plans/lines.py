"""Lines as they are drawn: what each comes to, and who has what of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from random_plans.amounts import PlanDict, Spread, added
from random_plans.people import Column, Key

_NO_KEY = Key({}, {})


@dataclass
class Line:
    """A line. ``parts`` are the ids of all lines that its amount was made of."""

    id: str
    entry: PlanDict
    amount: Spread
    parts: set[str] = field(default_factory=set)


@dataclass
class Cost(Line):
    """A cost line."""

    included: list[str] = field(default_factory=list)


@dataclass
class Source(Line):
    """A source that is no group; ``common`` is what it pays of common costs.

    One that is ``reserved`` for a cost line pays nothing common.
    """

    key: Key = _NO_KEY
    given: dict[str, Spread] | None = None
    in_kind: bool = False
    group: "Group | None" = None
    rest: bool = False
    reserved: bool = False
    common: list[Spread] = field(default_factory=list)

    def left(self) -> Spread:
        return added(([Spread((0,) * len(c.yearly)).plus(c, -1) for c in self.common]), self.amount)

    def exact(self, environment: str) -> list[Fraction]:
        """What an environment has of a source that is no rest of a group."""
        if self.given is not None:
            return self.given[environment].exact()
        return [self.key.column[environment] * year for year in self.left().exact()]


@dataclass
class Group(Line):
    """A group of sources, of which one is the rest where it has an amount of its own."""

    sources: list[Source] = field(default_factory=list)
    key: Key = _NO_KEY

    def least(self) -> Fraction:
        """The least that its rest has in any environment and year; zero where there is none."""
        if not any(source.rest for source in self.sources):
            return Fraction(0)
        nothing = Spread((0,) * len(self.amount.yearly))
        whole = added((source.left() for source in self.sources), nothing).exact()
        others = [source for source in self.sources if not source.rest]
        lows = []
        for environment, share in self.key.column.items():
            taken = [source.exact(environment) for source in others]
            for at, year in enumerate(whole):
                lows.append(share * year - sum((one[at] for one in taken), Fraction(0)))
        return min(lows)


def needed(column: Column, others: Iterable[Source], years: int) -> list[Fraction] | None:
    """What a group needs each year for its rest to be nowhere below zero; None where nothing is.

    Somebody may have other sources of it who has no part in the group's key.
    """
    most = [Fraction(0)] * years
    exact = [(share, [one.exact(name) for one in others]) for name, share in column.items()]
    for share, taken in exact:
        for at in range(years):
            has = sum((one[at] for one in taken), Fraction(0))
            if has and not share:
                return None
            if has:
                most[at] = max(most[at], has / share)
    return most
