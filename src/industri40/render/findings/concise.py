"""Findings on one line each, for people in a hurry, for editors and for ``grep``."""

from industri40.render.common.text import printable
from industri40.render.findings.report import Report, headline


def render(report: Report) -> str:
    """``file:line:column: severity code: message``, a line for each finding."""
    return "".join(f"{printable(headline(one))}\n" for one in report.findings)
