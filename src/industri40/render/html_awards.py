"""The picture of what each environment is granted in each phase, and how much it could get."""

from collections.abc import Iterator
from fractions import Fraction

from industri40.money import format_amount
from industri40.render.html_bars import Bar, Bars
from industri40.render.html_drawing import LAYOUTS, Drawing, Layout, Pen, Picture
from industri40.report.books import NO_BREAK, Books
from industri40.report.table import Cell, Table

__all__ = ["MOST", "picture"]

MOST = 60
"""Environments that are drawn one by one."""

_TICK = 4
"""How far the mark of a ceiling is longer than the bar is thick, at each end."""

Awarded = list[tuple[str, Cell, Cell | None]]


def picture(books: Books) -> Picture | None:
    """The picture, or None where the plan has no grant, or more environments than can be seen."""
    tables = books.tables("awards")
    if not tables or len(books.environments) > MOST:
        return None
    (table,) = tables
    phases = {phase.label: list(_awarded(books, table, phase.id)) for phase in books.plan.phases}
    cells = [cell for awarded in phases.values() for one in awarded for cell in one[1:] if cell]
    most = max((cell.exact for cell in cells), default=Fraction(0))
    if not most:
        return None
    words = books.words
    said = [
        f"{label}: {', '.join(_said(books, *one) for one in awarded)}."
        for label, awarded in phases.items()
    ]
    drawings = tuple(_draw(books, phases, most, layout) for layout in LAYOUTS)
    title, helps = words("picture.awards"), (words("picture.awards.help"),)
    figures = table._replace(title=words("picture.figures"))
    return Picture("awards", title, helps, " ".join(said), drawings, figures)


def _awarded(books: Books, table: Table, phase: str) -> Iterator[tuple[str, Cell, Cell | None]]:
    """Each environment that takes part in a phase, with its award and its ceiling."""
    shown = {environment.id for environment in books.environments}
    for row in table.rows:
        if row.id in shown and phase in row.cells:
            yield row.label, row.cells[phase], row.cells.get(f"{phase}.ceiling")


def _written(books: Books, cell: Cell | None) -> str:
    if cell is None:
        return ""
    return format_amount(cell.amount, books.words.language).replace(" ", NO_BREAK)


def _said(books: Books, environment: str, award: Cell, ceiling: Cell | None) -> str:
    amount = _written(books, award)
    if ceiling is None:
        return f"{environment} {amount}"
    return books.words(
        "picture.awards.row",
        environment=environment,
        award=amount,
        ceiling=_written(books, ceiling),
    )


def _draw(books: Books, phases: dict[str, Awarded], most: Fraction, layout: Layout) -> Drawing:
    heads = [books.words("column.award"), books.words("column.ceiling")]
    figures = {
        label: [[_written(books, cell) for cell in cells] for _, *cells in awarded]
        for label, awarded in phases.items()
    }
    everything = [row for rows in figures.values() for row in rows]
    pen = Pen("awards", layout)
    bars = Bars(pen, layout, most, [heads, *everything])
    for phase, awarded in phases.items():
        limited = any(ceiling for _, ceiling in figures[phase])
        bars.heading(phase, heads if limited else [heads[0], ""])
        for (environment, award, ceiling), row in zip(awarded, figures[phase], strict=True):
            _row(bars, environment, (award, ceiling), row)
    return bars.drawing()


def _row(bars: Bars, label: str, cells: tuple[Cell, Cell | None], figures: list[str]) -> None:
    award, ceiling = cells

    def draw(bar: Bar) -> None:
        length = award.exact * bars.scale
        if ceiling is not None:
            room = ceiling.exact * bars.scale
            bars.pen.box(bar.x, bar.y, room, bar.thick, "room")
        if length:
            bars.pen.box(bar.x, bar.y, length, bar.thick, "bar")
        if ceiling is not None:
            x, top = bar.x + room, bar.y - _TICK
            bars.pen.line(x, top, x, bar.y + bar.thick + _TICK, "ceiling")

    bars.row(label, figures, draw)
