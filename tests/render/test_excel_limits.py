"""The limits of a plan in a workbook: rows that follow the inputs, and checks that look at them."""

from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest
from office import convert
from viewers import wanted
from workbooks import build, changed, values

from industri40.load import read_plan
from industri40.render.common.results import Results
from industri40.report.case import Case
from industri40.report.limits import build as limits_of
from industri40.report.tables import LIMITS, TABLES

PLAN = """name: Prøve
years: [2024, 2025]
environments: {oppdal: {participants: 6}, roros: {participants: 4}, snasa: {participants: 4}}
costs:
  work: {yearly: 120 000}
  course: {yearly: 50 000, includes: effort}
financing:
  county: {years: {2024: 100 000, 2025: 80 000}}
  fee: {years: {2024: 40 000, 2025: 60 000}, shared_by: participants}
  effort: {yearly: 30 000, in_kind: true}
grant: county
limits:
  grant_share_at_most: 60 %
  of: cash
  each: [year, environment]
  grant_per_environment_at_most: 60 000
  fee_per_participant_at_most: 7 000
"""

CHANGES = {
    "limits.grant_share_at_most": ("0.75", "60 %", "75 %"),
    "limits.fee_per_participant_at_most": ("7143", "7 000", "7 143"),
    "limits.grant_per_environment_at_most": ("59999", "most: 60 000", "most: 59 999"),
    "financing.county.years.2025": ("60000", "2025: 80 000", "2025: 60 000"),
    "environments.oppdal.participants": ("9", "participants: 6", "participants: 9"),
}


def written(text=PLAN, environments=()):
    plan, findings = read_plan(text.encode(), "plan.yaml")
    assert plan is not None, findings
    report = Case(plan).report(environments)
    tables = [table for name in (*TABLES, LIMITS) for table in report.tables(name)]
    return report, build(Results(report, tuple(tables)))


def rows_of(report):
    (table,) = limits_of(report.with_every())
    return {
        (LIMITS, row.id, column.id): row.cells[column.key]
        for row in table.rows
        for column in table.columns
    }


def off(found, report):
    """The figures of limits that are not those of the tables, but for a step of sharing."""
    for key, cell in rows_of(report).items():
        near = Fraction(1, 10_000) if cell.kind == "share" else Fraction(2)
        if abs(Fraction(found[key]) - cell.exact) > near:
            yield key, found[key], cell.exact


def checks(data):
    """What the checks of limits count, by what they say."""
    sheet = openpyxl.load_workbook(data, data_only=True)["Om arbeidsboken"]
    return {
        row[0]: row[1:3]
        for row in sheet.iter_rows(values_only=True)
        if isinstance(row[0], str) and row[0].endswith("innenfor grensen")
    }


SAID = [
    "Tilskuddets andel av kostnadene i penger: innenfor grensen",
    "Tilskudd per miljø: innenfor grensen",
    "Avgift per deltaker: innenfor grensen",
]


def test_every_figure_is_a_formula_but_the_limits_which_are_the_inputs():
    report, built = written()
    found = values(built, built.data)
    assert list(off(found, report)) == []
    assert not built.held
    formulas = openpyxl.load_workbook(BytesIO(built.data))["Grenser"]
    for (table, _, _), spot in built.figures.items():
        if table == LIMITS:
            assert formulas.cell(spot.row + 1, spot.column + 1).value.startswith("=")
    assert {name for name in built.inputs if name.startswith(LIMITS)} == {
        name for name in CHANGES if name.startswith(LIMITS)
    }


def test_checks_count_how_often_a_limit_is_not_kept():
    _, built = written()
    # over all years, in 2024, and in the two that have fewer participants and less of the fee
    counts = dict(
        zip(SAID, [(4, "Stemmer ikke"), (0, "I orden"), (1, "Stemmer ikke")], strict=True)
    )
    assert checks(BytesIO(built.data)) == counts


def test_of_some_environments_there_are_their_own_figures_only():
    report, built = written(environments=("roros",))
    names = {row for table, row, _ in built.figures if table == LIMITS}
    assert names == {
        "grant_share_at_most.environment.roros",
        "grant_per_environment_at_most.environment.roros",
    }
    assert list(off(values(built, built.data), report)) == []


def test_without_limits_there_is_no_sheet_and_no_check():
    _, built = written(PLAN.partition("limits:")[0])
    assert "Grenser" not in openpyxl.load_workbook(BytesIO(built.data)).sheetnames
    assert checks(BytesIO(built.data)) == {}


@pytest.fixture(scope="module")
def computed(tmp_path_factory):
    """The workbook with each input changed, as LibreOffice computes it."""
    wanted("OFFICE_TESTS")
    source, target = tmp_path_factory.mktemp("written"), tmp_path_factory.mktemp("computed")
    _, built = written()
    for name, (value, _, _) in CHANGES.items():
        (source / f"{name}.xlsx").write_bytes(changed(built, {name: value}))
    convert(sorted(source.iterdir()), target)
    return target, built


@pytest.mark.office
@pytest.mark.parametrize("name", CHANGES)
def test_figures_and_checks_follow_an_input(computed, name):
    target, built = computed
    _, old, new = CHANGES[name]
    report, _ = written(PLAN.replace(old, new, 1))
    assert list(off(values(built, target / f"{name}.xlsx"), report)) == []
    over = {}
    for (_, row, column), cell in rows_of(report).items():
        if column == "room":
            limit = row.partition(".")[0]
            over[limit] = over.get(limit, 0) + (cell.exact < 0)
    counted = checks(target / f"{name}.xlsx")
    assert [counted[said][0] for said in SAID] == list(over.values())
