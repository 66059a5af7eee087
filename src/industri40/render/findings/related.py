"""Findings that belong together: consequences of one amount, or the same again."""

from collections.abc import Iterable, Iterator
from functools import reduce
from typing import NamedTuple

from industri40.findings.facts import Fact, Id, Term, Verbatim, term
from industri40.findings.finding import OPTION, Cause, Finding, Place
from industri40.findings.wording import written


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
            elsewhere = "under" in dict(finding.facts)  # in the plan, each at a place of its own
            key = (finding.place, finding.code if elsewhere else finding.code[0])
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
        facts: dict[str, Fact] = {
            "what": explained(group),
            "findings": Verbatim("".join(f"\n{one}" for one in said)),
            "remedy": term("correct_the_amount"),
        }
        yield group.findings[0]._replace(
            variant="of_one_amount",
            facts=tuple(facts.items()),
            place=cause.place,
            expected=cause.right,
            found=cause.written,
            subject=cause.path,
            because=(),
        )


def explained(group: Related) -> Term:
    """What the amounts explain that would, in a sentence or two that what follows belongs to."""
    count = len(group.findings)
    if len(group.causes) == 1:
        return term("from_one_amount", count=count, **_facts(group.causes[0]))
    ways = [
        term(
            "right_on_option" if _set(one) else "right_on_line", line=one.place.line, **_facts(one)
        )
        for one in group.causes
    ]
    either = reduce(lambda some, last: term("or", several=some, last=last), ways)
    return term("from_one_of_several", count=count, either=either)


def as_written(cause: Cause, language: str) -> str:
    """What stands in the plan where a cause is."""
    return written(term("figure_is", **_facts(cause)), language)


def origin(finding: Finding) -> str | None:
    """A sentence about what a finding follows from, where that is known."""
    if len(finding.because) != 1:
        return None
    [cause] = finding.because
    name = "follows_from_option" if _set(cause) else "follows_from_line"
    return written(term(name, line=cause.place.line, **_facts(cause)), finding.language)


def _set(cause: Cause) -> bool:
    """Whether an amount stands in an option, not on a line of the plan."""
    return cause.place.file == OPTION


def _facts(cause: Cause) -> dict[str, Fact]:
    return {"figure": Id(cause.figure), "written": cause.written, "right": cause.right}
