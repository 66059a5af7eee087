"""Findings for people, as good compilers print them: the place, the line, the figures, the way out.

plan.yaml:31:42: error S401: breakdown.county.total is stated as 6 200 000 and comes to …
  31 |       county: {total: 6 200 000, environment: 775 000}
     |                       ^^^^^^^^^
     expected    6 200 000
     found       6 200 001
     difference         +1
     remedy: …

Findings that follow from one amount are one block, at the place of the amount, with a line for
each of them. A remedy that neighbours share stands once, under the last of them.
"""

from collections.abc import Iterator
from itertools import groupby
from textwrap import wrap

from industri40.findings.facts import Fact, Names, Verbatim, term
from industri40.findings.finding import Place
from industri40.findings.severity import Severity
from industri40.findings.wording import written
from industri40.render.common.excerpt import underlined
from industri40.render.common.styled import ADVICE, BOLD, MARK, PLAIN, WRONG, Part, Styled
from industri40.render.common.text import printable
from industri40.render.findings.related import Related, explained, related
from industri40.render.findings.report import Report
from industri40.render.findings.table import figures_below, table

_STYLES = {Severity.ERROR: WRONG, Severity.WARNING: ADVICE}


def render(report: Report) -> Styled:
    """Every finding in full, and a last line with the counts; nothing where there is none."""
    return Styled(_parts(report) if report.findings else ())


def _parts(report: Report) -> Iterator[Part]:
    for (_, remedy), neighbours in groupby(related(report.findings), _remedy):
        groups = list(neighbours)
        for group in groups:
            first, *others = group.findings
            yield from _head(group)
            yield from _excerpt(group.place, first.severity, report)
            indent = " " * (_gutter(group.place) + 1)
            width = report.width - len(indent)
            lines = list(table(group.findings, width) if others else figures_below(first))
            if group is groups[-1]:  # what mends all of them is said once
                lines += _wrapped(remedy, first.language, len(groups), width)
            for line in lines:
                yield f"{indent}{line}\n", PLAIN
            yield "\n", PLAIN
    yield f"{counts(report)}\n", PLAIN


def counts(report: Report) -> str:
    """How much was found, in how many files, and how much of it follows from one amount.

    A report without findings is 'nothing found'.
    """
    errors = sum(one.severity is Severity.ERROR for one in report.findings)
    warnings = len(report.findings) - errors
    counted: list[Fact] = [term("errors", count=errors)] if errors else []
    counted += [term("warnings", count=warnings)] if warnings else []
    what = Names(tuple(counted)) if counted else term("nothing_found")
    if report.files > 1:
        hit = len({one.place.file for one in report.findings})
        what = term("in_files", what=what, hit=hit, files=report.files)
    if explained := [one.because for one in report.findings if one.because]:
        amounts = term("amounts", count=len(set(explained)))
        if len(explained) == len(report.findings):
            what = term("all_from", what=what, amounts=amounts)
        else:
            what = term("some_from", what=what, count=len(explained), amounts=amounts)
    return written(what, report.language)


def _head(group: Related) -> Iterator[Part]:
    first = group.findings[0]
    codes = ", ".join(dict.fromkeys(one.code for one in group.findings))
    said = first.message
    if group.causes:
        said = written(explained(group), first.language)
    elif more := len(group.findings) - 1:
        variant = "with_one_figure_more" if more == 1 else "with_figures_more"
        said = written(term(variant, said=Verbatim(said), count=more), first.language)
    yield f"{printable(str(group.place))}:", BOLD
    yield " ", PLAIN
    yield first.severity.said(first.language), _STYLES[first.severity]
    yield f" {codes}: {printable(said)}\n", PLAIN


def _remedy(group: Related) -> tuple[str, str]:
    first = group.findings[0]
    if len(group.causes) == 1:
        return first.code, written(term("correct_the_amount"), first.language)
    return first.code, first.remedy


def _wrapped(remedy: str, language: str, times: int, width: int) -> list[str]:
    """The remedy of so many neighbours in lines; none where there is no remedy."""
    variant = "remedy" if times == 1 else "remedy_for_several"
    what = term(variant, remedy=Verbatim(printable(remedy)), count=times)
    said = written(what, language) if remedy else ""
    return wrap(said, max(width, 1), break_long_words=False, break_on_hyphens=False)


def _excerpt(place: Place, severity: Severity, report: Report) -> Iterator[Part]:
    """The line of the plan with the place underlined, where there is such a line."""
    line = report.excerpts.line(place)
    if not line.strip():
        return
    gutter = _gutter(place)
    excerpt, marks = underlined(line, place.column)
    indent = " " * (len(marks) - len(marks.lstrip()))
    yield f"{place.line:>{gutter}} ", PLAIN
    yield "|", MARK
    yield f" {excerpt}\n{'':>{gutter}} ", PLAIN
    yield "|", MARK
    yield f" {indent}", PLAIN
    yield marks.lstrip(), _STYLES[severity]
    yield "\n", PLAIN


def _gutter(place: Place) -> int:
    return max(len(str(place.line)) + 2, 4)
