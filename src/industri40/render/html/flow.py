"""The picture of where each krone comes from and goes: sources, what is shared, costs.

Cash that environments share has no names on it, so it goes through one place in the middle; in-kind
sources and common costs go straight to where the plan says. Every band is a figure of a table.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.render.html.drawing import (
    LAYOUTS,
    LINE,
    SIZE,
    Drawing,
    Layout,
    Pen,
    Picture,
    band,
    fold,
)
from industri40.report.books import Books
from industri40.report.lines import TOTAL, source_label
from industri40.report.shared import shared_line
from industri40.report.table import Cell, Column, Row, Table

_HEIGHT = 280
"""How high all of the money is."""

_MOST = 40
"""Lines on one side; more of them are no picture."""

_GAP, _BAR = 12, 8
_SHARED, _UNCOVERED = ".shared", ".uncovered"
"""The place in the middle, and what does not balance; no line of a plan has such an id."""


class Node(NamedTuple):
    """A place that money comes from or goes to; ``value`` is how much, as it is drawn."""

    id: str
    label: str
    cell: Cell
    kind: str

    @property
    def value(self) -> Fraction:
        """How much; what is unspent is below zero in the tables, and drawn as what it is."""
        return abs(self.cell.exact)


class Link(NamedTuple):
    """Money that goes from one place to another; either may be the one in the middle."""

    source: str
    target: str
    cell: Cell
    kind: str


class Flow(NamedTuple):
    """Sources, costs, and what goes between them; ``total`` is the larger of the two sides."""

    sources: tuple[Node, ...]
    costs: tuple[Node, ...]
    links: tuple[Link, ...]

    @property
    def total(self) -> Fraction:
        """All of the money, with what is uncovered or unspent."""
        return sum((node.value for node in self.sources), Fraction(0))


def picture(books: Books) -> Picture | None:
    """The picture, or None where there is nothing to draw, or more than can be looked at."""
    flow = _flow(books)
    if not flow.total or max(len(flow.sources), len(flow.costs)) > _MOST:
        return None
    words = books.words
    helps = [words("picture.flow.help")]
    if any(link.kind == "in-kind" for link in flow.links):
        helps.append(words("picture.flow.in_kind"))
    labels = {_SHARED: words("picture.flow.cash")}
    labels |= {node.id: node.label for node in (*flow.sources, *flow.costs)}
    ends = [{"source": labels[one.source], "target": labels[one.target]} for one in flow.links]
    rows = tuple(
        Row(
            f"{one.source}.{one.target}",
            words("picture.flow.row", **end),
            "line",
            {TOTAL: one.cell},
        )
        for one, end in zip(flow.links, ends, strict=True)
    )
    table = Table("flow", words("picture.figures"), (Column(TOTAL, words("column.total")),), rows)
    title, said = words("picture.flow"), " ".join(_said(books, flow, ends))
    drawings = tuple(_draw(books, flow, layout, title, said) for layout in LAYOUTS)
    return Picture("flow", title, tuple(helps), drawings, table)


def _said(books: Books, flow: Flow, ends: Sequence[dict[str, str]]) -> Iterator[str]:
    """The picture in words: both sides, then what goes between them, from and to these ends."""
    words = books.words
    for side, nodes in (("financing", flow.sources), ("costs", flow.costs)):
        total = books.written(books.table(side).cell(side, TOTAL).amount)
        parts = ", ".join(f"{node.label} {books.written(node.cell.amount)}" for node in nodes)
        yield f"{words(f'heading.{side}')} {total}: {parts}."
    links = (
        words("picture.flow.link", amount=books.written(link.cell.amount), **end)
        for link, end in zip(flow.links, ends, strict=True)
    )
    yield f"{', '.join(links)}."


def _flow(books: Books) -> Flow:
    plan = books.plan
    financing, costs = books.table("financing"), books.table("costs")
    leaves = [
        source
        for top in plan.financing_order
        for source in (books.groups[top].sources if top in books.groups else (top,))
    ]
    sources = [
        Node(
            one,
            source_label(books, books.sources[one]),
            financing.cell(one, TOTAL),
            "in-kind" if books.sources[one].in_kind else "cash",
        )
        for one in leaves
    ]
    targets = [Node(line.id, line.label, costs.cell(line.id, TOTAL), "cash") for line in plan.costs]
    links = [*_links_of_sources(books, leaves), *_links_of_costs(books)]
    last = financing.rows[-1]
    gap = last.cells.get(TOTAL) if last.role == "uncovered" else None
    if gap is not None and gap.exact:
        node = Node(_UNCOVERED, last.label, gap, "gap")
        lacks = gap.exact > 0
        (sources if lacks else targets).append(node)
        ends = (node.id, _SHARED) if lacks else (_SHARED, node.id)
        links.append(Link(*ends, gap, "gap"))
    return Flow(tuple(sources), tuple(targets), tuple(one for one in links if one.cell.exact))


def _links_of_sources(books: Books, leaves: Sequence[str]) -> Iterator[Link]:
    """What each source gives: to what is shared, or straight to a line."""
    lines = {source: line.id for line in books.plan.costs for source in line.includes}
    for one in leaves:
        if books.sources[one].in_kind:
            cell = books.table("financing").cell(one, TOTAL)
            yield Link(one, lines[one], cell, "in-kind")
            continue
        yield Link(one, _SHARED, shared_line(books, one), "cash")
        for line in books.plan.costs:
            if line.common and line.financed_by == one:
                yield Link(one, line.id, books.table("costs").cell(line.id, TOTAL), "cash")


def _links_of_costs(books: Books) -> Iterator[Link]:
    """What each line takes of what is shared."""
    for line in books.plan.costs:
        if not line.common:
            row = f"{line.id}.cash" if line.includes else line.id
            yield Link(_SHARED, line.id, books.table("breakdown").cell(row, TOTAL), "cash")


class _Side:
    """One column of nodes: their labels in lines, and where each of them is."""

    def __init__(self, books: Books, nodes: Sequence[Node], scale: Fraction, room: int) -> None:
        self.nodes = nodes
        self.lines = {node.id: fold(node.label, room) for node in nodes}
        self.amounts = {node.id: books.written(node.cell.amount) for node in nodes}
        self.slots = [
            max(node.value * scale, Fraction((len(self.lines[node.id]) + 1) * LINE))
            for node in nodes
        ]
        self.height = sum(self.slots, Fraction(0)) + _GAP * (len(nodes) - 1)
        self.middles: dict[str, Fraction] = {}

    def place(self, top: Fraction) -> None:
        for node, slot in zip(self.nodes, self.slots, strict=True):
            self.middles[node.id] = top + slot / 2
            top += slot + _GAP


def _draw(books: Books, flow: Flow, layout: Layout, title: str, said: str) -> Drawing:
    pen = Pen("flow", layout)
    scale = _HEIGHT / flow.total
    sides = [_Side(books, nodes, scale, layout.label) for nodes in (flow.sources, flow.costs)]
    top = 2 * LINE + _GAP
    height = max(Fraction(_HEIGHT), *(side.height for side in sides))
    for side in sides:
        side.place(top + (height - side.height) / 2)
    outside = layout.name == "wide"
    beside = layout.label + 8 if outside else 0
    edges = (beside, layout.width - beside - _BAR)
    shared = sum((one.cell.exact for one in flow.links if one.target == _SHARED), Fraction(0))
    tops = {_SHARED: top + (height - shared * scale) / 2}
    for side in sides:
        for node in side.nodes:
            tops[node.id] = side.middles[node.id] - node.value * scale / 2
    _bands(pen, flow, scale, edges, tops)
    if shared:
        _bar(pen, Fraction(layout.width - _BAR) / 2, tops[_SHARED], shared * scale, "cash")
    anchors = ("end", "start") if outside else ("start", "end")
    for side, x, anchor in zip(sides, edges, anchors, strict=True):
        for node in side.nodes:
            _bar(pen, x, tops[node.id], node.value * scale, node.kind)
        _labels(pen, side, x, anchor)
    _headings(pen, books, shared=bool(shared))
    return pen.drawing(top + height + 4, title, said)


def _bar(pen: Pen, x: Fraction | int, y: Fraction, height: Fraction, kind: str) -> None:
    pen.box(x, y, _BAR, max(height, Fraction(3, 2)), f"node {kind}")


def _bands(
    pen: Pen, flow: Flow, scale: Fraction, edges: tuple[int, int], tops: dict[str, Fraction]
) -> None:
    """All bands; those that leave or reach a place lie below each other, in the order of links."""
    middle = Fraction(pen.layout.width - _BAR) / 2
    left, right = edges
    out, into = dict(tops), dict(tops)
    sources = {node.id for node in flow.sources}
    flat = 0 if pen.layout.name == "wide" else 60
    for link in sorted(flow.links, key=lambda one: _SHARED not in one[:2]):
        thick = abs(link.cell.exact) * scale
        start = left if link.source in sources else middle
        end = middle if link.target == _SHARED else right
        y1, y2 = out[link.source], into[link.target]
        out[link.source] += thick
        into[link.target] += thick
        outline = band(start + _BAR, y1, end, y2, thick, flat)
        pen.path(outline, f"band {link.kind}", "hatch" if link.kind == "in-kind" else "")


def _labels(pen: Pen, side: _Side, edge: int, anchor: str) -> None:
    x = edge - 8 if anchor == "end" else edge + _BAR + 8
    for node in side.nodes:
        lines = side.lines[node.id]
        y = side.middles[node.id] - Fraction((len(lines) + 1) * LINE, 2) + SIZE
        for line in lines:
            pen.text(x, y, line, "halo", anchor)
            y += LINE
        pen.text(x, y, side.amounts[node.id], "halo strong", anchor)


def _headings(pen: Pen, books: Books, *, shared: bool) -> None:
    words, width = books.words, pen.layout.width
    for side, x, anchor in (("financing", 0, "start"), ("costs", width, "end")):
        cell = books.table(side).cell(side, TOTAL)
        pen.text(x, SIZE, words(f"heading.{side}"), "strong", anchor)
        pen.text(x, SIZE + LINE, books.written(cell.amount), "", anchor)
    if shared:
        pen.text(Fraction(width, 2), SIZE, words("picture.flow.cash"), "", "middle")
