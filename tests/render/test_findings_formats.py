"""Findings for other programs, read back by schemas and parsers that were written elsewhere."""

import json
import ntpath
import posixpath
import re
from fractions import Fraction
from pathlib import Path

import jsonschema
import junitparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from made_findings import that_says

from industri40.findings.catalogue import RULES, TEXTS, Text
from industri40.findings.finding import OPTION, Cause, Place
from industri40.languages import LANGUAGES
from industri40.render.common.excerpt import Excerpts
from industri40.render.findings.identity import fingerprints, located, uri
from industri40.render.findings.report import Report
from industri40.render.registry import FORMATS, format_of, renderer

SCHEMAS = Path(__file__).parents[1] / "data" / "schemas"

NAMES = ("plan.yaml", "50 %, a:b/æ <ok> & 'so'.yaml", "well.yaml")
TEXT = "name: Næringshage\ncosts: {work: 750 000}\nname: again\n"
ODD = "says 50 %, a: b\r\nand <b> & \x1b[2J \ud800 \"so\" 'so'"

FINDINGS = (
    that_says(
        "R107", Place(NAMES[0], 3, 1), "The key is here again.", cause=(Place(NAMES[0], 1, 1),)
    ),
    that_says(
        "S401",
        Place(NAMES[0], 2, 15),
        "One figure is another.",
        expected=Fraction(750_000),
        found=Fraction(760_000),
        subject="costs.work.total",
    ),
    that_says("A602", Place(NAMES[1], 1, 1), ODD, subject="work.2019"),
    that_says("A602", Place(NAMES[1], 2, 1), ODD, subject="work.2019"),
)
GONE = "gone/æ.yaml"
UNREAD = (that_says("R100", Place(GONE, 1, 1), f"{GONE}: there is no such file"),)


def report(*findings, text=TEXT, names=NAMES, unread=UNREAD, strict=False) -> Report:
    excerpts = Excerpts(dict.fromkeys(names, text.encode()))
    return Report(findings, len(names), excerpts, names=names, unread=unread, strict=strict)


def written(name: str, a_report: Report) -> bytes:
    return renderer("findings", name)(a_report).encode("utf-8", "backslashreplace")


CAUSE = Cause(Place(NAMES[0], 2, 15), "costs.work.yearly", Fraction(750_001), Fraction(750_000))

ASKED = that_says("P214", Place(OPTION, 2, 7), "The new value is no multiple.")
"""What is in an option of the command, and in no file."""

REPORTS = [
    report(ASKED, *FINDINGS),
    report(*FINDINGS),
    report(*FINDINGS, strict=True),
    report(unread=()),
    report(names=(), unread=()),
    report(FINDINGS[1]._replace(because=(CAUSE,)), *FINDINGS[2:])._replace(
        tops=(("CHECKOUT", "/top"), ("WORKING_DIRECTORY", "/top/a b"))
    ),
]


@pytest.mark.parametrize("a_report", REPORTS)
def test_sarif_is_valid_by_the_schema_of_oasis(a_report):
    schema = json.loads((SCHEMAS / "sarif-schema-2.1.0.json").read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)
    log = json.loads(written("sarif", a_report))
    validator(schema, format_checker=validator.FORMAT_CHECKER).validate(log)


