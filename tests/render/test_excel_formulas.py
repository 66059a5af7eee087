"""What formulas of the workbook go by: names of sheets, numbers, running totals."""

from fractions import Fraction
from itertools import accumulate
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_plans import Limits, make_plan
from strategies import yaml_bytes
from workbooks import everything

from industri40.engine.allocation import balances
from industri40.money import round_half_away
from industri40.plan.load import read_plan
from industri40.render.excel.cell_index import CellIndex, broken
from industri40.render.excel.names import SheetNames, quoted
from industri40.render.excel.numbers import (
    as_number,
    fits,
    money_format,
    places_for,
    scaled,
    share_format,
)
from industri40.render.excel.shares.running import at_ceiling, part, split
from industri40.render.excel.sheets import Figure, Sheet, Spot
from industri40.render.excel.workbook import build
from industri40.render.excel.years import Parts, spread_lines
from industri40.report.figures import LESS, OVER, SUM, TIMES, derive
from industri40.report.figures import given as figure
from industri40.report.table import COUNT, SHARE

RANDOM = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# names of sheets


@given(st.lists(st.text(max_size=60), max_size=30))
def test_names_of_sheets_are_what_excel_takes(wanted):
    names = SheetNames()
    taken = [names.take(each) for each in wanted]
    assert len({name.casefold() for name in taken}) == len(taken)
    for name in taken:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.casefold() != "history"


@pytest.mark.parametrize(
    ("wanted", "taken"),
    [
        ("Røros", "Røros"),
        ("History", "History (2)"),
        ("a/b [c]: d?", "a b c d"),
        ("'='", "="),
        ("", "-"),
        ("SORT(x)", "SORT (x)"),
        ("Møteplasser for næringsapparat i hele fylket", "Møteplasser for næringsapparat"),
    ],
)
def test_names_of_sheets_stay_as_they_are_where_they_can(wanted, taken):
    assert SheetNames().take(wanted) == taken


def test_the_same_name_twice_is_two_sheets():
    names = SheetNames()
    assert [names.take("Miljø"), names.take("MILJØ"), names.take("Miljø" + "x" * 40)] == [
        "Miljø",
        "MILJØ (2)",
        "Miljø" + "x" * 26,
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [("Faser", "Faser"), ("A1", "'A1'"), ("R", "'R'"), ("Per år", "'Per år'"), ("d'E", "'d''E'")],
)
def test_names_of_sheets_in_formulas(name, said):
    assert quoted(name) == said


# numbers


def test_numbers_are_whole_where_they_can_be():
    assert type(as_number(Fraction(3))) is int
    assert as_number(Fraction(10**15)) == 10**15
    assert as_number(Fraction(1, 4)) == 0.25


@pytest.mark.parametrize(
    ("value", "does"),
    [(10**15 - 1, True), (10**15, False), (-(10**15), False), ("9999999999999.99", True)],
)
def test_fifteen_digits_fit(value, does):
    assert fits(Fraction(value)) is does
    assert not fits(Fraction("99999999999999.99"))


@pytest.mark.parametrize(
    ("units", "places"), [(999, 6), (10_950_000, 6), (10**9, 4), (10**10, 3), (10**15, 0)]
)
def test_decimals_that_are_left_to_tell_remainders_apart(units, places):
    assert places_for(units) == places


@pytest.mark.parametrize(
    ("share", "shown"),
    [("2/3", "# ?/?"), ("1/12", "# ??/??"), ("1/2", "0%"), ("667/1000", "0.0%"), (1, "0%")],
)
def test_shares_are_shown_as_they_are_written(share, shown):
    assert share_format(Fraction(share)) == shown


@pytest.mark.parametrize(
    ("largest", "decimals", "language", "shown"),
    [
        (10_950_000, 0, "nb", "[$-414]#\\ ###\\ ##0;-#\\ ###\\ ##0"),
        (99, 0, "nb", "[$-414]0;-0"),
        (5_000, 2, "nb", "[$-414]#\\ ##0.00;-#\\ ##0.00"),
        (10_950_000, 0, "en", "#,##0"),
        (10_950_000, 2, "en", "#,##0.00"),
    ],
)
def test_thousands_are_set_off_as_the_language_does(largest, decimals, language, shown):
    assert money_format(Fraction(largest), decimals, language) == shown


