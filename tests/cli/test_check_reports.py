"""``check`` writing reports to files, choosing findings, naming standard input, showing a bar."""

import json
import os
import re
import subprocess
import sys
import time
from urllib.parse import unquote

import pytest

from industri40.plan.yaml.source import LARGEST_FILE

RIGHT = """name: Small
years: [2024]
environments: 1
participants: 1
costs: {work: {label: Work, yearly: 100}}
financing: {county: {label: County, yearly: 100}}
language: en
"""
WRONG = RIGHT.replace("County, yearly: 100", "County, yearly: 90")
ADVICE = RIGHT.replace("County, yearly: 100", "County, yearly: 100, status: indicated")
UNREADABLE = RIGHT.replace("participants: 1", "particpants: 1")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    texts = {"right": RIGHT, "wrong": WRONG, "advice": ADVICE, "odd": UNREADABLE}
    for name, text in texts.items():
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    return tmp_path


def codes(text: str) -> list[str]:
    return [one["code"] for one in json.loads(text)["findings"]]


def test_a_report_goes_to_a_file_and_the_log_still_says_what_is_wrong(call, folder):
    done = call("check", "wrong.yaml", "-o", "found.sarif", "-o", "found.xml")
    assert (done.returncode, done.stdout) == (1, "")
    assert "wrong.yaml:6:1" in done.stderr
    assert json.loads((folder / "found.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert (folder / "found.xml").read_text("utf-8").startswith("<?xml")


def test_the_named_format_goes_to_any_file(call, folder):
    done = call("check", "wrong.yaml", "--format", "gitlab", "-o", "gl-code-quality-report.json")
    assert done.returncode == 1
    issues = json.loads((folder / "gl-code-quality-report.json").read_text("utf-8"))
    assert [issue["check_name"] for issue in issues] == ["B301", "B302"]


def test_a_dash_prints_the_report(call, folder):
    done = call("check", "wrong.yaml", "-f", "json", "-o", "-")
    assert codes(done.stdout) == ["B301", "B302"]
    assert done.stderr == ""


def test_nothing_found_is_written_and_not_said(call, folder):
    done = call("check", "right.yaml", "-o", "found.json", "-o", "found.txt")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert codes((folder / "found.json").read_text("utf-8")) == []
    assert (folder / "found.txt").read_bytes() == b""


def test_an_ending_of_no_format_is_wrong_use_and_lists_those_there_are(call, folder):
    done = call("check", "right.yaml", "-o", "found.pdf")
    assert done.returncode == 2
    assert ".txt, .json, .xml, .sarif" in " ".join(done.stderr.split())
    assert not (folder / "found.pdf").exists()


@pytest.mark.parametrize("link", [None, "symlink", "link"])
def test_a_report_never_replaces_a_plan(call, folder, link):
    target = "wrong.yaml"
    if link:
        target = "report.txt"
        getattr(os, link)("wrong.yaml", target)
    done = call("check", ".", "--format", "text", "-o", target)
    assert done.returncode == 2
    assert "is the plan itself" in done.stderr
    assert (folder / "wrong.yaml").read_text("utf-8") == WRONG


def test_all_files_are_written_or_none(call, folder):
    (folder / "found.json").write_text("old")
    done = call("check", "wrong.yaml", "-o", "found.json", "-o", "missing/found.xml")
    assert done.returncode == 2
    assert (folder / "found.json").read_text() == "old"


def test_paths_are_relative_to_where_the_command_runs(call, folder, monkeypatch):
    (folder / "sub").mkdir()
    (folder / "sub" / "plan.yaml").write_text(WRONG)
    names = ["sub/plan.yaml", "./sub/plan.yaml", folder / "sub" / "plan.yaml"]
    for name in names:
        found = json.loads(call("check", "-f", "gitlab", name).stdout)
        assert found[0]["location"]["path"] == "sub/plan.yaml"
    monkeypatch.chdir(folder / "sub")
    assert call("check", "-f", "concise", names[2]).stderr.startswith("plan.yaml:6:")
    outside = call("check", "-f", "concise", "../wrong.yaml").stderr
    assert outside.startswith("../wrong.yaml:6:")


@pytest.mark.parametrize(
    ("arguments", "found", "code"),
    [
        (["--select", "B"], ["B301", "B302"], 1),
        (["--select", "b301"], ["B301"], 1),
        (["--select", "S,B302"], ["B302"], 1),
        (["--select", "S", "--select", "B30"], ["B301", "B302"], 1),
        (["--select", "S"], [], 0),
        (["--ignore", "B302"], ["B301"], 1),
        (["--ignore", "B3"], [], 0),
        (["--select", "B", "--ignore", "B301"], ["B302"], 1),
    ],
)
def test_codes_and_families_choose_what_is_looked_for(call, folder, arguments, found, code):
    done = call("check", "wrong.yaml", "-f", "json", *arguments)
    assert (codes(done.stdout), done.returncode) == (found, code)


def test_ignored_advice_does_not_fail_a_strict_check(call, folder):
    assert call("check", "--strict", "advice.yaml").returncode == 1
    assert call("check", "--strict", "--ignore", "A601", "advice.yaml").returncode == 0


@pytest.mark.parametrize("arguments", [["--ignore", "P"], ["--select", "B"]])
def test_what_keeps_a_plan_from_being_checked_is_never_kept_quiet(call, folder, arguments):
    done = call("check", "odd.yaml", "wrong.yaml", "-f", "json", *arguments)
    assert done.returncode == 1
    assert codes(done.stdout) == ["P201", "B301", "B302"]


@pytest.mark.parametrize("option", ["--select", "--ignore"])
@pytest.mark.parametrize(("code", "said"), [("B3O1", "Did you mean 'B301'?"), ("Z", "R, P, B")])
def test_an_unknown_code_is_wrong_use(call, folder, option, code, said):
    done = call("check", "right.yaml", option, code)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())


def test_standard_input_can_be_given_a_name(call, folder):
    done = call("check", "-", "--stdin-filename", "budgets/mine.yaml", "-f", "concise", input=WRONG)
    assert done.returncode == 1
    assert done.stderr.startswith("budgets/mine.yaml:6:")


def test_a_file_that_cannot_be_read_is_in_the_report_too(call, folder):
    done = call("check", "gone.yaml", "right.yaml", "-f", "github")
    assert done.returncode == 2
    assert done.stdout.startswith("::error file=gone.yaml::gone.yaml: there is no such file")


@pytest.mark.parametrize(
    ("form", "variable"),
    [
        ("github", "GITHUB_WORKSPACE"),
        ("sarif", "GITHUB_WORKSPACE"),
        ("sarif", "CI_PROJECT_DIR"),
        ("junit", "CI_PROJECT_DIR"),
        ("gitlab", "CI_PROJECT_DIR"),
    ],
)
def test_reports_name_files_as_who_reads_them_does_from_any_folder(
    call, folder, monkeypatch, form, variable
):
    (folder / "top" / "plans" / "a b").mkdir(parents=True)
    (folder / "top" / "plans" / "a b" / "p.yaml").write_text(WRONG)
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    monkeypatch.setenv(variable, str(folder / "top"))
    seen = set()
    for here, name in {
        "top": "plans",
        "top/plans": ".",
        "top/plans/a b": "p.yaml",
        ".": "top/plans/a b/p.yaml",
        "top/../top": str(folder / "top" / "plans"),
    }.items():
        monkeypatch.chdir(folder / here)
        done = call("check", "-f", form, name)
        assert done.returncode == 1
        seen.add(tuple(PATHS[form](done.stdout)))
    [paths] = seen
    assert {path for path, _ in paths} == {"plans/a b/p.yaml"}


def in_gitlab(report: str) -> list[tuple[str, str]]:
    return [(one["location"]["path"], one["fingerprint"]) for one in json.loads(report)]


def in_sarif(report: str) -> list[tuple[str, str]]:
    return [
        (
            unquote(one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]),
            one["partialFingerprints"]["industri40/v1"],
        )
        for one in json.loads(report)["runs"][0]["results"]
    ]


