"""Environments, participants and keys for sharing."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from random import Random
from typing import Any, NamedTuple

from random_plans.amounts import PlanDict, cut, percent_text

Column = dict[str, Fraction]
"""The share of every environment; together they are one."""


class Key(NamedTuple):
    """A key as it is written, and what it comes to; ``{}`` where nothing is written."""

    written: PlanDict
    column: Column


WEIGHTS = ["1", "2", "3", "1.5", "2/3", "0,25", "7"]
FIGURES = ["1", "2", "7 000", "5 600", "12.5", "0,75", "3/7", "131"]


class People:
    """Who a plan is shared among, and by what.

    ``entries`` are keys of the plan; ``members`` how many of each group (None is all of them) are
    in each environment, nothing in a plan without participants.
    """

    def __init__(self, rng: Random, most: int, new_id: Any) -> None:
        self.rng, self.new_id = rng, new_id
        self.entries: PlanDict = {}
        count = rng.randint(1, rng.choice([min(3, most), min(8, most), most]))
        self.named: dict[str, PlanDict] = {}
        if rng.random() < 0.35:
            self.names = [f"environment-{n}" for n in range(1, count + 1)]
            self.entries["environments"] = str(count)
        else:
            self.names = [new_id("e") for _ in range(count)]
            self.named = {name: {} for name in self.names}
            self.entries["environments"] = self.named
        self.members: dict[str | None, dict[str, int]] = {}
        rng.choice([self._nobody, self._all, self._all, self._all, self._groups, self._groups])()
        self.weights = dict.fromkeys(self.names, Fraction(1))
        self.figures: dict[str, dict[str, Fraction]] = {}
        if self.named:
            self._say_more()

    @property
    def groups(self) -> list[str]:
        return [group for group in self.members if group is not None]

    @property
    def numbers(self) -> dict[str | None, int]:
        """How many there are, by group."""
        return {group: sum(by_name.values()) for group, by_name in self.members.items()}

    def _in_order(self, names: Iterable[str]) -> list[str]:
        """In natural order of ids, as those drawn here have it: by their letters and numbers."""
        return sorted(names, key=natural)

    # participants

    def _nobody(self) -> None:
        """Nothing is said of participants."""

    def _all(self) -> None:
        rng, count = self.rng, len(self.names)
        if self.named and rng.random() < 0.6:
            most = rng.choice([3, 60])
            self.members[None] = {name: rng.randint(1, most) for name in self.names}
            for name, number in self.members[None].items():
                self.named[name]["participants"] = str(number)
            if rng.random() < 0.5:
                return
        else:
            few = not self.named and rng.random() < 0.2
            number = rng.randint(1, count) if few else count + rng.randint(0, 400)
            self.members[None] = self._dealt([number])[0]
        self.entries["participants"] = str(sum(self.members[None].values()))

    def _groups(self) -> None:
        rng = self.rng
        groups = [self.new_id("m") for _ in range(rng.randint(1, 3))]
        said = self.named and rng.random() < 0.5
        if said:
            for group in groups:
                self.members[group] = {name: rng.randint(0, 9) for name in self.names}
                self.members[group][self.names[0]] += 1  # who is in every phase
            for name, entry in self.named.items():
                entry["participants"] = {g: str(self.members[g][name]) for g in groups}
        else:
            least = len(self.names) if self.named else 1
            numbers = [least + rng.choice([0, 1, rng.randint(0, 90)]) for _ in groups]
            ordered = self._in_order(groups)
            dealt = dict(zip(ordered, self._dealt(numbers), strict=True))
            self.members.update({group: dealt[group] for group in groups})
        entries: PlanDict = {group: {} for group in groups}
        for group, entry in entries.items():
            if not said or rng.random() < 0.5:
                entry["number"] = str(sum(self.members[group].values()))
            if rng.random() < 0.5:
                entry["label"] = f"gruppe {group}"
        self.members[None] = {
            name: sum(self.members[group][name] for group in groups) for name in self.names
        }
        self.entries["participants"] = entries

    def _dealt(self, numbers: Sequence[int]) -> list[dict[str, int]]:
        """So many of each group, dealt out one by one, each going on where one before stopped."""
        ordered, at, dealt = self._in_order(self.names), 0, []
        for number in numbers:
            each, odd = divmod(number, len(ordered))
            one = dict.fromkeys(ordered, each)
            for turn in range(odd):
                one[ordered[(at + turn) % len(ordered)]] += 1
            at += odd
            dealt.append(one)
        return dealt

    # environments

    def _say_more(self) -> None:
        rng = self.rng
        for name, entry in self.named.items():
            if rng.random() < 0.5:
                entry["name"] = f"Miljø {name}"
            if rng.random() < 0.4:
                entry["weight"] = rng.choice(WEIGHTS)
                self.weights[name] = number(entry["weight"])
        for _ in range(rng.choice([0, 1, 1, 2])):
            figure = self.new_id("k")
            texts = {name: rng.choice([*FIGURES, "0"]) for name in self.names}
            texts[self.names[0]] = rng.choice(FIGURES)
            self.figures[figure] = {name: number(text) for name, text in texts.items()}
            for name, entry in self.named.items():
                entry.setdefault("keys", {})[figure] = texts[name]

    def leaving(self, phases: Sequence[str]) -> dict[str, list[str]]:
        """Who takes part in each phase; the first environment does in all."""
        rng = self.rng
        if self.named and len(phases) > 1:
            for name in self.names[1:]:
                if rng.random() < 0.2:
                    taken = rng.sample(list(phases), rng.randint(1, len(phases) - 1))
                    self.named[name]["phases"] = taken
        return {
            phase: [
                name
                for name in self.names
                if phase in self.named.get(name, {}).get("phases", phases)
            ]
            for phase in phases
        }

    # keys

    def column(self, name: str, among: Sequence[str], group: str | None) -> Column | None:
        """What the key of a name comes to; None where there is none, or it shares nothing."""
        if name == "equal":
            counts = dict.fromkeys(among, Fraction(1))
        elif name == "participants":
            counts = {one: Fraction(n) for one, n in self.members.get(group, {}).items()}
        else:
            counts = self.weights if name == "weights" else self.figures[name]
        total = sum((counts.get(one, Fraction(0)) for one in among), Fraction(0))
        return {one: counts[one] / total for one in among} if total else None

    def equal(self, among: Sequence[str]) -> Key:
        return Key({}, dict.fromkeys(among, Fraction(1, len(among))))

    def inherited(self, key: Key, among: Sequence[str], group: str | None) -> Key:
        """The key of somebody else, among those who take part and of whose members count.

        It has no column where nobody there counts for anything.
        """
        written = key.written.get("shared_by", "equal")
        if isinstance(written, str):
            column = self.column(written, among, group)
        elif set(written) & set(self.names):
            total = sum((key.column[one] for one in among), Fraction(0))
            column = {one: key.column[one] / total for one in among} if total else None
        else:
            parts = {name: number(one.removesuffix(" %")) / 100 for name, one in written.items()}
            columns = {name: self.column(name, among, group) or {} for name in parts}
            column = {
                one: sum((share * columns[name][one] for name, share in parts.items()), Fraction(0))
                for one in among
            }
        return key._replace(column=column or {})

    def key(self, among: Sequence[str], group: str | None = None) -> Key:
        """A key for sharing, by which some environments may count for nothing."""
        rng = self.rng
        known = ["equal", "participants", "weights", *self.figures]
        columns = {name: self.column(name, among, group) for name in known}
        usable = {name: column for name, column in columns.items() if column}
        kind = rng.choice(["name", "name", "name", "numbers", "percent", "mixture"])
        if kind == "numbers":
            return self._numbers(among)
        if kind == "percent":
            return self._percent(among)
        if kind == "mixture" and len(usable) > 1:
            return self._mixture(usable, among)
        name = rng.choice(list(usable))
        return Key({"shared_by": name}, usable[name])

    def _numbers(self, among: Sequence[str]) -> Key:
        least = 0 if self.rng.random() < 0.5 else 1
        numbers = {name: self.rng.randint(least, 9) for name in among}
        if not any(numbers.values()):
            numbers[among[0]] = 1
        total = sum(numbers.values())
        written = {"shared_by": {name: str(one) for name, one in numbers.items()}}
        return Key(written, {name: Fraction(one, total) for name, one in numbers.items()})

    def _percent(self, among: Sequence[str]) -> Key:
        column = dict(zip(among, self._shares(len(among)), strict=True))
        written = {name: percent_text(share) for name, share in column.items()}
        return Key({"shared_by": written}, column)

    def _mixture(self, usable: dict[str, Column], among: Sequence[str]) -> Key:
        names = self.rng.sample(list(usable), self.rng.randint(2, min(3, len(usable))))
        parts = dict(zip(names, self._shares(len(names)), strict=True))
        written = {name: percent_text(share) for name, share in parts.items()}
        column = {
            one: sum((share * usable[name][one] for name, share in parts.items()), Fraction(0))
            for one in among
        }
        return Key({"shared_by": written}, column)

    def _shares(self, count: int) -> list[Fraction]:
        """Percent that total 100, some of them with a decimal."""
        step = self.rng.choice([1, 1, 10])
        return [Fraction(part * step, 1000) for part in cut(self.rng, 1000 // step, count)]


def number(text: str) -> Fraction:
    return Fraction(text.replace(" ", "").replace(",", "."))


def natural(identifier: str) -> list[tuple[int, int, str]]:
    """The order of ids by their letters and whole numbers."""
    parts: list[str] = [""]
    for letter in identifier:
        if parts[-1] and letter.isdigit() == parts[-1][-1].isdigit():
            parts[-1] += letter
        else:
            parts.append(letter)
    return [(0, int(p), p) if p.isdigit() else (1, 0, p) for p in parts if p]
