"""What a run works out, it works out once, however many ask for it."""

from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest

PLAN = """\
name: Once
years: [2024, 2025]
participants: 30
environments: 3
costs: {work: {yearly: 600}}
financing:
  county: {yearly: 300, shared_by: {environment-1: 101, environment-2: 301, environment-3: 199}}
  firms: {yearly: 300, shared_by: participants}
grant: county
phases:
  first:
    share: 1/2
    cap: 310
    leftover: carry
    shared_by: {environment-1: 101, environment-2: 101, environment-3: 101}
  second: {share: 1/2, applications: {environment-1: 900}, cap: 500}
limits: {grant_per_environment_at_most: 150}
stated:
  - {table: costs, rows: {work: {2024: 600}}}
  - {table: awards, rows: {environment-1: {first: 1}}}
  - {table: frames, rows: {first: {frame: 300}}}
"""

COUNTED = {
    "industri40.engine.allocation": ("allocate", "exact_shares"),
    "industri40.engine.exact": ("exact_shares", "exact_phases"),
    "industri40.report.costs": ("build",),
    "industri40.report.awards": ("build",),
}
"""What is not to be done twice: to share, before rounding too, and to build a table."""


@pytest.fixture
def counts(monkeypatch) -> Counter[str]:
    """How often each of these functions is called, where it stands and where it is used."""
    counted: Counter[str] = Counter()

    def count(name: str, function):
        def call(*arguments, **named):
            counted[name] += 1
            return function(*arguments, **named)

        return call

    for module, names in COUNTED.items():
        for name in names:
            key = f"{module}.{name}" if name == "build" else name
            function = getattr(import_module(module), name)
            monkeypatch.setattr(f"{module}.{name}", count(key, function))
    return counted


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "once.yaml"
    path.write_text(PLAN, "utf-8")
    return path


SHARED = {"allocate": 1, "exact_shares": 1, "exact_phases": 1}


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("check", "--format", "json"),
        ("allocate",),
        ("allocate", "--table", "awards", "--table", "costs", "--table", "environments"),
        ("explain",),
    ],
    ids=" ".join,
)
def test_a_plan_is_shared_out_once(call, counts, plan, arguments):
    command, *options = arguments
    figure = ("breakdown.county.environment",) if command == "explain" else ()
    done = call(command, plan, *figure, *options)
    assert done.returncode in (0, 1), done.stderr
    assert SHARED.items() <= counts.items()
    assert max(counts.values()) == 1


def test_formats_share_their_tables(call, counts, plan, tmp_path):
    files = [tmp_path / f"a.{ending}" for ending in ("txt", "json", "csv", "md", "html", "docx")]
    done = call("allocate", plan, "--table", "awards", *(f"-o{file}" for file in files))
    assert all(file.exists() for file in files), done.stderr
    assert SHARED.items() <= counts.items()
    assert max(counts.values()) == 1


def test_one_environment_has_tables_of_its_own_and_the_same_shares(call, counts, plan):
    done = call("explain", plan, "environment.environment-2.work.2024")
    assert done.returncode == 0, done.stderr
    assert SHARED.items() <= counts.items()
    assert max(counts.values()) == 1


def test_what_stands_in_the_plan_is_checked_without_sharing(call, counts, plan):
    plan.write_text(PLAN.partition("phases:")[0], "utf-8")
    assert call("check", plan).returncode == 0
    assert not counts