def test_division_comes_last():
    assert scaled("A1", Fraction(2, 3)) == "A1*2/3"
    assert scaled("A1", Fraction(1, 100)) == "A1/100"
    assert scaled("A1", Fraction(100)) == "A1*100"


# from cells to formulas


@pytest.fixture
def index():
    """Figures a to d in A1 to A4 of a sheet, n in B1 and m in B2 of another."""
    made = CellIndex()
    for row, name in enumerate("abcd"):
        made.enter(name, Figure(Spot("Her", row, 0), Fraction(row + 10)))
    for row, name in enumerate("nm"):
        made.enter(name, Figure(Spot("Andre", row, 1), Fraction(row + 3)))
    made.enter("s", Figure(Spot("Andre", 5, 1), Fraction(2, 3)))
    return made


def cells():
    money = {name: figure(name, Fraction(row + 10)) for row, name in enumerate("abcd")}
    counts = {name: figure(name, Fraction(row + 3), kind=COUNT) for row, name in enumerate("nm")}
    return {**money, **counts, "s": figure("s", Fraction(2, 3), kind=SHARE)}


def formula(index, cell):
    return index.formula(cell, Sheet("Her", None))


def test_operations_become_formulas(index):
    c = cells()
    total = derive("t", SUM, [c["a"], c["b"], c["d"]])
    assert formula(index, total) == "SUM(A1:A2,A4)"
    assert formula(index, derive("l", LESS, [c["a"], c["b"], c["c"]])) == "A1-SUM(A2:A3)"
    assert formula(index, derive("o", OVER, [c["a"], c["n"]])) == "A1/Andre!$B$1"
    assert formula(index, derive("p", TIMES, [c["a"], c["s"]])) == "A1*Andre!$B$6"
    assert formula(index, derive("z", LESS, [total, c["c"]])) == "SUM(A1:A2,A4)-A3"
    inner = derive("i", LESS, [c["c"], c["d"]])
    assert formula(index, derive("k", LESS, [c["a"], inner])) == "A1-(A3-A4)"


def test_division_is_taken_out_of_sums_and_done_once(index):
    c = cells()
    parts = [derive(f"{name}/n", OVER, [c[name], c["n"]]) for name in "abc"]
    total = derive("t", SUM, parts)
    assert formula(index, total) == "SUM(A1:A3)/Andre!$B$1"
    again = [derive(f"{each.name}/m", OVER, [each, c["m"]]) for each in parts]
    text = formula(index, derive("t/m", SUM, again))
    assert text == "SUM(A1:A3)/(Andre!$B$1*Andre!$B$2)"
    rest = derive("r", LESS, [parts[0], derive("u", SUM, parts[1:])])
    assert formula(index, rest) == "(A1-SUM(A2:A3))/Andre!$B$1"
    shares = derive("sh", SUM, [derive(f"{name}*s", TIMES, [c[name], c["s"]]) for name in "ab"])
    assert formula(index, shares) == "SUM(A1:A2)*Andre!$B$6"


def test_a_sum_that_stands_somewhere_is_referred_to(index):
    c = cells()
    total = derive("total", SUM, [c["a"], c["b"]])
    index.enter_cell(total, Figure(Spot("Her", 8, 0), total.exact))
    parts = [derive(f"{name}/n", OVER, [c[name], c["n"]]) for name in "ab"]
    assert formula(index, derive("t", SUM, parts)) == "A9/Andre!$B$1"


def test_what_stands_nowhere_is_not_known(index):
    c = cells()
    stranger = figure("x", Fraction(1))
    assert not index.known(derive("t", SUM, [c["a"], stranger]))
    assert index.known(derive("t", SUM, [c["a"], c["b"]]))
    with pytest.raises(KeyError):
        formula(index, stranger)


def test_what_may_be_broken():
    c = cells()
    assert broken(derive("o", OVER, [c["a"], c["n"]]))
    assert broken(derive("t", SUM, [c["b"], derive("p", TIMES, [c["a"], c["s"]])]))
    assert not broken(derive("t", SUM, [c["a"], c["b"]]))


# running totals


def running(amounts):
    return list(accumulate(amounts, initial=0))


