"""A small writer of enhanced metafiles: pictures of lines, areas and text that Word shows sharply.

All lengths are whole hundredths of a millimetre, and a file holds nothing but what is drawn, so the
same drawing gives the same bytes.
"""

from collections.abc import Iterator, Sequence
from struct import pack

from industri40.render.common.widths import advances

Point = tuple[int, int]

# the numbers of the records
_HEADER, _POLYGON, _POLYLINES, _END = 1, 3, 7, 14
_TRANSPARENT, _ALIGN, _INK, _SELECT = 18, 22, 24, 37
_BRUSH, _FONT, _TEXT, _PEN = 39, 82, 84, 95

_NO_BRUSH, _NO_PEN = 0x80000005, 0x80000008
_GEOMETRIC = 0x00010000 | 0x00000200 | 0x00002000  # lines that end where they are said to, sharply
_ANCHORS, _BASELINE = {"start": 0, "end": 2, "middle": 6}, 24
_SIDE, _PER_MILLIMETRE = 1000, 100  # of the paper that lengths are measured on, in millimetres
_FACE = "Verdana"  # how far a letter is from the next has to be said, so its widths are known


class Metafile:
    """A picture in the making, ``width`` by ``height``."""

    def __init__(self, width: int, height: int) -> None:
        self._width, self._height = width, height
        self._records: list[bytes] = []
        self._made: dict[tuple[int, bytes], int] = {}
        self._set: dict[int, int] = {}
        self._change(_TRANSPARENT, _TRANSPARENT, 1)

    def area(self, corners: Sequence[Point], fill: str, edge: str = "", thick: int = 0) -> None:
        """An area in a colour such as ``12385b``; its ``edge`` is a line, where it has a colour."""
        brush = self._object(_BRUSH, pack("<3I", 0, _colour(fill), 0)) if fill else _NO_BRUSH
        self._change(_BRUSH, _SELECT, brush)
        self._change(_PEN, _SELECT, self._pen(edge, thick) if edge else _NO_PEN)
        self._record(_POLYGON, self._bounds(), pack("<I", len(corners)), _points(corners))

    def lines(self, lines: Sequence[Sequence[Point]], colour: str, thick: int) -> None:
        """Lines, each through its points."""
        self._change(_PEN, _SELECT, self._pen(colour, thick))
        lengths = [len(line) for line in lines]
        head = pack(f"<2I{len(lines)}I", len(lines), sum(lengths), *lengths)
        self._record(_POLYLINES, self._bounds(), head, *map(_points, lines))

    def text(self, at: Point, text: str, *, size: int, ink: str, bold: bool, anchor: str) -> None:
        """A line of text that stands on a point; ``anchor`` says which part of it is there."""
        face = _FACE.encode("utf-16-le").ljust(64, b"\0")
        look = pack("<5i8B", -size, 0, 0, 0, 700 if bold else 400, 0, 0, 0, 1, 0, 0, 0, 0)
        self._change(_FONT, _SELECT, self._object(_FONT, (look + face).ljust(320, b"\0")))
        self._change(_ALIGN, _ALIGN, _BASELINE | _ANCHORS[anchor])
        self._change(_INK, _INK, _colour(ink))
        units = text.encode("utf-16-le")
        padding = bytes(-len(units) % 4)
        steps = list(_steps(text, size, bold=bold))
        place = pack("<2i3I4iI", *at, len(steps), 76, 0, 0, 0, -1, -1, 76 + len(units + padding))
        head = self._bounds() + pack("<Iff", 1, 1.0, 1.0)
        self._record(_TEXT, head, place, units, padding, pack(f"<{len(steps)}I", *steps))

    def data(self) -> bytes:
        """The whole file."""
        self._record(_END, pack("<3I", 0, 16, 20))
        records = b"".join(self._records)
        size, sides = 108 + len(records), (0, 0, self._width, self._height)
        header = pack(
            "<2I4i4i4s3I2H3I2i2i3I2i",
            *(_HEADER, 108, *sides, *sides),
            *(b" EMF", 0x10000, size, len(self._records) + 1, len(self._made) + 1, 0, 0, 0, 0),
            *(_SIDE * _PER_MILLIMETRE, _SIDE * _PER_MILLIMETRE, _SIDE, _SIDE),
            *(0, 0, 0, _SIDE * 1000, _SIDE * 1000),
        )
        return header + records

    def _record(self, number: int, *parts: bytes) -> None:
        body = b"".join(parts)
        self._records.append(pack("<2I", number, 8 + len(body)) + body)

    def _bounds(self) -> bytes:
        return pack("<4i", 0, 0, self._width, self._height)

    def _change(self, what: int, number: int, value: int) -> None:
        """Set something that holds for all that comes after, where it is not set so already."""
        if self._set.get(what) != value:
            self._set[what] = value
            self._record(number, pack("<I", value))

    def _object(self, number: int, body: bytes) -> int:
        """The handle of a pen, a brush or letters, made when it is first asked for."""
        if (number, body) not in self._made:
            self._made[number, body] = len(self._made) + 1
            self._record(number, pack("<I", len(self._made)), body)
        return self._made[number, body]

    def _pen(self, colour: str, thick: int) -> int:
        body = pack("<10I", 52, 0, 52, 0, _GEOMETRIC, thick, 0, _colour(colour), 0, 0)
        return self._object(_PEN, body)


def _steps(text: str, size: int, *, bold: bool) -> Iterator[int]:
    """How far it is from each unit of UTF-16 to the next."""
    for letter, wide in zip(text, advances(text, bold=bold), strict=True):
        yield round(wide * size / 100)
        if letter > "\uffff":
            yield 0


def _points(points: Sequence[Point]) -> bytes:
    return b"".join(pack("<2i", *point) for point in points)


def _colour(colour: str) -> int:
    """A colour as metafiles have it: red is the lowest byte."""
    return int.from_bytes(bytes.fromhex(colour), "little")
