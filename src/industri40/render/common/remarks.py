"""What is said beside the tables: what was checked, what was found, what was rounded."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from industri40.findings.finding import Finding, Severity
from industri40.render.common.figures import ROUNDED, as_read, decimals, exact_words, figure
from industri40.render.common.results import Results
from industri40.report.headings import Words
from industri40.report.table import Table
from industri40.report.tables import LIMITS, NO_BREAK, ReportTables

_LISTED = 20  # so many findings are listed in a document; more are counted

_EXPLAINED = 4
"""Rounded figures whose exact values are written below a table; more than these are too many."""


class Remark(NamedTuple):
    """A sentence or more, and whether it says that something is ``wrong``."""

    text: str
    wrong: bool


def conclusion(results: Results) -> Remark | None:
    """What was checked and that it adds up, or how much was found; None if nothing was checked.

    Advice is counted beside the rest: it takes nothing from what adds up.
    """
    words = results.words
    errors = sum(one.severity is Severity.ERROR for one in results.findings)
    advice = len(results.findings) - errors
    said = []
    if errors:
        said.append(words.counted("findings", errors))
    elif results.checked:
        stated = len(results.plan.stated)
        what = (words(f"checked.{one}", count=stated) for one in results.checked)
        said.append(words("checked", what=", ".join(what)))
    if advice:
        said.append(words.counted("advice", advice))
    if not errors:
        said += _kept(results.report)
    return Remark(" ".join(said), bool(errors)) if said else None


def _kept(report: ReportTables) -> Iterator[str]:
    """A sentence on each limit that is kept, with the figure and the limit."""
    language = report.words.language
    rows = (row for table in report.tables(LIMITS) for row in table.rows)
    held = (row for row in rows if row.role == "line" and ("found",) in row.cells)
    for _, group in groupby(held, key=lambda row: row.key[0]):
        first, *more = group
        found, *figures = (as_read(row.cells["found",], language) for row in (first, *more))
        labels = (row.label.removeprefix(f"{first.label}, ") for row in more)
        others = "".join(map(", {}: {}".format, labels, figures))
        most = as_read(first.cells["most",], language)
        yield report.words("limit.kept", label=first.label, found=found, most=most, others=others)


def listed(results: Results) -> tuple[tuple[Finding, ...], str]:
    """The findings that a document lists, and how many more there are in words, if there are."""
    more = len(results.findings) - _LISTED
    said = results.words("findings.more", count=more) if more > 0 else ""
    return results.findings[:_LISTED], said


def notes(table: Table, words: Words) -> Iterator[str]:
    """A table's own notes, and what the mark of rounded figures means where there are any.

    The exact values of those are said if they are few.
    """
    yield from table.notes
    if found := dict.fromkeys(_rounded(table, words)):
        few = f": {'; '.join(found)}" if len(found) <= _EXPLAINED else ""
        yield f"{ROUNDED} {words('note.rounded')}{few}."


def _rounded(table: Table, words: Words) -> Iterator[str]:
    for row in table.rows:
        for cell in row.cells.values():
            if cell.rounded:
                shown = figure(cell, words.language, decimals([cell]))
                exact = exact_words(cell.exact, words.language)
                yield f"{shown} {ROUNDED} {exact}".replace(" ", NO_BREAK)
