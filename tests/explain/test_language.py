"""Explanations of everything that a plan can say: they recompute, and end in lines of the plan."""

# ruff: noqa: RUF001 - formulas are written with these signs

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
from industri40.explain.amounts import figures_of
from industri40.explain.labels import text_of
from industri40.explain.step import ALIKE, OPERATIONS, Step, said, walk
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


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
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


def test_so_much_of_a_mixture_goes_by_each_of_its_keys() -> None:
    lines = told("mixtures", "shares.towns.oppdal.2024-25", 9)
    assert lines[0] == "towns, Oppdal, 2024-25: 47 ≈ 46,67 ≈ 200 × 17149/73490, rundet opp"
    assert lines[3:11] == [
        "  200  towns, 2024-25  mixtures.yaml:15",
        "  17149/73490 = 1/10 + 980/7349  Andel etter nøklene, Oppdal, towns",
        "    1/10 = 30 % ÷ 3  Andel etter lik fordeling, Oppdal, towns",
        "      30 %  Del som går etter lik fordeling, towns  mixtures.yaml:15",
        "      3  Antall miljøer  mixtures.yaml:5",
        "    980/7349 = 70 % × 7 000 ÷ 36 745  Andel etter population, Oppdal, towns",
        "      70 %  Del som går etter population, towns  mixtures.yaml:15",
        "      7 000  population, Oppdal  mixtures.yaml:5",
    ]


@pytest.mark.parametrize(
    ("plan", "figure", "first"),
    [
        ("mixtures", "awards.two.roros", "Tildelt, Røros, two: 400 = 625 − 225"),
        (
            "mixtures",
            "exact.awards.two.roros",
            "Tildelt, Røros, two: 400 = det største av 525 × 5 600 ÷ 31 145 og 400",
        ),
        (
            "decided",
            "frames.introduction.leftover",
            "Rest av rammen, introduction: 350 000 = 200 000 + 150 000",
        ),
        (
            "groups-of-participants",
            "shares.own_payment.b.2024",
            "own_payment, B, 2024: 4 775 ≈ 4 774,50 = 6 300 − 1 500 − 25,50, rundet opp",
        ),
        ("groups-of-participants", "costs.admin.2025", "admin, 2025: 3 078 = 15 % × 20 520"),
        (
            "groups-of-participants",
            "shares.innovation_norway.b.2024",
            "innovation_norway, B, 2024: 1 500 = 4 350 × 10 ÷ 29",
        ),
        ("percent", "costs.admin.2025", "admin, 2025: 42 = 96 − 54"),
        (
            "given",
            "shares.rest_of_it.b.2024",
            "rest_of_it, b, 2024: 325.42 = 335.42 − 10",
        ),
        ("fitted", "shares.rest.a.2024", "rest, a, 2024: 0 = 3 × 0 ÷ 3⅓"),
        (
            "overdrawn",
            "shares.own.a.2024",
            "own, a, 2024: 30 = 60 × 50 %",
        ),
        (
            "overdrawn",
            "shares.work.b.2024",
            "work, b, 2024: 18 ≈ 17.61 ≈ 25 × 33.75 ÷ 47.92, rounded up",
        ),
    ],
)
def test_a_figure_is_one_plain_sum(plan: str, figure: str, first: str) -> None:
    assert told(plan, figure, 1)[0] == first


@pytest.mark.parametrize(
    ("plan", "figure", "said"),
    [
        (
            "groups-of-participants",
            "shares.own_payment.b.2024",
            "resten fyller opp gruppen i hvert",
        ),
        ("groups-of-participants", "participants.b.2024", "gruppene deles ut til miljøene"),
        ("given", "shares.effort.b.2024", "the plan gives nothing of the line to the environment"),
        ("percent", "costs.admin.2024", "so many percent of all up to the year"),
        ("fitted", "shares.rest.a.2024", "fordelt som før årene ble rundet av"),
        ("overdrawn", "shares.work.b.2024", "by what environments have left when the lines with"),
        ("no-money", "shares.work.unallocated.2024", "det kommer ingen penger det året"),
        ("decided", "frames.middle.frame", "det som ikke er tildelt, eller er tilbakeført"),
        ("decided", "awards.introduction.environment-1.returned", "ingen har tilbakeført noe"),
    ],
)
def test_what_a_formula_does_not_say_is_said_below_it(plan: str, figure: str, said: str) -> None:
    assert said in " ".join(" ".join(told(plan, figure, 20)).split())


def test_an_amount_finds_its_figures_in_every_kind_of_plan() -> None:
    for path in PLANS:
        case = case_of(path.stem)
        for share in list(case.allocation.shares())[::5]:
            amount = case.plan.unit * share.amount
            found = [name for one in figures_of(case, amount) for name, _ in one.figures]
            assert amount in (explain(case, found[-1]).amount, explain(case, found[-1]).exact)


def test_limits_of_awards_and_columns_of_groups_are_among_the_names() -> None:
    assert {"awards.one.roros.floor", "awards.one.oppdal.ceiling"} <= set(
        names(case_of("mixtures"), "awards")
    )
    found = set(names(case_of("decided"), "awards"))
    assert "awards.introduction.environment-3.returned" in found
    assert "awards.introduction.environment-1.returned" not in found
    assert "frames.introduction.given_back" in names(case_of("decided"), "frames")
    groups = case_of("groups-of-participants")
    assert "breakdown.own_payment.participant.inside" in names(groups, "breakdown")
