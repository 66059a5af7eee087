"""An answer is proved by computing the plan with it, and so is what falls short of it."""

from fractions import Fraction
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_plans import Limits, make_plan, yaml_bytes

from industri40.comparing import solving
from industri40.comparing.solving import (
    MOST_TRIES,
    Solution,
    UnreachableError,
    WantedError,
    solve,
)
from industri40.comparing.trying import Outcome, Way
from industri40.explain.trace import KINDS, UnknownFigureError, explain, names
from industri40.load import read_plan
from industri40.plan.language.relative import number_text
from industri40.plan.model import Plan
from industri40.plan.what_if import Asked
from industri40.plan.wishes import WhatIfError
from industri40.report.case import Case

SMALL = Limits(environments=4, years=2, phases=2)

PLAN = """\
name: Small
language: en
years: [2025, 2026]
environments: {a: {participants: 7, weight: 2}, b: {participants: 5}, c: {participants: 4}}
round_to: UNIT
costs:
  courses: {yearly: 200 000}
  overhead: {percent: 15 %, of: courses}
financing:
  county: {yearly: 90 000, shared_by: weights}
  fee: {rest: true, shared_by: participants}
grant: county
phases:
  one: {share: 1/3, cap: 40 000, leftover: carry}
  two: {share: 2/3, cap: 60 000, leftover: return}
"""


def with_set(plan: Plan, *sets: str) -> Plan:
    """The plan read anew with what is set, and whatever was asked for before."""
    before = plan.what_if.asked if plan.what_if else Asked()
    asked = before._replace(sets=(*before.sets, *sets))
    lines = plan.document.text.split("\n")
    own = lines[: plan.document.options - 1] if plan.document.options else lines
    changed, findings = read_plan("\n".join(own).encode(), plan.file, asked=asked)
    assert changed, findings
    return changed


@pytest.fixture
def small(plan_of):
    return lambda unit="1": plan_of(PLAN.replace("UNIT", unit))


def proved(plan: Plan, solution: Solution, figure: str) -> Solution:
    """The solution, when the plan that is read anew with it says the same of the figure."""
    asks, tries = solution.question, [solution.answer, *filter(None, [solution.short])]
    percent = "%" in Case(plan).inputs[asks.path].written
    for one in tries:
        text = number_text(one.value, asks.kind, percent=percent)
        changed = with_set(plan, f"{asks.name}={text}")
        assert explain(Case(changed), figure).exact == one.gives
        assert not any(map(changed.uncovered, range(len(plan.years))))
    assert asks.missing(solution.answer) <= 0
    assert solution.short is None or asks.missing(solution.short) > 0
    assert solution.tries <= MOST_TRIES
    return solution


def test_the_grant_for_which_firms_pay_three_thousand(reference):
    plan = with_set(reference, "company_share.rest=true")
    figure = "breakdown.own_payment.participant"
    solution = proved(plan, solve(plan, "county.yearly", f"{figure}=3000"), figure)
    assert (solution.value, solution.gives, solution.exact) == (1_600_000, 3000, True)
    assert solution.short is None
    assert [(new.id, new.amounts) for _, new in solution.rests()] == [
        ("company_share", (1_400_000,) * 3),
        ("own_payment", (400_000,) * 3),
    ]


def test_without_a_rest_any_change_unbalances_the_plan(reference):
    with pytest.raises(UnreachableError) as error:
        solve(reference, "county.yearly", "breakdown.own_payment.participant=3000")
    assert [(one.value, one.gives) for one in error.value.given] == [(1_500_000, 3750)]
    assert error.value.rest == "company_share"
    assert {one.code for one in error.value.refused.values()} == {"B301"}


@pytest.mark.parametrize(
    ("let", "figure", "unit"),
    [
        ("county.yearly", "breakdown.fee.participant", "1"),
        ("county.yearly", "awards.one.a", "100"),
        ("courses.yearly", "shares.fee.b.2026", "0.5"),
        ("county.yearly", "awards.two.c", "1"),
        ("a.participants", "breakdown.fee.participant", "1"),
        ("a.weight", "awards.one.b", "1"),
        ("overhead.percent", "financing.fee.total", "100"),
        ("courses.yearly", "environments.c.costs", "1"),
    ],
)
def test_every_answer_is_the_nearest(small, let, figure, unit):
    plan = small(unit)
    now = explain(Case(plan), figure).exact
    for sign in ("<=", ">=", "="):
        for change in (-7, Fraction(41, 3)):
            wanted = now + (abs(change) if sign == ">=" else change if sign == "=" else -7)
            solution = proved(plan, solve(plan, let, f"{figure}{sign}{wanted}"), figure)
            assert solution.exact == (solution.gives == wanted)
            if solution.short:
                step = {"money": plan.unit, "count": 1, "share": Fraction(1, 10**4)}
                apart = step.get(solution.question.kind, Fraction(1, 100))
                assert abs(solution.value - solution.short.value) == apart
                assert solution.value % apart == 0


def test_what_holds_already_needs_no_change(small):
    plan = small()
    for wanted in ("=90 000", "<=100 000", ">= 80,000", "=90_000.00"):
        solution = solve(plan, "county.yearly", f"financing.county.2025{wanted}")
        assert (solution.value, solution.short) == (90_000, None)
        assert solution.exact == (wanted[0] == "=")


def test_beyond_a_cap_nothing_is_reached(small):
    with pytest.raises(UnreachableError) as error:
        solve(small(), "county.yearly", "awards.one.a=40001")
    gives = [one.gives for one in error.value.given]
    assert (min(gives), max(gives)) == (0, 40_000)
    assert [one.code for one in error.value.refused.values()] == ["P217"]  # more than costs
    assert not error.value.rest
    assert solve(small(), "county.yearly", "awards.one.a=40 000").exact


