"""Stated figures: what the tables print holds, at every ``round_to``, and what is off does not."""

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from random_plans import Limits
from strategies import PlanDict, fixed_plan, plans, yaml_bytes

from industri40.checks import check
from industri40.engine.allocation import allocate
from industri40.findings.finding import Finding
from industri40.load import read_plan
from industri40.money import format_amount, json_number
from industri40.plan.model import Plan
from industri40.render.common.figures import decimals, figure
from industri40.report.table import MONEY, Cell
from industri40.report.tables import TABLES, ReportTables

THOUSANDS = Limits(environments=12, years=4, phases=3, units=(100_000,))
"""Plans whose amounts are multiples of a thousand kroner, so of everything that is tried here."""

STEPS = ("0.01", "0.25", "0.5", "1", "2.50", "100", "1 000")


class Printed(NamedTuple):
    """A figure of a table as it is printed, and the step to the next one that could be."""

    table: str
    row: str
    column: str
    text: str
    json: str
    cell: Cell
    next: str


def understood(written: PlanDict) -> Plan:
    plan, findings = read_plan(yaml_bytes(written), "plan.yaml")
    assert plan is not None, [finding.message for finding in findings]
    return plan


def printed(plan: Plan) -> Iterator[Printed]:
    """Every figure of the tables that figures can be stated of."""
    report = ReportTables(plan, allocate(plan))
    for name in TABLES:
        for table in () if name == "environment" else report.tables(name):
            for column in table.columns:
                rows = [row for row in table.rows if column.key in row.cells]
                places = decimals([row.cells[column.key] for row in rows])
                for row in rows:
                    cell = row.cells[column.key]
                    shown = figure(cell, plan.language, places)
                    if plan.language == "en":  # whose commas a plan does not have
                        shown = shown.replace(",", " ")
                    whole = cell.kind != MONEY or column.id == "participant" or not places
                    step = Fraction(1) if whole and plan.unit < 1 else plan.unit
                    off = format_amount(cell.amount + step, decimals=places if not whole else None)
                    yield Printed(
                        name, row.id, column.id, shown, json_number(cell.amount), cell, off
                    )


def stating(written: PlanDict, figures: list[tuple[Printed, str]]) -> list[Finding]:
    """What is found where these figures are stated."""
    stated = []
    for one, text in figures:
        stated.append({"table": one.table, "rows": {one.row: {one.column: text}}})
    plan = understood(written | {"stated": stated})
    return [finding for finding in check(plan) if finding.code.startswith("S")]


def in_steps(written: PlanDict, step: str) -> Plan:
    """A plan at another ``round_to``: now and then what was whole, such as percent, is too much."""
    written["round_to"] = step
    plan, _ = read_plan(yaml_bytes(written), "plan.yaml")
    assume(plan is not None)
    assert plan is not None
    return plan


@settings(max_examples=12)
@given(plans(balanced=None, limits=THOUSANDS), st.sampled_from(STEPS))
def test_every_figure_holds_as_the_tables_and_the_json_print_it(written: PlanDict, step: str):
    figures = list(printed(in_steps(written, step)))
    assert len(figures) > 20
    for way in ("text", "json"):
        found = stating(written, [(one, getattr(one, way)) for one in figures])
        assert [finding.message for finding in found] == []


@settings(max_examples=12)
@given(
    plans(balanced=None, limits=THOUSANDS),
    st.sampled_from(STEPS),
    st.randoms(use_true_random=False),
)
def test_a_figure_that_is_off_by_one_step_is_found(written: PlanDict, step: str, rng: Random):
    figures = list(printed(in_steps(written, step)))
    figures = rng.sample(figures, min(40, len(figures)))
    found = stating(written, [(one, one.next) for one in figures])
    names = [f"{one.table}.{one.row}.{one.column}" for one in figures]
    assert [finding.subject for finding in found if finding.code == "S401"] == names
    assert all(finding.difference for finding in found)


