"""``allocate --compare``: the plan and its scenarios side by side, in every format that can."""

import json
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from grids import Page, Shown, grids
from program import program

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "tests/data/plans/scenarios.yaml"
REFERENCE = ROOT / "budgets/industri40-trondelag.yaml"
WIDE = {"COLUMNS": "110"}


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    """The reference plan with two scenarios."""
    file = tmp_path / "plan.yaml"
    added = """
scenarios:
  cut: {label: Fylket kutter 10 %, set: {county.yearly: -10 %}}
  fewer: {set: {participants: 320}}
"""
    file.write_text(REFERENCE.read_text("utf-8") + added, "utf-8")
    return file


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_table(language: str, golden: Callable[[str, str], None]) -> None:
    ran = program("allocate", PLAN, "--compare", "--lang", language, "--ignore", "L", env=WIDE)
    golden(f"scenarios.{language}.txt", ran.out.decode())
    assert (ran.code, ran.err) == (0, "")


def test_figures_are_those_of_each_scenario(reference: Path) -> None:
    document = json.loads(program("allocate", reference, "--compare", "--format", "json").out)
    assert document["format"] == "industri40.scenarios/1"
    assert [one["label"] for one in document["columns"]] == [
        "Planen",
        "Fylket kutter 10 %",
        "fewer",
    ]
    assert document["columns"][0]["scenario"] is None
    assert document["columns"][2]["scenario"] == {
        "names": ["fewer"],
        "set": [{"path": "participants", "old": "400", "new": "320"}],
    }
    found = {(one["row"], one["column"]): one["amount"] for one in document["figures"]}
    for column in document["columns"]:
        names = column["scenario"]["names"] if column["scenario"] else []
        asked = [text for name in names for text in ("--scenario", name)]
        alone = json.loads(program("allocate", reference, *asked, "--format", "json").out)
        every = {
            f"{name}.{cell['row']}.{cell['column']}": cell["amount"]
            for name, cells in alone["tables"].items()
            for cell in cells
        }
        here = {row: amount for (row, of), amount in found.items() if of == column["column"]}
        assert len(here.keys() & every.keys()) > 12
        assert all(here[row] == every[row] for row in here.keys() & every.keys())
    assert found["financing.uncovered.total", "scenario.cut"] == 450_000
    assert found["awards.introduction", "scenario.cut"] == 312_500
    assert found["breakdown.participants.total", "scenario.fewer"] == 320


def test_every_format_has_the_same_figures(reference: Path, tmp_path: Path) -> None:
    out = [tmp_path / f"out.{ending}" for ending in ("json", "csv", "md", "html")]
    options = [text for file in out for text in ("-o", file)]
    assert program("allocate", reference, "--compare", *options).code == 0
    document = json.loads(out[0].read_text("utf-8"), parse_float=Decimal)
    wanted = [
        Shown(Fraction(one["amount"]), Fraction(one["amount"]) != Fraction(one["exact"]))
        for one in document["figures"]
    ]
    for form, file in (("markdown", out[2]), ("html", out[3])):
        (grid,) = grids(form, file.read_bytes(), "nb")
        assert grid.title == "Planen og scenarioene"
        assert [one for _, row in grid.rows for one in row if one] == wanted
    lines = [",".join((one["row"], one["column"], *amounts(one))) for one in document["figures"]]
    assert out[1].read_text("utf-8").splitlines() == ["row,column,amount,exact", *lines]


def amounts(one: dict[str, object]) -> tuple[str, str]:
    return str(one["amount"]), str(one["exact"])


def test_the_page_draws_a_bar_for_each(reference: Path) -> None:
    text = program("allocate", reference, "--compare", "--format", "html").out.decode()
    wide, narrow = (
        [svg for svg in Page(text).root.all("svg") if svg["class"] == name]
        for name in ("wide", "narrow")
    )
    for drawings in (wide, narrow):
        said = " ".join(next(svg.all("desc")).text for svg in drawings)
        assert "Udekket: Planen: 0; Fylket kutter 10 %: 450 000; fewer: 0" in said.replace(
            "\xa0", " "
        )
    bars = [
        Fraction(box["width"]) for svg in wide for box in svg.all("rect") if box["class"] == "bar"
    ]
    assert len(bars) == 3 * 6 - 2  # nothing is uncovered in the plan, nor with fewer firms
    assert bars[0] == bars[1] == max(bars)
    assert bars[2] * 400 == pytest.approx(bars[0] * 320, abs=4)


