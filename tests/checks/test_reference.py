"""The programme of Trøndelag: every printed figure holds, and one krone anywhere is found.

What the printed figures must become is worked out here by hand, formula by formula as the
programme document explains them, and by nothing of the program.
"""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from industri40.checks import check
from industri40.load import read_plan
from industri40.plan.model import Plan

PLAN = Path(__file__).parents[2] / "budgets" / "industri40-trondelag.yaml"
TEXT = PLAN.read_text("utf-8")
YEARS = (2019, 2020, 2021)
AMOUNTS = {
    "mobilisation": 1_000_000,
    "course_development": 2_550_000,
    "meeting_places": 100_000,
    "county": 1_500_000,
    "company_share": 1_500_000,
    "innovation_norway": 750_000,
    "local_partner": 250_000,
    "own_effort": 650_000,
}
COSTS = ("mobilisation", "course_development", "meeting_places")
FINANCING = ("county", "company_share", "own_effort")
ENVIRONMENTS, PARTICIPANTS = 8, 400

PRINTED = ("costs", "financing", "breakdown", "phases")
"""The tables of the document; what else is stated follows from them."""

Cells = dict[tuple[str, str, str], Fraction]


def read(text: str) -> Plan:
    plan, findings = read_plan(text.encode(), "plan.yaml", "en")
    assert plan is not None, findings
    assert findings == ()
    return plan


def changed(line: str, figures: dict[int, int]) -> str:
    """The plan's text with the amounts of a line written out year by year."""
    written = ", ".join(f"{year}: {amount}" for year, amount in figures.items())
    text, times = re.subn(
        rf"(^ +{line}:\n(?:.*\n)*?) +yearly: [0-9 ]+(?= |\n)",
        lambda match: f"{match[1]}{_indent(match[1])}years: {{{written}}}",
        TEXT,
        count=1,
        flags=re.MULTILINE,
    )
    assert times == 1
    return text


def _indent(block: str) -> str:
    first = block.splitlines()[0]
    return " " * (len(first) - len(first.lstrip()) + 2)


def cells(amounts: dict[str, dict[int, int]]) -> Cells:
    """Every figure that the document prints, from the amounts of the lines."""
    total = {line: sum(years.values()) for line, years in amounts.items()}
    found: Cells = {}
    for table, lines in (("costs", COSTS), ("financing", FINANCING)):
        for line in (*lines, *(("innovation_norway", "local_partner") * (table == "financing"))):
            for year in YEARS:
                found[table, line, str(year)] = Fraction(amounts[line][year])
            found[table, line, "total"] = Fraction(total[line])
        for year in YEARS:
            found[table, table, str(year)] = Fraction(sum(amounts[line][year] for line in lines))
        found[table, table, "total"] = Fraction(sum(total[line] for line in lines))
    support = total["innovation_norway"] + total["local_partner"]
    for year in (*map(str, YEARS), "total"):
        found["financing", "own_payment", year] = (
            found["financing", "company_share", year]
            - found["financing", "innovation_norway", year]
            - found["financing", "local_partner", year]
        )
    shared = {
        "mobilisation": total["mobilisation"],
        "course_development": total["course_development"],
        "course_development.in_kind": total["own_effort"],
        "course_development.cash": total["course_development"] - total["own_effort"],
        "costs": total["mobilisation"] + total["course_development"],
        "county": total["county"] - total["meeting_places"],
        "company_share": total["company_share"],
        "own_effort": total["own_effort"],
        "innovation_norway": total["innovation_norway"],
        "local_partner": total["local_partner"],
        "company_share.support": support,
    }
    divided = (
        ("total", 1),
        ("environment", ENVIRONMENTS),
        ("environment_year", ENVIRONMENTS * len(YEARS)),
        ("participant", PARTICIPANTS),
    )
    for row, amount in shared.items():
        for column, by in divided:
            found["breakdown", row, column] = Fraction(amount, by)
    for column, by in divided[:3]:
        found["breakdown", "participants", column] = Fraction(PARTICIPANTS, by)
    financing = shared["county"] + shared["company_share"] + shared["own_effort"]
    found["breakdown", "financing", "total"] = Fraction(financing)
    to_pay = Fraction(total["company_share"] - support, PARTICIPANTS)
    found["breakdown", "company_share.to_pay", "participant"] = to_pay
    introduction = Fraction(2, 3) * shared["county"]
    found["phases", "county", "introduction"] = introduction
    found["phases", "county.environment", "introduction"] = introduction / ENVIRONMENTS
    return found


