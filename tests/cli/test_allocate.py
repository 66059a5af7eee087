"""``industri40 allocate`` as a person and as another program use it."""

import contextlib
import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from industri40.engine.allocation import allocate

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "budgets" / "industri40-trondelag.yaml"

SMALL = """name: Small
language: en
years: [2024, 2025]
environments: 3
participants: 10
costs: {work: {label: Work, yearly: 100}}
financing: {county: {label: County, yearly: 100}}
grant: county
"""


@pytest.fixture
def plan(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text(SMALL, "utf-8")
    return tmp_path / "plan.yaml"


def test_the_programme_is_printed_and_nothing_is_found(run):
    done = run("allocate", PLAN)
    assert (done.returncode, done.stderr) == (0, "")
    for figure in ("10 950 000", "4 200 000", "525 000", "10 500", "3 750", "350 000", "17 ≈"):
        assert figure in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "\x1b[" not in done.stdout


def test_tables_are_those_that_are_asked_for_each_once(call, plan):
    done = call("allocate", plan, "--table", "awards", "-t", "costs", "-t", "awards", "-f", "json")
    assert done.returncode == 0
    assert list(json.loads(done.stdout)["tables"]) == ["awards", "costs"]
    assert done.stdout.count('"awards": [\n   {"row"') == 1


def test_awards_of_a_plan_without_a_grant_are_said_to_be_none(call, plan):
    plan.write_text(SMALL.replace("grant: county\n", ""), "utf-8")
    done = call("allocate", plan, "--table", "awards", "--table", "costs")
    assert (done.returncode, "Work" in done.stdout) == (0, True)
    assert done.stderr == (
        f"industri40: {plan}: no table 'awards': the plan has no grant to award\n"
    )


def test_json_holds_the_four_tables_of_the_programme_unless_others_are_asked_for(call, plan):
    document = json.loads(call("allocate", plan, "--format", "json").stdout)
    assert list(document["tables"]) == ["costs", "financing", "breakdown", "phases"]
    assert document["findings"] == []


def test_a_workbook_holds_every_table_unless_some_are_asked_for(call, plan):
    assert call("allocate", plan, "-o", "all.xlsx", "-o", "four.md").returncode == 0
    assert call("allocate", plan, "-t", "costs", "-o", "one.xlsx").returncode == 0
    sheets = {
        name: set(openpyxl.load_workbook(f"{name}.xlsx").sheetnames) for name in ("all", "one")
    }
    tables = {"Cost budget", "Awards", "Environments", "Environment 3", "Participants by year"}
    assert tables <= sheets["all"]
    assert tables & sheets["one"] == {"Cost budget"}
    assert "## Awards" not in Path("four.md").read_text("utf-8")


def test_a_workbook_leaves_other_files_as_they_would_be_without_it(call, plan):
    # of three environments one has no participant, and so nothing for each of them
    plan.write_text(SMALL.replace("participants: 10", "participants: 2"), "utf-8")
    tables = ["-t", "environments", "-t", "awards"]
    both = call("allocate", plan, *tables, "-o", "all.xlsx", "-o", "both.json", "-o", "both.md")
    alone = call("allocate", plan, *tables, "-o", "alone.json", "-o", "alone.md")
    assert (both.returncode, alone.returncode) == (0, 0)
    for ending in ("json", "md"):
        assert Path(f"both.{ending}").read_bytes() == Path(f"alone.{ending}").read_bytes()


def test_csv_totals_every_line_and_year(call, plan):
    done = call("allocate", plan, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert list(rows[0]) == ["side", "line", "environment", "year", "amount"]
    totals: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row["line"], row["year"])
        totals[key] = totals.get(key, 0) + int(row["amount"])
    assert set(totals) == {(a, b) for a in ("work", "county") for b in ("2024", "2025")}
    assert set(totals.values()) == {100}


def test_only_the_environments_that_are_asked_for_are_shown(call, plan):
    done = call("allocate", plan, "-e", "environment-2", "--format", "csv")
    assert {row["environment"] for row in csv.DictReader(io.StringIO(done.stdout))} == {
        "environment-2"
    }
    document = json.loads(call("allocate", plan, "-e", "environment-2", "-f", "json").stdout)
    for part in ("shares", "awards", "participants"):
        assert {one["environment"] for one in document[part]} == {"environment-2"}
    done = call("allocate", plan, "-e", "environment-2")
    assert "environment-1" not in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--table", "cots"], "Did you mean 'costs'?"),
        (["--table", "xyzzy"], "is not one of costs, financing, breakdown, phases"),
        (["--environment", "environment-4"], "Did you mean 'environment-"),
        (["--format", "jsn"], "Did you mean 'json'?"),
        (["--format", "csv", "--table", "costs"], "no tables"),
        (["-o", "out.odt"], "there are .txt, .json, .csv"),
        (["-o", "out"], "there are .txt, .json, .csv"),
        (["-o", "out.csv", "--format", "json"], "would be csv"),
        (["-o", "."], "there are"),
        (["extra"], "unexpected"),
    ],
)
def test_wrong_use_is_exit_2_and_prints_no_figures(call, plan, arguments, said):
    done = call("allocate", plan, *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in " ".join(done.stderr.split())
    assert [path.name for path in plan.parent.iterdir()] == ["plan.yaml"]


def test_a_plan_that_cannot_be_read_is_exit_2(call, plan):
    done = call("allocate", "missing.yaml")
    assert done.returncode == 2
    assert done.stderr.startswith("industri40: missing.yaml: ")


def test_a_plan_whose_shape_is_wrong_gets_findings_and_no_tables(call, plan):
    plan.write_text(SMALL.replace("years:", "yeras:"), "utf-8")
    done = call("allocate", plan, "-o", "out.json")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "`years` is probably meant" in done.stderr
    assert not Path("out.json").exists()


def test_a_plan_that_does_not_balance_gets_its_tables_and_findings(call, plan):
    plan.write_text(SMALL.replace("County, yearly: 100", "County, yearly: 90"), "utf-8")
    done = call("allocate", plan)
    assert done.returncode == 1
    assert "Not covered" in done.stdout or "Uncovered" in done.stdout
    assert "error B301" in done.stderr
    document = json.loads(call("allocate", plan, "-f", "json").stdout)
    assert {finding["code"] for finding in document["findings"]} == {"B301", "B302"}


def test_advice_does_not_fail(call, plan):
    plan.write_text(
        SMALL.replace("yearly: 100}}\ngrant", "yearly: 100, status: indicated}}\ngrant")
    )
    done = call("allocate", plan)
    assert done.returncode == 0
    assert "warning A601" in done.stderr


def test_a_share_that_gave_way_is_advice_in_print_and_in_json(call):
    tiny = ROOT / "tests" / "data" / "plans" / "gives-way.yaml"
    done = call("allocate", tiny, "-f", "json")
    assert done.returncode == 0
    assert "gives-way.yaml:9:3: warning A603: By the end of 2026 `e1` has 2" in done.stderr
    assert done.stderr.endswith("\n2 warnings\n")
    first, second = json.loads(done.stdout)["findings"]
    assert (first["code"], first["expected"], first["found"]) == ("A603", 1, 2)
    assert (second["code"], second["expected"], second["found"]) == ("A603", 1, 0)
    assert call("allocate", tiny).stdout.endswith(" All adds up. 2 reminders.\n")


def test_standard_input(call, plan):
    done = call("allocate", "-", "--format", "csv", input=SMALL)
    assert done.returncode == 0
    assert done.stdout == call("allocate", plan, "--format", "csv").stdout


def test_files_hold_what_would_be_printed_and_nothing_is_printed(call, plan):
    done = call("allocate", plan, "-o", "out.csv", "-o", "out.json", "-o", "out.TXT")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    for form in ("csv", "json"):
        assert Path(f"out.{form}").read_text("utf-8") == call("allocate", plan, "-f", form).stdout
    assert Path("out.TXT").read_text("utf-8") == call("allocate", plan).stdout


def test_several_files_of_one_call_are_computed_once(call, plan, monkeypatch):
    seen = []

    def counted(*what):
        seen.append(what)
        return allocate(*what)

    monkeypatch.setattr("industri40.engine.allocation.allocate", counted)
    files = [part for ending in ("md", "csv", "json", "txt") for part in ("-o", f"a.{ending}")]
    done = call("allocate", plan, *files)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(seen) == 1
    assert len(list(plan.parent.glob("a.*"))) == 4


def test_tables_are_asked_for_though_one_file_of_several_has_none(call, plan):
    done = call("allocate", plan, "--table", "awards", "-o", "a.md", "-o", "a.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert "## Awards" in Path("a.md").read_text("utf-8")
    assert "## Cost budget" not in Path("a.md").read_text("utf-8")
    assert Path("a.csv").read_text("utf-8").startswith("side,line")


def test_nothing_is_printed_where_a_file_cannot_be_written(call, plan):
    done = call("allocate", plan, "-o", "-", "-o", "missing/a.csv")
    assert (done.returncode, done.stdout) == (2, "")


def test_what_is_no_text_is_not_printed_in_a_terminal(environ, plan):
    pytest.importorskip("xlsxwriter")
    pty = pytest.importorskip("pty", reason="needs a terminal that a test can make")
    command = [sys.executable, "-m", "industri40", "allocate", str(plan), "--format", "xlsx"]
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, env=environ, stdout=theirs, stderr=subprocess.PIPE) as program:
        os.close(theirs)
        _, said = program.communicate(timeout=60)
    with contextlib.suppress(OSError):  # which is how a terminal says that it was left
        assert os.read(ours, 1) == b""
    os.close(ours)
    assert program.returncode == 2
    assert said.decode() == (
        "industri40: xlsx is nothing to read in a terminal; write a file: -o FILE.xlsx\n"
    )
    piped = subprocess.run(command, env=environ, capture_output=True, check=True, timeout=60)
    assert piped.stdout.startswith(b"PK")


def test_the_same_export_twice_is_the_same_bytes(run, plan):
    for name in ("a.json", "b.json"):
        run("allocate", plan, "-o", name)
    assert Path("a.json").read_bytes() == Path("b.json").read_bytes()


def test_a_format_may_be_named_for_a_file_without_an_ending(call, plan):
    assert call("allocate", plan, "-f", "csv", "-o", "shares").returncode == 0
    assert Path("shares").read_text("utf-8").startswith("side,line")


def test_a_point_and_dash_mean_standard_output(call, plan):
    done = call("allocate", plan, "-f", "csv", "-o", "-")
    assert done.stdout.startswith("side,line")


@pytest.mark.parametrize("name", ["plan.yaml", "link.csv", "hard.csv"])
def test_the_plan_is_never_written_over(run, call, plan, name):
    os.symlink(plan, "link.csv")
    os.link(plan, "hard.csv")
    done = call("allocate", plan, "--format", "csv", "-o", name)
    assert done.returncode == 2
    assert "is the plan itself" in done.stderr
    with plan.open() as file:
        done = run("allocate", "-", "--format", "csv", "-o", name, stdin=file)
    assert done.returncode == 2
    assert plan.read_text("utf-8") == SMALL


def test_one_target_that_fails_leaves_all_of_them(call, plan):
    Path("out.csv").write_text("old")
    done = call("allocate", plan, "-o", "out.csv", "-o", "missing/out.json")
    assert done.returncode == 2
    assert done.stderr == "industri40: missing/out.json: there is no folder missing\n"
    assert Path("out.csv").read_text() == "old"
    assert sorted(path.name for path in plan.parent.iterdir()) == ["out.csv", "plan.yaml"]


def test_a_reader_that_goes_away_is_silent_and_the_findings_are_still_said(environ, plan):
    plan.write_text(SMALL.replace("County, yearly: 100", "County, yearly: 90"), "utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "industri40", "allocate", str(plan)],
        env=environ,
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert done.returncode == 1
    assert "error B301" in done.stderr
    assert "roken pipe" not in done.stderr


def test_a_full_standard_output_is_exit_2_in_one_line(run, plan):
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    for form in ("table", "json", "csv"):
        with open("/dev/full", "w") as full:
            done = run("allocate", plan, "-f", form, "-o", "-", stdout=full)
        assert done.returncode == 2
        assert done.stderr == "industri40: standard output: no space left on device\n"


@pytest.mark.parametrize(
    "settings",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "ascii"},
    ],
)
def test_no_figure_is_lost_in_an_output_that_holds_few_letters(run, settings):
    done = run("allocate", PLAN, env=settings, text=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"10 950 000" in done.stdout
    utf8 = run("allocate", PLAN, "-f", "json", env=settings, text=False).stdout
    assert "Trøndelag" in json.loads(utf8.decode("utf-8"))["plan"]["name"]


@pytest.mark.parametrize("columns", ["1", "20", "79"])
def test_no_amount_is_cut_however_narrow_the_terminal(call, columns):
    done = call("allocate", PLAN, "-t", "costs", env={"COLUMNS": columns})
    assert done.returncode == 0
    for figure in ("1 000 000", "2 550 000", "3 650 000", "10 950 000"):
        assert figure in done.stdout


def test_the_help_names_every_table_and_format(call):
    from industri40.render.registry import FORMATS
    from industri40.report.tables import TABLES

    said = call("allocate", "--help").stdout
    assert [name for name in (*TABLES, *FORMATS["tables"]) if name not in said] == []


NOTED = """name: Noted
language: en
years: [2031]
environments: {a: {participants: 1}, b: {participants: 3}}
costs: {shared: {yearly: 800}, fair: {yearly: 100, common: true, financed_by: county}}
financing: {county: {yearly: 900}}
notes: [An annotation of the plan.]
"""


@pytest.mark.parametrize("form", ["txt", "md", "html", "xlsx", "docx", "json", "csv"])
def test_the_notes_of_the_plan_are_left_out_and_those_of_tables_stay(call, plan, form):
    plan.write_text(NOTED, "utf-8")
    tables = [] if form == "csv" else ["--table", "breakdown"]
    kept, left_out = (
        _text(call("allocate", plan, *tables, "-o", f"{name}.{form}", *options), f"{name}.{form}")
        for name, options in (("kept", []), ("left-out", ["--no-notes"]))
    )
    for_people = form not in ("json", "csv")
    assert ("An annotation" in kept) is for_people
    assert "An annotation" not in left_out
    assert ("is a common cost" in left_out) is for_people


def _text(done, path):
    """All the text of a file that was written."""
    assert (done.returncode, done.stderr) == (0, "")
    data = Path(path).read_bytes()
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(path) as parts:
        return "".join(parts.read(name).decode() for name in parts.namelist() if "xml" in name)


UNEVEN = """name: Uneven
years: [2031]
environments: 2
participants: 4
costs: {work: {yearly: 100}}
financing: {county: {yearly: 90, status: indicated}}
stated: [{table: breakdown, rows: {work: {total: 101}}}]
"""


@pytest.mark.parametrize(
    ("options", "codes", "code"),
    [
        ([], {"A601", "B301", "B302", "S401"}, 1),
        (["--select", "S"], {"S401"}, 1),
        (["--ignore", "S,B302"], {"A601", "B301"}, 1),
        (["--ignore", "B", "--ignore", "S4"], {"A601"}, 0),
        (["--select", "A", "--ignore", "A601"], set(), 0),
        (["--select", "b", "--ignore", "B302"], {"B301"}, 1),
    ],
)
def test_findings_are_chosen_as_check_chooses_them(call, plan, options, codes, code):
    plan.write_text(UNEVEN, "utf-8")
    done = call("allocate", plan, "--format", "json", *options)
    found = {one["code"] for one in json.loads(done.stdout)["findings"]}
    assert (found, done.returncode) == (codes, code)
    assert {each for each in ("A601", "B301", "B302", "S401") if each in done.stderr} == codes
    checked = call("check", plan, "--format", "json", *options)
    assert {one["code"] for one in json.loads(checked.stdout)["findings"]} == codes
    assert checked.returncode == code
    # what is kept quiet is not said to be right
    printed = call("allocate", plan, *options).stdout
    assert "stemmer." not in printed


def test_what_keeps_a_plan_from_being_understood_is_said_whatever_is_chosen(call, plan):
    plan.write_text(UNEVEN.replace("years", "yaers"), "utf-8")
    done = call("allocate", plan, "--ignore", "P,R")
    assert (done.returncode, done.stdout) == (1, "")
    assert "P201" in done.stderr
    assert call("allocate", plan, "--select", "P202").stderr.count("P20") == 1


def test_an_unknown_code_is_wrong_use_before_anything_is_read(call, plan):
    plan.unlink()
    done = call("allocate", plan, "--ignore", "S409")
    assert done.returncode == 2
    assert "there is no finding 'S409'" in done.stderr
