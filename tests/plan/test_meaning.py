"""The plan as meant: what each way of writing comes to."""

import csv
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from industri40.findings.finding import PlanError
from industri40.load import load_plan, read_plan
from industri40.plan.model import Line, Plan

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "budgets" / "industri40-trondelag.yaml"
PROGRAMME = ROOT / "tests" / "data" / "programme"

PlanOf = Callable[[str], Plan]

HEAD = """
name: Programme
years: [2026, 2024, 2025]
environments: 3
participants: 10
"""


def line(plan: Plan, name: str) -> Line:
    [found] = [one for one in (*plan.costs, *plan.sources, *plan.groups) if one.id == name]
    return found


# the programme -------------------------------------------------------------------------------


def test_the_programme_has_every_printed_figure_and_none_that_is_not(reference: Plan):
    printed = {}
    for table in ("breakdown", "costs", "financing", "phases"):
        with (PROGRAMME / f"{table}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                name = row.pop("row")
                printed |= {(table, name, column): int(v) for column, v in row.items() if v}
    follows = [one for one in reference.stated if one.source.startswith("Følger av ")]
    stated = [one for one in reference.stated if one not in follows]
    assert {(one.table, one.row, one.column): one.figure for one in stated} == printed
    assert len(stated) == len(printed)
    assert {one.table for one in follows} == {"awards", "frames", "environments", "breakdown"}
    assert all("Programdokumentet kapittel" in one.source for one in reference.stated)


def test_the_programme_as_meant(reference: Plan):
    assert reference.years == (2019, 2020, 2021)
    assert [env.participants for env in reference.environments] == [50] * 8
    assert [env.name for env in reference.environments][::7] == ["Miljø 1", "Miljø 8"]
    assert line(reference, "own_payment").amounts == (500_000,) * 3
    assert line(reference, "own_payment").written.form == "rest"
    assert [source.indicated for source in reference.sources] == [False, False, True, True, False]
    assert [source.key.name for source in reference.sources] == ["equal"] + ["participants"] * 4
    assert reference.financing_order == ("county", "company_share", "own_effort")
    introduction, specialisation = reference.phases
    assert (introduction.share, introduction.cap, introduction.leftover) == (
        Fraction(2, 3),
        350_000,
        "carry",
    )
    assert (specialisation.share, specialisation.cap, specialisation.leftover) == (
        Fraction(1, 3),
        None,
        "return",
    )
    assert len(reference.notes) > 5


def test_derived_figures_are_not_typed_in():
    entered = REFERENCE.read_text("utf-8").split("stated:")[0]
    entered = "\n".join(row.split(" #")[0] for row in entered.split("notes:")[0].splitlines())
    figures = re.findall(r": ([0-9][0-9 ]+)$", entered, re.MULTILINE)
    derived = {"500 000", "4 500 000", "4 200 000", "3 650 000", "10 950 000", "2 800 000"}
    assert figures
    assert not derived & set(figures)


def amounts_in(text: str) -> list[re.Match[str]]:
    return list(re.finditer(r"(?<=: )[0-9][0-9 ]*(?=[,}\n]| +#)", text))


@pytest.mark.parametrize("step", [1, -1])
def test_a_krone_more_or_less_anywhere_is_a_plan_or_a_finding(step: int):
    text = REFERENCE.read_text("utf-8")
    matches = amounts_in(text)
    assert len(matches) > 100
    for match in matches:
        amount = int(match[0].replace(" ", "")) + step
        changed = text[: match.start()] + str(amount) + text[match.end() :]
        plan, findings = read_plan(changed.encode(), "plan.yaml", "en")
        assert (plan is None) == bool(findings)


# amounts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "amounts", "form", "values"),
    [
        ("yearly: 1 000", [1_000, 1_000, 1_000], "yearly", [1_000]),
        ("years: {2024: 1, 2026: 3, 2025: 2}", [1, 2, 3], "years", [1, 2, 3]),
        ("total: 300", [100, 100, 100], "total", [300]),
        ("per_participant: 30", [100, 100, 100], "per_participant", [30]),
        ("yearly: 0", [0, 0, 0], "yearly", [0]),
    ],
)
def test_every_way_to_write_an_amount(plan_of: PlanOf, written, amounts, form, values):
    plan = plan_of(f"{HEAD}costs: {{c: {{{written}}}}}\nfinancing: {{f: {{{written}}}}}\n")
    assert plan.years == (2024, 2025, 2026)
    for found in (plan.costs[0], plan.sources[0]):
        assert list(found.amounts) == list(found.exact) == amounts
        assert found.written.form == form
        assert [value for value, _ in found.written.values] == values


