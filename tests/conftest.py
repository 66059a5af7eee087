"""Plans that many tests look at, and golden files: output as it is meant to look.

A golden file is made and renewed in one way only, and then read and compared with git diff::

    pytest tests/render --renew-golden

In the same way the README gets its table of findings from the catalogue::

    pytest tests/test_where_it_is_used.py --renew-golden
"""

import gc
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from industri40.engine.allocation import Allocation, allocate
from industri40.load import load_plan, read_plan
from industri40.plan.model import Plan

# A slow machine is no fault of what is tested. With CI=true the examples are the same every time,
# so that what fails once fails again; elsewhere they are new ones, which may find what is new.
settings.register_profile(
    "no clock", deadline=None, max_examples=60, derandomize=os.environ.get("CI") == "true"
)
settings.load_profile("no clock")

ROOT = Path(__file__).parent.parent
DATA = ROOT / "tests" / "data"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-golden", action="store_true", help="write the golden files anew, and pass"
    )


def pytest_collection_finish() -> None:
    """Spare the garbage collector what stays to the end, where it spent a tenth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(2000, 10, 50)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with the golden file of a name, or any file by its path, byte for byte."""

    def compare(name: str, text: str) -> None:
        path = DATA / "golden" / name
        if request.config.getoption("--renew-golden"):
            path.write_bytes(text.encode("utf-8"))
        assert path.exists(), f"{name} is made by --renew-golden, then looked at"
        assert text == path.read_bytes().decode("utf-8")

    return compare


@pytest.fixture(scope="session")
def reference() -> Plan:
    """The programme of Trøndelag."""
    return load_plan(str(ROOT / "budgets" / "industri40-trondelag.yaml"))


@pytest.fixture(scope="session")
def unlike() -> Plan:
    """A plan in which nothing divides evenly and the environments differ in every way."""
    return load_plan(str(DATA / "plans" / "unlike.yaml"))


@pytest.fixture(scope="session")
def shared_reference(reference: Plan) -> Allocation:
    return allocate(reference)


@pytest.fixture(scope="session")
def shared_unlike(unlike: Plan) -> Allocation:
    return allocate(unlike)


@pytest.fixture(scope="session")
def plan_of() -> Callable[[str], Plan]:
    """Reads a plan that stands in a test; one that cannot be understood fails the test."""

    def read(text: str) -> Plan:
        plan, findings = read_plan(text.encode("utf-8"), "plan.yaml")
        assert plan is not None, [f"{one.place} {one.message}" for one in findings]
        return plan

    return read
