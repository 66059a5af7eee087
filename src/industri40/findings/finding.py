"""What is found in a plan: a finding has a place, a stable code and the figures that differ.

The codes, their severity and what they mean stand in :mod:`industri40.findings.catalogue`.
"""

import re
from fractions import Fraction
from typing import NamedTuple

from industri40.findings.catalogue import RULES, Severity
from industri40.money import told_apart


class Place(NamedTuple):
    """A place in a file; line and column count characters from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Cause(NamedTuple):
    """One amount of the plan that explains findings: were it ``right``, they would not be there.

    ``path`` leads to it from the top of the plan, such as ``financing.county.yearly``; it is
    ``written`` at ``place``. Which of the two is wrong, the amount or what was printed of it, is
    for a person to say.
    """

    place: Place
    path: str
    written: Fraction
    right: Fraction

    @property
    def figure(self) -> str:
        """What it is called for short, from the line's id on, such as ``county.yearly``."""
        return re.sub(r"^(phases\.|(costs|financing)\.([^.]+\.sources\.)?)", "", self.path)


class Finding(NamedTuple):
    """One thing that is wrong, or advice.

    ``expected``, ``found`` and ``difference`` are kroner (or counts) where the finding is about
    figures; ``difference`` is found less expected. ``subject`` names the figure or key that the
    finding is about, as in the JSON, and ``cause`` the places of the input that it follows from.
    ``because`` is the one amount that explains it together with other findings; where several
    amounts would explain the same, it has each of them. Amounts are written as in
    ``language``.
    """

    code: str
    severity: Severity
    place: Place
    message: str
    expected: Fraction | None = None
    found: Fraction | None = None
    remedy: str | None = None
    subject: str | None = None
    cause: tuple[Place, ...] = ()
    because: tuple[Cause, ...] = ()
    language: str = "nb"

    @property
    def difference(self) -> Fraction | None:
        """Found less expected, or None where the finding is not about two figures."""
        if self.expected is None or self.found is None:
            return None
        return self.found - self.expected

    @property
    def printed(self) -> tuple[Fraction, ...]:
        """Expected, found and their difference as they are printed; none where there are none.

        They are rounded to as few decimals as tell them apart, and the difference is theirs.
        """
        if self.expected is None or self.found is None:
            return ()
        expected, found = told_apart(self.expected, self.found)
        return expected, found, found - expected


def finding(
    code: str,
    place: Place,
    message: str,
    *,
    expected: Fraction | None = None,
    found: Fraction | None = None,
    remedy: str | None = None,
    subject: str | None = None,
    cause: tuple[Place, ...] = (),
    language: str = "nb",
) -> Finding:
    """Make a finding with the severity, and unless another is given the remedy, of its rule."""
    severity, remedy = RULES[code].severity, remedy or RULES[code].remedy
    return Finding(
        code, severity, place, message, expected, found, remedy, subject, cause, language=language
    )


class PlanError(Exception):
    """A plan that cannot be understood; ``findings`` holds everything that is wrong with it."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__("\n".join(f"{f.place}: {f.code} {f.message}" for f in findings))
