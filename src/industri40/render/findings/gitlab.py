"""Findings as a code quality report of GitLab, which shows them in a merge request."""

import json

from industri40.findings.severity import Severity
from industri40.render.findings.identity import fingerprints, path_of
from industri40.render.findings.related import at_causes
from industri40.render.findings.report import Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}
_TOP = "CI_PROJECT_DIR"  # the folder that GitLab knows files from


def render(report: Report) -> str:
    """A JSON array, one finding on a line; GitLab knows each again by its fingerprint.

    What follows from one amount is one, at that amount.
    """
    findings = (*at_causes(report.findings), *report.unread)
    issues = [
        {
            "description": f"{finding.code}: {finding.message}",
            "check_name": finding.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[finding.severity],
            "location": {
                "path": path_of(finding.place.file, report, _TOP),
                "lines": {"begin": finding.place.line},
            },
        }
        for finding, fingerprint in fingerprints(findings, report, _TOP)
    ]
    lines = ",\n ".join(json.dumps(issue, ensure_ascii=False) for issue in issues)
    return f"[\n {lines}\n]\n" if lines else "[]\n"
