"""``industri40 check`` as a person and as another program use it."""

import json
import os
import shutil
from pathlib import Path

import pytest

from industri40.render.registry import FORMATS

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "budgets" / "industri40-trondelag.yaml"

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


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in {"right": RIGHT, "wrong": WRONG, "advice": ADVICE, "no": "a: [1"}.items():
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    return tmp_path


def test_silent_when_all_is_well(run):
    done = run("check", ROOT / "budgets")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_findings_go_to_standard_error_with_place_line_and_figures(call, folder):
    done = call("check", "wrong.yaml")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        "wrong.yaml:6:1: error B301, B302: 2 findings follow from one amount. None of them would "
        "be there with 90 on line 5 (`work.yearly` is 100) or 100 on line 6 (`county.yearly` is "
        "90):\n"
        "   6 | financing: {county: {label: County, yearly: 90}}\n"
        "     | ^^^^^^^^^\n"
        "     line  code  figure                     expected  found  difference\n"
        "     6:1   B301  financing.financing.2024        100     90         -10\n"
        "     6:1   B302  financing.financing.total       100     90         -10\n"
        "     remedy: Correct the amount that is wrong, or let one source be the rest (`rest:\n"
        "     true`).\n"
        "\n"
        "2 errors, all from 1 amount\n"
    )


def test_every_file_is_read_whatever_the_others_hold(call, folder):
    done = call("check", "no.yaml", "wrong.yaml", "right.yaml", "advice.yaml")
    assert done.returncode == 1
    places = [line.split(":")[0] for line in done.stderr.splitlines() if ": error " in line]
    assert places == ["no.yaml", "wrong.yaml"]
    counts = "3 errors and 1 warning in 3 of 4 files, 2 of them from 1 amount\n"
    assert done.stderr.endswith(counts)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["right.yaml"], 0),
        (["advice.yaml"], 0),
        (["--strict", "advice.yaml"], 1),
        (["wrong.yaml"], 1),
        (["no.yaml"], 1),
        (["missing.yaml"], 2),
        (["wrong.yaml", "missing.yaml", "right.yaml"], 2),
        (["."], 1),
        (["--format", "xml", "right.yaml"], 2),
    ],
)
def test_exit_codes(call, folder, arguments, code):
    done = call("check", *arguments)
    assert done.returncode == code
    assert "Traceback" not in done.stderr


def test_a_file_that_cannot_be_read_is_named_and_the_others_still_read(call, folder):
    done = call("check", "missing.yaml", "wrong.yaml")
    assert done.returncode == 2
    assert done.stderr.startswith("industri40: missing.yaml: there is no such file")
    assert "wrong.yaml:6:1: error B301" in done.stderr


def test_an_empty_folder_is_wrong_use(call, folder):
    (folder / "empty").mkdir()
    done = call("check", "empty")
    assert done.returncode == 2
    assert (
        done.stderr
        == "industri40: empty: has no plans (*.yaml, *.yml); name another folder, or a file\n"
    )


@pytest.mark.skipif(os.name != "posix", reason="makes a pipe and a loop of links")
def test_a_pipe_a_device_and_a_loop_of_links_do_not_hang(run, folder):
    os.mkfifo(folder / "pipe.yaml")
    os.symlink("b.yaml", folder / "a.yaml")
    os.symlink("a.yaml", folder / "b.yaml")
    done = run("check", "pipe.yaml", "/dev/zero", "a.yaml", "right.yaml")
    assert done.returncode == 2
    assert done.stderr.count("industri40: ") == 3


def test_standard_input(call, folder):
    done = call("check", "-", input=WRONG)
    assert done.returncode == 1
    assert done.stderr.startswith("<stdin>:6:1: error B301")
    assert "   6 | financing: " in done.stderr


def test_json_goes_to_standard_output_also_when_all_is_well(call, folder):
    done = call("check", "--format", "json", "right.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {"format": "industri40.findings/1", "findings": []}


def test_json_has_the_figures_as_numbers(call, folder):
    done = call("check", "-f", "json", "wrong.yaml")
    assert done.returncode == 1
    first = json.loads(done.stdout)["findings"][0]
    assert first.pop("message").startswith("In 2024 the costs are 100")
    assert first.pop("remedy")
    assert first == {
        "code": "B301",
        "severity": "error",
        "file": "wrong.yaml",
        "line": 6,
        "column": 1,
        "figure": "financing.financing.2024",
        "expected": 100,
        "found": 90,
        "difference": -10,
        "cause": None,
        "because_of": None,
    }


def test_an_unknown_format_names_the_known_ones(call, folder):
    done = call("check", "--format", "jsn", "right.yaml")
    assert done.returncode == 2
    assert f"'jsn' is not one of {', '.join(FORMATS['findings'])}." in " ".join(done.stderr.split())
    assert "Did you mean 'json'?" in done.stderr


@pytest.mark.parametrize(
    ("settings", "coloured"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
)
def test_a_pipe_gets_colour_only_when_forced(call, folder, settings, coloured):
    assert ("\x1b[" in call("check", "wrong.yaml", env=settings).stderr) is coloured


@pytest.mark.parametrize(
    "settings",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "cp1252"},
    ],
)
def test_an_output_that_cannot_hold_a_letter_gets_something_for_it(run, tmp_path, settings):
    plan = tmp_path / "æøå.yaml"
    plan.write_text(WRONG.replace("label: County", "label: Fylke 見本"), "utf-8")
    done = run("check", plan, env=settings, text=False)
    assert done.returncode == 1
    assert b"error B301" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_plan_whose_output_is_full_is_exit_2(run, folder):
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    with open("/dev/full", "w") as full:
        done = run("check", "--format", "json", "wrong.yaml", stdout=full)
    assert done.returncode == 2
    assert done.stderr == "industri40: standard output: no space left on device\n"
    with open("/dev/full", "w") as full:
        assert run("check", "wrong.yaml", stderr=full).returncode == 2


def test_a_closed_environment_works(run, tmp_path):
    plan = tmp_path / "plan.yaml"
    shutil.copy(PLAN, plan)
    tmp_path.chmod(0o500)
    try:
        done = run("check", plan, cwd=tmp_path, env={"HOME": "/nonexistent", "TERM": ""})
    finally:
        tmp_path.chmod(0o700)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_help_names_every_format(call):
    said = call("check", "--help").stdout
    assert [name for name in FORMATS["findings"] if name not in said] == []


@pytest.mark.parametrize(("columns", "widest"), [("40", 40), ("60", 60), ("200", 88)])
def test_figures_and_remedies_fit_in_the_terminal_and_files_have_their_own_width(
    call, folder, columns, widest
):
    done = call("check", "wrong.yaml", "-o", "report.txt", env={"COLUMNS": columns})
    printed, filed = (
        [line for line in text.splitlines() if line.startswith("     ")]
        for text in (done.stderr, (folder / "report.txt").read_text("utf-8"))
    )
    assert max(map(len, printed)) <= widest
    assert 60 < max(map(len, filed)) <= 88
    assert [line for line in printed if line.endswith(" -10")]
