"""Figures per participant: of all, of each group of them, and where a plan has none."""

from fractions import Fraction

import pytest

from industri40.checks import check
from industri40.engine.allocation import allocate
from industri40.report.lines import TOTAL
from industri40.report.table import printed
from industri40.report.tables import TABLES, ReportTables

GROUPS = """
name: Groups
language: nb
years: [2026, 2027]
participants:
  inside: {label: i området, number: 280}
  outside: {label: utenfor, number: 120}
environments: 8
costs:
  courses: {label: Kurs, total: 9 420 000, includes: [hours, talks]}
  desk: {label: Kontor, total: 1 280 000}
financing:
  county: {label: Fylket, total: 4 200 000}
  fee:
    label: Kursavgift
    per_participant: 11 250
    shared_by: participants
    sources:
      own: {label: Egenbetaling, rest: true}
      fund: {label: Innovasjon Norge, per_participant: 5 625, for: inside, status: indicated}
  hours: {label: Egeninnsats, in_kind: true, hours: 12, hourly_rate: 500, for: outside}
  talks: {label: Foredrag, in_kind: true, hours: 8, hourly_rate: 400}
grant: county
"""
"""Own effort of 720 000 of those outside and 1 280 000 of all."""


@pytest.fixture(scope="module")
def report(plan_of):
    plan = plan_of(GROUPS)
    return ReportTables(plan, allocate(plan))


def amounts(table, row):
    cells = table.by_name()[row]
    columns = ("participant", "participant.inside", "participant.outside")
    return [cells[column].exact if column in cells else None for column in columns]


def test_a_fee_is_paid_by_each_group_as_support_leaves_it(report):
    table = report.table("breakdown")
    assert amounts(table, "fee") == [11_250] * 3
    assert amounts(table, "fund") == [Fraction(280 * 5_625, 400), 5_625, 0]
    assert amounts(table, "fee.support") == amounts(table, "fund")
    assert amounts(table, "fee.to_pay") == [Fraction(7_312_50, 100), 5_625, 11_250]


def test_what_is_for_all_counts_for_each(report):
    table = report.table("breakdown")
    assert amounts(table, "county") == [10_500] * 3
    assert amounts(table, "talks") == [3_200] * 3
    assert amounts(table, "desk") == [3_200] * 3


def test_hours_are_those_of_a_member_of_the_group(report):
    table = report.table("breakdown")
    assert amounts(table, "hours.hours") == [Fraction(12 * 120, 400), 0, 12]
    assert amounts(table, "talks.hours") == [8] * 3


def test_costs_are_for_all_but_what_a_group_does_itself(report):
    table = report.table("breakdown")
    assert amounts(table, "courses.in_kind") == [5_000, 3_200, 9_200]
    assert amounts(table, "courses.cash") == [18_550] * 3
    assert amounts(table, "courses") == [23_550, 21_750, 27_750]


def test_sums_follow(report):
    table = report.table("breakdown")
    for column in [column.key for column in table.columns]:
        lines = {"costs": ("courses", "desk"), "financing": ("county", "fee", "hours", "talks")}
        for side, rows in lines.items():
            total = sum(table.cell((row,), column).exact for row in rows)
            assert table.cell((side,), column).exact == total
    assert not [row for row in table.rows if row.role == "uncovered"]
    assert table.notes == ()


def test_columns_are_headed_by_their_groups(report):
    columns = {one.id: (one.group, one.label) for one in report.table("breakdown").columns}
    assert columns["participant"] == ("Per deltaker", "Gjennomsnitt")
    assert columns["participant.inside"] == ("Per deltaker", "i området")
    assert list(columns)[-2:] == ["participant.inside", "participant.outside"]


def test_how_many_there_are_of_each(report):
    cells = report.table("breakdown").by_name()
    shown = [cells[row]["total"].exact for row in ("participants", "participants.inside")]
    assert [*shown, cells["participants.outside"]["environment"].exact] == [400, 280, 15]
    rows = report.table("environments").by_name()
    assert {name: int(rows["all.sum"][name].exact) for name in rows["all.sum"] if "part" in name}[
        "participants.outside"
    ] == 120
    for environment in report.plan.environments:
        cells = rows[environment.id]
        members = [cells[f"participants.{group}"].exact for group in ("inside", "outside")]
        assert sum(members) == cells["participants"].exact == environment.participants


def test_money_for_a_group_outside_a_fee_is_said_to_differ_from_costs(plan_of):
    text = GROUPS.replace("county: {label: Fylket,", "county: {label: Fylket, for: inside,")
    table = ReportTables(plan_of(text)).table("breakdown")
    assert amounts(table, "county") == [10_500, 15_000, 0]
    assert not [row for row in table.rows if row.role == "uncovered"]
    assert len(table.notes) == 1
    assert "én gruppe" in table.notes[0]


def test_a_group_that_is_the_sum_of_its_sources(plan_of):
    text = GROUPS.replace("    per_participant: 11 250\n", "").replace("{rest: true", "{yearly: 5")
    text = text.replace("Egenbetaling, rest: true", "Egenbetaling, total: 2 925 000")
    table = ReportTables(plan_of(text)).table("breakdown")
    assert amounts(table, "fee") == [11_250, 7_312.5 + 5_625, 7_312.5]
    assert amounts(table, "fee.to_pay") == [7_312.5] * 3


