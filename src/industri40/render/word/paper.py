"""What paper a table in a Word document has room on, and how wide its columns are.

All lengths are twips, of which a point has twenty. No font is at hand: a column has room for its
figures and the words of its heading in the widest letters that are usual (see
:mod:`..common.widths`), so that none of them breaks. A table is as wide as the text on its paper.
"""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple

from industri40.render.common.figures import texts
from industri40.render.common.runs import even_runs
from industri40.render.common.text import printable
from industri40.render.common.widths import length, longest_word
from industri40.report.headings import Words
from industri40.report.table import Column, Table

SHORT, LONG = 11906, 16838  # the sides of a sheet of A4
UPRIGHT_MARGIN, ACROSS_MARGIN = 1247, 850


class Paper(NamedTuple):
    """How much room a table has, and the size of its letters in half points."""

    room: int
    letters: int
    across: bool = False


_UPRIGHT, _ACROSS = SHORT - 2 * UPRIGHT_MARGIN, LONG - 2 * ACROSS_MARGIN
PAPERS = (
    Paper(_UPRIGHT, 19), Paper(_UPRIGHT, 17),
    Paper(_ACROSS, 18, across=True), Paper(_ACROSS, 16, across=True),
    Paper(_ACROSS, 15, across=True),
)  # fmt: skip
"""Upright, and across where that is too narrow, in letters as large as there is room for."""

_FEW = 1  # a table of no more rows is rather divided than alone on a page that lies across
INDENT = 200  # how far a row is moved in
_SIDES, _AIR = 150, 700  # beside the figures of a column, and more where there is room to spare
_LABEL = (2700, 4800)  # the room of labels in any case, if they want it, and at most


class Part(NamedTuple):
    """Some columns of a table on one sheet of paper; the widths are of their labels, then each."""

    table: Table
    widths: tuple[int, ...]
    paper: Paper


def divided(table: Table, words: Words) -> list[Part]:
    """The table on the first paper that it fits on, else in as few parts as there have to be."""
    figures = list(zip(*texts(table, words.language), strict=True))
    found: list[Part] = []
    papers = PAPERS if len(table.rows) > _FEW else PAPERS[:2]
    for paper in papers:
        widths = _widths(table, figures, paper)
        least = _wished(table, paper, longest_word)  # in it no word of a label breaks
        if paper is not papers[-1]:
            least = max(least, min(_LABEL[0], _wished(table, paper)))
        if sum(widths) <= paper.room - least:
            return [_part(table, widths, paper)]
        runs = [slice(run.start, run.stop) for run in even_runs(widths, paper.room - least)]
        if paper.across == papers[-1].across and not 0 < len(found) <= len(runs):
            found = [
                _part(table._replace(columns=table.columns[run]), widths[run], paper)
                for run in runs
            ]
    return found


def _part(table: Table, widths: Sequence[int], paper: Paper) -> Part:
    """The part: columns have air as far as labels leave room, and labels have all that is left."""
    spare = paper.room - sum(widths) - _wished(table, paper)
    air = max(0, min(_AIR, spare // max(len(widths), 1)))
    wide = [width + air for width in widths]
    return Part(table, (paper.room - sum(wide), *wide), paper)


def _wished(table: Table, paper: Paper, measure: Callable[..., int] = length) -> int:
    """The room that the labels of rows would like to have, or their words as a ``measure``."""
    lengths = ((measure(printable(row.label), bold=True), row.indent) for row in table.rows)
    longest = max((_in(paper, one) + INDENT * moved for one, moved in lengths), default=0)
    return min(_LABEL[1], longest)


def _in(paper: Paper, length: int) -> int:
    """How much room a text takes, from how long it is in hundredths of the size of letters."""
    return -(-length * paper.letters // 10) + _SIDES


def _widths(table: Table, figures: Sequence[Sequence[str]], paper: Paper) -> list[int]:
    widths, columns = [], iter(figures or [()] * len(table.columns))
    for group, members in groupby(table.columns, key=lambda column: column.group):
        own = [_width(column, next(columns), paper) for column in members]
        lacks = _in(paper, longest_word(printable(group), bold=True)) - sum(own)
        widths += [wide + max(0, -(-lacks // len(own))) for wide in own]
    return widths


def _width(column: Column, figures: Sequence[str], paper: Paper) -> int:
    lengths = [length(text, bold=True) for text in figures]
    return _in(paper, max([longest_word(printable(column.label), bold=True), *lengths]))
