"""Advice about keys that nearly add up, and about caps: where it is given, and where not."""

from fractions import Fraction

import pytest

from industri40.checks import check

PLAN = """\
name: Keys
years: [2024, 2025]
environments: {a: {participants: 61}, b: {participants: 37}, c: {participants: 12}}
costs:
  work: {total: 795 000}
  grants: {yearly: 412 000}
  fair: {yearly: 12 000, common: true, financed_by: county}
financing:
  fee: {total: 795 000, shared_by: %s}
  county: {yearly: 424 000, shared_by: %s}
grant: county
round_to: 0.01
phases:
  start: {share: 1/3, leftover: carry, cap: %s, shared_by: %s, applications: %s}
  end: {share: 2/3}
"""


def advice(plan_of, *, fee="equal", county="equal", cap="90 000", start="equal", sought="{}"):
    found = check(plan_of(PLAN % (fee, county, cap, start, sought)))
    assert all(finding.place.line in (9, 10, 14) for finding in found)
    return [(finding.code, finding.expected, finding.found) for finding in found]


@pytest.mark.parametrize(
    ("key", "expected", "found"),
    [
        # amounts of all years, and of one
        ("{a: 494 000, b: 300 000, c: 0}", 795_000, 794_000),
        ("{a: 494 000, b: 300 999.99, c: 0}", 795_000, "794999.99"),
        ("{a: 500 000, b: 300 000, c: 34 750}", 795_000, 834_750),
        ("{a: 200 000, b: 100 000, c: 99 500}", 397_500, 399_500),
        # percent
        ("{a: 29.0, b: 70.9, c: 0}", 100, "99.9"),
        ("{a: 33.3, b: 33.3, c: 33.3}", 100, "99.9"),
        ("{a: 50, b: 50, c: 5}", 100, 105),
        ("{a: 190/3, b: 95/3, c: 0}", 100, 95),
        ("{a: 61, b: 37, c: 0}", 100, 98),
    ],
)
def test_numbers_that_nearly_add_up_are_advice(plan_of, key, expected, found):
    assert advice(plan_of, fee=key) == [("A604", expected, Fraction(found))]


@pytest.mark.parametrize(
    "key",
    [
        "{a: 495 000, b: 300 000, c: 0}",
        "{a: 200 000, b: 100 000, c: 97 500}",
        "{a: 495 000.00, b: 300 000, c: 0}",
        "{a: 50, b: 33.4, c: 16.6}",
        "{a: 100/3, b: 100/3, c: 100/3}",
        "{a: 33.3333, b: 33.3333, c: 33.3333}",  # thirds, as near as can be seen
        "{a: 61, b: 37, c: 12}",
        "{a: 122, b: 74, c: 24}",
        "{a: 3, b: 2, c: 1}",
        "{a: 0.5, b: 0.4, c: 0.05}",
        "{a: 750 000, b: 0, c: 5 000}",  # off by more than a twentieth
        "{a: 94.9, b: 0, c: 0}",
        "{a: 105.1, b: 0, c: 0}",
        "equal",
        "participants",
        "weights",
    ],
)
def test_numbers_that_add_up_or_are_something_else_are_not(plan_of, key):
    assert advice(plan_of, fee=key) == []


def test_participants_by_chance_near_a_hundred_are_no_percent(plan_of):
    text = PLAN % ("{a: 61, b: 37, c: 2}", "equal", "90 000", "equal", "{}")
    for c in ("1", "4"):
        changed = text.replace("c: {participants: 12}", f"c: {{participants: {c}}}")
        assert check(plan_of(changed.replace("c: 2}", f"c: {c}}}"))) == ()


def test_what_is_left_when_common_costs_are_paid_adds_up_too(plan_of):
    for total in (412_000, 424_000, 824_000, 848_000):
        assert advice(plan_of, county=f"{{a: {total - 9}, b: 4, c: 5}}") == []
    assert advice(plan_of, county="{a: 800 000, b: 20 000, c: 0}") == [("A604", 824_000, 820_000)]


def test_the_key_of_a_group_is_compared_with_the_group(plan_of):
    text = PLAN % ("equal", "equal", "90 000", "equal", "{}")
    sources = "sources: {one: {yearly: 100 000}, two: {rest: true}}"
    for number, codes in (("96 000", ["A604"]), ("95 000", []), ("1", [])):
        key = f"shared_by: {{a: 400 000, b: 300 000, c: {number}}}"
        group = text.replace("shared_by: equal}", f"{key}, {sources}}}", 1)
        found = check(plan_of(group))
        assert [finding.code for finding in found] == codes
        assert all("`shared_by` for `fee` " in one.message for one in found)


@pytest.mark.parametrize(
    ("key", "codes"),
    [
        ("{a: 100 000, b: 100 000, c: 74 666.67}", []),  # a third of 824 000
        ("{a: 100 000, b: 100 000, c: 74 666}", ["A604"]),
        ("{a: 100 000, b: 100 000, c: 74 667}", ["A604"]),
        ("{a: 1, b: 98, c: 0}", ["A604"]),
        ("{a: 1, b: 99, c: 0}", []),
    ],
)
def test_the_key_of_a_phase_is_compared_with_what_there_is_to_award(plan_of, key, codes):
    assert [code for code, _, _ in advice(plan_of, start=key)] == codes


