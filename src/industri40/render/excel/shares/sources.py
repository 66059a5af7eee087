"""The sheet that shares the sources by their keys, and has the schedule of whole participants."""

from collections.abc import Sequence

from industri40.plan.model import Key, Source
from industri40.render.excel.context import SheetContext
from industri40.render.excel.inputs import key_names
from industri40.render.excel.shares.awards import AwardSheet
from industri40.render.excel.shares.keys import RunningKey, write_key
from industri40.render.excel.shares.layout import ALL, FIRST, HolderSheet, Term
from industri40.render.excel.shares.running import divisor, part, part_formula
from industri40.render.excel.shares.splits import SharedLine, Split
from industri40.render.excel.sheets import Sheet
from industri40.report.shared import shared_line
from industri40.report.table import of_year


class SourceSheet(HolderSheet):
    """Writes the sheet; ``found`` are then the sources by id, with what they are split by."""

    def __init__(self, context: SheetContext, sheet: Sheet, awards: AwardSheet | None) -> None:
        super().__init__(context, sheet, "sources")
        self._awards = awards
        self._keys: dict[object, RunningKey] = {}
        self.found: dict[str, tuple[SharedLine, Split]] = {}

    def write(self) -> None:
        """Write all sources, and then the schedule of participants."""
        plan = self.context.report.plan
        for source in plan.sources:
            if source.id != plan.grant:
                self._write_key(source.key, source.label)
        for source in plan.sources:
            self.skip()
            self._source(source)
        self.skip()
        _write_schedule(self)
        self.close()

    def _key_id(self, key: Key) -> object:
        """What tells keys apart: the figures that they weigh with."""
        return tuple(key_names(self.context.report.plan, key).items())

    def _write_key(self, key: Key, label: str) -> None:
        if self._key_id(key) not in self._keys:
            texts = self.context.texts
            what = label if key.name == "mapping" else texts(f"shares.{key.name}")
            self._keys[self._key_id(key)] = write_key(self, key, texts("shares.key", what=what))

    def _weights(self, source: Source) -> RunningKey:
        """The running totals that a source is shared by: of its key, or of the awards."""
        if source.id != self.context.report.plan.grant or self._awards is None:
            return self._keys[self._key_id(source.key)]
        column = self.column(self.context.texts("shares.awards"), source.label)
        values = self.running(column, self._awards.to_date(self))
        formula, pool = self._awards.pool(self)
        self.put(ALL, column, divisor(formula), pool or 1)
        return RunningKey(column, values, pool or 1)

    def _source(self, source: Source) -> None:
        weights, texts = self._weights(source), self.context.texts
        heads = [(texts("shares.to_date", year=year), "") for year in self.years]
        if source.id != self.context.report.plan.grant:
            heads[0] = heads[0][0], source.label
        given, line = Split(self, heads), SharedLine(self, source)
        cells = [
            shared_line(self.context.report, source.id, of_year(year), "shared")
            for year in self.years
        ]
        for index, cell in enumerate(cells):
            given.give(index, self.units(cell))
        *wanted, rows = [self._parts(given, index, weights) for index in range(len(cells))]
        given.run(rows, wanted)
        for index, cell in enumerate(cells):
            line.write(given, index, cell)
        line.write_total()
        self.found[source.id] = line, given

    def _parts(self, given: Split, index: int, weights: RunningKey) -> Sequence[Term]:
        """What the environments should have together, to the end of a year."""
        total, amount = given.totals[index], given.columns[index].fixed(ALL)
        return [
            (
                part_formula(amount, weights.column.at(row), f"${weights.column.fixed(ALL)}"),
                part(total, weight, weights.whole),
            )
            for row, weight in enumerate(weights.values[1:], start=FIRST)
        ]


def _write_schedule(sheet: SourceSheet) -> None:
    """Write whole participants to date and by year, and enter those by year in the index."""
    texts, cells = sheet.context.texts, sheet.context.cells
    columns = [sheet.column(texts("shares.schedule", year=year)) for year in sheet.years]
    for index, (year, now) in enumerate(zip(sheet.years, columns, strict=True)):
        correction = sheet.column(texts("shares.correction"))
        count = sheet.column(texts("shares.participants_in", year=year))
        for row, holder in enumerate(sheet.holders[:-1], start=FIRST):
            formula, value = _to_date(sheet, row, index + 1)
            sheet.put(row, now, formula, value)
            text = now.at(row)
            if index:
                text += f"-{columns[index - 1].at(row)}"
                value -= _to_date(sheet, row, index)[1]
            engine = sheet.context.allocation.schedule[holder][index]
            text = sheet.correction(row, correction, (text, value), engine)
            figure = sheet.put(row, count, text, engine)
            cells.enter(f"participants.{holder}.{year}", figure)


def _to_date(sheet: SourceSheet, row: int, years: int) -> Term:
    """The participants after so many years, rounded down.

    Each environment has a little more before it is rounded, the first the most, so that they
    round up in different years and the programme's years are even too.
    """
    figure = sheet.context.cells[f"plan.environments.{sheet.holders[row - FIRST]}.participants"]
    more = (2 * (sheet.size - row + FIRST) - 1) * len(sheet.years)
    times, whole = 2 * sheet.size * years, 2 * sheet.size * len(sheet.years)
    formula = f"INT(({times}*{sheet.sheet.at(figure)}+{more})/{whole})"
    return formula, (times * figure.value.numerator + more) // whole
