"""Phases: bounds for all or by environment, what was sought, decided and returned."""

from collections.abc import Callable

import pytest

from industri40.load import read_plan
from industri40.plan.model import Phase, Plan

PLAN = """
name: Phases
years: [2024, 2025]
round_to: 100
environments: {{a: {{}}, b: {{}}, c: {{phases: [start]}}}}
costs: {{work: {{yearly: 900 000}}}}
financing: {{county: {{yearly: 900 000}}}}
grant: county
phases:
  start: {{share: 1/2, leftover: carry, {}}}
  end: {{share: 1/2}}
"""


def start(plan_of: Callable[[str], Plan], keys: str) -> Phase:
    return plan_of(PLAN.format(keys)).phases[0]


def test_a_bound_is_for_all_or_for_those_who_are_named(plan_of):
    phase = start(plan_of, "cap: 300 000, floor: {b: 20 000}, applications: {a: 40 000}")
    assert [phase.cap_of(one) for one in "abc"] == [3000] * 3
    assert [phase.floor_of(one) for one in "abc"] == [None, 200, None]
    assert [phase.ceiling_of(one) for one in "abc"] == [400, 3000, 3000]
    phase = start(plan_of, "cap: {a: 300 000}, floor: 20 000, applications: {b: 40 000}")
    assert [phase.cap_of(one) for one in "abc"] == [3000, None, None]
    assert [phase.floor_of(one) for one in "abc"] == [200] * 3
    assert [phase.ceiling_of(one) for one in "abc"] == [3000, 400, None]


def test_what_was_decided_and_returned_is_there(plan_of):
    decided = "awarded: {c: 0, a: 300 000, b: 200 000}, returned: {b: 50 000}"
    phase = start(plan_of, decided)
    assert phase.awarded == {"c": 0, "a": 3000, "b": 2000}
    assert phase.returned == {"b": 500}


NOBODY = "d: 100"
ELSEWHERE = "c: 100"


@pytest.mark.parametrize("key", ["cap", "floor", "applications", "awarded", "returned"])
@pytest.mark.parametrize(
    ("said", "code"), [("d: 100", "P251"), ("a: 150", "P214"), ("a: x", "P204"), ("c: 100", "P254")]
)
def test_each_amount_is_of_an_environment_that_takes_part_and_a_multiple(key, said, code):
    others = "a: 0, b: 0" if key == "awarded" else ""
    amounts = f"{others.replace('a: 0, ', '' if said[0] == 'a' else 'a: 0, ')}, {said}".strip(", ")
    text = PLAN.format("cap: {}").replace(
        "end: {share: 1/2", f"end: {{share: 1/2, {key}: {{{amounts}}}"
    )
    _, findings = read_plan(text.encode(), "plan.yaml")
    assert [one.code for one in findings] == [code]
