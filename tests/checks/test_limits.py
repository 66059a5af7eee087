"""Limits, held and shown: what is kept and what is not, from the shares as the JSON has them."""

import json
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import Limits, plans, yaml_bytes

from industri40.checks import found_in
from industri40.findings.finding import Severity
from industri40.load import read_plan
from industri40.render.common.figures import as_read, decimals
from industri40.render.common.remarks import conclusion
from industri40.render.common.results import Results, TextOptions
from industri40.render.data.allocation_json import render
from industri40.report.case import Case
from industri40.report.limits import FOUND, MOST, ROOM, build
from industri40.report.tables import LIMITS

LIMIT = "limits.grant_share_at_most"


def limited(written, rng):
    """A plan with limits that some of its figures are above, some at and some below."""
    share = Fraction(rng.randint(0, 20), rng.choice([20, 20, 21, 1000]))
    limits = {}
    if "participants" in written or "participants" in str(written["environments"]):
        limits["fee_per_participant_at_most"] = str(rng.choice([0, 1, 100, 50_000]))
    if "grant" in written:
        limits |= {
            "grant_share_at_most": str(min(share, Fraction(1))),
            "of": rng.choice(["costs", "cash"]),
            "each": rng.choice([["year"], ["environment"], ["environment", "year"]]),
            "grant_per_environment_at_most": str(rng.choice([0, 10, 1_000, 100_000])),
        }
    plan, findings = read_plan(yaml_bytes(written | {"limits": limits}), "plan.yaml")
    assert plan is not None, findings
    return Case(plan)


def results(case, environments=(), language=None):
    return Results(case.report(environments, language), (), tuple(found_in(case)))


def parts_of(case):
    """The grant and the costs of the programme, each year and each environment, by the shares."""
    plan = case.plan
    document = json.loads(render(results(case), TextOptions()), parse_float=Fraction)
    in_kind = {source.id for source in plan.sources if source.in_kind}
    if plan.limits.of != "cash":
        in_kind = set()
    parts = {}
    for one in document["shares"]:
        names = ["", str(one["year"])] if "year" in plan.limits.each else [""]
        if "environment" in plan.limits.each and one["environment"] not in (
            "common",
            "unallocated",
        ):
            names.append(one["environment"])
        for name in names:
            grant, costs = parts.setdefault(name, [Fraction(0), Fraction(0)])
            amount = Fraction(one["amount"])
            grant += amount * (one["line"] == plan.grant)
            costs += amount * (one["side"] == "cost") - amount * (one["line"] in in_kind)
            parts[name] = [grant, costs]
    return parts


