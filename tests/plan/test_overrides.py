"""A plan with a what-if is the one that is edited by hand, and what was read stays as it was."""

from copy import deepcopy
from itertools import takewhile
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_plans import Limits, PlanDict, make_plan, yaml_bytes
from random_plans.what_ifs import WhatIf, edited, options, scenario, what_if

import industri40
from industri40.findings.finding import Finding, Place
from industri40.load import load_plan, read_plan
from industri40.plan.inputs import Inputs
from industri40.plan.model import Plan
from industri40.plan.overrides import overridden
from industri40.plan.what_if import Asked
from industri40.plan.wishes import WhatIfError
from industri40.plan.yaml.reader import read_document
from industri40.record import Record, replace
from industri40.render.common.results import Results, TextOptions
from industri40.render.registry import renderer
from industri40.report.case import Case
from industri40.report.tables import TABLES

SMALL = Limits(environments=5, years=3, phases=3)
FORMATS = ("json", "csv", "table", "markdown")


@st.composite
def asked(draw: st.DrawFn) -> tuple[PlanDict, WhatIf]:
    rng = draw(st.randoms(use_true_random=False))
    plan = make_plan(rng, balanced=None, limits=SMALL)
    return plan, what_if(plan, rng)


def read(plan: PlanDict, what: WhatIf) -> tuple[Plan | None, tuple[Finding, ...]]:
    """A plan with a what-if: by options, or by a scenario where something is taken out."""
    if None in what.values():
        plan = {**plan, "scenarios": {"what": scenario(what)}}
        return read_plan(yaml_bytes(plan), "plan.yaml", asked=Asked(("what",)))
    return read_plan(yaml_bytes(plan), "plan.yaml", asked=Asked((), options(what)))


def as_meant(plan: Plan) -> Any:
    """A plan without the places of anything, and without what a what-if says of itself."""
    places = {key: one for key, one in plan.places.items() if key not in ("scenarios", "stated")}
    said = {"document": None, "what_if": None, "stated": (), "scenarios": ()}
    return _bare(replace(plan, **said, places=places))


def _bare(value: Any) -> Any:
    if isinstance(value, Place):
        return None
    if isinstance(value, Record):
        return type(value), _bare(vars(value))
    if isinstance(value, dict):
        return {key: _bare(one) for key, one in value.items()}
    return [_bare(one) for one in value] if isinstance(value, list | tuple) else value


def written(plan: Plan, form: str) -> str:
    case = Case(replace(plan, stated=()))
    report = case.report()
    tables = tuple(one for name in TABLES for one in report.tables(name))
    text = renderer("tables", form)(Results(report, tables), TextOptions(200))
    assert isinstance(text, str)
    return text


@settings(max_examples=40, deadline=None)
@given(asked())
def test_it_is_the_plan_that_was_edited_by_hand(drawn: tuple[PlanDict, WhatIf]) -> None:
    plan, what = drawn
    by_hand = edited(plan, what)
    changed, found = read(plan, what)
    if by_hand is None:
        assert changed is None
        assert "P259" in {one.code for one in found}
        return
    meant, wrong = read_plan(yaml_bytes(by_hand), "plan.yaml")
    assert {one.code for one in found} == {one.code for one in wrong}
    assert (changed is None) == (meant is None)
    if changed is not None and meant is not None:
        assert as_meant(changed) == as_meant(meant)
        assert list(Inputs(changed)) == list(Inputs(meant))  # the order of a workbook


@settings(max_examples=15, deadline=None)
@given(asked(), st.integers(0, 2**32))
def test_options_come_after_scenarios(drawn: tuple[PlanDict, WhatIf], seed: int) -> None:
    plan, what = drawn
    first = edited(plan, what)
    then = what_if(first, Random(seed)) if first else {"": None}
    if first is None or None in then.values():
        return
    by_hand, both = edited(first, then), Asked(("what",), options(then))
    data = yaml_bytes({**plan, "scenarios": {"what": scenario(what)}})
    changed, found = read_plan(data, "plan.yaml", asked=both)
    meant, _ = read_plan(yaml_bytes(by_hand), "plan.yaml") if by_hand else (None, ())
    assert (changed is None) == (meant is None), found
    if changed is not None and meant is not None:
        assert as_meant(changed) == as_meant(meant)


