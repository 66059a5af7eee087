"""Programmes of the kinds in which sharing is hardest: nothing gives way that need not."""

import json
import re
from pathlib import Path
from random import Random

import pytest
from engine.integer import can_be_kept
from engine.promises import broken_promises, sides_apart
from programmes import KINDS

from industri40.engine import mending, together
from industri40.engine.allocation import allocate, balances
from industri40.load import load_plan, read_plan
from industri40.plan.model import Plan

DATA = Path(__file__).parents[1] / "data"
PLANS = 80

GAVE_WAY = json.loads((DATA / "oracles" / "gave_way.json").read_bytes())
"""Texts of plans for which an allocation that keeps every promise is known to exist."""


def understood(text: str) -> Plan:
    plan, findings = read_plan(text.encode(), "plan.yaml")
    assert plan is not None, findings
    assert balances(plan)
    return plan


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_gives_way(kind: str):
    for seed in range(PLANS):
        plan = understood(KINDS[kind](Random(f"{kind} {seed}")))
        allocation = allocate(plan)
        assert allocation.relaxed == (), seed
        if seed % 10 == 0:
            assert list(broken_promises(plan, allocation)) == [], seed
        if list(sides_apart(plan, allocation)):
            assert not can_be_kept(plan, sides=True), seed


@pytest.mark.parametrize("kind", GAVE_WAY)
def test_nothing_gives_way_where_a_way_is_known(kind: str):
    for number, text in enumerate(GAVE_WAY[kind]):
        plan = understood(text)
        allocation = allocate(plan)
        assert allocation.relaxed == (), number
        assert list(broken_promises(plan, allocation)) == [], number
        assert list(sides_apart(plan, allocation)) == [], number


def test_what_gives_way_has_to():
    plan = load_plan(str(DATA / "plans" / "gives-way.yaml"))
    allocation = allocate(plan)
    assert not can_be_kept(plan)
    assert [(each.line, each.environment, each.year) for each in allocation.relaxed] == [
        ("work", "e1", 2026),
        ("work", "e2", 2026),
    ]
    assert {abs(each.amount - each.exact) for each in allocation.relaxed} == {1}
    assert list(broken_promises(plan, allocation)) == []


@pytest.mark.parametrize("kind", [*GAVE_WAY, *KINDS])
def test_the_years_one_after_the_other_keep_everything_else(
    kind: str, monkeypatch: pytest.MonkeyPatch
):
    """As if nothing had been found with cells a little beyond their bounds either."""
    monkeypatch.setattr(together, "_STEPS", ((0, False, True),))
    monkeypatch.setattr(mending, "give_way", lambda _: False)
    texts = GAVE_WAY.get(kind) or [KINDS[kind](Random(f"{kind} {n}")) for n in range(40)]
    for text in texts:
        plan = understood(text)
        assert list(broken_promises(plan, allocate(plan))) == []


@pytest.mark.parametrize("kind", [*GAVE_WAY, *KINDS])
def test_where_it_gives_way_everything_else_is_kept(kind: str, monkeypatch: pytest.MonkeyPatch):
    """As if nothing had been found: nothing negative, all sums, what is off is said."""
    monkeypatch.setattr(together, "_STEPS", ((0, False, True),))
    texts = GAVE_WAY.get(kind) or [KINDS[kind](Random(f"{kind} {n}")) for n in range(20)]
    for text in texts:
        plan = understood(text)
        allocation = allocate(plan)
        assert list(broken_promises(plan, allocation)) == []
        assert plan.years[-1] not in {each.year for each in allocation.relaxed}


def test_sums_of_alike_environments_stay_together_where_they_can():
    """Three environments and a late source: what was 700 001, 700 000 and 699 999."""
    plan = load_plan(str(DATA / "plans" / "one-off.yaml"))
    allocation = allocate(plan)
    assert {allocation.amounts("county", each.id)[1] for each in plan.environments} <= {
        266_666,
        266_667,
    }
    to_2026 = [sum(allocation.amounts("county", each.id)[:2]) for each in plan.environments]
    assert to_2026 == [700_000] * 3


def test_the_program_tells_what_can_be_from_what_cannot():
    """What the engine found is a solution of the program; what nobody can find is none."""
    for seed in range(25):
        plan = understood(KINDS["tiny"](Random(f"tiny {seed}")))
        assert can_be_kept(plan, sides=not list(sides_apart(plan, allocate(plan))))


@pytest.mark.parametrize("kind", KINDS)
def test_what_lines_are_called_changes_no_amount(kind: str):
    """Names are exchanged at random; lines that are alike may only exchange what they have."""
    for seed in range(15):
        rng = Random(f"names {seed}")
        text = KINDS[kind](Random(f"{kind} {seed}"))
        names = sorted(set(re.findall(r"^  ([a-z_]+\d*): \{(?:years|total)", text, re.MULTILINE)))
        others = [f"line-{number}" for number in range(len(names))]
        rng.shuffle(others)
        new = dict(zip(names, others, strict=True))
        there, back = understood(text), understood(renamed(text, new))
        assert amounts(there) == amounts(back), seed


def renamed(text: str, new: dict[str, str]) -> str:
    return re.sub(r"[a-z_]+\d*", lambda word: new.get(word[0], word[0]), text)


def amounts(plan: Plan) -> list[tuple[object, ...]]:
    """What every line is and what every environment has of it, without what it is called."""
    allocation = allocate(plan)
    return sorted(
        (line.amounts, *(allocation.amounts(line.id, each.id) for each in plan.environments))
        for line in (*plan.costs, *plan.sources)
    )
