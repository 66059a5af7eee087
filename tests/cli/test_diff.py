"""``industri40 diff`` as a person uses it, and a job that looks at a merge request."""

import csv
import io
import json
import os
import stat
import subprocess
from pathlib import Path

import pytest

from industri40.plan.yaml.source import LARGEST_FILE

PLAN = """\
name: Small
language: en
years: [2024, 2025]
environments: 2
costs: {work: {yearly: 1 000}}
financing: {county: {yearly: 1 000}}
grant: county
scenarios: {less: {label: A smaller grant, set: {county.yearly: -10 %}}}
"""
LESS = PLAN.replace("county: {yearly: 1 000}", "county: {yearly: 900}")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("old.yaml").write_text(PLAN, "utf-8")
    Path("new.yaml").write_text(LESS, "utf-8")
    return tmp_path


@pytest.fixture
def repository(folder, monkeypatch):
    """A repository whose only commit has the plan, which is changed since."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    Path("budgets").mkdir()
    Path("budgets", "plan.yaml").write_text(PLAN, "utf-8")
    git("init", "--quiet", "--initial-branch", "main")
    git("add", "budgets")
    git("-c", "user.name=N", "-c", "user.email=n@example.org", "commit", "--quiet", "-m", "fix: it")
    Path("budgets", "plan.yaml").write_text(LESS, "utf-8")
    return folder


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True)  # noqa: S607


def inputs(done) -> list[tuple[str, str | None, str | None]]:
    assert (done.returncode, done.stderr) == (0, "")
    return [(one["path"], one["old"], one["new"]) for one in json.loads(done.stdout)["inputs"]]


CHANGED = [("financing.county.yearly", "1 000", "900")]


def test_two_plans_are_compared(call, folder):
    done = call("diff", "old.yaml", "new.yaml")
    assert (done.returncode, done.stderr) == (0, "")
    assert "county" in done.stdout
    assert "\u2212100" in done.stdout
    assert "work" not in done.stdout


def test_json_has_what_differs_as_the_contract_shows_it(call, folder):
    done = call("diff", "old.yaml", "new.yaml", "--format", "json")
    lines = done.stdout.splitlines()
    assert lines[:10] == [
        "{",
        ' "format": "industri40.difference/1",',
        ' "old": {"file": "old.yaml", "name": "Small", "scenario": null},',
        ' "new": {"file": "new.yaml", "name": "Small", "scenario": null},',
        ' "inputs": [',
        (
            '  {"path": "financing.county.yearly", "old": "1 000", "new": "900", '
            '"old_line": 6, "new_line": 6}'
        ),
        " ],",
        ' "figures": [',
        (
            '  {"table": "financing", "row": "county", "column": "2024", '
            '"old": 1000, "new": 900, "change": -100},'
        ),
        (
            '  {"table": "financing", "row": "county", "column": "2025", '
            '"old": 1000, "new": 900, "change": -100},'
        ),
    ]
    assert (
        '  {"side": "financing", "line": "county", "environment": "environment-1", '
        '"year": 2024, "old": 500, "new": 450, "change": -50},'
    ) in lines
    assert lines[-4:] == [
        (
            '  {"phase": "programme", "environment": "environment-1", '
            '"old": 1000, "new": 900, "change": -100},'
        ),
        (
            '  {"phase": "programme", "environment": "environment-2", '
            '"old": 1000, "new": 900, "change": -100}'
        ),
        " ]",
        "}",
    ]


def test_csv_has_the_same_changes_as_json(call, folder):
    found = json.loads(call("diff", "old.yaml", "new.yaml", "-f", "json").stdout)
    rows = list(
        csv.DictReader(io.StringIO(call("diff", "old.yaml", "new.yaml", "-f", "csv").stdout))
    )
    assert rows[0] == {
        "kind": "input", "table": "", "row": "financing.county.yearly", "column": "", "year": "",
        "old": "1 000", "new": "900", "change": "",
    }  # fmt: skip
    for kind, ids in {
        "figure": ("table", "row", "column", ""),
        "share": ("side", "line", "environment", "year"),
        "award": ("", "environment", "phase", ""),
    }.items():
        listed = [tuple(row.values())[1:] for row in rows if row["kind"] == kind]
        every = [
            [one.get(key) for key in (*ids, "old", "new", "change")] for one in found[f"{kind}s"]
        ]
        assert listed == [tuple("" if n is None else str(n) for n in one) for one in every]
        assert every


def test_csv_says_no_formula_and_keeps_texts_whole(call, folder):
    Path("new.yaml").write_text(PLAN.replace("Small", "'=1+1, \"x\"'"), "utf-8")
    done = call("diff", "old.yaml", "new.yaml", "-f", "csv")
    assert done.stdout.splitlines()[1:] == ['input,,name,,,Small,"\'=1+1, ""x""",']