PATHS = {
    "github": lambda report: re.findall("file=(.*?),()", report),
    "gitlab": in_gitlab,
    "junit": lambda report: re.findall('(?:class|suite )name="(.*?)"()', report),
    "sarif": in_sarif,
}
"""How the paths of a report, and the fingerprints where it has them, are found in it."""


def test_without_variables_files_are_told_from_the_top_of_the_checkout(call, folder, monkeypatch):
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    (folder / ".git").mkdir()
    (folder / "sub").mkdir()
    (folder / "sub" / "plan.yaml").write_text(WRONG)
    seen = set()
    for here, name in {".": "sub", "sub": "."}.items():
        monkeypatch.chdir(folder / here)
        [one, other] = json.loads(call("check", "-f", "gitlab", name).stdout)
        assert one["location"]["path"] == other["location"]["path"] == "sub/plan.yaml"
        seen.add((one["fingerprint"], other["fingerprint"]))
    assert len(seen) == 1


def test_sarif_says_where_it_ran_and_what_its_addresses_are_relative_to(call, folder, monkeypatch):
    (folder / "sub [1]").mkdir()
    (folder / "sub [1]" / r"a\b.yaml").write_text(WRONG)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(folder))
    monkeypatch.chdir(folder / "sub [1]")
    run = json.loads(call("check", "-f", "sarif", ".", "-", input=WRONG).stdout)["runs"][0]
    where = run["invocations"][0]["workingDirectory"]["uri"]
    assert where == f"{folder.as_uri()}/sub%20%5B1%5D/"
    address = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert address == {"uri": "sub%20%5B1%5D/a%5Cb.yaml", "uriBaseId": "GITHUB_WORKSPACE"}
    assert run["originalUriBaseIds"]["GITHUB_WORKSPACE"]["uri"] == f"{folder.as_uri()}/"
    assert run["artifacts"][1]["location"] == {"uri": "%3Cstdin%3E"}


