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


def _check_step() -> str:
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    [script] = [step["run"] for step in action["runs"]["steps"] if step["name"] == "Check"]
    return script


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
    program = tmp_path / "home" / "bin" / "industri40"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m industri40 "$@"\n')
    program.chmod(0o755)
    given = {"PLANS": "budgets", "STRICT": "false", "SELECT": "", "IGNORE": "", **settings}
    done = subprocess.run(
        [str(BASH), "--noprofile", "--norc", "-eo", "pipefail", "-c", _check_step()],
        cwd=tmp_path,
        env={
            **os.environ,
            **given,
            "HOME_OF_IT": str(tmp_path / "home"),
            "PYTHONPATH": str(Path(industri40.__file__).parents[1]),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert printed in done.stdout
    if printed.startswith("::error::strict"):
        assert done.stdout.count("\n") == 1
        assert done.stdout.endswith("; write true or false\n")
    assert not (tmp_path / "broken").exists()


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
