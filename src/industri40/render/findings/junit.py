"""Findings as a JUnit report: a suite for each file, and a failed case for each finding.

The elements and attributes are those of the schema that Jenkins publishes for its xUnit plug-in.
"""

from collections import Counter
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from industri40.findings.catalogue import RULES
from industri40.findings.finding import Finding, Severity
from industri40.findings.said import phrase
from industri40.render.common.text import printable
from industri40.render.findings.identity import path_of
from industri40.render.findings.related import origin
from industri40.render.findings.report import Report, headline


def render(report: Report) -> str:
    """The whole document. A file without findings is a suite with one case that passed."""
    by_file: dict[str, list[Finding]] = {name: [] for name in report.names}
    for finding in report.findings:
        by_file.setdefault(finding.place.file, []).append(finding)
    lines = ['<?xml version="1.0" encoding="utf-8"?>', '<testsuites name="industri40 check">']
    for name, found in by_file.items():
        lines += _suite(path_of(name, report), found, report)
    for one in report.unread:
        name = path_of(one.place.file, report)
        kind = _attributes(type=one.code, message=one.message)
        lines.append(f"  <testsuite {_attributes(name=name, tests=1, failures=0, errors=1)}>")
        lines += _case(name, "read", f"<error {kind}/>")
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>", ""])


def _suite(name: str, findings: list[Finding], report: Report) -> Iterator[str]:
    failures = sum(_fails(one, report) for one in findings)
    tests = max(len(findings), 1)
    yield f"  <testsuite {_attributes(name=name, tests=tests, failures=failures, errors=0)}>"
    if not findings:
        yield f"    <testcase {_attributes(name='check', classname=name)}/>"
    seen: Counter[str] = Counter()
    for finding in findings:
        case = f"{finding.code} {finding.subject or RULES[finding.code].title(finding.language)}"
        seen[case] += 1
        case += f" ({seen[case]})" if seen[case] > 1 else ""
        place = finding.place._replace(file=name)
        inside = _outcome(finding._replace(place=place), fails=_fails(finding, report))
        yield from _case(name, case, inside)
    yield "  </testsuite>"


def _case(file: str, name: str, inside: str) -> Iterator[str]:
    """A case; its name holds no line number, so that it is known again when lines have moved."""
    yield f"    <testcase {_attributes(name=name, classname=file)}>"
    yield f"      {inside}"
    yield "    </testcase>"


def _outcome(finding: Finding, *, fails: bool) -> str:
    """A failure, or for advice that does not count an output."""
    remedy = phrase("remedy", finding.language, remedy=finding.remedy) if finding.remedy else ""
    lines = [headline(finding), origin(finding) or "", remedy]
    text = escape("\n".join(map(printable, filter(None, lines))))
    if not fails:
        return f"<system-out>{text}</system-out>"
    return f"<failure {_attributes(type=finding.code, message=finding.message)}>{text}</failure>"


def _fails(finding: Finding, report: Report) -> bool:
    return report.strict or finding.severity is Severity.ERROR


def _attributes(**values: object) -> str:
    return " ".join(f"{name}={quoteattr(printable(str(value)))}" for name, value in values.items())
