"""One table in a Word document: headings that repeat, rows by their roles, figures to the right.

The table is written as the XML that Word reads: a library's objects for every cell take a hundred
times as long, and a programme may have a table for each of its environments.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from industri40.render.common.figures import texts
from industri40.render.common.text import printable
from industri40.render.word.paper import Part
from industri40.report.headings import Words
from industri40.report.table import Row

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

_SHORT = 24
"""A table of no more rows than these is kept on one page."""

_TWIPS = 567
"""In one centimetre."""

_INK, _GREY, _RED = "1F3864", "404040", "C00000"


def table_xml(part: Part, words: Words, *, noted: bool) -> str:
    """The part as the XML of a table; ``noted`` keeps it together with what follows."""
    table, widths = part.table, [part.label, *part.widths]
    writer = _Writer(part, widths)
    grid = "".join(f'<w:gridCol w:w="{_twips(wide)}"/>' for wide in widths)
    rows = "".join(
        writer.row(row, figures, last=row is table.rows[-1] and not noted)
        for row, figures in zip(table.rows, texts(table, words.language), strict=True)
    )
    return (
        f"<w:tbl {_NAMESPACE}><w:tblPr>"
        f'<w:tblW w:w="{_twips(sum(widths))}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
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


class _Writer:
    def __init__(self, part: Part, widths: Sequence[float]) -> None:
        self._part, self._widths = part, widths
        self._size = round(2 * part.paper.letters)
        self._together = len(part.table.rows) <= _SHORT

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

    def row(self, row: Row, texts: Sequence[str], *, last: bool) -> str:
        """A row with its figures."""
        together = (self._together and not last) or row.role in ("heading", "opening")
        style = _STYLES.get(row.role, _PLAIN)._replace(moved=row.indent, together=together)
        return _line(self._cells([row.label, *texts], style))

    def _cells(self, texts: Sequence[str], style: _Style) -> list[str]:
        return [self._cell(at, text, style) for at, text in enumerate(texts)]

    def _cell(self, column: int, text: str, style: _Style, span: int | None = None) -> str:
        """A cell, in the middle over a ``span`` of columns; labels are moved in."""
        wide = _twips(sum(self._widths[column : column + (span or 1)]))
        spans = f'<w:gridSpan w:val="{span}"/>' if span and span > 1 else ""
        kept = "<w:keepNext/>" if style.together else ""
        indent = f'<w:ind w:left="{style.moved * 200}"/>' if style.moved and not column else ""
        align = "center" if span else "right" if column else "left"
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{spans}{_rules(style)}'
            f'<w:vAlign w:val="bottom"/></w:tcPr><w:p><w:pPr>{kept}'
            f'<w:spacing w:before="{20 * style.space}" w:after="20"/>{indent}'
            f'<w:jc w:val="{align}"/><w:rPr><w:sz w:val="{self._size}"/></w:rPr></w:pPr>'
            f"{self._run(text, style)}</w:p></w:tc>"
        )

    def _run(self, text: str, style: _Style) -> str:
        if not text:
            return ""
        looks = "<w:b/>" * style.bold + "<w:i/>" * style.italic
        if style.colour:
            looks += f'<w:color w:val="{style.colour}"/>'
        looks += f'<w:sz w:val="{self._size}"/><w:szCs w:val="{self._size}"/>'
        shown = escape(printable(text))
        return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{shown}</w:t></w:r>'


def _line(cells: Sequence[str], repeats: str = "") -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{repeats}</w:trPr>{''.join(cells)}</w:tr>"


def _rules(style: _Style) -> str:
    sides = (("top", style.above), ("bottom", style.below))
    drawn = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{_INK}"/>'
        for side, size in sides
        if size
    )
    return f"<w:tcBorders>{drawn}</w:tcBorders>" if drawn else ""


def _twips(centimetres: float) -> int:
    return round(centimetres * _TWIPS)