def test_the_figures_that_are_tried_are_rounded_in_many_ways():
    seen: dict[str, set[bool]] = {}
    for seed in range(4):
        for step in STEPS:
            written = fixed_plan(seed, balanced=None, limits=THOUSANDS) | {"round_to": step}
            for one in printed(understood(written)):
                kind = "fraction" if one.cell.step.denominator != 1 else "whole"
                seen.setdefault(kind, set()).add(one.cell.rounded and "," in one.text + ",")
    assert seen == {"fraction": {True, False}, "whole": {True, False}}


PLAN = """\
name: Halves
years: [2024]
environments: 3
participants: 7
round_to: 0.5
costs: {work: {yearly: 1 000}}
financing: {county: {yearly: 1 000}}
stated: [{table: breakdown, rows: {work: {%s: "%s"}}}]
"""


@pytest.mark.parametrize(
    ("column", "text", "gives"),
    [
        # 1 000 / 3 is 333.33…, which the table prints as 333,50
        ("environment", "333,50", None),
        ("environment", "333.5", None),
        ("environment", "333,33", None),
        ("environment", "333,3", None),
        ("environment", "333", None),
        ("environment", "333,00", "333.33"),
        ("environment", "334", "333"),
        ("environment", "334,00", "333.33"),
        ("environment", "333,34", "333.33"),
        # 1 000 / 7 is 142.857…, which the table prints as 143: nothing is halves there
        ("participant", "143", None),
        ("participant", "142,86", None),
        ("participant", "142,9", None),
        ("participant", "143,00", "142.86"),
        ("participant", "142,50", "142.86"),
        ("participant", "142", "143"),
        ("total", "1 000", None),
        ("total", "1 000,00", None),
        ("total", "1 000,50", "1000"),
    ],
)
def test_a_figure_holds_as_it_is_printed_exactly_or_at_its_own_decimals(
    plan_of, column, text, gives
):
    found = check(plan_of(PLAN % (column, text)))
    assert [str(finding.found) for finding in found] == (
        [] if gives is None else [str(Fraction(gives))]
    )


@pytest.mark.parametrize(
    ("column", "text", "tolerance", "holds"),
    [
        # 1 000 / 3 is 333.33…, which the table prints as 333,50
        ("environment", "334", 1, True),
        ("environment", "334,50", 1, True),
        ("environment", "334,51", 1, False),
        ("environment", "332,34", 1, True),
        ("environment", "332", 1, True),
        ("environment", "331,50", 1, False),
        ("total", "1 000,50", "0.50", True),
        ("total", "1 000,50", "0.49", False),
        ("total", "-500", "1 500", True),
        ("participant", "150", 7, True),
        ("participant", "151", 7, False),
    ],
)
def test_a_figure_may_be_off_by_its_tolerance_and_no_more(plan_of, column, text, tolerance, holds):
    off = PLAN.replace("{table:", f"{{tolerance: {tolerance}, table:") % (column, text)
    found = check(plan_of(off))
    assert [one.code for one in found] == ([] if holds else ["S401"])
    assert all("`tolerance`" in one.message for one in found)


def test_a_phase_may_be_called_participant_and_is_rounded_like_every_other(plan_of):
    phases = "grant: county\nphases: {participant: {share: 1/3}, other: {share: 2/3}}\n"
    stated = "table: phases, rows: {costs: {participant: '333,50'}}"
    text = (PLAN + phases).replace('table: breakdown, rows: {work: {%s: "%s"}}', stated)
    assert check(plan_of(text)) == ()


@pytest.mark.parametrize(
    ("text", "holds"), [("-40", True), ("\u221240,00", True), ("40", False), ("-41", False)]
)
def test_what_is_unspent_can_be_stated_below_zero(plan_of, text, holds):
    plan = PLAN.replace("county: {yearly: 1 000", "county: {yearly: 1 040")
    plan = plan.replace("breakdown, rows: {work", "financing, rows: {uncovered")
    found = [one for one in check(plan_of(plan % ("total", text))) if one.code[0] == "S"]
    assert (found == []) is holds


