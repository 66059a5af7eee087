"""Findings as a code quality report of GitLab, which shows them in a merge request."""

import json

from industri40.findings.finding import OPTION, Place, Severity
from industri40.render.findings.identity import fingerprints, path_of
from industri40.render.findings.related import at_causes
from industri40.render.findings.report import Report, told

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}
_TOP = "CI_PROJECT_DIR"  # the folder that GitLab knows files from


def render(report: Report) -> str:
    """A JSON array, one finding on a line; GitLab knows each again by its fingerprint.

    What follows from one amount is one, at that amount. What is in an option, and in no file that
    GitLab could show, is at the beginning of the first file.
    """
    findings = (*at_causes(report.findings), *report.unread)
    issues = [
        {
            "description": f"{finding.code}: {told(finding)}",
            "check_name": finding.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[finding.severity],
            "location": {"path": path_of(place.file, report, _TOP), "lines": {"begin": place.line}},
        }
        for finding, fingerprint in fingerprints(findings, report, _TOP)
        for place in [
            finding.place if finding.place.file != OPTION else Place(report.names[0], 1, 1)
        ]
    ]
    lines = ",\n ".join(json.dumps(issue, ensure_ascii=False) for issue in issues)
    return f"[\n {lines}\n]\n" if lines else "[]\n"
