"""The picture of what each environment is granted in each phase, and how much it could get."""

from collections.abc import Sequence

from industri40.render.common.rounds import FIGURES, Awarded, Rounds, rounds
from industri40.render.html.bars import Bar, Bars
from industri40.render.html.drawing import LAYOUTS, Layout, Picture
from industri40.report.tables import ReportTables

MOST = 60
"""Environments that are drawn one by one."""

_TICK = 4
"""How far the mark of a limit is longer than the bar is thick, at each end."""


def picture(report: ReportTables) -> Picture | None:
    """The picture, or None where the plan has no grant, or more environments than can be seen."""
    if len(report.environments) > MOST or (found := rounds(report)) is None:
        return None
    words = report.words
    limits = [FIGURES[number] for number in found.held if number]
    helps = [words(f"picture.awards.help.{limit}") for limit in limits]
    if limits:
        helps.insert(0, words("picture.awards.help"))
    title = words("picture.awards" if "ceiling" in limits else "picture.awards.free")
    drawings = tuple(
        drawing
        for layout in LAYOUTS
        for drawing in _draw(report, found, layout).drawings(title, words)
    )
    figures = report.table("awards")._replace(title=words("picture.figures"))
    return Picture("awards", title, tuple(helps), drawings, figures)


def _said(report: ReportTables, one: Awarded) -> str:
    amount = report.written(one.award.amount)
    limits = ", ".join(
        f"{report.words(f'column.{name}').lower()} {report.written(cell.amount)}"
        for name, cell in [*one.held()][1:]
    )
    said = f"{one.environment} {amount}"
    return f"{said} ({limits})" if limits else said


def _draw(report: ReportTables, found: Rounds, layout: Layout) -> Bars:
    heads = [report.words(f"column.{name}") for name in FIGURES]
    figures = [
        [
            [report.written(cell.amount) if (cell := one.figures[n]) else "" for n in found.held]
            for one in each.awarded
        ]
        for each in found.rounds
    ]
    everything = [[heads[n] for n in found.held], *(row for rows in figures for row in rows)]
    bars = Bars("awards", layout, found.most, everything)
    for each, rows in zip(found.rounds, figures, strict=True):
        bars.heading(each.label, [heads[n] if n in each.held else "" for n in found.held])
        for one, row in zip(each.awarded, rows, strict=True):
            _row(bars, one, row, _said(report, one))
    return bars


def _row(bars: Bars, one: Awarded, figures: Sequence[str], said: str) -> None:
    def draw(bar: Bar) -> None:
        (_, award), *limits = [(name, cell.exact * bars.scale) for name, cell in one.held()]
        if limits:
            room = min(length for _, length in limits)
            bars.pen.box(bar.x, bar.y, room, bar.thick, "room")
        if award:
            bars.pen.box(bar.x, bar.y, award, bar.thick, "bar")
        for name, length in limits:
            x, top = bar.x + length, bar.y - _TICK
            bars.pen.line(x, top, x, bar.y + bar.thick + _TICK, name)

    bars.row(one.environment, figures, said, draw)
