"""What formulas of the workbook go by: names of sheets, numbers, rounding as the engine does."""

from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
import yaml
from engine.plans import plans
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_plans import Limits, make_plan

from industri40.engine.allocation import allocate, balances
from industri40.engine.whole import whole_shares
from industri40.plan.load import read_plan
from industri40.render.excel.ledger import Ledger, broken
from industri40.render.excel.names import SheetNames, quoted
from industri40.render.excel.numbers import (
    as_number,
    fits,
    money_format,
    places_for,
    scaled,
    share_format,
)
from industri40.render.excel.sheets import Figure, Sheet, Spot
from industri40.render.excel.workings.network import LONGEST, Network
from industri40.render.excel.workings.rounding import pools_of
from industri40.render.excel.workings.sharing import share_out
from industri40.render.excel.workings.swap_layout import SwapLayout
from industri40.render.excel.years.strand_moves import bits
from industri40.render.excel.years.strands import SPREAD, parts_of_a_unit, strands
from industri40.report.figures import LESS, OVER, SUM, TIMES, derive
from industri40.report.figures import given as figure
from industri40.report.table import COUNT, SHARE

RANDOM = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
ROOT = Path(__file__).parent.parent.parent
PLACES = 6


def programme(old="", new=""):
    text = (ROOT / "budgets" / "industri40-trondelag.yaml").read_text("utf-8")
    text = text[: text.index("\nstated:")]
    assert old in text
    plan, _ = read_plan(text.replace(old, new, 1).encode(), "plan.yaml")
    assert plan is not None
    return plan


def shared(plan):
    return share_out(allocate(plan), PLACES, balanced=balances(plan))


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
    ("units", "places"), [(999, 11), (10_950_000, 6), (10**9, 4), (10**10, None), (10**15, None)]
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
def ledger():
    """Figures a to d in A1 to A4 of a sheet, n in B1 and m in B2 of another."""
    made = Ledger()
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


def formula(ledger, cell):
    return ledger.formula(cell, Sheet("Her", None))


def test_operations_become_formulas(ledger):
    c = cells()
    total = derive("t", SUM, [c["a"], c["b"], c["d"]])
    assert formula(ledger, total) == "SUM(A1:A2,A4)"
    assert formula(ledger, derive("l", LESS, [c["a"], c["b"], c["c"]])) == "A1-SUM(A2:A3)"
    assert formula(ledger, derive("o", OVER, [c["a"], c["n"]])) == "A1/Andre!$B$1"
    assert formula(ledger, derive("p", TIMES, [c["a"], c["s"]])) == "A1*Andre!$B$6"
    assert formula(ledger, derive("z", LESS, [total, c["c"]])) == "SUM(A1:A2,A4)-A3"
    inner = derive("i", LESS, [c["c"], c["d"]])
    assert formula(ledger, derive("k", LESS, [c["a"], inner])) == "A1-(A3-A4)"


def test_division_is_taken_out_of_sums_and_done_once(ledger):
    c = cells()
    parts = [derive(f"{name}/n", OVER, [c[name], c["n"]]) for name in "abc"]
    total = derive("t", SUM, parts)
    assert formula(ledger, total) == "SUM(A1:A3)/Andre!$B$1"
    again = [derive(f"{each.name}/m", OVER, [each, c["m"]]) for each in parts]
    text = formula(ledger, derive("t/m", SUM, again))
    assert text == "SUM(A1:A3)/(Andre!$B$1*Andre!$B$2)"
    rest = derive("r", LESS, [parts[0], derive("u", SUM, parts[1:])])
    assert formula(ledger, rest) == "(A1-SUM(A2:A3))/Andre!$B$1"
    shares = derive("sh", SUM, [derive(f"{name}*s", TIMES, [c[name], c["s"]]) for name in "ab"])
    assert formula(ledger, shares) == "SUM(A1:A2)*Andre!$B$6"


def test_a_sum_that_stands_somewhere_is_referred_to(ledger):
    c = cells()
    total = derive("total", SUM, [c["a"], c["b"]])
    ledger.enter_cell(total, Figure(Spot("Her", 8, 0), total.exact))
    parts = [derive(f"{name}/n", OVER, [c[name], c["n"]]) for name in "ab"]
    assert formula(ledger, derive("t", SUM, parts)) == "A9/Andre!$B$1"


def test_what_stands_nowhere_is_not_known(ledger):
    c = cells()
    stranger = figure("x", Fraction(1))
    assert not ledger.known(derive("t", SUM, [c["a"], stranger]))
    assert ledger.known(derive("t", SUM, [c["a"], c["b"]]))
    with pytest.raises(KeyError):
        formula(ledger, stranger)


def test_what_may_be_broken():
    c = cells()
    assert broken(derive("o", OVER, [c["a"], c["n"]]))
    assert broken(derive("t", SUM, [c["b"], derive("p", TIMES, [c["a"], c["s"]])]))
    assert not broken(derive("t", SUM, [c["a"], c["b"]]))


# rounding as the formulas do, and the engine


@RANDOM
@given(plans(balanced=False) | plans())
def test_formulas_round_down_or_up_and_the_steps_are_what_the_engine_adds(plan):
    allocation = allocate(plan)
    sharing = share_out(allocation, PLACES, balanced=balances(plan))
    for (line, year), rounded in sharing.lines.items():
        assert rounded.value == allocation.to_date(line, year)
        for exact, value, step in zip(rounded.exact, rounded.value, rounded.step, strict=True):
            assert abs(value - step - exact) < 1


