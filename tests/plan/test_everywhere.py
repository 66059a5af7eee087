"""What must hold in every environment: room for a rest, and for what a given cost has in kind."""

from fractions import Fraction
from math import ceil

from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import yaml_bytes

from industri40.findings.finding import Finding
from industri40.load import read_plan
from industri40.plan.model import Plan

YEARS = (2024, 2025)
PLACES = ("oppdal", "roros", "frosta")
AMOUNTS = st.integers(0, 30)
WEIGHTS = st.lists(st.integers(0, 4), min_size=3, max_size=3).filter(any)
BY_YEAR = st.lists(AMOUNTS, min_size=2, max_size=2)


def read(written: dict) -> tuple[Plan | None, tuple[Finding, ...]]:
    return read_plan(yaml_bytes(written), "plan.yaml")


def by_place(numbers: list[int]) -> dict[str, str]:
    return dict(zip(PLACES, map(str, numbers), strict=True))


def by_year(amounts: list[int]) -> dict[str, str]:
    return dict(zip(map(str, YEARS), map(str, amounts), strict=True))


def part(weights: list[int], at: int) -> Fraction:
    return Fraction(weights[at], sum(weights))


def plan(costs: dict, financing: dict) -> dict:
    return {
        "name": "Programme",
        "years": [str(year) for year in YEARS],
        "environments": {name: {} for name in PLACES},
        "costs": costs,
        "financing": financing,
    }


def figures_of(found: tuple[Finding, ...], code: str) -> Finding | None:
    assert all(finding.code == code for finding in found)
    assert len(found) <= 1
    return found[0] if found else None


@settings(max_examples=60, deadline=None)
@given(WEIGHTS, WEIGHTS, BY_YEAR, st.lists(AMOUNTS, min_size=3, max_size=3), BY_YEAR)
def test_a_rest_below_zero_in_an_environment_is_found_by_exact_shares(
    group, key, keyed, spread, extra
):
    """The figures are those of the environment in which there is least, of all years the worst."""
    total = [Fraction(sum(spread), 2) + amount for amount in keyed]
    whole = [ceil(each) + more for each, more in zip(total, extra, strict=True)]
    rent = [each // 2 for each in keyed]
    understood, found = read(
        plan(
            {
                "work": {"yearly": "1 000"},
                "rent": {"years": by_year(rent), "common": "true", "financed_by": "bank"},
            },
            {
                "county": {"rest": "true"},
                "fee": {
                    "years": by_year(whole),
                    "shared_by": by_place(group),
                    "sources": {
                        "own": {"rest": "true"},
                        "bank": {"years": by_year(keyed), "shared_by": by_place(key)},
                        "firms": {"by_environment": by_place(spread)},
                    },
                },
            },
        )
    )
    left = {}
    for year, (all_of_it, amount, paid) in enumerate(zip(whole, keyed, rent, strict=True)):
        for at, name in enumerate(PLACES):
            there = part(group, at) * (all_of_it - paid)
            taken = part(key, at) * (amount - paid) + Fraction(spread[at], 2)
            left[name, YEARS[year]] = there, taken
    below = {name for (name, _), (there, taken) in left.items() if taken > there}
    finding = figures_of(found, "P217")
    assert (finding is None) == (not below) == (understood is not None)
    if finding is not None:
        worst = min(there - taken for there, taken in left.values())
        assert finding.found - finding.expected == -worst
        facts = dict(finding.facts)
        assert left[facts["environment"], 2024] == (finding.expected, finding.found) or left[
            facts["environment"], 2025
        ] == (finding.expected, finding.found)
        assert set(facts["environments"].names) == below


@settings(max_examples=60, deadline=None)
@given(WEIGHTS, BY_YEAR, st.lists(BY_YEAR | AMOUNTS, min_size=3, max_size=3))
def test_a_given_cost_has_at_least_what_is_in_kind_in_every_environment(key, in_kind, gross):
    given_amounts = {
        name: by_year(each) if isinstance(each, list) else str(each)
        for name, each in zip(PLACES, gross, strict=True)
    }
    course = [
        sum(Fraction(each, 2) if isinstance(each, int) else each[year] for each in gross)
        for year in range(2)
    ]
    understood, found = read(
        plan(
            {"course": {"by_environment": given_amounts, "includes": "effort"}},
            {
                "county": {"rest": "true"},
                "effort": {
                    "years": by_year(in_kind),
                    "in_kind": "true",
                    "shared_by": by_place(key),
                },
            },
        )
    )
    if any(part > whole for part, whole in zip(in_kind, course, strict=True)):
        # in all, which is said of the cost line and of the rest of all financing
        assert {finding.code for finding in found} == {"P217", "P225"}
        return
    short = {
        name
        for at, name in enumerate(PLACES)
        for year in range(2)
        if part(key, at) * in_kind[year]
        > (Fraction(gross[at], 2) if isinstance(gross[at], int) else gross[at][year])
    }
    finding = figures_of(found, "P225")
    assert (finding is None) == (not short) == (understood is not None)
    if finding is not None:
        assert set(dict(finding.facts)["environments"].names) == short
