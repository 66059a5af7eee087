"""Names of figures: each has one meaning, whatever the ids of a plan are."""

import json
from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from cases import case_of
from hypothesis import given, settings
from hypothesis import strategies as st
from random_plans import Limits
from strategies import PlanDict, plans, yaml_bytes

from industri40.engine.allocation import Allocation, allocate
from industri40.explain.step import OPERATIONS, Step, note, walk
from industri40.explain.trace import KINDS, UnknownFigureError, explain, found, names
from industri40.load import read_plan
from industri40.plan.model import Plan
from industri40.render.common.results import Results, TextOptions
from industri40.render.data.allocation_json import render
from industri40.report.case import Case
from industri40.report.figures import PLAN
from industri40.report.tables import PROGRAMME, TABLES, ReportTables

SMALL = Limits(environments=4, years=2, phases=3)

WORDS = [
    *("all", "amount", "awarded", "awards", "cash", "ceiling", "environments", "first", "frame"),
    *("frames", "hours", "in_kind", "lines", "phases", "pool", "programme", "share", "shared_by"),
    *("sought", "sum", "to_date", "total", "weight", "y2024"),
]
"""Ids that are words of the program too, and of which few are used in one plan."""

BY_ENVIRONMENT = ("shared_by", "applications", "awarded", "returned", "cap", "floor")
BY_ENVIRONMENT += ("by_environment",)

Names = dict[str, str]


def colliding(written: PlanDict, rng: Random) -> PlanDict:
    """The same plan with ids of environments, phases and lines that are often the same."""
    pool = rng.sample(WORDS, 9)
    ids = list(written["environments"]) if isinstance(written["environments"], dict) else []
    environments = dict(zip(ids, rng.sample(pool, len(ids)), strict=True))
    rounds = list(written.get("phases", {}))
    phases = dict(zip(rounds, rng.sample(pool, len(rounds)), strict=True))
    every = [*written["costs"], *written["financing"]]
    every += [one for entry in written["financing"].values() for one in entry.get("sources", {})]
    # what words there are; further lines keep their ids
    chosen = [*pool, *(one for one in WORDS if one not in pool), *every][: len(every)]
    rng.shuffle(chosen)
    lines = dict(zip(every, chosen, strict=True))
    plan = dict(written)
    for side in ("costs", "financing"):
        plan[side] = _entries(written[side], lines, lines, environments)
    if ids:
        plan["environments"] = _entries(written["environments"], environments, phases, environments)
    if rounds:
        plan["phases"] = _entries(written["phases"], phases, lines, environments)
    if "grant" in written:
        plan["grant"] = lines[written["grant"]]
    return plan


def _entries(entries: PlanDict, ids: Names, named: Names, environments: Names) -> PlanDict:
    """A part of a plan with other ids; ``named`` are those to which its values refer."""
    return {ids[name]: _entry(entry, named, environments) for name, entry in entries.items()}


def _entry(entry: PlanDict, named: Names, environments: Names) -> PlanDict:
    changed: PlanDict = {}
    for key, value in entry.items():
        if key in BY_ENVIRONMENT and isinstance(value, dict):
            changed[key] = {environments.get(name, name): one for name, one in value.items()}
        elif key == "sources":
            changed[key] = _entries(value, named, named, environments)
        elif key in ("includes", "financed_by", "phases", "of"):
            changed[key] = (
                [named[one] for one in value]
                if isinstance(value, list)
                else named.get(value, value)
            )
        else:
            changed[key] = value
    return changed


def shared(written: PlanDict) -> tuple[Plan, Allocation]:
    plan, findings = read_plan(yaml_bytes(written), "plan.yaml")
    assert plan is not None, [finding.message for finding in findings]
    return plan, allocate(plan)


def document(plan: Plan, allocation: Allocation) -> Any:
    """What ``allocate --format json`` writes, with every table."""
    report = ReportTables(plan, allocation)
    tables = tuple(table for name in TABLES for table in report.tables(name))
    results = Results(report, tables)
    return json.loads(render(results, TextOptions()), parse_float=Fraction)


