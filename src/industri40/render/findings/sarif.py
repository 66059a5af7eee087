"""Findings as SARIF 2.1.0, for code scanning; rules are those of the catalogue.

Columns count Unicode code points, as places do. Addresses of files are relative to one of the
report's tops, and all of these are in the log.
"""

import json
import os
import re
from collections.abc import Iterable
from typing import Any

from industri40 import __version__
from industri40.findings.catalogue import RULES, Rule
from industri40.findings.finding import OPTION, Finding, Place
from industri40.render.findings.identity import fingerprints, located, uri
from industri40.render.findings.related import as_written, origin, related
from industri40.render.findings.report import Report, told

_SCHEMAS = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas"
_MOST_CAUSES = 5  # a finding that follows from more places than these is helped by none of them
_LINKS = re.compile(r"\]\(|\\[\\\[\]]")  # what could be read as a link, or as a bracket of none
_INDEX = {code: index for index, code in enumerate(RULES)}


def render(report: Report) -> str:
    """The whole log, with one run."""
    groups = [group for group in related(report.findings) if len(group.causes) == 1]
    others = {first: rest for (first, *rest), _ in groups}
    driver = {
        "name": "industri40",
        "semanticVersion": __version__,
        "rules": [_rule(rule, report.language) for rule in RULES.values()],
    }
    run = {
        "tool": {"driver": driver},
        "language": report.language,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {top: {"uri": _folder(path)} for top, path in report.tops},
        "invocations": [_invocation(report)],
        "artifacts": [{"location": _address(name, report)} for name in report.names],
        "results": [
            _result(finding, name, others.get(finding, ()), report)
            for finding, name in fingerprints(report.findings, report)
        ],
    }
    schema = f"{_SCHEMAS}/sarif-schema-2.1.0.json"
    log = {"$schema": schema, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _message(text: str) -> dict[str, str]:
    r"""A text as the standard wants it in messages of all kinds: without placeholders and links.

    Braces are doubled. Where it could hold a link, brackets and what escapes them are escaped.

    >>> _message("[2024] is {x}"), _message("[here](1)")
    ({'text': '[2024] is {{x}}'}, {'text': '\\[here\\](1)'})
    """
    if _LINKS.search(text):
        text = re.sub(r"[\\\[\]]", r"\\\g<0>", text)
    return {"text": text.replace("{", "{{").replace("}", "}}")}


def _rule(rule: Rule, language: str) -> dict[str, Any]:
    title = rule.title(language)
    return {
        "id": rule.code,
        "shortDescription": _message(f"{title[0].upper()}{title[1:]}."),
        "fullDescription": _message(rule.meaning(language)),
        "help": _message(rule.remedy(language)),
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {"tags": [rule.family(language)]},
    }


def _invocation(report: Report) -> dict[str, Any]:
    """Where the command ran, whether every file could be checked, and why not."""
    unread = [
        {
            "level": "error",
            "message": _message(one.message),
            "locations": [{"physicalLocation": {"artifactLocation": address}}],
        }
        for one in report.unread
        for address in [_address(one.place.file, report)]
    ]
    invocation = {"executionSuccessful": not unread, "toolExecutionNotifications": unread}
    if report.tops:
        invocation["workingDirectory"] = {"uri": _folder(report.tops[-1][1])}
    return invocation


def _result(
    finding: Finding, fingerprint: str, others: Iterable[Finding], report: Report
) -> dict[str, Any]:
    """One finding; ``others`` are those that follow from the same amount, if it stands for it."""
    said = " ".join(filter(None, (told(finding), origin(finding), finding.remedy)))
    result = {
        "ruleId": finding.code,
        "ruleIndex": _INDEX[finding.code],
        "level": finding.severity.value,
        "message": _message(said),
        "locations": [_location(finding.place, report)] if finding.place.file != OPTION else [],
        "partialFingerprints": {"industri40/v1": fingerprint},
    }
    because = [(one.place, f"{as_written(one, finding.language)}.") for one in finding.because]
    because += [(one.place, one.message) for one in others]
    places = because or [(place, "") for place in finding.cause]
    places = [(place, said) for place, said in places if place.file != OPTION]
    if (because and places) or 0 < len(places) <= _MOST_CAUSES:
        result["relatedLocations"] = [
            _location(place, report)
            | {"id": number}
            | ({"message": _message(said)} if said else {})
            for number, (place, said) in enumerate(places, 1)
        ]
    return result


def _location(place: Place, report: Report) -> dict[str, Any]:
    end, address = report.excerpts.end_column(place), _address(place.file, report)
    region = {"startLine": place.line, "startColumn": place.column, "endColumn": end}
    return {"physicalLocation": {"artifactLocation": address, "region": region}}


def _address(name: str, report: Report) -> dict[str, str]:
    top, path = located(name, report.tops)
    return {"uri": uri(path)} | ({"uriBaseId": top} if top else {})


def _folder(path: str) -> str:
    """The address of a folder, which ends with the slash that files below it are added to."""
    return uri(os.path.join(os.path.abspath(path), "").replace(os.sep, "/"))
