"""Colour: in a terminal and where it is forced, and nowhere else; and it changes no letter."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

ANSI = re.compile(rb"\x1b\[[0-9;]*m")

PLAN = """name: "[red]Small[/] :smile:"
language: en
years: [2024, 2025]
environments: 3
participants: 10
costs: {work: {label: "[bold]Work", yearly: 1 000 000 000 001}}
financing: {county: {label: "County :+1:", yearly: 1 000 000 000 000}}
grant: county
"""

COMMANDS = [
    ["allocate", "plan.yaml"],
    ["check", "plan.yaml"],
    ["explain", "plan.yaml", "shares.work.environment-2.2025"],
]

posix = pytest.mark.skipif(os.name != "posix", reason="needs a terminal that a test can make")


@pytest.fixture(autouse=True)
def plan(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(PLAN, "utf-8")


@pytest.fixture
def printed(call):
    """What a command prints to both streams, as bytes."""

    def printed(arguments, **env):
        done = call(*arguments, env=env, text=False)
        return done.stdout, done.stderr

    return printed


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda one: one[0])
class TestPipe:
    @pytest.mark.parametrize("env", [{}, {"NO_COLOR": "1"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}])
    def test_it_gets_no_colour(self, printed, arguments, env):
        assert b"\x1b" not in b"".join(printed(arguments, **env))

    @pytest.mark.parametrize("env", [{}, {"COLUMNS": "20"}, {"TERM": "dumb"}, {"TERM": ""}])
    def test_where_colour_is_forced_it_changes_no_letter(self, printed, arguments, env):
        plain = printed(arguments, **env)
        coloured = printed(arguments, FORCE_COLOR="1", **env)
        assert any(ANSI.search(one) for one in coloured)
        assert re.search(rb"\[bold\]Work|1,000,000,000,001|333,333,333,334", b"".join(plain))
        assert tuple(ANSI.sub(b"", one) for one in coloured) == plain

    def test_it_never_imports_rich(self, environ, arguments):
        assert "rich" not in _imported(environ, arguments)
        assert "rich" in _imported({**environ, "FORCE_COLOR": "1"}, arguments)


def _imported(environ, arguments):
    """The packages that a run has imported."""
    script = """
import os, sys
from industri40.__main__ import main
os._exit = sys.exit
try:
    main()
finally:
    print("\\0", *{name.partition(".")[0] for name in sys.modules})
"""
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    packages = done.stdout.rpartition("\0")[2].split()
    assert {"industri40", "typer"} <= set(packages)
    return packages


@posix
class TestTerminal:
    @pytest.mark.parametrize("arguments", COMMANDS, ids=lambda one: one[0])
    @pytest.mark.parametrize("columns", [20, 80, 120])
    def test_it_gets_what_a_pipe_gets_in_colour(self, call, environ, arguments, columns):
        seen = _in_terminal({**environ, "TERM": "xterm-256color"}, arguments, columns)
        done = call(*arguments, env={"COLUMNS": str(columns)}, text=False)
        assert ANSI.search(seen)
        assert ANSI.sub(b"", seen).replace(b"\r\n", b"\n") == done.stdout + done.stderr

    @pytest.mark.parametrize(
        ("env", "coloured"),
        [
            ({"TERM": "xterm"}, True),
            ({"TERM": "xterm", "NO_COLOR": "1"}, False),
            ({"TERM": "xterm", "NO_COLOR": ""}, True),
            ({"TERM": "dumb"}, False),
            ({"TERM": "unknown"}, False),
            ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
            ({"TERM": "xterm", "FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ],
    )
    def test_whoever_wants_none_gets_none(self, environ, env, coloured):
        seen = _in_terminal({**environ, **env}, COMMANDS[0], 80)
        assert bool(ANSI.search(seen)) is coloured
        assert b"3 errors." in seen
        assert b"error" in seen


def _in_terminal(environ, arguments, columns):
    """Run the program with a terminal as both its streams; what the terminal got."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "industri40", *arguments],
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
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
    process.wait(timeout=30)
    return seen


def test_a_reader_of_colours_that_goes_away_is_silent(environ):
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "industri40", *COMMANDS[2]],
        env={**environ, "FORCE_COLOR": "1"},
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [COMMANDS[0], COMMANDS[2]], ids=lambda one: one[0])
def test_a_full_disk_under_colours_is_exit_2_in_one_line(run, arguments):
    with open("/dev/full", "w") as full:
        done = run(*arguments, env={"FORCE_COLOR": "1"}, stdout=full)
    assert done.returncode == 2
    assert done.stderr == "industri40: standard output: no space left on device\n"