@settings(max_examples=15, deadline=None)
@given(asked())
def test_its_tables_are_byte_for_byte_those_of_the_edited_plan_but_where_they_say_so(
    drawn: tuple[PlanDict, WhatIf],
) -> None:
    plan, what = drawn
    by_hand, (changed, _) = edited(plan, what), read(plan, what)
    if by_hand is None or changed is None:
        return
    meant, _ = read_plan(yaml_bytes(by_hand), "plan.yaml")
    assert meant is not None
    for form in FORMATS:
        wanted, text = written(meant, form), written(changed, form)
        assert written(replace(changed, what_if=None), form) == wanted
        pairs = zip(text, wanted, strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        instead = len("null") if form == "json" else 0
        assert text.endswith(wanted[same + instead :])
        assert (text == wanted) is (form == "csv")


@settings(max_examples=15, deadline=None)
@given(asked(), st.integers(0, 2**32))
def test_the_plan_that_was_read_stays_as_it_was(drawn: tuple[PlanDict, WhatIf], seed: int) -> None:
    plan, what = drawn
    both = {"what": scenario(what), "other": scenario(what_if(plan, Random(seed)))}
    data = yaml_bytes({**plan, "scenarios": both})
    document, _ = read_document(data, "plan.yaml")
    assert document is not None
    before = deepcopy((document.value, document.marks, document.text))
    for one in (Asked(("what",)), Asked(("other",), ("name=Another",))):
        overridden(document, one)
        assert (document.value, document.marks, document.text) == before


PLAN = """\
name: A programme
language: en
years: [2024/25, 2025/26]
environments:
  a: {participants: {x: 3, y: 4}, keys: {pop: 7 000}}
  b: {participants: {x: 1, y: 4}, keys: {pop: 5}}
  c: {participants: {x: 1, y: 1}, keys: {pop: 5}, phases: [first]}
participants: {x: {label: X}, y: {label: Y}}
costs:
  work: {years: {2024/25: 1 000, 2025/26: 2 000}, includes: own}
  tenth: {percent: 10 %, of: work}
  trips: {by_environment: {a: 10}}
financing:
  county: {rest: true}
  fee: {sources: {paid: {yearly: 5}, bank: {per_participant: 1, for: x, status: indicated}}}
  own: {in_kind: true, hours: 2, hourly_rate: 10}
  towns: {yearly: 50, shared_by: equal}
grant: county
phases:
  first: {share: 2/3, cap: 900}
  second: {share: 1/3, shared_by: equal, floor: 10}
limits: {grant_share_at_most: 97 %}
scenarios:
  fewer: {set: {a.participants.x: 2, "towns.total": 80, limits: {grant_share_at_most: 98 %}}}
  other: {unset: [towns.yearly], set: {towns.total: 70}}
  strict: {set: {limits.each: [year]}}
"""


def changes(*sets: str, scenarios: tuple[str, ...] = (), text: str = PLAN) -> list[str]:
    """What is changed, as it is said; or where which codes are found."""
    plan, found = read_plan(text.encode(), "plan.yaml", asked=Asked(scenarios, sets))
    if plan is None:
        return [f"{one.place} {one.code}" for one in found]
    assert plan.what_if is not None
    return [f"{one.name}: {one.old} -> {one.new}" for one in plan.what_if.changes]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("towns.yearly=60", "financing.towns.yearly: 50 -> 60"),
        ("financing.towns.yearly=\u221210 %", "financing.towns.yearly: 50 -> 45"),
        ("towns.years.2024/25=60", "financing.towns.years.2024/25: 50 -> 60"),
        ("work.years.2025/26=+50 %", "costs.work.years.2025/26: 2 000 -> 3 000"),
        ("trips.by_environment.b=5", "costs.trips.by_environment.b: None -> 5"),
        ("tenth.by_environment.b=5", "costs.tenth.of: work -> None"),
        ("trips=+100 %", "costs.trips.by_environment.a: 10 -> 20"),
        ("tenth=+10 %", "costs.tenth.percent: 10 % -> 11 %"),
        ("own.hours=+0.25", "financing.own.hours: 2 -> 2.25"),
        ("a.keys.pop=+5 %", "environments.a.keys.pop: 7 000 -> 7 350"),
        ("a.weight=2", "environments.a.weight: None -> 2"),
        ("a.participants.x=+1", "environments.a.participants.x: 3 -> 4"),
        ("participants.x.label=Inside", "participants.x.label: X -> Inside"),
        ("first.cap.c=800", "phases.first.cap.c: 900 -> 800"),
        ("second.floor.b=+10 %", "phases.second.floor.b: 10 -> 11"),
        ("second.shared_by.a=2", "phases.second.shared_by.a: 1 -> 2"),
        ("towns.shared_by.c=+1", "financing.towns.shared_by.c: 1 -> 2"),
        ("first.shared_by.b=2", "phases.first.shared_by.b: 1 -> 2"),
        ("limits.of=cash", "limits.of: None -> cash"),
        ("limits.grant_share_at_most=+1 %", "limits.grant_share_at_most: 97 % -> 97.97 %"),
        ("costs.new={total: 8, label: New}", "costs.new: None -> {total: 8, label: New}"),
        ("fee.sources.new={total: 8}", "financing.fee.sources.new: None -> {total: 8}"),
        ("towns.label=a\nb", "financing.towns.label: None -> a b"),
        ("notes=[One, 'Two, too']", "notes: None -> [One, Two, too]"),
    ],
)
def test_what_the_language_can_say_can_be_set(asked: str, said: str) -> None:
    assert said in changes(asked)