def test_only_what_is_asked_for_is_compared_and_shares_and_awards_for_programs(call, folder):
    done = call("diff", "old.yaml", "new.yaml", "-f", "json", "-t", "costs", "-t", "environments")
    found = json.loads(done.stdout)
    assert {one["table"] for one in found["figures"]} == {"environments"}
    assert found["shares"]
    assert found["awards"]
    text = call("diff", "old.yaml", "new.yaml", "-t", "costs").stdout
    assert "financing" not in text.lower()


def test_a_plan_is_compared_with_a_what_if_of_its_own(call, folder):
    for what_if in (["--scenario", "less"], ["--set", "county.yearly=900"]):
        assert inputs(call("diff", "old.yaml", *what_if, "-f", "json")) == CHANGED
        assert inputs(call("diff", "-", *what_if, "-f", "json", input=PLAN)) == CHANGED
    found = json.loads(call("diff", "old.yaml", "--scenario", "less", "-f", "json").stdout)
    assert found["old"]["scenario"] is None
    assert found["new"]["scenario"]["names"] == ["less"]
    assert found["inputs"][0]["new_line"] == 8


def test_what_an_option_sets_is_on_no_line(call, folder):
    done = call("diff", "old.yaml", "--set", "county.yearly=900", "-f", "json")
    assert json.loads(done.stdout)["inputs"][0]["new_line"] is None


def test_with_two_plans_the_what_if_is_that_of_the_new_one(call, folder):
    done = call("diff", "old.yaml", "new.yaml", "--set", "county.yearly=+100", "-f", "json")
    assert inputs(done) == []
    done = call("diff", "old.yaml", "new.yaml", "--set", "work.yearly=900", "-f", "json")
    assert [path for path, *_ in inputs(done)] == ["costs.work.yearly", "financing.county.yearly"]


def test_the_exit_code_says_whether_anything_differs_if_it_is_asked(call, folder):
    Path("same.yaml").write_text(PLAN.replace("1 000", "1000.00") + "# the same\n", "utf-8")
    for new, code in (("same.yaml", 0), ("new.yaml", 1)):
        assert call("diff", "old.yaml", new).returncode == 0
        assert call("diff", "old.yaml", new, "--exit-code").returncode == code
        assert call("diff", "old.yaml", new, "--exit-code", "-t", "costs").returncode == code


def test_formats_go_to_files_by_their_endings_all_or_none(call, folder):
    names = ("d.txt", "d.json", "d.csv", "d.md", "d.html")
    outputs = [one for name in names for one in ("-o", name)]
    done = call("diff", "old.yaml", "new.yaml", *outputs, "-o", "no/d.csv")
    assert (done.returncode, sorted(os.listdir())) == (2, ["new.yaml", "old.yaml"])
    done = call("diff", "old.yaml", "new.yaml", *outputs)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    for name, form in zip(names, ("table", "json", "csv", "markdown", "html"), strict=True):
        printed = call("diff", "old.yaml", "new.yaml", "-f", form).stdout
        assert Path(name).read_text("utf-8") == printed
    for path in ("old.yaml", "new.yaml"):
        done = call("diff", "old.yaml", "new.yaml", "-f", "json", "-o", path)
        assert (done.returncode, Path("old.yaml").read_text("utf-8")) == (2, PLAN)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["old.yaml"], "name a second plan"),
        (["-", "-"], "standard input can be read once"),
        (["old.yaml", "new.yaml", "-t", "award"], "Did you mean 'awards'?"),
        (["old.yaml", "new.yaml", "-t", "participants"], "'participants' is not one of"),
        (["old.yaml", "new.yaml", "-f", "xlsx"], "'xlsx' is not one of"),
        (["old.yaml", "new.yaml", "-o", "d.xlsx"], "the ending of 'd.xlsx'"),
        (["old.yaml", "new.yaml", "-f", "csv", "-o", "d.json"], "would be json"),
        (["old.yaml", "gone.yaml"], "gone.yaml: there is no such file"),
        (["old.yaml", "--scenario", "lesser"], "less"),
        (["old.yaml", "--set", "county.yearli=1"], "county.yearly"),
    ],
)
def test_wrong_use_is_said_with_what_is_right(call, folder, arguments, said):
    done = call("diff", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.split())


def test_wrong_use_is_said_in_norwegian_of_a_norwegian_plan(call, folder):
    Path("old.yaml").write_text(PLAN.replace("language: en", "language: nb"), "utf-8")
    assert "oppgi en plan til" in call("diff", "old.yaml").stderr
    assert (
        "Velg en av disse: costs (Kostnadsbudsjett)"
        in call("diff", "old.yaml", "new.yaml", "-t", "x").stderr
    )


def test_what_is_wrong_in_either_plan_is_said_and_nothing_compared(call, folder):
    Path("new.yaml").write_text(PLAN.replace("1 000}}\ngrant", "1.000}}\ngrant"), "utf-8")
    Path("old.yaml").write_text(PLAN.replace("2024", "20244"), "utf-8")
    done = call("diff", "old.yaml", "new.yaml", "--format", "json")
    assert (done.returncode, done.stdout) == (1, "")
    assert "old.yaml:3:9: error P209" in done.stderr
    assert "new.yaml:6:30: error P204" in done.stderr
    once = call("diff", "old.yaml", "--scenario", "less")
    assert (once.returncode, once.stderr.count("P209")) == (1, 1)


