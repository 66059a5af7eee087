"""Findings as a JUnit report: a suite for each file, and a failed case for each finding.

The elements and attributes are those of the schema that Jenkins publishes for its xUnit plug-in.
"""

from collections import Counter
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from industri40.findings.catalogue import RULES
from industri40.findings.finding import Finding
from industri40.findings.severity import Severity
from industri40.render.common.text import printable
from industri40.render.findings.identity import path_of
from industri40.render.findings.related import origin
from industri40.render.findings.report import Report


def render(report: Report) -> str:
    """The whole document. A file without findings is a suite with one case that passed."""
    by_file: dict[str, list[Finding]] = {name: [] for name in report.names}
    for finding in report.findings:
        by_file.setdefault(finding.place.file, []).append(finding)
    suites = [_suite(name, found, report) for name, found in by_file.items()]
    suites += [_unread(one, report) for one in report.unread]
    lines = ['<?xml version="1.0" encoding="utf-8"?>', '<testsuites name="industri40 check">']
    lines += [line for suite in suites for line in suite]
    return "\n".join([*lines, "</testsuites>", ""])


def _suite(name: str, findings: list[Finding], report: Report) -> Iterator[str]:
    name = path_of(name, report)
    failures = sum(_fails(one, report) for one in findings)
    tests = max(len(findings), 1)
    yield f"  <testsuite {_attributes(name=name, tests=tests, failures=failures, errors=0)}>"
    if not findings:
        yield f"    <testcase {_attributes(name='check', classname=name)}/>"
    seen: Counter[str] = Counter()
    for finding in findings:
        case = f"{finding.code} {finding.subject or RULES[finding.code].title}"
        seen[case] += 1
        case += f" ({seen[case]})" if seen[case] > 1 else ""
        place = finding.place._replace(file=name)
        yield from _case(case, finding._replace(place=place), fails=_fails(finding, report))
    yield "  </testsuite>"


def _case(case: str, finding: Finding, *, fails: bool) -> Iterator[str]:
    """One finding: a case that failed, or for advice that does not count one with an output.

    Its name holds no line number, so that it is known again when lines have moved.
    """
    yield f"    <testcase {_attributes(name=case, classname=finding.place.file)}>"
    said = [f"{finding.place}: {finding.severity.value} {finding.code}: {finding.message}"]
    said += [origin(finding) or "", f"Remedy: {finding.remedy}" if finding.remedy else ""]
    text = escape("\n".join(map(printable, filter(None, said))))
    if fails:
        kind = _attributes(type=finding.code, message=finding.message)
        yield f"      <failure {kind}>{text}</failure>"
    else:
        yield f"      <system-out>{text}</system-out>"
    yield "    </testcase>"


def _unread(finding: Finding, report: Report) -> Iterator[str]:
    name = path_of(finding.place.file, report)
    yield f"  <testsuite {_attributes(name=name, tests=1, failures=0, errors=1)}>"
    yield f"    <testcase {_attributes(name='read', classname=name)}>"
    yield f"      <error {_attributes(type=finding.code, message=finding.message)}/>"
    yield "    </testcase>"
    yield "  </testsuite>"


def _fails(finding: Finding, report: Report) -> bool:
    return report.strict or finding.severity is Severity.ERROR


def _attributes(**values: object) -> str:
    return " ".join(f"{name}={quoteattr(printable(str(value)))}" for name, value in values.items())
