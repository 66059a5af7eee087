"""The picture of what is spent on one participant, and who pays how much of it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.render.common.figures import as_read
from industri40.render.html.awards import MOST
from industri40.render.html.bars import Bar, Bars
from industri40.render.html.drawing import (
    LAYOUTS,
    LINE,
    PATTERNS,
    SIZE,
    Drawing,
    Layout,
    Pen,
    Picture,
    fold,
    text_width,
)
from industri40.report.environments import PER_PARTICIPANT
from industri40.report.lines import ALL, source_label
from industri40.report.shared import alike
from industri40.report.table import Cell, Column, Row, Table
from industri40.report.tables import PARTICIPANT, ReportTables

_NAME = "participant"
_SWATCH = 14


class Part(NamedTuple):
    """One part of a bar: what it is called, the programme's figure, and the sources that it is."""

    label: str
    cell: Cell
    sources: tuple[str, ...]


class Whole(NamedTuple):
    """One bar: what it is called, its figure, and how long each part is."""

    label: str
    cell: Cell
    values: tuple[Fraction, ...]


def picture(report: ReportTables) -> Picture | None:
    """The picture, or None where there is no financing."""
    parts = [part for part in _parts(report) if part.cell.exact]
    if not parts:
        return None
    words = report.words
    same, many = alike(report.plan), len(report.environments) > MOST
    helps = [words("picture.participant.help")]
    values = tuple(part.cell.exact for part in parts)
    cell = report.table("breakdown").cell(("financing",), PARTICIPANT)
    wholes = [Whole(words("column.programme"), cell, values)]
    if same:
        helps.append(words("picture.participant.alike"))
    elif many:
        helps.append(
            words("picture.too_many", count=report.written(Fraction(len(report.environments))))
        )
    else:
        wholes += _environments(report, parts)
    title = words("picture.participant")
    drawings = tuple(each for layout in LAYOUTS for each in _draw(report, parts, wholes, layout))
    rows = [Row(part.sources, part.label, "line", {PARTICIPANT: part.cell}) for part in parts]
    rows += [Row(ALL, whole.label, "sum", {PARTICIPANT: whole.cell}) for whole in wholes]
    column = Column(PARTICIPANT, words("column.participant"))
    figures = Table((_NAME,), words("picture.figures"), (column,), tuple(rows))
    return Picture(_NAME, title, tuple(helps), drawings, figures)


def _written(report: ReportTables, cell: Cell) -> str:
    return as_read(cell, report.words.language, 0)


def _parts(report: ReportTables) -> Iterator[Part]:
    """The parts of all financing, as far as the breakdown divides it."""
    table = report.table("breakdown")
    for top in report.plan.financing_order:
        group = report.groups.get(top)
        members = group.sources if group else (top,)
        named = [one for one in members if report.sources[one].indicated]
        for one in named if group and named else members:
            label = source_label(report, report.sources[one])
            yield Part(label, table.cell((one,), PARTICIPANT), (one,))
        if group and named:
            rest = tuple(one for one in members if one not in named)
            labels = ", ".join(report.sources[one].label for one in rest)
            cell = table.cell((top, "to_pay"), PARTICIPANT)
            yield Part(f"{group.label}: {labels}", cell, rest)


def _environments(report: ReportTables, parts: Sequence[Part]) -> Iterator[Whole]:
    table = report.table("environments")
    for environment in report.environments:
        count = environment.participants
        if not count:
            continue
        money = [
            sum((table.cell((environment.id,), (one,)).exact for one in part.sources), Fraction(0))
            for part in parts
        ]
        cell = table.cell((environment.id,), PER_PARTICIPANT)
        yield Whole(environment.name, cell, tuple(one / count for one in money))


def _draw(
    report: ReportTables, parts: Sequence[Part], wholes: Sequence[Whole], layout: Layout
) -> tuple[Drawing, ...]:
    most = max(whole.cell.exact for whole in wholes)
    figures = [[_written(report, whole.cell)] for whole in wholes]
    bars = Bars(_NAME, layout, most, figures)
    for whole, row in zip(wholes, figures, strict=True):

        def draw(bar: Bar, values: Sequence[Fraction] = whole.values) -> None:
            x = Fraction(bar.x)
            for number, value in enumerate(values):
                if value:
                    fill = PATTERNS[number % len(PATTERNS)]
                    bars.pen.box(x, bar.y, value * bars.scale, bar.thick, "part", fill)
                    x += value * bars.scale

        bars.row(whole.label, row, f"{whole.label} {row[0]}", draw)
    bars.make_room(LINE + _legend(report, Pen(_NAME, layout), parts, Fraction(0)))
    bottom = _legend(report, bars.pen, parts, bars.bottom + LINE)
    for part in parts:
        bars.say(f"{part.label} {_written(report, part.cell)}")
    return bars.drawings(report.words("picture.participant"), report.words, bottom)


def _legend(report: ReportTables, pen: Pen, parts: Sequence[Part], y: Fraction) -> Fraction:
    """What each fill is, with the programme's figure; gives where it ends."""
    width = pen.layout.width
    column = Fraction(width, 2) if pen.layout.name == "wide" else Fraction(width)
    left, right = y, y
    half = (len(parts) + 1) // 2
    for number, part in enumerate(parts):
        second = column < width and number >= half
        amount = _written(report, part.cell)
        x = column + 16 if second else Fraction(0)
        end = x + column - 16 if column < width else Fraction(width)
        top = right if second else left
        lines = fold(part.label, end - x - _SWATCH - 20 - text_width(amount))
        fill = PATTERNS[number % len(PATTERNS)]
        pen.box(x + 1, top + 1, _SWATCH, _SWATCH, "part", fill)
        for row, line in enumerate(lines):
            pen.text(x + _SWATCH + 8, top + row * LINE + SIZE, line)
        pen.text(end, top + SIZE, amount, "strong", "end")
        top += len(lines) * LINE + 5
        left, right = (left, top) if second else (top, right)
    return max(left, right)
