"""Which inputs differ: what means the same is no difference, however it is written."""

import pytest

from industri40 import Plan, compare
from industri40.load import read_plan
from industri40.plan.what_if import Asked

PLAN = """\
name: A programme
years: [2025, 2026]
environments:
  north: {participants: 40, keys: {population: 7 000}}
  south: {participants: 60, keys: {population: 5 600}}
  lake-10: {participants: 20, keys: {population: 1 000}}
  lake-9: {participants: 20, keys: {population: 1 000}}
costs:
  courses: {yearly: 1 000, includes: own}
  guidance: {total: 500.00, shared_by: {north: 2, south: 1, lake-10: 1, lake-9: 1}}
  travel: {by_environment: {north: 100}}
financing:
  county: {rest: true}
  fee:
    shared_by: participants
    sources:
      paid: {rest: true}
      bank: {yearly: 100, status: indicated}
    yearly: 300
  own: {yearly: 200, in_kind: true}
grant: county
phases:
  first: {share: 1/2, cap: 400}
  second: {share: 50 %}
limits: {grant_share_at_most: 1}
"""


def plan_of(text: str, *sets: str) -> Plan:
    plan, findings = read_plan(text.encode(), "plan.yaml", asked=Asked((), sets))
    assert plan is not None, findings
    return plan


def changed(old: str, new: str) -> list[tuple[str, str | None, str | None]]:
    """What differs, which is the same backwards."""
    found = compare(plan_of(old), plan_of(new), ()).inputs
    back = compare(plan_of(new), plan_of(old), ()).inputs
    assert [(one.path, one.new, one.old, one.new_place, one.old_place) for one in back] == [*found]
    return [(".".join(one.path), one.old, one.new) for one in found]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("yearly: 1 000", "yearly: 1000.00"),
        ("share: 1/2", "share: 0.5"),
        ("share: 50 %", "share: '1/2'"),
        ("north: 2,", "north: 2.0,"),
        ("grant_share_at_most: 1}", "grant_share_at_most: 100 %, of: costs}"),
        ("years: [2025, 2026]", "years: [2026, 2025]  # ordered by the year"),
        ("years: [2025, 2026]", "years: [2025, 2026]\ncurrency: NOK\nround_to: 1\nlanguage: nb"),
        ("years: [2025, 2026]", "years: [2025, 2026]\nparticipants: 140"),
        ("includes: own", "includes: [own], common: false, label: courses"),
        ("{rest: true}\n  fee", "{rest: true, shared_by: equal, in_kind: false}\n  fee"),
        ("paid: {rest: true}", "paid: {rest: true, status: committed, label: ' paid'}"),
        ("bank: {", "bank: {shared_by: participants, rest: false, "),
        ("participants: 40, ", "participants: 40, weight: 1, name: north, "),
        ("participants: 40, ", "participants: 40, phases: [second, first], "),
        ("cap: 400}", "cap: 400, leftover: return, label: first, shared_by: equal}"),
        ("cap: 400}", "cap: 400, applications: {}, returned: {south: 0}}"),
        ("cap: 400}", "cap: {north: 400, lake-9: 400.00, lake-10: 400, south: 400}}"),
        ("{north: 100}", "{north: 100, south: 0}"),
        ("own: {yearly: 200", "own: {years: {2025: 200, 2026: 200}"),
        ("limits:", "notes: [A note.]\nlimits:"),
        ("limits:", "scenarios: {fewer: {set: {fee.yearly: 200}}}\nlimits:"),
        ("limits:", "stated: [{table: costs, rows: {courses: {total: 1}}}]\nlimits:"),
    ],
)
def test_what_means_the_same_is_no_difference(old, new):
    assert old in PLAN
    assert changed(PLAN, PLAN.replace(old, new)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("yearly: 1 000", "yearly: 1 100", [("costs.courses.yearly", "1 000", "1 100")]),
        ("share: 1/2, cap: 400", "share: 1/2", [("phases.first.cap", "400", None)]),
        ("cap: 400", "cap: {north: 400}", [("phases.first.cap", "400", "{north: 400}")]),
        ("total: 500.00", "yearly: 250", [
            ("costs.guidance.yearly", None, "250"), ("costs.guidance.total", "500.00", None)]),
        ("own: {yearly: 200", "own: {years: {2025: 200, 2026: 300}", [
            ("financing.own.years.2026", "200", "300")]),
        ("{rest: true}\n  fee", "{rest: true, shared_by: population}\n  fee", [
            ("financing.county.shared_by", None, "population")]),
        ("bank: {", "bank: {shared_by: equal, ", [
            ("financing.fee.sources.bank.shared_by", None, "equal")]),
        ("cap: 400}", "cap: 400, shared_by: weights}", [
            ("phases.first.shared_by", None, "weights")]),
        ("cap: 400}", "cap: 400, shared_by: {north: 2, south: 1, lake-9: 1, lake-10: 1}}", [
            ("phases.first.shared_by.north", "1", "2")]),
        ("fee:\n    shared_by: participants",
         "fee:\n    shared_by: {north: 1, south: 1, lake-9: 1, lake-10: 1}", [
            ("financing.fee.shared_by", "participants",
             "{north: 1, south: 1, lake-9: 1, lake-10: 1}")]),
        ("shared_by: {north: 2, south: 1, lake-10: 1, lake-9: 1}",
         "common: true, financed_by: county", [
            ("costs.guidance.shared_by", "{north: 2, south: 1, lake-10: 1, lake-9: 1}", None),
            ("costs.guidance.common", None, "true"),
            ("costs.guidance.financed_by", None, "county")]),
        ("first: {share: 1/2, cap: 400}\n  second: {share: 50 %}",
         "second: {share: 50 %}\n  first: {share: 1/2, cap: 400}", [
            ("phases", "[first, second]", "[second, first]")]),
        ("limits: {grant_share_at_most: 1}\n", "", [
            ("limits", "{grant_share_at_most: 1}", None)]),
        ("lake-10: {participants: 20, keys: {population: 1 000}}\n  lake-9: {participants: 20",
         "lake-10: {participants: 20, keys: {population: 1 100}}\n  lake-9: {participants: 21", [
            ("environments.lake-9.participants", "20", "21"),
            ("environments.lake-10.keys.population", "1 000", "1 100")]),
        ("years: [2025, 2026]", "years: [2025, 2026, 2027]", [
            ("years", "[2025, 2026]", "[2025, 2026, 2027]")]),
        ("costs:", "  east: {participants: 1, keys: {population: 1}}\ncosts:", [
            ("environments.east", None, "{participants: 1, keys: {population: 1}}")]),
        ("name: A programme", "name: Another", [("name", "A programme", "Another")]),
    ],
)  # fmt: skip
def test_what_differs_has_its_path_and_both_texts(old, new, said):
    if "east:" in new:  # the key of guidance and the grant have to name it
        plan = PLAN.replace("lake-9: 1}", "lake-9: 1, east: 1}")
        assert ("environments.east", *said[0][1:]) in changed(PLAN, plan.replace(old, new))
        return
    assert old in PLAN
    assert changed(PLAN, PLAN.replace(old, new)) == said