@RANDOM
@given(st.data())
def test_a_split_gives_out_all_rows_and_columns_and_nothing_negative(data):
    amounts = st.lists(st.integers(0, data.draw(st.sampled_from([1, 3, 1000, 10**9]))), min_size=1)
    rows, columns = running(data.draw(amounts)), data.draw(amounts)
    # what nobody has of the columns is a row of its own
    columns[-1] += max(0, rows[-1] - sum(columns))
    totals, count = running(columns)[1:], len(rows) - 1
    wanted = [
        data.draw(st.lists(st.integers(0, 2 * totals[-1]), min_size=count, max_size=count))
        for _ in columns[1:]
    ]
    found = split(rows, totals, wanted)
    for at in range(1, len(rows)):
        cells = [after[at] - after[at - 1] for after in found]
        assert cells == sorted(cells)
        assert cells[-1] == rows[at] - rows[at - 1]
    for column, (total, before) in enumerate(zip(totals, [0, *totals], strict=False)):
        then = found[column - 1] if column else [0] * len(rows)
        given_out = found[column][-1] - then[-1]
        assert 0 <= given_out <= total - before
        assert column < len(totals) or given_out == total - before


@given(st.integers(0, 10**9), st.integers(0, 10**4), st.integers(1, 10**5))
def test_a_part_is_rounded_once(amount, weight, whole):
    assert part(amount, weight, whole) == round_half_away(Fraction(amount * weight, whole))
    assert part(amount, weight, whole, 100) == round_half_away(
        Fraction(100 * amount * weight, whole)
    )


@given(st.integers(1, 10**14), st.integers(1, 10**14), st.integers(0, 10**14))
def test_a_part_of_all_is_all_however_large(amount, whole, weight):
    assert part(amount, whole, whole) == amount
    assert 0 <= part(amount, min(weight, whole), whole) <= amount


@RANDOM
@given(st.data())
def test_who_is_at_the_ceiling(data):
    count = data.draw(st.integers(1, 12))
    many = {"min_size": count, "max_size": count}
    frame = data.draw(st.integers(0, 10**6))
    weights = data.draw(st.lists(st.integers(0, 9), **many).filter(any))
    ceilings = data.draw(st.lists(st.integers(0, 10**6), **many))
    each = list(zip(weights, ceilings, strict=True))
    capped = at_ceiling(frame, weights, ceilings, shares_on=False)
    level = Fraction(frame, sum(weights))
    assert capped == [ceiling < level * weight for weight, ceiling in each]
    capped = at_ceiling(frame, weights, ceilings, shares_on=True)
    left = frame - sum(most for most, full in zip(ceilings, capped, strict=True) if full)
    sharing = sum(weight for weight, full in zip(weights, capped, strict=True) if not full)
    assert left >= 0
    for (weight, ceiling), full in zip(each, capped, strict=True):
        if sharing and weight:
            assert full == (ceiling < Fraction(left, sharing) * weight)


def random_plan(seed):
    written = make_plan(Random(seed), limits=Limits(environments=9, years=4, phases=3))
    plan, _ = read_plan(yaml_bytes(written), "plan.yaml")
    return plan


def test_figures_are_corrected_by_a_few_units_at_most():
    corrected = total = 0
    for plan in map(random_plan, range(12)):
        one = build(everything(plan))
        assert all(abs(figure.value) <= 4 for figure in one.corrections)
        corrected, total = corrected + len(one.corrections), total + len(one.shares)
    assert 0 < corrected < total / 4


def test_parts_of_what_is_spread_add_up_to_the_lines():
    seen = 0
    for plan in map(random_plan, range(80)):
        parts, lines = Parts(plan), {line.id: line for line in spread_lines(plan)}
        seen += bool(lines)
        assert {*parts.costs, *parts.financing, *parts.alone} == set(parts.made)
        totals = {
            name: sum(by * lines[line].total for line, by in made.items())
            for name, made in parts.made.items()
        }
        assert all(total >= 0 for total in totals.values())
        for name, line in lines.items():
            assert sum(totals[part] for part in parts.of[name]) == line.total
        if balances(plan) and lines:
            sides = [sum(totals[name] for name in side) for side in (parts.costs, parts.financing)]
            assert (sides[0] - sides[1]) % len(plan.years) == 0
    assert seen > 40
