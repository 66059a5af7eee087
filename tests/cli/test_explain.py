"""``explain`` quotes the plan: what is written in it, as it is written, at its own place."""

import json
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from industri40.plan.language.numbers import parse_share

REFERENCE = Path(__file__).parent.parent.parent / "budgets" / "industri40-trondelag.yaml"
PLAN = """\
name: Quotes
language: en
years: [2024, 2025]
environments:
  a: {name: First, participants: 1 003, weight: "1,50"}
  b:
    weight: 2/3   # of the others
    participants: 4
  c: {participants: 5}
costs:
  work: {yearly: 1000}
  own: {years: {2024: 500.00, 2025: 500}, includes: effort}
financing:
  county: {total: 1_200, shared_by: weights}
  fees:
    yearly: 400.0
    shared_by: {a: 29.0, b: 70.9, c: '0.10'}
    sources:
      fee: {rest: true}
      fund: {per_participant: 0.25}
  effort: {hours: 1, hourly_rate: 0.50, in_kind: true, shared_by: participants}
grant: county
round_to: 0.01
phases:
  one: {share: 66.7 %, cap: 300.00, leftover: carry, applications: {b: 12, a: 400.5}}
  two: {share: 0.3330, shared_by: {c: 7/9, b: 4.20, a: 0}}
"""


def written(text: str, *path: str) -> tuple[str, int, int]:
    """What a YAML program finds at a path, with its line and column."""
    node = yaml.compose(text, Loader=yaml.BaseLoader)
    for step in path:
        node = next(value for key, value in node.value if key.value == step)
    return node.value, node.start_mark.line + 1, node.start_mark.column + 1


@pytest.fixture
def explained(call, tmp_path):
    """The steps of an explanation of a plan, by name."""

    def explained(text: str, figure: str) -> dict[str, Any]:
        (tmp_path / "plan.yaml").write_text(text, encoding="utf-8")
        done = call("explain", "--lang", "en", "--format", "json", tmp_path / "plan.yaml", figure)
        assert done.returncode == 0, done.stderr
        return {step["figure"]: step for step in json.loads(done.stdout)["steps"]}

    return explained


def is_quoted(step: dict[str, Any], text: str, *path: str) -> None:
    said, line, column = written(text, *path)
    place = step["place"]
    assert (step["written"], place["line"], place["column"]) == (said, line, column), path
    assert Fraction(step["exact"]) == parse_share(said)


@pytest.mark.parametrize(
    ("figure", "step", "path"),
    [
        ("shares.fee.a.2025", "plan.lines.fees.shared_by.a", "financing.fees.shared_by.a"),
        ("shares.fee.c.2025", "plan.lines.fees.shared_by.b", "financing.fees.shared_by.b"),
        ("shares.fund.b.2024", "plan.lines.fees.shared_by.c", "financing.fees.shared_by.c"),
        ("awards.one.a", "plan.environments.a.weight", "environments.a.weight"),
        ("awards.one.a", "plan.environments.b.weight", "environments.b.weight"),
        ("awards.one.a", "plan.phases.one.share", "phases.one.share"),
        ("awards.one.c", "plan.phases.one.cap", "phases.one.cap"),
        ("awards.one.b", "plan.phases.one.applications.b", "phases.one.applications.b"),
        ("awards.one.a.sought", "awards.one.a.sought", "phases.one.applications.a"),
        ("awards.two.b", "plan.phases.two.share", "phases.two.share"),
        ("awards.two.b", "plan.phases.two.shared_by.b", "phases.two.shared_by.b"),
        ("awards.two.b", "plan.phases.two.shared_by.c", "phases.two.shared_by.c"),
        ("awards.two.a", "plan.phases.two.shared_by.a", "phases.two.shared_by.a"),
        ("shares.effort.a.2024", "plan.environments.a.participants", "environments.a.participants"),
        ("shares.effort.a.2024", "plan.environments.b.participants", "environments.b.participants"),
        ("shares.effort.a.2024", "plan.effort.hourly_rate", "financing.effort.hourly_rate"),
        ("shares.effort.a.2024", "plan.effort.hours", "financing.effort.hours"),
        (
            "breakdown.effort.hours.participant",
            "plan.effort.hourly_rate",
            "financing.effort.hourly_rate",
        ),
        (
            "shares.fund.b.2024",
            "plan.fund.per_participant",
            "financing.fees.sources.fund.per_participant",
        ),
        ("shares.county.a.2024", "plan.county.total", "financing.county.total"),
        ("shares.own.a.2025", "costs.own.2024", "costs.own.years.2024"),
        ("costs.work.2025", "costs.work.2025", "costs.work.yearly"),
        ("awards.two.b", "plan.round_to", "round_to"),
    ],
)
def test_what_the_plan_says_is_quoted_at_its_own_place(explained, figure, step, path):
    is_quoted(explained(PLAN, figure)[step], PLAN, *path.split("."))