@RANDOM
@given(plans())
def test_frames_and_awards_with_their_steps_are_the_engines(plan):
    allocation = allocate(plan)
    phases = share_out(allocation, PLACES, balanced=balances(plan)).awards
    for number, phase in enumerate(phases if len(phases) > 1 else ()):
        assert phase.to_date.value == allocation.awarded_to_date(number)
        assert phase.carried.value == allocation.frames[number].carried


@pytest.mark.parametrize("participants", [357, *range(359, 441, 4), 411])
def test_any_number_of_participants_is_shared_by_formulas_alone(participants):
    plan = programme("participants: 400", f"participants: {participants}")
    assert not any(any(rounded.step) for rounded in shared(plan).lines.values())


@pytest.mark.parametrize("more", range(-7, 8))
def test_any_support_is_shared_by_formulas_alone(more):
    plan = programme("yearly: 750 000", f"yearly: {750_000 + more}")
    sharing = shared(plan)
    assert not any(any(rounded.step) for rounded in sharing.lines.values())
    assert any(sharing.swaps.values()) == bool(more)


def test_there_are_swaps_enough_for_other_inputs():
    plan = programme()
    allocation = allocate(plan)
    last = len(plan.years) - 1
    pools = {year: pools_of(allocation, last=year == last) for year in range(last + 1)}
    layout = SwapLayout("s", pools, shared(plan), len(allocation.holders))
    for participants in range(385, 416):
        other = shared(programme("participants: 400", f"participants: {participants}"))
        for key, swaps in other.swaps.items():
            assert len(swaps) <= layout.blocks[key].steps


def test_units_are_swapped_where_money_comes_in_or_goes_out():
    last, first = (pools_of(allocate(programme()), last=last) for last in (True, False))
    course = "course_development"
    # who gets too much gets less of what brings money, or spends more on what takes it
    brings = [("innovation_norway", -1), ("local_partner", -1), ("own_payment", -1)]
    assert last[0].lanes == (*brings, ("mobilisation", 1))
    assert last[1] == (
        course,
        (("own_effort", -1), (course, 1)),
        ("own_effort", f"{course}.cash"),
        (course,),
    )
    # the grant is settled with the awards in the last year
    assert first[0].lanes == (("county", -1), *brings, ("mobilisation", 1))


def random_plan(seed):
    written = make_plan(Random(seed), limits=Limits(environments=9, years=4, phases=3))
    text = yaml.safe_dump(written, allow_unicode=True, sort_keys=False)
    plan, _ = read_plan(text.encode(), "plan.yaml")
    return plan


def test_only_where_bounds_give_way_is_there_a_step_of_the_engine():
    seen = chained = 0
    for plan in map(random_plan, range(250)):
        allocation = allocate(plan)
        largest = max(sum(line.total for line in side) for side in (plan.costs, plan.sources))
        places = places_for(largest)
        whole = whole_shares(allocation.exact, len(plan.years), balanced=balances(plan))
        if whole.gave_way or places is None:
            continue
        sharing = share_out(allocation, places, balanced=balances(plan))
        seen += 1
        chained += any(
            chain.giver for search in sharing.searches.values() for chain in search.chains
        )
        assert not any(any(rounded.step) for rounded in sharing.lines.values())
        several = sharing.awards if len(sharing.awards) > 1 else ()
        assert not any(phase.base.step or phase.carried.step for phase in several)
    assert seen > 200
    assert chained >= 5


def test_the_nodes_and_cells_of_a_year_are_those_of_the_engine():
    allocation = allocate(programme())
    network = Network(allocation, last=True)
    assert len(list(network.ends())) == network.cells
    for node in range(len(network.names)):
        for cell, other, forward in network.ways(node):
            tail, head = list(network.ends())[cell]
            assert (tail, head) == ((node, other) if forward else (other, node))
    for sharing in (shared(programme()), shared(programme("400", "397"))):
        for search in sharing.searches.values():
            for chain in search.chains:
                assert len(chain.cells) == len(chain.nodes) == LONGEST
                assert (chain.giver > 0) == (chain.best <= LONGEST)


def amounts_by_formulas(plan):
    """The amounts of lines that are spread over years, as the formulas round them."""
    found, years = strands(plan), len(plan.years)
    lines = {line.id: line for line in (*plan.costs, *plan.groups, *plan.sources)}
    totals = {name: line.total for name, line in lines.items() if line.written.form in SPREAD}
    rounded = bits(found, [parts_of_a_unit(strand, totals, years) for strand in found], years)
    return {
        strand.name: tuple(totals[strand.name] // years + year.bits[number] for year in rounded)
        for number, strand in enumerate(found)
        if strand.name in totals
    }, sum(any(move.giver for move in year.moves) for year in rounded)


def test_amounts_are_spread_over_the_years_as_the_engine_does():
    seen = moved = 0
    for plan in map(random_plan, range(400)):
        if not strands(plan):
            continue
        amounts, moves = amounts_by_formulas(plan)
        lines = {line.id: line for line in (*plan.costs, *plan.groups, *plan.sources)}
        assert {name: lines[name].amounts for name in amounts} == amounts
        seen, moved = seen + bool(amounts), moved + bool(moves)
    assert seen > 200
    assert moved > 40
