"""Many plans are checked by several processes, and nobody can tell but by the clock."""

import os
import signal
import sys
import time

import pytest

from industri40.checks import CHECKS
from industri40.cli import together
from industri40.cli.together import in_parts

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="copies itself, as Linux allows")


@pytest.fixture(autouse=True)
def three_processors(monkeypatch):
    monkeypatch.setattr(together, "_processors", lambda: 3)
    yield
    with pytest.raises(ChildProcessError):  # nobody is left behind
        os.waitpid(-1, os.WNOHANG)


def test_the_results_come_in_the_order_of_the_items():
    results = in_parts(lambda items: (os.getpid(), list(items)), range(100), least=10)
    assert [item for _, items in results for item in items] == list(range(100))
    assert len({process for process, _ in results}) == 3
    assert results[0][0] == os.getpid()


@pytest.mark.parametrize("number", [0, 1, 19])
def test_few_items_are_worth_no_second_process(number):
    assert in_parts(lambda items: (os.getpid(), len(items)), range(number), least=10) == [
        (os.getpid(), number)
    ]


def test_a_result_may_be_larger_than_a_pipe():
    results = in_parts(lambda items: "x" * 1_000_000 + str(items[0]), range(30), least=10)
    assert [len(result) for result in results] == [1_000_001, 1_000_002, 1_000_002]


@pytest.mark.parametrize("fault", ["error", "killed", "left"])
def test_a_part_whose_process_fails_is_done_here(capfd, fault):
    here = os.getpid()

    def work(items):
        if os.getpid() != here:
            if fault == "error":
                raise ZeroDivisionError
            if fault == "left":
                os._exit(0)
            os.kill(os.getpid(), signal.SIGKILL)
        return os.getpid(), list(items)

    results = in_parts(work, range(30), least=10)
    assert [item for _, items in results for item in items] == list(range(30))
    assert {process for process, _ in results} == {here}
    assert capfd.readouterr() == ("", "")


def test_what_is_wrong_everywhere_shows_here():
    def work(items):
        return 1 // (items[0] - 20)

    with pytest.raises(ZeroDivisionError):
        in_parts(work, range(30), least=10)


def test_an_interruption_waits_for_nobody():
    here = os.getpid()

    def work(items):
        if os.getpid() == here:
            raise KeyboardInterrupt
        time.sleep(60)

    start = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        in_parts(work, range(30), least=10)
    assert time.monotonic() - start < 30


PLAN = """name: Small
years: [2024]
environments: 1
participants: 1
costs: {work: {label: Work, yearly: 100}}
financing: {county: {label: County, yearly: 100}}
"""


@pytest.mark.parametrize("form", ["text", "sarif", "json"])
def test_a_fault_in_one_of_many_plans_is_said_of_that_one(call, monkeypatch, tmp_path, form):
    def look(case):
        if case.plan.name == "Odd":
            raise ZeroDivisionError
        return iter(())

    monkeypatch.setattr("industri40.checks.CHECKS", (*CHECKS, look))
    monkeypatch.chdir(tmp_path)
    for number in range(310):
        text = (
            PLAN.replace("County, yearly: 100", "County, yearly: 90") if number % 99 == 7 else PLAN
        )
        text = text.replace("Small", "Odd") if number in (3, 180, 300) else text
        (tmp_path / f"{number:03}.yaml").write_text(text)
    several = call("check", ".", "--format", form)
    monkeypatch.setattr(together, "_processors", lambda: 1)
    alone = call("check", ".", "--format", form)
    assert (several.stdout, several.stderr) == (alone.stdout, alone.stderr)
    assert several.returncode == alone.returncode == 70
    faulty = [line.split(": ")[1] for line in several.stderr.splitlines() if "a fault of" in line]
    assert faulty == ["003.yaml", "180.yaml", "300.yaml"]
    assert (several.stdout + several.stderr).count("B301") >= 4


def test_a_check_of_many_plans_says_the_same(call, monkeypatch, tmp_path):
    for number in range(310):
        wrong = PLAN.replace("yearly: 100", "yearly: 90") if number % 100 == 7 else PLAN
        text = wrong.replace("County, yearly: 90", f"County, yearly: {number}")
        (tmp_path / f"{number:03}.yaml").write_text(text)
    os.symlink("nowhere", tmp_path / "200b.yaml")
    several = call("check", tmp_path, "--format", "sarif")
    monkeypatch.setattr(together, "_processors", lambda: 1)
    alone = call("check", tmp_path, "--format", "sarif")
    assert (several.stdout, several.stderr) == (alone.stdout, alone.stderr)
    assert several.returncode == alone.returncode == 2
    assert several.stdout.count('"ruleId": "B301"') == 4
