"""What holds for all differences: of random pairs of plans, and of plans with random what-ifs."""

import json
from collections import defaultdict
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from random_plans import Limits, make_plan, yaml_bytes
from random_plans.what_ifs import options, scenario, what_if
from written_otherwise import rewritten

from industri40 import Plan, compare
from industri40.comparing.changes import TABLES
from industri40.load import read_plan
from industri40.plan.what_if import Asked
from industri40.render.common.results import Results, TextOptions
from industri40.render.registry import renderer
from industri40.report.case import Case
from industri40.report.tables import PROGRAMME

RNG = st.integers(0, 2**32).map(Random)
SMALL = Limits(environments=5, years=3, phases=3)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Plan, Plan]:
    """Two plans: the second one is most often the first with a what-if."""
    rng = draw(RNG)
    plan = make_plan(rng, balanced=None, limits=SMALL)
    other = make_plan(rng, balanced=None, limits=SMALL)
    if rng.random() < 0.8:
        scenarios = {f"s{n}": scenario(what_if(plan, rng)) for n in range(4)}
        plan["scenarios"] = scenarios
        tried = (read_plan(yaml_bytes(plan), "new", asked=Asked((one,)))[0] for one in scenarios)
        if new := next(filter(None, tried), None):
            return plan_of(plan), new
    return plan_of(plan), plan_of(other)


def plan_of(written: dict[str, Any]) -> Plan:
    plan, findings = read_plan(yaml_bytes(written), "plan.yaml")
    assert plan is not None, findings
    return plan


@settings(max_examples=12, deadline=None)
@given(pairs())
def test_old_and_change_are_new_and_backwards_everything_is_negative(pair: tuple[Plan, Plan]):
    found, back = compare(*pair, TABLES), compare(*reversed(pair), TABLES)
    for name in ("figures", "shares", "awards"):
        changes, reverse = getattr(found, name), getattr(back, name)
        for one, other in zip(changes, reverse, strict=True):
            assert (one.old or 0) + one.change == (one.new or 0)
            assert one.old != one.new
            assert other == one._replace(old=one.new, new=one.old)
            assert other.change == -one.change
    turned = [(one.path, one.new, one.old, one.new_place, one.old_place) for one in back.inputs]
    assert turned == [*map(tuple, found.inputs)]
    assert found.same == back.same


@settings(max_examples=10, deadline=None)
@given(pairs())
def test_changes_are_those_of_the_figures_that_allocate_has(pair: tuple[Plan, Plan]):
    found = compare(*pair)
    old, new = map(figures_of, pair)
    for name, changes in {
        "figures": {tuple(one[:3]): tuple(one[3:]) for one in found.figures},
        "shares": {tuple(one[:4]): tuple(one[4:]) for one in found.shares},
        "awards": {tuple(one[:2]): tuple(one[2:]) for one in found.awards},
    }.items():
        keys = {**old[name], **new[name]}
        both = {key: (old[name].get(key), new[name].get(key)) for key in keys}
        assert changes == {key: two for key, two in both.items() if two[0] != two[1]}
    assert found.inputs or not (found.figures or found.shares or found.awards)


def figures_of(plan: Plan) -> dict[str, dict[tuple[str, ...], Fraction]]:
    """All figures of a plan as JSON has them, by what they are called."""
    report = Case(plan).report()
    tables = tuple(report.table(name) for name in PROGRAMME)
    text = renderer("tables", "json")(Results(report, tables), TextOptions())
    found = json.loads(text, parse_float=Fraction, parse_int=Fraction)
    listed = {
        "figures": [
            (name, one["row"], one["column"], one["amount"])
            for name, cells in found["tables"].items()
            for one in cells
        ],
        "shares": [tuple(one.values()) for one in found["shares"]],
        "awards": [(one["phase"], one["environment"], one["amount"]) for one in found["awards"]],
    }
    return {name: {one[:-1]: one[-1] for one in some} for name, some in listed.items()}


@settings(max_examples=10, deadline=None)
@given(pairs())
def test_changes_of_shares_total_the_change_of_their_line(pair: tuple[Plan, Plan]):
    found, totals = compare(*pair), defaultdict(Fraction)
    for share in found.shares:
        totals[share.line] += share.change
    leaves = [{line.id for line in (*plan.costs, *plan.sources)} for plan in pair]
    lines = {
        one.row: one.change
        for one in found.figures
        if one.table in ("costs", "financing") and one.column == "total"
    }
    for line in leaves[0] & leaves[1]:
        assert totals[line] == lines.get(line, 0)


@settings(max_examples=12, deadline=None)
@given(RNG)
def test_nothing_differs_of_a_plan_and_the_same_written_otherwise(rng: Random):
    written = make_plan(rng, balanced=None, limits=SMALL)
    plan, other = plan_of(written), plan_of(rewritten(written, rng))
    for new in (plan, other):
        found = compare(plan, new, TABLES)
        assert found.inputs == ()
        assert found.empty


@settings(max_examples=12, deadline=None)
@given(RNG)
def test_inputs_that_differ_are_those_of_the_what_if(rng: Random):
    written = make_plan(rng, balanced=None, limits=SMALL)
    asked = {path: one for path, one in what_if(written, rng).items() if one is not None}
    new, _ = read_plan(yaml_bytes(written), "plan.yaml", asked=Asked((), options(asked)))
    if new is None or new.what_if is None:
        return
    touched = [one.path for one in new.what_if.changes]
    for one in compare(plan_of(written), new, ()).inputs:
        assert any(path[: len(one.path)] == one.path[: len(path)] for path in touched)
        assert one.old is None or one.old_place is not None
        assert one.new is None or one.new_place is not None
