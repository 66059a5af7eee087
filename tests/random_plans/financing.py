"""Financing: sources and groups of every form, and which of them may be a rest or the grant."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil
from random import Random
from typing import Any

from random_plans.amounts import Money, PlanDict, Spread, added, amount_text, percent_of
from random_plans.lines import Group, Line, Source, needed
from random_plans.people import Key, People

FORMS = ("yearly", "years", "total", "per_participant", "percent", "of")


class Financing:
    """Everything that pays, drawn when this is made. ``entries`` is the plan's ``financing``."""

    def __init__(
        self, rng: Random, money: Money, people: People, new_id: Any, *, with_rest: bool
    ) -> None:
        self.rng, self.money, self.people, self.new_id = rng, money, people, new_id
        self.entries: PlanDict = {}
        self.top: list[Source | Group] = []
        self.rest: Source | Group | None = None
        self.complete = False
        """Whether nothing can be added, since a source is a share of all others."""
        # now and then everything by one key, as a plan of which every line has a key may be
        self.only_key = people.key(people.names) if rng.random() < 0.1 else None
        for _ in range(rng.randint(0, 2)):
            self.add(self.source())
        for _ in range(rng.choice([0, 1, 1, 2])):
            self.add(self._group())
        for _ in range(rng.choice([0, 0, 1, 2])):
            self.add(self.source(in_kind=True))
        if not self.cash:
            self.add(self.source())
        if rng.random() < 0.1:
            self._of_financing()
        elif with_rest and rng.random() < 0.35:
            self._let_one_be_the_rest()

    @property
    def sources(self) -> list[Source]:
        return [source for one in self.top for source in _leaves(one)]

    @property
    def cash(self) -> list[Source]:
        return [source for source in self.sources if not source.in_kind]

    @property
    def in_kind(self) -> list[Source]:
        return [source for source in self.sources if source.in_kind]

    def add(self, one: Source | Group) -> None:
        self.top.append(one)
        self.entries[one.id] = one.entry

    # sources

    def source(
        self, *, in_kind: bool = False, amount: Line | None = None, given: bool = True
    ) -> Source:
        """A source, of a certain ``amount`` where one is drawn already."""
        rng, people = self.rng, self.people
        members = rng.choice(people.groups) if people.groups and rng.random() < 0.5 else None
        drawn = amount or self._amount(members)
        source = Source(self.new_id("s"), {**drawn.entry}, drawn.amount, drawn.parts)
        if in_kind:
            source.in_kind, source.entry["in_kind"] = True, "true"
            if people.numbers and rng.random() < 0.3 and not any(drawn.amount.yearly):
                self._in_hours(source, members)
        if members:
            source.entry["for"] = members
        if given and not {"hours", "percent"} & set(source.entry) and rng.random() < 0.2:
            self._give(source)
        if source.given is None:
            self._share(source, members)
        self._describe(source.entry)
        return source

    def _share(self, source: Source, members: str | None) -> None:
        people = self.people
        key = people.equal(people.names)
        if self.only_key:
            key = people.inherited(self.only_key, people.names, members)
        elif self.rng.random() < 0.7:
            key = people.key(people.names, members)
        source.key = key
        source.entry |= key.written

    def _describe(self, entry: PlanDict) -> None:
        if self.rng.random() < 0.3:
            entry["status"] = self.rng.choice(["indicated", "committed"])
        if self.rng.random() < 0.5:
            entry["label"] = "Kilde"

    def _amount(self, members: str | None) -> Line:
        if self.rng.random() < 0.15 and (found := self._percent()):
            return found
        amount = self.money.some(members=members)
        return Line("", self.money.written(amount, members), amount)

    def _percent(self) -> Line | None:
        """A share of lines that are there already: one or two, or a list of one."""
        known = [leaf for one in self.top for leaf in self.rng.sample([one, *_leaves(one)], 1)]
        if not known:
            return None
        parts = self.rng.sample(known, self.rng.randint(1, min(2, len(known))))
        return self.part_of(parts)

    def part_of(self, lines: Sequence[Line], of: str | None = None) -> Line:
        text, share = self.money.share()
        amount = percent_of(share, [line.amount for line in lines], self.money.nothing)
        ids = [line.id for line in lines]
        listed = len(ids) > 1 or self.rng.random() < 0.2
        parts = {one for line in lines for one in (line.id, *line.parts)}
        entry = {"percent": text, "of": of or (ids if listed else ids[0])}
        return Line("", entry, amount, parts)

    def _of_financing(self) -> None:
        """A share of all other financing, of which nothing may then be a rest at the top."""
        self.complete = True
        share = self.part_of(self.sources, "financing")
        self.add(self.source(in_kind=self.rng.random() < 0.2, amount=share))

    def _in_hours(self, source: Source, members: str | None) -> None:
        """Quarters of hours at four units (or a multiple) an hour: whole units for everybody."""
        quarters, rate = self.rng.randint(0, 60), self.rng.randint(1, 100)
        source.entry = {
            "in_kind": "true",
            "hours": amount_text(25 * quarters),
            "hourly_rate": amount_text(4 * rate * self.money.unit),
        }
        number = self.people.numbers[members]
        source.amount = self.money.nothing._replace(spread=quarters * rate * number)
        source.parts = set()

    def _give(self, source: Source) -> None:
        entry, given = self.money.given(source.amount, self.people.names)
        if not entry:
            return
        source.given = given
        for form in FORMS:
            source.entry.pop(form, None)
        source.entry |= entry

    # groups

    def _group(self) -> Group:
        """A group that is the sum of its sources, or has an amount of its own and a rest."""
        rng, people = self.rng, self.people
        group = Group(self.new_id("g"), {}, self.money.nothing)
        group.sources = [self.source(in_kind=rng.random() < 0.15) for _ in range(rng.randint(1, 3))]
        key = self.only_key
        if key is None:
            key = people.key(people.names) if rng.random() < 0.6 else people.equal(people.names)
        if rng.random() < 0.5:
            group.entry["label"] = "Gruppe"
        self._inherit(group, key)
        if rng.random() < 0.6:
            key = self._fill(group, key)
        group.entry |= key.written
        group.key = key
        for source in group.sources:
            source.group = group
        group.amount = added((source.amount for source in group.sources), group.amount)
        group.entry["sources"] = {source.id: source.entry for source in group.sources}
        return group

    def _inherit(self, group: Group, key: Key) -> None:
        """Sources without a key of their own have the group's, and count their own members."""
        for source in group.sources:
            if source.given is None and "shared_by" not in source.entry:
                members = source.entry.get("for")
                source.key = self.people.inherited(key, self.people.names, members)

    def _fill(self, group: Group, key: Key) -> Key:
        """Give a group an amount and a rest that is nowhere below zero; its key is returned."""
        years, others = len(self.money.years), list(group.sources)
        least = needed(key.column, others, years)
        if least is None:  # somebody has a part of what the group has none of
            key = self.people.equal(self.people.names)
            self._inherit(group, key)
            least = needed(key.column, others, years) or []
        whole = self._enough(least)
        others_have = added((source.amount for source in others), self.money.nothing)
        rest = Source(self.new_id("s"), {"rest": "true"}, whole.plus(others_have, -1), rest=True)
        self._describe(rest.entry)
        group.sources.insert(self.rng.randint(0, len(others)), rest)
        group.entry |= self.money.written(whole)
        return key

    def _enough(self, least: Sequence[Fraction]) -> Spread:
        """An amount that can be written in one way and is at least another, every year."""
        extra, years = self.rng.choice([0, 1, self.money.units()]), len(least)
        if self.rng.random() < 0.5:
            return self.money.nothing._replace(spread=ceil(years * max(least)) + extra)
        return Spread(tuple(ceil(amount) + extra for amount in least))

    # a rest at the top

    def _let_one_be_the_rest(self) -> None:
        """One source or group is what costs need beyond the rest; nothing may be a share of it."""
        used = {part for line in self.sources for part in line.parts}
        fitting = [one for one in self.top if self._can_be_rest(one, used)]
        if not fitting:
            return
        self.rest = self.rng.choice(fitting)
        for form in FORMS:
            self.rest.entry.pop(form, None)
        self.rest.entry = {"rest": "true", **self.rest.entry}
        self.entries[self.rest.id] = self.rest.entry

    def _can_be_rest(self, one: Source | Group, used: set[str]) -> bool:
        if isinstance(one, Group):
            rests = {leaf.id for leaf in one.sources if leaf.rest}
            return bool(rests) and not {one.id, *rests} & used
        open_to_all = one.given is None and "for" not in one.entry
        return open_to_all and not one.in_kind and one.id not in used

    def known(self) -> Iterator[Line]:
        """Sources and groups whose amounts do not depend on the costs."""
        for one in self.top:
            if one is not self.rest:
                yield self.rng.choice([one, *_leaves(one)])

    def grants(self) -> list[Source]:
        """The sources that may be the grant."""
        return [
            source
            for source in self.cash
            if source.given is None
            and not (source.group and any(one.rest for one in source.group.sources))
        ]


def _leaves(one: Source | Group) -> list[Source]:
    return one.sources if isinstance(one, Group) else [one]