def printed(value: Fraction) -> int:
    """Rounded to the krone, half away from zero (nothing is negative here)."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def plain() -> dict[str, dict[int, int]]:
    return {line: dict.fromkeys(YEARS, amount) for line, amount in AMOUNTS.items()}


def test_nothing_is_found_in_the_plan_as_it_stands():
    assert check(read(TEXT)) == ()


def test_the_plan_states_every_printed_figure_and_the_formulas_here_give_them():
    stated = {(one.table, one.row, one.column): one.figure for one in read(TEXT).stated}
    given = cells(plain())
    hours = stated.pop(("breakdown", "own_effort.hours", "participant"))
    assert hours == Fraction(1_950_000, PARTICIPANTS * 500)
    in_document = {name: figure for name, figure in stated.items() if name[0] in PRINTED}
    assert len(in_document) == 90
    assert {name: printed(given[name]) for name in in_document} == in_document


def test_the_plan_states_what_follows_from_the_printed_figures_for_every_environment():
    stated = {(one.table, one.row, one.column): one.figure for one in read(TEXT).stated}
    given = cells(plain())
    first, second = (share * 4_200_000 for share in (Fraction(2, 3), Fraction(1, 3)))
    follows = {}
    for number in range(1, ENVIRONMENTS + 1):
        row = f"environment-{number}"
        follows["awards", row, "introduction.ceiling"] = Fraction(350_000)
        follows["awards", row, "introduction"] = first / ENVIRONMENTS
        follows["awards", row, "specialisation"] = second / ENVIRONMENTS
        follows["environments", row, "participants"] = Fraction(PARTICIPANTS, ENVIRONMENTS)
        follows["environments", row, "costs"] = given["breakdown", "costs", "environment"]
    for row, frame in (("introduction", first), ("specialisation", second)):
        for column in ("frame", "awarded", "leftover", "carried", "returned"):
            there = frame if column in ("frame", "awarded") else Fraction(0)
            follows["frames", row, column] = there
    assert {name: one for name, one in stated.items() if name[0] not in PRINTED} == follows


@pytest.mark.parametrize("by", [1, -1])
@pytest.mark.parametrize("year", [*YEARS, None])
@pytest.mark.parametrize("line", AMOUNTS)
def test_one_krone_in_any_amount_is_found_in_every_sum_that_it_changes(line, year, by):
    amounts = plain()
    for one in YEARS:
        amounts[line][one] += by if year in (one, None) else 0
    plan = read(changed(line, amounts[line]))
    found = {
        finding.subject: finding
        for finding in check(plan)
        if finding.code == "S401" and str(finding.subject).startswith(PRINTED)
    }
    given = cells(amounts)
    off = {
        f"{stated.table}.{stated.row}.{stated.column}": stated
        for stated in plan.stated
        if (stated.table, stated.row, stated.column) in given
        and printed(given[stated.table, stated.row, stated.column]) != stated.figure
    }
    assert off
    assert set(found) == set(off)
    for name, stated in off.items():
        now = printed(given[stated.table, stated.row, stated.column])
        finding = found[name]
        assert finding.place == stated.place
        assert (finding.expected, finding.found) == (stated.figure, now)
        assert finding.difference == now - stated.figure
        assert finding.severity.value == "error"


@pytest.mark.parametrize("by", [1, -1])
@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("line", AMOUNTS)
def test_a_year_that_no_longer_balances_is_found_with_both_sums(line, year, by):
    amounts = plain()
    amounts[line][year] += by
    findings = {f.code: f for f in check(read(changed(line, amounts[line]))) if f.code[0] == "B"}
    if line in ("innovation_norway", "local_partner"):
        assert findings == {}  # the participants pay the rest, so the year still balances
        return
    costs, financing = (sum(amounts[one][year] for one in lines) for lines in (COSTS, FINANCING))
    assert set(findings) == {"B301", "B302"}
    assert (findings["B301"].expected, findings["B301"].found) == (costs, financing)
    assert (findings["B302"].expected, findings["B302"].found) == (
        10_950_000 + costs - 3_650_000,
        10_950_000 + financing - 3_650_000,
    )
    assert f"In {year} " in findings["B301"].message


def test_every_finding_leads_back_to_the_amounts_that_it_comes_from():
    amounts = plain()
    amounts["innovation_norway"][2020] += 10_000
    text = changed("innovation_norway", amounts["innovation_norway"])
    written = text.splitlines().index("        years: {2019: 750000, 2020: 760000, 2021: 750000}")
    for finding in check(read(text)):
        assert written + 1 in [place.line for place in finding.cause]


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("yearly: 1 500 000\n    shared_by: equal", "yearly: 1 490 000", "county.yearly"),
        ("yearly: 100 000", "yearly: 110 000", "meeting_places.yearly"),
        ("environments: 8 ", "environments: 9 ", "environments"),
        ("environments: 8 ", "environments: 7 ", "environments"),
        ("participants: 400 ", "participants: 410 ", "participants"),
        ("cap: 350 000", "cap: 250 000", "introduction.cap"),
        ("cap: 350 000", "cap: '325 000'", "introduction.cap"),
    ],
)
def test_one_amount_explains_every_figure_also_those_that_sharing_gives(old, new, name):
    text = TEXT.replace(old, new)
    findings = check(read(text))
    line = TEXT[: TEXT.index(old)].count("\n") + 1
    assert len(findings) > 20
    for finding in findings:
        [cause] = finding.because
        assert (cause.figure, cause.place.line) == (name, line)


def test_a_cap_that_does_not_explain_what_is_printed_is_not_named():
    text = TEXT.replace("cap: 350 000", "cap: 250 000")
    text = text.replace("{introduction.ceiling: 350 000", "{introduction.ceiling: 360 000", 1)
    assert len(findings := check(read(text))) > 20
    assert not any(finding.because for finding in findings)


def test_innovation_norway_at_760_000_is_reported_for_each_printed_figure():
    amounts = plain()
    amounts["innovation_norway"][2020] = 760_000
    findings = check(read(changed("innovation_norway", amounts["innovation_norway"])))
    against = {finding.subject: (finding.found, finding.expected) for finding in findings}
    assert against == {
        "financing.own_payment.2020": (490_000, 500_000),
        "financing.own_payment.total": (1_490_000, 1_500_000),
        "financing.innovation_norway.2020": (760_000, 750_000),
        "financing.innovation_norway.total": (2_260_000, 2_250_000),
        "breakdown.innovation_norway.total": (2_260_000, 2_250_000),
        "breakdown.innovation_norway.environment": (282_500, 281_250),
        "breakdown.innovation_norway.environment_year": (94_167, 93_750),
        "breakdown.innovation_norway.participant": (5_650, 5_625),
        "breakdown.company_share.support.total": (3_010_000, 3_000_000),
        "breakdown.company_share.support.environment": (376_250, 375_000),
        "breakdown.company_share.support.environment_year": (125_417, 125_000),
        "breakdown.company_share.support.participant": (7_525, 7_500),
        "breakdown.company_share.to_pay.participant": (3_725, 3_750),
    }