@settings(max_examples=12)
@given(plans(balanced=None), st.integers(0, 4))
def test_frames_and_awards_can_be_stated_as_the_json_lists_them(written: PlanDict, number: int):
    plan = understood(written)
    assume(plan.grant)
    allocation = allocate(plan)
    parts = ("frame", "awarded", "leftover", "carried", "returned")
    rows: dict[str, dict[str, Fraction]] = {
        frame.phase: {part: plan.unit * getattr(frame, part) for part in parts}
        for frame in allocation.frames
    }
    awards: dict[str, dict[str, Fraction]] = {}
    for award in allocation.awards:
        row = awards.setdefault(award.environment, {})
        row[award.phase] = plan.unit * award.amount
        for part, units in (("sought", award.sought), ("ceiling", award.ceiling)):
            if units is not None:
                row[f"{award.phase}.{part}"] = plan.unit * units
    stated = [{"table": "frames", "rows": rows}, {"table": "awards", "rows": awards}]
    assert only_stated(written, as_text(stated)) == []
    phase, part = plan.phases[-1].id, parts[number]
    rows[phase][part] += plan.unit
    [found] = only_stated(written, as_text(stated))
    assert (found.code, found.subject) == ("S401", f"frames.{phase}.{part}")
    assert found.difference == -plan.unit


def as_text(stated: Any) -> Any:
    if isinstance(stated, dict):
        return {key: as_text(value) for key, value in stated.items()}
    if isinstance(stated, list):
        return [as_text(each) for each in stated]
    # with all decimals, or 0.99 would be as good as a stated 1
    return format_amount(stated, "nb", 2) if isinstance(stated, Fraction) else stated


def only_stated(written: PlanDict, stated: Any) -> list[Finding]:
    plan = understood(written | {"stated": stated})
    return [finding for finding in check(plan) if finding.code.startswith("S")]


FRAMES = """\
name: Frames
years: [2024]
environments: 3
participants: 7
costs: {work: {yearly: 1 000}}
financing: {county: {yearly: 1 000}}
grant: county
phases: {first: {share: 60 %%, cap: 150, leftover: %s}, second: {share: 40 %%}}
stated: [{table: %s, rows: {%s}}]
"""


@pytest.mark.parametrize(
    ("leftover", "table", "rows", "code"),
    [
        ("carry", "frames", "first: {frame: 600, awarded: 450, leftover: 150}", None),
        ("carry", "frames", "first: {carried: 150, returned: 0}, second: {frame: 550}", None),
        ("return", "frames", "first: {carried: 0, returned: 150}, second: {carried: 0}", None),
        ("return", "frames", "first: {carried: 150}", "S401"),
        ("carry", "frames", "second: {frame: 400}", "S401"),
        ("carry", "frames", "third: {frame: 400}", "S403"),
        ("carry", "frames", "first: {left: 150}", "S404"),
        ("carry", "frames", "awarded: {first: 450}", "S403"),
        ("carry", "awards", "frames.awarded: {first: 450, second: 550}", None),
        ("carry", "awards", "environment-2: {first: 150, first.ceiling: 150}", None),
        ("carry", "awards", "environment-2: {first: 200}", "S401"),
        ("carry", "awards", "environment-2: {first.ceiling: 200}", "S401"),
        ("carry", "awards", "environment-2: {awards.total: 333}", None),
        ("carry", "awards", "environment-2: {second.ceiling: 200}", "S404"),
        ("carry", "frame", "first: {frame: 600}", "S402"),
    ],
)
def test_awards_and_frames_are_compared_as_other_tables(plan_of, leftover, table, rows, code):
    found = check(plan_of(FRAMES % (leftover, table, rows)))
    assert [finding.code for finding in found] == ([] if code is None else [code])
    if code == "S402":
        assert "`frames` is probably meant" in found[0]._replace(language="en").message


def test_frames_need_a_grant(plan_of):
    text = PLAN % ("total", "1 000")
    text = text.replace("table: breakdown, rows: {work: {total", "table: frames, rows: {a: {frame")
    [found] = check(plan_of(text))
    assert (found.code, "no grant" in found._replace(language="en").message) == ("S402", True)
