"""The picture of what is spent on one participant, and who pays how much of it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import cycle
from typing import NamedTuple

from industri40.render.common.figures import as_read
from industri40.render.pictures.awards import MOST
from industri40.render.pictures.bars import Bar, Bars, Group, Sheet
from industri40.render.pictures.drawing import FILLS, LINE, SIZE, Layout, Picture, fold, text_width
from industri40.report.environments import PER_PARTICIPANT
from industri40.report.lines import ALL, source_label
from industri40.report.shared import alike
from industri40.report.table import Cell, CellKey, Column, Row, Table
from industri40.report.tables import PARTICIPANT, ReportTables

_NAME = "participant"
_SWATCH = 14


class Part(NamedTuple):
    """One part of a bar: its name, its row and figure in the breakdown, its sources, its fill."""

    label: str
    row: CellKey
    cell: Cell
    sources: tuple[str, ...]
    fill: str = ""


class Whole(NamedTuple):
    """One bar: what it is called, its figure, and how long each part is."""

    label: str
    cell: Cell
    values: Sequence[Fraction]


def picture(report: ReportTables, layouts: Sequence[Layout]) -> Picture | None:
    """The picture, or None where there are no participants or no financing."""
    if report.plan.participants is None:
        return None
    some = (part for part in _parts(report) if part.cell.exact)
    parts = [part._replace(fill=fill) for part, fill in zip(some, cycle(FILLS), strict=False)]
    if not parts:
        return None
    words = report.words
    helps = [words("picture.participant.help")]
    wholes = list(_programme(report, parts))
    count = len(report.environments)
    if alike(report.plan):
        helps.append(words("picture.participant.alike"))
    elif count > MOST:
        helps.append(words("picture.too_many", count=report.written(Fraction(count))))
    else:
        wholes += _environments(report, parts)
    title, bars = words("picture.participant"), [_bar(report, parts, one) for one in wholes]
    # where some is below zero for a group, what the others pay is more than the whole
    most = max(sum((value for value, *_ in bar.boxes), Fraction(0)) for bar in bars)
    said = [f"{one.label}: {as_read(one.cell, words.language)}" for one in parts]
    drawings: list[Sheet] = []
    for layout in layouts:
        drawn = Bars(_NAME, layout, most, [Group(bars)], lambda pen: _legend(report, pen, parts))
        drawn.sheets[0].said[-1][1].extend(said)
        drawings += drawn.drawings(title, words)
    rows = [Row(part.sources, part.label, "line", {PARTICIPANT: part.cell}) for part in parts]
    rows += [Row(ALL, whole.label, "sum", {PARTICIPANT: whole.cell}) for whole in wholes]
    column = Column(PARTICIPANT, words("column.participant"))
    figures = Table((_NAME,), words("picture.figures"), (column,), tuple(rows))
    return Picture(_NAME, title, tuple(helps), tuple(drawings), figures)


def _parts(report: ReportTables) -> Iterator[Part]:
    """The parts of all financing, as far as the breakdown divides it."""
    table = report.table("breakdown")
    for top in report.plan.financing_order:
        group = report.groups.get(top)
        members = group.sources if group else (top,)
        named = [one for one in members if report.sources[one].indicated]
        for one in named if group and named else members:
            label = source_label(report, report.sources[one])
            yield Part(label, (one,), table.cell((one,), PARTICIPANT), (one,))
        if group and named:
            rest = tuple(one for one in members if one not in named)
            labels = ", ".join(report.sources[one].label for one in rest)
            row = (top, "to_pay")
            yield Part(f"{group.label}: {labels}", row, table.cell(row, PARTICIPANT), rest)


def _programme(report: ReportTables, parts: Sequence[Part]) -> Iterator[Whole]:
    """What is paid for all participants, and for those of each group."""
    table, groups = report.table("breakdown"), report.plan.participant_groups
    mean = report.words("picture.participant.mean" if groups else "column.programme")
    columns = {PARTICIPANT: mean} | {(*PARTICIPANT, one.id): one.label for one in groups}
    for column, label in columns.items():
        values = [table.cell(part.row, column).exact for part in parts]
        yield Whole(label, table.cell(("financing",), column), values)


def _environments(report: ReportTables, parts: Sequence[Part]) -> Iterator[Whole]:
    table = report.table("environments")
    for environment in report.environments:
        if count := environment.participants:
            key = (environment.id,)
            money = (sum(table.cell(key, (one,)).exact for one in part.sources) for part in parts)
            cell = table.cell(key, PER_PARTICIPANT)
            yield Whole(environment.name, cell, [Fraction(one) / count for one in money])


def _bar(report: ReportTables, parts: Sequence[Part], whole: Whole) -> Bar:
    figure = as_read(whole.cell, report.words.language)
    filled = zip(whole.values, parts, strict=True)
    boxes = [(value, "part", part.fill) for value, part in filled if value > 0]
    return Bar(whole.label, [figure], f"{whole.label}: {figure}", boxes)


def _legend(report: ReportTables, pen: Sheet, parts: Sequence[Part]) -> Fraction:
    """What each fill is, with the programme's figure, and where the bars below it begin."""
    wide = bool(pen.layout.sheet)
    first = (len(parts) + 1) // 2 if wide else len(parts)
    width = Fraction(pen.layout.width, 2) - 16 if wide else Fraction(pen.layout.width)
    bottoms = []
    for x, column in ((Fraction(0), parts[:first]), (width + 32, parts[first:])):
        y = Fraction(0)
        for part in column:
            amount = as_read(part.cell, report.words.language)
            lines = fold(part.label, width - _SWATCH - 20 - text_width(amount))
            pen.shape("rect", "part", part.fill, x=x + 1, y=y + 1, width=_SWATCH, height=_SWATCH)
            for row, line in enumerate(lines):
                pen.text(x + _SWATCH + 8, y + row * LINE + SIZE, line)
            pen.text(x + width, y + SIZE, amount, "strong", "end")
            y += len(lines) * LINE + 5
        bottoms.append(y)
    return max(bottoms) + LINE
