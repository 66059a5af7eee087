"""Without docstrings and assertions, as with ``python -OO``, everything is said and done alike."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import industri40
from industri40.cli.main import COMMANDS

SCRIPT = """
import sys
from industri40.cli.main import run
from industri40.cli.streams import Streams

for arguments in {lines!r}:
    print("$", arguments, flush=True)
    print(run(arguments, Streams()), flush=True)
print(run.__doc__ is None)
"""

PLAN = """
name: Optimised
years: [2031, 2032]
environments: 2
participants: 7
costs: {courses: {yearly: 1 000}}
financing: {county: {yearly: 900}}
grant: county
"""


@pytest.mark.parametrize("optimised", [["-OO"], ["-O"]])
def test_every_text_and_every_figure_is_the_same(environ, tmp_path, optimised):
    (tmp_path / "plan.yaml").write_text(PLAN)
    lines = [
        ["--help"],
        *([name, "--help"] for name in COMMANDS),
        *(["schema"], ["rule"], ["rule", "P"], ["rule", "--format", "json"], ["init", "-"]),
        *(["allocate", "plan.yaml", "--format", form] for form in ("table", "json", "markdown")),
        *(["check", "plan.yaml", "--format", form] for form in ("text", "sarif")),
        ["explain", "plan.yaml", "breakdown.county.participant"],
        *([], ["chekc"], ["allocate", "plan.yaml", "--tabel", "costs"], ["rule", "X1"]),
    ]

    def said(*options):
        return subprocess.run(
            [sys.executable, *options, "-c", SCRIPT.format(lines=lines)],
            cwd=tmp_path,
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=True,
        ).stdout.decode()

    plain, bare = said(), said(*optimised)
    assert plain.count("$ [") == len(lines)
    *plain_lines, _ = plain.splitlines()
    *bare_lines, without_docstrings = bare.splitlines()
    assert without_docstrings == str(optimised == ["-OO"])
    assert bare_lines == plain_lines


def test_no_assertion_carries_what_the_program_does():
    for path in Path(industri40.__file__).parent.rglob("*.py"):
        nodes = ast.walk(ast.parse(path.read_text("utf-8")))
        assert not [node for node in nodes if isinstance(node, ast.Assert)], path
