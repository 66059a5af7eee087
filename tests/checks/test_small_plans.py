"""Each check on small plans of its own: limits, promises, slips, and what can be stated."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from industri40.checks import check
from industri40.findings.catalogue import RULES
from industri40.findings.finding import Finding, Severity
from industri40.plan.model import Plan

PlanOf = Callable[[str], Plan]

PLAN = """
name: Small
years: [2024, 2025, 2026]
environments: 3
participants: 10
costs:
  work: {label: Work, yearly: 1 000}
  hours: {label: Hours, yearly: 500, includes: effort}
financing:
  county: {label: County, yearly: 600}
  fee: {label: Fee, yearly: 400, shared_by: participants}
  effort: {label: Effort, yearly: 500, in_kind: true, shared_by: participants}
grant: county
language: en
"""


def found(plan: Plan) -> dict[str, Finding]:
    findings = check(plan)
    assert [f.place for f in findings] == sorted(f.place for f in findings)
    by_code = {finding.code: finding for finding in findings}
    assert len(by_code) == len(findings)
    for code, finding in by_code.items():
        assert finding.severity is RULES[code].severity
        assert finding.remedy
        assert finding.message.endswith((".", "?"))
    return by_code


def test_a_plan_that_is_right_has_no_findings(plan_of: PlanOf):
    assert found(plan_of(PLAN)) == {}


def test_a_year_without_enough_financing_says_how_much_is_missing(plan_of: PlanOf):
    text = PLAN.replace("Fee, yearly: 400", "Fee, years: {2024: 400, 2025: 390, 2026: 410}")
    first, second = check(plan_of(text))
    assert [first.code, second.code] == ["B301", "B301"]
    assert first.message == (
        "In 2025 the costs are 1,500 and the financing is 1,490: 10 of the costs has no financing."
    )
    assert second.message.endswith("10 of the financing has no cost.")
    assert first.place.line == 9
    assert first.subject == "financing.financing.2025"


# limits ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("limits", "code", "limit", "figure"),
    [
        ("grant_share_at_most: 1/3", "L501", 1_500, 1_800),
        ("grant_share_at_most: 50 %\n  of: cash", "L501", 1_500, 1_800),
        ("grant_per_environment_at_most: 599", "L502", 599, 600),
        ("fee_per_participant_at_most: 119", "L503", 119, 120),
    ],
)
def test_a_breach_has_the_limit_the_figure_and_the_krone_over(
    plan_of: PlanOf, limits, code, limit, figure
):
    text = f"{PLAN}limits:\n  {limits}\n"
    findings = check(plan_of(text))
    assert {finding.code for finding in findings} == {code}
    for finding in findings:
        assert (finding.expected, finding.found) == (limit, figure)
        assert finding.place.line == text.splitlines().index("limits:") + 2
        assert finding.message.endswith(f" {figure - limit} over.")


@pytest.mark.parametrize(
    "limits",
    [
        "grant_share_at_most: 2/5",
        "grant_share_at_most: 60 %\n  of: cash",
        "grant_per_environment_at_most: 600",
        "fee_per_participant_at_most: 120",
    ],
)
def test_a_limit_that_is_just_met_is_no_breach(plan_of: PlanOf, limits):
    assert found(plan_of(f"{PLAN}limits:\n  {limits}\n")) == {}


def test_a_limit_between_two_amounts_is_the_lower_one_so_that_the_figures_add_up(plan_of: PlanOf):
    # 37.1234 % of 4 500 is 1 670.553
    finding = found(plan_of(f"{PLAN}limits: {{grant_share_at_most: 37.1234 %}}\n"))["L501"]
    assert finding.message.endswith("which is 1,670.55: 129.45 over.")
    assert (finding.expected, finding.difference) == (Fraction("1670.55"), Fraction("129.45"))


def test_each_environment_over_the_limit_is_named(plan_of: PlanOf):
    text = PLAN.replace("environments: 3", "environments: {a: {weight: 3}, b: {}, c: {}}")
    text = text.replace("County, yearly: 600", "County, yearly: 600, shared_by: weights")
    text += "limits: {grant_per_environment_at_most: 1 000}\n"
    [finding] = check(plan_of(text))
    assert finding.message == (
        "`a` is awarded 1,080 in all; the limit for one environment is 1,000: 80 over."
    )


# advice ------------------------------------------------------------------------------------


def test_a_promise_that_a_year_needs_is_advice(plan_of: PlanOf):
    text = PLAN.replace(
        "Fee, yearly: 400", "Fee, status: indicated, years: {2024: 400, 2025: 0, 2026: 400}"
    )
    text = text.replace("Work, yearly: 1 000", "Work, years: {2024: 1 000, 2025: 600, 2026: 1 000}")
    findings = found(plan_of(text))
    assert findings["A601"].severity is Severity.WARNING
    assert findings["A601"].message == (
        "`fee` is only indicated, and without it 2024 and 2026 do not balance: "
        "up to 400 a year would have no financing."
    )


def promises(plan_of: PlanOf, costs: str, financing: str) -> dict[str, str]:
    """What is said of each promise of a plan of two years, by source."""
    plan = plan_of(
        "name: P\nlanguage: en\nyears: [2024, 2025]\nenvironments: 2\nparticipants: 4\n"
        f"costs:\n  work: {costs}\nfinancing:\n{financing}"
    )
    return {one.subject or "": one.message for one in check(plan) if one.code == "A601"}


@pytest.mark.parametrize(
    ("costs", "committed", "indicated", "lacking"),
    [
        # all that is indicated is needed
        ("{yearly: 120}", "yearly: 70", "yearly: 50", ("2024 and 2025 do", "50")),
        # the years have a surplus, so that less than the promise would lack
        ("{yearly: 100}", "yearly: 70", "yearly: 50", ("2024 and 2025 do", "30")),
        ("{yearly: 1 100}", "yearly: 1 099", "yearly: 50", ("2024 and 2025 do", "1")),
        # they lack something already, so that more than the promise would lack
        ("{yearly: 150}", "yearly: 70", "yearly: 50", ("2024 and 2025 do", "80")),
        # year by year: the largest lack is not that of the year with the largest promise
        (
            "{yearly: 100}",
            "years: {2024: 40, 2025: 90}",
            "years: {2024: 60, 2025: 200}",
            ("2024 and 2025 do", "60"),
        ),
        ("{yearly: 100}", "years: {2024: 100, 2025: 80}", "yearly: 50", ("2025 does", "20")),
        (
            "{years: {2024: 100, 2025: 100}}",
            "years: {2024: 55, 2025: 40}",
            "years: {2024: 45, 2025: 0}",
            ("2024 does", "45"),
        ),
    ],
)
def test_what_would_lack_without_a_promise_is_what_is_said(
    plan_of: PlanOf, costs, committed, indicated, lacking
):
    when, lacks = lacking
    said = promises(
        plan_of,
        costs,
        f"  county: {{{committed}}}\n  fund: {{{indicated}, status: indicated}}\n",
    )
    assert said == {
        "fund": f"`fund` is only indicated, and without it {when} not balance: up to {lacks} a "
        "year would have no financing."
    }


def test_each_of_several_promises_is_looked_at_without_the_others_falling_away(plan_of: PlanOf):
    said = promises(
        plan_of,
        "{yearly: 100}",
        "  county: {yearly: 40}\n"
        "  large: {yearly: 60, status: indicated}\n"
        "  small: {yearly: 20, status: indicated}\n"
        "  spare: {years: {2024: 5, 2025: 0}, status: indicated}\n",
    )
    # 2024 has 125 for 100, and 2025 has 120
    assert {name: text.rpartition(": ")[2] for name, text in said.items()} == {
        "large": "up to 40 a year would have no financing."
    }


def test_a_promise_that_only_adds_to_a_surplus_is_no_advice(plan_of: PlanOf):
    financing = "  county: {yearly: 100}\n  fund: {yearly: 50, status: indicated}\n"
    assert promises(plan_of, "{yearly: 100}", financing) == {}


def test_a_rest_that_is_only_indicated_is_a_promise_like_any_other(plan_of: PlanOf):
    said = promises(
        plan_of,
        "{yearly: 90}",
        "  fees:\n    yearly: 100\n    sources:\n"
        "      own: {rest: true, status: indicated}\n"
        "      support: {yearly: 30, status: indicated}\n",
    )
    assert said == {
        "own": "`own` is only indicated, and without it 2024 and 2025 do not balance: up to 60 a "
        "year would have no financing."
    }


def test_a_promise_beside_a_rest_is_not(plan_of: PlanOf):
    text = PLAN.replace(
        "  fee: {label: Fee, yearly: 400, shared_by: participants}",
        "  fees:\n    label: Fees\n    yearly: 400\n    shared_by: participants\n    sources:\n"
        "      own: {label: Own, rest: true}\n"
        "      support: {label: Support, yearly: 300, status: indicated}",
    )
    assert found(plan_of(text)) == {}


@pytest.mark.parametrize(
    ("figures", "year", "said"),
    [
        ((1_000, 10_000, 1_000), 2025, "10,000 in 2025, ten times or more what the years"),
        ((10_000, 1_000, 900), 2024, "10,000 in 2024, ten times"),
        ((900, 1_000, 10_000), 2026, "10,000 in 2026, ten times"),
        ((1_000, 100, 1_000), 2025, "100 in 2025, a tenth or less of what the years"),
    ],
)
def test_a_year_unlike_its_neighbours_is_advice(plan_of: PlanOf, figures, year, said):
    written = ", ".join(f"{2024 + i}: {figure}" for i, figure in enumerate(figures))
    text = PLAN.replace("Work, yearly: 1 000", f"Work, years: {{{written}}}")
    [finding] = [one for one in check(plan_of(text)) if one.code == "A602"]
    assert said in finding.message
    assert finding.subject == f"work.{year}"
    assert finding.place.line == 7
    line = text.splitlines()[6]
    assert line[finding.place.column - 1 :].startswith(str(figures[year - 2024]))


@pytest.mark.parametrize(
    "figures",
    [(1_000, 9_999, 1_000), (0, 10_000, 0), (100, 1_000, 1_000), (10_000, 10_000, 1_000)],
)
def test_a_year_that_differs_less_or_for_a_reason_is_not(plan_of: PlanOf, figures):
    written = ", ".join(f"{2024 + i}: {figure}" for i, figure in enumerate(figures))
    text = PLAN.replace("Work, yearly: 1 000", f"Work, years: {{{written}}}")
    assert "A602" not in {finding.code for finding in check(plan_of(text))}


def test_a_single_year_has_no_neighbours(plan_of: PlanOf):
    text = PLAN.replace("[2024, 2025, 2026]", "[2024]")
    text = text.replace("Work, yearly: 1 000", "Work, years: {2024: 1 000}")
    assert check(plan_of(text)) == ()


def test_with_two_years_the_larger_is_named(plan_of: PlanOf):
    text = PLAN.replace("[2024, 2025, 2026]", "[2024, 2025]")
    text = text.replace("Work, yearly: 1 000", "Work, years: {2024: 100, 2025: 1 000}")
    assert [f.subject for f in check(plan_of(text)) if f.code == "A602"] == ["work.2025"]


# stated figures ------------------------------------------------------------------------------


def stated(rows: str, table: str = "costs") -> str:
    return f"{PLAN}stated:\n  - table: {table}\n    source: Page 4\n    rows:\n      {rows}\n"


@pytest.mark.parametrize(
    ("table", "rows", "code", "said"),
    [
        (
            "cost",
            "work: {total: 3 000}",
            "S402",
            "no table `cost` to state figures of; `costs` is",
        ),
        ("environment", "work: {total: 1}", "S402", "no table `environment`"),
        ("costs", "wrok: {total: 3 000}", "S403", "no row `wrok`; `work` is probably meant."),
        (
            "costs",
            "work: {totall: 3 000}",
            "S404",
            "no column `totall`; `total` is probably meant.",
        ),
        ("breakdown", "participants: {participant: 1}", "S405", "where 1 is stated"),
        (
            "costs",
            "work: {total: 3 001}",
            "S401",
            "stated as 3,001 (Page 4), and the plan gives 3,000",
        ),
    ],
)
def test_what_cannot_be_compared_or_differs_is_found(plan_of: PlanOf, table, rows, code, said):
    text = stated(rows, table)
    findings = found(plan_of(text))
    assert set(findings) == {code}
    assert said in findings[code].message
    where = f"  - table: {table}" if code == "S402" else f"      {rows}"
    assert findings[code].place.line == text.splitlines().index(where) + 1


def test_a_name_that_is_wrong_throughout_is_found_once(plan_of: PlanOf):
    rows = "wrok: {2024: 1 000, 2025: 1 000, total: 3 000}"
    assert [finding.code for finding in check(plan_of(stated(rows)))] == ["S403"]


@pytest.mark.parametrize(
    ("figure", "right"),
    [
        ("111", True),  # 1 000 x 3 years / 27 is 111.11
        ("111,1", True),
        ("111.11", True),
        ("111,12", False),
        ("111,2", False),
        ("112", False),
        ("111,10", False),
    ],
)
def test_a_figure_is_compared_as_precisely_as_it_is_printed(plan_of: PlanOf, figure, right):
    text = PLAN.replace("environments: 3", "environments: 9")
    text += "stated:\n  - table: breakdown\n    rows:\n"
    text += f"      work:\n        environment_year: {figure}\n"
    findings = check(plan_of(text))
    assert ([f.code for f in findings] == []) is right
    if not right:
        [finding] = findings
        decimals = len(figure.partition(",")[2] or figure.partition(".")[2])
        assert finding.found == round(Fraction(1000, 9) * 10**decimals) / Fraction(10**decimals)


def test_a_whole_figure_may_be_rounded_to_round_to_or_to_the_krone(plan_of: PlanOf):
    text = PLAN.replace("environments: 3", "environments: 9") + "round_to: 100\n"
    text += "stated:\n  - table: breakdown\n    rows:\n      work: {environment_year: %s}\n"
    assert check(plan_of(text % "100")) == ()
    assert check(plan_of(text % "111")) == ()
    [finding] = check(plan_of(text % "110"))
    assert finding.found == 100


def test_figures_of_what_is_shared_out_can_be_stated_too(plan_of: PlanOf):
    right = "environment-1: {programme: 600}"
    assert found(plan_of(stated(right, "awards"))) == {}
    wrong = "environment-1: {programme: 601}"
    assert found(plan_of(stated(wrong, "awards")))["S401"].found == 600


def test_a_plan_without_a_grant_has_no_awards_to_state(plan_of: PlanOf):
    text = stated("environment-1: {programme: 600}", "awards").replace("grant: county\n", "")
    assert "has no grant" in found(plan_of(text))["S402"].message
