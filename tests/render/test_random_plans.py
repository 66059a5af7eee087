"""Every table of every plan: it is there, it adds up, and every format can write it."""

import json
from decimal import Decimal

import pytest
from engine.plans import plans
from hypothesis import HealthCheck, given, settings

from industri40.engine.allocation import allocate
from industri40.render.formats import FORMATS, Look, Results, renderer
from industri40.report.books import TABLES, Books
from industri40.report.figures import OPERATIONS

RANDOM = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def traced(cell):
    yield cell
    for each in cell.inputs:
        yield from traced(each)


def cells_of(books):
    for name in TABLES:
        for table in books.tables(name):
            for row in table.rows:
                yield from row.cells.values()


@RANDOM
@given(plans(balanced=False))
def test_figures_are_what_their_inputs_make(plan):
    for cell in cells_of(Books(plan, allocate(plan))):
        for each in traced(cell):
            if each.operation in OPERATIONS:
                values = [one.exact for one in each.inputs]
                assert OPERATIONS[each.operation](values) == each.exact, each.name


@RANDOM
@given(plans())
def test_environments_balance_and_total_the_plan(plan):
    books = Books(plan, allocate(plan))
    for table in books.tables("environment"):
        assert all(row.role != "uncovered" for row in table.rows)
    table = books.table("environments")
    for source in plan.sources:
        assert table.cell("all.sum", source.id).exact == source.total * plan.unit
    costs = sum(line.total for line in plan.costs) * plan.unit
    assert table.cell("all.sum", "costs").exact == costs
    participants = books.table("participants").cell("all.sum", "total")
    assert participants.exact == plan.participants


@RANDOM
@given(plans(balanced=False))
def test_what_is_uncovered_in_the_environments_is_uncovered_in_the_plan(plan):
    books = Books(plan, allocate(plan))
    table = books.table("environments")
    shown = any(column.id == "uncovered" for column in table.columns)
    costs = sum(line.total for line in plan.costs)
    paid = sum(source.total for source in plan.sources)
    uncovered = table.cell("all.sum", "uncovered").exact if shown else 0
    assert uncovered == (costs - paid) * plan.unit


@RANDOM
@given(plans(balanced=False))
def test_every_format_writes_every_plan(plan):
    books = Books(plan, allocate(plan))
    tables = tuple(table for name in TABLES for table in books.tables(name))
    results = Results(plan, tables, books.words, books.allocation)
    written = {name: renderer(name)(results, Look(50)) for name in FORMATS}
    assert all(written.values())
    json.loads(written["json"], parse_float=Decimal, parse_constant=pytest.fail)
