"""Random valid plans, as plain dictionaries whose scalars are texts.

The financing is made first, then costs that come to exactly the same in every year. Amounts are
held as ``Spread``: whole units for every year, and units that are spread evenly over all of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any, NamedTuple

__all__ = ["Limits", "PlanDict", "make_plan"]

PlanDict = dict[str, Any]


@dataclass(frozen=True)
class Limits:
    """How large a plan may become."""

    environments: int = 40
    years: int = 6
    phases: int = 4
    units: tuple[int, ...] = (100, 100, 100, 1, 10_000)
    """What all amounts are multiples of, in hundredths: one of these."""


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


class Source(NamedTuple):
    """A source that is no group, with the exact amounts that its entry in the plan stands for."""

    id: str
    entry: PlanDict
    amount: Spread


def make_plan(
    rng: Random, *, balanced: bool | None = True, limits: Limits | None = None
) -> PlanDict:
    """One random valid plan; ``balanced`` None leaves to chance whether it balances."""
    return _Maker(rng, limits or Limits()).plan(balanced=balanced)


class _Maker:
    def __init__(self, rng: Random, limits: Limits) -> None:
        self.rng = rng
        self.limits = limits
        first = rng.randint(1990, 2090)
        gap = rng.choice([1, 1, 1, 1, 2])
        self.years = [first + gap * year for year in range(rng.randint(1, limits.years))]
        self.unit = rng.choice(limits.units)
        largest = rng.choice([20, 20, 50_000, 3_000_000, 10**12])
        self.most = max(1, largest * 100 // self.unit)
        self.nothing = Spread((0,) * len(self.years))
        self.ids = 0
        self.environments, self.names, self.participants = self._environments()
        self.cash: list[Source] = []
        self.in_kind: list[Source] = []
        self.filled: set[str] = set()

    def plan(self, *, balanced: bool | None) -> PlanDict:
        rng = self.rng
        financing = self._financing()
        costs = self._costs()
        if balanced is False or (balanced is None and rng.random() < 0.5):
            # more than there is, so that nothing else is wrong with the plan
            costs[self._id("c")] = self._written(self._some_amount(least=1))
        plan: PlanDict = {
            "name": rng.choice(["Program", "Industri 4.0", "=1+1", "a|b <b> [red] :smile:", "Blå"]),
            "language": rng.choice(["nb", "en"]),
            "years": [str(year) for year in self.years],
            "environments": self.environments,
            "round_to": amount_text(self.unit),
            "costs": costs,
            "financing": financing,
        }
        if not self._counted_by_name() or rng.random() < 0.5:
            plan["participants"] = str(self.participants)
        able = [source for source in self.cash if source.id not in self.filled]
        grant = rng.choice(able) if able and rng.random() < 0.9 else None
        if grant is not None:
            plan["grant"] = grant.id
        if rng.random() < 0.85:
            plan["phases"] = self._phases(grant)
        if rng.random() < 0.2:
            plan["notes"] = ["A note: 1 000 000 is never added.", "- another"]
        if grant is not None and rng.random() < 0.2:
            plan["limits"] = self._kept_limits()
        return plan

    def _kept_limits(self) -> PlanDict:
        """Limits to the grant that every plan keeps, whose cash costs are no less than its cash."""
        rng, words = self.rng, ["year", "environment"]
        limits = {"grant_share_at_most": rng.choice(["1", "100 %"])}
        if rng.random() < 0.7:
            limits["each"] = rng.sample(words, rng.randint(1, 2))
        if rng.random() < 0.5:
            limits["of"] = rng.choice(["costs", "cash"])
        return limits

    def _id(self, start: str) -> str:
        """An id; the natural order of ids is not that of the file."""
        self.ids += 1
        between = self.rng.choice(["", "-", "_"])
        return f"{start}{between}{self.rng.randint(0, 20)}-{self.ids}"

    # environments

    def _environments(self) -> tuple[Any, list[str], int]:
        rng = self.rng
        most = self.limits.environments
        count = rng.randint(1, rng.choice([min(3, most), min(8, most), most]))
        participants = count + rng.randint(0, 400)
        if rng.random() < 0.4:
            if rng.random() < 0.2:
                participants = rng.randint(1, count)
            return str(count), [f"environment-{n}" for n in range(1, count + 1)], participants
        named: dict[str, PlanDict] = {self._id("e"): {} for _ in range(count)}
        if rng.random() < 0.6:
            counts = [rng.randint(1, rng.choice([3, 60])) for _ in named]
            participants = sum(counts)
            for entry, number in zip(named.values(), counts, strict=True):
                entry["participants"] = str(number)
        for name, entry in named.items():
            if rng.random() < 0.5:
                entry["name"] = f"Miljø {name}"
            if rng.random() < 0.5:
                entry["weight"] = rng.choice(["1", "2", "3", "1.5", "2/3", "0,25", "7"])
        return named, list(named), participants

    def _counted_by_name(self) -> bool:
        return isinstance(self.environments, dict) and all(
            "participants" in entry for entry in self.environments.values()
        )

    def _key(self, among: list[str]) -> Any:
        """A key for sharing, by which some environments may count for nothing."""
        kind = self.rng.choice(["equal", "participants", "weights", "mapping"])
        if kind != "mapping":
            return kind
        least = 0 if self.rng.random() < 0.5 else 1
        numbers = [str(self.rng.randint(least, 9)) for _ in among]
        if set(numbers) == {"0"}:
            numbers[0] = "1"
        return dict(zip(among, numbers, strict=True))

    # financing

    def _financing(self) -> PlanDict:
        financing: PlanDict = {}
        for _ in range(self.rng.randint(0, 2)):
            self._add_source(financing, self._some_amount())
        for _ in range(self.rng.randint(0, 2)):
            financing[self._id("g")] = self._group()
        for _ in range(self.rng.choice([0, 0, 1, 2])):
            self._add_source(financing, self._some_amount(), in_kind=True)
        if not self.cash:
            self._add_source(financing, self._some_amount())
        return financing

    def _add_source(
        self,
        into: PlanDict,
        amount: Spread,
        *,
        in_kind: bool = False,
        rest: bool = False,
        keyed: bool = True,
    ) -> None:
        rng = self.rng
        entry = {"rest": "true"} if rest else self._written(amount)
        if in_kind:
            entry |= {"in_kind": "true"}
            if rng.random() < 0.3 and not any(amount.yearly):
                entry, amount = self._hours()
        if keyed and not rest and rng.random() < 0.7:
            entry["shared_by"] = self._key(self.names)
        if rng.random() < 0.3:
            entry["status"] = rng.choice(["indicated", "committed"])
        if rng.random() < 0.5:
            entry["label"] = "Kilde"
        name = self._id("s")
        into[name] = entry
        (self.in_kind if in_kind else self.cash).append(Source(name, entry, amount))

    def _hours(self) -> tuple[PlanDict, Spread]:
        """Quarters of hours at four units (or a multiple) an hour: whole units for everybody."""
        quarters, rate = self.rng.randint(0, 60), self.rng.randint(1, 100)
        entry = {
            "in_kind": "true",
            "hours": amount_text(25 * quarters),
            "hourly_rate": amount_text(4 * rate * self.unit),
        }
        return entry, self.nothing._replace(spread=quarters * rate * self.participants)

    def _group(self) -> PlanDict:
        """A group that is the sum of its sources, or has an amount of its own and a rest."""
        rng = self.rng
        sources: PlanDict = {}
        first, filled = len(self.cash), rng.random() < 0.6
        for _ in range(rng.randint(1, 3)):
            self._add_source(sources, self._some_amount(), keyed=not filled)
        entry: PlanDict = {"label": "Gruppe"} if rng.random() < 0.5 else {}
        if filled:
            others = _total((source.amount for source in self.cash[first:]), self.nothing)
            whole = self._enough_for(others)
            entry |= self._written(whole)
            self._add_source(sources, whole.plus(others, -1), rest=True)
            self.filled |= sources.keys()
        if rng.random() < 0.6:
            entry["shared_by"] = self._key(self.names)
        return {**entry, "sources": sources}

    def _enough_for(self, others: Spread) -> Spread:
        """An amount that can be written in one way and is at least another, every year."""
        extra, years = self.rng.choice([0, 1, self._units()]), len(self.years)
        if self.rng.random() < 0.5:
            top = max(others.yearly)
            return self.nothing._replace(spread=years * top + others.spread + extra)
        # every year's spread part rounded up
        part = -(-others.spread // years)
        return Spread(tuple(amount + part + extra for amount in others.yearly))

    # amounts

    def _units(self) -> int:
        return self.rng.choice([0, 1, self.rng.randint(0, 20), self.rng.randint(0, self.most)])

    def _some_amount(self, least: int = 0) -> Spread:
        rng = self.rng
        kind = rng.choice(["spread", "yearly", "years", "per_participant"])
        if kind == "spread":
            return self.nothing._replace(spread=max(least, self._units()))
        if kind == "per_participant":
            each = max(least, self._units() // self.participants)
            return self.nothing._replace(spread=each * self.participants)
        if kind == "yearly":
            return Spread((max(least, self._units()),) * len(self.years))
        return Spread(tuple(max(least, self._units()) for _ in self.years))

    def _written(self, amount: Spread) -> PlanDict:
        """One of the ways in which an amount that is spread or yearly (not both) can be written."""
        yearly, spread = amount
        if any(yearly) and spread:
            raise ValueError("such an amount cannot be written in one way")
        if spread or (not any(yearly) and self.rng.random() < 0.5):
            each, odd = divmod(spread, self.participants)
            if not odd and self.rng.random() < 0.5:
                return {"per_participant": amount_text(each * self.unit)}
            return {"total": amount_text(spread * self.unit)}
        if len(set(yearly)) == 1 and self.rng.random() < 0.7:
            return {"yearly": amount_text(yearly[0] * self.unit)}
        pairs = zip(self.years, yearly, strict=True)
        return {"years": {str(year): amount_text(units * self.unit) for year, units in pairs}}

    # costs

    def _costs(self) -> PlanDict:
        costs: PlanDict = {}
        cash = self.nothing
        for source in self.cash:
            cash = cash.plus(source.amount)
            if self.rng.random() < 0.25:
                taken = self._common(source.amount)
                cash = cash.plus(taken, -1)
                entry = self._written(taken) | {"common": "true", "financed_by": source.id}
                costs[self._id("c")] = entry
        for part, included in self._parts(cash):
            entry = self._written(part)
            if included:
                entry["includes"] = included if len(included) > 1 else included[0]
            costs[self._id("c")] = entry
        return costs

    def _common(self, source: Spread) -> Spread:
        """An amount that a source can pay in every year, all of it where it can be so written."""
        rng, years = self.rng, len(self.years)
        whole_source = not any(source.yearly) or not source.spread
        if whole_source and source.least >= 0 and rng.random() < 0.3:
            return source
        most = source.least
        if rng.random() < 0.5:
            return self.nothing._replace(spread=rng.choice([most, rng.randint(0, most)]))
        return Spread((rng.randint(0, most // years),) * years)

    def _parts(self, cash: Spread) -> Iterable[tuple[Spread, list[str]]]:
        """Cost lines that come to the cash and what is in kind, and what each of them includes."""
        years = len(self.years)
        # what cannot be written as whole units a year, and at times more of it
        odd = cash.spread % years
        spread = self.rng.choice([odd, odd + (cash.least - odd) // years // 2 * years])
        even = Spread(tuple(units + (cash.spread - spread) // years for units in cash.yearly))
        spread_in_kind = [s for s in self.in_kind if not any(s.amount.yearly)]
        yearly_in_kind = [s for s in self.in_kind if any(s.amount.yearly)]
        yield from self._divided(self.nothing._replace(spread=spread), spread_in_kind)
        yield from self._divided(even, yearly_in_kind)

    def _divided(self, cash: Spread, in_kind: list[Source]) -> Iterable[tuple[Spread, list[str]]]:
        together = in_kind[: self.rng.randint(1, 2)]
        for source in in_kind[len(together) :]:
            first, cash = self._cut(cash)
            yield first.plus(source.amount), [source.id]
        for _ in range(self.rng.randint(0, 2)):
            first, cash = self._cut(cash)
            yield first, []
        amounts = (source.amount for source in together)
        yield _total(amounts, cash), [source.id for source in together]

    def _cut(self, amount: Spread) -> tuple[Spread, Spread]:
        first = Spread(
            tuple(self.rng.randint(0, units) for units in amount.yearly),
            self.rng.randint(0, amount.spread),
        )
        return first, amount.plus(first, -1)

    # phases

    def _phases(self, grant: Source | None) -> PlanDict:
        rng = self.rng
        names = [self._id("p") for _ in range(rng.randint(1, self.limits.phases))]
        parts = [rng.choice([0, 1, 1, 2, 3, 4]) for _ in names]
        parts[rng.randrange(len(parts))] += 1
        among = dict.fromkeys(names, self.names)
        if isinstance(self.environments, dict) and len(names) > 1:
            for environment in self.names[1:]:
                if rng.random() < 0.2:
                    taken = rng.sample(names, rng.randint(1, len(names) - 1))
                    self.environments[environment]["phases"] = taken
            among = {
                name: [e for e in self.names if name in self.environments[e].get("phases", names)]
                for name in names
            }
        phases: PlanDict = {}
        for name, part in zip(names, parts, strict=True):
            share = Fraction(part, sum(parts))
            phases[name] = {"share": f"{share.numerator}/{share.denominator}"}
            if grant is not None:
                last = name == names[-1]
                phases[name] |= self._awarding(among[name], share, grant.amount, last=last)
        return phases

    def _awarding(
        self, among: list[str], share: Fraction, grant: Spread, *, last: bool
    ) -> PlanDict:
        rng = self.rng
        entry: PlanDict = {}
        total = sum(grant.yearly) + grant.spread
        fair = int(total * share / len(among))
        if rng.random() < 0.5:
            entry["shared_by"] = self._key(among)
        if rng.random() < 0.6:
            entry["cap"] = amount_text(rng.choice([fair, rng.randint(0, 2 * fair + 1)]) * self.unit)
        if rng.random() < 0.4:
            chosen = rng.sample(among, rng.randint(1, len(among)))
            entry["applications"] = {
                name: amount_text(rng.randint(0, 2 * fair + 1) * self.unit) for name in chosen
            }
        if rng.random() < 0.8:
            choices = ["return", "redistribute"] if last else ["carry", "return", "redistribute"]
            entry["leftover"] = rng.choice(choices)
        return entry


def _total(amounts: Iterable[Spread], start: Spread) -> Spread:
    for amount in amounts:
        start = start.plus(amount)
    return start


def amount_text(hundredths: int) -> str:
    """An amount as a person writes it, with spaces between the thousands."""
    whole, rest = divmod(hundredths, 100)
    text = f"{whole:,}".replace(",", " ")
    return f"{text}.{rest:02d}" if rest else text
