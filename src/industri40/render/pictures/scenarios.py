"""The picture of the main figures of a plan and its scenarios, a bar for each of them."""

from collections.abc import Sequence
from fractions import Fraction

from industri40.render.common.figures import as_read
from industri40.render.pictures.bars import Bar, Bars, Group
from industri40.render.pictures.drawing import Layout, Picture
from industri40.report.headings import Words
from industri40.report.table import CellKey, Row, Table

_MAIN = ("count", "sum", "uncovered", "result")  # roles of rows that are drawn


def picture(table: Table, words: Words, layouts: Sequence[Layout]) -> Picture | None:
    """The picture of the table, or None where its main figures are nothing."""
    rows = [row for row in table.rows if row.role in _MAIN]
    scales: dict[CellKey, Fraction] = {}  # the same for the least and the most of one figure
    for row in rows:
        values = (cell.exact for cell in row.cells.values())
        scales[row.key[:-1]] = max(scales.get(row.key[:-1], Fraction(0)), *values)
    every = (_group(row, table, words, scales[row.key[:-1]]) for row in rows)
    groups = [group for group in every if group.bars]
    if not groups:
        return None
    title = words("picture.scenarios")
    drawings = tuple(
        drawing
        for layout in layouts
        for drawing in Bars("scenarios", layout, Fraction(1), groups).drawings(title, words)
    )
    return Picture("scenarios", title, (words("picture.scenarios.help"),), drawings, table)


def _group(row: Row, table: Table, words: Words, most: Fraction) -> Group:
    """The bars of a row, of which ``most`` is as long as there is room; none of nothing."""
    bars = []
    for column in table.columns if most > 0 else ():
        if cell := row.cells.get(column.key):
            figure = as_read(cell, words.language)
            boxes = [(cell.exact / most, "bar", "")] if cell.exact > 0 else []
            bars.append(Bar(column.label, [figure], f"{column.label}: {figure}", boxes))
    return Group(bars, row.label, [""])
