"""The keys for sharing and the schedule of participants, in the workings."""

from fractions import Fraction

from industri40.plan.model import Source
from industri40.render.excel.inputs import key_names
from industri40.render.excel.sheets import Figure, Sheet
from industri40.render.excel.workings.bench import Bench

__all__ = ["KeySheet"]

_FIRST = 2

KeyId = tuple[tuple[str, str], ...]
"""What tells keys apart: the figures that they weigh with."""


class KeySheet:
    """Writes each key as a column of weights, with their sum, and the schedule beside them."""

    def __init__(self, bench: Bench, sheet: Sheet) -> None:
        self._bench, self._sheet = bench, sheet
        self._weights: dict[KeyId, list[Figure]] = {}
        self._sums: dict[KeyId, Figure] = {}
        self._ids = {
            source.id: tuple(key_names(bench.plan, source.key).items())
            for source in bench.plan.sources
        }

    def weight(self, source: Source, position: int) -> str:
        """What a formula calls the weight of a holder in the key of a source."""
        return self._sheet.at(self._weights[self._ids[source.id]][position])

    def total(self, source: Source) -> str:
        """What a formula calls the sum of all weights in the key of a source."""
        return self._sheet.fixed(self._sums[self._ids[source.id]])

    def write(self, row: int) -> int:
        """Write from a row on; the row after."""
        bench, sheet = self._bench, self._sheet
        sheet.text(row, 0, bench.say("workings.keys"), bench.styles("section"))
        first = row + 2
        heads = {0: bench.say("workings.number"), 1: bench.say("workings.holder")}
        bench.names(sheet, first)
        column = _FIRST
        for source in bench.plan.sources:
            if source.id == bench.plan.grant or self._ids[source.id] in self._weights:
                continue
            heads[column] = self._label(source)
            self._column(source, first, column)
            column += 1
        heads |= self._schedule(first, column + 1)
        bench.heads(sheet, first - 1, heads)
        sheet.text(first + len(bench.holders), 1, bench.say("workings.sum"), bench.styles("sum"))
        return first + len(bench.holders) + 2

    def _label(self, source: Source) -> str:
        if source.key.name == "mapping":
            return source.label
        return self._bench.say(f"workings.{source.key.name}")

    def _column(self, source: Source, first: int, column: int) -> None:
        bench, sheet, key = self._bench, self._sheet, source.key
        names = dict(self._ids[source.id])
        style = bench.styles("figure", "as:General")
        figures = []
        for position, holder in enumerate(bench.holders):
            row = first + position
            if holder in names:
                weight = bench.ledger[names[holder]]
                figures.append(sheet.formula(row, column, sheet.at(weight), weight.value, style))
            else:
                value = Fraction(0 if names or holder not in key.weights else 1)
                figures.append(sheet.number(row, column, value, style))
        total = sum((figure.value for figure in figures), Fraction(0))
        row, formula = first + len(figures), sheet.total(figures)
        self._weights[self._ids[source.id]] = figures
        self._sums[self._ids[source.id]] = sheet.formula(
            row, column, formula, total, bench.styles("figure", "as:General", "sum")
        )

    def _schedule(self, first: int, column: int) -> dict[int, str]:
        """Participants to date and by year; environments round up in different years."""
        bench, sheet, years = self._bench, self._sheet, self._bench.plan.years
        environments = bench.holders[:-1]
        count, style = len(environments), bench.styles("figure", "whole")
        heads: dict[int, str] = {}
        for index, year in enumerate(years):
            heads[column + index] = f"{bench.say('workings.schedule')} {year}"
            heads[column + len(years) + index] = str(year)
        for position, holder in enumerate(environments):
            row, then = first + position, ""
            people = sheet.at(bench.ledger[f"plan.environments.{holder}.participants"])
            schedule = bench.allocation.schedule[holder]
            for index, year in enumerate(years):
                # the same offset as the engine's, in parts of twice the environments and years
                offset = (2 * (count - position) - 1) * len(years)
                scale = 2 * count * len(years)
                formula = f"INT(({2 * count * (index + 1)}*{people}+{offset})/{scale})"
                taken = Fraction(sum(schedule[: index + 1]))
                now = sheet.at(sheet.formula(row, column + index, formula, taken, style))
                figure = sheet.formula(
                    row,
                    column + len(years) + index,
                    f"{now}-{then}" if then else now,
                    Fraction(schedule[index]),
                    style,
                )
                bench.ledger.enter(f"participants.{holder}.{year}", figure)
                then = now
        return heads
