"""What goes wrong around the program, with the real fault: disks, streams, signals, names.

Nothing ends in a traceback, in a hang or in a wrong figure with exit code 0.
"""

import io
import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from industri40.checks import CHECKS
from industri40.cli.main import COMMANDS
from industri40.cli.main import run as run_here
from industri40.cli.streams import Streams
from industri40.render.registry import FORMATS

resource = pytest.importorskip("resource", reason="makes faults as POSIX has them")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="makes faults as POSIX has them")

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "budgets" / "industri40-trondelag.yaml"
TEXT = PLAN.read_text("utf-8")
WRONG = TEXT.replace("yearly: 1 000 000", "yearly: 1 000 001", 1)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text(TEXT, "utf-8")
    (tmp_path / "wrong.yaml").write_text(WRONG, "utf-8")
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def is_one_line(said: str) -> bool:
    return said.startswith("industri40: ") and said.count("\n") == 1


# what a plan may hold ---------------------------------------------------------------------------


def put(old: str, new: str) -> str:
    assert old in TEXT
    return TEXT.replace(old, new, 1)


ROWS = [
    ("a duplicate key", put("participants: 400", "participants: 400\nparticipants: 40"), "R107"),
    *(
        (value, put("yearly: 1 000 000", f"yearly: {value}"), code)
        for value, code in [
            ("0100", "P204"),
            ("1:30:00", "P204"),
            ("yes", "P204"),
            ("0x64", "P204"),
            ("1e6", "P204"),
            ("08", "P204"),
            ("350.000", "P204"),
            ("4,875", "P204"),
            ("[4,5]", "P203"),
            ("9" * 5000, "P204"),
            ("1" + "0" * 30, "P204"),
            ("!!python/object/apply:os.system [ls]", "R111"),
            ("2024-13-45", "P204"),
            ("&a 1", "R109"),
        ]
    ),
    ("a comma in braces", put("rest: true", "rest: true\n        x: {b: 4,5}"), "P201"),
    *(
        (repr(sign), put("# Budsjettet", f"# hidden{sign}costs: {{}}"), "R103")
        for sign in "\u2028\u2029\u0085\u202e\x1b\x07"
    ),
    ("a misspelt key", put("participants: 400", "particpants: 400"), "P201"),
    ("no participants", put("participants: 400", "participants: 0"), "P233"),
    ("no weight", put("shared_by: equal", "shared_by: {environment-1: 0}"), "P252"),
    ("an empty list", put("years: [2019, 2020, 2021]", "years: []"), "P210"),
    ("an empty file", "", "R105"),
    ("a list at the top", "- a\n- b\n", "R106"),
    ("a list as a key", "[a]: b\n", "R108"),
    ("nested aliases", "a: &a [x]\n" + "b: [*a, *a, *a]\n" * 9, "R109"),
    ("brackets", "[" * 100_000, "R114"),
    ("a tab", "name:\tx\n", "R104"),
    ("a second document", TEXT + "---\n" + TEXT, "R113"),
]


@pytest.mark.parametrize(("text", "code"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
@pytest.mark.parametrize("command", ["check", "allocate"])
def test_what_a_plan_may_not_hold_is_a_finding(call, folder, command, text, code):
    (folder / "odd.yaml").write_text(text, "utf-8")
    start = time.monotonic()
    done = call(command, "odd.yaml")
    assert time.monotonic() - start < 2
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{code}: " in done.stderr
    assert done.stderr.startswith("odd.yaml:")
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "latin-1", "cp1252"])
def test_a_file_that_is_not_utf_8_is_named_with_what_to_do(call, folder, encoding):
    (folder / "odd.yaml").write_bytes(
        put("label: Kursavgift", "label: «Avgift»").encode("latin-1", "ignore")
    )
    if encoding.startswith("utf"):
        (folder / "odd.yaml").write_bytes(TEXT.encode(encoding))
    for language, said in (("nb", "feil R102"), ("en", "error R102")):
        done = call("check", "odd.yaml", "--lang", language)
        assert done.returncode == 1
        assert said in done.stderr
        assert "UTF-8" in done.stderr


def test_a_byte_order_mark_and_windows_line_ends_are_fine(call, folder):
    (folder / "plan.yaml").write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    done = call("check", "plan.yaml")
    assert (done.returncode, done.stderr) == (0, "")


