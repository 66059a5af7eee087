"""The questions of a meeting, each one command over the reference plan, with the right figures."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from program import program

PLAN = Path(__file__).parents[2] / "budgets/industri40-trondelag.yaml"
WEIGHTS = ", ".join(f"environment-{n}: {2 if n < 3 else 1}" for n in range(1, 9))
MEETING_PLACE = ("--set", "meeting_places.years.2020=600 000")


def figures(*options: str) -> dict[str, Fraction]:
    """Every cell of every table that the plan then has, exactly."""
    ran = program("allocate", PLAN, *options, "--format", "json", "--table", "awards", *TABLES)
    return {
        f"{table}.{cell['row']}.{cell['column']}": Fraction(cell["exact"])
        for table, cells in json.loads(ran.out)["tables"].items()
        for cell in cells
    }


TABLES = [text for name in ("financing", "breakdown") for text in ("--table", name)]


def test_320_firms() -> None:
    found = figures("--set", "participants=320")
    assert found["breakdown.participants.environment"] == 40
    assert found["breakdown.county.participant"] == 13_125
    assert found["breakdown.company_share.to_pay.participant"] == Fraction(9375, 2)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", ["Udekket", "450 000", "312 500"]),
        ("en", ["Uncovered", "450,000", "312,500"]),
    ],
)
def test_the_county_cuts_ten_percent(language: str, said: list[str]) -> None:
    found = figures("--set", "county=-10 %")
    assert found["financing.uncovered.total"] == 450_000
    assert found["awards.environment-1.introduction"] == 312_500
    options = ("--set", "county=-10 %", "--lang", language, "--table", "awards", *TABLES)
    ran = program("allocate", PLAN, *options)
    assert ran.code == 1
    assert all(text in ran.out.decode() + ran.err for text in said)


def test_two_environments_have_double_weight_in_the_second_phase() -> None:
    found = figures("--set", f"specialisation.shared_by={{{WEIGHTS}}}")
    assert found["awards.environment-2.specialisation"] == 280_000
    assert found["awards.environment-3.specialisation"] == 140_000
    assert found["awards.environment-2.introduction"] == 350_000


def test_600_000_for_the_meeting_place_in_2020() -> None:
    found = figures(*MEETING_PLACE)
    assert found["financing.uncovered.2020"] == found["financing.uncovered.total"] == 500_000
    assert found["breakdown.county.total"] == 3_700_000


def test_the_same_with_500_000_less_mobilisation_that_year_balances() -> None:
    options = (*MEETING_PLACE, "--set", "mobilisation.years.2020=-500 000")
    found = figures(*options)
    assert "financing.uncovered.total" not in found
    assert found["breakdown.mobilisation.total"] == 2_500_000
    ran = program("allocate", PLAN, *options, env={"COLUMNS": "100"})
    assert ran.code == 0
    assert "mobilisation.years.2020): 1 000 000 → 500 000\n" in ran.out.decode()


def test_an_explanation_says_first_what_is_changed() -> None:
    options = ("--set", "county=-10 %")
    ran = program("explain", PLAN, "frames.introduction.frame", *options, env={"COLUMNS": "100"})
    lines = ran.out.decode().splitlines()
    assert lines[0] == "Hva om: endringer i planen"
    assert lines[1].endswith("(county.yearly): 1 500 000 → 1 350 000")
    assert lines[2].startswith("Ramme, INTRODUKSJON: 2 500 000")
    assert any(line.endswith("Tilskudd i alt  --set 1") for line in lines)


def test_check_says_of_which_file_an_option_makes_something_wrong(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_bytes(PLAN.read_bytes())
    options = ("--set", "name=x", "--set", "county.yearly=+12.5", "--lang", "en")
    ran = program("check", tmp_path, *options)
    assert ran.code == 1
    lines = ran.err.splitlines()
    assert lines[0].startswith("--set 2:15: error P214: In ")
    assert lines[0].count("a.yaml: `yearly` of `county` is 1,500,012.50") == 1
    assert lines[1:3] == ["   2 | county.yearly=+12.5", "     |               ^^^^^"]
    assert "b.yaml: " in lines[4]
    assert lines[-1] == "2 errors"
    ran = program("check", tmp_path, "--set", "conty.yearly=5", "--lang", "en")
    assert (ran.code, ran.out) == (2, b"")
    assert ran.err.startswith("industri40: --set 1:1: There is no `conty` in the plan. Write")
