"""The sheet that shares the sources by their keys, and has the schedule of whole participants."""

from typing import NamedTuple

from industri40.plan.model import Key, Source
from industri40.render.excel.context import SheetContext
from industri40.render.excel.inputs import key_names
from industri40.render.excel.shares.awards import AwardSheet
from industri40.render.excel.shares.layout import ALL, FIRST, Column, HolderSheet
from industri40.render.excel.shares.splits import SharedLine, Split
from industri40.render.excel.sheets import Sheet
from industri40.render.excel.terms import Term, divisor, number, part, whole_part
from industri40.report.shared import shared_line
from industri40.report.table import of_year


class SharedSource(NamedTuple):
    """A source on the sheet: what everybody has, what that is split by, and the weights."""

    line: SharedLine
    split: Split
    weights: Column


class SourceSheet(HolderSheet):
    """Writes the sheet; ``found`` are then the sources by id."""

    def __init__(self, context: SheetContext, sheet: Sheet, awards: AwardSheet | None) -> None:
        super().__init__(context, sheet, "sources")
        self._awards = awards
        self._keys: dict[object, Column] = {}
        self.found: dict[str, SharedSource] = {}

    def write(self) -> None:
        """Write all sources, and then the schedule of participants."""
        plan = self.context.report.plan
        for source in plan.sources:
            if source.id != plan.grant:
                self._write_key(source)
        for source in plan.sources:
            self.skip()
            self._source(source)
        self.skip()
        _write_schedule(self)
        self.close()

    def _write_key(self, source: Source) -> None:
        """Write the running totals of a source's key, unless another source has the same."""
        key, texts = source.key, self.context.texts
        if self._key_id(key) in self._keys:
            return
        what = source.label if key.name == "mapping" else texts(f"shares.{key.name}")
        column, weights = self.column(texts("shares.key", what=what)), self.weights(key)
        self.running(column, self.rows, lambda row: column.at(row - 1) + weights[row - FIRST])
        self.put(ALL, column, divisor(column.at(self.last)))
        self._keys[self._key_id(key)] = column

    def _key_id(self, key: Key) -> object:
        """What tells keys apart: the figures that they weigh with."""
        return tuple(key_names(self.context.inputs, key).items())

    def _weights(self, source: Source) -> Column:
        """The running totals that a source is shared by: of its key, or of the awards."""
        awards = self._awards
        if source.id != self.context.report.plan.grant or awards is None:
            return self._keys[self._key_id(source.key)]
        column = self.column(self.context.texts("shares.awards"), source.label)
        self.running(column, self.rows, lambda row: awards.to_date(self, row))
        self.put(ALL, column, divisor(awards.seen_from(self, awards.grant).at(ALL)))
        return column

    def _source(self, source: Source) -> None:
        weights, texts = self._weights(source), self.context.texts
        heads = [(texts("shares.to_date", year=year), "") for year in self.years]
        if source.id != self.context.report.plan.grant:
            heads[0] = heads[0][0], source.label
        given, line = Split(self, self.rows, heads), SharedLine(self, source)
        years, report = map(of_year, self.years), self.context.report
        cells = [shared_line(report, source.id, year, "shared") for year in years]
        for index, cell in enumerate(cells):
            given.give(index, self.units(cell))

        def to_date(index: int, row: int) -> Term:
            """What the environments should have together, to the end of a year."""
            amount = given.columns[index].fixed(ALL)
            return part(amount, weights.at(row), weights.fixed(ALL))

        given.run(lambda row: to_date(-1, row), to_date)
        for index, cell in enumerate(cells):
            line.write(given, index, cell)
        line.write_total()
        self.found[source.id] = SharedSource(line, given, weights)


def _write_schedule(sheet: SourceSheet) -> None:
    """Write whole participants to date and by year, and enter those by year in the index."""
    texts, cells = sheet.context.texts, sheet.context.cells
    columns = [sheet.column(texts("shares.schedule", year=year)) for year in sheet.years]
    for index, (year, now) in enumerate(zip(sheet.years, columns, strict=True)):
        correction, count = sheet.pair(texts("shares.participants_in", year=year))
        for row, holder in zip(sheet.rows, sheet.holders, strict=False):
            sheet.put(row, now, _to_date(sheet, row, index + 1))
            own = now.at(row) - columns[index - 1].at(row) if index else now.at(row)
            engine = sheet.context.allocation.schedule[holder][index]
            figure = sheet.put(row, count, sheet.correction(row, correction, own, engine))
            cells.enter(f"participants.{holder}.{year}", figure)


def _to_date(sheet: SourceSheet, row: int, years: int) -> Term:
    """The participants after so many years, rounded down.

    Each environment has a little more before it is rounded, the first the most, so that they
    round up in different years and the programme's years are even too.
    """
    count = sheet.figure(f"plan.environments.{sheet.holders[row - FIRST]}.participants")
    more = (2 * (sheet.size - row + FIRST) - 1) * len(sheet.years)
    times, whole = 2 * sheet.size * years, 2 * sheet.size * len(sheet.years)
    return whole_part((number(times) * count + number(more)) / number(whole))
