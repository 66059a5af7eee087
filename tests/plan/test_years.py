"""Amounts that are spread over the years: every promise, for random plans."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from math import ceil, floor
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from random_plans import Limits
from strategies import fixed_plan, plans, shuffled, yaml_bytes

from industri40.load import load_plan, read_plan
from industri40.money import round_half_away
from industri40.plan.model import Line, Plan

PLANS = Path(__file__).parents[1] / "data" / "plans"
FEW = Limits(environments=3)
"""Who shares an amount is nothing to its years."""


def meant(plan: dict) -> Plan:
    understood, findings = read_plan(yaml_bytes(plan), "plan.yaml")
    assert understood is not None, findings
    return understood


def every_line(plan: Plan) -> Iterator[Line]:
    yield from plan.costs
    yield from plan.sources
    yield from plan.groups


def by_id(plan: Plan) -> dict[str, tuple[int, ...]]:
    return {line.id: line.amounts for line in every_line(plan)}


def totals(lines: Sequence[Line]) -> tuple[list[int], list[Fraction]]:
    return (
        [sum(year) for year in zip(*(line.amounts for line in lines), strict=True)],
        [sum(year, Fraction(0)) for year in zip(*(line.exact for line in lines), strict=True)],
    )


@given(plans(balanced=None, limits=FEW), st.randoms(use_true_random=False))
def test_amounts_of_every_year_keep_what_lines_promise(written, rng):
    plan = meant(written)
    rounded_down_or_up(plan)
    balanced_where_it_is_exactly(plan)
    nothing_takes_more_than_there_is(plan)
    assert by_id(meant(shuffled(written, rng))) == by_id(plan), "the order changes an amount"


def rounded_down_or_up(plan: Plan) -> None:
    """Every amount, and every running total."""
    for line in every_line(plan):
        assert sum(line.amounts) == sum(line.exact)
        pairs = [*zip(line.amounts, line.exact, strict=True)]
        pairs += zip(accumulate(line.amounts), accumulate(line.exact), strict=True)
        for amount, exact in pairs:
            assert floor(exact) <= amount <= ceil(exact)


def balanced_where_it_is_exactly(plan: Plan) -> None:
    """Elsewhere costs and financing are as far apart as they are exactly, rounded down or up."""
    costs, exact_costs = totals(plan.costs)
    financing, exact_financing = totals(plan.sources)
    for cost, exact_cost, source, exact_source in zip(
        costs, exact_costs, financing, exact_financing, strict=True
    ):
        if exact_cost == exact_source:
            assert cost == source
        else:
            assert floor(exact_source - exact_cost) <= source - cost
            assert source - cost <= ceil(exact_source - exact_cost)


def nothing_takes_more_than_there_is(plan: Plan) -> None:
    """Nor is a group anything but the sum of its sources, or any amount below zero."""
    amounts = by_id(plan)
    for group in plan.groups:
        parts = zip(*(amounts[name] for name in group.sources), strict=True)
        assert group.amounts == tuple(map(sum, parts))
    for cost in plan.costs:
        included = zip(cost.amounts, *(amounts[name] for name in cost.includes), strict=True)
        assert all(whole >= sum(parts) for whole, *parts in included)
    for source in plan.sources:
        common = (cost.amounts for cost in plan.costs if cost.financed_by == source.id)
        assert all(
            whole >= sum(parts) for whole, *parts in zip(source.amounts, *common, strict=True)
        )
    assert all(amount >= 0 for line in amounts.values() for amount in line)


@settings(max_examples=30)
@given(plans(limits=FEW))
def test_a_balanced_plan_balances_every_year(written):
    plan = meant(written)
    assert totals(plan.costs)[0] == totals(plan.sources)[0]


def test_whole_amounts_stay_as_they_are():
    plan = meant(fixed_plan(1))
    for line in every_line(plan):
        if all(exact.denominator == 1 for exact in line.exact):
            assert line.amounts == line.exact


def test_random_plans_have_amounts_that_must_be_rounded():
    spread = [
        any(
            exact.denominator > 1
            for line in every_line(meant(fixed_plan(seed)))
            for exact in line.exact
        )
        for seed in range(40)
    ]
    assert 20 < sum(spread) < 90


def test_a_hundred_kroner_over_three_years():
    plan = meant(
        {
            "name": "Thirds",
            "years": ["2019", "2020", "2021"],
            "environments": "1",
            "participants": "1",
            "costs": {"b": {"total": "100"}, "a": {"yearly": "100"}},
            "financing": {"z": {"total": "100"}, "y": {"total": "300"}},
        }
    )
    assert by_id(plan) == {"a": (100,) * 3, "b": (33, 34, 33), "y": (100,) * 3, "z": (33, 34, 33)}
    assert plan.costs[0].exact == (Fraction(100, 3),) * 3


def test_a_plan_in_which_nothing_comes_to_whole_amounts_a_year():
    """Worked out by hand, in units of ten øre; the network settles where the odd ones go."""
    plan = load_plan(str(PLANS / "spread.yaml"))
    amounts = by_id(plan)
    assert plan.unit == Fraction(1, 10)
    assert {name: sum(amount) for name, amount in amounts.items()} == {
        "work": 10_000_000,
        "course": 5_012_494,
        "venue": 1_000_000,
        "county": 10_000_000,
        "fee": 5_000_000,
        "own": 2_700_000,
        "refund": 2_000_000,
        "partner": 300_000,
        "effort": 1_012_494,
    }
    assert amounts["own"] == (900_000,) * 3
    assert amounts["effort"] == (337_498,) * 3
    assert sorted(amounts["course"]) == [1_670_831, 1_670_831, 1_670_832]
    assert totals(plan.costs)[0] == totals(plan.sources)[0]


def test_rounding_each_line_by_itself_would_break_the_balance():
    """What the network is for: seven lines of a third on one side, and their sum on the other."""
    plan = {
        "name": "Thirds",
        "years": ["2019", "2020", "2021"],
        "environments": "1",
        "participants": "1",
        "costs": {"all": {"total": "7"}},
        "financing": {f"s{n}": {"total": "1"} for n in range(7)},
    }
    understood = meant(plan)
    assert totals(understood.costs)[0] == totals(understood.sources)[0]

    def alone(line: Line) -> list[Fraction]:
        running = [round_half_away(to_date) for to_date in accumulate(line.exact)]
        return [now - before for now, before in pairwise([Fraction(0), *running])]

    [costs] = map(alone, understood.costs)
    financing = [sum(year) for year in zip(*map(alone, understood.sources), strict=True)]
    assert costs != financing


@settings(deadline=None)
@given(st.sampled_from([7, 30, 100]), st.lists(st.integers(0, 300), min_size=5, max_size=5))
def test_many_years_keep_every_sum(years, parts):
    """Running totals may give way over so many years, by one unit; nothing else does."""
    sources = {f"s{number}": {"total": str(part)} for number, part in enumerate(parts)}
    plan = {
        "name": "Long",
        "years": [str(2000 + year) for year in range(years)],
        "environments": "1",
        "participants": "1",
        "costs": {"c": {"total": str(sum(parts[:2]))}, "d": {"total": str(sum(parts[2:]))}},
        "financing": {
            "g": {"sources": {name: sources.pop(name) for name in ("s0", "s1", "s2")}},
            **sources,
        },
    }
    understood = meant(plan)
    assert totals(understood.costs)[0] == totals(understood.sources)[0]
    for line in every_line(understood):
        assert sum(line.amounts) == sum(line.exact)
        for amount, exact in zip(line.amounts, line.exact, strict=True):
            assert floor(exact) <= amount <= ceil(exact)
        running = zip(accumulate(line.amounts), accumulate(line.exact), strict=True)
        assert all(abs(amount - exact) < 2 for amount, exact in running)
