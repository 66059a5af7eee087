"""A share that gave way is said: where, when, and by how much."""

from copy import copy
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from random_plans import Limits
from strategies import plans, yaml_bytes

from industri40.checks.advice import relaxed
from industri40.engine.allocation import Allocation, RelaxedBound, allocate
from industri40.findings.finding import Finding, Severity
from industri40.load import load_plan, read_plan
from industri40.plan.model import Plan
from industri40.record import replace
from industri40.report.figures import WHOLE

TINY = Path(__file__).parents[1] / "data" / "plans" / "gives-way.yaml"


@pytest.fixture(scope="module")
def tiny() -> Allocation:
    """What sharing gives of the plan; made once, since looking for a way takes a second."""
    return allocate(load_plan(str(TINY)))


def advice_on(
    allocation: Allocation, *cells: RelaxedBound, unit: Fraction = WHOLE
) -> list[Finding]:
    changed = copy(allocation)
    changed.plan, changed.relaxed = replace(allocation.plan, unit=unit), cells
    return list(relaxed(changed))


def test_each_cell_is_advice_at_its_line(tiny: Allocation):
    findings = list(relaxed(tiny))
    assert [one.message for one in findings] == [
        f"By the end of 2026 `{environment}` has {amount} of `work`, 1 {way} than its exact share "
        "of 1: a way to round every share up or down was looked for, and none was found."
        for environment, amount, way in (("e1", 2, "more"), ("e2", 0, "less"))
    ]
    for one in findings:
        assert (one.code, one.severity) == ("A603", Severity.WARNING)
        assert (one.place.line, one.place.column) == (9, 3)
    assert [(one.expected, one.found) for one in findings] == [(1, 2), (1, 0)]


def test_its_remedy_helps(tiny: Allocation):
    text = TINY.read_text("utf-8")
    [remedy] = {one.remedy for one in relaxed(tiny)}
    assert remedy is not None
    assert "a smaller `round_to`, down to 0.01" in remedy
    for smaller in ("0.01", "0.1", "0.5"):
        plan, findings = read_plan(f"{text}round_to: {smaller}\n".encode(), "plan.yaml")
        assert plan is not None, findings
        assert list(relaxed(allocate(plan))) == []


def test_where_nothing_smaller_can_be_written_the_remedy_does_not_ask_for_it(tiny: Allocation):
    cell = RelaxedBound("work", "e1", 2026, Fraction(100), 150)
    [one] = advice_on(tiny, cell, unit=Fraction(1, 100))
    assert one.remedy == "Leave it as it is: there is no smaller `round_to` than the plan's."


def test_what_it_says_is_what_the_shares_are(tiny: Allocation):
    for cell in tiny.relaxed:
        years = tiny.plan.years.index(cell.year) + 1
        assert sum(tiny.amounts(cell.line, cell.environment)[:years]) == cell.amount


@pytest.mark.parametrize(
    ("exact", "said"),
    [
        (Fraction(3, 2), "1.50"),
        (Fraction(4, 3), "1 + 1/3"),
        (Fraction(1, 3), "1/3"),
        (Fraction(3_000_001, 3), "1,000,000 + 1/3"),
    ],
)
def test_the_exact_share_is_said_exactly(tiny: Allocation, exact: Fraction, said: str):
    [one] = advice_on(tiny, RelaxedBound("north", "e2", 2025, exact, 5))
    assert f"than its exact share of {said}:" in one.message
    assert one.place.line == 11
    assert (one.expected, one.found) == (exact, 5)


def test_amounts_are_kroner_whatever_the_unit(tiny: Allocation):
    cell = RelaxedBound("work", "e1", 2026, Fraction(100), 150)
    [one] = advice_on(tiny, cell, unit=Fraction(1, 100))
    assert "has 1.50 of `work`, 0.50 more than its exact share of 1:" in one.message
    assert (one.expected, one.found) == (1, Fraction(3, 2))


def test_where_nothing_gave_way_nothing_is_said(reference: Plan, shared_reference: Allocation):
    assert list(relaxed(shared_reference)) == []


@settings(max_examples=20)
@given(plans(limits=Limits(4, 3, 2)))
def test_every_cell_of_any_plan_has_a_line_to_point_to(written: dict[str, object]):
    plan, _ = read_plan(yaml_bytes(written), "plan.yaml")
    allocation = allocate(plan)
    lines = {line.id: line.place for line in (*plan.costs, *plan.sources)}
    cells = [
        RelaxedBound(line, holder, plan.years[0], Fraction(1, 3), 2)
        for line in (*allocation.exact.costs, *allocation.exact.sources)
        for holder in allocation.holders
    ]
    allocation.relaxed = tuple(cells)
    assert [one.place for one in relaxed(allocation)] == [lines[cell.line] for cell in cells]
