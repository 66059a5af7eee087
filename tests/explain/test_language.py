"""Explanations of everything that a plan can say: they recompute, and end in lines of the plan."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import PlanDict, plans, yaml_bytes

from industri40.explain.account import Accounts
from industri40.explain.labels import text_of
from industri40.explain.step import ALIKE, OPERATIONS, Step, walk
from industri40.explain.texts import said
from industri40.explain.trace import KINDS, explain, names
from industri40.load import load_plan, read_plan
from industri40.render.common.results import TextOptions
from industri40.render.explanation.text import render
from industri40.report.case import Case
from industri40.report.figures import PLAN

PLANS = sorted((Path(__file__).parent / "plans").glob("*.yaml"))
NOWHERE = {"plan.round_to", "plan.phases.programme.share", "one"}
"""What the plan leaves to the language, so that it stands nowhere in it."""

NUMBER = re.compile("[0-9]+")


@cache
def case_of(name: str) -> Case:
    return Case(load_plan(str(Path(__file__).parent / "plans" / f"{name}.yaml")))


def every_name(case: Case) -> list[str]:
    return list(dict.fromkeys(name for kind in KINDS for name in names(case, kind)))


def written_down(case: Case, figures: list[str]) -> Iterator[Step]:
    """Every step of these explanations once, which is true and ends in lines of the plan."""
    plan, known, seen = case.plan, dict[str, tuple[Fraction, str]](), set[str]()
    for figure in figures:
        for step in walk(explain(case, figure)):
            inputs = [each.exact for each in step.inputs]
            assert known.setdefault(step.figure, (step.exact, step.kind)) == (step.exact, step.kind)
            if step.operation == PLAN:
                assert not inputs, (figure, step.figure)
                assert step.place is not None, (figure, step.figure)
                assert step.place != plan.place or step.figure in NOWHERE, (figure, step.figure)
            else:
                assert inputs, (figure, step.figure)
                assert OPERATIONS[step.operation](inputs) == step.exact, (figure, step.figure)
                assert step.operation != ALIKE or len(set(inputs)) == 1, (figure, step.figure)
            if step.figure not in seen:
                seen.add(step.figure)
                yield step


def is_told(case: Case, figures: list[str]) -> int:
    """Whether all of these explanations is true, and has labels and notes in words."""
    labels, count = Accounts(case).labels, 0
    for step in written_down(case, figures):
        label = text_of(labels(step.figure))
        assert not step.figure.endswith(label), (step.figure, label)
        assert "{" not in label
        for note in step.notes:
            text = said(note, case.plan.language, labels.holder)
            assert "{" not in text
            assert "back -" not in text
        count += 1
    return count


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_figures_of_every_kind_of_plan_are_explained_down_to_its_lines(path: Path) -> None:
    case = case_of(path.stem)
    found = every_name(case)
    assert is_told(case, Random(path.stem).sample(found, min(len(found), 90))) > 90


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_share_award_and_frame_has_the_amount_that_was_allocated(path: Path) -> None:
    case, unit = case_of(path.stem), case_of(path.stem).plan.unit
    for share in case.allocation.shares():
        step = explain(case, f"shares.{share.line}.{share.environment}.{share.year}")
        assert step.exact == unit * share.amount, step.figure
    for award in case.allocation.awards:
        name = f"awards.{award.phase}.{award.environment}"
        assert explain(case, name).exact == unit * award.amount
        assert explain(case, f"{name}.returned").exact == unit * award.returned
        if award.floor is not None:
            assert explain(case, f"{name}.floor").exact == unit * award.floor
    for frame in case.allocation.frames:
        for part in frame._fields[1:]:
            step = explain(case, f"frames.{frame.phase}.{part}")
            assert step.exact == unit * getattr(frame, part), step.figure


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans(balanced=None), st.randoms(use_true_random=False))
def test_so_are_those_of_random_plans(written: PlanDict, rng: Random) -> None:
    plan, findings = read_plan(yaml_bytes(written), "plan.yaml")
    assert plan is not None, findings
    case = Case(plan)
    found = every_name(case)
    is_told(case, rng.sample(found, min(len(found), 12)))


def told(name: str, figure: str, depth: int | None = None) -> list[str]:
    case = case_of(name)
    return render(case, explain(case, figure), TextOptions(100), depth).splitlines()


def test_a_decided_award_is_a_line_of_the_plan() -> None:
    assert told("decided", "awards.introduction.environment-3") == [
        "Tildelt, environment-3, introduction: 350 000  decided.yaml:22"
    ]
