"""``check`` looks at every scenario as at the plan that it makes, and says which one is wrong."""

import subprocess
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from random_plans import Limits, make_plan, yaml_bytes
from random_plans.what_ifs import edited, scenario, what_if

import industri40
from industri40.checks import check
from industri40.checks.balance import balance, overdrawn
from industri40.load import load_plan, read_plan
from industri40.plan.model import Plan
from industri40.plan.what_if import Asked
from industri40.report.case import Case

BUDGETS = Path(__file__).parents[2] / "budgets"


@settings(max_examples=12, deadline=None)
@given(st.randoms(use_true_random=False))
def test_it_finds_in_a_scenario_what_it_would_find_in_the_edited_plan(rng):
    plan = make_plan(rng, balanced=None, limits=Limits(environments=4, years=3, phases=2))
    several = {name: what_if(plan, rng) for name in ("one", "two")}
    plan["scenarios"] = {name: scenario(what) for name, what in several.items()}
    data = yaml_bytes(plan)
    whole, found = read_plan(data, "plan.yaml")
    assert whole is not None, found
    lines = data.decode().splitlines()
    begins = [lines.index(f"  {name}:") + 1 for name in several]
    found = [one for one in check(whole) if one.place.line >= begins[0]]
    for (name, what), begin, end in zip(several.items(), begins, (begins[1], 10**6), strict=True):
        of_it = [one for one in found if begin <= one.place.line < end]
        assert all(f"`{name}`" in one.message for one in of_it)
        codes = {one.code for one in of_it}
        by_hand = edited(plan, what)
        if by_hand is None:
            assert "P259" in codes
            continue
        meant, wrong = read_plan(yaml_bytes(by_hand), "plan.yaml")
        if meant is None:
            assert codes == {one.code for one in wrong}
        else:
            assert codes == ({"A609"} if off(meant) and not off(whole) else set())


def off(plan: Plan) -> set[object]:
    """Where a plan does not balance, and by how much."""
    case = Case(plan)
    found = list(balance(case)) or list(overdrawn(case))
    return {(one.subject, one.difference) for one in found}


REFERENCE = (BUDGETS / "industri40-trondelag.yaml").read_bytes()
LESS = b"scenarios:\n  less: {set: {county.yearly: -10 %}}\n  typo: {set: {conty.yearly: 1}}\n"


def test_it_says_how_much_is_uncovered_in_all():
    plan, _ = read_plan(REFERENCE + LESS, "plan.yaml")
    assert plan is not None
    less, typo = check(plan)
    assert (less.code, less.difference) == ("A609", -450_000)
    assert "450 000" in less.message
    assert (typo.code, typo.place.column) == ("P258", 16)


def test_a_plan_that_does_not_balance_is_told_once():
    wrong = REFERENCE.replace(b"yearly: 2 550 000", b"yearly: 2 560 000")
    plan, _ = read_plan(wrong + LESS.replace(b"-10 %", b"1 500 000"), "plan.yaml")
    assert plan is not None
    assert "A609" not in {one.code for one in check(plan)}


def test_with_a_what_if_only_that_is_looked_at():
    for asked in (Asked((), ("participants=320",)), Asked(("less",), ("county.yearly=+0",))):
        plan, _ = read_plan(REFERENCE + LESS, "plan.yaml", asked=asked)
        assert plan is not None
        assert not {one.code for one in check(plan)} & {"A609", "P258"}


def test_a_plan_without_scenarios_takes_no_longer():
    plan = load_plan(str(BUDGETS / "industri40-trondelag.yaml"))
    assert check(plan) == ()
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "industri40", "check", BUDGETS],
        env={"PYTHONPATH": str(Path(industri40.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "industri40.checks.advice" in done.stderr
    assert "industri40.checks.scenarios" not in done.stderr
    assert "industri40.plan.overrides" not in done.stderr
