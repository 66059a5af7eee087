"""Splits on a sheet (see :mod:`.running`), and the shares of a line that they give."""

from collections.abc import Iterator, Sequence

from industri40.plan.model import Line
from industri40.render.excel.numbers import tidy
from industri40.render.excel.shares.layout import (
    ALL,
    FIRST,
    STEP,
    Column,
    HolderSheet,
    Term,
    WorkSheet,
)
from industri40.render.excel.shares.running import split
from industri40.report.table import Cell


class Split:
    """Columns of running totals that give out whole amounts both ways.

    ``heads`` are their headings, and what stands above these. ``amounts`` is what each column
    has by itself and ``totals`` with those before it, ``values`` what stands in it.
    """

    def __init__(self, sheet: WorkSheet, heads: Sequence[tuple[str, str]]) -> None:
        self._sheet = sheet
        self.columns = [sheet.column(head, group) for head, group in heads]
        self.amounts: list[int] = []
        self.totals: list[int] = []
        self.values: list[list[int]] = []

    def give(self, number: int, term: Term) -> None:
        """Write what a column has by itself, and with those before it; columns come in order."""
        column = self.columns[number]
        self.amounts.append(term[1])
        self.totals.append(sum(self.amounts))
        self._sheet.put(STEP, column, *term)
        before = f"{self.columns[number - 1].at(ALL)}+" if number else ""
        self._sheet.put(ALL, column, f"{before}{column.at(STEP)}", self.totals[-1])

    def run(self, rows: Sequence[Term], wanted: Sequence[Sequence[Term]]) -> None:
        """Write the running totals: of the last column ``rows``, of the others near ``wanted``."""
        near = [[value for _, value in column] for column in wanted]
        self.values = split([0, *(value for _, value in rows)], self.totals, near)
        for number, column in enumerate(self.columns[:-1]):
            terms = zip(self._near(number, wanted[number]), self.values[number][1:], strict=True)
            self._sheet.running(column, terms)
        self._sheet.running(self.columns[-1], rows)

    def _near(self, number: int, wanted: Sequence[Term]) -> Iterator[str]:
        """The formulas of a column that is not the last: see the bounds in :mod:`.running`."""
        now, last = self.columns[number], self.columns[-1]
        spare = f"{now.fixed(ALL)}-{last.fixed(ALL)}"
        for row, (text, _) in enumerate(wanted, start=FIRST):
            above, step = now.at(row - 1), now.fixed(STEP)
            least, most = above, step
            if number:
                left = self.columns[number - 1]
                least = f"{above}+{left.at(row)}-{left.at(row - 1)}"
                most = f"{left.at(row)}+{step}"
            room = f"{above}+{last.at(row)}-{last.at(row - 1)}"
            yield f"MAX({least},{last.at(row)}+{spare},MIN({text},{most},{room}))"

    def beyond(self, number: int, prefix: str) -> list[Term]:
        """What running totals have beyond the column before, with a sign before each cell.

        ``prefix`` is what stands before a cell's name in formulas of another sheet.
        """
        columns = [column._replace(prefix=prefix) for column in self.columns]
        return [
            (self._less(columns, number, row, "+-"), now - then)
            for row, (now, then) in enumerate(self._pairs(number)[1:], start=FIRST)
        ]

    def rises(self, number: int) -> list[Term]:
        """What the running total rises by in each row beyond the column before, and then the rest.

        The rest is what of the column's own amount is left after all rows.
        """
        pairs, terms = self._pairs(number), []
        for row, ((now, then), (above, corner)) in enumerate(
            zip(pairs[1:], pairs, strict=False), start=FIRST
        ):
            text = self._less(self.columns, number, row, "+-")
            text += self._less(self.columns, number, row - 1, "-+")
            terms.append((text.removeprefix("+"), now - then - above + corner))
        last = self._less(self.columns, number, FIRST + len(terms) - 1, "-+")
        rest = self.amounts[number] - sum(value for _, value in terms)
        return [*terms, (f"{self.columns[number].at(STEP)}{last}", rest)]

    def _pairs(self, number: int) -> list[tuple[int, int]]:
        """The values of a column, each with that of the column before."""
        now = self.values[number]
        then = self.values[number - 1] if number else [0] * len(now)
        return list(zip(now, then, strict=True))

    def _less(self, columns: Sequence[Column], number: int, row: int, signs: str) -> str:
        """A cell and the one of the column before, with a sign each."""
        less = f"{signs[1]}{columns[number - 1].at(row)}" if number else ""
        return f"{signs[0]}{columns[number].at(row)}{less}"


class SharedLine:
    """What everybody has of a line, in kroner.

    ``engine`` is what every holder has by year, in units; ``shares`` are the columns by year and
    ``total`` is that of all years.
    """

    def __init__(self, sheet: HolderSheet, line: Line) -> None:
        self._sheet, self.line = sheet, line
        amounts = sheet.context.allocation.amounts
        self.engine = {holder: amounts(line.id, holder) for holder in sheet.holders}
        self.shares: list[Column] = []
        self.total = Column(0)

    def seen_from(self, home: HolderSheet, index: int) -> Column:
        """The column of a year, as formulas of a sheet call it."""
        return self._sheet.seen_from(home, self.shares[index])

    def write(
        self, given: Split, number: int, cell: Cell, kinds: Sequence["SharedLine"] = ()
    ) -> None:
        """Write the shares of the next year, from a column of a split.

        ``cell`` is what they should come to; ``kinds`` are lines in kind that are part of it.
        """
        sheet, index = self._sheet, len(self.shares)
        texts, year = sheet.context.texts, sheet.years[index]
        correction = sheet.column(texts("shares.correction"))
        self.shares.append(sheet.column(texts("shares.share", year=year), self.line.label))
        terms = given.rises(number)
        for row, (holder, amounts) in enumerate(self.engine.items(), start=FIRST):
            more = [(k.seen_from(sheet, index).at(row), k.engine[holder][index]) for k in kinds]
            engine = amounts[index] - sum(value for _, value in more)
            columns = correction, self.shares[-1]
            figure = sheet.corrected(row, columns, terms[row - FIRST], engine, *more)
            sheet.context.cells.enter(f"shares.{self.line.id}.{holder}.{year}", figure)
        wanted = sheet.context.cells.formula(cell, sheet.sheet)
        values = [sheet.unit * amounts[index] for amounts in self.engine.values()]
        sheet.add_up(self.shares[-1], wanted, cell.exact, values)

    def write_total(self) -> None:
        """Write the shares of all years."""
        sheet = self._sheet
        self.total = sheet.column(sheet.context.texts("shares.total"), self.line.label)
        for row, (holder, amounts) in enumerate(self.engine.items(), start=FIRST):
            formula = tidy("+".join(share.at(row) for share in self.shares), sheet.unit)
            figure = sheet.put(row, self.total, formula, sheet.unit * sum(amounts), "money")
            sheet.context.cells.enter(f"shares.{self.line.id}.{holder}", figure)
