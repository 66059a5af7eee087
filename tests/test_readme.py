"""The README does what it says: its commands, its plan and its Python are run as they stand."""

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from program import QUIET

import industri40

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def blocks(language: str) -> list[str]:
    return [text for name, text in BLOCKS if name == language]


def test_the_first_two_blocks_each_begin_on_a_fresh_machine():
    assert [name for name, _ in BLOCKS[:2]] == ["bash", "bash"]
    tables, tests = blocks("bash")[:2]
    for block in (tables, tests):
        assert block.startswith("python3 -m venv .venv\n.venv/bin/pip install ")
    assert "industri40 allocate budgets/industri40-trondelag.yaml" in tables
    assert "-m pytest" in tests


def commands() -> list[tuple[str, str]]:
    """Each command of a console block with what it prints."""
    found = []
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, printed = part.partition("\n")
            found.append((command, printed))
    return found


def test_there_are_commands_to_try():
    assert len(commands()) >= 2


@pytest.mark.parametrize(("command", "printed"), commands())
def test_a_command_prints_what_the_readme_shows(command, printed, tmp_path):
    (tmp_path / "plan.yaml").write_text(blocks("yaml")[0], "utf-8")
    os.symlink(ROOT / "budgets", tmp_path / "budgets")
    assert _printed(command, tmp_path) == printed.rstrip()


def test_the_finding_is_what_a_wrong_figure_gives(tmp_path):
    wrong = blocks("yaml")[0].replace("{participant: 15 000}", "{participant: 15 500}")
    (tmp_path / "plan.yaml").write_text(wrong, "utf-8")
    assert _printed("industri40 check plan.yaml", tmp_path) == blocks("text")[0].rstrip()


def _printed(command: str, folder: Path) -> str:
    program, *arguments = shlex.split(command)
    assert program == "industri40"
    kept = {name: value for name, value in os.environ.items() if name not in QUIET}
    done = subprocess.run(
        [sys.executable, "-m", "industri40", *arguments],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(Path(industri40.__file__).parents[1])},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout.rstrip()


def test_the_plans_pass_their_own_check(tmp_path):
    assert blocks("yaml")
    for plan in blocks("yaml"):
        (tmp_path / "plan.yaml").write_text(plan, "utf-8")
        assert industri40.check(industri40.load_plan(str(tmp_path / "plan.yaml"))) == ()


def test_the_python_examples_give_what_they_show(monkeypatch):
    monkeypatch.chdir(ROOT)
    examples = "\n".join(blocks("pycon"))
    assert ">>>" in examples
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(verbose=False)
    runner.run(parser.get_doctest(examples, {}, "README", "README.md", 0))
    assert runner.summarize(verbose=False).failed == 0


def test_every_command_and_every_public_name_is_described():
    from industri40.cli.main import COMMANDS

    for name in COMMANDS:
        assert f"industri40 {name}" in README
    for name in ("load_plan", "allocate", "check", "apportion"):
        assert f"`{name}" in README