def test_what_the_plan_does_not_say_is_said_to_be_so(explained):
    steps = explained(PLAN, "awards.one.c")
    weight = steps["plan.environments.c.weight"]
    assert (weight["written"], weight["exact"]) == (None, "1")
    assert weight["notes"] == ["nothing is said of its weight, so that it is 1"]
    assert weight["place"]["line"] == 9
    steps = explained(UNSAID, "shares.county.b.2024")
    assert steps["plan.round_to"]["notes"] == ["nothing is said of `round_to`, so that it is 1"]
    key = steps["plan.phases.one.shared_by.b"]
    assert key["notes"] == ["no key is said, so that every environment counts the same"]
    assert (key["exact"], key["written"]) == ("1", None)
    is_quoted(steps["plan.phases.one.share"], UNSAID, "phases", "one", "share")


UNSAID = """\
name: Unsaid
years: [2024]
participants: 9
environments: {a: {phases: [two]}, b: {}, c: {}}
costs: {work: {yearly: 101}}
financing: {county: {yearly: 101}}
grant: county
phases: {one: {share: 50 %, cap: 30}, two: {share: 0.5}}
"""


def test_the_text_shows_figures_as_tables_write_them_and_their_lines(call, tmp_path):
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    done = call("explain", tmp_path / "plan.yaml", "awards.two.b", "-d", "20")
    assert "Mer: --depth" not in done.stdout
    for value, label, line in (
        ("4.20", "Weight, b, two", 26),
        ("7/9", "Weight, c, two", 26),
        ("33.3 %", "Share, two", 26),
        ("300", "Ceiling, one", 25),
        ("1.50", "Weight, First", 5),
        ("⅔", "Weight, b", 7),
    ):
        assert f"{value}  {label}  plan.yaml:{line}\n" in done.stdout, label


def number(rng: Random) -> str:
    """A number of a key, in one of the ways in which a plan may write it."""
    whole, part = rng.randint(1, 999), rng.randint(1, 99)
    return rng.choice(
        [
            f"{whole}",
            f"{whole}.0",
            f"{whole},{part:02}",
            f"{whole}.{part:02}00",
            f"{whole}/{part}",
            f"{whole} / {part}",
            f"{whole} {part:03}",
            f"{part}_{whole:03}.5",
            "0",
        ]
    )


def quoting(key: dict[str, str]) -> str:
    """A key in brackets, where a comma needs quotation marks."""
    return "{" + ", ".join(f"{one}: '{said}'" for one, said in key.items()) + "}"


