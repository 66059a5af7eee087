"""Figures by their amounts, as people copy them from a table."""

from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from cases import case_of
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from strategies import PlanDict, plans, yaml_bytes

from industri40.engine.allocation import allocate
from industri40.explain.amounts import amount_of, figures_of
from industri40.explain.trace import UnknownFigureError, explain
from industri40.load import load_plan, read_plan
from industri40.money import format_amount
from industri40.report.case import Case
from industri40.report.tables import TABLES

REFERENCE = Path(__file__).parent.parent.parent / "budgets" / "industri40-trondelag.yaml"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("193 750", 193_750),
        ("193750", 193_750),
        ("193\N{NO-BREAK SPACE}750", 193_750),
        ("193\N{NARROW NO-BREAK SPACE}750", 193_750),
        ("193_750", 193_750),
        ("193 750,50", Fraction(387_501, 2)),
        ("193 750.5", Fraction(387_501, 2)),
        ("1,350,000.25", Fraction(5_400_001, 4)),
        ("350.000", 350_000),
        ("350.000,-", 350_000),
        ("kr 350 000", 350_000),
        ("350 000 kr", 350_000),
        ("NOK 350 000", 350_000),
        (" 10 500\n", 10_500),
        ("-1 200", -1_200),
        ("\N{MINUS SIGN}1 200", -1_200),
        ("\N{MINUS SIGN} 1 200", -1_200),
        ("9,75", Fraction(39, 4)),
        ("\N{ALMOST EQUAL TO} 17", 17),
        ("16\N{VULGAR FRACTION TWO THIRDS}", Fraction(50, 3)),
        ("0", 0),
        ("2019", 2_019),
    ],
)
def test_an_amount_is_read_as_tables_print_it(text: str, amount: Fraction) -> None:
    assert amount_of(text) == amount


@pytest.mark.parametrize(
    "text",
    ["", "costs", "costs.costs.total", "1 00", "1 0000", "12 345 67", "1e6", "2/3", "-", "kr"],
)
def test_what_is_no_amount_may_be_a_name(text: str) -> None:
    assert amount_of(text) is None


def reference() -> Case:
    return Case(load_plan(str(REFERENCE)))


def test_figures_of_one_amount_are_listed_and_alike_ones_together() -> None:
    found = figures_of(reference(), Fraction(187_500))
    assert [(one.called.text, len(one.figures)) for one in found] == [
        ("Kursavgift, per miljø og år", 1),
        ("Kursavgift, egenbetaling per deltaker, per miljø", 1),
        ("Egenbetaling", 8),
        ("Kursavgift", 24),
    ]
    assert found[2].called.holders[0] == "environment-1"
    assert found[3].called.years == ("2019", "2020", "2021")


def test_an_amount_that_was_rounded_is_found_as_printed_and_as_it_is() -> None:
    printed, exact = (
        figures_of(reference(), amount)[0].figures[0] for amount in (Fraction(17), Fraction(50, 3))
    )
    assert printed == exact
    assert printed[0] == "breakdown.participants.environment_year"


def test_no_figure_names_the_nearest() -> None:
    with pytest.raises(UnknownFigureError) as caught:
        figures_of(reference(), Fraction(10_501))
    said = str(caught.value)
    assert said.startswith("ingen tall i tabellene er 10 501; nærmest: 10 500 (Trøndelag")
    assert "breakdown.county.participant) og 11 250 (Kursavgift, per deltaker: " in said


@settings(max_examples=12, deadline=None, phases=[Phase.generate])
@given(plans(balanced=None), st.randoms(use_true_random=False))
def test_every_printed_amount_is_found_under_a_name_that_has_it(written: PlanDict, rng: Random):
    plan, findings = read_plan(yaml_bytes(written), "plan.yaml")
    assert plan is not None, findings
    case = case_of(plan, allocate(plan))
    tables = [table for name in TABLES for table in case.report().tables(name)]
    cells = [cell for table in tables for row in table.rows for cell in row.cells.values()]
    cell = rng.choice(cells)
    amount = amount_of(format_amount(cell.amount, plan.language))
    assert amount == cell.amount
    found = [name for one in figures_of(case, cell.amount) for name, _ in one.figures]
    assert len(found) == len(set(found))
    for name in rng.sample(found, min(5, len(found))):
        step = explain(case, name)
        assert amount in (step.amount, step.exact), name
