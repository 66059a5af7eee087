"""The shell completes what stands in the plan on its command line, and nothing stops it."""

import subprocess
import sys

import pytest

PLAN = """
name: Completed
years: [2031, 2032]
environments:
  north: {name: "$(touch evil)", participants: 3}
  north-east: {participants: 4}
  south: {participants: 5}
costs: {courses: {yearly: 900}}
financing: {county: {yearly: 900}}
grant: county
scenarios:
  less: {set: {county.yearly: -10 %}}
  less_still: {label: "$(touch evil)", set: {county.yearly: -20 %}}
"""
PARTS = " ".join(
    f"frames.programme.{part}"
    for part in ("frame", "awarded", "given_back", "leftover", "carried", "returned")
)
YEARS = "shares.county.south.2031 shares.county.south.2032"


@pytest.fixture
def planned(tmp_path, monkeypatch):
    """A folder with a plan in it, and one that is wrong in each way."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "plan.yaml").write_text(PLAN)
    (tmp_path / "broken.yaml").write_text(PLAN.replace("costs:", "cots:"))
    (tmp_path / "latin.yaml").write_bytes(b"name: \xe6\n")
    (tmp_path / "many.yaml").write_text(
        "name: Many\nyears: [2031]\nparticipants: 300\nenvironments: 300\n"
        "costs: {courses: {yearly: 900}, rooms: {yearly: 900}}\nfinancing: {fee: {yearly: 1800}}\n"
    )
    return tmp_path


def completion(call, line):
    """What the shell gets for a line that a person is writing."""
    return call(
        env={
            "_INDUSTRI40_COMPLETE": "complete_bash",
            "COMP_WORDS": line,
            "COMP_CWORD": str(line.count(" ")),
        }
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("allocate plan.yaml --environment ", "north north-east south"),
        ("allocate plan.yaml -t costs -e no", "north north-east"),
        ("allocate -e south ~/plan.yaml -e s", "south"),
        ("allocate plan.yaml --environment=s", "south"),
        ("allocate plan.yaml -e x", ""),
        ("explain plan.yaml frames.programme.c", "frames.programme.carried"),
        ("explain plan.yaml f", "financing. frames."),
        ("explain plan.yaml frames.prog", PARTS),
        ("explain --depth 1 plan.yaml shares.county.south.2", YEARS),
        ("explain plan.yaml breakdown.costs.t", "breakdown.costs.total"),
        ("explain plan.yaml awards.programme.north-", "awards.programme.north-east"),
        ("explain plan.yaml x", ""),
        ("solve plan.yaml --let courses.", "courses.yearly"),
        ("solve plan.yaml --so-that breakdown.costs.t", "breakdown.costs.total"),
        ("explain many.yaml shares.", "shares.courses. shares.rooms. shares.fee."),
        ("explain many.yaml frames.", ""),
        ("allocate plan.yaml --scenario l", "less less_still"),
        ("check plan.yaml --scenario less_", "less_still"),
        ("explain plan.yaml county --scenario x", ""),
        ("diff plan.yaml --scenario less_", "less_still"),
        ("check plan.yaml --set c", "courses.yearly= county.yearly="),
        ("allocate --set a=1 plan.yaml --set north-", "north-east.participants="),
        ("allocate plan.yaml --set costs.", "costs.courses.yearly="),
        ("allocate plan.yaml --set county.yearly=1", ""),
        ("allocate many.yaml --set fe", "fee.yearly="),
    ],
)
def test_the_shell_completes_what_is_in_the_plan(call, planned, line, expected):
    completed = completion(call, f"industri40 {line}")
    assert (completed.returncode, completed.stderr) == (0, "")
    assert completed.stdout.split() == expected.split()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize("path", ["-", "none.yaml", ".", "broken.yaml", "latin.yaml", "/dev/zero"])
@pytest.mark.parametrize("line", ["allocate {} -e ", "explain {} ", "check {} --set "])
def test_of_a_plan_that_cannot_be_read_nothing_is_completed(call, planned, shell, path, line):
    written = f"industri40 {line.format(path)}"
    given = {"COMP_WORDS": written, "COMP_CWORD": str(written.count(" "))}
    given |= {"_TYPER_COMPLETE_ARGS": written, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    done = call(env={"_INDUSTRI40_COMPLETE": f"complete_{shell}", **given})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == ("_files" if shell == "zsh" else "")


def test_no_text_of_a_plan_comes_to_a_shell(call, planned):
    written = "industri40 allocate plan.yaml -e "
    done = call(env={"_INDUSTRI40_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": written})
    assert "north-east" in done.stdout
    assert "touch" not in done.stdout


def test_what_completes_is_not_imported_otherwise(environ, planned):
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "industri40", "allocate", "plan.yaml"],
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "industri40.cli.writing" in done.stderr
    assert "industri40.cli.completing" not in done.stderr
