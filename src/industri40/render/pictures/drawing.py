"""Pictures as shapes: what stands where, before a format writes them in its own way.

A picture is drawn anew for each width, since text in a picture that is scaled down cannot be read.
All lengths are pixels, as exact fractions, so a picture has the same bytes everywhere; how wide a
text will be is only estimated, as no font is at hand.
"""

from fractions import Fraction
from typing import NamedTuple

from industri40.money import json_number, round_half_away
from industri40.render.common.text import printable, wrapped
from industri40.report.table import Table

Length = int | Fraction


class Layout(NamedTuple):
    """How much room a picture has: its whole width, and that of labels beside it.

    Bars that are higher together than ``sheet`` go on in another drawing. It is 0 where there is no
    end, and labels stand above what they belong to.
    """

    name: str
    width: int
    label: int
    sheet: int = 0


LAYOUTS = (Layout("wide", 760, 216, 340), Layout("narrow", 344, 150))
"""For a screen or a sheet of paper, and for a phone.

Two of the highest drawings fill a sheet of A4 that lies across, or three one that stands, since a
drawing that is not to be cut leaves what is left of a sheet empty.
"""

SIZE, LINE = 13, 17  # the size of letters, and how far one line is below the other

FILLS = (
    "solid", "hatch", "middle", "dots", "pale", "cross",
    "across", "deep", "down", "back", "grid", "dense",
)  # fmt: skip
"""Fills that can be told apart without colour, in the order in which they are used."""


class Shape(NamedTuple):
    """One element of a picture. Names are the program's own; values and text may be anyone's.

    ``fill`` is one of FILLS, where it is filled with one.
    """

    tag: str
    attributes: dict[str, str]
    text: str = ""
    fill: str = ""


class Drawing:
    """One layout of a picture, or the part of it that has a number: its size, fills and shapes.

    ``title`` and ``about`` are what is said of it to those who do not see it.
    """

    def __init__(self, picture: str, layout: Layout, part: int = 1) -> None:
        self.layout = layout
        self.id = f"{picture}-{layout.name}" + (f"-{part}" if part > 1 else "")
        self.shapes: list[Shape] = []
        self.patterns: dict[str, None] = {}
        self.title = self.about = self.height = ""

    def finish(self, height: Length, title: str, about: str) -> None:
        """Give it a height, once all is drawn, and what is said of it."""
        self.height, self.title, self.about = _px(height), title, about

    def text(self, x: Length, y: Length, text: str, kind: str = "", anchor: str = "start") -> None:
        """One line of text that stands on ``y``; ``anchor`` says which part of it is at ``x``."""
        attributes = {"x": _px(x), "y": _px(y)}
        if anchor != "start":
            attributes["text-anchor"] = anchor
        if kind:
            attributes["class"] = kind
        if "halo" in kind:
            attributes["paint-order"] = "stroke"  # or the halo would lie on the letters
        self.shapes.append(Shape("text", attributes, printable(text)))

    def shape(self, tag: str, kind: str, fill: str = "", **values: Length | str) -> None:
        """A ``rect``, ``line`` or ``path`` as in SVG, filled as its ``kind`` is or with a fill."""
        numbers = {n: one if isinstance(one, str) else _px(one) for n, one in values.items()}
        attributes = {"class": kind} | numbers
        if fill:
            self.patterns[fill] = None
            attributes["fill"] = f"url(#{self.id}-{fill})"
        self.shapes.append(Shape(tag, attributes, fill=fill))


class Picture(NamedTuple):
    """A picture in each layout, ``help`` for those who look at it, and its figures as a table."""

    id: str
    title: str
    help: tuple[str, ...]
    drawings: tuple[Drawing, ...]
    figures: Table


def band(  # noqa: PLR0917 - two ends and a thickness
    x1: Length, y1: Length, x2: Length, y2: Length, thick: Length, flat: Length
) -> str:
    """The outline of a band that leaves and arrives level; ``flat`` of it at each end is level."""
    start, end = x1 + flat, x2 - flat
    half = Fraction(start + end) / 2
    there = f"C{_px(half)} {_px(y1)} {_px(half)} {_px(y2)} {_px(end)} {_px(y2)}"
    low1, low2 = y1 + thick, y2 + thick
    back = f"C{_px(half)} {_px(low2)} {_px(half)} {_px(low1)} {_px(start)} {_px(low1)}"
    return (
        f"M{_px(x1)} {_px(y1)}H{_px(start)}{there}H{_px(x2)}V{_px(low2)}"
        f"H{_px(end)}{back}H{_px(x1)}Z"
    )


def _px(length: Length) -> str:
    """A length with at most two decimals.

    >>> _px(Fraction(50, 3)), _px(4)
    ('16.67', '4')
    """
    text = json_number(round_half_away(Fraction(length), Fraction(1, 100)))
    return text.rstrip("0") if "." in text else text


_WIDTHS = {
    **dict.fromkeys("iljtfI.,:;'|!/\\ \u00a0", 36),
    **dict.fromkeys('()[]r"_`*-', 50),
    **dict.fromkeys("mwMW@%#<>=+~^&\N{ALMOST EQUAL TO}", 96),
}
_LETTER, _CAPITAL, _IDEOGRAPH = 63, 76, 104
_IDEOGRAPHS = "\u1100"  # letters from here on may be as wide as they are high


def text_width(text: str) -> Fraction:
    """About how wide a text is, rather too wide than too narrow: fonts differ."""
    hundredths = 0
    for letter in text:
        usual = _CAPITAL if letter.isupper() else _LETTER
        usual = _IDEOGRAPH if letter >= _IDEOGRAPHS else usual
        hundredths += _WIDTHS.get(letter, usual)
    return Fraction(hundredths * SIZE, 100)


def fold(text: str, room: Length) -> list[str]:
    """A text in lines that are at most ``room`` wide, broken at spaces where there are any.

    >>> fold("Utvikling av kompetanseforløp", 130)
    ['Utvikling av', 'kompetanseforløp']
    """
    return wrapped(printable(text), room, text_width)
