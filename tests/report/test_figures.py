"""Figures and how they came about: what is shown is what its inputs make."""

from fractions import Fraction

import pytest
from hypothesis import given as example
from hypothesis import strategies as st

from industri40.report.figures import (
    ENGINE,
    LESS,
    OPERATIONS,
    OVER,
    PLAN,
    SUM,
    TIMES,
    derive,
    given,
)
from industri40.report.table import COUNT, MONEY
from industri40.report.tables import PARTICIPANT, TABLES, ReportTables

STEPS = st.sampled_from([Fraction(1), Fraction(100), Fraction(1, 100), Fraction(5, 2)])
VALUES = st.fractions(min_value=-(10**15), max_value=10**15)


@example(st.lists(VALUES, min_size=1, max_size=5), STEPS)
def test_a_figure_is_rounded_to_the_nearest_step_and_a_half_away_from_zero(values, step):
    cell = derive("x", SUM, [given("y", value) for value in values], step)
    assert cell.exact == sum(values)
    assert (cell.amount / step).denominator == 1
    off = abs(cell.amount) - abs(cell.exact)
    assert -step / 2 < off <= step / 2
    assert cell.rounded == (cell.amount != cell.exact)


@pytest.mark.parametrize(
    ("operation", "values", "expected"),
    [
        (SUM, [12, 4, 2], 18),
        (SUM, [], 0),
        (LESS, [12, 4, 2], 6),
        (OVER, [12, 3, 2], 2),
        (TIMES, [12, 4, 2], 96),
    ],
)
def test_operations(operation, values, expected):
    inputs = [given(f"input {value}", Fraction(value)) for value in values]
    assert derive("x", operation, inputs).exact == expected


def trace(cell):
    yield cell
    for each in cell.inputs:
        yield from trace(each)


def all_cells(plan, allocation):
    report = ReportTables(plan, allocation)
    for name in TABLES:
        for table in report.tables(name):
            for row in table.rows:
                for column, cell in row.cells.items():
                    yield table, row, column, cell


@pytest.mark.parametrize("which", ["reference", "unlike"])
def test_every_figure_is_what_its_inputs_make_down_to_the_plan(which, request):
    plan = request.getfixturevalue(which)
    allocation = request.getfixturevalue(f"shared_{which}")
    seen = 0
    for *_, cell in all_cells(plan, allocation):
        for each in trace(cell):
            seen += 1
            if each.operation in (PLAN, ENGINE):
                assert not each.inputs
                assert each.place is None or each.place.file == plan.file
            else:
                assert each.inputs, each.name
                assert OPERATIONS[each.operation]([one.exact for one in each.inputs]) == each.exact
    assert seen > 1000


@pytest.mark.parametrize("which", ["reference", "unlike"])
def test_a_figure_of_the_plan_says_where_it_is_written(which, request):
    plan = request.getfixturevalue(which)
    allocation = request.getfixturevalue(f"shared_{which}")
    places = {
        each.place
        for *_, cell in all_cells(plan, allocation)
        for each in trace(cell)
        if each.operation == PLAN
    }
    assert None not in places
    assert len(places) > 8


@pytest.mark.parametrize("which", ["reference", "unlike"])
def test_one_name_is_one_figure(which, request):
    plan = request.getfixturevalue(which)
    allocation = request.getfixturevalue(f"shared_{which}")
    by_name = {}
    for *_, cell in all_cells(plan, allocation):
        for each in trace(cell):
            assert by_name.setdefault(each.name, each.exact) == each.exact, each.name


@pytest.mark.parametrize("which", ["reference", "unlike"])
def test_amounts_are_rounded_as_their_kind_is(which, request):
    plan = request.getfixturevalue(which)
    allocation = request.getfixturevalue(f"shared_{which}")
    for _, _, column, cell in all_cells(plan, allocation):
        whole = cell.kind != MONEY or column == PARTICIPANT
        step = Fraction(1) if whole else plan.unit
        assert (cell.amount / step).denominator == 1
        assert abs(cell.amount - cell.exact) <= step / 2


def test_counts_are_counts(reference, shared_reference):
    kinds = {
        cell.kind
        for _, row, _, cell in all_cells(reference, shared_reference)
        if row.role == "count"
    }
    assert kinds == {COUNT}
