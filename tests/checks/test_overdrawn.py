"""Cost lines with keys of their own come to what their environments have, or somebody is told."""

from fractions import Fraction
from random import Random

import pytest

from industri40.checks import check

PLAN = """
name: Keys
language: en
years: [2026, 2027, 2028]
environments: {{a: {{}}, b: {{}}}}
costs:
  desk: {{{desk}}}
  work: {{{work}}}
financing:
  county: {{{county}}}
"""


def found(plan_of, desk, work, county="yearly: 400"):
    plan = plan_of(PLAN.format(desk=desk, work=work, county=county))
    return [(one.code, one.subject, one.expected, one.found) for one in check(plan)]


def test_years_that_are_alike_are_one_finding(plan_of):
    plan = plan_of(
        PLAN.format(
            desk="years: {2026: 300, 2027: 360, 2028: 300}, shared_by: {a: 1, b: 2}",
            work="years: {2026: 100, 2027: 40, 2028: 100}",
            county="yearly: 400, shared_by: {a: 3, b: 1}",
        )
    )
    findings = check(plan)
    assert [(one.subject, one.expected, one.found) for one in findings] == [
        ("environment.b.costs.2026", 100, 200),
        ("environment.b.costs.2027", 100, 240),
    ]
    assert "`b` has 100 in cash in 2026 and 2028, and the cost lines" in findings[0].message
    assert findings[0].place == plan.costs[0].key.place
    assert "Lower `desk`" in findings[0].remedy


def test_what_is_left_goes_to_lines_without_a_key(plan_of):
    assert found(plan_of, "yearly: 300, shared_by: {a: 1, b: 2}", "yearly: 100") == []


def test_all_lines_may_have_keys_where_nothing_differs(plan_of):
    both = "yearly: 100, shared_by: {a: 1, b: 3}", "yearly: 300, shared_by: {a: 7, b: 5}"
    assert found(plan_of, *both) == []
    assert found(plan_of, both[0], "yearly: 300, shared_by: {a: 2, b: 1}") == [
        ("B303", "environment.a.costs.2026", 200, 225),
        ("B303", "environment.b.costs.2026", 200, 175),
    ]


def test_given_amounts_are_held_against_the_cash_too(plan_of):
    given = "by_environment: {a: {2026: 150, 2027: 150, 2028: 201}, b: 300}"
    work = "years: {2026: 150, 2027: 150, 2028: 99}"
    assert found(plan_of, given, work) == [("B303", "environment.a.costs.2028", 200, 201)]


def test_what_is_not_whole_is_told_exactly(plan_of):
    desk, county = "yearly: 300, shared_by: {a: 1, b: 2}", "yearly: 301"
    [finding] = found(plan_of, desk, "yearly: 1", county)
    assert finding == ("B303", "environment.b.costs.2026", Fraction(301, 2), 200)


def test_a_plan_that_does_not_balance_is_only_said_not_to(plan_of):
    codes = {one[0] for one in found(plan_of, "yearly: 390, shared_by: {a: 1, b: 0}", "yearly: 9")}
    assert codes == {"B301", "B302"}


@pytest.mark.parametrize("seed", range(12))
def test_it_is_found_where_it_is_and_nowhere_else(plan_of, seed):
    rng = Random(seed)
    cash, *keys = ({one: rng.randint(0, 4) for one in "ab"} for _ in range(3))
    lines = [(rng.randint(1, 400), key) for key in keys[: 2 - seed % 2]]
    for key in (cash, *keys):
        key["a"] += not any(key.values())
    total, free = sum(amount for amount, _ in lines), 50 * (seed % 2)

    def written(amount, key):
        return f"yearly: {amount}, shared_by: {{a: {key['a']}, b: {key['b']}}}"

    texts = [*(written(*line) for line in lines), *([f"yearly: {free}"] if free else [])]
    wrong = []
    for one in "ab":
        has = Fraction((total + free) * cash[one], sum(cash.values()))
        takes = sum(Fraction(amount * key[one], sum(key.values())) for amount, key in lines)
        if takes > has or (takes < has and not free):
            wrong.append(("B303", f"environment.{one}.costs.2026", has, takes))
    assert sorted(found(plan_of, *texts, written(total + free, cash))) == wrong


def test_what_nobody_is_awarded_is_what_environments_lack(plan_of):
    phases = "grant: county\nphases: {one: {share: 1, cap: 540, leftover: return}}\n"
    text = PLAN.format(
        desk="yearly: 300, shared_by: equal",
        work="yearly: 100, shared_by: equal",
        county="yearly: 400",
    )
    assert [(one.subject, one.found - one.expected) for one in check(plan_of(text + phases))] == [
        ("environment.a.costs.2026", 20),
        ("environment.b.costs.2026", 20),
    ]
    assert check(plan_of(text.replace("100, shared_by: equal", "100") + phases)) == ()
