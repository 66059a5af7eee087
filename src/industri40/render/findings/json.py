"""Findings as JSON, ``industri40.findings/1``: figures are exact numbers, in kroner or counts."""

from collections.abc import Iterable, Iterator

from industri40.findings.finding import Cause, Finding
from industri40.render.common.exact_json import array, text
from industri40.render.findings.report import Report


def render(report: Report) -> str:
    """The whole document, one finding on a line."""
    findings = array(findings_json(report.findings + report.unread))
    return f'{{"format": "industri40.findings/1",\n "findings": {findings}}}\n'


def findings_json(findings: Iterable[Finding]) -> Iterator[str]:
    """Each finding as a JSON object on one line.

    The first of those that follow from one amount stands for it, and has it as its cause.
    """
    seen: set[Cause] = set()
    for one in findings:
        because = one.because[0] if len(one.because) == 1 else None
        yield _finding(one, because, None if because in seen else because)
        seen |= {because} if because else set()


def _finding(finding: Finding, because: Cause | None, cause: Cause | None) -> str:
    # what is off the balance or what was printed is the cell of a table
    is_cell = finding.code[0] in "BS" and finding.difference is not None
    expected, found, difference = finding.printed or (None, None, None)
    where = cause and {
        "path": cause.path,
        "line": cause.place.line,
        "column": cause.place.column,
        "found": cause.written,
        "expected": cause.right,
    }
    fields = {
        "code": finding.code,
        "severity": finding.severity.value,
        **finding.place._asdict(),
        "figure": finding.subject if is_cell else None,
        "message": finding.message,
        "expected": expected,
        "found": found,
        "difference": difference,
        "remedy": finding.remedy,
        "cause": where,
        "because_of": because and because.path,
    }
    return text(fields)
