"""Cost lines with keys of their own, as far as the cash of every environment goes.

How the sources are shared is worked out from the words of the plan language, as the promises do it,
from the plan that is drawn so far.
"""

from fractions import Fraction
from random import Random

from engine.promises import exact_sources

from industri40.load import read_plan
from industri40.plan.model import CostLine, Plan
from random_plans.amounts import Money, PlanDict
from random_plans.costs import Costs
from random_plans.lines import Cost
from random_plans.people import Column, Key, People
from random_plans.written import yaml_bytes

Holder = str
Cash = list[dict[Holder, Fraction]]
"""What everybody has, by year."""


def share_costs(rng: Random, money: Money, people: People, costs: Costs, plan: PlanDict) -> None:
    """Give some cost lines keys or amounts by environment, where those can be."""
    understood, findings = read_plan(yaml_bytes(plan), "plan.yaml")
    if understood is None:
        raise ValueError(f"the plan so far is wrong: {findings}")
    room = _Room(understood)
    lines = [line for line in costs.lines if not line.entry.get("common")]
    keys = [people.key(people.names), people.equal(people.names), *_keys_of(plan, people)]
    one = rng.choice(keys) if rng.random() < 0.5 else None
    for line in rng.sample(lines, len(lines)):
        key = one or rng.choice(keys)
        if rng.random() < 0.25:
            _give(rng, money, people, line, room)
        elif room.takes(line.id, key.column):
            line.entry |= key.written or {"shared_by": "equal"}


def _keys_of(plan: PlanDict, people: People) -> list[Key]:
    """The named keys of sources, by which costs are as their financing is."""
    found = []
    for entry in plan["financing"].values():
        name = entry.get("shared_by", "equal")
        if isinstance(name, str) and "for" not in entry and "sources" not in entry:
            column = people.column(name, people.names, None)
            if column:
                found.append(Key({"shared_by": name}, column))
    return found


def _give(rng: Random, money: Money, people: People, line: Cost, room: "_Room") -> None:
    """Gross amounts by environment, as the line comes to them in all."""
    if "percent" in line.entry:
        return
    entry, given = money.given(line.amount, people.names)
    if not entry or not room.gives(line.id, {name: one.exact() for name, one in given.items()}):
        return
    for form in ("yearly", "years", "total", "per_participant"):
        line.entry.pop(form, None)
    line.entry |= entry


class _Room:
    """What is left of everybody's cash, and which lines without a key there are to take it."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.sources = plan, exact_sources(plan)
        self.lines = {line.id: line for line in plan.costs if not line.common}
        self.holders = [*(one.id for one in plan.environments), "unallocated"]
        cash = [source.id for source in plan.sources if not source.in_kind]
        self.left: Cash = [
            {one: sum(self.sources[line, one][at] for line in cash) for one in self.holders}
            for at in range(len(plan.years))
        ]
        self.without_key = set(self.lines)

    def _cash(self, line: CostLine) -> list[Fraction]:
        in_kind = [source for source in self.plan.sources if source.id in line.includes]
        return [
            Fraction(amount - sum(source.amounts[at] for source in in_kind))
            for at, amount in enumerate(line.amounts)
        ]

    def takes(self, line: str, column: Column) -> bool:
        """Take the cash of a line by a key, if it is there."""
        by_year = self._cash(self.lines[line])
        return self._take(
            line, [{name: year * part for name, part in column.items()} for year in by_year]
        )

    def gives(self, line: str, exact: dict[Holder, list[Fraction]]) -> bool:
        """Take what of given gross amounts is cash, if it is there."""
        included = self.lines[line].includes
        spread = [sum(one[at] for one in exact.values()) for at in range(len(self.left))]
        if list(self.lines[line].amounts) != spread:
            return False  # its years are rounded, and so are everybody's
        taken = [
            {
                name: exact[name][at] - sum(self.sources[one, name][at] for one in included)
                for name in exact
            }
            for at in range(len(self.left))
        ]
        return min(min(year.values()) for year in taken) >= 0 and self._take(line, taken)

    def _take(self, line: str, taken: Cash) -> bool:
        left = [
            {name: cash - taken[at].get(name, 0) for name, cash in year.items()}
            for at, year in enumerate(self.left)
        ]
        others = self.without_key - {line}
        for at, year in enumerate(left):
            to_spend = sum(self._cash(self.lines[one])[at] for one in others)
            if min(year.values()) < 0 or (not to_spend and any(year.values())):
                return False
        self.left, self.without_key = left, others
        return True