@settings(max_examples=20)
@given(plans(balanced=None, limits=Limits(6, 4, 3)), st.randoms(use_true_random=False))
def test_a_share_is_found_wherever_it_is_too_large_and_nowhere_else(written, rng: Random):
    case = limited(written, rng)
    share, found = case.plan.limits.grant_share_at_most, {}
    for one in found_in(case):
        if one.code == "L501":
            assert one.subject not in found
            found[one.subject] = one.expected, one.found
    expected = {}
    for name, (grant, costs) in parts_of(case).items() if share is not None else ():
        most = Fraction(share * costs * 100 // 1, 100)
        if grant > most:
            expected[f"{LIMIT}.{name}" if name else LIMIT] = most, grant
    assert found == expected


@settings(max_examples=20)
@given(plans(balanced=None, limits=Limits(6, 4, 3)), st.randoms(use_true_random=False))
def test_the_table_shows_the_highest_figures_and_what_is_kept(written, rng: Random):
    case = limited(written, rng)
    plan, report = case.plan, case.report()
    rows = {row.key: row for table in report.tables(LIMITS) for row in table.rows}
    found = {one.code for one in found_in(case)}
    share = plan.limits.grant_share_at_most
    if share is not None:
        parts = parts_of(case)
        for among, names in (
            ("programme", [""]),
            ("year", map(str, plan.years)),
            ("environment", [one.id for one in plan.environments]),
        ):
            several = [parts[name] for name in names if name in parts]
            held = [one for one in several if any(one)]
            mine = [row for key, row in rows.items() if key[:2] == ("grant_share_at_most", among)]
            assert len(mine) == bool(held)
            for row in mine:
                over = any(grant > share * costs for grant, costs in held)
                assert row.role == ("uncovered" if over else "line")
                assert (row.cells[ROOM].exact < 0) == over
                if all(costs for _, costs in held):
                    highest = max(grant / costs for grant, costs in held)
                    assert row.cells[FOUND].exact == highest
                    shown = row.cells[FOUND].amount
                    assert (shown > share, shown < share) == (highest > share, highest < share)
    for code, limit in (
        ("L501", "grant_share_at_most"),
        ("L502", "grant_per_environment_at_most"),
        ("L503", "fee_per_participant_at_most"),
    ):
        over = any(row.role == "uncovered" for key, row in rows.items() if key[0] == limit)
        assert over == (code in found)


@settings(max_examples=20)
@given(plans(balanced=None, limits=Limits(4, 3, 2)), st.randoms(use_true_random=False))
def test_what_is_kept_is_said_with_its_figure_and_what_is_not_is_no_sentence(written, rng: Random):
    case = limited(written, rng)
    wrong = any(one.severity is Severity.ERROR for one in found_in(case))
    for language in ("nb", "en"):
        report = case.report((), language)
        said = conclusion(results(case, (), language))
        title = ""
        for row in (row for table in report.tables(LIMITS) for row in table.rows):
            if FOUND not in row.cells:
                continue
            found, most = (
                as_read(row.cells[key], language, decimals([row.cells[key]]))
                for key in (FOUND, MOST)
            )
            at_most = {"nb": "høyst", "en": "at most"}[language]
            if title and row.label.startswith(f"{title}, "):
                sentence = f", {row.label.removeprefix(f'{title}, ')}: {found}"
            else:
                sentence, title = f"{row.label}: {found} ({at_most} {most})", row.label
            shown = sentence in said.text if said else False
            assert shown == (row.role == "line" and not wrong)


PLAN = """name: P
years: [2024, 2025]
environments: {{oppdal: {{name: Oppdal, participants: 6}}, roros: {{name: Røros, participants: 4}}}}
costs: {costs}
financing: {financing}
grant: county
limits: {{{limits}}}
"""
SHARED = "{work: {yearly: 1 000}}"
PAID = "{county: {yearly: 400}, fee: {yearly: 600, shared_by: participants}}"


def rows_of(costs=SHARED, financing=PAID, limits="grant_share_at_most: 1", **more):
    text = PLAN.format(costs=costs, financing=financing, limits=limits)
    for old, new in more.items():
        text = text.replace(old, new)
    plan, findings = read_plan(text.encode(), "plan.yaml")
    assert plan is not None, findings
    report = Case(plan).report()
    return [
        (row.label, *(as_read(row.cells[key], "nb", 0).replace("\xa0", " ") for key in row.cells))
        for table in report.tables(LIMITS)
        for row in table.rows
    ]


@pytest.mark.parametrize(
    ("limit", "costs", "shown"),
    [
        ("50 %", 1_000, "40 %"),
        ("50 %", 973, "41,1 %"),
        ("50 %", 801, "49,9 %"),
        ("40 %", 1_000, "40 %"),
        ("40 %", 1_001, "39,96 %"),
        ("40 %", 999, "40,04 %"),
        ("40.0401 %", 999, "40 %"),
        ("40.04 %", 999, "40,04004 %"),
        ("1/3", 1_200, "1/3"),
        ("33.3 %", 1_200, "33,33 %"),
    ],
)
def test_a_percentage_reads_on_the_side_of_the_limit_that_it_is_on(limit, costs, shown):
    work = f"{{work: {{yearly: {costs}}}}}"
    (row,) = rows_of(work, limits=f"grant_share_at_most: {limit}")
    assert row[2] == shown


def test_a_row_names_the_year_and_the_environments():
    years = "{county: {years: {2024: 300, 2025: 500}}, fee: {years: {2024: 700, 2025: 500}}}"
    limits = "grant_share_at_most: 45 %, each: [year, environment], fee_per_participant_at_most: 9"
    assert [row[0] for row in rows_of(financing=years, limits=limits)] == [
        "Tilskuddets andel av kostnadene",
        "Tilskuddets andel av kostnadene, høyest i 2025 (over grensen)",
        "Tilskuddets andel av kostnadene, hvert miljø",
    ]
    limits = "grant_share_at_most: 45 %, of: cash, each: [year, environment]"
    assert [row[0] for row in rows_of(limits=limits)] == [
        "Tilskuddets andel av kostnadene i penger",
        "Tilskuddets andel av kostnadene i penger, hvert år",
        "Tilskuddets andel av kostnadene i penger, høyest i Røros (over grensen)",
    ]
    three = "roros: {name: Røros, participants: 3}, snasa: {name: Snåsa, participants: 3}"
    paid = "{county: {yearly: 450}, fee: {yearly: 600, shared_by: participants}}"
    more = {"roros: {name: Røros, participants: 4}": three, "1 000": "1 050"}
    assert [row[0] for row in rows_of(SHARED, paid, limits, **more)][-1] == (
        "Tilskuddets andel av kostnadene i penger, høyest i Røros og 1 til (over grensen)"
    )


def test_a_share_of_nothing_is_no_figure():
    each = "grant_share_at_most: 45 %, each: [year, environment]"
    common = "{work: {yearly: 1 000, common: true, financed_by: county}}"
    paid = "{county: {yearly: 1 000}}"
    assert [row[0] for row in rows_of(common, paid, each)] == [
        "Tilskuddets andel av kostnadene (over grensen)",
        "Tilskuddets andel av kostnadene, hvert år (over grensen)",
    ]
    nothing = "{work: {yearly: 0}}"
    assert rows_of(nothing, "{county: {yearly: 0}}", each) == []
    assert next(row[1:] for row in rows_of(nothing, paid, each)) == ("45 %", "-2 000")


def test_a_plan_of_one_year_and_of_one_environment_has_their_names():
    each = "grant_share_at_most: 45 %, each: [year, environment], grant_per_environment_at_most: 9"
    one = {"2024, ": "", "oppdal: {name: Oppdal, participants: 6}, ": ""}
    assert [row[0] for row in rows_of(limits=each, **one)] == [
        "Tilskuddets andel av kostnadene",
        "Tilskuddets andel av kostnadene, 2025",
        "Tilskuddets andel av kostnadene, Røros",
        "Tilskudd per miljø, Røros (over grensen)",
    ]


def test_a_plan_without_limits_or_without_a_grant_has_no_table():
    assert rows_of(limits="") == []
    fee = rows_of(limits="fee_per_participant_at_most: 200", **{"grant: county\n": ""})
    assert fee == [("Avgift per deltaker", "200", "120", "80")]


def test_a_page_of_one_environment_tells_nothing_of_the_others():
    limits = "grant_share_at_most: 45 %, each: [year, environment], fee_per_participant_at_most: 9"
    text = PLAN.format(costs=SHARED, financing=PAID, limits=limits)
    plan, _ = read_plan(text.encode(), "plan.yaml")
    (table,) = Case(plan).report(["oppdal"]).tables(LIMITS)
    assert [row.label for row in table.rows] == ["Tilskuddets andel av kostnadene, Oppdal"]


def test_a_workbook_has_a_row_for_every_year_and_environment():
    limits = "grant_share_at_most: 45 %, each: [year, environment], fee_per_participant_at_most: 9"
    text = PLAN.format(costs=SHARED, financing=PAID, limits=limits)
    plan, _ = read_plan(text.encode(), "plan.yaml")
    (table,) = build(Case(plan).report().with_every())
    assert [row.id for row in table.rows] == [
        "grant_share_at_most.programme",
        "grant_share_at_most.year.2024",
        "grant_share_at_most.year.2025",
        "grant_share_at_most.environment.oppdal",
        "grant_share_at_most.environment.roros",
        "fee_per_participant_at_most.programme",
    ]
    assert {row.role for row in table.rows} == {"line"}