def test_each_input_is_said_once_with_what_was_written_and_what_is_now() -> None:
    assert changes("fee=+100 %") == [
        "financing.fee.sources.paid.yearly: 5 -> 10",
        "financing.fee.sources.bank.per_participant: 1 -> 2",
    ]
    assert changes("limits.each=[year]", "towns.yearly=40", scenarios=("fewer",)) == [
        "environments.a.participants.x: 3 -> 2",
        "financing.towns.yearly: 50 -> 40",
        "limits: {grant_share_at_most: 97 %} -> {grant_share_at_most: 98 %, each: [year]}",
    ]
    assert changes("county.rest=false", "county.yearly=90") == [
        "financing.county.rest: true -> None",
        "financing.county.yearly: None -> 90",
    ]
    assert changes(scenarios=("other",)) == [
        "financing.towns.total: None -> 70",
        "financing.towns.yearly: 50 -> None",
    ]


@pytest.mark.parametrize(
    ("sets", "scenarios", "where", "variant"),
    [
        (("towns.yearly=1", "towns.yearly=2"), (), "--set 2:1", "together"),
        (("towns.yearly=1", "financing.towns.years={}"), (), "--set 2:1", "together"),
        (("first={share: 1}", "first.cap=5"), (), "--set 2:1", "together"),
        (("first.cap=5", "first={share: 1}"), (), "--set 2:1", "together"),
        ((), ("fewer", "other"), "plan.yaml:25:40", "together"),
        ((), ("fewer", "strict"), "plan.yaml:26:18", "together"),
        ((), ("fever",), "plan.yaml:23:1", "scenario_meant"),
        ((" town.yearly=1",), (), "--set 1:2", "meant"),
        (("towns.yeraly=1",), (), "--set 1:1", "meant"),
        (("towns.years.2026/27=1",), (), "--set 1:1", "meant"),
        (("first.cap.d=1",), (), "--set 1:1", "single"),
        (("second.cap.first=1",), (), "--set 1:1", "unknown"),
        (("towns.yearly.x=1",), (), "--set 1:1", "single"),
        (("costs.new=5",), (), "--set 1:1", "unknown"),
        (("financing.new.shared_by.a=2",), (), "--set 1:1", "unknown"),
        (("stated=[]",), (), "--set 1:1", "fixed"),
        (("towns.yearly",), (), "--set 1:1", "no_equal"),
        (("=5",), (), "--set 1:1", "no_equal"),
    ],
)
def test_what_cannot_be_asked_for_is_refused_where_it_stands(
    sets: tuple[str, ...], scenarios: tuple[str, ...], where: str, variant: str
) -> None:
    with pytest.raises(WhatIfError) as error:
        changes(*sets, scenarios=scenarios)
    assert (str(error.value.finding.place), error.value.finding.variant) == (where, variant)
    assert error.value.said("en")