def test_a_key_of_other_environments_is_another():
    key = "{north: 2, south: 1, lake-10: 1}"
    new = PLAN.replace("1 000}}\ncosts", "1 000}, phases: [second]}\ncosts")
    new = new.replace("cap: 400}", f"cap: 400, shared_by: {key}}}")
    assert changed(PLAN, new)[-1] == ("phases.first.shared_by", None, key)


def test_a_line_without_anything_in_it_is_there():
    numbered = "environments:\n  north: {}\n"
    plan = PLAN[: PLAN.index("environments")] + numbered + "costs: {c: {yearly: 1}}\n"
    plan += "financing: {s: {yearly: 1}}\n"
    more = plan.replace("north: {}", "north: {}\n  south: {}")
    assert changed(plan, more) == [("environments.south", None, "{}")]


def test_places_are_those_of_the_values_and_of_what_is_set():
    old, new = plan_of(PLAN), plan_of(PLAN, "fee.yearly=400", "own.years.2026=250")
    found = {".".join(one.path): one for one in compare(old, new, ()).inputs}
    fee, own = found["financing.fee.yearly"], found["financing.own.years.2026"]
    assert str(fee.old_place) == f"plan.yaml:{PLAN[: PLAN.index('300')].count(chr(10)) + 1}:13"
    assert str(fee.new_place) == "--set 1:12"
    assert str(own.old_place) == f"plan.yaml:{PLAN[: PLAN.index('own: {')].count(chr(10)) + 1}:17"
    assert (own.old, own.new) == ("200", "250")
