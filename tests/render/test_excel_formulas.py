"""What formulas of the workbook go by: names of sheets, numbers, running totals."""

from fractions import Fraction
from io import BytesIO
from itertools import accumulate, pairwise
from random import Random

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_plans import Limits, make_plan
from strategies import yaml_bytes
from workbooks import build, everything

from industri40.engine.allocation import balances
from industri40.engine.awards import exact_phases
from industri40.load import read_plan
from industri40.money import round_half_away
from industri40.render.excel.cell_index import CellIndex, broken
from industri40.render.excel.shares.layout import ALL, FIRST, START, STEP, Column, WorkSheet
from industri40.render.excel.shares.splits import Split
from industri40.render.excel.sheets import Sheet, SheetNames, Spot, quoted
from industri40.render.excel.styles import money_format, share_format
from industri40.render.excel.terms import (
    Term,
    as_number,
    fits,
    least,
    most,
    number,
    part,
    places_for,
    stored,
    total,
)
from industri40.render.excel.year_sheet import Parts, made
from industri40.report.figures import LESS, OVER, SUM, TIMES, derive
from industri40.report.figures import given as figure
from industri40.report.table import COUNT, SHARE

RANDOM = settings(
    max_examples=25,
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
    assert share_format(Fraction(share), "en") == shown
    assert share_format(Fraction(share), "nb") == f"[$-414]{shown}"


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


# from cells to formulas


@pytest.fixture
def index():
    """Figures a to d in A1 to A4 of a sheet, n in B1 and m in B2 of another."""
    made = CellIndex()
    for row, name in enumerate("abcd"):
        made[name] = Spot("Her", row, 0, Fraction(row + 10))
    for row, name in enumerate("nm"):
        made[name] = Spot("Andre", row, 1, Fraction(row + 3))
    made["s"] = Spot("Andre", 5, 1, Fraction(2, 3))
    return made


def cells():
    money = {name: figure(name, Fraction(row + 10)) for row, name in enumerate("abcd")}
    counts = {name: figure(name, Fraction(row + 3), kind=COUNT) for row, name in enumerate("nm")}
    return {**money, **counts, "s": figure("s", Fraction(2, 3), kind=SHARE)}


def formula(index, cell):
    return index.formula(cell, Sheet("Her", None, None)).text


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
    index.enter(total, Spot("Her", 8, 0, total.exact))
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


# formulas with their values


def test_a_formula_is_put_together_with_its_value():
    a, b, c = Term("A1", 7), Term("B1", 2), Term("C1", Fraction(1, 4))
    made = {
        "A1+B1-C1": a + b - c,
        "A1-(B1-C1)": a - (b - c),
        "(A1+B1)*C1": (a + b) * c,
        "A1*B1/C1": a * b / c,
        "A1/(B1*C1)": a / (b * c),
        "MAX(0,MIN(A1,B1+C1))": most(number(0), least(a, b + c)),
        "ROUND(A1/B1,0)": (a / b).rounded(),
        "IF(B1<A1,A1,C1)": b.if_less(a, a, c),
        "A1+B1+C1": total([a, b, c]),
    }
    assert {text: term.text for text, term in made.items()} == {text: text for text in made}
    values = [Fraction(35, 4), Fraction(21, 4), Fraction(9, 4), 56, 14, Fraction(9, 4), 4, 7]
    assert [term.value for term in made.values()] == [*values, Fraction(37, 4)]
    assert (total([]).text, number(0).divisor().value, a.divisor().value) == ("0", 1, 7)


def test_division_comes_last():
    a = Term("A1", 5)
    assert a.scaled(Fraction(2, 3)).text == "A1*2/3"
    assert a.scaled(Fraction(1, 100)).text == "A1/100"
    assert a.scaled(Fraction(100)).text == "A1*100"
    assert (a + a).in_units(Fraction(1, 100)).text == "ROUND((A1+A1)*100,0)"


def test_values_are_those_of_a_workbook():
    tenth, fifth = Term("A1", stored(Fraction(1, 10))), Term("B1", stored(Fraction(1, 5)))
    assert (tenth + fifth).value == Fraction(0.1 + 0.2) != Fraction(3, 10)
    assert (tenth + fifth).rounded(2).value == stored(Fraction(3, 10))
    # fifteen digits are looked at when it is rounded: 1.005 is a little less as a float
    assert Term("A1", stored(Fraction("1.005"))).rounded(2).value == stored(Fraction("1.01"))


@given(st.integers(0, 10**9), st.integers(0, 10**4), st.integers(1, 10**5))
def test_a_part_is_rounded_once(amount, weight, whole):
    terms = Term("A1", amount), Term("B1", weight), Term("C1", whole)
    assert part(*terms).value == round_half_away(Fraction(amount * weight, whole))
    exact = round_half_away(Fraction(amount * weight, whole), Fraction(1, 100))
    assert part(*terms, 2).value == stored(exact)


@given(st.integers(1, 10**14), st.integers(1, 10**14), st.integers(0, 10**14))
def test_a_part_of_all_is_all_however_large(amount, whole, weight):
    all_of_it, key = Term("A1", amount), Term("C1", whole)
    assert part(all_of_it, key, key).value == amount
    assert 0 <= part(all_of_it, Term("B1", min(weight, whole)), key).value <= amount


# running totals


class Workings(WorkSheet):
    """A sheet of workings that only keeps the values."""

    def __init__(self):
        self._next = 1

    def column(self, _head, _group=""):
        self._next += 1
        return Column(self._next, {})

    def put(self, row, column, term, _look=""):
        column.values[row] = stored(term.value)

    def running(self, column, rows, term):
        column.values[START] = 0
        for row in rows:
            self.put(row, column, term(row))


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
    if not count:
        return
    sheet, at = Workings(), range(FIRST, FIRST + count)
    split = Split(sheet, at, [("", "")] * len(columns))
    split.give(map(number, columns))
    split.run(
        lambda row: number(rows[row - START]),
        lambda column, row: number(wanted[column][row - FIRST]),
    )
    assert [each.values[ALL] for each in split.columns] == totals
    assert [each.values[STEP] for each in split.columns] == columns
    found = [[each.values[row] for row in (START, *at)] for each in split.columns]
    for row in range(1, len(rows)):
        cells = [after[row] - after[row - 1] for after in found]
        assert cells == sorted(cells)
        assert cells[-1] == rows[row] - rows[row - 1]
    for column, (whole, before) in enumerate(zip(totals, [0, *totals], strict=False)):
        then = found[column - 1] if column else [0] * len(rows)
        given_out = found[column][-1] - then[-1]
        assert 0 <= given_out <= whole - before
        assert column < len(totals) or given_out == whole - before
        rises = [split.rise(column, row).value for row in at]
        assert min(rises) >= 0
        assert split.rest(column).value == columns[column] - sum(rises) >= 0


CAPPED = """
name: Tak
years: [2030]
participants: 100
environments: {{{environments}}}
costs: {{work: {{label: Arbeid, yearly: {frame}}}}}
financing: {{grant: {{label: Tilskudd, yearly: {frame}}}}}
grant: grant
phases:
  only:
    label: Fase
    share: 1
    shared_by: weights
    leftover: {leftover}
    applications: {{{sought}}}
    floor: {floor}
"""


@RANDOM
@given(st.data(), st.booleans())
def test_awards_before_rounding_are_those_of_the_program(data, shares_on):
    count = data.draw(st.integers(1, 12))
    many = {"min_size": count, "max_size": count}
    frame = data.draw(st.integers(1, 10**6))
    weights = data.draw(st.lists(st.integers(0, 9), **many).filter(any))
    ceilings = data.draw(st.lists(st.integers(0, 10**6), **many))
    names = [f"e{number:02}" for number in range(count)]
    text = CAPPED.format(
        environments=", ".join(
            f"{a}: {{weight: {b}}}" for a, b in zip(names, weights, strict=True)
        ),
        frame=frame,
        leftover="redistribute" if shares_on else "return",
        sought=", ".join(f"{a}: {b}" for a, b in zip(names, ceilings, strict=True)),
        floor=data.draw(st.integers(0, frame // count)),
    )
    plan, findings = read_plan(text.encode(), "plan.yaml")
    assert plan is not None, findings
    sheet = openpyxl.load_workbook(BytesIO(build(everything(plan)).data), data_only=True)
    workings = sheet["Tildelingsgrunnlag"]
    (column,) = (cell.column for cell in workings[5] if str(cell.value).startswith("Nivå"))
    running = [workings.cell(8 + row, column).value for row in range(count + 1)]
    (phase,) = exact_phases(plan, names, frame)
    for row, (before, after) in enumerate(pairwise(running)):
        assert after - before == pytest.approx(float(phase.award.exact(row)), abs=1e-6)


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


def test_costs_far_beyond_the_cash_are_corrected_by_a_few_units_too(uneven):
    text = uneven.document.text.replace("yearly: 1 000 007", "yearly: 10 000 007")
    plan, _ = read_plan(text.encode(), "plan.yaml")
    assert not balances(plan)
    one = build(everything(plan))
    assert one.corrections
    assert all(abs(figure.value) <= 3 for figure in one.corrections)


def test_parts_of_what_is_spread_add_up_to_the_lines():
    seen = 0
    for plan in map(random_plan, range(80)):
        every = list(made(plan, every=True))
        parts, lines = Parts(plan, every), {each.name: sum(each.amounts) for each in every}
        seen += bool(parts.inside)
        assert {*parts.costs, *parts.financing, *parts.alone} == set(parts.inside)
        totals = {
            name: lines[name] - sum(lines[line] for line in inside)
            for name, inside in parts.inside.items()
        }
        assert all(total >= 0 for total in totals.values())
        for line in (each.line for each in every):
            if given := getattr(line, "given", None):  # of which only this is spread
                lines[line.id] = sum(sum(given.yearly[one]) for one in given.spread)
        for name, own in parts.of.items():
            assert sum(totals[part] for part in own) == lines[name]
        tops = [one for one in (*plan.groups, *plan.sources) if one.id in plan.financing_order]
        written = {one.written.form for one in (*plan.costs, *plan.sources, *tops)}
        rest = any(one.written.form == "rest" for one in tops)
        whole_beside = rest or written & {"percent", "by_environment"}
        if balances(plan) and parts.inside and not whole_beside:
            sides = [sum(totals[name] for name in side) for side in (parts.costs, parts.financing)]
            assert (sides[0] - sides[1]) % len(plan.years) == 0
    assert seen > 40
