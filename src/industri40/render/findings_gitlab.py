"""Findings as a code quality report of GitLab, which shows them in a merge request."""

import json

from industri40.catalogue import Severity
from industri40.render.findings_formats import Report
from industri40.render.identity import fingerprints

__all__ = ["render"]

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def render(report: Report) -> str:
    """A JSON array, one finding on a line; GitLab knows each again by its fingerprint."""
    issues = [
        {
            "description": f"{finding.code}: {finding.message}",
            "check_name": finding.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[finding.severity],
            "location": {"path": finding.place.file, "lines": {"begin": finding.place.line}},
        }
        for finding, fingerprint in fingerprints(report)
    ]
    lines = ",\n ".join(json.dumps(issue, ensure_ascii=False) for issue in issues)
    return f"[\n {lines}\n]\n" if lines else "[]\n"
