"""Amounts, held exactly: whole units for every year, and units spread evenly over all of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from random import Random
from typing import Any, NamedTuple

PlanDict = dict[str, Any]


class Spread(NamedTuple):
    """Units for every year, and units that are spread evenly over all years."""

    yearly: tuple[int, ...]
    spread: int = 0

    def plus(self, other: "Spread", sign: int = 1) -> "Spread":
        pairs = zip(self.yearly, other.yearly, strict=True)
        return Spread(
            tuple(mine + sign * theirs for mine, theirs in pairs),
            self.spread + sign * other.spread,
        )

    @property
    def least(self) -> int:
        """The smallest exact amount of any year, times the number of years."""
        return len(self.yearly) * min(self.yearly) + self.spread

    @property
    def total(self) -> int:
        return sum(self.yearly) + self.spread

    def exact(self) -> list[Fraction]:
        part = Fraction(self.spread, len(self.yearly))
        return [units + part for units in self.yearly]


def added(amounts: Iterable[Spread], start: Spread) -> Spread:
    for amount in amounts:
        start = start.plus(amount)
    return start


def percent_of(share: Fraction, parts: Sequence[Spread], nothing: Spread) -> Spread:
    """A share of amounts: running totals rounded half away from zero, so that years are whole."""
    exact, yearly, before = Fraction(0), [], 0
    for year in added(parts, nothing).exact():
        exact += share * year
        to_date = floor(exact + Fraction(1, 2))
        yearly.append(to_date - before)
        before = to_date
    return Spread(tuple(yearly))


def amount_text(hundredths: int) -> str:
    """An amount as a person writes it, with spaces between the thousands."""
    whole, rest = divmod(hundredths, 100)
    text = f"{whole:,}".replace(",", " ")
    return f"{text}.{rest:02d}" if rest else text


def percent_text(share: Fraction) -> str:
    """A share that has an end in tenths of a percent."""
    whole, tenths = divmod(share * 1000, 10)
    return f"{whole}.{int(tenths)} %" if tenths else f"{whole} %"


def cut(rng: Random, whole: int, parts: int) -> list[int]:
    """Whole numbers that total another, uneven and some of them perhaps zero."""
    marks = sorted(rng.randint(0, whole) for _ in range(parts - 1))
    return [end - start for start, end in zip([0, *marks], [*marks, whole], strict=True)]


@dataclass
class Money:
    """Draws amounts and writes them: ``unit`` in hundredths, ``people`` by group (None is all)."""

    rng: Random
    years: list[str]
    unit: int
    most: int
    people: dict[str | None, int]

    @property
    def nothing(self) -> Spread:
        return Spread((0,) * len(self.years))

    def text(self, units: int) -> str:
        return amount_text(units * self.unit)

    def units(self) -> int:
        rng = self.rng
        return rng.choice([0, 1, rng.randint(0, 20), rng.randint(0, self.most)])

    def some(self, least: int = 0, members: str | None = None) -> Spread:
        rng, number = self.rng, self.people.get(members, 0)
        kind = rng.choice(["spread", "yearly", "years", "per_participant"])
        if kind == "per_participant" and number:
            return self.nothing._replace(spread=max(least, self.units() // number) * number)
        if kind == "yearly":
            return Spread((max(least, self.units()),) * len(self.years))
        if kind == "years":
            return Spread(tuple(max(least, self.units()) for _ in self.years))
        return self.nothing._replace(spread=max(least, self.units()))

    def written(self, amount: Spread, members: str | None = None) -> PlanDict:
        """One of the ways in which an amount that is spread or yearly (not both) can be written."""
        yearly, spread = amount
        if any(yearly) and spread:
            raise ValueError("such an amount cannot be written in one way")
        if spread or (not any(yearly) and self.rng.random() < 0.5):
            number = self.people.get(members, 0)
            if number and spread % number == 0 and self.rng.random() < 0.5:
                return {"per_participant": self.text(spread // number)}
            return {"total": self.text(spread)}
        if len(set(yearly)) == 1 and self.rng.random() < 0.7:
            return {"yearly": self.text(yearly[0])}
        return {"years": self.by_year(yearly)}

    def by_year(self, yearly: Sequence[int]) -> PlanDict:
        return {year: self.text(units) for year, units in zip(self.years, yearly, strict=True)}

    def share(self) -> tuple[str, Fraction]:
        """A share as it may be written, not all of it as a rule."""
        rng = self.rng
        kind = rng.choice(["percent", "tenths", "fraction", "all"])
        if kind == "all":
            return rng.choice([("100 %", Fraction(1)), ("0 %", Fraction(0)), ("1", Fraction(1))])
        if kind == "fraction":
            share = Fraction(rng.randint(1, 5), rng.randint(6, 30))
            return f"{share.numerator}/{share.denominator}", share
        share = Fraction(rng.randint(1, 30) * (10 if kind == "percent" else 1), 1000)
        return percent_text(share), share

    def given(self, amount: Spread, among: Sequence[str]) -> tuple[PlanDict, dict[str, Spread]]:
        """An amount as it may be given by environment: what is spread to some, years to others."""
        rng = self.rng
        spread_to = rng.sample(among, rng.randint(1, len(among))) if amount.spread else []
        others = [name for name in among if name not in spread_to]
        if any(amount.yearly) and not others:
            others = [spread_to.pop()]
        given = dict.fromkeys(among, self.nothing)
        if amount.spread and not spread_to:
            return {}, {}
        for name, units in zip(
            spread_to, cut(rng, amount.spread, len(spread_to) or 1), strict=False
        ):
            given[name] = self.nothing._replace(spread=units)
        if any(amount.yearly):
            parts = [cut(rng, units, len(others)) for units in amount.yearly]
            for at, name in enumerate(others):
                given[name] = Spread(tuple(part[at] for part in parts))
        entry = {
            name: self.by_year(one.yearly) if any(one.yearly) else self.text(one.spread)
            for name, one in given.items()
            if one.total or rng.random() < 0.2
        }
        return ({"by_environment": entry}, given) if entry else ({}, {})
