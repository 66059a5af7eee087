"""A plan as a command reads it: its bytes are kept, to show lines of them under findings."""

from typing import NamedTuple

from industri40.findings import Finding
from industri40.plan.load import read_plan
from industri40.plan.model import Plan
from industri40.plan.source import STANDARD_INPUT, read_bytes

__all__ = ["STANDARD_INPUT_NAME", "Reading", "read"]

STANDARD_INPUT_NAME = "<stdin>"
"""What standard input is called where a finding names its file."""


class Reading(NamedTuple):
    """One file: what it is called, its bytes, the plan if it can be understood, what was found."""

    name: str
    data: bytes
    plan: Plan | None
    findings: tuple[Finding, ...]


def read(path: str) -> Reading:
    """Read a plan from a file, or from standard input as ``-``. Raises FileError."""
    name = STANDARD_INPUT_NAME if path == STANDARD_INPUT else path
    data = read_bytes(path)
    plan, findings = read_plan(data, name)
    return Reading(name, data, plan, findings)