@pytest.mark.parametrize("seed", range(12))
def test_random_keys_are_quoted_wherever_they_stand(explained, seed):
    rng = Random(seed)
    ids = [f"e{n}" for n in range(rng.randint(2, 6))]
    keys = [{one: number(rng) for one in ids} | {"e1": "12.50"} for _ in range(4)]
    flow, block, own, weights = keys
    lines = [
        "name: Random",
        "years: [2024]",
        "participants: 100",
        "environments:",
        *(f"  {one}: {{weight: '{weights[one]}'}}" for one in ids),
        "costs: {work: {yearly: 4 000}}",
        "financing:",
        f"  first: {{yearly: 1 000, shared_by: {quoting(flow)}}}",
        "  second:",
        "    yearly: 1 000",
        "    shared_by:",
        *(f"      {one}: {said}   # {said}" for one, said in block.items()),
        "  third: {yearly: 1 000, shared_by: weights}",
        "  fourth: {yearly: 1 000, shared_by: equal}",
        "grant: fourth",
        "phases:",
        "  whole:",
        "    share: 100 %",
        f"    shared_by: {quoting(own)}",
    ]
    rng.shuffle(ids)
    text = "\n".join(lines) + "\n"
    for line in ("first", "second", "fourth"):
        path = ("phases", "whole") if line == "fourth" else ("financing", line)
        name = "phases.whole" if line == "fourth" else f"lines.{line}"
        steps = explained(text, f"shares.{line}.e1.2024")
        for one in ids:
            is_quoted(steps[f"plan.{name}.shared_by.{one}"], text, *path, "shared_by", one)
        total = sum(
            parse_share(said)
            for said in {"first": flow, "second": block, "fourth": own}[line].values()
        )
        assert Fraction(steps[f"plan.{name}.shared_by.all.sum"]["exact"]) == total
    steps = explained(text, "shares.third.e1.2024")
    for one in ids:
        is_quoted(steps[f"plan.environments.{one}.weight"], text, "environments", one, "weight")


def test_the_command_explains_a_single_one_and_lists_several(call):
    single = call("explain", REFERENCE, "10 500")
    assert single.returncode == 0
    head, said, *_ = single.stdout.splitlines()
    assert head == "10 500: breakdown.county.participant"
    assert said == "Trøndelag fylkeskommune, per deltaker: 10 500 = 4 200 000 ÷ 400"
    several = call("explain", REFERENCE, "187 500", "--lang", "en")
    assert several.stdout.startswith("187,500: 34 figures\n  Kursavgift, per environment and year")
    assert "Egenbetaling, 8 environments  [8 figures, the first" in several.stdout
    none = call("explain", REFERENCE, "193 750")
    assert (none.returncode, none.stdout) == (2, "")
    assert "ingen tall i tabellene er 193 750; nærmest: 187 500 (" in none.stderr


def test_in_json_several_are_a_list_and_one_is_explained(call):
    several = json.loads(call("explain", REFERENCE, "187 500", "--format", "json").stdout)
    assert several["format"] == "industri40.figures/1"
    assert (several["scenario"], len(several["figures"])) == (None, 34)
    assert several["figures"][0] == {
        "figure": "breakdown.company_share.environment_year",
        "label": "Kursavgift, per miljø og år",
        "amount": 187_500,
    }
    what_if = ("--set", "county=-10 %", "--format", "json")
    one = json.loads(call("explain", REFERENCE, "9 375", *what_if).stdout)
    assert (one["format"], one["figure"], one["scenario"]) == (
        "industri40.explanation/1",
        "breakdown.county.participant",
        {
            "names": [],
            "set": [{"path": "financing.county.yearly", "old": "1 500 000", "new": "1 350 000"}],
        },
    )


def test_several_that_are_alike_are_listed_and_the_first_is_explained(call):
    done = call("explain", REFERENCE, "443 750", "-d", "0")
    listed, *_ = done.stdout.splitlines()
    assert done.returncode == 0
    assert listed.startswith("443 750: ")


@pytest.mark.parametrize(
    ("language", "said"), [("nb", "«conty» finnes ikke i breakdown"), ("en", "there is no")]
)
def test_a_wrong_name_is_said_in_the_language_of_the_command(call, language, said):
    done = call("explain", REFERENCE, "breakdown.conty.total", "--lang", language)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "breakdown.county" in done.stderr
