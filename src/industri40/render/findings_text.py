"""Findings for people, as good compilers print them: the place, the line, the figures, the way out.

plan.yaml:31:42: error S401: breakdown.county.total is stated as 4 200 000 and comes to …
  31 |       county: {total: 4 200 000, environment: 525 000}
     |                       ^^^^^^^^^
     expected    4 200 000
     found       4 200 001
     difference         +1
     remedy: …
"""

from collections.abc import Iterator
from fractions import Fraction
from textwrap import wrap

from industri40.catalogue import Severity
from industri40.findings import Finding
from industri40.money import format_amount
from industri40.render.excerpt import underlined
from industri40.render.findings_formats import Report
from industri40.render.painted import ADVICE, BOLD, MARK, PLAIN, WRONG, Painted, Part
from industri40.render.text import printable

__all__ = ["counts", "render"]

_WIDTH = 88
_STYLES = {Severity.ERROR: WRONG, Severity.WARNING: ADVICE}


def render(report: Report) -> Painted:
    """Every finding in full, and a last line with the counts; nothing where there is none."""
    return Painted(_parts(report))


def _parts(report: Report) -> Iterator[Part]:
    for finding in report.findings:
        yield from _block(finding, report)
        yield "\n", PLAIN
    if report.findings:
        yield f"{counts(report)}\n", PLAIN


def counts(report: Report) -> str:
    """How much was found, in how many files.

    A report without findings is 'nothing found'.
    """
    errors = sum(one.severity is Severity.ERROR for one in report.findings)
    warnings = len(report.findings) - errors
    parts = [_number(errors, "error")] if errors else []
    parts += [_number(warnings, "warning")] if warnings else []
    hit = len({one.place.file for one in report.findings})
    where = f" in {hit} of {report.files} files" if report.files > 1 else ""
    return (" and ".join(parts) or "nothing found") + where


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _block(finding: Finding, report: Report) -> Iterator[Part]:
    style = _STYLES[finding.severity]
    yield f"{printable(str(finding.place))}:", BOLD
    yield " ", PLAIN
    yield finding.severity.value, style
    yield f" {finding.code}: {printable(finding.message)}\n", PLAIN
    gutter = max(len(str(finding.place.line)) + 2, 4)
    line = report.excerpts.line(finding.place)
    if line.strip():
        excerpt, marks = underlined(line, finding.place.column)
        yield from _excerpt(f"{finding.place.line:>{gutter}}", (excerpt, PLAIN))
        yield from _excerpt(" " * gutter, (marks, style))
    indent = " " * (gutter + 1)
    for name, figure in _figures(finding):
        yield f"{indent}{name}{figure}\n", PLAIN
    if finding.remedy:
        for said in wrap(
            f"remedy: {printable(finding.remedy)}",
            _WIDTH,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        ):
            yield f"{said}\n", PLAIN


def _excerpt(gutter: str, shown: Part) -> Iterator[Part]:
    yield f"{gutter} ", PLAIN
    yield "|", MARK
    yield " ", PLAIN
    yield shown
    yield "\n", PLAIN


def _figures(finding: Finding) -> Iterator[tuple[str, str]]:
    """Expected, found and difference, their last digits under each other."""
    if finding.expected is None or finding.found is None or finding.difference is None:
        return
    values = {
        "expected": finding.expected,
        "found": finding.found,
        "difference": finding.difference,
    }
    decimals = 0 if all(value.denominator == 1 for value in values.values()) else 2
    texts = {name: _signed(name, value, decimals) for name, value in values.items()}
    width = max(map(len, texts.values()))
    for name, text in texts.items():
        yield f"{name:<11}", f"{text:>{width}}"


def _signed(name: str, value: Fraction, decimals: int) -> str:
    text = format_amount(value, decimals=decimals)
    return f"+{text}" if name == "difference" and value > 0 else text
