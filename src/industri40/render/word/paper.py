"""What paper a table in a Word document has room on, and how wide its columns are.

No font is at hand: widths are estimated, rather too wide than too narrow, for Calibri and letters
like it. A column is never too narrow for its figures, which do not break.
"""

from collections.abc import Sequence
from typing import NamedTuple

from industri40.render.common.figures import texts
from industri40.render.common.text import printable, width
from industri40.report.headings import Words
from industri40.report.table import Column, Table
from industri40.report.tables import NO_BREAK


class Paper(NamedTuple):
    """How much room a table has, in centimetres, and its letters in points."""

    room: float
    letters: float


PORTRAIT, LANDSCAPE, CROWDED = Paper(16.6, 9.5), Paper(25.3, 9.0), Paper(25.3, 8.0)
SMALLEST = Paper(25.3, 7.5)
"""Upright, across, and across in smaller letters."""

_LETTER = 0.0192
"""How wide a figure is, in centimetres for each point of its height; most letters are narrower."""

_THIN = (" ", NO_BREAK, ",", ".")
"""Signs that are half as wide as a figure, or less."""

_CAPITAL = 0.2
"""How much wider than a figure a capital letter is, of a figure's width."""

_SIDES, _AIR = 0.3, 0.4
"""What a column has beside its figures, and how much more where there is room to spare."""

_LABEL = (4.8, 8.5)
"""So much room the labels of rows get in any case, if they want it, and at most."""

_STEP = 0.5
"""How exactly the parts of a divided table are made equally wide, in centimetres."""


class Part(NamedTuple):
    """Some columns of a table on one sheet of paper, each with its width in centimetres."""

    table: Table
    widths: tuple[float, ...]
    paper: Paper

    @property
    def across(self) -> bool:
        """Whether it lies across the paper."""
        return self.paper is not PORTRAIT

    @property
    def label(self) -> float:
        """The room for the labels of rows."""
        return min(_label(self.table, self.paper), self.paper.room - sum(self.widths))


def _label(table: Table, paper: Paper) -> float:
    """The room that the labels of rows would like to have."""
    longest = max((width(row.label) + 3 * row.level + 3 for row in table.rows), default=0)
    return min(_LABEL[1], longest * _LETTER * paper.letters + _SIDES)


def divided(table: Table, words: Words) -> list[Part]:
    """The table on the first paper that it fits on, else in parts that do."""
    shown = texts(table, words.language)
    figures = [[row[at] for row in shown] for at in range(len(table.columns))]
    for paper in (PORTRAIT, LANDSCAPE, CROWDED, SMALLEST):
        widths = tuple(
            _width(table, *column, paper) for column in zip(table.columns, figures, strict=True)
        )
        room = paper.room - min(_LABEL[0], _label(table, paper))
        if sum(widths) <= room:
            return [_part(table, widths, paper)]
    runs = _even(list(zip(table.columns, widths, strict=True)), room)
    return [
        _part(
            table._replace(columns=tuple(column for column, _ in run)),
            tuple(wide for _, wide in run),
            paper,
        )
        for run in runs
    ]


def _part(table: Table, widths: tuple[float, ...], paper: Paper) -> Part:
    """The part, with air between its columns as far as the labels leave room."""
    spare = paper.room - sum(widths) - _label(table, paper)
    air = max(0.0, min(_AIR, spare / max(len(widths), 1)))
    return Part(table, tuple(wide + air for wide in widths), paper)


_Wide = tuple[Column, float]


def _even(columns: Sequence[_Wide], room: float) -> list[list[_Wide]]:
    """As few runs of columns as there have to be, about equally wide."""
    runs = _filled(columns, room)
    while room > _STEP:
        room -= _STEP
        closer = _filled(columns, room)
        if len(closer) > len(runs):
            break
        runs = closer
    return runs


def _filled(columns: Sequence[_Wide], room: float) -> list[list[_Wide]]:
    """The columns in runs that there is room for; a run has one at least."""
    runs: list[list[_Wide]] = [[]]
    for column, wide in columns:
        if runs[-1] and sum(each for _, each in runs[-1]) + wide > room:
            runs.append([])
        runs[-1].append((column, wide))
    return runs


def _width(table: Table, column: Column, figures: Sequence[str], paper: Paper) -> float:
    """The room that a column's figures and the words of its headings need."""
    alone = sum(other.group == column.group for other in table.columns) == 1
    heading = f"{column.label} {column.group}" if alone else column.label
    words = printable(heading).replace("-", "- ").split()
    return max(map(_length, (*figures, *words)), default=0) * _LETTER * paper.letters + _SIDES


def _length(text: str) -> float:
    """About how many figures a text is as wide as."""
    thin, capitals = sum(map(text.count, _THIN)), sum(map(str.isupper, text))
    return width(text) - thin / 2 + capitals * _CAPITAL