def test_sarif_has_every_rule_and_each_result_points_to_its_own():
    run = json.loads(written("sarif", report(*FINDINGS)))["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    assert [rules[one["ruleIndex"]]["id"] for one in run["results"]] == [f.code for f in FINDINGS]
    assert [one["level"] for one in run["results"]] == ["error", "error", "warning", "warning"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sarif_says_which_language_its_rules_are_in(language):
    [run] = json.loads(written("sarif", report()._replace(asked=language)))["runs"]
    assert run["language"] == language
    said = [one["fullDescription"]["text"] for one in run["tool"]["driver"]["rules"]]
    assert len(said) == len(RULES)
    assert all(
        rule.meaning(language)[:20] in one for rule, one in zip(RULES.values(), said, strict=True)
    )


def test_sarif_marks_the_whole_value_by_columns_of_characters():
    results = json.loads(written("sarif", report(*FINDINGS)))["runs"][0]["results"]
    place = results[1]["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 2, "startColumn": 15, "endColumn": 22}
    assert place["artifactLocation"] == {"uri": "plan.yaml"}
    related = results[0]["relatedLocations"][0]["physicalLocation"]
    assert related["region"]["startLine"] == 1


def test_sarif_says_what_could_not_be_read():
    invocation = json.loads(written("sarif", report()))["runs"][0]["invocations"][0]
    assert invocation["executionSuccessful"] is False
    [note] = invocation["toolExecutionNotifications"]
    assert note["message"]["text"] == UNREAD[0].message


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("a b/50 %.yaml", "a%20b/50%20%25.yaml"),
        ("æ?#[x]:y.yaml", "%C3%A6%3F%23%5Bx%5D%3Ay.yaml"),
        ("<stdin>", "%3Cstdin%3E"),
        ("/plans/x y.yaml", "file:///plans/x%20y.yaml"),
        ("bad-\udce6.yaml", "bad-%E6.yaml"),
        ("../up.yaml", "../up.yaml"),
        (r"a\b.yaml", "a%5Cb.yaml"),
        ("C:/plans/a.yaml", "C%3A/plans/a.yaml"),
    ],
)
def test_a_path_becomes_an_address(path, address):
    assert uri(path, posixpath) == address


@pytest.mark.parametrize(
    ("name", "top", "path", "address"),
    [
        (r"plans\a b.yaml", "GITHUB_WORKSPACE", "here/plans/a b.yaml", "here/plans/a%20b.yaml"),
        (r"d:\WORK\up.yaml", "GITHUB_WORKSPACE", "up.yaml", "up.yaml"),
        (r"..\..\far.yaml", "", "../../far.yaml", "../../far.yaml"),
        (r"C:\plans\a.yaml", "", "C:/plans/a.yaml", "file:///C:/plans/a.yaml"),
        (r"\\server\x\a.yaml", "", "//server/x/a.yaml", "file://server/x/a.yaml"),
    ],
)
def test_on_windows_paths_have_the_slashes_that_others_read(name, top, path, address):
    tops = (("GITHUB_WORKSPACE", "D:/work"), ("WORKING_DIRECTORY", r"D:\work\here"))
    assert located(name, tops, "", ntpath) == (top, path)
    assert uri(path, ntpath) == address


def test_files_are_told_from_the_first_top_that_they_are_below(tmp_path):
    (tmp_path / "here").mkdir()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "here")
    tops = (("A", "/elsewhere"), ("B", str(link)), ("C", str(tmp_path)), ("D", str(tmp_path)))
    assert located("here/a.yaml", tops) == ("B", "a.yaml")
    assert located("here/a.yaml", tops, "C") == ("C", "here/a.yaml")
    assert located("herewith.yaml", tops) == ("C", "herewith.yaml")
    assert located("link/a.yaml", tops) == ("B", "a.yaml")
    assert located("../a.yaml", tops) == ("", "../a.yaml")
    assert located("<stdin>", tops) == ("", "<stdin>")


GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "location", "severity"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)[^/]"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
"""What the GitLab handbook says of a code quality report, under 'Code Quality report format'."""


@pytest.mark.parametrize("a_report", REPORTS)
def test_gitlab_gets_what_its_handbook_asks_for(a_report):
    issues = json.loads(written("gitlab", a_report))
    jsonschema.validate(issues, GITLAB)
    assert [issue["check_name"] for issue in issues] == [
        one.code for one in a_report.findings + a_report.unread
    ]
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def prints(a_report: Report) -> list[str]:
    return [name for _, name in fingerprints(a_report.findings, a_report)]


def test_a_fingerprint_stays_when_lines_move_and_figures_change():
    def moved(one):
        place = one.place._replace(line=one.place.line + 2)
        return one._replace(place=place, found=one.found and one.found + 1, facts=())

    before = prints(report(*FINDINGS))
    later = report(*map(moved, FINDINGS), text=f"# new\n# lines\n{TEXT}")
    assert prints(later) == before
    elsewhere = [one._replace(place=one.place._replace(file="other.yaml")) for one in FINDINGS]
    assert not set(prints(report(*elsewhere))) & set(before)


@pytest.mark.parametrize("a_report", REPORTS)
def test_junit_is_valid_by_the_schema_of_jenkins(a_report):
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "junit-10.xsd"))
    schema.assertValid(etree.fromstring(written("junit", a_report)))


@pytest.mark.parametrize(("strict", "failures"), [(False, 2), (True, 4)])
def test_junit_fails_what_the_check_fails(strict, failures):
    suites = junitparser.JUnitXml.fromstring(written("junit", report(*FINDINGS, strict=strict)))
    suites.update_statistics()
    assert (suites.failures, suites.errors) == (failures, 1)
    assert [suite.name for suite in suites] == [*NAMES, GONE]
    names = [(case.classname, case.name) for suite in suites for case in suite]
    assert len(set(names)) == len(names) == 4 + 1 + 1


def test_junit_holds_the_message_and_the_remedy():
    suites = junitparser.JUnitXml.fromstring(written("junit", report(*FINDINGS)))
    case = next(case for suite in suites for case in suite if case.name.startswith("S401"))
    [failure] = case.result
    assert failure.type == "S401"
    assert failure.message == FINDINGS[1].message
    assert FINDINGS[1].remedy in failure.text


def test_what_is_in_an_option_is_said_where_only_files_have_places():
    [issue] = json.loads(written("gitlab", report(ASKED, unread=())))
    assert issue["location"] == {"path": NAMES[0], "lines": {"begin": 1}}
    assert issue["description"].startswith("P214: --set 2:7: The new")
    [[kind, named, data]] = _commands(written("github", report(ASKED, unread=())).decode())
    assert (kind, list(named)) == ("error", ["title"])
    assert data.startswith("--set 2:7: The new")
    because = CAUSE._replace(place=Place(OPTION, 1, 1))
    follows = FINDINGS[1]._replace(because=(because,))
    [run] = json.loads(written("sarif", report(ASKED, follows, unread=())))["runs"]
    assert [len(one["locations"]) for one in run["results"]] == [0, 1]
    assert run["results"][0]["message"]["text"].startswith("--set 2:7: The new")
    assert "relatedLocations" not in run["results"][1]
    assert "--set 2:7: error P214" in written("concise", report(ASKED)).decode()


