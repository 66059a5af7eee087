"""The sheet that shares the sources by their keys, and has the schedule of whole participants."""

from collections.abc import Sequence
from typing import NamedTuple

from industri40.plan.model import Key, Source
from industri40.render.excel.context import SheetContext
from industri40.render.excel.inputs import key_names, key_parts
from industri40.render.excel.shares.awards import AwardSheet
from industri40.render.excel.shares.layout import ALL, FIRST, STEP, Column, HolderSheet
from industri40.render.excel.shares.splits import SharedLine, Split
from industri40.render.excel.sheets import Sheet
from industri40.render.excel.terms import Term, least, most, number, part, total
from industri40.report.shared import shared_line
from industri40.report.table import of_year


class SharedSource(NamedTuple):
    """A source on the sheet: what everybody has, and what that is split by.

    It is shared by ``weights``; else ``own`` has the exact running totals of each year.
    """

    line: SharedLine
    split: Split
    weights: Column | None
    own: Sequence[Column]

    def exact(self, index: int, row: int) -> Term:
        """The exact running total in a year."""
        if self.weights is None:
            return self.own[index].at(row)
        amount = self.split.columns[index].fixed(STEP)
        return amount * self.weights.at(row) / self.weights.fixed(ALL)


class SourceSheet(HolderSheet):
    """Writes the sheet; ``found`` are then the sources by id."""

    def __init__(self, context: SheetContext, sheet: Sheet, awards: AwardSheet | None) -> None:
        super().__init__(context, sheet, "sources")
        self._awards = awards
        self._keys: dict[object, Column] = {}
        self.found: dict[str, SharedSource] = {}

    def write(self) -> None:
        """Write all sources, and then the schedule of participants."""
        for source in self.plan.sources:
            if source.id != self.plan.grant and not source.given:
                self.key(source.key, source.label)
        for line in self.plan.costs:
            if line.key:
                self.key(line.key, line.label)
        for source in sorted(self.plan.sources, key=lambda one: bool(self._others(one))):
            self.skip()
            self._source(source)
        self.skip()
        if self.report.allocation.schedule:
            _write_schedule(self)
        self.close()

    def key(self, key: Key, label: str) -> Column:
        """The running totals of a key, which are written once; ``label`` is that of its line."""
        texts, known = self.texts, self._key_id(key)
        if known not in self._keys:
            named = {one: texts(f"shares.{one}") for one in ("equal", "participants", "weights")}
            own = label if key.name in ("mapping", "mixture") else key.name
            what = ": ".join((named.get(own, own), *([key.group] if key.group else ())))
            column = self.summed(texts("shares.key", what=what), self.weights(key))
            self.put(ALL, column, column.at(self.last).divisor())
            self._keys[known] = column
        return self._keys[known]

    def _key_id(self, key: Key) -> object:
        """What tells keys apart: the figures that they weigh with."""
        parts = key_parts(self.context.inputs, key)
        own = tuple(key_names(self.context.inputs, key).items())
        return own, tuple((share, self._key_id(part)) for share, part in parts)

    def _others(self, source: Source) -> list[str]:
        """The other sources of a group, where what these leave has no key by itself."""
        if not source.rest or source.group is None:
            return []
        own = self._key_id(source.key)
        members = [one for one in self.plan.sources if one.group == source.group]
        others = [one for one in members if one is not source]
        alike = all(not one.given and self._key_id(one.key) == own for one in others)
        return [] if alike else [one.id for one in others]

    def _weights(self, source: Source) -> Column | None:
        """The running totals that a source is shared by: of its key, or of the awards."""
        awards = self._awards
        if source.given or self._others(source):
            return None
        if source.id != self.plan.grant or awards is None:
            return self.key(source.key, source.label)
        column = self.column(self.texts("shares.awards"), source.label)
        self.running(column, self.rows, awards.to_date)
        self.put(ALL, column, awards.grant.at(ALL).divisor())
        return column

    def _rest(self, source: Source, given: Split) -> list[Column]:
        """Write what others leave of a group, year by year."""
        columns = []
        key, others = self.key(source.key, ""), [self.found[one] for one in self._others(source)]
        for index in range(len(self.years)):
            column = self.column(self.texts("shares.left", year=self.years[index]))
            every = (given, *(one.split for one in others))
            whole = total(one.columns[index].fixed(STEP) for one in every)
            for row in self.rows:
                taken = total(one.exact(index, row) for one in others)
                self.put(row, column, whole * key.at(row) / key.fixed(ALL) - taken, "exact")
            self.check(column, self.falls(column, by=1))
            columns.append(column)
        return columns

    def _source(self, source: Source) -> None:
        weights = self._weights(source)
        heads = [(self.texts("shares.to_date", year=year), "") for year in self.years]
        if source.id != self.plan.grant:
            heads[0] = heads[0][0], source.label
        given, line = Split(self, self.rows, heads), SharedLine(self, source)
        years = map(of_year, self.years)
        cells = [shared_line(self.report, source.id, year, "shared") for year in years]
        given.give(map(self.units, cells))
        own = [] if weights else self.given(source) or self._rest(source, given)

        def to_date(index: int, row: int) -> Term:
            """What the environments should have together, to the end of a year."""
            amount = given.columns[index].fixed(ALL)
            if weights:
                return part(amount, weights.at(row), weights.fixed(ALL))
            exact = total(column.at(row) for column in own[: index + 1])
            return exact.rounded(self.context.places).rounded()

        def all_years(row: int) -> Term:
            """As ``to_date``; a rest may be below zero, which nobody gets."""
            ended, now = given.columns[-1], to_date(len(cells) - 1, row)
            return now if weights else least(ended.fixed(ALL), most(ended.at(row - 1), now))

        given.run(all_years, to_date)
        for index, cell in enumerate(cells):
            line.write(given, index, cell)
        line.write_total()
        self.found[source.id] = SharedSource(line, given, weights, own)


def _write_schedule(sheet: SourceSheet) -> None:
    """Write whole participants by year, and enter them in the index."""
    for index, year in enumerate(sheet.years):
        correction, count = sheet.pair(sheet.texts("shares.participants_in", year=year))
        for row, holder in zip(sheet.rows, sheet.holders, strict=False):
            own = _to_date(sheet, row, index + 1)
            own = own - _to_date(sheet, row, index) if index else own
            engine = sheet.report.allocation.schedule[holder][index]
            figure = sheet.put(row, count, sheet.correction(row, correction, own, engine))
            sheet.cells[f"participants.{holder}.{year}"] = figure


def _to_date(sheet: SourceSheet, row: int, years: int) -> Term:
    """The participants after so many years, rounded down.

    Each environment has a little more before it is rounded, the first the most, so that they
    round up in different years and the programme's years are even too.
    """
    count = sheet.figure(f"plan.environments.{sheet.holders[row - FIRST]}.participants")
    more = (2 * (sheet.size - row + FIRST) - 1) * len(sheet.years)
    times, whole = 2 * sheet.size * years, 2 * sheet.size * len(sheet.years)
    exact = (number(times) * count + number(more)) / number(whole)
    return Term(f"INT({exact.text})", exact.value.numerator // exact.value.denominator)
