"""The plan beside its scenarios: every figure is that of its case alone, every row stands once."""

from fractions import Fraction
from random import Random

import pytest
from random_plans import Limits, with_claims
from random_plans.what_ifs import scenario, what_if
from strategies import fixed_plan, yaml_bytes

from industri40.load import read_plan
from industri40.plan.what_if import AS_IT_IS, Asked
from industri40.report.case import Case
from industri40.report.scenarios import build
from industri40.report.table import Column, Table

PLAN = Column(("plan",), "Planen")


@pytest.fixture(scope="module", params=range(16))
def cases(request: pytest.FixtureRequest) -> list[Case]:
    """A random plan and what some changes make of it, as far as they can be."""
    rng = Random(request.param)
    limits = Limits(environments=9, years=3)
    written = with_claims(fixed_plan(request.param, balanced=None, limits=limits), rng)
    del written["stated"]  # what no what-if changes
    whats = [what_if(written, rng) for _ in range(20)]
    written |= {"scenarios": {f"w{n}": scenario(one) for n, one in enumerate(whats)}}
    asked = [AS_IT_IS, *(Asked((name,)) for name in written["scenarios"])]
    plans = [read_plan(yaml_bytes(written), "plan.yaml", asked=one)[0] for one in asked]
    cases = [Case(one) for one in plans if one]
    assert len(cases) > 2
    return cases[:6]


@pytest.fixture(scope="module")
def table(cases: list[Case]) -> Table:
    return build(columns(cases), cases)


def columns(cases: list[Case]) -> list[Column]:
    return [PLAN, *(Column(("what_if", str(n)), f"W{n}") for n in range(1, len(cases)))]


def test_every_figure_is_that_of_the_case_alone(cases: list[Case], table: Table) -> None:
    tables = ("costs", "financing", "breakdown", "limits")
    for column, case in zip(table.columns, cases, strict=True):
        report = case.report()
        alone = {
            (name, *row.key, *key): cell.exact
            for name in tables
            for one in report.tables(name)
            for row in one.rows
            for key, cell in row.cells.items()
        }
        alone |= {
            ("frames", frame.phase, "frame"): report.money(frame.frame)
            for frame in report.allocation.frames
        }
        seen = 0
        for row in table.rows:
            found = row.cells.get(column.key)
            if found is not None and row.key in alone:
                assert found.exact == alone[row.key], row.id
                seen += 1
        assert seen >= 4


def test_what_is_uncovered_and_what_environments_get_follow(
    cases: list[Case], table: Table
) -> None:
    by_name = table.by_name()
    for column, case in zip(table.columns, cases, strict=True):
        plan, report = case.plan, case.report()
        gaps = [report.money(plan.uncovered(year)) for year in range(len(plan.years))]
        assert by_name["financing.uncovered.total"][column.id].exact == sum(gaps)
        for year, gap in zip(plan.years, gaps, strict=True):
            row = by_name.get(f"financing.uncovered.{year}", {})
            assert (row[column.id].exact if row else 0) == gap
        if plan.grant:
            rows = {
                row.key[2:]: row
                for row in table.rows
                if row.key[:2] == ("environments", plan.grant)
            }
            got = [
                report.money(sum(report.allocation.amounts(plan.grant, one.id)))
                for one in plan.environments
            ]
            low, high = (
                rows[name,] if (name,) in rows else rows[()] for name in ("lowest", "highest")
            )
            assert low.cells[column.key].exact == min(got)
            assert high.cells[column.key].exact == max(got)


def test_rows_stand_once_and_in_the_order_of_every_case(cases: list[Case], table: Table) -> None:
    keys = [row.key for row in table.rows]
    assert len(set(keys)) == len(keys)
    for column, case in zip(columns(cases), cases, strict=True):
        alone = [row.key for row in build([column], [case]).rows if row.cells]
        shared = [key for key in keys if key in alone]
        assert shared == [key for key in alone if key in keys]


def test_a_limit_that_is_not_kept_has_no_room(cases: list[Case], table: Table) -> None:
    for column, case in zip(table.columns, cases, strict=True):
        for one in case.report().tables("limits"):
            for row in one.rows:
                room = table.cell(("limits", *row.key[:2], "room"), column.key)
                assert (room.exact < Fraction(0)) <= (row.role == "uncovered")