def test_the_fee_of_each_group_is_held_against_its_limit(plan_of):
    text = f"{GROUPS}limits: {{fee_per_participant_at_most: 11 249}}\n"
    findings = check(plan_of(text))
    assert [one.code for one in findings] == ["L503", "L503"]
    assert [one.subject for one in findings] == [
        "limits.fee_per_participant_at_most.inside",
        "limits.fee_per_participant_at_most.outside",
    ]
    assert "i `outside` blir 11 250; grensen er 11 249: 1 for mye" in findings[1].message
    [table] = ReportTables(plan_of(text.replace("249", "250"))).tables("limits")
    [row] = table.rows
    assert row.label == "Avgift per deltaker"
    assert row.cells["room",].exact == 0


def test_the_fee_of_one_group_alone_may_be_too_high(plan_of):
    text = GROUPS.replace("11 250", "11 250, shared_by: equal").replace("equal\n", "equal\n", 1)
    text = GROUPS.replace("for: inside, status: indicated", "for: inside, shared_by: equal")
    text += "limits: {fee_per_participant_at_most: 11 000}\n"
    findings = check(plan_of(text))
    assert [(one.code, one.found) for one in findings] == [("L503", 11_250)]
    assert findings[0].subject.endswith(".outside")


NOBODY = """
name: Nobody
language: en
years: [2024-25, 2025-26]
environments: 3
costs:
  work: {label: Work, yearly: 1 000}
  meetings: {yearly: 90, common: true, financed_by: county}
financing:
  county: {label: County, yearly: 600, shared_by: weights}
  fee:
    label: Fee
    yearly: 490
    sources: {own: {rest: true}, bank: {yearly: 90, status: indicated}}
grant: county
"""


@pytest.fixture(scope="module")
def nobody(plan_of):
    plan = plan_of(NOBODY)
    return ReportTables(plan, allocate(plan))


def test_a_plan_without_participants_says_nothing_of_any(nobody):
    assert nobody.tables("participants") == ()
    for name in TABLES:
        for table in nobody.tables(name):
            keys = [*(column.key for column in table.columns), *(row.key for row in table.rows)]
            assert not [key for key in keys if "participant" in printed(key)], table.id
            assert "articipant" not in str([*(one.label for one in table.columns), *table.notes])
            assert "articipant" not in str([row.label for row in table.rows])


def test_its_own_payment_is_that_of_all(nobody):
    row = next(row for row in nobody.table("breakdown").rows if row.key == ("fee", "to_pay"))
    assert row.label == "Own payment"
    assert row.cells[TOTAL].exact == 800


def test_years_are_called_as_the_plan_has_them(nobody):
    for name in ("costs", "financing", "environment"):
        for table in nobody.tables(name):
            labels = [(column.id, column.label) for column in table.columns]
            assert labels[:2] == [("2024-25", "2024-25"), ("2025-26", "2025-26")]


def test_figures_of_a_group_can_be_stated(plan_of):
    text = f"""{GROUPS}stated:
  - table: breakdown
    rows:
      fee.to_pay: {{participant.inside: 5 625, participant.outside: 11 250, participant: 7 312.50}}
      fund: {{participant.outside: 0}}
"""
    assert check(plan_of(text)) == ()
    [finding] = check(plan_of(text.replace("11 250, participant:", "11 251, participant:")))
    assert finding.subject == "breakdown.fee.to_pay.participant.outside"


ALIKE = """
name: Alike
language: en
years: [2026, 2027]
environments: {a: {keys: {people: %s}}, b: {keys: {people: 7}}}
costs:
  work: {yearly: 900%s}
  desk: {by_environment: {a: 100, b: %s}}
financing: {state: {yearly: 950}}
grant: state
phases: {one: {share: 1%s}}
"""


@pytest.mark.parametrize(
    ("parts", "heading"),
    [
        (("7", ", shared_by: people", "100", ""), "Per environment"),
        (("8", "", "100", ", floor: 9"), "Per environment"),
        (("8", ", shared_by: {equal: 50 %, people: 50 %}", "100", ""), "Mean per environment"),
        (("7", "", "101", ""), "Mean per environment"),
        (("7", "", "{2026: 50, 2027: 50}", ""), "Per environment"),
        (("7", "", "100", ", cap: {a: 950}"), "Mean per environment"),
        (("7", "", "100", ", floor: {a: 9, b: 9}"), "Per environment"),
        (("7", "", "100", ", awarded: {a: 950, b: 950}"), "Per environment"),
        (("7", "", "100", ", awarded: {a: 951, b: 949}"), "Mean per environment"),
        (("7", "", "100", ", awarded: {a: 950, b: 950}, returned: {b: 1}"), "Mean per environment"),
    ],
)
def test_a_figure_per_environment_is_a_mean_where_they_differ(plan_of, parts, heading):
    column = ReportTables(plan_of(ALIKE % parts)).table("breakdown").columns[1]
    assert column.label == heading
