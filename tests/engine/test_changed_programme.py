"""The programme of Trøndelag with one thing changed at a time, and what must come of it."""

from pathlib import Path

import pytest

from industri40.engine.allocation import Allocation, allocate, balances
from industri40.load import read_plan

REFERENCE = Path(__file__).parents[2] / "budgets" / "industri40-trondelag.yaml"
FIRST, SECOND = "introduction", "specialisation"


def changed(*changes: tuple[str, str]) -> Allocation:
    """The reference plan shared out, with these texts replaced, each of which it holds once."""
    text = REFERENCE.read_text(encoding="utf-8").partition("\nstated:")[0]
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    plan, findings = read_plan(text.encode(), "plan.yaml")
    assert plan is not None, findings
    assert balances(plan)
    return allocate(plan)


def awards(allocation: Allocation, phase: str) -> dict[str, int]:
    return {a.environment: a.amount for a in allocation.awards if a.phase == phase}


def applications(amounts: dict[int, str]) -> str:
    entries = ", ".join(f"environment-{n}: {amount}" for n, amount in amounts.items())
    return f"    share: 2/3\n    applications: {{{entries}}}\n"


def test_as_it_stands() -> None:
    allocation = changed()
    assert set(awards(allocation, FIRST).values()) == {350_000}
    assert set(awards(allocation, SECOND).values()) == {175_000}
    assert all(frame.leftover == 0 for frame in allocation.frames)
    assert allocation.relaxed == ()


def test_seven_environments_reach_their_ceilings_and_carry_the_rest() -> None:
    allocation = changed(("environments: 8 ", "environments: 7 "))
    first, second = allocation.frames
    assert set(awards(allocation, FIRST).values()) == {350_000}
    assert (first.frame, first.leftover, first.carried) == (2_800_000, 350_000, 350_000)
    assert set(awards(allocation, SECOND).values()) == {250_000}
    assert (second.frame, second.leftover, second.returned) == (1_750_000, 0, 0)


def test_two_environments_of_double_weight_in_the_second_phase() -> None:
    key = ", ".join(f"environment-{n}: {2 if n in (3, 6) else 1}" for n in range(1, 9))
    allocation = changed(
        ("    share: 1/3\n    shared_by: equal", f"    share: 1/3\n    shared_by: {{{key}}}")
    )
    by_id = awards(allocation, SECOND)
    assert by_id.pop("environment-3") == by_id.pop("environment-6") == 280_000
    assert set(by_id.values()) == {140_000}


def test_applications_below_the_ceiling() -> None:
    sought = [350, 300, 350, 400, 350, 275, 350, 325]
    entries = {n: f"{thousand} 000" for n, thousand in enumerate(sought, 1)}
    allocation = changed(
        ("    share: 2/3                        # av budsjettpostene\n", applications(entries))
    )
    first = allocation.frames[0]
    assert list(awards(allocation, FIRST).values()) == [min(s, 350) * 1000 for s in sought]
    assert (first.awarded, first.leftover) == (2_650_000, 150_000)
    assert set(awards(allocation, SECOND).values()) == {193_750}


def test_what_two_leave_is_redistributed_to_the_six_others() -> None:
    allocation = changed(
        (
            "    share: 2/3                        # av budsjettpostene\n",
            applications({2: "300 000", 5: "275 000"}),
        ),
        ("cap: 350 000", "cap: 400 000"),
        ("leftover: carry", "leftover: redistribute"),
    )
    by_id = awards(allocation, FIRST)
    assert (by_id.pop("environment-2"), by_id.pop("environment-5")) == (300_000, 275_000)
    assert set(by_id.values()) <= {370_833, 370_834}
    assert sum(by_id.values()) == 2_225_000
    assert allocation.frames[0].leftover == 0


def test_more_common_costs_in_one_year() -> None:
    allocation = changed(
        ("    yearly: 100 000\n", "    years: {2019: 100 000, 2020: 600 000, 2021: 100 000}\n"),
        (
            "    yearly: 1 000 000\n",
            "    years: {2019: 1 000 000, 2020: 500 000, 2021: 1 000 000}\n",
        ),
    )
    assert [frame.frame for frame in allocation.frames] == [2_466_667, 1_233_333]
    for environment in allocation.plan.environments:
        over_both = [a.amount for a in allocation.awards if a.environment == environment.id]
        assert sum(over_both) == 462_500
        assert sum(allocation.amounts("county", environment.id)) == 462_500


@pytest.mark.parametrize("participants", ["397", "1", "401", "13"])
@pytest.mark.parametrize("count", [1, 3, 7, 11])
def test_any_number_of_environments_and_participants(count: int, participants: str) -> None:
    allocation = changed(
        ("environments: 8 ", f"environments: {count} "),
        ("participants: 400 ", f"participants: {participants} "),
    )
    assert sum(map(sum, allocation.schedule.values())) == int(participants)
    for line in (*allocation.plan.costs, *allocation.plan.sources):
        holders = [*(env.id for env in allocation.plan.environments), "common", "unallocated"]
        by_year = zip(*(allocation.amounts(line.id, one) for one in holders), strict=True)
        assert tuple(map(sum, by_year)) == line.amounts


def test_the_schedule_takes_fifty_at_an_even_pace_and_four_hundred_in_all() -> None:
    schedule = changed().schedule
    assert {tuple(sorted(years)) for years in schedule.values()} == {(16, 17, 17)}
    by_year = [sum(years) for years in zip(*schedule.values(), strict=True)]
    assert sum(by_year) == 400
    assert max(by_year) - min(by_year) <= 1