def listed(found: Any) -> Iterator[tuple[str, Fraction]]:
    """Every figure of the lists of the JSON by its name, with its amount."""
    for one in found["shares"]:
        yield f"shares.{one['line']}.{one['environment']}.{one['year']}", one["amount"]
    for one in found["awards"]:
        name = f"awards.{one['phase']}.{one['environment']}"
        yield name, one["amount"]
        for part in ("sought", "ceiling", "floor"):
            if one[part] is not None:
                yield f"{name}.{part}", one[part]
    for one in found["frames"]:
        for part in ("frame", "awarded", "leftover", "carried", "returned"):
            yield f"frames.{one['phase']}.{part}", one[part]
    for one in found["participants"]:
        yield f"participants.{one['environment']}.{one['year']}", one["participants"]


def in_tables(found: Any, between: str) -> Iterator[tuple[str, Fraction, Fraction]]:
    """Every cell of the tables of the JSON by its name, with its amount and its exact value."""
    for table, cells in found["tables"].items():
        for cell in cells:
            name = between.join((table, cell["row"], cell["column"]))
            yield name, cell["amount"], Fraction(cell["exact"])


COLLIDING = st.tuples(plans(balanced=None, limits=SMALL), st.randoms(use_true_random=False))


@settings(max_examples=8)
@given(COLLIDING)
def test_every_figure_of_the_json_is_explained_with_its_value(drawn: tuple[PlanDict, Random]):
    written, rng = drawn
    plan, allocation = shared(colliding(written, rng))
    found = document(plan, allocation)
    lists = dict(listed(found))
    assert lists
    for name, amount in lists.items():
        step = explain(case_of(plan, allocation), name)
        assert (step.figure, step.amount, step.exact) == (name, amount, amount), name
    for name, amount, exact in in_tables(found, ":"):
        step = explain(case_of(plan, allocation), name)
        assert (step.figure, step.amount, step.exact) == (name, amount, exact), name
    cells: dict[str, set[tuple[Fraction, Fraction]]] = {}
    for name, amount, exact in in_tables(found, "."):
        cells.setdefault(name, set()).add((amount, exact))
    doubtful = {name for name, values in cells.items() if name in lists or len(values) > 1}
    for name in doubtful.union(rng.sample(sorted(cells), min(50, len(cells)))):
        step, values = explain(case_of(plan, allocation), name), cells[name]
        if name in lists:
            assert step.exact == lists[name], "with points it is another figure that has its name"
        else:
            assert (step.amount, step.exact) in values, name


@settings(max_examples=15)
@given(COLLIDING)
def test_every_step_of_an_explanation_has_a_name_of_its_own_and_can_be_explained(
    drawn: tuple[PlanDict, Random],
):
    written, rng = drawn
    plan, allocation = shared(colliding(written, rng))
    found = document(plan, allocation)
    names = [*(name for name, _ in listed(found)), *(name for name, *_ in in_tables(found, ":"))]
    steps: dict[str, Step] = {}
    for name in rng.sample(names, min(12, len(names))):
        for step in walk(explain(case_of(plan, allocation), name)):
            known = steps.setdefault(step.figure, step)
            assert (step.exact, step.kind) == (known.exact, known.kind), step.figure
            inputs = [each.exact for each in step.inputs]
            assert step.operation == PLAN or OPERATIONS[step.operation](inputs) == step.exact
    for name in rng.sample(sorted(steps), min(12, len(steps))):
        step = explain(case_of(plan, allocation), name)
        assert (step.exact, step.amount) == (steps[name].exact, steps[name].amount), name


AMBIGUOUS = """\
name: Ambiguous
language: en
years: [2024]
environments:
  first: {participants: 3}
  second: {participants: 1}
  sum: {participants: 2}
costs: {phases: {yearly: 600}}
financing: {shared_by: {yearly: 600, shared_by: {first: 1, second: 2, sum: 3}}}
grant: shared_by
phases:
  first: {share: 1/2}
  second: {share: 1/2, shared_by: participants}
  frames: {share: 0}
"""