def test_what_is_set_holds_in_each_scenario_and_not_in_the_plan(reference: Path) -> None:
    options = ("--compare", "--scenario", "cut", "--set", "participants=300", "--format", "csv")
    lines = program("allocate", reference, *options).out.decode().splitlines()
    assert "breakdown.participants.total,plan,400,400" in lines
    assert "breakdown.participants.total,scenario.cut,300,300" in lines
    options = ("--compare", "--set", "participants=300", "--format", "csv")
    lines = program("allocate", REFERENCE, *options).out.decode().splitlines()
    assert lines[1:3] == [
        "breakdown.participants.total,plan,400,400",
        "breakdown.participants.total,what_if,300,300",
    ]


def test_another_currency_heads_its_column_and_rows_have_all_their_names() -> None:
    options = ("--set", "currency=EUR", "--set", "own_effort.hourly_rate=600", "-f", "markdown")
    text = program("allocate", REFERENCE, "--compare", *options).out.decode()
    assert "| Planen | Endret plan (EUR) |" in text
    assert "i timer (500 kr per time) / i timer (600 EUR per time)" in text.replace("\xa0", " ")


def test_a_scenario_that_cannot_be_is_told_and_nothing_printed(reference: Path) -> None:
    ran = program("allocate", reference, "--compare", "--set", "county.yearly=1,234")
    assert (ran.code, ran.out) == (1, b"")
    assert ran.err.count("--set 1:15: feil") == 1
    assert program("allocate", reference, "--compare", "--scenario", "nobody").code == 2
    ran = program("allocate", reference, "--compare", "--set", "county.yearly=1")
    assert "feil P227: `meeting_places` koster" in ran.err
    assert "1 feil" in ran.err
    reference.write_text(reference.read_text("utf-8").replace("-10 %}", "1}"), "utf-8")
    ran = program("allocate", reference, "--compare")
    assert "feil P227: Med scenarioet `cut`: `meeting_places` koster" in ran.err


def test_errors_of_the_plan_itself_count(reference: Path) -> None:
    broken = reference.read_text("utf-8").replace("yearly: 100 000", "yearly: 100 001")
    reference.write_text(broken, "utf-8")
    ran = program("allocate", reference, "--compare")
    assert ran.code == 1
    assert "Planen og scenarioene" in ran.out.decode()
    assert "B301" in ran.err


WRONG = {
    ("--table", "awards"): ("Ta bort --table.", "leave --table out."),
    ("--environment", "environment-1"): ("Ta bort --environment.", "leave --environment out."),
    ("--format", "xlsx"): ("kan ikke skrive xlsx.", "not in xlsx."),
    ("--output", "x.docx"): ("kan ikke skrive docx.", "not in docx."),
}


@pytest.mark.parametrize("options", WRONG, ids="-".join)
def test_what_cannot_be_compared_is_wrong_use(options: tuple[str, str], reference: Path) -> None:
    for language, said in zip(("nb", "en"), WRONG[options], strict=True):
        ran = program("allocate", reference, "--compare", *options, "--lang", language)
        assert (ran.code, ran.out) == (2, b"")
        assert said in " ".join(ran.err.split())


def test_a_plan_without_scenarios_has_nothing_beside_it() -> None:
    ran = program("allocate", REFERENCE, "--compare")
    assert ran.code == 2
    assert "har ingen scenarioer" in ran.err


def test_a_long_comparison_shows_how_far_it_is(
    reference: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("_PATIENCE", 0.0), ("_PAUSE", 0.0), ("watched", lambda _: True)):
        monkeypatch.setattr(f"industri40.cli.progress.{name}", value)
    ran = program(
        "allocate", reference, "--compare", "-f", "csv", env={"FORCE_COLOR": "1", "TERM": "xterm"}
    )
    assert ran.out.startswith(b"row,column,amount,exact\n")
    assert "Scenarioer" in ran.err
    assert "2 av 3" in ran.err
