"""Awards that cannot be: found when a plan is read, by the frames that it has."""

from fractions import Fraction

import pytest

from industri40.load import read_plan

PLAN = """
name: Awards
language: en
years: [2024, 2025]
environments: {a: {}, b: {}, c: {phases: [start]}}
costs: {work: {yearly: 850 000}, fair: {yearly: 50 000, common: true, financed_by: county}}
financing: {county: {yearly: 900 000}}
grant: county
phases:
  start: {share: 1/2, %s}
  end: {share: 1/2, %s}
"""


def found(start: str, end: str = "leftover: return") -> list[tuple[str, int, int]]:
    _, findings = read_plan((PLAN % (start, end)).encode(), "plan.yaml")
    return [(one.code, one.expected, one.found) for one in findings]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("floor: 283 333", "floor: 425 000", []),
        ("floor: 283 334", "floor: 425 000", [("P246", 850_000, 850_002)]),
        # a floor is never above the ceiling, and only of those who take part
        (
            "floor: 300 000, applications: {c: 250 000}",
            "floor: 425 001",
            [("P246", 850_000, 850_002)],
        ),
        ("awarded: {a: 850 000, b: 0, c: 0}", "floor: {b: 850 000}", []),
        (
            "awarded: {a: 850 000, b: 1, c: 0}",
            "floor: {b: 850 001}",
            [("P247", 850_000, 850_001), ("P246", 850_000, 850_001)],
        ),
        # what is left goes on, and so does what was returned
        ("leftover: carry, awarded: {a: 400 000, b: 0, c: 0}", "awarded: {a: 0, b: 1 300 000}", []),
        (
            "leftover: carry, awarded: {a: 400 000, b: 0, c: 0}, returned: {a: 150 000}",
            "awarded: {a: 0, b: 1 450 001}",
            [("P247", 1_450_000, 1_450_001)],
        ),
        # what is too much takes of the frame that follows, of which nothing is said then
        (
            "leftover: carry, awarded: {a: 850 000, b: 1, c: 0}",
            "floor: 425 000",
            [("P247", 850_000, 850_001)],
        ),
        ("awarded: {a: 9, b: 0, c: 0}, returned: {a: 9, b: 0}", "cap: 1", []),
        ("awarded: {a: 9, b: 0, c: 0}, returned: {a: 9, b: 1}", "cap: 1", [("P248", 0, 1)]),
        ("cap: 100, returned: {c: 101}", "cap: 1", [("P248", 100, 101)]),
        ("cap: {a: 1}, returned: {c: 283 333}", "cap: 1", []),
        ("returned: {c: 283 334}", "cap: 1", [("P248", 283_333, 283_334)]),
    ],
)
def test_what_cannot_be_is_found_with_its_figures(start, end, expected):
    assert found(start, end) == expected


def test_figures_are_whole_multiples_in_kroner():
    text = PLAN.replace("grant:", "round_to: 0.50\ngrant:") % ("floor: 283 333.50", "cap: 1")
    _, [finding] = read_plan(text.encode(), "plan.yaml")
    assert (finding.expected, finding.found) == (850_000, Fraction(1_700_001, 2))
    assert finding.place.line == 11


def test_what_came_back_follows_from_the_award_that_was_decided():
    awards = "awarded: {a: 9, b: 0, c: 0}, returned: {a: 8, b: 1, c: 0}"
    text = PLAN % (awards, "cap: 1")
    _, [finding] = read_plan(text.encode(), "plan.yaml")
    line = text.splitlines()[9]
    assert [(place.line, line[place.column - 1 :][:4]) for place in finding.cause] == [(10, "0, c")]
