"""Where things stand on a sheet of workings: a row for each environment, a column for each step.

From the top: the title and what the sheet does, headings in words, what a column has in all and
what it has by itself, a row of nothing that running totals begin with, the environments, and below
them what is nobody's, the sum, what it should be, how far off that is, and the least of the column.
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from math import lcm

from industri40.money import format_amount, round_half_away
from industri40.plan.model import CostLine, Key, Source
from industri40.render.excel.context import TEXTS, SheetContext
from industri40.render.excel.input_sheet import AS_PLANNED
from industri40.render.excel.inputs import key_names, key_parts
from industri40.render.excel.sheets import Sheet, Spot, letters
from industri40.render.excel.styles import LINE
from industri40.render.excel.terms import NOTHING, Number, Term, number, stored, total
from industri40.report.table import Cell

_TITLE, _HOW, _BLANK, _GROUP, HEAD, ALL, STEP, START, FIRST = range(9)
_LABEL_WIDTH, _WIDTH, _LINES_OF_HEADS = 34, 15, 5
_CLOSE = Fraction(1, 100)  # a part of a unit that is more than the noise of floats
_MIXED = 10**12  # what all weights of a mixture total
_WHOLE_PLACES = 6  # to so many decimals a weight is taken when it has been made whole


class Column:
    """A column of a sheet of workings, and the values in it by row.

    ``prefix`` is what formulas call its sheet.
    """

    def __init__(self, number: int, values: dict[int, Number], prefix: str = "") -> None:
        self.number, self.values, self._prefix = number, values, prefix
        self._letters = letters(number)

    def at(self, row: int) -> Term:
        """A cell of it."""
        return Term(f"{self._prefix}{self._letters}{row + 1}", self.values.get(row, 0))

    def fixed(self, row: int) -> Term:
        """As ``at``, with the row and the column fixed."""
        return Term(f"{self._prefix}${self._letters}${row + 1}", self.values.get(row, 0))

    def span(self, first: int, last: int) -> str:
        """What a formula calls the cells from a row to another, with both fixed."""
        return f"{self.fixed(first).text}:${self._letters}${last + 1}"

    def total(self, first: int, last: int) -> Term:
        """The sum of the cells from a row to another."""
        values = (self.values.get(row, 0) for row in range(first, last + 1))
        return Term(f"SUM({self.span(first, last)})", stored(sum(values)))


class WorkSheet:
    """A sheet of workings, written column by column."""

    def __init__(self, context: SheetContext, sheet: Sheet, key: str) -> None:
        self.context, self.sheet = context, sheet
        self.report, self.texts, self.cells = context.report, context.texts, context.cells
        self.plan = plan = context.report.plan
        self.unit, self.years = plan.unit, plan.years
        self._next = 1
        self._on = Term(sheet.fixed(context.cells[AS_PLANNED]), 1)
        texts, unit = self.texts, context.texts.currency(plan.currency)
        if self.unit != 1:
            short = texts.currency(plan.currency, "short")
            unit = f"{format_amount(self.unit, texts.language)} {short}"
        sheet.text(_TITLE, 0, sheet.name, "title")
        sheet.text(_HOW, 0, texts(f"how.{key}", unit=unit), "about")
        for name, row in (("all", ALL), ("step", STEP), ("start", START)):
            own = f"{key}.{name}"
            sheet.text(row, 0, texts(own if own in TEXTS else f"shares.{name}"), "about")

    def labels(self, column: int, labels: Iterable[str], first: int = FIRST) -> None:
        """Name rows below each other, in a column."""
        for row, label in enumerate(labels, start=first):
            self.sheet.text(row, column, label, "line")

    def column(self, head: str, group: str = "") -> Column:
        """The next column, with its heading."""
        column = Column(self._next, {}, self.sheet.prefix)
        self._next += 1
        if group:
            self.sheet.text(_GROUP, column.number, group, "section")
        self.head(HEAD, column, head)
        return column

    def pair(self, head: str, group: str = "") -> tuple[Column, Column]:
        """The next two columns: of what corrects a figure, and of the figure."""
        return self.column(self.texts("shares.correction")), self.column(head, group)

    def head(self, row: int, column: Column, head: str) -> None:
        """Write what stands in a column from here on."""
        self.sheet.text(row, column.number, head, "head")

    def skip(self) -> None:
        """Leave a column empty."""
        self._next += 1

    def put(self, row: int, column: Column, term: Term, look: str = "whole") -> Spot:
        """Write a formula."""
        column.values[row] = stored(term.value)
        return self.sheet.formula(row, column.number, term, "figure", look)

    def figure(self, name: str) -> Term:
        """The cell of a figure that stands in the index."""
        figure = self.cells[name]
        return Term(self.sheet.at(figure), stored(figure.value))

    def units_of(self, name: str) -> Term:
        """As ``figure``, in whole units; nothing where the plan has no such figure."""
        return self.figure(name).in_units(self.unit) if name in self.cells else NOTHING

    def units(self, cell: Cell) -> Term:
        """A figure of the tables, in whole units."""
        return self.cells.formula(cell, self.sheet).in_units(self.unit)

    def running(self, column: Column, rows: Sequence[int], term: Callable[[int], Term]) -> None:
        """Write running totals, from a row of nothing on; ``term`` may go by the row above."""
        column.values[START] = 0
        self.sheet.number(START, column.number, Fraction(0), "figure", "whole")
        for row in rows:
            self.put(row, column, term(row))

    def corrected(
        self, row: int, columns: tuple[Column, Column], term: Term, engine: int, *more: Term
    ) -> Spot:
        """Write a figure in kroner, with what corrects it before it.

        ``columns`` are those of the correction and of the figure; ``term`` is in units, and
        ``engine`` what the program has. ``more`` are cells in kroner that are added.
        """
        own = self.correction(row, columns[0], term, engine).scaled(self.unit)
        for each in more:
            own += each
        return self.put(row, columns[1], own.tidy(self.unit) if more else own, "money")

    def correction(self, row: int, column: Column, term: Term, engine: int) -> Term:
        """A term with what corrects it, which counts as long as no input is changed."""
        if engine != term.value:
            column.values[row] = more = stored(engine - term.value)
            look = "figure", "plain", "engine"
            figure = self.sheet.number(row, column.number, Fraction(more), *look)
            self.context.corrections.append(figure)
        return term + column.at(row) * self._on

    def close(self) -> None:
        """Set the sheet up: to be read on a screen, not printed."""
        worksheet = self.sheet.worksheet
        worksheet.set_column(0, 0, _LABEL_WIDTH)
        worksheet.set_column(1, self._next, _WIDTH)
        worksheet.set_row(HEAD, LINE * _LINES_OF_HEADS)
        worksheet.freeze_panes(FIRST, 1)
        # a cell of an empty row is printed: nothing
        worksheet.print_area(_BLANK, 0, _BLANK, 0)


class HolderSheet(WorkSheet):
    """A sheet of workings with a row for each holder: the environments, and nobody.

    ``rows`` are those of the environments, ``size`` is how many and ``last`` the last of them;
    ``rest``, ``total``, ``wanted``, ``off``, ``least`` and ``over`` (how often something is
    beyond what it may be) are the rows below, and ``below`` is the first one after these.
    """

    def __init__(self, context: SheetContext, sheet: Sheet, key: str) -> None:
        super().__init__(context, sheet, key)
        self.holders = context.report.allocation.holders
        self.size = len(self.holders) - 1
        below = range(FIRST + self.size, FIRST + self.size + 7)
        self.rest, self.total, self.wanted, self.off, self.least, self.over, self.below = below
        self.rows, self.last = range(FIRST, self.rest), self.rest - 1
        self.labels(0, context.holder_labels().values())
        self.checked: list[Term] = []
        keys = ("row.sum", "shares.wanted", "shares.off", "shares.least", f"{key}.over")
        self.labels(0, map(context.texts, keys), self.total)

    def weights(self, key: Key) -> list[Term]:
        """The weight of each environment; where some have decimals all are made whole.

        Of a mixture it is what its parts have of their keys.
        """
        if key.parts:
            return self._mixed(key)
        names = key_names(self.context.inputs, key)
        scale = lcm(*(self.cells[name].value.denominator for name in names.values()))
        found = []
        for holder in self.holders[: self.size]:
            if holder in names:
                own = self.figure(names[holder])
                found.append(own if scale == 1 else (own * number(scale)).rounded(_WHOLE_PLACES))
            else:
                found.append(NOTHING if names or holder not in key.weights else number(1))
        return found

    def _mixed(self, key: Key) -> list[Term]:
        """What each environment has by a mixture: of each key its part of what that totals."""
        mixed: dict[str, list[Term]] = {holder: [] for holder in self.holders[: self.size]}
        for share, part in key_parts(self.context.inputs, key):
            names = key_names(self.context.inputs, part)
            figures = [self.cells[names[holder]] for holder in key.weights if names]
            whole = number(len(key.weights))
            if figures:
                value = stored(sum(figure.value for figure in figures))
                whole = Term(self.sheet.total(figures), value).divisor()
            for holder in key.weights:
                own = self.figure(names[holder]) if names else number(1)
                mixed[holder].append(self.figure(share) * own / whole)
        # whole numbers, whose running totals have no noise of floats
        return [(total(terms) * number(_MIXED)).rounded() for terms in mixed.values()]

    def summed(self, head: str, terms: Sequence[Term], group: str = "") -> Column:
        """A column of the running totals of terms, one for each environment."""
        column = self.column(head, group)
        self.running(column, self.rows, lambda row: column.at(row - 1) + terms[row - FIRST])
        return column

    def given(self, line: CostLine | Source) -> list[Column]:
        """Write the running totals of what a line has by environment, year by year."""
        columns = []
        for year in self.years if line.given else ():
            names = (f"given.{line.id}.{each}.{year}" for each in self.holders[: self.size])
            own = list(map(self.units_of, names))
            columns.append(self.summed(self.texts("shares.given", year=year), own, line.label))
        return columns

    def falls(self, column: Column, less: Column | None = None, by: int = 0) -> Term:
        """In how many rows a running total, less another, falls by more than so many units."""
        columns, value = [column, *([less] if less else [])], 0
        rises = [
            f"({each.span(FIRST, self.last)}-{each.span(START, self.last - 1)})" for each in columns
        ]
        for row in self.rows:
            rise, *taken = (each.values[row] - each.values.get(row - 1, 0) for each in columns)
            value += round_half_away(Fraction(rise - sum(taken)), _CLOSE) < -by
        return Term(f"SUMPRODUCT(--(ROUND({'-'.join(rises)},2)<{-by}))", value)

    def check(self, column: Column, term: Term) -> None:
        """Write how often something in a column is beyond what it may be."""
        self.checked.append(term)
        self.put(self.over, column, term, "plain")

    def add_up(self, column: Column, wanted: Term) -> None:
        """Write the sum of a column, what it should be in kroner, and what is off."""
        self.put(self.total, column, column.total(FIRST, self.rest).tidy(self.unit), "money")
        self.put(self.wanted, column, wanted, "money")
        off = column.at(self.total) - column.at(self.wanted)
        self.put(self.off, column, off.tidy(self.unit), "money")
        smallest = min(column.values[row] for row in range(FIRST, self.rest + 1))
        least = Term(f"MIN({column.span(FIRST, self.rest)})", smallest)
        self.put(self.least, column, least, "money")

    def off_by(self, home: Sheet) -> Term:
        """How far all columns are off together, for another sheet."""
        return Term(f"SUMPRODUCT(ABS({self._across(self.off, home)}))", 0)

    def negative(self, row: int, home: Sheet) -> Term:
        """How many figures in a row are below zero, for another sheet."""
        return Term(f'COUNTIF({self._across(row, home)},"<0")', 0)

    def beyond(self, home: Sheet) -> Term:
        """How often something is beyond what it may be, for another sheet."""
        value = sum(term.value for term in self.checked)
        return Term(f"SUM({self._across(self.over, home)})", value)

    def _across(self, row: int, home: Sheet) -> str:
        """What a formula of another sheet calls a row, over all columns."""
        ends = [Spot(self.sheet.name, row, column) for column in (1, self._next)]
        return home.span(ends, fixed=True)
