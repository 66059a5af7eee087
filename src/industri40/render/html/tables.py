"""Neutral tables as a template wants them: spans of headings, bodies, texts of cells."""

from itertools import groupby
from typing import NamedTuple

from industri40.render.common.figures import texts
from industri40.render.common.remarks import notes
from industri40.report.headings import Words
from industri40.report.table import Column, Row, Table


class Sheet(NamedTuple):
    """A table as it stands on a page.

    ``heads`` are columns under one heading of a group, or just one without; ``bodies`` are rows
    with a text for each column, all under the heading that the first of them may be.
    """

    id: str
    title: str
    heads: list[list[Column]]
    bodies: list[list[tuple[Row, list[str]]]]
    notes: list[str]
    columns: int


def sheet(table: Table, words: Words) -> Sheet:
    """A table with every figure as text."""
    heads = groupby(table.columns, key=lambda column: column.group or column.key)
    bodies: list[list[tuple[Row, list[str]]]] = [[]]
    for row, cells in zip(table.rows, texts(table, words.language), strict=True):
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
    )
