"""Phases: who takes part, ceilings and floors, and what was decided and paid back."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor
from random import Random
from typing import Any, NamedTuple

from random_plans.amounts import Money, PlanDict, cut
from random_plans.lines import Source
from random_plans.people import Column, People


class Drawn(NamedTuple):
    """A phase while it is drawn: its entry, who takes part and what they have at the least."""

    entry: PlanDict
    among: Sequence[str]
    frame: int
    last: bool


class Phases:
    """Draws the phases of a plan."""

    def __init__(self, rng: Random, money: Money, people: People, new_id: Any, most: int) -> None:
        self.rng, self.money, self.people = rng, money, people
        self.names = [new_id("p") for _ in range(rng.randint(1, most))]
        self.among = people.leaving(self.names)

    def entries(self, grant: Source | None) -> PlanDict:
        rng = self.rng
        parts = [rng.choice([0, 1, 1, 2, 3, 4]) for _ in self.names]
        parts[rng.randrange(len(parts))] += 1
        pool = grant.left().total if grant else 0
        decided = rng.randint(1, len(parts)) if grant and rng.random() < 0.3 else 0
        # of what is carried on from a phase that is not decided only so much is known: not below 0
        carried: int | None = 0
        entries: PlanDict = {}
        to_date = Fraction(0)
        for at, (name, part) in enumerate(zip(self.names, parts, strict=True)):
            share = Fraction(part, sum(parts))
            entry: PlanDict = {"share": f"{share.numerator}/{share.denominator}"}
            if rng.random() < 0.5:
                entry["label"] = rng.choice(["INTRODUKSJON", "Fase", f"Fase {at + 1}"])
            entries[name] = entry
            if grant is None:
                continue
            base = _rounded((to_date + share) * pool) - _rounded(to_date * pool)
            base = base if at < decided else max(0, min(base, floor(share * pool)) - 1)
            to_date += share
            last = at + 1 == len(parts)
            drawn = Drawn(entry, self.among[name], base + (carried or 0), last)
            left = self._award(drawn, grant, decided=at < decided)
            carries = entry.get("leftover") == "carry"
            carried = None if left is None or carried is None else left if carries else 0
        return entries

    def _award(self, phase: Drawn, grant: Source, *, decided: bool) -> int | None:
        """Draw how a phase awards the grant; what is left of it, where that is known."""
        rng, entry, among = self.rng, phase.entry, phase.among
        key = self._key(phase, grant)
        self._ceilings(phase)
        floors = self._floors(phase)
        if rng.random() < 0.8:
            choices = ["return", "redistribute", *([] if phase.last else ["carry", "carry"])]
            entry["leftover"] = rng.choice(choices)
        if not decided:
            if rng.random() < 0.25:
                self._give_back(entry, self._sure(phase, key, floors))
            return None
        awards = self._split(rng.choice([phase.frame, rng.randint(0, phase.frame)]), among)
        entry["awarded"] = {name: self.money.text(units) for name, units in awards.items()}
        if rng.random() < 0.6:
            self._give_back(entry, awards)
        back = sum(self._units(text) for text in entry.get("returned", {}).values())
        return phase.frame - sum(awards.values()) + back

    def _key(self, phase: Drawn, grant: Source) -> Column:
        among = phase.among
        key = self.people.inherited(grant.key, among, grant.entry.get("for"))
        if not key.column or self.rng.random() < 0.5:
            key = self.people.key(among, grant.entry.get("for"))
            phase.entry.update(key.written)
        return key.column

    def _ceilings(self, phase: Drawn) -> None:
        """Caps and applications around a fair part of the frame."""
        rng, among, money = self.rng, phase.among, self.money
        fair = phase.frame // len(among)

        def some() -> str:
            return money.text(rng.choice([fair, rng.randint(0, 2 * fair + 1)]))

        if rng.random() < 0.5:
            phase.entry["cap"] = some()
        elif rng.random() < 0.3:
            phase.entry["cap"] = {name: some() for name in self._some(among)}
        if rng.random() < 0.4:
            phase.entry["applications"] = {name: some() for name in self._some(among)}

    def _floors(self, phase: Drawn) -> dict[str, int]:
        """Floors that the frame has room for; one may be above the ceiling."""
        rng, among, money = self.rng, phase.among, self.money
        fair = phase.frame // len(among)
        floors: dict[str, int] = {}
        if rng.random() < 0.25:
            lowest = rng.choice([fair, rng.randint(0, fair)])
            floors = dict.fromkeys(among, lowest)
            phase.entry["floor"] = money.text(lowest)
        elif rng.random() < 0.25:
            floors = self._split(rng.randint(0, phase.frame), self._some(among))
            phase.entry["floor"] = {name: money.text(units) for name, units in floors.items()}
        return floors

    def _sure(self, phase: Drawn, key: Column, floors: dict[str, int]) -> dict[str, int]:
        """What everybody is awarded at the least, whatever others are."""
        sure = {}
        for name in phase.among:
            ceilings = [phase.entry.get("applications", {}).get(name), phase.entry.get("cap")]
            if isinstance(ceilings[1], dict):
                ceilings[1] = ceilings[1].get(name)
            ceiling = min((self._units(one) for one in ceilings if one), default=phase.frame)
            part = 0 if floors else floor(key[name] * phase.frame)
            sure[name] = max(min(ceiling, part) - 1, min(ceiling, floors.get(name, 0)))
        return sure

    def _give_back(self, entry: PlanDict, awards: dict[str, int]) -> None:
        rng = self.rng
        entry["returned"] = {
            name: self.money.text(rng.choice([awards[name], rng.randint(0, awards[name])]))
            for name in self._some(list(awards))
        }

    def _some(self, among: Sequence[str]) -> list[str]:
        return self.rng.sample(list(among), self.rng.randint(1, len(among)))

    def _split(self, units: int, among: Sequence[str]) -> dict[str, int]:
        return dict(zip(among, cut(self.rng, units, len(among)), strict=True))

    def _units(self, text: str) -> int:
        whole, _, decimals = text.replace(" ", "").partition(".")
        return (int(whole) * 100 + int(decimals or 0)) // self.money.unit


def _rounded(amount: Fraction) -> int:
    return floor(amount + Fraction(1, 2))
