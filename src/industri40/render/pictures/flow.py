"""The picture of where each krone comes from and goes: sources, what is shared, costs.

Cash that environments share has no names on it, so it goes through one place in the middle; in-kind
sources and common costs go straight to where the plan says. Every band is a figure of a table.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.plan.model import Source
from industri40.render.pictures.drawing import LINE, SIZE, Drawing, Layout, Picture, band, fold
from industri40.report.lines import TOTAL, source_label
from industri40.report.shared import shared_line
from industri40.report.table import Cell, Column, Row, Table
from industri40.report.tables import ReportTables

_HEIGHT = 280  # of all of the money
_MOST = 40  # lines on one side; more of them are no picture
_GAP, _BAR = 12, 8
# the place in the middle, and what does not balance; no line of a plan has such an id
_SHARED, _UNCOVERED = ".shared", ".uncovered"


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


def picture(report: ReportTables, layouts: Sequence[Layout]) -> Picture | None:
    """The picture, or None where there is nothing to draw, or more than can be looked at."""
    flow = _flow(report)
    if not flow.total or max(len(flow.sources), len(flow.costs)) > _MOST:
        return None
    words = report.words
    helps = [words("picture.flow.help")]
    if any(link.kind == "in-kind" for link in flow.links):
        helps.append(words("picture.flow.in_kind"))
    labels = {_SHARED: words("picture.flow.cash")}
    labels |= {node.id: node.label for node in (*flow.sources, *flow.costs)}
    ends = [{"source": labels[one.source], "target": labels[one.target]} for one in flow.links]
    rows = tuple(
        Row(one[:2], words("picture.flow.row", **end), "line", {TOTAL: one.cell})
        for one, end in zip(flow.links, ends, strict=True)
    )
    column = Column(TOTAL, words("column.total"))
    table = Table(("flow",), words("picture.figures"), (column,), rows)
    title, said = words("picture.flow"), " ".join(_said(report, flow, ends))
    drawings = tuple(_draw(report, flow, layout, title, said) for layout in layouts)
    return Picture("flow", title, tuple(helps), drawings, table)


def _said(report: ReportTables, flow: Flow, ends: Sequence[dict[str, str]]) -> Iterator[str]:
    """The picture in words: both sides, then what goes between them, from and to these ends."""
    words = report.words
    for side, nodes in (("financing", flow.sources), ("costs", flow.costs)):
        total = report.written(report.table(side).cell((side,), TOTAL).amount)
        parts = "; ".join(f"{node.label}: {report.written(node.cell.amount)}" for node in nodes)
        yield f"{words(f'heading.{side}')} {total}: {parts}."
    links = (
        words("picture.flow.link", amount=report.written(link.cell.amount), **end)
        for link, end in zip(flow.links, ends, strict=True)
    )
    yield f"{', '.join(links)}."


def _flow(report: ReportTables) -> Flow:
    plan = report.plan
    financing, costs = report.table("financing"), report.table("costs")
    leaves = [
        report.sources[one]
        for top in plan.financing_order
        for one in (report.groups[top].sources if top in report.groups else (top,))
    ]
    sources = []
    for source in leaves:
        label, cell = source_label(report, source), financing.cell((source.id,), TOTAL)
        sources.append(Node(source.id, label, cell, "in-kind" if source.in_kind else "cash"))
    targets = [Node(one.id, one.label, costs.cell((one.id,), TOTAL), "cash") for one in plan.costs]
    links = list(_links(report, leaves))
    last = financing.rows[-1]
    gap = last.cells.get(TOTAL) if last.role == "uncovered" else None
    if gap is not None and gap.exact:
        node = Node(_UNCOVERED, last.label, gap, "gap")
        lacks = gap.exact > 0
        (sources if lacks else targets).append(node)
        ends = (node.id, _SHARED) if lacks else (_SHARED, node.id)
        links.append(Link(*ends, gap, "gap"))
    return Flow(tuple(sources), tuple(targets), tuple(one for one in links if one.cell.exact))


def _links(report: ReportTables, leaves: Sequence[Source]) -> Iterator[Link]:
    """What each source gives, to what is shared or straight to a line, and lines take of that."""
    lines = {source: line.id for line in report.plan.costs for source in line.includes}
    financing, costs, breakdown = map(report.table, ("financing", "costs", "breakdown"))
    for source in leaves:
        one = source.id
        if source.in_kind:
            yield Link(one, lines[one], financing.cell((one,), TOTAL), "in-kind")
            continue
        yield Link(one, _SHARED, shared_line(report, one), "cash")
        for line in report.plan.costs:
            if line.common and line.financed_by == one:
                yield Link(one, line.id, costs.cell((line.id,), TOTAL), "cash")
    for line in report.plan.costs:
        if not line.common:
            row = (line.id, "cash") if line.includes else (line.id,)
            yield Link(_SHARED, line.id, breakdown.cell(row, TOTAL), "cash")


def _draw(report: ReportTables, flow: Flow, layout: Layout, title: str, said: str) -> Drawing:
    pen, scale, outside = Drawing("flow", layout), _HEIGHT / flow.total, layout.sheet
    labels = {node.id: fold(node.label, layout.label) for side in flow[:2] for node in side}
    middles, bottom = _middles(flow, labels, scale)
    shared = sum((one.cell.exact for one in flow.links if one.target == _SHARED), Fraction(0))
    values = {_SHARED: shared} | {node.id: node.value for side in flow[:2] for node in side}
    tops = {place: middle - values[place] * scale / 2 for place, middle in middles.items()}
    beside = layout.label + 8 if outside else 0
    edges = (beside, layout.width - beside - _BAR)
    _bands(pen, flow, scale, edges, tops)
    if shared:
        _bar(pen, Fraction(layout.width - _BAR) / 2, tops[_SHARED], shared * scale, "cash")
    anchors = ("end", "start") if outside else ("start", "end")
    for side, x, anchor in zip(flow[:2], edges, anchors, strict=True):
        for node in side:
            _bar(pen, x, tops[node.id], node.value * scale, node.kind)
        beyond = x - 8 if anchor == "end" else x + _BAR + 8
        for node in side:
            y = middles[node.id] - Fraction((len(labels[node.id]) + 1) * LINE, 2) + SIZE
            for line in labels[node.id]:
                pen.text(beyond, y, line, "halo", anchor)
                y += LINE
            pen.text(beyond, y, report.written(node.cell.amount), "halo strong", anchor)
    _headings(pen, report, shared=bool(shared))
    pen.finish(bottom + 4, title, said)
    return pen


def _middles(
    flow: Flow, labels: dict[str, list[str]], scale: Fraction
) -> tuple[dict[str, Fraction], Fraction]:
    """The middle of each place, with room for its label and figure, and where all of it ends."""
    rooms = [
        [max(node.value * scale, Fraction((len(labels[node.id]) + 1) * LINE)) for node in side]
        for side in flow[:2]
    ]
    heights = [sum(side, Fraction(0)) + _GAP * (len(side) - 1) for side in rooms]
    top, height = 2 * LINE + _GAP, max(Fraction(_HEIGHT), *heights)
    middles = {_SHARED: top + height / 2}
    for side, slots, own in zip(flow[:2], rooms, heights, strict=True):
        y = top + (height - own) / 2
        for node, slot in zip(side, slots, strict=True):
            middles[node.id] = y + slot / 2
            y += slot + _GAP
    return middles, top + height


def _bar(pen: Drawing, x: Fraction | int, y: Fraction, height: Fraction, kind: str) -> None:
    height = max(height, Fraction(3, 2))
    pen.shape("rect", f"node {kind}", x=x, y=y, width=_BAR, height=height)


def _bands(
    pen: Drawing, flow: Flow, scale: Fraction, edges: tuple[int, int], tops: dict[str, Fraction]
) -> None:
    """All bands; those that leave or reach a place lie below each other, in the order of links."""
    middle = Fraction(pen.layout.width - _BAR) / 2
    left, right = edges
    out, into = dict(tops), dict(tops)
    sources = {node.id for node in flow.sources}
    flat = 0 if pen.layout.sheet else 60
    for link in sorted(flow.links, key=lambda one: _SHARED not in one[:2]):
        thick = abs(link.cell.exact) * scale
        start = left if link.source in sources else middle
        end = middle if link.target == _SHARED else right
        y1, y2 = out[link.source], into[link.target]
        out[link.source] += thick
        into[link.target] += thick
        outline = band(start + _BAR, y1, end, y2, thick, flat)
        fill = "hatch" if link.kind == "in-kind" else ""
        pen.shape("path", f"band {link.kind}", fill, d=outline)


def _headings(pen: Drawing, report: ReportTables, *, shared: bool) -> None:
    words, width = report.words, pen.layout.width
    for side, x, anchor in (("financing", 0, "start"), ("costs", width, "end")):
        cell = report.table(side).cell((side,), TOTAL)
        pen.text(x, SIZE, words(f"heading.{side}"), "strong", anchor)
        pen.text(x, SIZE + LINE, report.written(cell.amount), "", anchor)
    if shared:
        pen.text(Fraction(width, 2), SIZE, words("picture.flow.cash"), "", "middle")
