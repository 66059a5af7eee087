"""Explanations: complete, and true to the figure that they explain."""

import json
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from cases import case_of

from industri40.engine.allocation import Allocation, allocate
from industri40.explain.step import ALIKE, OPERATIONS, Step, said, walk
from industri40.explain.trace import UnknownFigureError, explain
from industri40.load import load_plan, read_plan
from industri40.money import round_half_away
from industri40.plan.model import Plan
from industri40.render.explanation.json import render as render_json
from industri40.report.case import Case
from industri40.report.figures import PLAN
from industri40.report.table import Cell
from industri40.report.tables import TABLES, ReportTables

TESTS = Path(__file__).parent.parent
REFERENCE = TESTS.parent / "budgets" / "industri40-trondelag.yaml"
PLANS = [REFERENCE, *sorted((TESTS / "data" / "plans").glob("*.yaml"))]
NAMES = [path.name for path in PLANS]
LEFT_TO_THE_LANGUAGE = {"plan.round_to", "plan.phases.programme.share", "one"}


@cache
def shared(path: Path) -> tuple[Plan, Allocation]:
    plan = load_plan(str(path))
    return plan, allocate(plan)


def recompute(step: Step) -> Fraction:
    """The value of a step by its operation, from the exact values of its inputs."""
    if step.operation == PLAN:
        return step.exact
    inputs = [each.exact for each in step.inputs]
    assert step.operation != ALIKE or len(set(inputs)) == 1, step.figure
    return OPERATIONS[step.operation](inputs)


def notes_of(step: Step) -> list[str]:
    return [said(note, "en") for note in step.notes]


def cells(plan: Plan, allocation: Allocation) -> Iterator[tuple[str, Cell]]:
    """Every cell of every table, with its place as its name."""
    report = ReportTables(plan, allocation)
    for name in TABLES:
        for table in report.tables(name):
            for row, named in table.by_name().items():
                for column, cell in named.items():
                    yield f"{table.id}.{row}.{column}", cell


