"""Findings as workflow commands of GitHub Actions, which shows them beside the lines they mean."""

from industri40.findings.catalogue import RULES
from industri40.findings.finding import OPTION, Finding
from industri40.render.common.text import printable
from industri40.render.findings.identity import path_of
from industri40.render.findings.related import at_causes, origin
from industri40.render.findings.report import Report, told

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(report: Report) -> str:
    """One command on a line for each finding, and for each file that could not be read.

    What follows from one amount is one command, at that amount.
    """
    lines = [_command(one, report) for one in at_causes(report.findings)]
    unread = [(path_of(one.place.file, report), one.message) for one in report.unread]
    lines += [_line("error", {"file": path}, message) for path, message in unread]
    return "".join(f"{line}\n" for line in lines)


def _command(finding: Finding, report: Report) -> str:
    place = finding.place
    properties = {
        "file": path_of(place.file, report),
        "line": str(place.line),
        "col": str(place.column),
        "endLine": str(place.line),
        "endColumn": str(report.excerpts.end_column(place)),
    }
    if place.file == OPTION:
        properties = {}
    properties["title"] = f"{finding.code} {RULES[finding.code].title(finding.language)}"
    said = "\n".join(filter(None, (told(finding), origin(finding), finding.remedy)))
    return _line(finding.severity.value, properties, said)


def _line(severity: str, properties: dict[str, str], said: str) -> str:
    """A command, with what the runner would act upon escaped, and then what a terminal would."""
    listed = ",".join(f"{name}={text.translate(_PROPERTY)}" for name, text in properties.items())
    return printable(f"::{severity} {listed}::{said.translate(_DATA)}")
