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

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from textwrap import wrap

from industri40.findings.facts import Fact, Names, Verbatim, term
from industri40.findings.finding import OPTION, Finding, Place, Severity
from industri40.findings.said import phrase
from industri40.findings.wording import written
from industri40.money import decimals_of, format_amount
from industri40.render.common.excerpt import underlined
from industri40.render.common.styled import ADVICE, BOLD, MARK, PLAIN, WRONG, Part, Styled
from industri40.render.common.text import printable, wrapped
from industri40.render.findings.related import Related, explained, related
from industri40.render.findings.report import Report, headline

_NAMES = ("label_expected", "label_found", "label_difference")
_GAP = "  "
_NARROWEST = 16  # the columns that names of figures are kept to before the figures stand below them
_STYLES = {Severity.ERROR: WRONG, Severity.WARNING: ADVICE}


def render(report: Report) -> Styled:
    """Every finding in full, and a last line with the counts; nothing where there is none."""
    return Styled(_parts(report) if report.findings else ())


def concise(report: Report) -> str:
    """``file:line:column: severity code: message``, for editors and for ``grep``."""
    return "".join(f"{printable(headline(one))}\n" for one in report.findings)


def _parts(report: Report) -> Iterator[Part]:
    for (_, remedy), neighbours in groupby(related(report.findings), _remedy):
        groups = list(neighbours)
        for group in groups:
            first, *others = group.findings
            yield from _head(group)
            yield from _excerpt(group.place, first.severity, report)
            indent = " " * (_gutter(group.place) + 1)
            width = report.width - len(indent)
            lines = list(_table(group.findings, width) if others else _figures_below(first))
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
    hit = len(files := {one.place.file for one in report.findings})
    if report.files > 1 and OPTION not in files:
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


def _figures_below(finding: Finding) -> Iterator[str]:
    """Expected, found and difference of one finding, below each other; nothing without them."""
    if not finding.printed:
        return
    texts = _texts(finding, _decimals(finding.printed))
    width = max(map(len, texts))
    names = _labels(_NAMES, finding)
    beside = max(map(len, names)) + 1
    for name, text in zip(names, texts, strict=True):
        yield f"{name:<{beside}}{text:>{width}}"


def _table(findings: Sequence[Finding], columns: int) -> Iterator[str]:
    """A line for each finding: place in the file, code, figure, expected, found, difference.

    Where ``columns`` are too few for it, the names of the figures take several lines, and then the
    figures stand below them, each on a line.
    """
    decimals = _decimals(figure for one in findings for figure in one.printed)
    lines = [_labels(("label_line", "label_code", "label_figure", *_NAMES), findings[0])]
    for one in findings:
        place, name = f"{one.place.line}:{one.place.column}", printable(one.subject or "")
        lines.append([place, one.code, name, *_texts(one, decimals)])
    places, codes, names, *widths = (max(map(len, column)) for column in zip(*lines, strict=True))
    room = columns - places - codes - 2 * len(_GAP)
    beside = min(room - sum(widths) - len(_GAP) * len(widths), names)
    stacked = beside < min(names, _NARROWEST)
    for (place, code, name, *figures), finding in zip(lines, [None, *findings], strict=True):
        start = f"{place:<{places}}{_GAP}{code:<{codes}}{_GAP}"
        *above, last = _folded(name, room if stacked else beside)
        for text in above:
            yield start + text
            start = " " * len(start)
        if stacked:
            yield start + last
            yield from (_GAP + text for text in _figures_below(finding)) if finding else ()
        else:
            shown = (f"{text:>{wide}}" for text, wide in zip(figures, widths, strict=True))
            yield _GAP.join((f"{start}{last:<{beside}}", *shown)).rstrip()


def _labels(labels: Sequence[str], finding: Finding) -> list[str]:
    return [phrase(label, finding.language) for label in labels]


def _folded(name: str, columns: int) -> list[str]:
    """The name of a figure in lines, broken after its points where that is enough."""
    lines = [""]
    for part in re.split(r"(?<=\.)", name):
        if lines[-1] and len(lines[-1] + part) > columns:
            lines.append("")
        *full, lines[-1] = wrapped(lines[-1] + part, max(columns, 1))
        lines[-1:-1] = full
    return lines


def _decimals(figures: Iterable[Fraction]) -> int:
    return max(map(decimals_of, figures), default=0)


def _texts(finding: Finding, decimals: int) -> list[str]:
    texts = [format_amount(figure, finding.language, decimals) for figure in finding.printed]
    if texts and finding.printed[-1] > 0:
        texts[-1] = f"+{texts[-1]}"
    return texts or [""] * len(_NAMES)
