"""``solve`` on the command line: what is printed, for whom, and the exit code."""

import json
from pathlib import Path

import pytest

from industri40.cli.main import COMMANDS

REFERENCE = Path(__file__).parents[2] / "budgets" / "industri40-trondelag.yaml"
TASK = (
    *("solve", REFERENCE, "--set", "company_share.rest=true", "--let", "county.yearly"),
    "--so-that",
)
PAYMENT = "breakdown.own_payment.participant"
SAID = {
    "nb": """\
Trøndelag fylkeskommune: 1 600 000 (+100 000, nå 1 500 000)  [financing.county.yearly]
Kursavgift, egenbetaling per deltaker, per deltaker: 3 000 (-750, nå 3 750)  \
[breakdown.own_payment.participant]
Det som tar resten, endres også:
  Kursavgift: 1 400 000 (-100 000, nå 1 500 000) hvert år
  Egenbetaling: 400 000 (-100 000, nå 500 000) hvert år
""",
    "en": """\
Trøndelag fylkeskommune: 1,600,000 (+100,000, now 1,500,000)  [financing.county.yearly]
Kursavgift, own payment per participant, per participant: 3,000 (-750, now 3,750)  \
[breakdown.own_payment.participant]
What takes the rest changes with it:
  Kursavgift: 1,400,000 (-100,000, now 1,500,000) every year
  Egenbetaling: 400,000 (-100,000, now 500,000) every year
""",
}


@pytest.mark.parametrize("language", SAID)
def test_the_grant_for_which_firms_pay_three_thousand(call, language):
    done = call(*TASK, f"{PAYMENT}=3000", "--lang", language)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.replace("\N{MINUS SIGN}", "-") == SAID[language]


def test_the_task_is_an_example_of_the_help():
    _, _, example = COMMANDS["solve"].examples.partition("Examples:\n  ")
    words = " ".join(map(str, TASK)).replace(str(REFERENCE), "plan.yaml")
    assert " ".join(example.split()).startswith(f"industri40 {words} {PAYMENT}=3000 ")


def test_json_has_what_other_programs_rely_on(call):
    done = call(*TASK, f"{PAYMENT}>=10000/3", "--format", "json")
    assert json.loads(done.stdout) == {
        "format": "industri40.solution/1",
        "path": "financing.county.yearly",
        "value": 1_500_000,
        "figure": PAYMENT,
        "wanted": "10000/3",
        "gives": 3750,
        "exact": False,
        "short": None,
    }
    done = call(*TASK, f"{PAYMENT}=10000/3", "--format", "json")
    solution = json.loads(done.stdout)
    assert (solution["value"], solution["gives"], solution["exact"]) == (1_555_556, 3333.33, False)
    assert solution["short"] == {"value": 1_555_555, "gives": 3333.3375}


def test_what_falls_short_is_said(call):
    done = call(*TASK, f"{PAYMENT} = 3 333,33333", "--lang", "en")
    assert "With 1,555,555 it would be 3,333 + 27/80, which does not reach" in done.stdout
    done = call(*TASK, f"{PAYMENT}<=4000", "--lang", "en")
    assert done.stdout.startswith("Nothing needs to change.\n")


@pytest.mark.parametrize(
    ("so_that", "said"),
    [
        (f"{PAYMENT}=3000", ["3,750", "only be 1,500,000", "--set company_share.rest=true"]),
        ("awards.introduction.environment-1>=400 000", ["at least 400,000", "--set"]),
    ],
)
def test_where_no_value_does_it_is_said_what_the_figure_can_be(call, so_that, said):
    done = call("solve", REFERENCE, "--let", "county.yearly", "--so-that", so_that, "--lang", "en")
    assert (done.returncode, done.stdout) == (1, "")
    assert all(one in done.stderr for one in said)


def test_what_is_wrong_beyond_the_limits_is_said(call):
    done = call(*TASK, f"{PAYMENT}=-1", "--lang", "nb")
    assert done.returncode == 1
    assert "fra 100 000 til 2 000 000 er det fra 0 til 14 250" in done.stderr
    assert "Med 2 000 001: `own_payment` er resten" in done.stderr


@pytest.mark.parametrize(
    ("let", "so_that", "said"),
    [
        ("conty.yearly", f"{PAYMENT}=1", "--let 1:1: There is no `conty` in the plan."),
        ("county", f"{PAYMENT}=1", "There are: financing.county.yearly."),
        ("county.total", f"{PAYMENT}=1", "Did you mean financing.county.yearly?"),
        ("county.yearly", PAYMENT, "Write a figure, =, <= or >=, and an amount"),
        ("county.yearly", "breakdown.conty.total=1", "Did you mean breakdown.county?"),
    ],
)
def test_wrong_use_is_said_with_what_was_meant(call, let, so_that, said):
    done = call("solve", REFERENCE, "--let", let, "--so-that", so_that, "--lang", "en")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_plan_that_cannot_be_understood_has_findings_and_no_solution(call):
    done = call("solve", "-", "--let", "a", "--so-that", "b=1", input="name: x\n")
    assert (done.returncode, done.stdout) == (1, "")
    assert "P202" in done.stderr


def test_both_options_are_needed(call):
    assert call("solve", REFERENCE, "--let", "county.yearly").returncode == 2
    assert call("solve", REFERENCE, "--so-that", f"{PAYMENT}=1").returncode == 2
