"""Splits on a sheet, and the shares of a line that they give.

A split gives out whole amounts both ways: rows (such as environments) have their running totals,
columns (such as years) have theirs, and the cell of a row and a column is what their common
running total rises by::

    cell = F(row, column) - F(row before, column) - F(row, column before) + F(both before)

F is wanted as near as possible to its exact value, but no cell may be negative, and every row and
column must come out. Four bounds see to that; they can always be kept, since each follows from
those of the cell before.
"""

from collections.abc import Callable, Iterable, Sequence

from industri40.plan.model import Line
from industri40.render.excel.shares.layout import ALL, FIRST, STEP, Column, HolderSheet, WorkSheet
from industri40.render.excel.terms import Term, least, most, total
from industri40.report.table import Cell


class Split:
    """Columns of running totals that give out whole amounts both ways, in some rows of a sheet.

    ``heads`` are their headings, and what stands above these.
    """

    def __init__(
        self, sheet: WorkSheet, rows: Sequence[int], heads: Sequence[tuple[str, str]]
    ) -> None:
        self._sheet, self._rows = sheet, rows
        self.columns = [sheet.column(head, group) for head, group in heads]

    def give(self, terms: Iterable[Term]) -> None:
        """Write what each column has by itself, and with those before it."""
        before: list[Term] = []
        for column, term in zip(self.columns, terms, strict=True):
            self._sheet.put(STEP, column, term)
            self._sheet.put(ALL, column, total((*before, column.at(STEP))))
            before = [column.at(ALL)]

    def run(self, rows: Callable[[int], Term], wanted: Callable[[int, int], Term]) -> None:
        """Write the running totals: of the last column ``rows``, of the others near ``wanted``.

        The latter says what is wanted of a column, by its number, in a row.
        """
        self._sheet.running(self.columns[-1], self._rows, rows)
        for number in range(len(self.columns) - 1):
            self._run_near(number, wanted)

    def _run_near(self, number: int, wanted: Callable[[int, int], Term]) -> None:
        now, last = self.columns[number], self.columns[-1]
        spare, step = now.fixed(ALL) - last.fixed(ALL), now.fixed(STEP)

        def near(row: int) -> Term:
            above = now.at(row - 1)
            lowest, highest = above, step
            if number:
                left = self.columns[number - 1]
                lowest = above + left.at(row) - left.at(row - 1)
                highest = left.at(row) + step
            room = above + last.at(row) - last.at(row - 1)
            return most(lowest, last.at(row) + spare, least(wanted(number, row), highest, room))

        self._sheet.running(now, self._rows, near)

    def beyond(self, number: int, row: int) -> Term:
        """What a running total has beyond the column before."""
        now = self.columns[number].at(row)
        return now - self.columns[number - 1].at(row) if number else now

    def rise(self, number: int, row: int) -> Term:
        """What the running total rises by in a row, beyond the column before."""
        now = self.columns[number]
        if not number:
            return now.at(row) - now.at(row - 1)
        left = self.columns[number - 1]
        return now.at(row) - left.at(row) - now.at(row - 1) + left.at(row - 1)

    def rest(self, number: int) -> Term:
        """What of a column's own amount is left after all rows."""
        now, last = self.columns[number], self._rows[-1]
        left = now.at(STEP) - now.at(last)
        return left + self.columns[number - 1].at(last) if number else left


class SharedLine:
    """What everybody has of a line, in kroner.

    ``engine`` is what every holder has by year, in units; ``shares`` are the columns by year.
    """

    def __init__(self, sheet: HolderSheet, line: Line) -> None:
        self._sheet, self.line = sheet, line
        amounts = sheet.report.allocation.amounts
        self.engine = {holder: amounts(line.id, holder) for holder in sheet.holders}
        self.shares: list[Column] = []

    def write(
        self, given: Split, number: int, cell: Cell, kinds: Sequence["SharedLine"] = ()
    ) -> None:
        """Write the shares of the next year, from a column of a split.

        ``cell`` is what they should come to; ``kinds`` are lines in kind that are part of it.
        """
        sheet, index = self._sheet, len(self.shares)
        texts, year = sheet.texts, sheet.years[index]
        columns = sheet.pair(texts("shares.share", year=year), self.line.label)
        self.shares.append(columns[1])
        for row, (holder, amounts) in enumerate(self.engine.items(), start=FIRST):
            term = given.rise(number, row) if row < sheet.rest else given.rest(number)
            more = [kind.shares[index].at(row) for kind in kinds]
            engine = amounts[index] - sum(kind.engine[holder][index] for kind in kinds)
            figure = sheet.corrected(row, columns, term, engine, *more)
            sheet.cells[f"shares.{self.line.id}.{holder}.{year}"] = figure
        sheet.add_up(self.shares[-1], sheet.cells.formula(cell, sheet.sheet))

    def write_total(self) -> None:
        """Write the shares of all years."""
        sheet = self._sheet
        column = sheet.column(sheet.texts("shares.total"), self.line.label)
        for row, holder in enumerate(self.engine, start=FIRST):
            term = total(share.at(row) for share in self.shares).tidy(sheet.unit)
            sheet.cells[f"shares.{self.line.id}.{holder}"] = sheet.put(row, column, term, "money")
