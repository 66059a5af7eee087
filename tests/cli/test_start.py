"""The program's start and end: version, help, completion, exit codes, streams that fail."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import industri40
from industri40.cli.main import COMMANDS


def test_the_version_is_that_of_the_package(run):
    done = run("--version")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        f"industri40 {industri40.__version__}\n",
        "",
    )


def test_the_version_is_answered_without_importing_typer(run, environ):
    script = """
import os, sys
from industri40.__main__ import main
os._exit = sys.exit
try:
    main()
except SystemExit:
    print([name for name in ("typer", "typing", "pydantic", "yaml") if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-S", "-c", script, "--version"],
        env={**environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_names_every_command_and_shows_examples(call):
    done = call("--help")
    assert done.returncode == 0
    for name, (summary, *_) in COMMANDS.items():
        assert f"  {name} " in done.stdout
        assert summary in done.stdout
    assert "Examples:\n" in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_with_examples_within_80_columns(call, name):
    done = call(name, "--help")
    assert done.returncode == 0
    assert f"  {COMMANDS[name].summary}\n" in done.stdout
    assert "Examples:\n" in done.stdout
    assert f"industri40 {name} " in done.stdout.split("Examples:")[1]
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "list[" not in done.stdout


@pytest.mark.parametrize("names", [[], *([name] for name in COMMANDS)], ids="-".join)
def test_help_imports_nothing_that_reads_plans(environ, names):
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "industri40", *names, "--help"],
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "typer" in imported
    assert not {"pydantic", "yaml", "rich", "industri40.load"} & imported


def python(environ, script, *arguments):
    """A script in an interpreter of its own."""
    return subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_check_looks_for_no_plug_ins_in_the_packages_that_are_installed(environ):
    script = """if True:
        import os, sys
        from industri40 import __main__
        def leave(code):
            print(code, sorted({"pydantic", "importlib.metadata"} & set(sys.modules)))
        os._exit = leave
        sys.argv = ["industri40", "check", sys.argv[1]]
        __main__.main()
    """
    plan = Path(__file__).parents[2] / "budgets" / "industri40-trondelag.yaml"
    done = python(environ, script, plan)
    assert done.stdout == "0 ['pydantic']\n", done.stderr


def test_pydantic_gets_all_else_that_it_may_want_where_it_looks_for_plug_ins(environ):
    script = """if True:
        import sys
        from industri40 import __main__
        name = "pydantic.plugin._loader"
        sys.modules[name] = __main__._NoPlugIns(name)
        from pydantic.plugin._loader import PYDANTIC_ENTRY_POINT_GROUP, get_plugins
        print(get_plugins(), PYDANTIC_ENTRY_POINT_GROUP)
    """
    done = python(environ, script)
    assert done.stdout == "() pydantic\n", done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chekc"], "Did you mean 'check'?"),
        (["--chekc"], "No such option"),
        (["check"], "Missing argument"),
        (["check", "--strcit", "x"], "--strict"),
    ],
)
def test_wrong_use_is_exit_2_and_says_what_was_meant(call, arguments, said):
    done = call(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_no_arguments_show_the_help_as_wrong_use(call):
    done = call()
    assert done.returncode == 2
    assert "Commands:" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("industri40 ch", {"check"}),
        ("industri40 al", {"allocate"}),
        ("industri40 check --st", {"--strict"}),
        ("industri40 check --format j", {"json"}),
        ("industri40 allocate --ta", {"--table"}),
        ("industri40 allocate --table ", {"costs", "financing", "breakdown", "phases", "awards"}),
        ("industri40 allocate --format ", {"table", "json", "csv"}),
        ("industri40 allocate --ignore S401,A60", {"S401,A601", "S401,A602"}),
        ("industri40 explain --format ", {"text", "json"}),
        ("industri40 rule --format ", {"text", "json"}),
    ],
)
def test_the_shell_completes(call, line, expected):
    words = line.split(" ")
    completed = call(
        env={
            "_INDUSTRI40_COMPLETE": "complete_bash",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
        }
    )
    assert completed.returncode == 0
    assert expected <= set(completed.stdout.split())


def test_the_shell_gets_its_completion_script(run):
    done = run(env={"_INDUSTRI40_COMPLETE": "source_bash"})
    assert done.returncode == 0
    assert "_INDUSTRI40_COMPLETE=complete_bash" in done.stdout


needs_dev_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")


@needs_dev_full
@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["check", "--help"]])
def test_a_full_standard_output_is_exit_2_in_one_line(run, arguments):
    with Path("/dev/full").open("w") as full:
        done = run(*arguments, stdout=full)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "no space left" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="closes a file descriptor as a shell does")
@pytest.mark.parametrize("arguments", [["--version"], ["--help"]])
def test_a_closed_standard_output_is_exit_2_in_one_line(environ, arguments):
    command = " ".join([sys.executable, "-m", "industri40", *arguments, ">&-"])
    done = subprocess.run(
        ["/bin/sh", "-c", command], env=environ, stderr=subprocess.PIPE, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr == ("industri40: standard output is closed, and nothing was printed\n")


def test_a_reader_that_goes_away_is_silent(environ):
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "industri40", "--version"],
        env=environ,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_fault_of_the_program_is_exit_70_in_one_line(monkeypatch, capsys):
    _broken(monkeypatch, ZeroDivisionError("division\nby zero"))
    assert _left(monkeypatch, "check") == 70
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "a fault of the program itself" in said
    assert "ZeroDivisionError: division by zero" in said


def test_a_developer_may_see_the_traceback(monkeypatch, capsys):
    monkeypatch.setenv("INDUSTRI40_TRACEBACK", "1")
    _broken(monkeypatch, ZeroDivisionError())
    assert _left(monkeypatch, "check") == 70
    assert "Traceback (most recent call last)" in capsys.readouterr().err


def test_ctrl_c_is_exit_130_without_a_word(monkeypatch, capsys):
    _broken(monkeypatch, KeyboardInterrupt())
    assert _left(monkeypatch, "check") == 130
    assert capsys.readouterr() == ("", "")


def _broken(monkeypatch, error):
    def run(arguments, streams):
        raise error

    monkeypatch.setattr("industri40.cli.main.run", run)


def _left(monkeypatch, *arguments):
    from industri40.__main__ import main

    monkeypatch.setattr(sys, "argv", ["industri40", *arguments])
    monkeypatch.setattr("gc.disable", lambda: None)
    monkeypatch.setattr("os._exit", sys.exit)
    with pytest.raises(SystemExit) as left:
        main()
    return left.value.code


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_ctrl_c_while_reading_standard_input_is_exit_130(environ, ctrl_c):
    process = subprocess.Popen(
        [sys.executable, "-m", "industri40", "check", "-"],
        env=environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    # more than a pipe holds: when it is written, the program has read the first of it
    process.stdin.write(b"#" * 1_000_000)
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, b"", b"")
