"""Tables as whoever opens a file sees them: titles, headings, labels and figures, by format."""

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from html.parser import HTMLParser
from io import BytesIO
from typing import NamedTuple

import cmarkgfm
import docx
import openpyxl
from docx.oxml.ns import qn

from industri40.render.common.figures import ROUNDED

__all__ = ["Element", "Grid", "Page", "Shown", "docx_cells", "grids", "plain", "sheets", "shown"]


class Shown(NamedTuple):
    """A figure as it is read: the amount, and whether it is marked as rounded."""

    amount: Fraction
    rounded: bool


class Grid(NamedTuple):
    """A table: its title, what stands above its columns, and its rows, each label and figures."""

    title: str
    headings: list[str]
    rows: list[tuple[str, list[Shown | None]]]


_WRITTEN = {
    "nb": re.compile(r"-?\d{1,3}(?: \d{3})*(?:,\d\d)?"),
    "en": re.compile(r"-?\d{1,3}(?:,\d{3})*(?:\.\d\d)?"),
}
"""Figures as people write them."""


def plain(text: str) -> str:
    """A text without the spaces that only keep lines together or apart."""
    return " ".join(text.replace("\u200b", "").split())


def shown(text: str, language: str) -> Shown | None:
    """The figure that stands in a cell, or None in a blank one."""
    said = plain(text)
    if not said:
        return None
    figure = said.removeprefix(ROUNDED).removesuffix(ROUNDED).strip()
    assert _WRITTEN[language].fullmatch(figure), f"'{text}' is no figure in {language}"
    digits = figure.replace(*((" ", "") if language == "nb" else (",", ""))).replace(",", ".")
    return Shown(Fraction(digits), figure != said)


class Element:
    """A tag of a page with what is in it."""

    def __init__(self, tag, attributes, parent):
        self.tag, self.parent, self.children = tag, parent, []
        self.attributes = dict(attributes)

    def __getitem__(self, name):
        return self.attributes.get(name)

    @property
    def text(self):
        return "".join(one if isinstance(one, str) else one.text for one in self.children)

    def all(self, *tags):
        for one in self.children:
            if not isinstance(one, str):
                if one.tag in tags or not tags:
                    yield one
                yield from one.all(*tags)

    def one(self, tag):
        (found,) = self.all(tag)
        return found


class Page(HTMLParser):
    """The tree of a page in which every tag is closed where it has to be."""

    VOID = frozenset({"meta", "col", "br", "hr", "img", "input"})

    def __init__(self, html):
        super().__init__()
        self.root = self.at = Element("", (), None)
        self.feed(html)
        self.close()
        assert self.at is self.root, f"<{self.at.tag}> is never closed"

    def handle_starttag(self, tag, attrs):
        element = Element(tag, attrs, self.at)
        assert len(element.attributes) == len(attrs), f"an attribute of <{tag}> stands twice"
        self.at.children.append(element)
        if tag not in self.VOID:
            self.at = element

    def handle_startendtag(self, tag, attrs):
        self.at.children.append(Element(tag, attrs, self.at))

    def handle_endtag(self, tag):
        assert tag == self.at.tag, f"</{tag}> where <{self.at.tag}> is open"
        self.at = self.at.parent

    def handle_data(self, data):
        self.at.children.append(data)


def grids(form: str, data: bytes, language: str) -> list[Grid]:
    """The tables of a file, in the order in which they stand; ``form`` is html, markdown or docx.

    In a page they are those that are not folded away, in a document with parts for those that are
    wider than its paper.
    """
    if form == "docx":
        return [_grid(*parts, language) for parts in _in_word(data)]
    html = data.decode()
    if form == "markdown":
        html = cmarkgfm.github_flavored_markdown_to_html(html)
    return [_grid(*parts, language) for parts in _in_page(Page(html).root)]


Head = list[tuple[str, int, int]]
"""A row of headings: what each says, and how many columns and rows it stands over."""


def _grid(title: str, heads: list[Head], body: Iterable[Sequence[str]], language: str) -> Grid:
    headings = _headings(heads)
    rows = []
    for label, *texts in body:
        figures = [shown(text, language) for text in texts]
        rows.append((plain(label), figures or [None] * len(headings)))
    return Grid(plain(title), headings, rows)


def _in_page(root: Element) -> Iterator[tuple[str, list[Head], list[list[str]]]]:
    title = ""
    for element in root.all("h1", "h2", "table", "details"):
        if element.tag == "details":
            folded = set(element.all("table"))
        elif element.tag != "table":
            title, folded = element.text, set()
        elif element not in folded:
            rows = list(element.all("tr"))
            heads = [row for row in rows if row.parent.tag == "thead"]
            yield (
                next(
                    (one.text for caption in element.all("caption") for one in caption.all("h2")),
                    title,
                ),
                [list(map(_head, row.all("th", "td"))) for row in heads],
                [[cell.text for cell in row.all("th", "td")] for row in rows[len(heads) :]],
            )


def _head(cell: Element) -> tuple[str, int, int]:
    return plain(cell.text), int(cell["colspan"] or 1), int(cell["rowspan"] or 1)


def _in_word(data: bytes) -> Iterator[tuple[str, list[Head], list[list[str]]]]:
    for table in docx.Document(BytesIO(data)).element.body.iter(qn("w:tbl")):
        heads, body = [], []
        for row in table.iter(qn("w:tr")):
            texts = docx_cells(row)
            if row.find(qn("w:trPr")).find(qn("w:tblHeader")) is None:
                body.append(texts)
                continue
            spans = (cell.find(f".//{qn('w:gridSpan')}") for cell in row.iter(qn("w:tc")))
            wide = (1 if span is None else int(span.get(qn("w:val"))) for span in spans)
            heads.append([(plain(text), each, 1) for text, each in zip(texts, wide, strict=True)])
        title = table.find(qn("w:tblPr")).find(qn("w:tblCaption")).get(qn("w:val"))
        yield title, heads, body


def docx_cells(row) -> list[str]:
    """The texts of a row, each cell once however many columns it spans."""
    return ["".join(t.text or "" for t in tc.iter(qn("w:t"))) for tc in row.iter(qn("w:tc"))]


def _headings(heads: list[Head]) -> list[str]:
    """What stands above each column but that of the labels, the outermost first."""
    said: dict[int, list[str]] = {}
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(heads):
        column = 0
        for text, wide, high in row:
            while (at, column) in taken:
                column += 1
            for across in range(column, column + wide):
                taken |= {(at + down, across) for down in range(high)}
                said.setdefault(across, []).extend([text] if text else [])
            column += wide
    return [": ".join(said[column]) for column in sorted(said) if column]


def sheets(data: bytes) -> list[list[tuple[object, ...]]]:
    """The rows of every sheet of a workbook, with what its cells showed when it was written."""
    book = openpyxl.load_workbook(BytesIO(data), data_only=True, read_only=True)
    found = [list(sheet.iter_rows(values_only=True)) for sheet in book]
    book.close()
    return found
