"""Random plans as people write them: read, understood, shared out, and every promise kept."""

from random import Random

from engine.promises import broken_promises
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import PlanDict, plans, shuffled, yaml_bytes

from industri40.engine.allocation import allocate, balances
from industri40.plan.load import read_plan
from industri40.plan.model import Plan

WHOLE = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def understood(plan: PlanDict) -> Plan:
    read, findings = read_plan(yaml_bytes(plan), "plan.yaml")
    assert read is not None, findings
    assert findings == ()
    return read


@WHOLE
@given(plans())
def test_every_promise_holds_for_what_people_write(written: PlanDict) -> None:
    plan = understood(written)
    assert balances(plan)
    assert list(broken_promises(plan, allocate(plan))) == []


@WHOLE
@given(plans(balanced=False))
def test_lines_and_years_total_where_a_plan_does_not_balance(written: PlanDict) -> None:
    plan = understood(written)
    assert list(broken_promises(plan, allocate(plan))) == []


@WHOLE
@given(plans(balanced=None), st.randoms(use_true_random=False))
def test_the_order_of_lines_changes_no_amount(written: PlanDict, rng: Random) -> None:
    there = allocate(understood(written))
    back = allocate(understood(shuffled(written, rng)))
    assert sorted(there.shares()) == sorted(back.shares())
    assert sorted(there.awards, key=str) == sorted(back.awards, key=str)
    assert sorted(there.frames) == sorted(back.frames)
    assert there.schedule == back.schedule
