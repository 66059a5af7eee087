"""The sheet that shares the sources: by their keys, to the end of each year."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from industri40.plan.model import Key, Source
from industri40.render.excel.context import SheetContext
from industri40.render.excel.numbers import in_kroner, in_units
from industri40.render.excel.shares.awards import AwardSheet
from industri40.render.excel.shares.keys import RunningKey, key_id, write_key
from industri40.render.excel.shares.layout import ALL, FIRST, STEP, Column, HolderSheet
from industri40.render.excel.shares.running import divisor, part, part_formula, split, split_formula
from industri40.render.excel.shares.schedule import write_schedule
from industri40.render.excel.shares.splits import (
    difference_formulas,
    near,
    running_differences,
    write_total,
)
from industri40.render.excel.sheets import Sheet
from industri40.report.books import Books
from industri40.report.figures import LESS, derive
from industri40.report.lines import cost_cells, source_cells
from industri40.report.table import Cell

__all__ = ["SharedSource", "SourceSheet"]


class SharedSource(NamedTuple):
    """A source on its sheet.

    ``to_date`` are the columns of running totals to the end of each year, ``values`` what stands
    there from nothing on, ``amounts`` what is shared out in each year, in units, and ``shares``
    the columns of shares by year, in kroner. ``engine`` is what every holder has by year, in units,
    and ``total`` the column of shares of all years.
    """

    source: Source
    to_date: Sequence[Column]
    values: Sequence[Sequence[int]]
    amounts: Sequence[int]
    shares: Sequence[Column]
    engine: Mapping[str, Sequence[int]]
    total: Column = Column(0)


class SourceSheet(HolderSheet):
    """Writes the sheet; ``found`` are then the sources by id."""

    def __init__(self, context: SheetContext, sheet: Sheet, awards: AwardSheet | None) -> None:
        super().__init__(context, sheet, "sources")
        self._awards = awards
        self._keys: dict[object, RunningKey] = {}
        self.found: dict[str, SharedSource] = {}

    def write(self) -> None:
        """Write all sources, and then the schedule of participants."""
        plan = self.context.report.plan
        for source in plan.sources:
            if source.id != plan.grant:
                self._key(source.key, source.label)
        for source in plan.sources:
            self.skip()
            self._source(source)
        self.skip()
        write_schedule(self)
        self.close()

    def _key(self, key: Key, label: str) -> RunningKey:
        name = key_id(self, key)
        if name not in self._keys:
            texts = self.context.texts
            what = label if key.name == "mapping" else texts(f"shares.{key.name}")
            self._keys[name] = write_key(self, key, texts("shares.key", what=what))
        return self._keys[name]

    def _weights(self, source: Source) -> RunningKey:
        """The running totals that a source is shared by: of its key, or of the awards."""
        if source.id != self.context.report.plan.grant or self._awards is None:
            return self._keys[key_id(self, source.key)]
        column = self.column(self.context.texts("shares.awards"), source.label)
        formulas, values, whole = self._awards.to_date(self)
        self.running(column, formulas, values[1:])
        formula, pool = whole
        self.put(ALL, column, divisor(formula), pool or 1)
        return RunningKey(column, values, pool or 1)

    def _source(self, source: Source) -> None:
        weights = self._weights(source)
        cells = [_shared(self.context.report, source, str(year)) for year in self.years]
        amounts = [(cell.exact / self.unit).numerator for cell in cells]
        totals = list(accumulate(amounts))
        columns = []
        for index, (cell, year) in enumerate(zip(cells, self.years, strict=True)):
            group = "" if index or weights.column.number == self._next - 1 else source.label
            columns.append(self.column(self.context.texts("shares.to_date", year=year), group))
            formula = in_units(self.context.cells.formula(cell, self.sheet), self.unit)
            self.put(STEP, columns[-1], formula, amounts[index])
            before = f"{columns[-2].at(ALL)}+" if index else ""
            self.put(ALL, columns[-1], f"{before}{columns[-1].at(STEP)}", totals[index])
        rows = [part(totals[-1], weight, weights.all) for weight in weights.values]
        wanted = [
            [part(total, weight, weights.all) for weight in weights.values[1:]]
            for total in totals[:-1]
        ]
        values = split(rows, totals, wanted)
        for index, column in enumerate(columns):
            self.running(column, list(self._running(columns, index, weights)), values[index][1:])
        shares = list(self._share_columns(source))
        engine = {
            holder: self.context.allocation.amounts(source.id, holder) for holder in self.holders
        }
        found = SharedSource(source, columns, values, amounts, shares, engine)
        self._write_shares(found)

    def _running(self, columns: Sequence[Column], index: int, weights: RunningKey) -> Iterator[str]:
        """The formulas of the running totals to the end of a year."""
        column, last = columns[index], columns[-1]
        for row in range(FIRST, self.rest):
            wanted = part_formula(column.fixed(ALL), weights.at(row), weights.whole)
            if column == last:
                yield wanted
                continue
            left = columns[index - 1] if index else None
            yield split_formula(wanted, near(row, column, left, last))

    def _share_columns(self, source: Source) -> Iterator[Column]:
        """The columns of shares; before each is that of its corrections."""
        texts = self.context.texts
        for year in self.years:
            self.column(texts("shares.correction"))
            yield self.column(texts("shares.share", year=year), source.label)

    def _write_shares(self, found: SharedSource) -> None:
        """What everybody has of a source in each year, and in all."""
        name, engine = found.source.id, found.engine
        for index, (year, share) in enumerate(zip(self.years, found.shares, strict=True)):
            now, before = found.to_date[index], found.to_date[index - 1] if index else None
            formulas = difference_formulas(self, now, before)
            values = running_differences(found.values, index)
            values.append(found.amounts[index] - sum(values))
            columns = Column(share.number - 1), share
            for at, (holder, amounts) in enumerate(engine.items()):
                figure = self.corrected(
                    FIRST + at, columns, formulas[at], values[at], amounts[index]
                )
                self.context.cells.enter(f"shares.{name}.{holder}.{year}", figure)
            wanted = in_kroner(now.at(STEP), self.unit)
            given = [self.unit * amounts[index] for amounts in engine.values()]
            self.add_up(share, wanted, self.unit * found.amounts[index], given)
        total = write_total(self, found.source, found.shares, engine)
        self.found[name] = found._replace(total=total)


def _shared(report: Books, source: Source, year: str) -> Cell:
    """What the environments have of a source in a year: what pays for common costs is taken out."""
    whole = source_cells(report, source.id)[year]
    common = [
        cost_cells(report, cost)[year]
        for cost in report.plan.costs
        if cost.common and cost.financed_by == source.id
    ]
    return derive(f"shared.{source.id}.{year}", LESS, [whole, *common]) if common else whole
