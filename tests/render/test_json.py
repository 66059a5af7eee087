"""The JSON of an allocation: what it holds, that numbers are exact, and that it is stable."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from made_findings import that_says

from industri40.engine.allocation import allocate
from industri40.findings.catalogue import RULES
from industri40.findings.finding import Place
from industri40.render.common.exact_json import Kroner
from industri40.render.common.results import Results, TextOptions
from industri40.render.registry import renderer
from industri40.report.tables import TABLES, ReportTables

NO_FLOAT = {"parse_float": Decimal, "parse_constant": pytest.fail}


def written(plan, names=tuple(TABLES), findings=(), environments=()):
    report = ReportTables(plan, allocate(plan), environments)
    tables = tuple(table for name in names for table in report.tables(name))
    return renderer("tables", "json")(Results(report, tables, findings), TextOptions())


@pytest.fixture(scope="module")
def document(unlike):
    return json.loads(written(unlike), **NO_FLOAT)


def test_its_parts_and_their_order(document):
    assert list(document) == [
        "format",
        "plan",
        "shares",
        "awards",
        "frames",
        "participants",
        "tables",
        "findings",
    ]
    assert document["format"] == "industri40.allocation/1"
    assert document["plan"] == {
        "name": "Ujevnt program",
        "currency": "NOK",
        "years": [2026, 2027],
        "participants": 66,
        "scenario": None,
        "environments": [
            {"id": "nord", "name": "Nordmøre [as]", "participants": 41},
            {"id": "sor", "name": "Søre Sunnmøre Næringshage og Inkubator", "participants": 17},
            {"id": "ost", "name": "東 Østre :smile:", "participants": 8},
        ],
    }


def test_shares_are_leaf_lines_and_total_the_plan(document, unlike):
    totals = {}
    for share in document["shares"]:
        assert list(share) == ["side", "line", "environment", "year", "amount"]
        key = share["side"], share["line"], share["year"]
        totals[key] = totals.get(key, 0) + share["amount"]
    expected = {
        (side, line.id, year): amount
        for side, lines in (("cost", unlike.costs), ("financing", unlike.sources))
        for line in lines
        for year, amount in zip(unlike.years, line.amounts, strict=True)
        if amount
    }
    assert {key: total for key, total in totals.items() if total} == expected


def test_awards_frames_and_participants_are_those_of_the_allocation(document, shared_unlike):
    assert [tuple(award.values()) for award in document["awards"]] == list(shared_unlike.awards)
    assert list(document["awards"][0]) == list(shared_unlike.awards[0]._fields)
    assert document["frames"] == [frame._asdict() for frame in shared_unlike.frames]
    assert list(document["frames"][0])[-1] == "given_back"
    assert document["participants"][:2] == [
        {"environment": "nord", "year": 2026, "participants": shared_unlike.schedule["nord"][0]},
        {"environment": "nord", "year": 2027, "participants": shared_unlike.schedule["nord"][1]},
    ]


def test_tables_hold_every_cell_with_its_exact_value(document, unlike, shared_unlike):
    report = ReportTables(unlike, shared_unlike)
    assert list(document["tables"]) == [
        table.id for name in TABLES for table in report.tables(name)
    ]
    for name in TABLES:
        for table in report.tables(name):
            cells = document["tables"][table.id]
            assert len(cells) == sum(len(row.cells) for row in table.rows)
            for cell in cells:
                figure = table.by_name()[cell["row"]][cell["column"]]
                assert Fraction(cell["amount"]) == figure.amount
                assert Fraction(cell["exact"]) == figure.exact


def test_the_example_of_a_rounded_figure(reference):
    cells = json.loads(written(reference, ["breakdown"]), **NO_FLOAT)["tables"]["breakdown"]
    assert {"row": "county", "column": "participant", "amount": 10500, "exact": "10500"} in cells
    assert {
        "row": "participants",
        "column": "environment_year",
        "amount": 17,
        "exact": "50/3",
    } in cells


def test_only_some_environments(unlike):
    document = json.loads(written(unlike, ["participants"], environments=("sor",)), **NO_FLOAT)
    for part in ("shares", "awards", "participants"):
        assert {one["environment"] for one in document[part]} == {"sor"}
    assert {cell["row"] for cell in document["tables"]["participants"]} == {"sor"}


def test_findings_stand_in_it(reference):
    [code] = [code for code in RULES if code == "B301"]
    one = that_says(
        code, Place("a.yaml", 3, 4), 'Sums "differ".', expected=Fraction(7, 2), found=Fraction(3)
    )
    text = written(reference, [], (one,))
    assert json.loads(text, **NO_FLOAT)["findings"] == [
        {
            "code": code,
            "severity": "error",
            "file": "a.yaml",
            "line": 3,
            "column": 4,
            "figure": None,
            "message": 'Sums "differ".',
            "expected": Decimal("3.50"),
            "found": 3,
            "difference": Decimal("-0.50"),
            "remedy": RULES[code].remedy("en"),
            "cause": None,
            "because_of": None,
        }
    ]


def test_numbers_are_written_exactly_however_large_or_small(plan_of):
    plan = plan_of(
        "name: Large\nyears: [2026]\nenvironments: 1\nparticipants: 3\nround_to: 0.01\n"
        "costs: {a: {yearly: 999 999 999 999 999.99}}\n"
        "financing: {b: {yearly: 999 999 999 999 999.99}}\n"
    )
    text = written(plan, ["costs", "breakdown"])
    assert '"amount": 999999999999999.99}' in text
    assert '"amount": 999999999999999.99, "exact": "99999999999999999/100"' in text
    assert '"amount": 333333333333333, "exact": "33333333333333333/100"' in text


@pytest.mark.parametrize(
    ("unit", "units", "text"),
    [
        (Fraction(1), 0, "0"),
        (Fraction(1), -3, "-3"),
        (Fraction(1, 100), 50, "0.50"),
        (Fraction(1, 100), 1205, "12.05"),
        (Fraction(1, 100), -5, "-0.05"),
        (Fraction(1, 4), 4, "1"),
        (Fraction(5, 2), 3, "7.50"),
        (Fraction(1000), 10**15, "1" + "0" * 18),
    ],
)
def test_units_as_kroner(unit, units, text):
    assert Kroner(unit)(units) == text


def test_a_unit_that_two_decimals_cannot_hold_is_refused():
    with pytest.raises(ValueError, match="two decimals"):
        Kroner(Fraction(1, 3))


def test_the_same_plan_gives_the_same_bytes(unlike):
    assert written(unlike) == written(unlike)


def test_it_is_utf_8_and_readable_line_by_line(unlike):
    text = written(unlike)
    assert "Søre Sunnmøre" in text
    assert "\\u" not in text
    assert text.endswith("\n}\n")
    assert max(map(len, text.splitlines())) < 140


def test_a_name_is_escaped(plan_of):
    plan = plan_of(
        'name: "A \\"quoted\\" \\\\ name"\nyears: [2026]\nenvironments: {a: {name: "</b>"}}\n'
        "participants: 1\ncosts: {b: {yearly: 1}}\nfinancing: {c: {yearly: 1}}\n"
    )
    document = json.loads(written(plan, []), **NO_FLOAT)
    assert document["plan"]["name"] == 'A "quoted" \\ name'
    assert document["plan"]["environments"][0]["name"] == "</b>"
    assert document["tables"] == {}
    assert document["awards"] == document["frames"] == []


def test_without_an_allocation_it_is_refused(reference):
    results = Results(ReportTables(reference), ())
    for name in ("json", "csv"):
        with pytest.raises(ValueError, match="need the allocation"):
            renderer("tables", name)(results, TextOptions())