GROUP = """name: Five
years: [2024, 2025]
environments: 2
participants: 10
costs: {work: {yearly: 1 000}}
financing:
  county: {yearly: 400}
  firms:
    sources: {own: {yearly: 250}, bank: {years: {2024: 350, 2025: 355}}}
stated:
  - table: breakdown
    rows: {bank: {total: 700, environment: 350}, firms: {total: 1 200}, county: {total: 801}}
language: en
"""


def test_json_marks_what_follows_from_one_amount(call, folder):
    (folder / "five.yaml").write_text(GROUP)
    done = call("check", "-f", "json", "five.yaml")
    found = json.loads(done.stdout)["findings"]
    path = "financing.firms.sources.bank.years.2025"
    assert [one["because_of"] for one in found] == [path] * 5 + [None]
    cause = {"path": path, "line": 9, "column": 67, "found": 355, "expected": 350}
    assert [one["cause"] for one in found] == [cause, *[None] * 5]
    assert [one["figure"] for one in found] == [
        "financing.financing.2025",
        "financing.financing.total",
        "breakdown.bank.total",
        "breakdown.bank.environment",
        "breakdown.firms.total",
        "breakdown.county.total",
    ]
    shared = call("allocate", "-f", "json", "five.yaml")
    assert json.loads(shared.stdout)["findings"] == found
    assert "6 errors, 5 of them from 1 amount\n" in call("check", "five.yaml").stderr


def test_one_amount_is_one_annotation_at_that_amount_with_the_others_in_it(call, folder):
    (folder / "five.yaml").write_text(GROUP)
    first, last = call("check", "-f", "github", "five.yaml").stdout.splitlines()
    assert first.startswith("::error file=five.yaml,line=9,col=67,endLine=9,endColumn=70,")
    assert "5 findings follow from one amount: `bank.years.2025` is 355 here. With 350" in first
    for said in ("6:1 B301 In 2025", "6:1 B302 Over all", "12:26 S401 `breakdown.bank.total`"):
        assert f"%0A{said}" in first
    assert "`breakdown.county.total`" not in first
    assert "line=12" in last
    one, other = json.loads(call("check", "-f", "gitlab", "five.yaml").stdout)
    assert one["location"] == {"path": "five.yaml", "lines": {"begin": 9}}
    assert "`breakdown.firms.total` is stated" in one["description"]
    assert "`breakdown.county.total` is stated" in other["description"]


def test_sarif_relates_what_follows_from_one_amount(call, folder):
    (folder / "five.yaml").write_text(GROUP)
    results = json.loads(call("check", "-f", "sarif", "five.yaml").stdout)["runs"][0]["results"]
    related = [one.get("relatedLocations", []) for one in results]
    assert [len(one) for one in related] == [5, 1, 1, 1, 1, 1]
    for places in related[:5]:
        assert places[0]["physicalLocation"]["region"] == {
            "startLine": 9,
            "startColumn": 67,
            "endColumn": 70,
        }
        assert places[0]["message"]["text"] == "`bank.years.2025` is 355."
    assert [place["id"] for place in related[0]] == [1, 2, 3, 4, 5]
    assert related[0][4]["physicalLocation"]["region"]["startLine"] == 12


def test_one_finding_that_is_asked_for_stands_for_itself(call, folder):
    (folder / "five.yaml").write_text(GROUP)
    asked = ("check", "--select", "B302", "five.yaml")
    assert call(*asked).stderr.startswith("five.yaml:9:67: error B302: 1 finding follows from one")
    assert call(*asked, "-f", "github").stdout.startswith("::error file=five.yaml,line=6,col=1,")
    [one] = json.loads(call(*asked, "-f", "json").stdout)["findings"]
    assert one["cause"]["path"] == one["because_of"] == "financing.firms.sources.bank.years.2025"


