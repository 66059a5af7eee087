"""Findings on one line each, for people in a hurry, for editors and for ``grep``."""

from industri40.render.common.text import printable
from industri40.render.findings.report import Report


def render(report: Report) -> str:
    """``file:line:column: severity code: message``, a line for each finding."""
    return "".join(
        f"{printable(f'{one.place}: {one.severity.value} {one.code}: {one.message}')}\n"
        for one in report.findings
    )
