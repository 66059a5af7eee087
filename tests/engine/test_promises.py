"""The seven promises of sharing, for random plans; and that the checks of them can fail."""

from fractions import Fraction
from math import floor

from engine.integer import can_be_kept
from engine.plans import plans, reordered
from engine.promises import broken_promises, exact_shares
from hypothesis import HealthCheck, given, settings

from industri40.engine.allocation import allocate
from industri40.engine.result import Allocation
from industri40.plan.model import Plan

LARGE = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@LARGE
@given(plans())
def test_every_promise_holds_for_every_plan(plan: Plan) -> None:
    assert list(broken_promises(plan, allocate(plan))) == []


@LARGE
@given(plans(balanced=False))
def test_a_plan_that_does_not_balance_still_totals(plan: Plan) -> None:
    assert list(broken_promises(plan, allocate(plan))) == []


@LARGE
@given(plans())
def test_nothing_gives_way_that_need_not(plan: Plan) -> None:
    if allocate(plan).gave_way:
        assert not can_be_kept(plan)


@settings(LARGE, max_examples=40)
@given(plans(smallest=200_000))
def test_in_plans_of_ordinary_size_nothing_gives_way(plan: Plan) -> None:
    allocation = allocate(plan)
    assert list(broken_promises(plan, allocation)) == []
    assert allocation.gave_way == ()


@settings(LARGE, max_examples=40)
@given(plans())
def test_the_order_of_a_file_changes_no_amount(plan: Plan) -> None:
    there, back = allocate(plan), allocate(reordered(plan))
    assert sorted(there.shares()) == sorted(back.shares())
    assert sorted(there.awards, key=str) == sorted(back.awards, key=str)
    assert there.frames == back.frames
    assert there.schedule == back.schedule
    assert sorted(there.gave_way) == sorted(back.gave_way)


@settings(LARGE, max_examples=40)
@given(plans())
def test_the_exact_shares_are_those_of_the_plan_language(plan: Plan) -> None:
    allocation = allocate(plan)
    for (line, holder), by_year in exact_shares(plan).items():
        exact = allocation.exact
        found = exact.costs[line] if line in exact.costs else exact.sources[line]
        for year in range(len(plan.years)):
            column = exact.column(found, year)
            wanted = sum(by_year[: year + 1], Fraction(0))
            assert column.exact(allocation.position(holder)) == wanted


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

    @settings(LARGE, max_examples=30, database=None)
    @given(plans())
    def look(plan: Plan) -> None:
        broken.update(found[0] for found in broken_promises(plan, RoundedByLine(plan)))

    look()
    assert {"1", "2", "3", "4"} <= broken
