"""Neutral tables as a template wants them: spans of headings, bodies, texts of cells."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from industri40.render.common.figures import texts
from industri40.render.common.remarks import notes
from industri40.render.common.text import printable
from industri40.report.headings import Words
from industri40.report.table import Table

_WIDE, _CROWDED = 7, 11
"""From so many columns of figures on, a table is printed across the paper, and in small print."""


class Head(NamedTuple):
    """A heading of a column, or of ``span`` columns that have ``below`` as their own headings."""

    label: str
    span: int = 1
    below: tuple[str, ...] = ()


class Line(NamedTuple):
    """One row: its role, how far it is moved in, and one text for each column."""

    role: str
    level: int
    label: str
    cells: tuple[str, ...]


class Body(NamedTuple):
    """Rows that belong together, under a heading of their own or none."""

    heading: str
    lines: tuple[Line, ...]


class Sheet(NamedTuple):
    """A table as it stands on a page."""

    id: str
    title: str
    heads: tuple[Head, ...]
    bodies: tuple[Body, ...]
    notes: tuple[str, ...]
    columns: int

    @property
    def grouped(self) -> bool:
        """Whether there are two rows of headings."""
        return any(head.below for head in self.heads)

    @property
    def wide(self) -> bool:
        """Whether it is better printed across the paper."""
        return self.columns >= _WIDE

    @property
    def crowded(self) -> bool:
        """Whether it has to be printed small."""
        return self.columns >= _CROWDED


def sheet(table: Table, words: Words) -> Sheet:
    """A table with every figure as text."""
    return Sheet(
        "table-" + table.id.replace(".", "-"),
        printable(table.title),
        tuple(_heads(table)),
        tuple(_bodies(table, words.language)),
        tuple(map(printable, notes(table, words))),
        len(table.columns),
    )


def _heads(table: Table) -> Iterator[Head]:
    for group, members in groupby(table.columns, key=lambda column: column.group):
        labels = tuple(printable(column.label) for column in members)
        if group:
            yield Head(printable(group), len(labels), labels)
        else:
            yield from map(Head, labels)


def _bodies(table: Table, language: str) -> Iterator[Body]:
    heading, lines = "", list[Line]()
    for row, cells in zip(table.rows, texts(table, language), strict=True):
        if row.role == "heading":
            if lines or heading:
                yield Body(heading, tuple(lines))
            heading, lines = printable(row.label), []
        else:
            level, shown = row.indent, cells if row.cells else ()
            lines.append(Line(row.role, level, printable(row.label), tuple(shown)))
    yield Body(heading, tuple(lines))
