"""Pictures in a Word document: metafiles in lines of text, with what they show in words.

They have the same shapes as on a page, in the colours that they have there.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import floor
from typing import Any, NamedTuple
from xml.sax.saxutils import quoteattr

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from industri40.render.common.text import printable
from industri40.render.pictures.drawing import SIZE, Drawing, Layout, Length, Shape
from industri40.render.word.emf import Metafile, Point

LAYOUT = Layout("paper", 740, 210, 340)
"""Bars are so high at most that little paper is left empty where they go on on another page."""

# how wide a picture is, and how high it may be, in hundredths of a millimetre; and one of these
_WIDTH, _HIGHEST, _EMU = 16600, 20500, 360
_PICTURES = "http://schemas.openxmlformats.org/drawingml/2006/picture"

_INK, _DEEP, _MIDDLE, _PALE = "16202b", "12385b", "6f9cc4", "e2ebf3"
_WHITE, _RULE, _WRONG = "ffffff", "8a97a5", "a3161f"
_HALF_DEEP, _HALF_MIDDLE = "899cad", "b7cee2"  # as seen where half of the white shines through
_HALF = Fraction(1, 2)


class _Look(NamedTuple):
    """The colour of an area, of its edge or of a line, and how thick that is, in pixels.

    A line may be dashed: how long the dashes are, and what is between them.
    """

    fill: str = ""
    edge: str = ""
    thick: Length = 1
    dash: tuple[int, int] | None = None


_LOOKS = {
    "node cash": _Look(_DEEP),
    "node in-kind": _Look(_WHITE, _DEEP, Fraction(3, 2)),
    "node gap": _Look(_WHITE, _WRONG, Fraction(3, 2)),
    "band cash": _Look(_HALF_MIDDLE, _WHITE, _HALF),
    "band in-kind": _Look(_HALF_DEEP),
    "band gap": _Look(_WHITE, _WRONG),
    "room": _Look(_WHITE, _RULE),
    "bar": _Look(_DEEP),
    "returned": _Look(_MIDDLE, _RULE),
    "part": _Look(_DEEP, _DEEP),
    "rule": _Look(edge=_INK),
    "ceiling": _Look(edge=_INK, thick=Fraction(5, 2)),
    "sought": _Look(edge=_INK, thick=Fraction(3, 2), dash=(3, 2)),
    "floor": _Look(edge=_INK, thick=Fraction(3, 2), dash=(1, 2)),
}

# Fills that are one colour here, also where a page has dots or lines: other programs draw these
# each in their own way. Beside each other one is light and the other dark.
_PLAIN = {
    "solid": _DEEP, "middle": _MIDDLE, "dots": "d9c27a", "pale": _PALE, "cross": "8c6d9e",
    "across": "c4cbd2", "deep": "3f6f9b", "down": "a9cbb0", "back": "5d6b79", "grid": "e9ddb8",
    "dense": "4f8a72",
}  # fmt: skip
_APART, _THICK = Fraction(1131, 100), Fraction(3, 2)  # hatched lines, measured along a side
_STEPS = 24  # straight pieces that a curve is drawn in


def picture_run(document: Document, drawing: Drawing, number: int) -> Any:
    """The run of text that holds a drawing, the one of this number in the document."""
    data, height = metafile(drawing, _WIDTH)
    package, name = document.part.package, f"/word/media/picture{number}.emf"
    image = Part(PackURI(name), "image/x-emf", data, package)
    link = document.part.relate_to(image, RELATIONSHIP_TYPE.IMAGE)
    wide, high = ((side * min(height, _HIGHEST) // height) * _EMU for side in (_WIDTH, height))
    size = f'cx="{wide}" cy="{high}"'
    said = quoteattr(printable(f"{drawing.title}. {drawing.about}"))
    named = f'id="{number}" name={quoteattr(drawing.id)} descr={said}'
    return parse_xml(
        f"<w:r {nsdecls('w', 'wp', 'a', 'pic', 'r')}><w:drawing>"
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f"<wp:docPr {named}/><wp:cNvGraphicFramePr>"
        '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_PICTURES}"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{link}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def metafile(drawing: Drawing, width: int) -> tuple[bytes, int]:
    """A drawing as a metafile so wide, in hundredths of a millimetre, and how high it is."""
    scale = Fraction(width, drawing.layout.width)
    height = round(Fraction(drawing.height) * scale)
    file, draw = Metafile(width, height), {"text": _text, "line": _line}
    for shape in drawing.shapes:
        draw.get(shape.tag, _area)(file, shape, scale)
    return file.data(), height


def _area(file: Metafile, shape: Shape, scale: Fraction) -> None:
    """An area with what fills it, and its edge on top."""
    corners = [(round(x * scale), round(y * scale)) for x, y in _outline(shape)]
    look = _LOOKS[shape.attributes["class"]]
    thick = round(look.thick * scale)
    if not shape.fill:
        file.area(corners, look.fill, look.edge, thick)
        return
    if plain := _PLAIN.get(shape.fill):
        file.area(corners, plain)
    elif drawn := list(_hatched(corners, _APART * scale)):
        file.lines(drawn, look.fill, round(_THICK * scale))
    if look.edge:
        file.area(corners, "", look.edge, thick)


def _line(file: Metafile, shape: Shape, scale: Fraction) -> None:
    """A line, or if it is dashed its pieces from the top down."""
    x1, y1, x2, y2 = (Fraction(shape.attributes[name]) for name in ("x1", "y1", "x2", "y2"))
    look, ends = _LOOKS[shape.attributes["class"]], [((x1, y1), (x2, y2))]
    if look.dash:
        dash, step = look.dash[0], sum(look.dash)
        tops = [y1 + at * step for at in range(int((y2 - y1) / step) + 1)]
        ends = [((x1, y), (x1, min(y + dash, y2))) for y in tops]
    lines = [[(round(x * scale), round(y * scale)) for x, y in pair] for pair in ends]
    file.lines(lines, look.edge, round(look.thick * scale))


def _text(file: Metafile, shape: Shape, scale: Fraction) -> None:
    x, y = (round(Fraction(shape.attributes[name]) * scale) for name in ("x", "y"))
    bold, anchor = (
        "strong" in shape.attributes.get("class", ""),
        shape.attributes.get("text-anchor"),
    )
    size = round((SIZE - bold) * scale)  # bold letters are wider, and have no more room
    file.text((x, y), shape.text, size=size, ink=_INK, bold=bold, anchor=anchor or "start")


def _outline(shape: Shape) -> Iterator[tuple[Fraction, Fraction]]:
    """The corners of a box or of an SVG path, with its curves in straight pieces."""
    if shape.tag == "rect":
        x, y, *size = (Fraction(shape.attributes[name]) for name in ("x", "y", "width", "height"))
        right, bottom = x + size[0], y + size[1]
        yield from ((x, y), (right, y), (right, bottom), (x, bottom))
        return
    x = y = Fraction(0)
    for letter, rest in re.findall(r"([MHVC])([^MHVCZ]+)", shape.attributes["d"]):
        numbers = list(map(Fraction, rest.split()))
        if letter == "C":
            curve = [(x, y), *zip(numbers[::2], numbers[1::2], strict=True)]
            yield from (_on(curve, Fraction(step, _STEPS)) for step in range(1, _STEPS))
            numbers = numbers[-2:]
        x = x if letter == "V" else numbers[0]
        y = y if letter == "H" else numbers[-1]
        yield x, y


def _on(curve: Sequence[tuple[Fraction, Fraction]], part: Fraction) -> tuple[Fraction, Fraction]:
    """Where a curve is, given by the points that it bends to, after a part of its way."""
    while len(curve) > 1:
        curve = [(a + (c - a) * part, b + (d - b) * part) for (a, b), (c, d) in pairwise(curve)]
    return curve[0]


def _hatched(corners: Sequence[Point], apart: Fraction) -> Iterator[tuple[Point, Point]]:
    """The pieces inside an outline of lines where x and y together are a multiple of ``apart``."""
    heights = [x + y for x, y in corners]
    edges = list(pairwise([*zip(corners, heights, strict=True), (corners[0], heights[0])]))
    for number in range(floor(min(heights) / apart), floor(max(heights) / apart) + 1):
        height = number * apart
        met = sorted(
            (x1 + (x2 - x1) * part, y1 + (y2 - y1) * part)
            for ((x1, y1), low), ((x2, y2), high) in edges
            if (low < height) != (high < height)
            for part in [(height - low) / (high - low)]
        )
        for start, end in zip(met[::2], met[1::2], strict=True):
            yield (round(start[0]), round(start[1])), (round(end[0]), round(end[1]))
