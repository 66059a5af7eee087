"""Findings that belong together: consequences of one amount, or the same again."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from industri40.findings.finding import Cause, Finding, Place
from industri40.money import precise_text

REMEDY = "Correct the amount; if it is meant, correct what was printed of it and what balances it."
"""What to do about an amount that explains findings."""


class Related(NamedTuple):
    """Findings of one file, and the amount that explains them, or each that would.

    Where it has no ``causes`` the findings are about figures at one place, or about figures of one
    table that are stated alike and come out alike, or there is just one.
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
        elif finding.code == "S401":
            table = str(finding.subject).partition(".")[0]
            key = (finding.place.file, table, finding.expected, finding.found)
        elif finding.difference is not None:
            key = (finding.place, finding.code[0])
        groups.setdefault(key, []).append(finding)
    return [Related(tuple(group), group[0].because) for group in groups.values()]


def at_causes(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, but one at the amount, with all in it, in the place of those it explains.

    Where each of several amounts would explain them, or just one finding is explained, findings
    stand for themselves.
    """
    for group in related(findings):
        if len(group.findings) == 1 or len(group.causes) != 1:
            yield from group.findings
            continue
        [cause] = group.causes
        said = [f"{one.place.line}:{one.place.column} {one.code} {one.message}" for one in group[0]]
        yield group.findings[0]._replace(
            place=cause.place,
            message="\n".join([explanation(group), *said]),
            expected=cause.right,
            found=cause.written,
            remedy=REMEDY,
            subject=cause.path,
            because=(),
        )


def explanation(group: Related) -> str:
    """What the amounts explain that would, in a sentence or two that what follows belongs to."""
    number, language = len(group.findings), group.findings[0].language
    follow = "1 finding follows" if number == 1 else f"{number} findings follow"
    if len(group.causes) == 1:
        [cause] = group.causes
        return (
            f"{follow} from one amount: {written(cause, language)} here. With "
            f"{precise_text(cause.right, language)} none of them would be there:"
        )
    either = " or ".join(
        f"{precise_text(cause.right, language)} on line {cause.place.line} "
        f"({written(cause, language)})"
        for cause in group.causes
    )
    return f"{follow} from one amount. None of them would be there with {either}:"


def written(cause: Cause, language: str) -> str:
    """What stands in the plan where a cause is."""
    return f"`{cause.figure}` is {precise_text(cause.written, language)}"


def origin(finding: Finding) -> str | None:
    """A sentence about what a finding follows from, where that is known."""
    if len(finding.because) != 1:
        return None
    [cause] = finding.because
    return (
        f"This follows from line {cause.place.line}, where {written(cause, finding.language)}; "
        f"with {precise_text(cause.right, finding.language)} it would not be there."
    )
