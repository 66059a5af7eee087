"""The hook, the action and the jobs of the README, as those who run them read them."""

import os
import re
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path
from textwrap import fill
from typing import Any

import jsonschema
import pytest
import yaml

import industri40
from industri40.findings.catalogue import FAMILIES, RULES, matching

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
JOBS = re.findall(r"^```yml\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
PLAN = ROOT / "budgets" / "industri40-trondelag.yaml"

BASH = shutil.which("bash")
GIT = shutil.which("git")
IN_CI = os.environ.get("CI") == "true"


def published(name: str) -> Any:
    """A schema that check-jsonschema ships."""
    vendor = resources.files("check_jsonschema.builtin_schemas.vendor")
    return yaml.safe_load(vendor.joinpath(f"{name}.json").read_text("utf-8"))


def validate(document: Any, name: str) -> None:
    schema = published(name)
    jsonschema.validators.validator_for(schema)(schema).validate(document)


def _with_findings() -> str:
    """The README with its families and its table of findings made anew from the catalogue."""
    families = [f"{matching(letter)[0].family('en')} ({letter})" for letter in FAMILIES]
    sentence = f"The families are {', '.join(families[:-1])} and {families[-1]}."
    rows = [
        f"| {one.code} | {one.severity.value} | {one.title('en')} |\n" for one in RULES.values()
    ]
    made = README
    for begins, text in (
        ("The families are ", f"{fill(sentence, 100)}\n"),
        (
            "| code | severity |",
            f"| code | severity | what it is |\n|---|---|---|\n{''.join(rows)}",
        ),
    ):
        block = re.compile(rf"^{re.escape(begins)}.*\n(.+\n)*", re.MULTILINE)
        assert len(block.findall(made)) == 1
        made = block.sub(lambda _, text=text: text, made)
    return made


def test_the_families_and_the_table_of_findings_are_made_from_the_catalogue(golden):
    golden(str(ROOT / "README.md"), _with_findings())


def test_the_action_is_one_of_github():
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    validate(action, "github-actions")
    for step in action["runs"]["steps"]:
        # an input that stands in a script could run as one
        assert "${{" not in step.get("run", "")


def _step(name: str) -> str:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    [script] = [step["run"] for step in action["runs"]["steps"] if step["name"] == name]
    return script


def _program(folder: Path) -> Path:
    """A folder with the program under its name; it is this very package."""
    program = folder / "bin" / "industri40"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m industri40 "$@"\n')
    program.chmod(0o755)
    return program.parent


def _run(script: str, folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """Run a script as the jobs do."""
    package = str(Path(industri40.__file__).parents[1])
    return subprocess.run(
        [str(BASH), "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": package, **given},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(BASH is None, reason="the action runs in bash")
@pytest.mark.parametrize(
    ("settings", "code", "printed"),
    [
        ({}, 0, ""),
        ({"PLANS": "budgets\nwrong plan.yaml\n"}, 1, "::error file=wrong plan.yaml,line=1,col=1"),
        ({"PLANS": "wrong plan.yaml", "SELECT": "B", "IGNORE": "P"}, 1, "P202"),
        ({"PLANS": "$(touch broken)"}, 2, "::error file=$(touch broken)::"),
        *(
            ({"STRICT": yes, "PLANS": "advice.yaml"}, 1, "::warning file=advice.yaml")
            for yes in ("true", "True", "TRUE")
        ),
        *(
            ({"STRICT": no, "PLANS": "advice.yaml"}, 0, "::warning file=advice.yaml")
            for no in ("false", "False", "FALSE", "")
        ),
        *(
            ({"STRICT": odd}, 2, "::error::strict is ")
            for odd in (
                "yes",
                "1",
                "on",
                "tRUE",
                " true",
                "no",
                "false\n::warning::x",
                "$(touch broken)",
            )
        ),
    ],
)
def test_the_script_of_the_action_checks_the_plans(tmp_path, settings, code, printed):
    (tmp_path / "budgets").mkdir()
    shutil.copy(PLAN, tmp_path / "budgets")
    (tmp_path / "wrong plan.yaml").write_text("name: Nothing else\n")
    (tmp_path / "advice.yaml").write_text(
        "name: Small\nyears: [2024]\nenvironments: 1\nparticipants: 1\n"
        "costs: {work: {yearly: 1}}\nfinancing: {county: {yearly: 1, status: indicated}}\n"
    )
    _program(tmp_path / "home")
    given = {"PLANS": "budgets", "STRICT": "false", "SELECT": "", "IGNORE": "", **settings}
    done = _run(_step("Check"), tmp_path, HOME_OF_IT=str(tmp_path / "home"), **given)
    assert done.returncode == code, done.stderr
    assert printed in done.stdout
    if printed.startswith("::error::strict"):
        assert done.stdout.count("\n") == 1
        assert done.stdout.endswith("; write true or false\n")
    assert not (tmp_path / "broken").exists()


GRANT = "label: Trøndelag fylkeskommune\n    yearly: 1 500 000"


@pytest.fixture
def merge_request(tmp_path: Path) -> tuple[Path, str]:
    """A clone that has nothing but the last commit, and the one that it is to be compared with."""

    def git(*command: str) -> str:
        who = ("-c", "user.name=A", "-c", "user.email=a@b.no", "-c", "commit.gpgsign=false")
        done = subprocess.run(
            [str(GIT), *who, *command], cwd=origin, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    origin, budgets = tmp_path / "origin", tmp_path / "origin" / "budgets"
    budgets.mkdir(parents=True)
    plan = PLAN.read_text("utf-8")
    for name in ("changed", "same", "gone", "$(touch broken) `x`"):
        (budgets / f"{name}.yaml").write_text(plan)
    (budgets / "wrong.yaml").write_text(plan)
    (budgets / "notes.txt").write_text("1")
    git("init", "--quiet", "--initial-branch=main", ".")
    git("config", "uploadpack.allowAnySHA1InWant", "true")
    git("add", ".")
    git("commit", "--quiet", "-m", "before")
    base = git("rev-parse", "HEAD")
    (budgets / "changed.yaml").write_text(plan.replace(GRANT, f"{GRANT[:-9]}1 350 000"))
    (budgets / "$(touch broken) `x`.yaml").write_text(plan.replace(GRANT, f"{GRANT[:-9]}1 400 000"))
    (budgets / "same.yaml").write_text(plan + "# a comment\n")
    (budgets / "wrong.yaml").write_text("name: Nothing else\n")
    (budgets / "gone.yaml").unlink()
    (budgets / "-new.yaml").write_text(plan)
    (budgets / "notes.txt").write_text("2")
    git("add", ".")
    git("commit", "--quiet", "-m", "after")
    git("clone", "--quiet", "--depth=1", origin.as_uri(), str(tmp_path / "clone"))
    return tmp_path / "clone", base


def _is_said(summary: str) -> None:
    """That figures which are changed are there, which, from and to, and no other plan is."""
    lines = summary.replace("\xa0", " ").splitlines()
    assert lines.count("<!-- industri40 diff: Industri 4.0 Trøndelag -->") == 3
    assert "| county.yearly | 1 500 000 | 1 350 000 | 43 |" in lines
    assert "| county.yearly | 1 500 000 | 1 400 000 | 43 |" in lines
    row = "| Miljø 1 | 350 000 | 312 500 | -37 500 | 175 000 | 156 250 | -18 750 |"
    assert row.replace("-", "\N{MINUS SIGN}") in lines
    assert sum("same.yaml" in line for line in lines) == 1
    assert "notes.txt" not in summary


@pytest.mark.skipif(BASH is None, reason="the action runs in bash")
def test_the_script_of_the_action_shows_what_a_pull_request_changes(tmp_path, merge_request):
    clone, base = merge_request
    _program(tmp_path / "home")
    summary = tmp_path / "summary.md"
    given = {
        "HOME_OF_IT": str(tmp_path / "home"),
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_STEP_SUMMARY": str(summary),
        "PLANS": "budgets\n",
    }
    for no in ({"DIFF": "false", "BASE": base}, {"DIFF": "true", "BASE": ""}):
        assert _run(_step("Show what differs"), clone, **given, **no).returncode == 0
        assert not summary.exists()
    done = _run(_step("Show what differs"), clone, **given, DIFF="true", BASE=base)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    text = summary.read_text("utf-8")
    _is_said(text)
    assert "\n`budgets/-new.yaml` is new.\n" in text
    assert "\n`budgets/gone.yaml` is removed.\n" in text
    assert "\n`budgets/wrong.yaml` cannot be compared: it has errors, now or before.\n" in text
    assert not (clone / "broken").exists()


@pytest.mark.skipif(BASH is None, reason="the action runs in bash")
@pytest.mark.parametrize(
    ("settings", "code", "said"),
    [
        ({"DIFF": "yes"}, 2, "::error::diff is yes, which is neither true nor false;"),
        ({"BASE": "f" * 40}, 0, "::warning::what differs is not shown: "),
        ({"BASE": "--output=broken"}, 0, ""),
        ({"PLANS": "../elsewhere"}, 0, ""),
        ({"PLANS": "--output=broken"}, 0, ""),
    ],
)
def test_what_cannot_be_compared_does_not_fail_the_action(
    tmp_path, merge_request, settings, code, said
):
    clone, base = merge_request
    given = {
        "HOME_OF_IT": str(tmp_path),
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "PLANS": "budgets",
        "DIFF": "true",
        "BASE": base,
    }
    done = _run(_step("Show what differs"), clone, **given | settings)
    assert done.returncode == code, done.stderr
    assert done.stdout.startswith(said)
    assert bool(done.stdout) == bool(said)
    assert not (tmp_path / "summary.md").exists()
    assert not (clone / "broken").exists()


@pytest.mark.skipif(BASH is None, reason="the job runs in bash")
def test_the_job_for_gitlab_shows_what_a_merge_request_changes(tmp_path, merge_request):
    clone, base = merge_request
    [job] = [yaml.safe_load(text)["changes"] for text in JOBS if "codequality" in text]
    script = "\n".join(line for line in job["script"] if not line.startswith("pip "))
    path = f"{_program(tmp_path / 'home')}{os.pathsep}{os.environ['PATH']}"
    done = _run(script, clone, PATH=path, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    [artifact] = job["artifacts"]["paths"]
    text = (clone / artifact).read_text("utf-8")
    assert text == done.stdout
    _is_said(text)
    assert " create mode 100644 budgets/-new.yaml\n" in text
    assert " delete mode 100644 budgets/gone.yaml\n" in text
    assert not (clone / "broken").exists()


def test_the_job_for_gitlab_is_one():
    [job] = [yaml.safe_load(text) for text in JOBS if "codequality" in text]
    validate(job, "gitlab-ci")
    [command] = [line for line in job["budgets"]["script"] if line.startswith("industri40 ")]
    assert f"-o {job['budgets']['artifacts']['reports']['codequality']} " in command


def test_the_workflow_for_github_is_one_and_knows_the_inputs():
    [workflow] = [yaml.safe_load(text) for text in JOBS if "runs-on" in text]
    # YAML 1.1 reads the key on as true
    validate(
        {str(key).replace("True", "on"): one for key, one in workflow.items()}, "github-workflows"
    )
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    assert set(workflow["jobs"]["check"]["steps"][1]["with"]) <= set(action["inputs"])


def test_the_hook_is_the_one_that_the_readme_names():
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    [config] = [yaml.safe_load(text) for text in JOBS if "repos:" in text]
    assert config["repos"][0]["hooks"] == [{"id": hook["id"], "files": hook["files"]}]
    assert re.search(hook["files"], "budgets/sub/plan.yaml")
    assert not re.search(hook["files"], ".gitlab-ci.yml")


@pytest.mark.skipif(not IN_CI, reason="installs the program from the registry: CI=true")
def test_the_hook_runs_in_a_repository_of_its_own(tmp_path):
    def run(*command: str) -> subprocess.CompletedProcess[str]:
        environ = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home")}
        return subprocess.run(
            command, cwd=tmp_path / "repo", env=environ, capture_output=True, text=True, check=False
        )

    budgets = tmp_path / "repo" / "budgets"
    budgets.mkdir(parents=True)
    text = PLAN.read_text("utf-8")
    (budgets / "right.yaml").write_text(text, "utf-8")
    (budgets / "wrong.yaml").write_text(
        text.replace("yearly: 1 000 000", "yearly: 1 000 001", 1), "utf-8"
    )
    (budgets.parent / "other.yaml").write_text("not: [a plan")
    run("git", "init", "--quiet", ".")
    run("git", "add", ".")
    hook = ("try-repo", str(ROOT), "industri40", "--all-files", "--verbose")
    done = run(sys.executable, "-m", "pre_commit", *hook)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "budgets/wrong.yaml:25:13: feil B301, B302, S401: 17 avvik" in done.stdout
    assert "17 feil i 1 av 2 filer, alle på grunn av 1 beløp" in done.stdout
