"""Neutral tables as a template wants them: spans of headings, bodies, texts of cells."""

from itertools import groupby
from typing import NamedTuple

from industri40.render.common.figures import texts
from industri40.render.common.remarks import notes
from industri40.render.pictures.drawing import SIZE, text_width
from industri40.report.headings import Words
from industri40.report.table import Column, Row, Table

PORTRAIT, SMALL, ACROSS = "", "small", ("across", "across crowded")
"""How a table is printed on A4: upright, so in small print, or across, in that or in smaller."""

_PAPERS = ((PORTRAIT, 100, 180), (SMALL, 85, 180), (ACROSS[0], 85, 267))
"""The tenths of a point of their letters, and the millimetres between the margins."""

_LABEL, _AIR = 160, 11
"""The room that labels of rows have at least, and what is beside a figure, in letters of SIZE."""


class Sheet(NamedTuple):
    """A table as it stands on a page.

    ``heads`` are columns under one heading of a group, or just one without; ``bodies`` are rows
    with a text for each column, all under the heading that the first of them may be. ``paper`` is
    PORTRAIT, SMALL or one of ACROSS.
    """

    id: str
    title: str
    heads: list[list[Column]]
    bodies: list[list[tuple[Row, list[str]]]]
    notes: list[str]
    columns: int
    paper: str


def sheet(table: Table, words: Words) -> Sheet:
    """A table with every figure as text."""
    heads = groupby(table.columns, key=lambda column: column.group or column.key)
    bodies: list[list[tuple[Row, list[str]]]] = [[]]
    figures = texts(table, words.language)
    for row, cells in zip(table.rows, figures, strict=True):
        if row.role == "heading" and bodies[-1]:
            bodies.append([])
        bodies[-1].append((row, cells))
    return Sheet(
        "table-" + table.id.replace(".", "-"),
        table.title,
        [list(members) for _, members in heads],
        bodies,
        list(notes(table, words)),
        len(table.columns),
        _paper(table, figures),
    )


def _paper(table: Table, figures: list[list[str]]) -> str:
    """The first paper that has room for all columns; how wide they will be is only estimated."""
    width = min(_LABEL, max((text_width(row.label) for row in table.rows), default=_LABEL))
    for column, cells in zip(table.columns, zip(*figures, strict=True), strict=True):
        words = (text_width(word) * 9 / 10 for word in column.label.split())
        width += _AIR + max(*map(text_width, cells), *words)
    for paper, points, room in _PAPERS:
        if width * points * 254 <= room * SIZE * 72 * 100:  # 72 points are 25.4 mm
            return paper
    return ACROSS[-1]
