"""Findings as SARIF 2.1.0, for code scanning; rules are those of the catalogue.

Columns count Unicode code points, as places do. Addresses of files are relative to where the
command ran.
"""

import json
from typing import Any

from industri40 import __version__
from industri40.catalogue import FAMILIES, RULES, Rule, Severity
from industri40.findings import Finding, Place
from industri40.render.findings_formats import Report
from industri40.render.identity import fingerprints, uri
from industri40.render.related import origin

__all__ = ["render"]

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning"}
_MOST_CAUSES = 5
"""A finding that follows from more places than these is helped by none of them."""

_INDEX = {code: index for index, code in enumerate(RULES)}


def render(report: Report) -> str:
    """The whole log, with one run."""
    run = {
        "tool": {"driver": _driver()},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report)],
        "artifacts": [{"location": {"uri": uri(name)}} for name in report.names],
        "results": [_result(finding, name, report) for finding, name in fingerprints(report)],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _driver() -> dict[str, Any]:
    return {
        "name": "industri40",
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in RULES.values()],
    }


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": f"{rule.title[0].upper()}{rule.title[1:]}."},
        "fullDescription": {"text": rule.meaning},
        "help": {"text": rule.remedy},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [FAMILIES[rule.code[0]]]},
    }


def _invocation(report: Report) -> dict[str, Any]:
    """Whether every file could be read, and why not."""
    unread = [
        {
            "level": "error",
            "message": {"text": reason},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(name)}}}],
        }
        for name, reason in report.unread
    ]
    return {"executionSuccessful": not unread, "toolExecutionNotifications": unread}


def _result(finding: Finding, fingerprint: str, report: Report) -> dict[str, Any]:
    said = " ".join(filter(None, (finding.message, origin(finding), finding.remedy)))
    result = {
        "ruleId": finding.code,
        "ruleIndex": _INDEX[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": said},
        "locations": [_location(finding.place, report)],
        "partialFingerprints": {"industri40/v1": fingerprint},
    }
    causes = [cause.place for cause in finding.because] or finding.cause
    if causes and len(causes) <= _MOST_CAUSES:
        result["relatedLocations"] = [_location(place, report) for place in causes]
    return result


def _location(place: Place, report: Report) -> dict[str, Any]:
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endColumn": report.excerpts.end_column(place),
    }
    return {"physicalLocation": {"artifactLocation": {"uri": uri(place.file)}, "region": region}}