@pytest.mark.parametrize("sign", ["-", "/"])
def test_years_over_new_year_stay_as_they_are_written(plan_of: PlanOf, sign: str):
    first, second, third = (f"{year}{sign}{year % 100 + 1:02}" for year in (1998, 1999, 2000))
    second = f"1999{sign}00"
    amounts = f"{{{third}: 3, {first}: 1, {second}: 2}}"
    given = f"{{environment-2: {amounts}, environment-1: 60}}"
    plan = plan_of(
        f"{HEAD.replace('2026, 2024, 2025', f'{second}, {third}, {first}')}"
        f"costs: {{a: {{years: {amounts}}}, b: {{by_environment: {given}}}}}\n"
        "financing: {c: {rest: true}}\n"
    )
    assert plan.years == (first, second, third)
    assert [line(plan, name).amounts for name in "abc"] == [(1, 2, 3), (21, 22, 23), (22, 24, 26)]


@pytest.mark.parametrize(
    ("years", "code", "says"),
    [
        ("[2024-2025]", "P209", "Write 2024-25, or 2024, 2025 if two years are meant."),
        ("[2024/2025, 2025/26]", "P209", "Write 2024/25, or 2024, 2025 if two years are meant."),
        ("[2024\u201325]", "P209", "Write 2024-25, or 2024, 2025 if two years are meant."),
        ("[2024-26]", "P209", "Write 2024, 2025, 2026."),
        ("[2024-25, 2025]", "P209", "all of them as 2024-25"),
        ("[2024-25, 2025/26]", "P209", "all of them as 2024-25"),
        ("[2024-25, 2024-25]", "P209", "Take one of the two out."),
        ("2024-25", "P203", "[2024-25]"),
    ],
)
def test_years_that_cannot_be_are_told_what_to_write(years, code, says):
    text = HEAD.replace("[2026, 2024, 2025]", years)
    text += "costs: {a: {total: 6}}\nfinancing: {b: {total: 6}}\n"
    _, [finding] = read_plan(text.encode(), "plan.yaml", "en")
    assert finding.code == code
    assert says in finding.remedy


def test_the_places_of_written_figures_lead_to_them(plan_of: PlanOf):
    years = "{2026: 3, 2024: 1, 2025: 2}"
    text = f"{HEAD}costs:\n  c: {{years: {years}}}\nfinancing: {{f: {{total: 6}}}}\n"
    plan = plan_of(text)
    rows = text.splitlines()
    for value, place in plan.costs[0].written.values:
        assert rows[place.line - 1][place.column - 1] == str(value)
    assert rows[plan.costs[0].place.line - 1][plan.costs[0].place.column - 1] == "c"


def test_hours_are_per_participant_and_become_money(plan_of: PlanOf):
    plan = plan_of(
        f"{HEAD}costs: {{c: {{total: 48 750, includes: own}}}}\n"
        "financing: {own: {in_kind: true, hours: '9,75', hourly_rate: 500}}\n"
    )
    own = plan.sources[0]
    assert own.total == 48_750
    assert own.amounts == (16_250,) * 3
    assert own.hourly_rate == 500
    assert [value for value, _ in own.written.values] == [Fraction(39, 4), 500]


