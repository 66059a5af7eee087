"""The budgets in ``budgets/examples``: published figures come out cell by cell, and slips show.

What was published stands here a second time, in the plans' own words of it: the tests read it from
the plans' files as text, so that no plan is compared with what the program made of it.
"""

from fractions import Fraction
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from industri40 import allocate, check, load_plan
from industri40.engine.allocation import Allocation
from industri40.findings.finding import Severity
from industri40.plan.model import Plan

EXAMPLES = Path(__file__).parents[1] / "budgets" / "examples"


@pytest.fixture(params=sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


def written(name: str) -> dict[str, dict[str, object]]:
    text = (EXAMPLES / f"{name}.yaml").read_text("utf-8")
    found: dict[str, dict[str, object]] = YAML(typ="safe", pure=True).load(text)
    return found


def amount(text: object) -> Fraction:
    return Fraction(str(text).replace(" ", ""))


def shared(name: str) -> tuple[Plan, Allocation]:
    plan = load_plan(str(EXAMPLES / f"{name}.yaml"))
    return plan, allocate(plan)


def test_every_stated_figure_comes_out(path: Path) -> None:
    assert check(load_plan(str(path))) == ()


def test_a_project_of_given_amounts_has_each_of_them() -> None:
    plan, result = shared("opendreamkit")
    lines = written("opendreamkit")
    cells = 0
    for side in ("costs", "financing"):
        for line, entry in lines[side].items():
            for environment, given in entry["by_environment"].items():
                found = sum(result.amounts(line, environment)) * plan.unit
                assert found == amount(given), (line, environment)
                cells += 1
    assert cells == 76 + 19


def test_amounts_by_environment_and_year_stand_in_their_years() -> None:
    _, result = shared("ukspf")
    given = written("ukspf")["financing"]["fund"]["by_environment"]
    assert len(given) == 3
    for environment, by_year in given.items():
        wanted = tuple(map(amount, by_year.values()))
        assert result.amounts("fund", environment) == wanted
        assert result.amounts("revenue", environment) == wanted


def test_a_floor_gives_what_was_paid() -> None:
    plan, result = shared("coronavirus-relief-fund")
    awards = {one.environment: one.amount for one in result.awards}
    assert sum(awards.values()) == 139_000_000_000
    assert sum(award == 1_250_000_000 for award in awards.values()) == 21
    millions = [one for one in plan.stated if one.row != "ohio"]
    assert len(millions) == 12
    for one in millions:
        assert round(Fraction(awards[one.row], 10**6)) == one.figure / 10**6, one.row
    assert round(Fraction(awards["ohio"], 10**7)) == 453


def test_who_is_outside_the_area_pays_for_what_nobody_refunds() -> None:
    plan, result = shared("trondelag-outside-the-area")
    inside = {one.id: one.members["inside"] for one in plan.environments}
    assert sum(inside.values()) == 280
    for one in plan.environments:
        paid = sum(result.amounts("innovation_norway", one.id))
        own = sum(result.amounts("own_payment", one.id))
        assert paid == 5_625 * inside[one.id]
        assert own == 5_625 * inside[one.id] + 11_250 * (one.participants - inside[one.id])


CHANGED = [
    ("opendreamkit", "upsud: 90 139\n", "upsud: 90 193\n"),
    ("opendreamkit", "leeds: 10 095.55\n", "leeds: 10 095.50\n"),
    ("opendreamkit", "{costs: 57 300}", "{costs: 53 700}"),
    ("opendreamkit", "travel: {total: 90 139}", "travel: {total: 90 193}"),
    ("ukspf", "fund: {2023-24: 76 988, 2024-25: 654 518}", "fund: {2023-24: 76 988, 2024-25: 0}"),
    ("ukspf", "table: environment.adur\n", "table: environment.aduur\n"),
    ("coronavirus-relief-fund", "15 321 000 000", "15 322 000 000"),
    ("coronavirus-relief-fund", "4 530 000 000", "4 540 000 000"),
    ("coronavirus-relief-fund", "population: 4 903 185", "population: 4 913 185"),
    ("trondelag-outside-the-area", "number: 280", "number: 279"),
    (
        "trondelag-outside-the-area",
        "participant.outside: 11 250}\n",
        "participant.outside: 11 520}\n",
    ),
]


@pytest.mark.parametrize(("name", "printed", "wrong"), CHANGED)
def test_a_slip_in_a_printed_figure_is_found(
    name: str, printed: str, wrong: str, tmp_path: Path
) -> None:
    text = (EXAMPLES / f"{name}.yaml").read_text("utf-8")
    assert printed in text
    file = tmp_path / "plan.yaml"
    file.write_text(text.replace(printed, wrong), "utf-8")
    assert any(one.severity is Severity.ERROR for one in check(load_plan(str(file))))