def test_what_is_carried_to_a_phase_counts(plan_of):
    # 270 000 of 274 666.67 are awarded, so that there is 4 666.67 more than 549 333.33
    text = PLAN % ("equal", "equal", "90 000", "equal", "{}")
    for number, codes in (("54 000", []), ("49 333.33", []), ("50 000", ["A604"])):
        key = f"{{a: 300 000, b: 200 000, c: {number}}}"
        changed = text.replace("share: 2/3", f"share: 2/3, shared_by: {key}")
        assert [finding.code for finding in check(plan_of(changed))] == codes


def test_an_application_above_the_cap_is_advice_at_its_own_place(plan_of):
    sought = "{a: 90 000, c: 90 000.01, b: 100 000}"
    assert advice(plan_of, sought=sought) == [
        ("A605", 90_000, Fraction("90000.01")),
        ("A605", 90_000, 100_000),
    ]
    text = PLAN % ("equal", "equal", "90 000", "equal", sought)
    first, second = check(plan_of(text))
    line = text.splitlines()[13]
    assert line[first.place.column - 1 :].startswith("90 000.01")
    assert line[second.place.column - 1 :].startswith("100 000")
    assert "10 000 for mye" in second.message


@pytest.mark.parametrize(
    ("cap", "codes"),
    [
        ("274 666.66", []),
        ("274 666.67", []),
        ("274 666.68", ["A606"]),
        ("2 740 000", ["A606"]),
        ("91 600", []),  # nobody reaches it, and somebody might
        ("0", []),
    ],
)
def test_a_cap_above_all_that_there_is_does_nothing(plan_of, cap, codes):
    found = advice(plan_of, cap=cap)
    assert [code for code, _, _ in found] == codes


def test_a_grant_of_nothing_needs_no_advice_about_caps(plan_of):
    text = PLAN % ("equal", "equal", "90 000", "equal", "{}")
    nothing = text.replace("yearly: 424 000", "yearly: 12 000").replace("412 000", "0")
    assert [one.code for one in check(plan_of(nothing)) if one.code[0] == "A"] == []


BOUNDS = """\
name: Bounds
years: [2024, 2025]
environments: {a: {}, b: {}, c: {}}
costs: {work: {yearly: 400 000}}
financing: {county: {yearly: 400 000}}
grant: county
phases: {start: {share: 1, %s}}
"""


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (
            "cap: {a: 500, b: 700}, applications: {a: 501, b: 700, c: 9 000}",
            ["A605 applications.a"],
        ),
        ("cap: {a: 500, b: 800 001, c: 800 000}", ["A606 cap.b"]),
        ("cap: 500, floor: 500", []),
        ("cap: 500, floor: 501", ["A607 floor"]),
        ("cap: {a: 500, b: 501}, floor: 501", ["A607 cap.a"]),
        ("cap: 500, floor: {a: 500, b: 501}", ["A607 floor.b"]),
        ("cap: {a: 500, b: 501}, floor: {a: 501, b: 501, c: 900}", ["A607 floor.a"]),
        ("floor: 900, applications: {a: 500}", []),
        ("cap: 500, awarded: {a: 500, b: 501, c: 0}", ["A608 awarded.b"]),
        ("applications: {a: 400, b: 0}, awarded: {a: 401, b: 0, c: 900}", ["A608 awarded.a"]),
        # nobody is held by a cap where awards are decided
        ("cap: {a: 900 000}, awarded: {a: 0, b: 0, c: 0}", []),
    ],
)
def test_what_another_amount_takes_the_effect_of(plan_of, keys, found):
    said = check(plan_of(BOUNDS % keys))
    assert [f"{one.code} {one.subject.removeprefix('start.')}" for one in said] == found


def test_percent_that_total_a_hundred_are_not_taken_for_amounts(plan_of):
    assert advice(plan_of, fee="{a: 40 %, b: 35 %, c: 25 %}") == []


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("{a: 61 000, b: 38 000, c: 0}", [(100_000, 99_000)]),  # of the line in all
        ("{a: 41 000, b: 38 500, c: 0}", [(80_000, 79_500)]),  # of its cash in all
        ("{a: 41 000, b: 39 000, c: 0}", []),
        ("{a: 40 000, b: 9 900, c: 0}", [(50_000, 49_900)]),  # in a year
    ],
)
def test_the_key_of_a_cost_line_may_be_its_cash(plan_of, key, found):
    said = check(
        plan_of(
            "name: Keys\nyears: [2024, 2025]\nenvironments: {a: {}, b: {}, c: {}}\n"
            f"costs: {{work: {{yearly: 50 000, includes: own, shared_by: {key}}}}}\n"
            "financing: {own: {yearly: 10 000, in_kind: true}, county: {rest: true}}\n"
        )
    )
    assert [(one.expected, one.found) for one in said if one.code == "A604"] == found


PROMISED = "b: {rest: true, status: indicated}"


@pytest.mark.parametrize(
    ("sources", "found"),
    [
        ("a: {yearly: 50, status: indicated}, b: {rest: true}", []),
        (f"a: {{yearly: 50}}, {PROMISED}", ["b"]),
        (
            f"a: {{yearly: 50}}, g: {{rest: true, sources: {{{PROMISED}, c: {{yearly: 20}}}}}}",
            ["b"],
        ),
        (
            f"g: {{yearly: 30, sources: {{{PROMISED}, c: {{yearly: 20}}}}}}, d: {{rest: true}}",
            [],
        ),
    ],
)
def test_what_is_promised_carries_nothing_where_something_else_is_the_rest(plan_of, sources, found):
    text = "name: Rest\nyears: [2024, 2025]\nenvironments: 2\ncosts: {work: {yearly: 90}}\n"
    said = check(plan_of(f"{text}financing: {{{sources}}}\n"))
    assert [one.subject for one in said if one.code == "A601"] == found
