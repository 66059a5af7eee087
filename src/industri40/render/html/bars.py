"""Bars below each other, each with a label and figures: beside the bar, or above it if narrow."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.render.html.drawing import LINE, SIZE, Drawing, Layout, Pen, fold, text_width
from industri40.report.headings import Words

_THICK, _GAP, _PAD = 14, 16, 10
_DOWN, _UNDER = 4, 5
"""From the middle of a line of text down to where it stands; from a line of text to its bar."""


class Bar(NamedTuple):
    """Where one bar is to be drawn: its left end, its upper edge, and how thick it is."""

    x: int
    y: Fraction
    thick: int


_SHEET = 960
"""How high a wide drawing may be: with a heading above it, it is as high as a sheet of A4.

What does not fit goes on in another drawing, since a browser cuts a drawing anywhere.
"""


class _Sheet(NamedTuple):
    """One drawing in the making: what was drawn, how far down, and what is said of it."""

    pen: Pen
    bottom: Fraction
    said: str


class Bars:
    """Lays out rows of a label, a bar and figures; ``most`` is the value of the longest bar.

    ``figures`` are all rows of figures that will be drawn, so that there is room for them. The
    ``pen`` changes where a row goes on a sheet of its own.
    """

    def __init__(
        self, picture: str, layout: Layout, most: Fraction, figures: Sequence[Sequence[str]]
    ) -> None:
        self.pen = Pen(picture, layout)
        self._picture, self._layout = picture, layout
        self._full: list[_Sheet] = []
        self._said: list[tuple[str, list[str]]] = [("", [])]
        self._heading: tuple[str, Sequence[str]] | None = None
        self._wide = layout.name == "wide"
        self._y = Fraction(0)
        columns = zip(*figures, strict=True)
        self._rooms = [max(map(text_width, column)) + _GAP for column in columns]
        self._beside = layout.label + _GAP if self._wide else 0
        taken = self._beside + (sum(self._rooms) if self._wide else 0)
        self.scale = (Fraction(layout.width) - taken - 1) / most

    def heading(self, label: str, figures: Sequence[str]) -> None:
        """A line over the rows that follow, with what their figures are called."""
        lines = fold(label, self._room(figures))
        self._heading = None  # that of the rows before is not said again
        self.make_room(_GAP + (len(lines) + 2) * LINE)
        self._heading = (label, figures)
        self._head()

    def _head(self) -> None:
        if self._heading is None:
            return
        label, figures = self._heading
        self._said.append((label, []))
        self._y += _GAP if self._y else 0
        self._texts(fold(label, self._room(figures)), figures, "strong", "")
        self.pen.line(0, self._y, self._layout.width, self._y, "rule")
        self._y += 6

    def row(
        self, label: str, figures: Sequence[str], said: str, draw: Callable[[Bar], None]
    ) -> None:
        """One row, and how it is ``said``; ``draw`` draws its bar where it is told to."""
        lines = fold(label, self._layout.label if self._wide else self._room(figures))
        height = max(len(lines) * LINE, _THICK) + _PAD
        self.make_room(height)
        self.say(said)
        if self._wide:
            middle = self._y + Fraction(height, 2)
            draw(Bar(self._beside, middle - Fraction(_THICK, 2), _THICK))
            self._y += Fraction(height - len(lines) * LINE, 2)
            self._texts(lines, figures, "", "strong")
            self._y += Fraction(height - len(lines) * LINE, 2)
            return
        self._texts(lines, figures, "", "strong")
        draw(Bar(0, self._y + _UNDER, _THICK))
        self._y += _UNDER + _THICK + _PAD

    def say(self, text: str) -> None:
        """What those hear who do not see the drawing."""
        self._said[-1][1].append(text)

    @property
    def bottom(self) -> Fraction:
        """Where the next row would begin."""
        return self._y

    def make_room(self, height: Fraction | int) -> None:
        """Go on on another sheet where something of this height does not fit on this one."""
        if self._wide and self._y and self._y + height > _SHEET:
            self._finish(self._y)
            self.pen = Pen(self._picture, self._layout, len(self._full) + 1)
            self._y = Fraction(0)
            self._head()

    def _finish(self, bottom: Fraction) -> None:
        parts = [
            (f"{head}: " if head else "") + "; ".join(said) for head, said in self._said if said
        ]
        self._full.append(_Sheet(self.pen, bottom + 2, f"{'. '.join(parts)}."))
        self._said = [("", [])]

    def drawings(
        self, title: str, words: Words, bottom: Fraction | None = None
    ) -> tuple[Drawing, ...]:
        """Everything drawn, in one drawing or several; the last one may end lower than its rows."""
        self._finish(self._y if bottom is None else bottom)
        count = len(self._full)
        return tuple(
            sheet.pen.drawing(
                sheet.bottom,
                title if count == 1 else words("part", title=title, part=number, parts=count),
                sheet.said,
            )
            for number, sheet in enumerate(self._full, start=1)
        )

    def _room(self, figures: Sequence[str]) -> Fraction:
        """For a label on one line with figures."""
        if self._wide:
            return Fraction(self._layout.width) - sum(self._rooms)
        return Fraction(self._layout.width) - text_width(_joined(figures)) - _GAP

    def _texts(self, lines: list[str], figures: Sequence[str], kind: str, first: str) -> None:
        """A label in lines; the figures beside the middle, or if narrow at the end of the last."""
        for number, line in enumerate(lines):
            self.pen.text(0, self._y + number * LINE + SIZE, line, kind)
        bottom = self._y + len(lines) * LINE
        if not self._wide:
            y = bottom - LINE + SIZE
            self.pen.text(self._layout.width, y, _joined(figures), first, "end")
        else:
            x, y = Fraction(self._layout.width), (self._y + bottom) / 2 + _DOWN
            for number in reversed(range(len(figures))):
                self.pen.text(x, y, figures[number], "" if number else first, "end")
                x -= self._rooms[number]
        self._y = bottom


def _joined(figures: Sequence[str]) -> str:
    """Figures of one row on a line."""
    return " / ".join(figure for figure in figures if figure)
