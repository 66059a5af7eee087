"""Neutral tables as a template wants them: spans of headings, bodies, texts of cells."""

from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from industri40.render.common.figures import texts
from industri40.render.common.origins import Origin
from industri40.render.common.remarks import notes
from industri40.render.html.opened import Figure, Opened
from industri40.render.pictures.drawing import SIZE, text_width
from industri40.report.headings import Words
from industri40.report.table import Column, Row, Table

PORTRAIT, SMALL = "", "small"
ACROSS = ("across", "across crowded", "across packed")
"""How a table is printed on A4: upright, so in small print, or across, in that or in smaller."""

_PAPERS = ((PORTRAIT, 100, 180), (SMALL, 85, 180), (ACROSS[0], 85, 267), (ACROSS[1], 75, 267))
"""The tenths of a point of their letters, and the millimetres between the margins."""

_LABEL, _AIR = (65, 130), 12
"""Room for labels of rows, in any case and where they want it, and beside a figure, at SIZE."""

_BOLD, _SMALLER = Fraction(27, 25), Fraction(24, 25)
"""How much wider bold figures are, as in a sum, and what the letters of a heading come to."""


class Sheet(NamedTuple):
    """A table as it stands on a page.

    ``heads`` are columns under one heading of a group, or just one without; ``bodies`` are rows
    with a figure for each column, all under the heading that the first of them may be. ``origins``
    are what opens at figures, with its id, but for what another sheet has. ``paper`` is PORTRAIT,
    SMALL or one of ACROSS.
    """

    id: str
    title: str
    heads: list[list[Column]]
    bodies: list[list[tuple[Row, list[Figure]]]]
    notes: list[str]
    origins: list[tuple[str, Origin]]
    columns: int
    paper: str


def sheet(table: Table, words: Words, opened: Opened | None = None) -> Sheet:
    """A table with every figure as text, which opens if it is one of those ``opened``."""
    heads = groupby(table.columns, key=lambda column: column.group or column.key)
    bodies: list[list[tuple[Row, list[Figure]]]] = [[]]
    written, before = texts(table, words.language), len(opened.ids) if opened else 0
    for row, cells in zip(table.rows, written, strict=True):
        if row.role == "heading" and bodies[-1]:
            bodies.append([])
        figures = [
            opened.figure(table, row, column, text) if opened else Figure(text)
            for column, text in zip(table.columns, cells, strict=True)
        ]
        bodies[-1].append((row, figures))
    return Sheet(
        "table-" + table.id.replace(".", "-"),
        table.title,
        [list(members) for _, members in heads],
        bodies,
        list(notes(table, words)),
        [(name, origin) for origin, name in opened.ids.items()][before:] if opened else [],
        len(table.columns),
        _paper(table, written),
    )


def _paper(table: Table, figures: list[list[str]]) -> str:
    """The first paper that has room for all columns; how wide they will be is only estimated."""
    least, most = map(Fraction, _LABEL)
    width = min(max([least, *(text_width(row.label) for row in table.rows)]), most)
    for column, cells in zip(table.columns, zip(*figures, strict=True), strict=True):
        words = (text_width(word) * _SMALLER for word in column.label.split())
        width += _AIR + max([max(map(text_width, cells)) * _BOLD, *words])
    for paper, points, room in _PAPERS:
        if width * points * 254 <= room * SIZE * 72 * 100:  # 72 points are 25.4 mm
            return paper
    return ACROSS[-1]
