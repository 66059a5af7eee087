"""Explanations for people: short, true to the trace, and called by the plan's own labels."""

# ruff: noqa: RUF001 - formulas are written with these signs

import re
from pathlib import Path
from random import Random

import pytest

from industri40.explain.account import Account, Accounts, Figure
from industri40.explain.labels import text_of
from industri40.explain.step import ALIKE, Step, walk
from industri40.explain.trace import KINDS, explain, names
from industri40.languages import texts_beside
from industri40.load import load_plan
from industri40.render.common.formulas import lines_of
from industri40.render.html.tables import Origins
from industri40.report.case import Case
from industri40.report.tables import TABLES

TESTS = Path(__file__).parent.parent
REFERENCE = TESTS.parent / "budgets" / "industri40-trondelag.yaml"
PLANS = [
    REFERENCE,
    *sorted((TESTS / "data" / "plans").glob("*.yaml")),
    *sorted((TESTS / "data" / "edge").glob("*.yaml")),
]


def figures(case: Case) -> list[str]:
    return list(dict.fromkeys(name for kind in KINDS for name in names(case, kind)))


def some(case: Case, number: int, rng: Random) -> list[Step]:
    found = figures(case)
    return [explain(case, name) for name in rng.sample(found, min(number, len(found)))]


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_figure_has_a_label_and_not_only_its_name(path: Path) -> None:
    case = Case(load_plan(str(path)))
    accounts = Accounts(case)
    for step in some(case, 15, Random(path.stem)):
        for each in walk(step):
            label = text_of(accounts.labels(each.figure))
            assert not each.figure.endswith(label), (each.figure, label)


def test_labels_say_the_same_in_both_languages() -> None:
    for file, module in (("labels.txt", "labels"), ("texts.txt", "step")):
        for key, texts in texts_beside(f"industri40.explain.{module}", file).items():
            filled = {
                language: set(re.findall(r"{[\w.]+}", text)) for language, text in texts.items()
            }
            assert filled["nb"] == filled["en"], key


def account_of(figure: str, path: Path = REFERENCE) -> Account:
    case = Case(load_plan(str(path)))
    return Accounts(case).of(explain(case, figure))


def counted(parts: tuple[Figure, ...]) -> list[tuple[int, int]]:
    return [(int(part.step.exact), len(part.steps)) for part in parts]


def test_years_and_environments_that_are_alike_stand_once() -> None:
    years = account_of("costs.mobilisation.total")
    assert counted(years.parts) == [(1_000_000, 3)]
    assert years.parts[0].called.years == ("2019", "2020", "2021")
    assert years.parts[0].called.text == "Mobiliseringsressurs næringsapparat"
    assert lines_of(years.places) == "industri40-trondelag.yaml:25"
    environments = account_of("environments.all.sum.county")
    assert counted(environments.parts) == [(525_000, 8), (300_000, 1)]
    assert len(environments.parts[0].called.holders) == 8


def test_lines_that_have_the_same_amount_are_no_less_two() -> None:
    both = account_of("environments.environment-1.financing")
    assert len(both.parts) == 5
    assert all(len(part.steps) == 1 for part in both.parts)


def test_where_nothing_was_rounded_a_year_is_no_difference_of_running_totals() -> None:
    year = account_of("shares.own_payment.environment-3.2020")
    assert (year.operation, counted(year.parts)) == ("share", [(500_000, 1), (50, 1), (400, 1)])
    assert year.rounded is None
    all_years = account_of("shares.own_payment.environment-3")
    assert counted(all_years.parts) == [(1_500_000, 1), (50, 1), (400, 1)]


def test_what_all_sources_share_alike_is_shared_at_once() -> None:
    year = account_of("shares.course_development.environment-3.2020")
    assert year.operation == "times"
    amount, ratio = year.parts
    assert (amount.step.exact, amount.called.text) == (
        2_550_000,
        "Utvikling av kompetanseforløp, 2020",
    )
    assert (ratio.step.operation, str(ratio.step.exact)) == (ALIKE, "1/8")


def test_what_was_rounded_says_from_what_and_why() -> None:
    first = account_of("participants.environment-1.2019")
    assert (first.figure.step.amount, str(first.exact), first.rounded) == (17, "50/3", "up")
    assert [note.key for note in first.notes] == ["pace"]


YEARLY = "3 000 000 = 1 000 000 × 3, 2019–2021"


@pytest.mark.parametrize(
    ("table", "row", "column", "said"),
    [
        (
            "breakdown", "county", "participant",
            ("Trøndelag fylkeskommune, per deltaker", "10 500 = 4 200 000 ÷ 400", "18, 34, 43"),
        ),
        (
            "breakdown", "participants", "environment_year",
            ("Antall bedrifter, per miljø og år", "17 ≈ 16⅔ = 50 ÷ 3", "16–18"),
        ),
        (
            "costs", "mobilisation", "total",
            ("Mobiliseringsressurs næringsapparat, totalt", YEARLY, "25"),
        ),
        ("financing", "county", "2019", ("Trøndelag fylkeskommune, 2019", "1 500 000", "43")),
        (
            "phases", "county", "introduction",
            ("Trøndelag fylkeskommune, INTRODUKSJON", "2 800 000 = 4 200 000 × 2/3", "34, 43, 78"),
        ),
        (
            "awards", "environment-3", "introduction",
            (
                "Tildelt, Miljø 3, INTRODUKSJON",
                "350 000 = det minste av 2 800 000 ÷ 8 og 350 000",
                "17, 34, 43, 44, 78, 79",
            ),
        ),
    ],
)  # fmt: skip
def test_the_origin_of_a_cell_is_one_line(table: str, row: str, column: str, said: tuple[str, ...]):
    report = Case(load_plan(str(REFERENCE))).report()
    there = report.table(table)
    rows = {one.id: one for one in there.rows if one.cells}
    columns = {one.id: one for one in there.columns}
    label, formula, lines = Origins(report).of(there, rows[row], columns[column])
    assert (label, formula, lines) == (*said[:2], f"industri40-trondelag.yaml:{said[2]}")


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_cell_of_every_table_has_an_origin(path: Path) -> None:
    report = Case(load_plan(str(path))).report((), Random(path.stem).choice(["nb", "en"]))
    origins = Origins(report)
    for table in (table for name in TABLES for table in report.tables(name)):
        for row in table.rows:
            for column in (one for one in table.columns if one.key in row.cells):
                label, formula, _ = origins.of(table, row, column)
                assert label
                assert not label.startswith(table.key[0] + ".")
                assert re.search(r"\d", formula), (table.id, row.id, column.id)


def test_a_heading_is_no_label_for_beginning_as_one_does() -> None:
    path = TESTS / "data" / "edge" / "leaving-after-the-first-phase.yaml"  # with a phase «To»
    labels = Accounts(Case(load_plan(str(path)))).labels
    assert text_of(labels("financing.g.total")) == "g, totalt"
    assert text_of(labels("phases.g.two")) == "g, To"


def test_a_cell_is_called_as_its_table_says_it() -> None:
    case = Case(load_plan(str(TESTS / "data" / "plans" / "uneven.yaml")))
    labels, table = Accounts(case).labels, case.report().table("breakdown")
    column = next(one for one in table.columns if one.id == "environment")
    row = next(one for one in table.rows if one.cells)
    said = text_of(labels(f"breakdown.{row.id}.environment"))
    assert said == text_of(labels(f"breakdown:{row.id}:environment"))
    assert said == f"{row.label}, {column.label[0].lower()}{column.label[1:]}"
    assert "gjennomsnitt" in said