def unreadable(folder, kind: str) -> str:
    """Makes something that is no plan to read, and gives its name."""
    name = f"{kind}.yaml"
    if kind == "folder":
        (folder / name).mkdir()
    elif kind == "pipe":
        os.mkfifo(folder / name)
    elif kind == "large":
        (folder / name).write_bytes(b"#" * (LARGEST_FILE + 1))
    elif kind == "link":
        os.symlink("nowhere", folder / name)
    return name


@pytest.mark.skipif(os.name != "posix", reason="makes pipes and links")
@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "large", "link"])
def test_what_cannot_be_read_is_in_every_report_for_programs(call, folder, kind):
    name = unreadable(folder, kind)
    said = call("check", name, "wrong.yaml", "--ignore", "R").stderr.partition("\n")[0]
    reason = said.removeprefix("industri40: ")

    def report(form: str):
        done = call("check", name, "wrong.yaml", "-f", form, "--ignore", "R")
        assert done.returncode == 2
        assert done.stderr == f"{said}\n"
        return done.stdout

    *_, one = json.loads(report("json"))["findings"]
    assert (one["code"], one["severity"], one["file"]) == ("R100", "error", name)
    assert (one["line"], one["column"], one["message"]) == (1, 1, reason)
    *_, issue = json.loads(report("gitlab"))
    assert issue["description"] == f"R100: {reason}"
    assert issue["location"] == {"path": name, "lines": {"begin": 1}}
    run = json.loads(report("sarif"))["runs"][0]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert report("github").endswith(f"::error file={name}::{reason}\n")
    assert '<error type="R100"' in report("junit")


def test_standard_input_that_cannot_be_read_has_the_name_that_it_was_given(call, folder):
    large = "#" * (LARGEST_FILE + 1)
    done = call("check", "-", "--stdin-filename", "x.yaml", "-f", "json", input=large)
    assert done.returncode == 2
    assert json.loads(done.stdout)["findings"][0]["file"] == "x.yaml"


SLOW = """
import sys, time
sys.argv = ["industri40", "check", *sys.argv[1:]]
from industri40.cli import checking, progress
progress._PATIENCE, progress._PAUSE = 0.0, 0.0
from industri40.__main__ import main
main()
"""


def _in_terminal(environ, *arguments: str, script: str = SLOW, **more: str) -> tuple[int, str]:
    """Run the program with a terminal as its standard error."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        env={**environ, "TERM": "xterm", "NO_COLOR": "1", **more},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux says so when the other side is closed
            break
        if not part:
            break
        seen += part
    os.close(ours)
    assert process.stdout.read() == b""
    process.stdout.close()
    return process.wait(timeout=30), seen.decode("utf-8")


posix = pytest.mark.skipif(os.name != "posix", reason="needs a terminal that a test can make")


@posix
@pytest.mark.parametrize(
    ("asked", "checking", "of"),
    [((), "Checking", "of"), (("--lang", "nb"), "Kontrollerer", "av")],
)
def test_a_terminal_gets_a_bar_that_goes_when_the_run_is_over(environ, folder, asked, checking, of):
    code, seen = _in_terminal(environ, "right.yaml", "advice.yaml", "wrong.yaml", *asked)
    assert code == 1
    assert [f"{n} {of} 3" in seen for n in range(3)] == [True] * 3
    bar, _, rest = seen.rpartition("\x1b[2K")
    assert checking in bar
    assert checking not in rest
    assert seen.count("\x1b[?25l") == seen.count("\x1b[?25h") == 1  # the cursor hides, and is back
    assert "wrong.yaml:6:1" in rest


@posix
@pytest.mark.parametrize("kind", ["dumb", "unknown"])
def test_a_terminal_that_can_only_print_gets_no_bar(environ, folder, kind):
    code, seen = _in_terminal(environ, "right.yaml", "wrong.yaml", TERM=kind)
    assert code == 1
    assert "Checking" not in seen
    assert "\x1b" not in seen


@posix
def test_ctrl_c_takes_the_bar_away_and_brings_the_cursor_back(environ, folder):
    interrupted = "checking.check = lambda plan: (_ for _ in ()).throw(KeyboardInterrupt)\nmain()"
    script = SLOW.replace("main()", interrupted)
    code, seen = _in_terminal(environ, "right.yaml", "advice.yaml", script=script)
    assert code == 130
    assert "0 of 2" in seen
    assert seen.endswith("\x1b[2K")
    assert seen.count("\x1b[?25l") == seen.count("\x1b[?25h") == 1


def test_a_pipe_gets_no_bar(environ, folder):
    done = subprocess.run(
        [sys.executable, "-c", SLOW, "right.yaml", "right.yaml"],
        env=environ,
        capture_output=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == (b"", b"")
