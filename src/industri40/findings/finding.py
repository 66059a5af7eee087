"""What is found in a plan: a finding has a place, a stable code and facts.

How severe a code is, what it means, and the sentences that facts are put into stand in
:mod:`industri40.findings.catalogue`, which is imported only where a finding is shown.
"""

import re
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from industri40.findings.facts import Fact
from industri40.money import told_apart

OPTION = "--set"  # the file of a place in what an option of the command line says
LET = "--let"  # the same of the option that names what is to be found


class Severity(Enum):
    """Whether a finding fails a check: an error does, a warning only under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"

    def said(self, language: str) -> str:
        """What a person reads."""
        from industri40.findings.said import phrase

        return phrase("severity_error" if self is Severity.ERROR else "severity_warning", language)


class Place(NamedTuple):
    """A place in a file, or in an option by its number; line and column count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        sign = " " if self.file in (OPTION, LET) else ":"
        return f"{self.file}{sign}{self.line}:{self.column}"


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

    ``variant`` says which of the sentences of its code it is, and ``facts`` are what stands in
    that, by name. ``expected``, ``found`` and ``difference`` are kroner (or counts) where the
    finding is about figures; ``difference`` is found less expected. ``subject`` names the figure
    or key that the finding is about, as in the JSON, and ``cause`` the places of the input that
    it follows from. ``because`` is the one amount that explains it together with other findings;
    where several amounts would explain the same, it has each of them. It is said, and amounts are
    written, as in ``language``.
    """

    code: str
    variant: str
    place: Place
    facts: tuple[tuple[str, Fact], ...] = ()
    expected: Fraction | None = None
    found: Fraction | None = None
    subject: str | None = None
    cause: tuple[Place, ...] = ()
    because: tuple[Cause, ...] = ()
    language: str = "nb"

    @property
    def severity(self) -> Severity:
        """How severe its rule is."""
        from industri40.findings.catalogue import RULES

        return RULES[self.code].severity

    @property
    def message(self) -> str:
        """What is wrong, in a sentence or two."""
        from industri40.findings.wording import message

        return message(self.code, self.variant, self._all_facts, self.language)

    @property
    def remedy(self) -> str:
        """How to mend it."""
        from industri40.findings.wording import remedy

        return remedy(self.code, self.variant, self._all_facts, self.language)

    @property
    def _all_facts(self) -> dict[str, Fact]:
        """What a sentence may name: the figures too, where there are any."""
        figures = dict(zip(("expected", "found", "difference"), self.printed, strict=False))
        if figures:
            figures["gap"] = abs(figures["difference"])
        return {**dict(self.facts), **figures}

    @property
    def difference(self) -> Fraction | None:
        """Found less expected, or None where the finding is not about two figures."""
        if self.expected is None or self.found is None:
            return None
        return self.found - self.expected

    @property
    def printed(self) -> tuple[Fraction, ...]:
        """Expected, found and difference, with the decimals that tell them apart; else none."""
        if self.expected is None or self.found is None:
            return ()
        expected, found = told_apart(self.expected, self.found)
        return expected, found, found - expected


def finding(
    code: str,
    variant: str,
    place: Place,
    *,
    expected: Fraction | None = None,
    found: Fraction | None = None,
    subject: str | None = None,
    cause: tuple[Place, ...] = (),
    language: str = "nb",
    **facts: Fact,
) -> Finding:
    """Make a finding of the facts that its sentence names.

    It may name ``expected``, ``found``, their ``difference`` and, without its sign, their ``gap``
    besides.
    """
    said = tuple(facts.items())
    return Finding(code, variant, place, said, expected, found, subject, cause, language=language)


class PlanError(Exception):
    """A plan that cannot be understood; ``findings`` holds everything that is wrong with it."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__("\n".join(f"{f.place}: {f.code} {f.message}" for f in findings))
