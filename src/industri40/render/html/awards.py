"""The picture of what each environment is granted in each phase, and how much it could get."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.render.html.bars import Bar, Bars
from industri40.render.html.drawing import LAYOUTS, Layout, Picture
from industri40.report.table import Cell
from industri40.report.tables import ReportTables

MOST = 60
"""Environments that are drawn one by one."""

_TICK = 4
"""How far the mark of a limit is longer than the bar is thick, at each end."""

_LIMITS = ("ceiling", "sought")


class Awarded(NamedTuple):
    """What one environment is granted in a phase, and what limits that.

    ``limits`` are its ceiling and what it sought, as in _LIMITS.
    """

    environment: str
    award: Cell
    limits: tuple[Cell | None, ...]

    @property
    def room(self) -> Fraction | None:
        """The most that it could get, if anything limits it."""
        return min((cell.exact for cell in self.limits if cell), default=None)


class Round(NamedTuple):
    """One phase, with the environments that take part in it."""

    label: str
    awarded: tuple[Awarded, ...]

    @property
    def limited(self) -> tuple[bool, ...]:
        """Whether anybody has a ceiling, and whether anybody's application is known."""
        limits = zip(*(one.limits for one in self.awarded), strict=True)
        return tuple(map(any, limits)) or (False, False)


def picture(report: ReportTables) -> Picture | None:
    """The picture, or None where the plan has no grant, or more environments than can be seen."""
    tables = report.tables("awards")
    if not tables or len(report.environments) > MOST:
        return None
    rounds = _rounds(report)
    cells = [cell for each in rounds for one in each.awarded for cell in (one.award, *one.limits)]
    most = max((cell.exact for cell in cells if cell), default=Fraction(0))
    if not most:
        return None
    words = report.words
    shown = [n for n in range(len(_LIMITS)) if any(each.limited[n] for each in rounds)]
    helps = [words(f"picture.awards.help.{_LIMITS[n]}") for n in shown]
    if shown:
        helps.insert(0, words("picture.awards.help"))
    title = words("picture.awards" if 0 in shown else "picture.awards.free")
    drawings = tuple(
        drawing
        for layout in LAYOUTS
        for drawing in _draw(report, rounds, shown, most, layout).drawings(title, words)
    )
    figures = tables[0]._replace(title=words("picture.figures"))
    return Picture("awards", title, tuple(helps), drawings, figures)


def _rounds(report: ReportTables) -> tuple[Round, ...]:
    shown = {environment.id for environment in report.environments}
    rows = [row for row in report.table("awards").rows if row.key[0] in shown]
    rounds = []
    for phase in report.plan.phases:
        limits = [(phase.id, limit) for limit in _LIMITS]
        held = [row for row in rows if (phase.id,) in row.cells]
        awarded = (
            Awarded(row.label, row.cells[phase.id,], tuple(map(row.cells.get, limits)))
            for row in held
        )
        rounds.append(Round(phase.label, tuple(awarded)))
    return tuple(rounds)


def _said(report: ReportTables, one: Awarded) -> str:
    amount = report.written(one.award.amount)
    limits = ", ".join(
        f"{report.words(f'column.{limit}').lower()} {report.written(cell.amount)}"
        for limit, cell in zip(_LIMITS, one.limits, strict=True)
        if cell
    )
    said = f"{one.environment} {amount}"
    return f"{said} ({limits})" if limits else said


def _draw(
    report: ReportTables,
    rounds: Sequence[Round],
    shown: Sequence[int],
    most: Fraction,
    layout: Layout,
) -> Bars:
    heads = [report.words(f"column.{limit}") for limit in _LIMITS]
    figures = [
        [
            [
                report.written(cell.amount) if cell else ""
                for cell in (one.award, *(one.limits[n] for n in shown))
            ]
            for one in each.awarded
        ]
        for each in rounds
    ]
    award = report.words("column.award")
    everything = [[award, *(heads[n] for n in shown)], *(row for rows in figures for row in rows)]
    bars = Bars("awards", layout, most, everything)
    for each, rows in zip(rounds, figures, strict=True):
        bars.heading(each.label, [award, *(heads[n] if each.limited[n] else "" for n in shown)])
        for one, row in zip(each.awarded, rows, strict=True):
            _row(bars, one, row, _said(report, one))
    return bars


def _row(bars: Bars, one: Awarded, figures: Sequence[str], said: str) -> None:
    def draw(bar: Bar) -> None:
        length = one.award.exact * bars.scale
        if one.room is not None:
            bars.pen.box(bar.x, bar.y, one.room * bars.scale, bar.thick, "room")
        if length:
            bars.pen.box(bar.x, bar.y, length, bar.thick, "bar")
        for limit, cell in zip(_LIMITS, one.limits, strict=True):
            if cell is not None:
                x, top = bar.x + cell.exact * bars.scale, bar.y - _TICK
                bars.pen.line(x, top, x, bar.y + bar.thick + _TICK, limit)

    bars.row(one.environment, figures, said, draw)