def test_amounts_are_counted_in_units(plan_of: PlanOf):
    lines = "costs: {c: {yearly: 12.50}}\nfinancing: {f: {yearly: '12,5'}}\n"
    plan = plan_of(f"{HEAD}round_to: 0.01\n{lines}")
    assert plan.unit == Fraction(1, 100)
    assert plan.costs[0].amounts == (1_250,) * 3
    plan = plan_of(f"{HEAD}round_to: 12.50\n{lines}")
    assert plan.costs[0].amounts == (1,) * 3


def test_a_group_without_an_amount_is_the_sum_and_one_with_it_has_a_rest(plan_of: PlanOf):
    plan = plan_of(
        f"""{HEAD}
costs: {{c: {{total: 700}}}}
financing:
  sum:
    shared_by: participants
    sources: {{a: {{total: 100}}, b: {{yearly: 100, shared_by: equal}}}}
  own:
    total: 300
    sources: {{d: {{rest: true}}, e: {{years: {{2024: 0, 2025: 30, 2026: 100}}}}}}
"""
    )
    assert [group.id for group in plan.groups] == ["sum", "own"]
    assert line(plan, "sum").written.form == "sum"
    assert line(plan, "sum").total == 400
    assert line(plan, "sum").exact == (Fraction(400, 3),) * 3
    assert line(plan, "d").amounts == (100, 70, 0)
    assert [source.group for source in plan.sources] == ["sum", "sum", "own", "own"]
    assert [source.key.name for source in plan.sources] == [
        "participants",
        "equal",
        "equal",
        "equal",
    ]
    assert plan.sources[0].label == "a"


# environments, keys, phases --------------------------------------------------------------------

NAMED = """
name: Programme
years: [2024]
environments:
  e10: {participants: 1, weight: 1.5}
  e2: {name: Two, participants: 2, weight: 2/3, phases: [first]}
  e1: {participants: 4}
costs: {c: {yearly: 700}}
financing:
  county: {yearly: 600, shared_by: weights}
  fee: {yearly: 100, shared_by: {e1: 0, e2: 1.5, e10: 1}}
grant: county
phases:
  first: {share: 66.7 %, cap: 100, applications: {e1: 50}, leftover: redistribute}
  second: {share: 33.3 %, shared_by: {e1: 1, e10: 3}}
"""


def test_named_environments(plan_of: PlanOf):
    plan = plan_of(NAMED)
    assert plan.participants == 7
    assert [(env.id, env.name, env.participants) for env in plan.environments] == [
        ("e10", "e10", 1),
        ("e2", "Two", 2),
        ("e1", "e1", 4),
    ]
    assert [sorted(env.phases) for env in plan.environments] == [
        ["first", "second"],
        ["first"],
        ["first", "second"],
    ]


def test_every_environment_has_the_place_of_its_id(plan_of: PlanOf):
    rows = NAMED.splitlines()
    plan = plan_of(NAMED)
    for environment in plan.environments:
        place = plan.place_of(environment.id)
        assert rows[place.line - 1][place.column - 1 :].startswith(f"{environment.id}:")


def test_keys_are_whole_numbers_in_the_same_proportion(plan_of: PlanOf):
    plan = plan_of(NAMED)
    assert plan.sources[0].key.weights == {"e10": 9, "e2": 4, "e1": 6}
    assert plan.sources[1].key.weights == {"e10": 2, "e2": 3, "e1": 0}
    assert [phase.key.weights for phase in plan.phases] == [
        {"e10": 9, "e2": 4, "e1": 6},
        {"e10": 3, "e1": 1},
    ]
    assert [phase.key.name for phase in plan.phases] == ["weights", "mapping"]


def test_phases(plan_of: PlanOf):
    first, second = plan_of(NAMED).phases
    assert (first.share, first.cap, first.applications) == (Fraction(667, 1000), 100, {"e1": 50})
    assert (first.leftover, second.leftover) == ("redistribute", "return")
    assert first.label == "first"


