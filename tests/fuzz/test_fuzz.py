"""Plans that were changed at random: whatever is in them, the program says what it finds.

The seeds are fixed, so that what fails once fails again. 4 000 plans where ``CI`` is ``true``,
half of it elsewhere; two hundred in one run of the program, which divides them among the
processors.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from mutations import mutated
from program import program

from industri40.render.registry import FORMATS

ROOT = Path(__file__).parents[2]
STARTER = ROOT / "src" / "industri40" / "plan" / "starter.en.yaml"


def _read(*folders: str) -> list[bytes]:
    files = (file for folder in folders for file in sorted((ROOT / folder).glob("*.yaml")))
    return [file.read_bytes() for file in files]


PLANS = [
    # those that have most in them come more often
    *3 * [STARTER.read_bytes(), *_read("budgets", "tests/data/plans")],
    *_read("tests/data/edge"),
]
SEEDS = 10
BATCHES = 2 if os.environ.get("CI") == "true" else 1
SIZE = 100
LONGEST = 2.0
"""Seconds of a processor that one plan may take, and in practice all of a batch."""

Timed = tuple[int, str, float]
"""What a run came to: its exit code, what it said on standard error, and the seconds."""


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def timed(*arguments: str) -> Timed:
    start = sum(os.times()[:4])
    ran = program(*arguments)
    return ran.code, ran.err, sum(os.times()[:4]) - start


def is_fine(ran: Timed) -> bool:
    code, said, seconds = ran
    return code in (0, 1, 2) and "Traceback" not in said and seconds < LONGEST


@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_plan_that_was_changed_at_random_is_read_and_left(seed: int):
    random = Random(seed)
    for number in range(BATCHES):
        names = _write([mutated(random.choice(PLANS), random) for _ in range(SIZE)])
        form = list(FORMATS["findings"])[(seed + number) % len(FORMATS["findings"])]
        if not is_fine(timed("check", ".", "--format", form)):
            _fail_where_it_fails(names, "check", "--format", form)
        for name in random.sample(names, 3):
            form = random.choice(("table", "json", "csv"))
            ran = timed("allocate", name, "--format", form)
            assert is_fine(ran), (ran, Path(name).read_bytes())


def _write(plans: Sequence[bytes]) -> list[str]:
    names = [f"{number:03}.yaml" for number in range(len(plans))]
    for name, plan in zip(names, plans, strict=True):
        Path(name).write_bytes(plan)
    return names


def _fail_where_it_fails(names: Sequence[str], *arguments: str) -> None:
    """Find the plan of a batch that is to blame; one that was only slow together is not."""
    for name in names:
        ran = timed(*arguments, name)
        assert is_fine(ran), (ran, Path(name).read_bytes())


def test_the_changes_are_of_every_kind_and_leave_some_plans_as_right_as_they_were():
    random = Random("kinds")
    names = _write([mutated(random.choice(PLANS), random) for _ in range(500)])
    code, said, _ = timed("check", ".", "--format", "concise")
    assert code == 1
    families = {line.split(": ")[1].split()[1][0] for line in said.splitlines()}
    assert families >= {"R", "P", "B", "S", "A"}
    wrong = {line.split(":")[0] for line in said.splitlines()}
    assert 20 < len(set(names) - wrong) < 300


def test_a_fault_of_the_program_would_be_seen(monkeypatch: pytest.MonkeyPatch):
    def broken(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("industri40.cli.checking.check", broken)
    names = _write([PLANS[0]])
    assert not is_fine(timed("check", "."))
    with pytest.raises(AssertionError):
        _fail_where_it_fails(names, "check")
