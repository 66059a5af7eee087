"""Every table of random plans: figures are what their inputs make, and tables total the plan."""

import pytest
from random_plans import Limits
from strategies import fixed_plan, yaml_bytes

from industri40.engine.allocation import allocate, balances
from industri40.load import read_plan
from industri40.report.figures import OPERATIONS
from industri40.report.tables import TABLES, ReportTables


@pytest.fixture(scope="module", params=range(24))
def report(request):
    limits = Limits(environments=12, years=4)
    written = fixed_plan(request.param, balanced=None, limits=limits)
    plan, _ = read_plan(yaml_bytes(written), "plan.yaml")
    return ReportTables(plan, allocate(plan))


def traced(cell):
    yield cell
    for each in cell.inputs:
        yield from traced(each)


def test_figures_are_what_their_inputs_make(report):
    for table in (table for name in TABLES for table in report.tables(name)):
        for cell in (cell for row in table.rows for cell in row.cells.values()):
            for each in traced(cell):
                if each.operation in OPERATIONS:
                    values = [one.exact for one in each.inputs]
                    assert OPERATIONS[each.operation](values) == each.exact, each.name


def test_environments_total_the_plan(report):
    plan, table = report.plan, report.table("environments")
    for source in plan.sources:
        assert table.by_name()["all.sum"][source.id].exact == source.total * plan.unit
    costs = sum(line.total for line in plan.costs) * plan.unit
    assert table.by_name()["all.sum"]["costs"].exact == costs
    schedules = [one.by_name()["all.sum"]["total"].exact for one in report.tables("participants")]
    assert schedules == ([] if plan.participants is None else [plan.participants])


def test_what_is_uncovered_in_the_environments_is_uncovered_in_the_plan(report):
    plan, table = report.plan, report.table("environments")
    shown = any(column.id == "uncovered" for column in table.columns)
    costs, paid = (sum(line.total for line in side) for side in (plan.costs, plan.sources))
    uncovered = table.by_name()["all.sum"]["uncovered"].exact if shown else 0
    assert uncovered == (costs - paid) * plan.unit
    if balances(plan):
        for each in report.tables("environment"):
            assert all(row.role != "uncovered" for row in each.rows)
