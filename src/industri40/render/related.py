"""Findings that belong together: consequences of one amount, or the same at one place."""

from collections.abc import Iterable
from typing import NamedTuple

from industri40.findings import Cause, Finding, Place
from industri40.money import format_amount

__all__ = ["Related", "origin", "related", "written"]


class Related(NamedTuple):
    """Findings of one file, and the amount that explains them, or each that would.

    Where it has no ``causes`` the findings are about figures at one place, or there is just one.
    """

    findings: tuple[Finding, ...]
    causes: tuple[Cause, ...] = ()

    @property
    def place(self) -> Place:
        """The place that it is about: that of the cause, if there is one, else of the finding."""
        return self.causes[0].place if len(self.causes) == 1 else self.findings[0].place


def related(findings: Iterable[Finding]) -> list[Related]:
    """The findings in groups, in the order of each group's first finding."""
    groups: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        key: object = number
        if finding.because:
            key = finding.because
        elif finding.difference is not None:
            key = (finding.place, finding.code[0])
        groups.setdefault(key, []).append(finding)
    return [Related(tuple(group), group[0].because) for group in groups.values()]


def written(cause: Cause) -> str:
    """What stands in the plan where a cause is."""
    return f"`{cause.figure}` is {format_amount(cause.written)}"


def origin(finding: Finding) -> str | None:
    """A sentence about what a finding follows from, where that is known."""
    if len(finding.because) != 1:
        return None
    [cause] = finding.because
    return (
        f"This follows from line {cause.place.line}, where {written(cause)}; with "
        f"{format_amount(cause.right)} it would not be there."
    )
