"""Bars below each other, each with a label and figures: beside the bar, or above it if narrow."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.render.pictures.drawing import LINE, SIZE, Drawing, Layout, Length, fold, text_width
from industri40.report.headings import Words

_THICK, _GAP, _PAD = 14, 16, 10
_DOWN, _UNDER = 4, 5  # from the middle of a line of text to where it stands; from it to its bar
_TICK = 4  # how far a mark is longer than the bar is thick, at each end


class Bar(NamedTuple):
    """One bar with its label and figures, and how it is ``said`` to who does not see it.

    A box is how much, its kind and its fill: filled boxes stand beside each other, others lie on
    each other. A mark is its kind, and at how much it stands.
    """

    label: str
    figures: Sequence[str]
    said: str
    boxes: Sequence[tuple[Fraction, str, str]]
    marks: Sequence[tuple[str, Fraction]] = ()


class Group(NamedTuple):
    """Bars, and a line over them with what their figures are called, if it has a label."""

    bars: Sequence[Bar]
    label: str = ""
    heads: Sequence[str] = ()


class Sheet(Drawing):
    """One drawing in the making: also how far down it is drawn, and what is said of it."""

    def __init__(self, picture: str, layout: Layout, part: int) -> None:
        super().__init__(picture, layout, part)
        self.bottom = Fraction(0)
        self.said: list[tuple[str, list[str]]] = [("", [])]


class Bars:
    """Lays out groups of bars on ``sheets``; ``most`` is the value of the longest bar.

    ``above`` draws what is above them all, and gives where the bars begin.
    """

    def __init__(
        self,
        picture: str,
        layout: Layout,
        most: Fraction,
        groups: Sequence[Group],
        above: Callable[[Sheet], Fraction] = lambda _: Fraction(0),
    ) -> None:
        self._picture, self._layout = picture, layout
        self._wide = bool(layout.sheet)
        self.sheets: list[Sheet] = []
        figures = [bar.figures for group in groups for bar in group.bars]
        figures += [group.heads for group in groups if group.label]
        self._rooms = [max(map(text_width, one)) + _GAP for one in zip(*figures, strict=True)]
        self._beside = layout.label + _GAP if self._wide else 0
        taken = self._beside + (sum(self._rooms) if self._wide else 0)
        self._scale = (Fraction(layout.width) - taken - 1) / most
        self._turn()
        self.sheets[0].bottom = above(self.sheets[0])
        for group in groups:
            self._group(group)

    def sheet(self, height: Length) -> Sheet:
        """The last sheet, or another one where something of this height does not fit on it."""
        bottom = self.sheets[-1].bottom
        if self._wide and bottom and bottom + height > self._layout.sheet:
            self._turn()
        return self.sheets[-1]

    def drawings(self, title: str, words: Words) -> Sequence[Sheet]:
        """Everything drawn, in one drawing or several; of each is said what its bars say."""
        count = len(self.sheets)
        for number, sheet in enumerate(self.sheets, start=1):
            parts = [
                (f"{head}: " if head else "") + "; ".join(said) for head, said in sheet.said if said
            ]
            one = words("part", title=title, part=number, parts=count) if count > 1 else title
            sheet.finish(sheet.bottom + 2, one, f"{'. '.join(parts)}.")
        return self.sheets

    def _turn(self) -> None:
        self.sheets.append(Sheet(self._picture, self._layout, len(self.sheets) + 1))

    def _group(self, group: Group) -> None:
        """A group, whose heading is said again on each sheet that it goes on on."""
        labels = [
            fold(bar.label, self._layout.label if self._wide else self._room(bar.figures))
            for bar in group.bars
        ]
        heights = [max(len(lines) * LINE, _THICK) + _PAD for lines in labels]
        if group.label:
            lines = fold(group.label, self._room(group.heads))
            head = _GAP + (len(lines) + 2) * LINE
            self._heading(group, self.sheet(min(head + sum(heights), self._layout.sheet)))
        for bar, lines, height in zip(group.bars, labels, heights, strict=True):
            before, sheet = self.sheets[-1], self.sheet(height)
            if sheet is not before and group.label:
                self._heading(group, sheet)
            sheet.said[-1][1].append(bar.said)
            if self._wide:
                air = Fraction(height - len(lines) * LINE, 2)
                self._bar(sheet, bar, sheet.bottom + Fraction(height - _THICK, 2))
                sheet.bottom += air
                self._texts(sheet, lines, bar.figures, "", "strong")
                sheet.bottom += air
            else:
                self._texts(sheet, lines, bar.figures, "", "strong")
                self._bar(sheet, bar, sheet.bottom + _UNDER)
                sheet.bottom += _UNDER + _THICK + _PAD

    def _heading(self, group: Group, sheet: Sheet) -> None:
        sheet.said.append((group.label, []))
        sheet.bottom += _GAP if sheet.bottom else 0
        lines = fold(group.label, self._room(group.heads))
        self._texts(sheet, lines, group.heads, "strong", "")
        y = sheet.bottom
        sheet.shape("line", "rule", x1=0, y1=y, x2=self._layout.width, y2=y)
        sheet.bottom += 6

    def _bar(self, sheet: Sheet, bar: Bar, y: Fraction) -> None:
        x = Fraction(self._beside)
        for value, kind, fill in bar.boxes:
            wide = value * self._scale
            sheet.shape("rect", kind, fill, x=x, y=y, width=wide, height=_THICK)
            x += wide if fill else 0
        for kind, value in bar.marks:
            at = self._beside + value * self._scale
            sheet.shape("line", kind, x1=at, y1=y - _TICK, x2=at, y2=y + _THICK + _TICK)

    def _room(self, figures: Sequence[str]) -> Fraction:
        """For a label on one line with figures."""
        beside = sum(self._rooms) if self._wide else text_width(_joined(figures)) + _GAP
        return Fraction(self._layout.width) - beside

    def _texts(
        self, sheet: Sheet, lines: list[str], figures: Sequence[str], kind: str, first: str
    ) -> None:
        """A label in lines; the figures beside the middle, or if narrow at the end of the last."""
        top, x = sheet.bottom, Fraction(self._layout.width)
        for number, line in enumerate(lines):
            sheet.text(0, top + number * LINE + SIZE, line, kind)
        sheet.bottom += len(lines) * LINE
        if not self._wide:
            sheet.text(x, sheet.bottom - LINE + SIZE, _joined(figures), first, "end")
            return
        for number in reversed(range(len(figures))):
            middle = (top + sheet.bottom) / 2
            sheet.text(x, middle + _DOWN, figures[number], "" if number else first, "end")
            x -= self._rooms[number]


def _joined(figures: Sequence[str]) -> str:
    return " / ".join(figure for figure in figures if figure)
