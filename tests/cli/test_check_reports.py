"""``check`` writing reports to files, choosing findings, naming standard input, showing a bar."""

import json
import os
import subprocess
import sys
import time

import pytest

RIGHT = """name: Small
years: [2024]
environments: 1
participants: 1
costs: {work: {label: Work, yearly: 100}}
financing: {county: {label: County, yearly: 100}}
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
def test_a_terminal_gets_a_bar_that_goes_when_the_run_is_over(environ, folder):
    code, seen = _in_terminal(environ, "right.yaml", "advice.yaml", "wrong.yaml")
    assert code == 1
    assert [f"{n} of 3" in seen for n in range(3)] == [True] * 3
    bar, _, rest = seen.rpartition("\x1b[2K")
    assert "Checking" in bar
    assert "Checking" not in rest
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
