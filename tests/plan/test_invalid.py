"""One broken plan per file in tests/data/invalid; a new file there is a new test.

A file begins with what is wrong with it, and then says what must be found, where, and nothing
else: a line ``# finds: CODE LINE:COLUMN`` for each finding, in the order of the file. Beside it
stands what ``industri40 check`` prints in each language, which is made as golden files are
(tests/conftest.py).
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from industri40.checks import check
from industri40.checks.advice import relaxed
from industri40.engine.allocation import allocate
from industri40.findings.catalogue import RULES
from industri40.findings.finding import Finding
from industri40.languages import LANGUAGES
from industri40.load import read_plan
from industri40.plan.yaml.reader import MOST_NODES
from industri40.plan.yaml.source import LARGEST_FILE
from industri40.render.common.excerpt import Excerpts
from industri40.render.findings.report import Report
from industri40.render.findings.text import render

FOLDER = Path(__file__).parents[1] / "data" / "invalid"
FILES = sorted(FOLDER.glob("*.yaml"))
MADE = {
    "R116": lambda: b"name: [" + b"a," * MOST_NODES + b"a]\n",
    "R117": lambda: b"#" * (LARGEST_FILE + 1),
    "R118": lambda: b"name: Programme\n" * 502,
}
"""Files that are too large to be kept; the last one has a finding on every line but the first."""

UNSEEN = ("R100", "F701")
"""What no file can hold: that it is not there, and that the program fails (tests/cli)."""

WITH_OTHERS = {
    "B302-every-year": {"B301", "B302"},
    "B302-stated-too": {"B301", "B302", "S401"},
}
"""All years can be off only where one of them is, and then the figures printed of it are too."""

_FINDS = re.compile(r"^# finds: ([A-Z][0-9]{3}) ([0-9]+):([0-9]+)$", re.MULTILINE)


@cache
def found(path: Path, language: str | None = None) -> tuple[Finding, ...]:
    plan, findings = read_plan(path.read_bytes(), path.name, language)
    if plan is None:
        return findings
    if path.name.startswith("A603"):  # which is about sharing, and is said where a plan is shared
        return findings + tuple(relaxed(allocate(plan)))
    return findings + check(plan)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_wrong_is_found_and_nothing_else(path: Path):
    said = [f"{f.code} {f.place.line}:{f.place.column}" for f in found(path)]
    text = path.read_bytes().decode("utf-8", errors="replace")
    assert said == [f"{code} {line}:{column}" for code, line, column in _FINDS.findall(text)]
    assert said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_text_is_as_expected(path: Path, language: str, golden: Callable[[str, str], None]):
    excerpts = Excerpts({path.name: path.read_bytes()})
    said = render(Report(found(path, language), 1, excerpts))
    golden(f"../invalid/{path.stem}.{language}.txt", said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_findings_are_whole_sentences_in_plain_words(path: Path, language: str):
    for finding in found(path, language):
        assert finding.language == language
        assert finding.severity is RULES[finding.code].severity
        assert finding.message.endswith((".", "?"))
        assert not finding.message[0].islower()
        assert finding.remedy
        assert finding.remedy.endswith(".")
        said = f"{finding.message} {finding.remedy}"
        assert not re.search("pydantic|Value error|Input should|validator|dict|None|http", said)


@pytest.mark.parametrize("code", [code for code in RULES if code not in (*MADE, *UNSEEN)])
def test_every_rule_has_a_file_of_its_own(code: str):
    files = [path for path in FILES if path.name.startswith(f"{code}-")]
    assert files
    for path in files:
        assert {finding.code for finding in found(path)} in ({code}, WITH_OTHERS.get(path.stem))


@pytest.mark.parametrize("code", MADE)
def test_a_rule_about_large_files_has_one_that_is_made(code: str):
    plan, findings = read_plan(MADE[code](), "plan.yaml")
    assert plan is None
    assert findings[-1].code == code
    assert {finding.code for finding in findings} <= {code, "R107"}
    assert not list(FOLDER.glob(f"{code}*"))


def test_there_are_files_and_no_text_without_one():
    assert len(FILES) > len(RULES)
    texts = {f"{path.stem}.{language}.txt" for path in FILES for language in LANGUAGES}
    assert {path.name for path in FOLDER.glob("*.txt")} == texts


HEAD = "name: N\nparticipants: 10\nenvironments: {oppdal: {}, roros: {}}\n"
COUNTY = "financing: {county: {yearly: 3}, own: {in_kind: true, yearly: 1}}\n"
WORK = "costs: {work: {yearly: 4, includes: own}}\n"
YEARS = "years: [2026, 2027]\n"
ALL = YEARS + WORK + COUNTY


@pytest.mark.parametrize(
    ("plan", "remedy"),
    [
        (f"{WORK}{COUNTY}years: 2026 til 2028", "such as [2026, 2027, 2028]."),
        (f"{WORK}{COUNTY}years: 2026\u201328", "such as [2026, 2027, 2028]."),
        (f"{WORK}{COUNTY}years: 2026, 2028 og 2030", "such as [2026, 2028, 2030]."),
        (f"{WORK}{COUNTY}years: {{2026: 1, 2028: 2}}", "such as [2026, 2028]."),
        (f"{WORK}{COUNTY}years: [2026-2027]", "Write 2026-27, or 2026, 2027 if two"),
        (f"{COUNTY}years: [2031, 2032]\ncosts: {{a: {{years: 5}}}}", "{2031: 500 000, 2032: 500"),
        (f"{YEARS}{COUNTY}costs: {{a: 600 kr}}", "{yearly: 600}"),
        (f"{YEARS}{COUNTY}costs: {{a: {{yearly: NOK 5 000}}}}", "Write an amount such as 5 000."),
        (f"{YEARS}{COUNTY}costs: {{a: {{yearly: '600,-'}}}}", "Write an amount such as 600."),
        (f"{YEARS}{WORK}financing: {{g: {{a: {{yearly: 3}}}}}}", "below a key `sources`"),
        (f"{YEARS}{WORK}financing: {{g: {{x: {{a: {{yearly: 3}}}}}}}}", "Write `sources` in"),
        (f"{YEARS}{COUNTY}costs: {{g: {{sources: {{}}}}}}", "by itself below `costs`"),
        (f"{YEARS}{WORK}{COUNTY}round_to: krone", "such as 1 or 0.01."),
        (f"{YEARS}{WORK}{COUNTY}grant: own", "Name one of these: `county`."),
        (f"{YEARS}{WORK}{COUNTY}grant: countty", "`county`, if that is meant."),
        (f"{YEARS}{WORK}{COUNTY}grant: zz", "Name one of these: `county`."),
        (f"{YEARS}{COUNTY}costs: {{a: {{yearly: 4, includes: }}}}", "Name one of these: `own`."),
        (f"{YEARS}{COUNTY}costs: {{a: {{yearly: 4, common: true}}}}", "of these: `county`."),
        (f"{YEARS}{WORK}{COUNTY}phases: {{a: 1/2}}", "{share: 1/2}"),
        (f"{YEARS}{WORK}{COUNTY}phases: {{a: {{share: 1/3}}, b: {{share: 1/2}}}}", "2/3 for `b`"),
        (f"{ALL}phases: {{a: {{share: 40 %}}, b: {{share: 47.5 %}}}}", "Write 60 % for `b`"),
        (f"{ALL}phases: {{a: {{share: 1}}, b: {{share: 1}}}}", "until they total 1"),
        (f"{ALL}phases: {{a: {{share: 0.33}}, b: {{share: 0.68}}}}", "1/3 and 2/3"),
        (f"{YEARS}{WORK}financing: {{county: {{yearly: 3, shared_by: {{bergen: 1}}}}}}",
         "The environments are `oppdal` and `roros`."),
    ],
)  # fmt: skip
def test_a_remedy_fits_what_was_meant(plan: str, remedy: str):
    _, findings = read_plan(f"{HEAD}{plan}\n".encode(), "plan.yaml", "en")
    assert any(remedy in str(finding.remedy) for finding in findings), findings


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize(
    ("line", "step"),
    [
        ("{total: 1 234 567.89}", "0.50"),
        ("{per_participant: 1 205.55}", "7"),
        ("{in_kind: true, hours: 7.33, hourly_rate: 1 310.11}", "0.01"),
        ("{in_kind: true, hours: 7.33, hourly_rate: 10.10}", "100"),
    ],
)
def test_both_nearest_multiples_can_be_written_as_they_are_said(language, line, step):
    plan = (
        f"{HEAD}{YEARS}language: {language}\nround_to: {step}\ngrant: county\n"
        f"costs: {{work: {{total: 0}}}}\nfinancing: {{county: {{total: 0}}, a: {line}}}\n"
    )
    said = [one for one in read_plan(plan.encode(), "p")[1] if one.code == "P214"]
    assert len(said) == 1
    several = re.match(r"(?:Write|Skriv) ([0-9 .]+) (?:or|eller) ([0-9 .]+)\b", said[0].remedy)
    assert several is not None
    written = re.search(r"(?:total|per_participant|hours): ([0-9 .]+)", line)
    assert written is not None
    for amount in several.groups():
        mended = plan.replace(f": {written[1]}", f": {amount}")
        assert "P214" not in {one.code for one in read_plan(mended.encode(), "p")[1]}
    smaller = {"en": "smaller `round_to`", "nb": "mindre `round_to`"}[language]
    assert (smaller in said[0].remedy) == (step != "0.01")
