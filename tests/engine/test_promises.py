"""The seven promises of sharing, for random plans as people write them; and that checks can fail.

The plans are written as YAML and read, so that none is one that nobody can write.
"""

from collections.abc import Collection
from fractions import Fraction
from math import floor
from random import Random

from changed_plans import changes
from engine.integer import can_be_kept
from engine.promises import broken_promises, exact_shares
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_plans import Limits
from strategies import PlanDict, fixed_plan, plans, shuffled, yaml_bytes

from industri40.engine.allocation import Allocation, allocate, balances
from industri40.load import read_plan
from industri40.plan.model import Plan

LARGE = settings(
    max_examples=45,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def understood(written: PlanDict) -> Plan:
    plan, findings = read_plan(yaml_bytes(written), "plan.yaml")
    assert plan is not None, findings
    assert findings == ()
    return plan


@LARGE
@given(plans())
def test_every_promise_holds_for_every_plan(written: PlanDict) -> None:
    plan = understood(written)
    allocation = allocate(plan)
    assert balances(plan)
    assert list(broken_promises(plan, allocation)) == []
    if allocation.relaxed:
        assert not can_be_kept(plan)


@settings(LARGE, max_examples=20)
@given(plans(balanced=False))
def test_a_plan_that_does_not_balance_still_totals(written: PlanDict) -> None:
    plan = understood(written)
    assert list(broken_promises(plan, allocate(plan))) == []


@settings(LARGE, max_examples=40)
@given(plans(balanced=None), st.randoms(use_true_random=False))
def test_the_order_of_a_file_changes_no_amount(written: PlanDict, rng: Random) -> None:
    there, back = (allocate(understood(each)) for each in (written, shuffled(written, rng)))
    assert sorted(there.shares()) == sorted(back.shares())
    assert sorted(there.awards, key=str) == sorted(back.awards, key=str)
    assert there.frames == back.frames
    assert there.schedule == back.schedule
    assert sorted(there.relaxed) == sorted(back.relaxed)


@settings(LARGE, max_examples=40)
@given(plans())
def test_the_exact_shares_are_those_of_the_plan_language(written: PlanDict) -> None:
    plan = understood(written)
    allocation = allocate(plan)
    for (line, holder), by_year in exact_shares(plan).items():
        exact = allocation.exact
        found = exact.costs[line] if line in exact.costs else exact.sources[line]
        for year in range(len(plan.years)):
            column = exact.column(found, year)
            wanted = sum(by_year[: year + 1], Fraction(0))
            assert column.exact(allocation.position(holder)) == wanted


def test_a_decided_phase_stays_whatever_else_changes() -> None:
    """Any other change leaves awards and what was returned as they were, or is refused."""
    seen: set[str] = set()
    for seed in range(60):
        written = fixed_plan(seed, limits=Limits(5, 3, 3))
        decided = [name for name, one in written.get("phases", {}).items() if "awarded" in one]
        if not decided:
            continue
        before = awards_of(understood(written), decided)
        for kind, plan in changes(written, Random(seed)):
            if kind != "decided":
                assert awards_of(plan, decided) == before, (seed, kind)
                seen.add(kind)
    assert {"amounts", "line", "participants", "key", "cap", "sought", "shares"} <= seen


def awards_of(plan: Plan, phases: Collection[str]) -> list[tuple[str, str, int, int]]:
    return sorted(
        (one.phase, one.environment, one.amount, one.returned)
        for one in allocate(plan).awards
        if one.phase in phases
    )


class RoundedByLine(Allocation):
    """What a spreadsheet does: each line rounded by itself, each year by itself."""

    def __init__(self, plan: Plan) -> None:
        allocation = allocate(plan)
        self.__dict__.update(vars(allocation))
        self._exact_shares = exact_shares(plan)

    def amounts(self, line: str, holder: str) -> tuple[int, ...]:
        if (line, holder) not in self._exact_shares:
            return super().amounts(line, holder)
        return tuple(floor(share + Fraction(1, 2)) for share in self._exact_shares[line, holder])


def test_rounding_each_line_by_itself_breaks_the_balance() -> None:
    broken: set[str] = set()
    for seed in range(20):
        plan = understood(fixed_plan(seed))
        broken.update(found[0] for found in broken_promises(plan, RoundedByLine(plan)))
    assert {"1", "2", "3", "4"} <= broken