def test_a_plan_without_phases_has_one_with_all(plan_of: PlanOf):
    text = NAMED.split("phases:\n  first", maxsplit=1)[0].replace(", phases: [first]", "")
    plan = plan_of(text)
    [only] = plan.phases
    assert (only.id, only.share, only.key, plan.phased) == (
        "programme",
        1,
        plan.sources[0].key,
        False,
    )
    assert all(env.phases == {"programme"} for env in plan.environments)


def test_participants_that_are_not_said_are_shared_in_natural_order(plan_of: PlanOf):
    text = re.sub(r"participants: [0-9],? ?", "", NAMED).replace(
        "costs:", "participants: 11\ncosts:"
    )
    plan = plan_of(text)
    assert {env.id: env.participants for env in plan.environments} == {"e1": 4, "e2": 4, "e10": 3}
    numbered = plan_of(
        f"{HEAD}language: en\ncosts: {{c: {{yearly: 1}}}}\nfinancing: {{f: {{yearly: 1}}}}"
    )
    assert [(env.name, env.participants) for env in numbered.environments] == [
        ("Environment 1", 4),
        ("Environment 2", 3),
        ("Environment 3", 3),
    ]


def test_limits(plan_of: PlanOf):
    assert plan_of(NAMED).limits.grant_share_at_most is None
    limits = "grant_share_at_most: 50 %, of: cash, fee_per_participant_at_most: 10.50"
    plan = plan_of(f"{NAMED}limits: {{{limits}}}")
    assert plan.limits.grant_share_at_most == Fraction(1, 2)
    assert plan.limits.of == "cash"
    assert plan.limits.grant_per_environment_at_most is None
    assert plan.limits.fee_per_participant_at_most == Fraction(21, 2)
    assert set(plan.limits.places) == {"grant_share_at_most", "of", "fee_per_participant_at_most"}


def test_stated_figures_keep_their_precision(plan_of: PlanOf):
    plan = plan_of(
        f"{NAMED}stated: [{{table: costs, rows: {{c: {{2024: 700.0, total: '699,99'}}}}}}]"
    )
    assert [(one.figure, one.decimals) for one in plan.stated] == [
        (700, 1),
        (Fraction(69_999, 100), 2),
    ]
    assert plan.stated[0].source == ""


def test_notes_may_run_over_several_lines(plan_of: PlanOf):
    plan = plan_of(f"{NAMED}notes:\n  - >-\n    One\n    note.\n  - |\n    Two\n    lines.\n")
    assert plan.notes == ("One note.", "Two lines.")


# loading ---------------------------------------------------------------------------------------


def test_a_plan_with_findings_is_refused_with_all_of_them(tmp_path: Path):
    path = tmp_path / "plan.yaml"
    path.write_text("name: x\nname: y\nyears: 2024\n", "utf-8")
    with pytest.raises(PlanError) as refused:
        load_plan(str(path))
    codes = [finding.code for finding in refused.value.findings]
    assert codes[:2] == ["P202", "P202"]
    assert {"P203", "R107"} <= set(codes)
    assert str(path) in str(refused.value)


def test_findings_come_in_the_order_of_the_file():
    text = "grant: x\nyears: 2024\nname: ''\n"
    _, findings = read_plan(text.encode(), "plan.yaml", "en")
    assert [finding.place for finding in findings] == sorted(finding.place for finding in findings)


def test_a_finding_does_not_hold_all_of_very_many_known_names():
    named = ", ".join(f"e{number}: {{}}" for number in range(1000))
    text = f"""
name: Many
language: en
years: [2024]
environments: {{{named}}}
costs: {{work: {{yearly: 1 000}}}}
financing: {{county: {{yearly: 1 000}}}}
grant: county
phases: {{all: {{share: 1, applications: {{nowhere: 1}}}}}}
"""
    _, [finding] = read_plan(text.encode(), "plan.yaml")
    assert "`e9` and 990 more" in finding.remedy
    assert len(repr(finding.facts)) < 1000
