"""Amounts by environment, percent and a rest at the top: in whole years all sums still hold."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate
from math import ceil, floor
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import shuffled, yaml_bytes

from industri40.load import read_plan
from industri40.plan.model import CostLine, Given, Line, Plan, Source

PLACES = ("oppdal", "roros", "frosta")


class Maker:
    """Makes plans in which the county pays what costs need, so that all of them balance."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.years = [str(2020 + year) for year in range(rng.randint(1, 6))]

    def plan(self) -> dict:
        rng = self.rng
        costs: dict[str, dict] = {"work": {"yearly": "5 000"}}
        financing: dict[str, dict] = {}
        for number in range(rng.randint(0, 3)):
            costs[f"c{number}"] = self.line(rng.choice([50, 1000]))
        for number in range(rng.randint(0, 2)):
            effort = self.line(30, in_kind="true")
            more = {place: self.amount(40, least=30) for place in PLACES}
            financing[f"e{number}"] = effort
            costs[f"i{number}"] = {"by_environment": more, "includes": f"e{number}"}
            if rng.random() < 0.3:
                costs[f"i{number}"] = {"total": "5 000", "includes": f"e{number}"}
        if rng.random() < 0.6:
            of = rng.choice(["costs", "work", rng.sample(sorted(costs), 1)])
            costs["admin"] = {"percent": rng.choice(["7 %", "1/3", "0"]), "of": of}
        for number in range(rng.randint(0, 2)):
            financing[f"s{number}"] = self.line(60)
        financing["county"] = {"rest": "true"}
        if rng.random() < 0.4:
            financing["county"]["sources"] = {"own": {"rest": "true"}, "fund": {"total": "70"}}
        return {
            "name": "Programme",
            "years": self.years,
            "environments": {place: {} for place in PLACES},
            "costs": costs,
            "financing": financing,
        }

    def line(self, most: int, **keys: str) -> dict:
        if self.rng.random() < 0.3:
            return {"total": str(self.rng.randint(0, most)), **keys}
        named = self.rng.sample(PLACES, self.rng.randint(1, 3))
        return {"by_environment": {place: self.amount(most) for place in named}, **keys}

    def amount(self, most: int, least: int = 0) -> object:
        if self.rng.random() < 0.6:
            return str(self.rng.randint(least * len(self.years), most * len(self.years)))
        return {year: str(self.rng.randint(least, most)) for year in self.years}


def meant(written: dict) -> Plan:
    plan, found = read_plan(yaml_bytes(written), "plan.yaml")
    assert plan is not None, found
    return plan


def figures(plan: Plan) -> dict[str, tuple[tuple[int, ...], object]]:
    lines = (*plan.costs, *plan.sources, *plan.groups)
    return {line.id: (line.amounts, _given(line) and _given(line).yearly) for line in lines}


def _given(line: Line) -> Given | None:
    return line.given if isinstance(line, CostLine | Source) else None


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False))
def test_whole_years_keep_every_sum_in_all_and_in_every_environment(rng):
    written = Maker(rng).plan()
    plan = meant(written)
    for line in (*plan.costs, *plan.sources, *plan.groups):
        _is_rounded_down_or_up(line.amounts, line.exact)
        if _given(line):
            _adds_up_to_its_line(line, _given(line))
    for number in range(len(plan.years)):
        _balances(plan, number)
        for place in PLACES:
            _has_room_in_kind(plan, place, number)
    assert figures(meant(shuffled(written, rng))) == figures(plan), "the order changes an amount"


def _is_rounded_down_or_up(amounts: Sequence[int], exact: Sequence[Fraction]) -> None:
    """In all it is what is written; to date it may give way where so many sums meet, by one."""
    assert sum(amounts) == sum(exact)
    for amount, one in zip(amounts, exact, strict=True):
        assert floor(one) <= amount <= ceil(one)
    running = zip(accumulate(amounts), accumulate(exact), strict=True)
    assert all(abs(amount - one) < 2 for amount, one in running)


def _adds_up_to_its_line(line: Line, amounts: Given) -> None:
    nothing = (0,) * len(line.amounts)
    every = [amounts.yearly.get(place, nothing) for place in PLACES]
    assert tuple(map(sum, zip(*every, strict=True))) == line.amounts
    for place, one in amounts.yearly.items():
        exact = [amounts.amount(place, year, rounded=False) for year in range(len(one))]
        _is_rounded_down_or_up(one, exact)


def _balances(plan: Plan, year: int) -> None:
    costs = sum(line.amounts[year] for line in plan.costs)
    assert sum(source.amounts[year] for source in plan.sources) == costs
    by_id = {source.id: source.amounts[year] for source in plan.sources}
    for group in plan.groups:
        assert group.amounts[year] == sum(by_id[one] for one in group.sources)


def _has_room_in_kind(plan: Plan, place: str, year: int) -> None:
    sources = {source.id: source for source in plan.sources}
    for cost in plan.costs:
        included = [sources[one].given for one in cost.includes]
        if cost.given and all(included):
            taken = sum(one.amount(place, year) for one in included if one)
            assert cost.given.amount(place, year) >= taken


def test_an_amount_over_all_years_is_spread_and_one_for_each_year_stays():
    plan = meant(
        {
            "name": "Programme",
            "years": ["2024", "2025", "2026"],
            "environments": {place: {} for place in PLACES},
            "costs": {
                "course": {
                    "by_environment": {
                        "roros": "100",
                        "oppdal": {"2024": "5", "2026": "7", "2025": "6"},
                    }
                }
            },
            "financing": {"county": {"rest": "true"}},
        }
    )
    [course] = plan.costs
    assert course.written.form == "by_environment"
    assert course.exact == (Fraction(115, 3), Fraction(118, 3), Fraction(121, 3))
    assert course.given is not None
    assert course.given.yearly == {"roros": (33, 34, 33), "oppdal": (5, 6, 7)}
    assert course.given.spread == {"roros"}
    assert course.given.place.line == 10
    [county] = plan.sources
    assert county.amounts == course.amounts == (38, 40, 40)