# names of files ---------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS["findings"])
def test_a_file_may_be_called_anything(call, folder, form):
    called = ["a\nb\x1b[2J\u202e.yaml", "-x.yaml", "<&>'\".yaml"]
    if sys.platform == "linux":
        called.append(os.fsdecode(b"a\xff.yaml"))  # no text in any encoding
    for name in called:
        (folder / name).write_text(WRONG, "utf-8")
    done = call("check", "--format", form, "--", *called, text=False)
    assert done.returncode == 1
    printed = done.stdout + done.stderr
    assert b"\x1b" not in printed
    assert b"Traceback" not in printed
    printed.decode("utf-8")
    if form in ("json", "sarif", "gitlab"):
        json.loads(done.stdout)


def test_a_plan_is_checked_where_the_folder_is_gone(environ, folder):
    (folder / "gone").mkdir()
    command = f"cd {shlex.quote(str(folder))}/gone && rmdir ../gone && exec "
    program = (
        f"{sys.executable} -m industri40 check -f concise {shlex.quote(str(folder))}/wrong.yaml"
    )
    done = subprocess.run(
        ["/bin/sh", "-c", command + program], env=environ, capture_output=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert b"/wrong.yaml:" in done.stderr


# what cannot be read or written -----------------------------------------------------------------


@pytest.mark.parametrize("command", ["check", "allocate"])
@pytest.mark.parametrize("kind", ["folder", "loop", "missing"])
def test_only_files_are_read(call, folder, command, kind):
    os.symlink("b", "loop")
    os.symlink("loop", "b")
    (folder / "folder").mkdir()
    done = call(command, kind)
    assert (done.returncode, done.stdout) == (2, "")
    assert is_one_line(done.stderr)


@pytest.mark.parametrize("command", ["check", "allocate"])
@pytest.mark.parametrize("endless", ["pipe", "/dev/zero"])
def test_nothing_is_waited_for(run, folder, command, endless):
    os.mkfifo("pipe")
    done = run(command, endless)
    assert (done.returncode, done.stdout) == (2, "")
    assert is_one_line(done.stderr)


def test_standard_input_that_is_closed_is_said(environ, folder):
    command = f"exec {sys.executable} -m industri40 check - <&-"
    done = subprocess.run(
        ["/bin/sh", "-c", command], env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("industri40: standard input: is closed")


WRITERS = {
    "check": ("check", "wrong.yaml", "-o", "out.json"),
    "allocate": ("allocate", "plan.yaml", "-o", "out.json"),
}


@pytest.mark.parametrize("arguments", WRITERS.values(), ids=WRITERS)
def test_a_file_that_may_grow_no_further_leaves_the_old_one(run, folder, arguments):
    (folder / "out.json").write_text("old")

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    done = run(*arguments, "--lang", "en", preexec_fn=limited)
    assert done.returncode == 2
    assert "industri40: out.json: file too large\n" in done.stderr
    assert (folder / "out.json").read_text() == "old"
    assert names(folder) == ["out.json", "plan.yaml", "wrong.yaml"]


@pytest.fixture
def small_disk(tmp_path_factory):
    disk = tmp_path_factory.mktemp("disk")
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=16k", "none", str(disk)],  # noqa: S607
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("may not mount a file system here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)  # noqa: S607


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a small file system")
@pytest.mark.parametrize("command", WRITERS)
def test_a_full_disk_leaves_the_old_file(run, folder, small_disk, command):
    out = small_disk / "out.json"
    out.write_text("old")
    (small_disk / "filler").write_bytes(b"x" * 8000)
    done = run(*WRITERS[command][:-1], out, "--lang", "en")
    assert done.returncode == 2
    assert f"industri40: {out}: no space left on device\n" in done.stderr
    assert out.read_text() == "old"
    assert names(small_disk) == ["filler", "out.json"]


INTERRUPTED = """
import os, signal, sys
writes = os.fsync
def fsync(handle):
    os.kill(os.getpid(), signal.SIGINT)
    writes(handle)
os.fsync = fsync
sys.argv = ["industri40", *sys.argv[1:]]
from industri40.__main__ import main
main()
"""


@pytest.mark.parametrize(
    "arguments", [*WRITERS.values(), ("init", "new.yaml")], ids=[*WRITERS, "init"]
)
def test_ctrl_c_while_writing_leaves_everything_as_it_was(environ, ctrl_c, folder, arguments):
    (folder / "out.json").write_text("old")
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, *arguments],
        env=environ,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 130
    assert b"Traceback" not in done.stderr
    assert (folder / "out.json").read_text() == "old"
    assert names(folder) == ["out.json", "plan.yaml", "wrong.yaml"]


READY = """
import sys
from industri40.__main__ import main
from industri40.cli import checking
print("ready", flush=True)
sys.argv = ["industri40", "check", "many"]
main()
"""


def test_ctrl_c_while_checking_many_plans_ends_at_once_and_leaves_nobody(environ, ctrl_c, folder):
    many = folder / "many"
    many.mkdir()
    for number in range(3000):
        (many / f"{number}.yaml").write_text(TEXT, "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", READY],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout.readline() == b"ready\n"
    time.sleep(0.5)
    os.killpg(process.pid, signal.SIGINT)
    start = time.monotonic()
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert (out, err) == (b"", b"")
    assert time.monotonic() - start < 5
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


@pytest.mark.parametrize("target", ["pipe", "/dev/null", "."])
@pytest.mark.parametrize("command", WRITERS)
def test_what_is_no_file_is_never_replaced_by_one(call, folder, command, target):
    os.mkfifo("pipe")
    form = ("--format", "json")
    done = call(*WRITERS[command][:-1], target, *form, "--lang", "en")
    assert done.returncode == 2
    assert "no ordinary file" in done.stderr or "is a folder" in done.stderr
    assert names(folder) == ["pipe", "plan.yaml", "wrong.yaml"]


# faults of the program itself ------------------------------------------------------------------


@pytest.fixture
def faulty(folder, monkeypatch):
    """A folder with a plan on which a check fails, by a fault such as there may be one day."""
    (folder / "odd.yaml").write_text(put("name: ", "name: Odd "), "utf-8")

    def make(fault: BaseException) -> None:
        def look(case):
            if case.plan.name.startswith("Odd"):
                raise fault
            return iter(())

        monkeypatch.setattr("industri40.checks.CHECKS", (*CHECKS, look))

    return make


FAULTS = [
    ZeroDivisionError("a\x1b[2J\nb"),
    MemoryError(),
    RecursionError("too deep"),
    OSError(5, "x"),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
def test_a_plan_on_which_the_program_fails_does_not_silence_the_others(call, faulty, fault):
    faulty(fault)
    done = call("check", "odd.yaml", "wrong.yaml", "gone.yaml", "--lang", "en")
    assert (done.returncode, done.stdout) == (70, "")
    first, second, third = done.stderr.splitlines()[:3]
    kind = type(fault).__name__
    assert first.startswith(
        f"industri40: odd.yaml: a fault of the program itself, not of the plan ({kind}"
    )
    assert first.endswith("; set INDUSTRI40_TRACEBACK=1 to see where")
    assert second.startswith("industri40: gone.yaml: there is no such file")
    assert third.startswith("wrong.yaml:25:13: error")
    assert "\x1b" not in done.stderr


def test_a_fault_is_in_every_report_for_programs(call, faulty, folder):
    faulty(ZeroDivisionError("of {0} [by](1)"))
    reports = {}
    for form in ("json", "gitlab", "github", "junit", "sarif"):
        done = call("check", ".", "-f", form, "--select", "B301", "--strict")
        assert done.returncode == 70
        assert done.stderr.count("\n") == 1
        reports[form] = done.stdout
    *_, one = json.loads(reports["json"])["findings"]
    assert (one["code"], one["file"], one["severity"]) == ("F701", "odd.yaml", "error")
    assert {one["code"] for one in json.loads(reports["json"])["findings"]} == {"B301", "F701"}
    *_, issue = json.loads(reports["gitlab"])
    assert issue["check_name"] == "F701"
    assert "::error file=odd.yaml::odd.yaml: a fault of the program itself" in reports["github"]
    assert '<error type="F701" message="odd.yaml: a fault' in reports["junit"]
    assert reports["junit"].count('<testsuite name="odd.yaml"') == 1
    run = json.loads(reports["sarif"])["runs"][0]
    [note] = run["invocations"][0]["toolExecutionNotifications"]
    assert r"ZeroDivisionError: of {{0}} \[by\](1)" in note["message"]["text"]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert {one["ruleId"] for one in run["results"]} == {"B301"}


def test_where_a_fault_is_can_be_seen(call, faulty):
    faulty(KeyError("x"))
    done = call("check", "odd.yaml", "wrong.yaml", "-l", "en", env={"INDUSTRI40_TRACEBACK": "1"})
    assert done.returncode == 70
    assert done.stderr.startswith("industri40: Traceback (most recent call last):\n")
    assert "wrong.yaml:25:13: error" in done.stderr


def test_a_report_never_replaces_a_plan_on_which_the_program_fails(call, faulty, folder):
    faulty(KeyError("x"))
    before = (folder / "odd.yaml").read_bytes()
    done = call("check", "odd.yaml", "-f", "json", "-o", "odd.yaml")
    assert done.returncode == 70
    assert (folder / "odd.yaml").read_bytes() == before


def test_ctrl_c_on_a_plan_ends_the_run(call, faulty):
    faulty(KeyboardInterrupt())
    done = call("check", "odd.yaml", "wrong.yaml")
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


# streams ----------------------------------------------------------------------------------------

PRINTERS = {
    "allocate": ("allocate", "plan.yaml"),
    "check": ("check", "plan.yaml", "--format", "sarif"),
    "diff": ("diff", "plan.yaml", "--set", "name=Another"),
    "explain": ("explain", "plan.yaml", "costs.costs.total"),
    "init": ("init", "-"),
    "rule": ("rule",),
    "schema": ("schema",),
    "solve": ("solve", "plan.yaml", "--let", "participants", "--so-that", "costs.costs.total>=1"),
}


def test_every_command_prints_something():
    assert set(PRINTERS) == set(COMMANDS)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", PRINTERS)
def test_a_full_standard_output_is_exit_2_in_one_line(run, folder, command):
    with open("/dev/full", "w") as full:
        en = run(*PRINTERS[command], "--lang", "en", stdout=full)
        nb = run(*PRINTERS[command], "--lang", "nb", stdout=full)
    assert (en.returncode, nb.returncode) == (2, 2)
    assert en.stderr == "industri40: standard output: no space left on device\n"
    assert nb.stderr == "industri40: standard ut: disken er full\n"


@pytest.mark.parametrize("command", PRINTERS)
def test_a_closed_standard_output_is_exit_2_in_one_line(environ, folder, command):
    printed = shlex.join([sys.executable, "-m", "industri40", *PRINTERS[command]])
    done = subprocess.run(
        ["/bin/sh", "-c", f"exec {printed} >&-"],
        env=environ,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert is_one_line(done.stderr)


@pytest.mark.parametrize("arguments", ["check wrong.yaml", "check wrong.yaml nothing.yaml"])
def test_a_closed_standard_error_takes_no_exit_code_away(environ, folder, arguments):
    command = f"exec {sys.executable} -m industri40 {arguments} 2>&-"
    done = subprocess.run(["/bin/sh", "-c", command], env=environ, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2 if "nothing" in arguments else 1, b"")


@pytest.mark.parametrize("command", ["check", "allocate"])
def test_a_reader_that_has_seen_enough_is_silent(environ, folder, command):
    text = TEXT.replace("environments: 8 ", "environments: 900 ").replace("350 000", "3 000 000", 1)
    (folder / "large.yaml").write_text(text, "utf-8")
    program = f"{sys.executable} -m industri40 {command} large.yaml --format json"
    done = subprocess.run(
        ["/bin/sh", "-c", f"{program} | head -n 1"], env=environ, capture_output=True, check=False
    )
    assert done.stdout.startswith(b"{")
    assert b"Traceback" not in done.stderr
    assert b"pipe" not in done.stderr


@pytest.mark.parametrize(
    "settings",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "ascii"},
    ],
    ids=["C", "cp1252", "ascii"],
)
@pytest.mark.parametrize("form", ["text", "concise", "json", "junit"])
def test_what_programs_read_is_utf_8_whatever_the_terminal_is(run, folder, settings, form):
    text = WRONG.replace("label: Kursavgift", "label: 見本").replace("Kostnadsbudsjett", "見本 æ")
    (folder / "wrong.yaml").write_text(text, "utf-8")
    done = run("check", "wrong.yaml", "--format", form, env=settings, text=False)
    assert done.returncode == 1
    if not FORMATS["findings"][form].for_people:
        assert "見本 æ" in done.stdout.decode("utf-8")
    assert b"Traceback" not in done.stderr


def test_a_closed_environment_works(folder, as_stranger, monkeypatch):
    def here(*arguments: str) -> int:
        monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO()))
        return run_here(list(arguments), Streams())

    def check() -> None:
        os.environ.clear()
        assert here("check", "wrong.yaml", "--format", "json") == 1
        assert here("allocate", "plan.yaml") == 0
        assert here("allocate", "plan.yaml", "-o", "out.json") == 2
        assert here("init", "new.yaml") == 2

    here("check", "wrong.yaml", "--format", "json")  # a stranger may not read what is not imported
    here("allocate", "plan.yaml", "-o", "/dev/null", "--format", "json")
    here("allocate", "plan.yaml")
    here("init", "plan.yaml")
    folder.chmod(0o555)
    try:
        as_stranger(folder, check)
    finally:
        folder.chmod(0o755)
    assert names(folder) == ["plan.yaml", "wrong.yaml"]


@pytest.mark.parametrize("form", FORMATS["findings"])
def test_the_same_report_twice_is_the_same_bytes(call, folder, form):
    for name in ("one", "two"):
        call("check", "wrong.yaml", "plan.yaml", "--format", form, "-o", name)
    assert (folder / "one").read_bytes() == (folder / "two").read_bytes()
    assert (folder / "one").stat().st_size
