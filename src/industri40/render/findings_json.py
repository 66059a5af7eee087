"""Findings as JSON, ``industri40.findings/1``: figures are exact numbers, in kroner or counts."""

import json
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from industri40.findings import Cause, Finding
from industri40.money import decimals_of, json_number
from industri40.render.findings_formats import Report

__all__ = ["findings_json", "render"]


def render(report: Report) -> str:
    """The whole document, one finding on a line."""
    findings = ",\n".join(f"  {one}" for one in findings_json(report.everything))
    body = f"[\n{findings}\n ]" if findings else "[]"
    return f'{{"format": "industri40.findings/1",\n "findings": {body}}}\n'


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
    expected, found, difference = map(_number, finding.printed or (None, None, None))
    fields = {
        "code": _text(finding.code),
        "severity": _text(finding.severity.value),
        "file": _text(finding.place.file),
        "line": str(finding.place.line),
        "column": str(finding.place.column),
        "figure": _text(finding.subject if is_cell else None),
        "message": _text(finding.message),
        "expected": expected,
        "found": found,
        "difference": difference,
        "remedy": _text(finding.remedy),
        "cause": _cause(cause) if cause else "null",
        "because_of": _text(because.path if because else None),
    }
    return _object(fields)


def _cause(cause: Cause) -> str:
    fields = {
        "path": _text(cause.path),
        "line": str(cause.place.line),
        "column": str(cause.place.column),
        "found": _number(cause.written),
        "expected": _number(cause.right),
    }
    return _object(fields)


def _object(fields: Mapping[str, str]) -> str:
    return "{" + ", ".join(f'"{key}": {value}' for key, value in fields.items()) + "}"


def _text(text: str | None) -> str:
    return json.dumps(text, ensure_ascii=False)


def _number(value: Fraction | None) -> str:
    return "null" if value is None else json_number(value, decimals_of(value))