@pytest.mark.parametrize("path", PLANS, ids=NAMES)
def test_every_cell_of_every_table_is_explained_down_to_the_plan(path: Path) -> None:
    plan, allocation = shared(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    seen = 0
    for name, cell in cells(plan, allocation):
        step = explain(case_of(plan, allocation), name)
        assert (step.exact, step.amount) == (cell.exact, cell.amount), name
        for each in walk(step):
            seen += 1
            assert recompute(each) == each.exact, (name, each.figure)
            if not each.inputs:
                assert each.operation == PLAN, (name, each.figure)
                assert each.place is not None, (name, each.figure)
                assert each.place.column <= len(lines[each.place.line - 1]), (name, each.figure)
                # only what the plan leaves to the language stands nowhere in it
                assert each.place != plan.place or each.figure in LEFT_TO_THE_LANGUAGE, name
    assert seen > 500


@pytest.mark.parametrize("path", PLANS, ids=NAMES)
def test_every_share_award_and_schedule_is_explained(path: Path) -> None:
    plan, allocation = shared(path)
    figures = {
        f"shares.{share.line}.{share.environment}.{share.year}": plan.unit * share.amount
        for share in allocation.shares()
    }
    figures |= {
        f"awards.{award.phase}.{award.environment}": plan.unit * award.amount
        for award in allocation.awards
    }
    figures |= {
        f"participants.{environment}.{year}": number
        for environment, schedule in allocation.schedule.items()
        for year, number in zip(plan.years, schedule, strict=True)
    }
    figures |= {
        f"frames.{frame.phase}.{part}": plan.unit * getattr(frame, part)
        for frame in allocation.frames
        for part in ("frame", "awarded", "leftover", "carried", "returned")
    }
    assert len(figures) > 30
    for name, amount in figures.items():
        step = explain(case_of(plan, allocation), name)
        assert step.exact == amount, name
        assert all(recompute(each) == each.exact for each in walk(step)), name


@pytest.mark.parametrize("path", PLANS, ids=NAMES)
def test_the_json_holds_all_that_is_needed_to_recompute(path: Path) -> None:
    plan, allocation = shared(path)
    line, environment = plan.costs[0].id, plan.environments[-1].id
    name = f"shares.{line}.{environment}.{plan.years[-1]}"
    case = case_of(plan, allocation)
    document = json.loads(render_json(case, explain(case, name)))
    steps = {step["figure"]: step for step in document["steps"]}
    assert document["figure"] == name
    assert name in steps
    for step in steps.values():
        inputs = [Fraction(steps[each]["exact"]) for each in step["inputs"]]
        if step["operation"] == PLAN:
            assert step["place"]["file"].endswith(path.name)
        else:
            assert OPERATIONS[step["operation"]](inputs) == Fraction(step["exact"])


def test_a_share_that_gave_way_is_rounded_and_then_so_many_units_more_or_less() -> None:
    plan, allocation = shared(TESTS / "data" / "plans" / "gives-way.yaml")
    assert allocation.relaxed
    for cell in allocation.relaxed:
        name = f"shares.{cell.line}.{cell.environment}.{cell.year}"
        step = explain(case_of(plan, allocation), name)
        to_date = next(each for each in walk(step) if each.figure.startswith("to_date."))
        assert to_date.operation == ("sum" if cell.amount > cell.exact else "less")
        assert to_date.exact == plan.unit * cell.amount == recompute(to_date)
        assert [each.figure for each in to_date.inputs[1:]] == ["plan.round_to"]
        assert "it gave way" in " ".join(notes_of(to_date))


def test_a_ceiling_says_what_it_kept_back_and_where_that_went() -> None:
    plan, allocation = shared(TESTS / "data" / "plans" / "uneven.yaml")
    step = explain(case_of(plan, allocation), "awards.introduction.b2")
    assert step.operation == "least"
    kept = step.inputs[0].exact - step.exact
    assert kept > 0
    assert "carried to the next phase" in " ".join(notes_of(step))


REDISTRIBUTED = b"""
name: Small
language: en
years: [2024]
environments: 3
participants: 3
costs: {work: {yearly: 100 001}}
financing: {county: {yearly: 100 001}}
grant: county
phases:
  only: {share: 1, leftover: redistribute, applications: {environment-1: 20 000}}
"""


def test_what_a_ceiling_keeps_back_is_no_figure_where_it_is_shared_among_the_others() -> None:
    plan, _ = read_plan(REDISTRIBUTED, "plan.yaml")
    assert plan is not None
    step = explain(Case(plan), "awards.only.environment-1")
    assert notes_of(step) == [
        "what the ceiling keeps back is shared among those below their ceilings"
    ]


def test_amounts_in_notes_are_written_as_those_beside_them() -> None:
    plan, _ = read_plan(REDISTRIBUTED, "plan.yaml")
    assert plan is not None
    step = explain(Case(plan), "awards.only.environment-2")
    assert notes_of(step)[0] == "1 of 2 are rounded up, so that all together total 100,001"


def test_a_rounded_krone_says_in_which_direction_and_why_here() -> None:
    plan, allocation = shared(TESTS / "data" / "plans" / "uneven.yaml")
    case = case_of(plan, allocation)
    rounded = {
        each.operation: each
        for share in allocation.shares()
        for each in walk(explain(case, f"shares.{share.line}.{share.environment}.{share.year}"))
        if each.figure.startswith("to_date.") and each.operation in ("up", "down")
    }
    assert set(rounded) == {"up", "down"}
    for step in rounded.values():
        notes = " ".join(notes_of(step))
        assert "rounded up, so that all together total" in notes
        assert "the part cut off is 0." in notes
        assert round_half_away(step.exact, plan.unit) == step.exact


def test_depth_cuts_the_json() -> None:
    case = case_of(*shared(REFERENCE))
    step = explain(case, "breakdown.county.participant")
    assert len(json.loads(render_json(case, step, depth=0))["steps"]) == 1
    assert len(json.loads(render_json(case, step, depth=1))["steps"]) == 3


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("breakdwon.county.participant", "breakdown"),
        ("breakdown.conty.participant", "breakdown.county"),
        ("breakdown.county.participants", "breakdown.county.participant"),
        ("shares.county.enviroment-3.2020", "shares.county.environment-"),
        ("shares.county.environment-3.2022", "shares.county.environment-3.202"),
        ("awards.introducton.environment-2", "awards"),
        ("awards.introduction.environment-9", "awards.introduction.environment-"),
        ("frames.introduction.framed", "frames.introduction.frame"),
        ("shares.county", "shares.county.common"),
        ("breakdown.county", "breakdown.county.total"),
        ("environment.environment-3.county.2031", "environment.environment-3.county.20"),
        ("", "«» finnes ikke"),
        ("...", "«» finnes ikke"),
        ("shares", "shares."),
        (
            "breakdown",
            "er ikke hele navnet på et tall; et helt navn er breakdown.participants.total.",
        ),
    ],
)
def test_a_wrong_name_gets_the_nearest_right_one(wrong: str, said: str) -> None:
    plan, allocation = shared(REFERENCE)
    with pytest.raises(UnknownFigureError) as caught:
        explain(case_of(plan, allocation), wrong)
    assert said in str(caught.value)


def test_a_long_chain_of_percentages_is_explained() -> None:
    lines = "".join(f"  l{n + 1}: {{percent: 90 %, of: l{n}}}\n" for n in range(300))
    text = (
        "name: X\nyears: [2026, 2027]\nenvironments: 2\nparticipants: 3\n"
        f"costs:\n  l0: {{yearly: 1000}}\n{lines}financing: {{rest: {{rest: true}}}}\n"
    )
    plan, _ = read_plan(text.encode(), "plan.yaml")
    assert plan is not None
    case = Case(plan)
    for name in ("costs.l300.2027", "shares.l300.environment-1.2027", "financing.rest.2026"):
        steps = list(walk(explain(case, name)))
        assert len(steps) > 300
        assert all(recompute(each) == each.exact for each in steps)