def test_in_python_a_scenario_is_asked_for_once_and_a_number_is_a_value(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(PLAN, "utf-8")
    sets: dict[str, Any] = {"towns.yearly": 60}
    asked = load_plan(str(file), set=sets, scenarios=["fewer", "fewer"]).what_if
    assert asked is not None
    assert asked.asked == Asked(("fewer",), ("towns.yearly=60",))
    with pytest.raises(industri40.WhatIfError):
        load_plan(str(file), scenarios=["fewer", "other"])


def test_what_is_taken_out_has_to_be_there() -> None:
    for gone, variant in (("towns.total", "not_there"), ("towns.totl", "meant")):
        with pytest.raises(WhatIfError) as error:
            changes(scenarios=("it",), text=f"{PLAN}  it: {{unset: [{gone}]}}\n")
        assert (error.value.finding.variant, error.value.finding.place.line) == (variant, 27)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("350.000", "--set 1:14 P204"),
        ("+350.000", "--set 1:14 P204"),
        ("+5 kroner", "--set 1:14 P204"),
        ("-60", "--set 1:14 P259"),
        ("+0.001 %", "--set 1:14 P259"),
        ("+1 %", "--set 1:14 P214"),
        ("", "--set 1:13 P204"),
        ("&a 5", "--set 1:14 R109"),
        ("!!str 5", "--set 1:14 R111"),
        ("- 5", "--set 1:14 R101"),
        ("a: b", "--set 1:15 R101"),
        ("{yearly: 5", "--set 1:14 R101"),
        ("{<<: {a: 1}}", "--set 1:15 R110"),
        ("\x1b[31m", "--set 1:14 R103"),
        ("5\t5", "--set 1:15 R104"),
        ("\udcf8", "--set 1:14 R102"),
        ("a\ud800", "--set 1:15 R102"),
        ("[" * 30, "--set 1:33 R114"),
        ("x" * 100_000, "--set 1:14 R115"),
        ("9" * 9_000, "--set 1:14 P204"),
        ("+" + "9" * 9_000, "--set 1:14 P204"),
    ],
)
def test_a_value_that_cannot_be_is_found_in_the_option(value: str, found: str) -> None:
    assert found in changes(f"towns.yearly={value}")


@pytest.mark.parametrize(
    ("asked", "ways"),
    [
        ("own.hourly_rate=+0.25 %", "10.02 or 10.03"),  # which round_to does not hold for
        ("towns.yearly=+0.25 %", "50 or 51"),
    ],
)
def test_the_nearest_values_that_can_be_are_named(asked: str, ways: str) -> None:
    _, (found,) = read_plan(PLAN.encode(), "plan.yaml", asked=Asked((), (asked,)))
    assert f"Write {ways}, the nearest" in found.remedy


SIGNS = "0123456789.,%+-/ {}[]:#&*!|>'\"\\\n\t\u00a0\u2212\ud800\x00aé=~"


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(
        ["towns.yearly", "first.share", "own.hours", "county", "limits", "a.keys.pop", "x"]
    ),
    st.sampled_from(["=", "=+", "=-", "= {", "=[", '="']),
    st.text(st.sampled_from(SIGNS), max_size=12),
)
def test_no_text_of_an_option_comes_as_a_surprise(path: str, equal: str, text: str) -> None:
    try:
        _, found = read_plan(PLAN.encode(), "plan.yaml", asked=Asked((), (f"{path}{equal}{text}",)))
    except WhatIfError as error:
        found = (error.finding,)
    for one in found:
        assert one.message
        assert one.remedy
        assert one.place.line >= 1
        assert one.place.column >= 1
