"""Neutral tables as a template wants them: spans of headings, bodies, texts of cells that open."""

from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from industri40.explain.account import Accounts
from industri40.explain.cells import from_cell
from industri40.explain.labels import text_of
from industri40.explain.trace import tracer_of
from industri40.record import replace
from industri40.render.common.figures import texts
from industri40.render.common.formulas import Formula, lines_of
from industri40.render.common.remarks import notes
from industri40.render.pictures.drawing import SIZE, text_width
from industri40.report.case import Case
from industri40.report.headings import Words
from industri40.report.table import Column, Row, Table
from industri40.report.tables import PROGRAMME, ReportTables

PORTRAIT, SMALL = "", "small"
ACROSS = ("across", "across crowded", "across packed")
"""How a table is printed on A4: upright, so in small print, or across, in that or in smaller."""

_PAPERS = ((PORTRAIT, 100, 180), (SMALL, 85, 180), (ACROSS[0], 85, 267), (ACROSS[1], 75, 267))
"""The tenths of a point of their letters, and the millimetres between the margins."""

_LABEL, _AIR = (65, 130), 12
"""Room for labels of rows, in any case and where they want it, and beside a figure, at SIZE."""

_BOLD, _SMALLER = Fraction(27, 25), Fraction(24, 25)
"""How much wider bold figures are, as in a sum, and what the letters of a heading come to."""


_FEW = 300
"""So many environments may a plan have whose shares and frames open, as these come from all."""


class Figure(NamedTuple):
    """A figure of a table as text, and the id of what opens at it, if anything does."""

    text: str
    opens: str = ""


class Origin(NamedTuple):
    """Where a figure comes from, in short, as text for people.

    ``label`` is what it is called, such as ``County grant, per participant``; ``formula``
    is ``10 500 = 4 200 000 ÷ 400``, or the amount where the plan writes it; ``lines`` are those of
    the plan that it comes from, such as ``budget.yaml:18, 34, 43``.
    """

    label: str
    formula: str
    lines: str


class Origins:
    """The origins of the figures in a plan's tables, in the language of these.

    Made once for all of them: ``Origins(results.report).of(table, row, column)``.
    """

    def __init__(self, report: ReportTables) -> None:
        case = Case(replace(report.plan, language=report.words.language))
        case.allocation = report.allocation
        self._accounts, self._tracer = Accounts(case), tracer_of(case)
        self._formula = Formula(report.words.language)

    def of(self, table: Table, row: Row, column: Column) -> Origin:
        """The origin of the figure in a row and a column. Raises KeyError where there is none."""
        step = from_cell(self._tracer, row.cells[column.key])
        label = text_of(self._accounts.labels.of_cell(table, row, column))
        formula = self._formula.of(self._accounts.of(step))
        return Origin(label, formula, lines_of(self._accounts.places(step)))


class Opened:
    """Gives figures that come from the same in the same words one of its ``ids``, in their order.

    Those of the programme open, and on a page of one environment its own too: those of many
    environments would be more of a page than its tables.
    """

    def __init__(self, report: ReportTables) -> None:
        self._origins = Origins(report)
        self._environments = {one.id for one in report.environments}
        self._few = len(report.plan.environments) <= _FEW
        self._alone = self._few and len(report.selected) == 1
        self.ids: dict[Origin, str] = {}

    def figure(self, table: Table, row: Row, column: Column, text: str) -> Figure:
        """One figure of a table; a blank opens nothing."""
        if column.key not in row.cells or not self._opens(table, row):
            return Figure(text)
        origin = self._origins.of(table, row, column)
        return Figure(text, self.ids.setdefault(origin, f"origin-{len(self.ids) + 1}"))

    def _opens(self, table: Table, row: Row) -> bool:
        if self._alone or table.id in PROGRAMME:
            return True
        return self._few and table.id == "awards" and row.key[0] not in self._environments


class Sheet(NamedTuple):
    """A table as it stands on a page.

    ``heads`` are columns under one heading of a group, or just one without; ``bodies`` are rows
    with a figure for each column, below the heading that the first of them may be. ``origins`` are
    what opens at figures, with its id, but for what another sheet has; ``paper`` is as in _PAPERS.
    """

    id: str
    title: str
    heads: list[list[Column]]
    bodies: list[list[tuple[Row, list[Figure]]]]
    notes: list[str]
    origins: list[tuple[str, Origin]]
    paper: str


def sheet(table: Table, words: Words, opened: Opened | None = None) -> Sheet:
    """A table with every figure as text, which opens if it is one of those ``opened``."""
    heads = groupby(table.columns, key=lambda column: column.group or column.key)
    bodies: list[list[tuple[Row, list[Figure]]]] = [[]]
    written, before = texts(table, words.language), len(opened.ids) if opened else 0
    for row, cells in zip(table.rows, written, strict=True):
        if row.role == "heading" and bodies[-1]:
            bodies.append([])
        figures = [
            opened.figure(table, row, column, text) if opened else Figure(text)
            for column, text in zip(table.columns, cells, strict=True)
        ]
        bodies[-1].append((row, figures))
    return Sheet(
        "table-" + table.id.replace(".", "-"),
        table.title,
        [list(members) for _, members in heads],
        bodies,
        list(notes(table, words)),
        [(name, origin) for origin, name in opened.ids.items()][before:] if opened else [],
        _paper(table, written),
    )


def _paper(table: Table, figures: list[list[str]]) -> str:
    """The first paper that has room for all columns; how wide they will be is only estimated."""
    least, most = map(Fraction, _LABEL)
    width = min(max([least, *(text_width(row.label) for row in table.rows)]), most)
    for column, cells in zip(table.columns, zip(*figures, strict=True), strict=True):
        words = (text_width(word) * _SMALLER for word in column.label.split())
        parts = (part for text in cells for part in text.split(" "))  # a figure is one of them
        width += _AIR + max([max(map(text_width, parts)) * _BOLD, *words])
    for paper, points, room in _PAPERS:
        if width * points * 254 <= room * SIZE * 72 * 100:  # 72 points are 25.4 mm
            return paper
    return ACROSS[-1]
