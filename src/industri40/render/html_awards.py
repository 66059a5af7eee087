"""The picture of what each environment is granted in each phase, and how much it could get."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.money import format_amount
from industri40.render.html_bars import Bar, Bars
from industri40.render.html_drawing import LAYOUTS, Layout, Picture
from industri40.report.books import NO_BREAK, Books
from industri40.report.table import Cell

__all__ = ["MOST", "picture"]

MOST = 60
"""Environments that are drawn one by one."""

_TICK = 4
"""How far the mark of a ceiling is longer than the bar is thick, at each end."""


class Awarded(NamedTuple):
    """What one environment is granted in a phase, and the most that it could get, if limited."""

    environment: str
    award: Cell
    ceiling: Cell | None


class Round(NamedTuple):
    """One phase, with the environments that take part in it."""

    label: str
    awarded: tuple[Awarded, ...]

    @property
    def limited(self) -> bool:
        """Whether anybody has a ceiling."""
        return any(one.ceiling for one in self.awarded)


def picture(books: Books) -> Picture | None:
    """The picture, or None where the plan has no grant, or more environments than can be seen."""
    tables = books.tables("awards")
    if not tables or len(books.environments) > MOST:
        return None
    rounds = _rounds(books)
    cells = [cell for each in rounds for one in each.awarded for cell in one[1:]]
    most = max((cell.exact for cell in cells if cell), default=Fraction(0))
    if not most:
        return None
    words = books.words
    limited = any(each.limited for each in rounds)
    helps = (words("picture.awards.help"),) if limited else ()
    title = words("picture.awards" if limited else "picture.awards.free")
    drawings = tuple(
        drawing
        for layout in LAYOUTS
        for drawing in _draw(books, rounds, most, layout).drawings(title, words)
    )
    figures = tables[0]._replace(title=words("picture.figures"))
    return Picture("awards", title, helps, drawings, figures)


def _rounds(books: Books) -> tuple[Round, ...]:
    shown = {environment.id for environment in books.environments}
    rows = [row for row in books.table("awards").rows if row.id in shown]
    return tuple(
        Round(
            phase.label,
            tuple(
                Awarded(row.label, row.cells[phase.id], row.cells.get(f"{phase.id}.ceiling"))
                for row in rows
                if phase.id in row.cells
            ),
        )
        for phase in books.plan.phases
    )


def _written(books: Books, cell: Cell | None) -> str:
    if cell is None:
        return ""
    return format_amount(cell.amount, books.words.language).replace(" ", NO_BREAK)


def _said(books: Books, one: Awarded) -> str:
    amount = _written(books, one.award)
    if one.ceiling is None:
        return f"{one.environment} {amount}"
    return books.words(
        "picture.awards.row",
        environment=one.environment,
        award=amount,
        ceiling=_written(books, one.ceiling),
    )


def _draw(books: Books, rounds: Sequence[Round], most: Fraction, layout: Layout) -> Bars:
    heads = [books.words("column.award"), books.words("column.ceiling")]
    columns = 2 if any(each.limited for each in rounds) else 1
    figures = [
        [[_written(books, cell) for cell in one[1:]][:columns] for one in each.awarded]
        for each in rounds
    ]
    everything = [heads[:columns], *(row for rows in figures for row in rows)]
    bars = Bars("awards", layout, most, everything)
    for each, rows in zip(rounds, figures, strict=True):
        bars.heading(each.label, (heads if each.limited else [heads[0], ""])[:columns])
        for one, row in zip(each.awarded, rows, strict=True):
            _row(bars, one, row, _said(books, one))
    return bars


def _row(bars: Bars, one: Awarded, figures: Sequence[str], said: str) -> None:
    def draw(bar: Bar) -> None:
        length = one.award.exact * bars.scale
        room = one.ceiling.exact * bars.scale if one.ceiling else None
        if room is not None:
            bars.pen.box(bar.x, bar.y, room, bar.thick, "room")
        if length:
            bars.pen.box(bar.x, bar.y, length, bar.thick, "bar")
        if room is not None:
            x, top = bar.x + room, bar.y - _TICK
            bars.pen.line(x, top, x, bar.y + bar.thick + _TICK, "ceiling")

    bars.row(one.environment, figures, said, draw)
