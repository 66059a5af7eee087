"""Where things stand on a sheet of workings: a row for each environment, a column for each step.

From the top: the title and what the sheet does, headings in words, what a column has in all and
what it has by itself, a row of nothing that running totals begin with, the environments, and below
them what is nobody's, the sum, what it should be, how far off that is, and the least of the column.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.money import format_amount
from industri40.render.excel.context import SheetContext
from industri40.render.excel.input_sheet import AS_PLANNED
from industri40.render.excel.numbers import in_units, scaled, tidy
from industri40.render.excel.sheets import Figure, Sheet, Spot, letters
from industri40.render.excel.styles import LINE
from industri40.render.excel.texts import TEXTS
from industri40.report.table import Cell

_TITLE, _HOW, _BLANK, _GROUP, _HEAD, ALL, STEP, START, FIRST = range(9)
_LABEL_WIDTH, _WIDTH = 34, 15
_LINES_OF_HEADS = 5

Term = tuple[str, int]
"""A formula and the whole number that it gives."""


class Column(NamedTuple):
    """A column of a sheet of workings; ``prefix`` is what other sheets call the sheet."""

    number: int
    prefix: str = ""

    def at(self, row: int) -> str:
        """What a formula calls a cell of it."""
        return f"{self.prefix}{letters(self.number)}{row + 1}"

    def fixed(self, row: int) -> str:
        """As ``at``, with the row fixed."""
        return f"{self.prefix}{letters(self.number)}${row + 1}"

    def span(self, first: int, last: int) -> str:
        """What a formula calls the cells from a row to another."""
        return f"{self.at(first)}:{letters(self.number)}{last + 1}"


class WorkSheet:
    """A sheet of workings, written column by column."""

    def __init__(self, context: SheetContext, sheet: Sheet, key: str) -> None:
        self.context, self.sheet = context, sheet
        self.unit, self.years = context.report.plan.unit, context.report.plan.years
        self._next = 1
        self._on = sheet.fixed(context.cells[AS_PLANNED])
        styles, texts = context.styles, context.texts
        sheet.text(_TITLE, 0, sheet.name, styles("title"))
        sheet.text(_HOW, 0, texts(f"how.{key}", unit=self._unit_words()), styles("about"))
        for name, row in (("all", ALL), ("step", STEP), ("start", START)):
            own = f"{key}.{name}"
            sheet.text(row, 0, texts(own if own in TEXTS else f"shares.{name}"), styles("about"))

    def labels(self, column: int, labels: Iterable[str], first: int = FIRST) -> None:
        """Name rows below each other, in a column."""
        for row, label in enumerate(labels, start=first):
            self.sheet.text(row, column, label, self.context.styles("line"))

    def _unit_words(self) -> str:
        currency = self.context.report.plan.currency
        if self.unit == 1:
            return "kroner" if currency == "NOK" else currency
        return f"{format_amount(self.unit, self.context.texts.language)} {currency}"

    def column(self, head: str, group: str = "") -> Column:
        """The next column, with its heading."""
        column = Column(self._next)
        self._next += 1
        if group:
            self.sheet.text(_GROUP, column.number, group, self.context.styles("section"))
        self.sheet.text(_HEAD, column.number, head, self.context.styles("head"))
        return column

    def skip(self) -> None:
        """Leave a column empty."""
        self._next += 1

    def seen_from(self, home: "WorkSheet", column: Column) -> Column:
        """A column of this sheet as formulas of another sheet call it."""
        return column if home is self else column._replace(prefix=self.sheet.prefix)

    def put(
        self, row: int, column: Column, formula: str, value: Fraction | int, look: str = "whole"
    ) -> Figure:
        """Write a formula."""
        style = self.context.styles("figure", look)
        return self.sheet.formula(row, column.number, formula, Fraction(value), style)

    def units(self, cell: Cell) -> Term:
        """A figure of the tables, in whole units."""
        formula = in_units(self.context.cells.formula(cell, self.sheet), self.unit)
        return formula, (cell.exact / self.unit).numerator

    def running(self, column: Column, terms: Iterable[Term]) -> list[int]:
        """Write running totals, from a row of nothing on; their values with that nothing."""
        style, values = self.context.styles("figure", "whole"), [0]
        self.sheet.number(START, column.number, Fraction(0), style)
        for row, (formula, value) in enumerate(terms, start=FIRST):
            self.sheet.formula(row, column.number, formula, Fraction(value), style)
            values.append(value)
        return values

    def corrected(
        self, row: int, columns: tuple[Column, Column], term: Term, engine: int, *more: Term
    ) -> Figure:
        """Write a figure in kroner, with what corrects it before it.

        ``columns`` are those of the correction and of the figure; ``term`` is in units, and
        ``engine`` what the program has. ``more`` are cells in kroner that are added, with their
        values in units.
        """
        text = scaled(f"({self.correction(row, columns[0], term, engine)})", self.unit)
        if more:
            text = tidy("+".join((text, *(cell for cell, _ in more))), self.unit)
        value = self.unit * (engine + sum(value for _, value in more))
        return self.put(row, columns[1], text, value, "money")

    def correction(self, row: int, column: Column, term: Term, engine: int) -> str:
        """A formula with what corrects it, which counts as long as no input is changed."""
        formula, value = term
        if engine != value:
            style, more = self.context.styles("figure", "plain", "engine"), Fraction(engine - value)
            figure = self.sheet.number(row, column.number, more, style)
            self.context.corrections.append(figure)
        return f"{formula}+{column.at(row)}*{self._on}"

    def close(self) -> None:
        """Set the sheet up: to be read on a screen, not printed."""
        worksheet = self.sheet.worksheet
        worksheet.set_column(0, 0, _LABEL_WIDTH)
        worksheet.set_column(1, self._next, _WIDTH)
        worksheet.set_row(_HEAD, LINE * _LINES_OF_HEADS)
        worksheet.freeze_panes(FIRST, 1)
        # a cell of an empty row is printed: nothing
        worksheet.print_area(_BLANK, 0, _BLANK, 0)


class HolderSheet(WorkSheet):
    """A sheet of workings with a row for each holder: the environments, and nobody.

    ``size`` is the number of environments and ``last`` the row of the last one; ``rest``,
    ``total``, ``wanted``, ``off`` and ``least`` are the rows below.
    """

    def __init__(self, context: SheetContext, sheet: Sheet, key: str) -> None:
        super().__init__(context, sheet, key)
        self.holders = context.allocation.holders
        self.size = len(self.holders) - 1
        below = range(FIRST + self.size, FIRST + self.size + 5)
        self.rest, self.total, self.wanted, self.off, self.least = below
        self.last = self.rest - 1
        self.labels(0, context.holder_labels().values())
        keys = ("sum", "wanted", "off", "least")
        self.labels(0, (context.texts(f"shares.{each}") for each in keys), self.total)

    def add_up(
        self, column: Column, wanted: str, amount: Fraction, values: Sequence[Fraction]
    ) -> None:
        """Write the sum of a column, what it should be in kroner, and what is off."""
        total = sum(values, Fraction(0))
        formula = tidy(f"SUM({column.span(FIRST, self.rest)})", self.unit)
        self.put(self.total, column, formula, total, "money")
        self.put(self.wanted, column, wanted, amount, "money")
        formula = tidy(f"{column.at(self.total)}-{column.at(self.wanted)}", self.unit)
        self.put(self.off, column, formula, total - amount, "money")
        self.put(self.least, column, f"MIN({column.span(FIRST, self.rest)})", min(values), "money")

    def across(self, row: int, home: Sheet) -> str:
        """What a formula of another sheet calls a row, over all columns."""
        ends = [Spot(self.sheet.name, row, column) for column in (1, self._next)]
        return home.span(ends, fixed=True)