@pytest.mark.parametrize(
    ("figure", "amount"),
    [
        ("awards.first.second", 100),  # the phase `first` awards to `second`
        ("awards.second.first", 150),
        ("awards:first:second", 150),  # the row `first`, its column `second`
        ("awards:second:first", 100),
        ("awards.sum.first", 150),  # there is no phase `sum`, so this is a cell
        ("awards.first.sum", 150),
        ("awards.second.sum", 100),
        ("awards:sum:second", 100),
        ("awards.first.awards.total", 200),
        ("awards.frames.frame.first", 300),
        ("awards:frames.frame:first", 300),
        ("environments.first.award.second", 150),
        ("environment.first.shared_by.2024", 200),
        ("environment.first:shared_by.second:total", 150),
        ("shares.phases.first.total", 200),
        ("shares.phases.first", 200),
        ("plan.phases.second.share", Fraction(1, 2)),
        ("plan.phases.first.shared_by.sum", 3),
        ("plan.phases.first.shared_by.all.sum", 6),
        ("frames.awarded", 600),
        ("plan.participants", 6),
    ],
)
def test_a_name_has_one_meaning_where_an_environment_and_a_phase_have_the_same_id(
    plan_of, figure, amount
):
    plan = plan_of(AMBIGUOUS)
    step = explain(Case(plan), figure)
    assert (step.figure, step.exact) == (figure, amount)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("awards:first:third", "in awards:first. There are awards.total, first, frames, second."),
        ("awards:firs:second", "awards:first"),
        ("award:first:second", "awards"),
        ("awards:first", "is no whole name of a cell"),
        ("environment:first:total", "there is no '' in environment"),
        ("environment.frist:shared_by:total", "environment.first"),
        ("plan.phases.third.share", "there is no 'plan'"),
        ("to_date.phases.first.2031", "there is no 'to_date'"),
        ("awards.first.third", "awards.first."),
        ("::", "there is no ''"),
    ],
)
def test_a_wrong_name_is_said_with_the_nearest_right_one(plan_of, wrong, said):
    plan = plan_of(AMBIGUOUS)
    with pytest.raises(UnknownFigureError) as caught:
        explain(Case(plan), wrong)
    assert said in str(caught.value)


def test_a_common_cost_has_nothing_in_an_environment(plan_of):
    plan = plan_of(
        AMBIGUOUS.replace(
            "{yearly: 600}}\nfin",
            "{yearly: 590}, fair: {yearly: 10, common: true, financed_by: shared_by}}\nfin",
        )
    )
    step = explain(Case(plan), "shares.fair.first.2024")
    assert (step.exact, step.notes) == (0, (note("common_stays"),))
    assert explain(Case(plan), "shares.fair.common.2024").exact == 10


@pytest.mark.parametrize("which", ["reference", "unlike"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_name_of_a_kind_can_be_explained(which, kind, request):
    plan = request.getfixturevalue(which)
    allocation = request.getfixturevalue(f"shared_{which}")
    found = list(names(case_of(plan, allocation), kind))
    assert found
    assert all(name.startswith(f"{kind}.") for name in found)
    for name in found[:: max(len(found) // 25, 1)]:
        assert explain(case_of(plan, allocation), name).figure == name


def test_a_source_that_stands_in_no_table_is_explained_all_the_same():
    """Of a group with indicated sources, what is left to pay is one row, whoever pays it."""
    plan, findings = read_plan(
        b"name: X\nlanguage: en\nyears: [2026, 2027]\nenvironments: 2\nparticipants: 3\n"
        b"costs: {p: {yearly: 3 000, includes: phases}}\n"
        b"financing: {g: {sources: {a: {yearly: 1 000, status: indicated},\n"
        b"  phases: {yearly: 2 000, in_kind: true}}}}\n",
        "plan.yaml",
    )
    assert plan is not None, findings
    allocation = allocate(plan)
    assert explain(case_of(plan, allocation), "breakdown.phases.total").exact == 4_000
    with pytest.raises(UnknownFigureError, match="there is no 'county' in breakdown"):
        explain(case_of(plan, allocation), "breakdown.county.total")


def test_a_rest_that_is_shown_as_left_to_pay_is_found_by_its_own_name_too(reference):
    case = Case(reference)
    for column in ("total", "participant"):
        step = explain(case, f"breakdown.own_payment.{column}")
        assert step == explain(case, f"breakdown.company_share.to_pay.{column}")
    with pytest.raises(UnknownFigureError):
        explain(case, "breakdown.own_payment.2019")


def test_a_figure_of_the_programme_is_found_without_sharing_the_plan_out(unlike):
    shared, case = Case(unlike), Case(unlike)
    for name in (one for kind in PROGRAMME for one in names(shared, kind)):
        assert found(case, name).exact == explain(shared, name).exact
    assert "allocation" not in case.__dict__


@pytest.mark.parametrize("which", ["reference", "unlike"])
def test_a_share_and_an_award_are_found_as_they_are_explained(which, request):
    case = Case(request.getfixturevalue(which))
    for kind in ("shares", "awards"):
        for name in list(names(case, kind))[::7]:
            one = explain(case, name)
            assert (found(case, name).exact, found(case, name).kind) == (one.exact, one.kind)
