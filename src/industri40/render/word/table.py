"""One table in a Word document: headings that repeat, rows by their roles, figures to the right.

The table is written as the XML that Word reads: a library's objects for every cell take a hundred
times as long, and a programme may have a table for each of its environments.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from industri40.render.common.figures import texts
from industri40.render.common.text import printable
from industri40.render.word.paper import INDENT, Part
from industri40.report.headings import Words
from industri40.report.table import Row

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SHORT = 10  # so many rows are kept on one page: below a heading, or at either end of a table
_FEW = 3  # a longer run of rows goes on on another page, but for so many at its end
_INK, _GREY, _RED = "1F3864", "404040", "C00000"


def table_xml(part: Part, words: Words) -> str:
    """The part as the XML of a table."""
    table, writer = part.table, _Writer(part)
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in part.widths)
    figures, kept = texts(table, words.language), _kept(table.rows)
    rows = "".join(map(writer.row, table.rows, figures, kept))
    return (
        f"<w:tbl {_NAMESPACE}><w:tblPr>"
        f'<w:tblW w:w="{sum(part.widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
        '</w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1"/>'
        f"<w:tblCaption w:val={quoteattr(printable(table.title))}/></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{writer.heads()}{rows}</w:tbl>"
    )


def field_xml(instruction: str, shown: str) -> str:
    """The XML of a field that Word works out, with what it shows until then."""
    return (
        f"<w:fldSimple {_NAMESPACE} w:instr={quoteattr(instruction)}>"
        f"<w:r><w:t>{escape(shown)}</w:t></w:r></w:fldSimple>"
    )


class _Style(NamedTuple):
    """How a row looks: its letters, and rules above and below, in eighths of a point.

    Its label is ``moved`` in; ``together`` keeps it on the page of the next one.
    """

    bold: bool = False
    italic: bool = False
    colour: str = ""
    above: int = 0
    below: int = 0
    space: int = 1
    moved: int = 0
    together: bool = True


_STYLES = {
    "heading": _Style(bold=True, colour=_INK, space=6),
    "memo": _Style(italic=True, colour=_GREY),
    "group": _Style(bold=True, above=4),
    "sum": _Style(bold=True, above=8, below=8),
    "result": _Style(bold=True),
    "uncovered": _Style(bold=True, colour=_RED),
}
_PLAIN = _Style()
_HEAD = _Style(bold=True, colour=_INK, below=8)


def _kept(rows: Sequence[Row]) -> Iterator[bool]:
    """Which rows stay on the page of the next one, the last on that of what is below the table.

    A run of rows begins with a heading. A short one is kept whole, of a long one both ends are.
    """
    starts = [at for at, row in enumerate(rows) if at and row.role == "heading"]
    for first, end in pairwise((0, *starts, len(rows))):
        for at in range(first, end - 1):
            near = at - first < _FEW - 1 or end - at <= _FEW or rows[at + 1].role == "memo"
            yield end - first <= _SHORT or near or rows[at].role in ("heading", "opening")
        yield end == len(rows) or end - first < _FEW


class _Writer:
    def __init__(self, part: Part) -> None:
        self._part, self._widths, self._size = part, part.widths, part.paper.letters

    def heads(self) -> str:
        """The headings of columns, which repeat on every page; groups of columns above them."""
        columns = self._part.table.columns
        own = self._cells(["", *(column.label for column in columns)], _HEAD)
        above = self._groups() if any(column.group for column in columns) else ()
        return "".join(_line(cells, "<w:tblHeader/>") for cells in (above, own) if cells)

    def _groups(self) -> list[str]:
        cells, at = [self._cell(0, "", _PLAIN)], 1
        for group, members in groupby(self._part.table.columns, key=lambda column: column.group):
            span = len(list(members))
            style = _HEAD._replace(below=4) if group else _PLAIN
            cells.append(self._cell(at, group, style, span))
            at += span
        return cells

    def row(self, row: Row, texts: Sequence[str], together: bool) -> str:  # noqa: FBT001 - mapped
        """A row with its figures; ``together`` keeps it on the page of the next one."""
        style = _STYLES.get(row.role, _PLAIN)._replace(moved=row.indent, together=together)
        return _line(self._cells([row.label, *texts], style))

    def _cells(self, texts: Sequence[str], style: _Style) -> list[str]:
        return [self._cell(at, text, style) for at, text in enumerate(texts)]

    def _cell(self, column: int, text: str, style: _Style, span: int | None = None) -> str:
        """A cell, in the middle over a ``span`` of columns; labels are moved in."""
        wide = sum(self._widths[column : column + (span or 1)])
        spans = f'<w:gridSpan w:val="{span}"/>' if span and span > 1 else ""
        kept = "<w:keepNext/>" if style.together else ""
        indent = f'<w:ind w:left="{style.moved * INDENT}"/>' if style.moved and not column else ""
        align = "center" if span else "right" if column else "left"
        size = f'<w:sz w:val="{self._size}"/>'
        looks = "<w:b/>" * style.bold + "<w:i/>" * style.italic
        if style.colour:
            looks += f'<w:color w:val="{style.colour}"/>'
        looks += f'{size}<w:szCs w:val="{self._size}"/>'
        shown = f'<w:t xml:space="preserve">{escape(printable(text))}</w:t>'
        run = f"<w:r><w:rPr>{looks}</w:rPr>{shown}</w:r>" if text else ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{spans}{_rules(style)}'
            f'<w:vAlign w:val="bottom"/></w:tcPr><w:p><w:pPr>{kept}'
            f'<w:spacing w:before="{20 * style.space}" w:after="20"/>{indent}'
            f'<w:jc w:val="{align}"/><w:rPr>{size}</w:rPr></w:pPr>'
            f"{run}</w:p></w:tc>"
        )


def _line(cells: Sequence[str], repeats: str = "") -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{repeats}</w:trPr>{''.join(cells)}</w:tr>"


def _rules(style: _Style) -> str:
    drawn = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{_INK}"/>'
        for side, size in (("top", style.above), ("bottom", style.below))
        if size
    )
    return f"<w:tcBorders>{drawn}</w:tcBorders>" if drawn else ""