def test_a_share_between_two_steps_is_found_where_it_is_exact(small):
    solution = solve(small(), "overhead.percent", "financing.fee.2025=150 009")
    assert solution.value == Fraction(150_009 + 90_000 - 200_000, 200_000)
    assert solution.exact


def test_what_is_not_uncovered_any_more_is_nothing(reference):
    plan = with_set(reference, "county=-10 %")
    solution = solve(plan, "county.yearly", "financing.uncovered.total=0")
    assert (solution.value, solution.gives, solution.exact) == (1_500_000, 0, True)


def test_values_of_which_amounts_are_no_whole_multiples_are_passed_over(plan_of):
    text = PLAN.replace("UNIT", "1000").replace("rest: true", "per_participant: 11 250")
    plan = plan_of(text.replace("yearly: 90 000,", "rest: true,"))
    solution = solve(plan, "a.participants", "financing.fee.total>=181 000")
    assert (solution.value, solution.gives) == (11, 225_000)
    assert (solution.short.value, solution.short.gives) == (7, 180_000)


def test_environments_may_be_more_than_a_thousand(reference):
    plan = with_set(reference, "environments=1000")
    assert solve(plan, "environments", "breakdown.county.environment<=4190").value == 1003


def test_a_share_of_a_phase_cannot_change_alone(small):
    with pytest.raises(UnreachableError) as error:
        solve(small(), "one.share", "awards.one.a>=40000")
    assert {one.code for one in error.value.refused.values()} == {"P241"}


def test_a_plan_that_does_not_balance_may_be_left_so(plan_of):
    plan = plan_of(PLAN.replace("UNIT", "1").replace("rest: true", "yearly: 1 000"))
    solution = solve(plan, "fee.yearly", "financing.financing.2025=230 000")
    assert solution.value == 140_000


def test_the_answer_comes_on_top_of_what_was_asked_for(small):
    plan = with_set(small(), "county=+10 000", "one.cap=50 000")
    solution = solve(plan, "county.years.2026", "financing.county.total=150 000")
    assert solution.question.present.value == 100_000
    assert solution.value == 50_000
    for cap in ("one.cap", "one.cap.a"):
        solution = solve(plan, cap, "awards.one.a=10 000")
        assert (solution.question.present.value, solution.value) == (50_000, 10_000)


@pytest.mark.parametrize(
    ("let", "so_that", "error"),
    [
        ("conty.yearly", "awards.one.a=1", WhatIfError),
        ("county.yerly", "awards.one.a=1", WhatIfError),
        ("=", "awards.one.a=1", WantedError),
        ("county.yearly=5", "awards.one.a=1", WantedError),
        ("county", "awards.one.a=1", WantedError),
        ("county.total", "awards.one.a=1", WantedError),
        ("name", "awards.one.a=1", WantedError),
        ("county.yearly", "awards.one.a", WantedError),
        ("county.yearly", "awards.one.a=", WantedError),
        ("county.yearly", "awards.one.a=much", WantedError),
        ("county.yearly", "awards.one.a=47 %", WantedError),
        ("county.yearly", "awards.one.d=1", UnknownFigureError),
    ],
)
def test_what_cannot_be_asked_is_said(small, let, so_that, error):
    with pytest.raises(error):
        solve(small(), let, so_that)


def solved(plan: Plan, let: str, so_that: str) -> Solution | None:
    """The solution; None where there is none, and then all that was computed falls short."""
    try:
        return solve(plan, let, so_that)
    except UnreachableError as error:
        short = [error.question.missing(each) > 0 for each in error.given]
    assert all(short)
    return None


@given(st.randoms(use_true_random=False))
@settings(max_examples=10)
def test_answers_of_random_plans_are_proved(rng: Random):
    data = yaml_bytes(make_plan(rng, limits=SMALL))
    plan, _ = read_plan(data, "plan.yaml")
    case = Case(plan)
    one = rng.choice(list(case.inputs.values()))
    figure = rng.choice(list(names(case, rng.choice(KINDS))) or ["costs.costs.total"])
    now = explain(case, figure).exact
    wanted = now + rng.choice([-1, 1]) * rng.choice([1, Fraction(1, 3), now / 7, 1000])
    so_that = f"{figure} {rng.choice(['=', '<=', '>='])} {wanted}"
    with patch.object(solving, "plan_with", wraps=solving.plan_with) as computed:
        solution = solved(plan, one.name, so_that)
    assert computed.call_count < MOST_TRIES
    if solution:
        proved(plan, solution, figure)


@given(st.integers(2, 10**15), st.randoms(use_true_random=False))
@settings(max_examples=30)
def test_the_nearest_step_is_found_in_few_tries(most: int, rng: Random):
    """Of a figure that goes one way, in straight pieces or by leaps, up to what cannot be."""
    end = rng.randint(1, most)
    at = rng.randint(1, end)
    leap = rng.choice([1, 1, rng.randint(1, 1000), 10 ** rng.randint(1, 12)])
    bend, slope = rng.randint(0, end), Fraction(rng.randint(1, 100), rng.randint(1, 100))

    def height(step: int) -> Fraction:
        whole = step // leap * leap
        return min(whole, bend) * slope + max(whole - bend, 0)

    tried: set[int] = set()

    def outcome(step: int) -> Outcome:
        assert 0 <= step <= most
        tried.add(step)
        gap = height(at) - height(step)
        return Outcome(gap) if step <= end else Outcome(None, Fraction(step - end), "beyond")

    if height(at) == height(0):
        return
    way = Way(most, outcome)
    way.look(hopeful=rng.random() < 0.5)
    assert way.far - way.near == 1
    assert height(way.near) < height(at) <= height(way.far)
    assert len(tried) < MOST_TRIES