def test_a_plan_that_does_not_balance_is_compared_like_any_other(call, folder):
    assert inputs(call("diff", "new.yaml", "old.yaml", "-f", "json")) == [
        (path, new, old) for path, old, new in CHANGED
    ]


def test_language_is_the_one_that_is_asked_for_and_makes_no_difference(call, folder):
    for language in ("nb", "en"):
        done = call("diff", "old.yaml", "new.yaml", "--lang", language, "-f", "json")
        assert inputs(done) == CHANGED


# git


def test_a_merge_request_names_the_changed_figure_from_and_to(call, repository):
    for old in ("HEAD:budgets/plan.yaml", "main:./budgets/plan.yaml", ":budgets/plan.yaml"):
        done = call("diff", old, "budgets/plan.yaml", "--format", "json")
        assert inputs(done) == CHANGED
        assert json.loads(done.stdout)["old"]["file"] == old
    done = call("diff", "HEAD:budgets/plan.yaml", "budgets/plan.yaml")
    assert "county.yearly" in done.stdout
    assert "budgets/plan.yaml" in done.stdout


def test_a_path_is_that_from_the_top_or_from_here(call, repository, monkeypatch):
    monkeypatch.chdir("budgets")
    for old in ("HEAD:budgets/plan.yaml", "HEAD:./plan.yaml"):
        assert inputs(call("diff", old, "plan.yaml", "-f", "json")) == CHANGED


def test_a_file_of_that_name_comes_first(call, repository):
    Path("HEAD:budgets").mkdir()
    Path("HEAD:budgets/plan.yaml").write_text(LESS, "utf-8")
    assert inputs(call("diff", "HEAD:budgets/plan.yaml", "new.yaml", "-f", "json")) == []


def test_a_revision_may_have_a_what_if(call, repository):
    done = call("diff", "HEAD:budgets/plan.yaml", "--scenario", "less", "-f", "json")
    assert inputs(done) == CHANGED


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("gone:plan.yaml", "invalid object name 'gone'"),
        ("HEAD:gone.yaml", "path 'gone.yaml' does not exist in 'HEAD'"),
        ("HEAD:plan.yaml", "does not exist in 'HEAD'"),
        ("--output=x:plan.yaml", "git says: fatal"),
        ("-p:plan.yaml", "git says: fatal"),
        ("HEAD:budgets", "is a folder"),
        ("HEAD:\nx", "git says: fatal"),
    ],
)
def test_what_git_does_not_have_is_said_in_one_line(call, repository, old, said):
    done = call("diff", "--", old, "budgets/plan.yaml")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr
    assert sorted(os.listdir()) == [".git", "budgets", "new.yaml", "old.yaml"]


@pytest.mark.parametrize("old", [":/fix", "HEAD^{/fix: it}"])
def test_a_commit_is_no_plan(call, repository, old):
    done = call("diff", old, "budgets/plan.yaml")
    assert (done.returncode, done.stdout) == (1, "")
    assert "R105" in done.stderr


def test_what_is_too_large_at_a_revision_is_not_read(call, repository):
    Path("budgets", "large.yaml").write_bytes(b"#" * (LARGEST_FILE + 1))
    git("add", "budgets/large.yaml")
    done = call("diff", ":budgets/large.yaml", "budgets/plan.yaml")
    assert (done.returncode, "8 388 608 bytes" in done.stderr) == (2, True)


def test_outside_a_repository_and_without_git_it_is_said_so(call, folder, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    done = call("diff", "HEAD:plan.yaml", "new.yaml")
    assert (done.returncode, "not a git repository" in done.stderr) == (2, True)
    done = call("diff", "HEAD:plan.yaml", "new.yaml", env={"PATH": str(folder)})
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "cannot be run" in done.stderr


def test_git_runs_nothing_that_a_repository_asks_for(call, repository):
    """Neither drivers nor monitors, pagers or what shows changes."""
    spy = repository / "spy"
    spy.write_text(f"#!/bin/sh\ntouch {repository}/spied\ncat\n", "utf-8")
    spy.chmod(spy.stat().st_mode | stat.S_IXUSR)
    Path(".gitattributes").write_text("*.yaml diff=spy filter=spy\n", "utf-8")
    for key in (
        "diff.spy.textconv", "diff.spy.command", "diff.external", "core.pager", "pager.show",
        "core.fsmonitor", "filter.spy.smudge", "core.askPass", "interactive.diffFilter",
    ):  # fmt: skip
        git("config", key, str(spy))
    for old in ("HEAD:budgets/plan.yaml", ":budgets/plan.yaml", ":/fix"):
        env = {"GIT_EXTERNAL_DIFF": str(spy), "GIT_PAGER": str(spy)}
        call("diff", old, "budgets/plan.yaml", env=env)
        assert not Path("spied").exists()
