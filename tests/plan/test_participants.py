"""Participants: none, so many, or in groups, and how many of them each environment has."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from industri40.load import read_plan
from industri40.plan.model import Plan, natural_order

PlanOf = Callable[[str], Plan]

GROUPS = "{outside: {number: 120, label: utenfor}, inside: {number: 280}}"
PLAN = """
name: Firms
years: [2024, 2025]
environments: %s
%s
costs: {work: {yearly: 1 000}}
financing: {county: {yearly: 1 000}}
"""


def test_a_plan_that_says_nothing_of_participants_has_none(plan_of: PlanOf):
    for environments in ("3", "{a: {}, b: {weight: 2}}"):
        plan = plan_of(PLAN % (environments, ""))
        assert plan.participants is None
        assert plan.participant_groups == ()
        assert {(one.participants, one.counted) for one in plan.environments} == {(0, False)}


def test_groups_are_all_participants_together(plan_of: PlanOf):
    plan = plan_of(PLAN % ("8", f"participants: {GROUPS}"))
    assert plan.participants == 400
    groups = [(one.id, one.label, one.number) for one in plan.participant_groups]
    assert groups == [("inside", "inside", 280), ("outside", "utenfor", 120)]
    assert {(one.participants, *one.members.values()) for one in plan.environments} == {
        (50, 35, 15)
    }


def test_environments_that_say_their_members_say_the_number_of_each_group(plan_of: PlanOf):
    environments = (
        "{a: {participants: {inside: 41, outside: 20}}, b: {participants: {outside: 0, inside: 7}}}"
    )
    plan = plan_of(PLAN % (environments, "participants: {inside: {}, outside: {label: utenfor}}"))
    assert [(one.id, one.number) for one in plan.participant_groups] == [
        ("inside", 48),
        ("outside", 20),
    ]
    assert [(one.participants, one.counted) for one in plan.environments] == [(61, True), (7, True)]
    assert plan.environments[1].members == {"inside": 7, "outside": 0}


def dealt(groups: dict[str, int], environments: list[str]) -> dict[str, dict[str, int]]:
    """One participant after the other, as cards are dealt."""
    hands = {one: dict.fromkeys(groups, 0) for one in environments}
    turn = 0
    for group in sorted(groups, key=natural_order):
        for _ in range(groups[group]):
            hands[environments[turn % len(environments)]][group] += 1
            turn += 1
    return hands


@settings(max_examples=50)
@given(
    st.dictionaries(st.sampled_from(["g-2", "g-10", "a", "b", "c"]), st.integers(1, 30)),
    st.integers(1, 13),
    st.booleans(),
)
def test_groups_are_dealt_out_one_after_the_other(groups, size, named):
    """Those that are not in groups are dealt out likewise, as one group would be."""
    environments = [f"environment-{n}" for n in range(1, size + 1)]
    written = "{" + ", ".join(f"{one}: {{}}" for one in reversed(environments)) + "}"
    number = ", ".join(f"{one}: {{number: {count}}}" for one, count in groups.items())
    participants = f"participants: {{{number}}}" if groups else "participants: 29"
    plan, _ = read_plan((PLAN % (written if named else size, participants)).encode(), "plan.yaml")
    assert plan is not None
    expected = dealt(groups or {"": 29}, environments)
    totals = {one.id: one.participants for one in plan.environments}
    assert totals == {one: sum(members.values()) for one, members in expected.items()}
    assert max(totals.values()) - min(totals.values()) <= 1
    if groups:
        assert {one.id: one.members for one in plan.environments} == expected


FOR = """
name: Firms
years: [2024, 2025]
participants: {inside: {}, outside: {}}
environments:
  a: {participants: {inside: 4, outside: 0}, weight: 3}
  b: {participants: {inside: 1, outside: 5}}
costs: {work: {yearly: 10 000, includes: own}}
financing:
  fee:
    per_participant: 1 000
    shared_by: %s
    sources: {rest: {rest: true}, agency: {per_participant: 600, for: inside}}
  own: {in_kind: true, hours: 2, hourly_rate: 300, for: outside, shared_by: participants}
  county: {yearly: 3 000, for: inside}
"""


def test_a_source_for_a_group_is_of_its_members_alone(plan_of: PlanOf):
    plan = plan_of(FOR % "participants")
    rest, agency, own, _ = plan.sources
    assert [one.members for one in plan.sources] == [None, "inside", "outside", "inside"]
    assert [agency.total, own.total, rest.total] == [3000, 3000, 7000]
    keys = [(one.key.name, one.key.group, one.key.weights) for one in plan.sources]
    assert keys == [
        ("participants", None, {"a": 4, "b": 6}),
        ("participants", "inside", {"a": 4, "b": 1}),
        ("participants", "outside", {"a": 0, "b": 5}),
        ("equal", None, {"a": 1, "b": 1}),
    ]


def test_a_mixture_of_a_group_counts_the_members_of_each_source(plan_of: PlanOf):
    rest, agency, *_ = plan_of(FOR % "{participants: 50 %, weights: 50 %}").sources
    assert [part.key.group for part in rest.key.parts] == [None, None]
    assert [part.key.group for part in agency.key.parts] == ["inside", None]
    # a half by 4 of 10 or 4 of 5, and a half by 3 of 4
    assert (rest.key.weights, rest.key.scale) == ({"a": 23, "b": 17}, 40)
    assert (agency.key.weights, agency.key.scale) == ({"a": 31, "b": 9}, 40)


@pytest.mark.parametrize("own", ["", ", shared_by: participants"])
def test_a_phase_of_a_grant_for_a_group_is_shared_by_its_members(plan_of: PlanOf, own: str):
    text = (
        FOR % "equal"
        + f"grant: county\nphases: {{one: {{share: 1/2{own}}}, two: {{share: 1/2}}}}\n"
    )
    text = text.replace("for: inside}\ngrant", "for: inside, shared_by: participants}\ngrant")
    plan = plan_of(text)
    keys = [(one.key.group, one.key.weights) for one in plan.phases]
    assert keys == [("inside", {"a": 4, "b": 1})] * 2
    # where only those take part who have no member of the group, nobody has a share
    alone = text.replace("weight: 3}", "weight: 3, phases: [two]}").replace(
        "inside: 1,", "inside: 0,"
    )
    _, [finding] = read_plan(alone.encode(), "plan.yaml")
    assert finding.code == "P253"


@pytest.mark.parametrize(
    "slip",
    [
        ("participants: {inside: {}", "participants_: {inside: {}"),
        ("participants: {inside: {}, outside: {}}", "participants: [inside, outside]"),
        ("inside: 4, outside: 0}, w", "inside: 4, outside: x}, w"),
        ("for: outside", "for: outsid"),
    ],
)
def test_one_slip_about_groups_is_one_finding(slip):
    _, findings = read_plan((FOR % "participants").replace(*slip).encode(), "plan.yaml")
    assert len(findings) == 1, [one.message for one in findings]