COMMAND = re.compile(r"^::(error|warning) ([^\r\n]*?)::([^\r\n]*)$")


def _commands(text: str):
    """Workflow commands as the runner of GitHub Actions reads them."""
    for line in text.splitlines():
        kind, properties, data = COMMAND.match(line).groups()
        named = dict(part.split("=", 1) for part in properties.split(","))
        for name, value in named.items():
            for code, sign in (("%3A", ":"), ("%2C", ","), *CODES):
                value = value.replace(code, sign)  # noqa: PLW2901 - one code after the other
            named[name] = value
        for code, sign in CODES:
            data = data.replace(code, sign)
        yield kind, named, data


CODES = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))


def test_github_reads_back_what_was_written():
    *commands, last = _commands(renderer("findings", "github")(report(*FINDINGS)))
    for (kind, named, data), one in zip(commands, FINDINGS, strict=True):
        assert kind == one.severity.value
        assert named["file"] == one.place.file
        assert (named["line"], named["col"]) == (str(one.place.line), str(one.place.column))
        assert named["title"] == f"{one.code} {RULES[one.code].title(one.language)}"
        seen = one.message.replace("\x1b", "\\x1b").replace("\ud800", "\\ud800")
        assert data == f"{seen}\n{one.remedy}"
    assert commands[1][1]["endColumn"] == "22"
    assert last == ("error", {"file": GONE}, UNREAD[0].message)


def test_concise_is_one_line_for_each_finding():
    lines = renderer("findings", "concise")(report(*FINDINGS)).splitlines()
    assert lines[1] == "plan.yaml:2:15: error S401: One figure is another."
    assert len(lines) == len(FINDINGS)
    assert "\\x1b[2J" in lines[2]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a.txt", "text"),
        ("a.json", "json"),
        ("A.XML", "junit"),
        ("a.sarif", "sarif"),
        ("a.sarif.json", "sarif"),
        ("a.csv", None),
        ("json", None),
    ],
)
def test_the_ending_of_a_file_asks_for_a_format(path, name):
    assert format_of("findings", path) == name


def test_what_a_finding_follows_from_is_said_where_there_is_room():
    follows = report(FINDINGS[1]._replace(because=(CAUSE,)), text="\n" * 9)
    said = "This follows from line 2, where `work.yearly` is 750,001; with 750,000 it would not"
    for name in ("github", "junit", "sarif"):
        assert said in renderer("findings", name)(follows)
    [result] = json.loads(written("sarif", follows))["runs"][0]["results"]
    [place] = result["relatedLocations"]
    assert place["physicalLocation"]["region"]["startLine"] == 2
    assert place["message"] == {"text": "`work.yearly` is 750,001."}


LETTERS = st.text(st.sampled_from(r"[](){}\\01ax"), max_size=12)
ESCAPED = re.compile(r"\{\{|\}\}|\\[\\\[\]]")
LINK = re.compile(r"\[(?:[^\\\[\]]|\\[\\\[\]])*\]\([^)]*\)")
"""A link as the grammar of the standard has it (3.11.6), wherever it begins."""


@given(LETTERS, LETTERS, LETTERS)
@settings(max_examples=150, deadline=None)
def test_no_text_is_a_link_or_a_placeholder_in_sarif(message, remedy, reason):
    one = that_says("A602", Place("plan.yaml", 1, 1), message, remedy=remedy or "x")
    unread = (that_says("R100", Place("plan.yaml", 1, 1), reason),)
    run = json.loads(written("sarif", report(one, unread=unread)))["runs"][0]
    texts = {
        f"{message} {remedy or 'x'}" if message else remedy or "x": run["results"][0]["message"],
        reason: run["invocations"][0]["toolExecutionNotifications"][0]["message"],
    }
    for text, said in texts.items():
        assert ESCAPED.sub(lambda match: match[0][-1], said["text"]) == text
        assert not LINK.search(said["text"])
        assert set(re.sub(r"\{\{|\}\}", "", said["text"])).isdisjoint("{}")


def test_rules_are_texts_without_placeholders_in_sarif(monkeypatch):
    odd = Text("Write {0} or [x](1).", "Write {a: 1}.")
    monkeypatch.setitem(TEXTS, "A602.rule", dict.fromkeys(LANGUAGES, odd))
    run = json.loads(written("sarif", report()))["runs"][0]
    [rule] = [one for one in run["tool"]["driver"]["rules"] if one["id"] == "A602"]
    assert rule["fullDescription"]["text"] == r"Write {{0}} or \[x\](1)."
    assert rule["help"]["text"] == "Write {{a: 1}}."


@pytest.mark.parametrize("name", FORMATS["findings"])
def test_the_same_findings_give_the_same_bytes(name):
    assert written(name, report(*FINDINGS)) == written(name, report(*FINDINGS))
