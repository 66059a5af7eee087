"""Findings as JSON, ``industri40.findings/1``: figures are exact numbers, in kroner or counts."""

import json
from fractions import Fraction

from industri40.findings import Finding
from industri40.money import json_number
from industri40.render.findings_formats import Report

__all__ = ["finding_json", "render"]


def render(report: Report) -> str:
    """The whole document, one finding on a line."""
    findings = ",\n".join(f"  {finding_json(one)}" for one in report.findings)
    body = f"[\n{findings}\n ]" if findings else "[]"
    return f'{{"format": "industri40.findings/1",\n "findings": {body}}}\n'


def finding_json(finding: Finding) -> str:
    """One finding as a JSON object on one line."""
    fields = {
        "code": _text(finding.code),
        "severity": _text(finding.severity.value),
        "file": _text(finding.place.file),
        "line": str(finding.place.line),
        "column": str(finding.place.column),
        "message": _text(finding.message),
        "expected": _number(finding.expected),
        "found": _number(finding.found),
        "difference": _number(finding.difference),
        "remedy": _text(finding.remedy),
    }
    return "{" + ", ".join(f'"{key}": {value}' for key, value in fields.items()) + "}"


def _text(text: str | None) -> str:
    return json.dumps(text, ensure_ascii=False)


def _number(value: Fraction | None) -> str:
    return "null" if value is None else json_number(value)
