"""The workings of every share: exact to the end of each year, then whole, then year by year."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.engine.whole import CASH
from industri40.plan.model import CostLine, Source
from industri40.render.excel.numbers import in_kroner, tidy
from industri40.render.excel.sheets import Figure, Sheet
from industri40.render.excel.workings.bench import Bench
from industri40.render.excel.workings.chain_layout import ChainLayout
from industri40.render.excel.workings.columns import Bounds, Columns, Place, Text, write_columns
from industri40.render.excel.workings.keys import KeySheet
from industri40.render.excel.workings.lines import LineSheet
from industri40.render.excel.workings.rounding import Part, Rounded, parts_of
from industri40.render.excel.workings.sharing import Sharing
from industri40.render.excel.workings.swap_layout import SwapLayout

__all__ = ["Grant", "ShareSheet"]

_FIRST = 2


class Grant(NamedTuple):
    """The grant as the awards give it, for every holder, in units.

    ``exact`` is what all phases award. ``whole`` are the columns that make whole units of it
    where there are several phases; awards of a single one are settled with the shares.
    """

    exact: Sequence[Figure]
    whole: Columns | None


class ShareSheet:
    """Writes the sheet; ``columns`` are then the figures by line and year.

    ``checks`` are, for each line, how far its shares are from its amounts; ``steps`` the engine's
    figures among the formulas.
    """

    def __init__(
        self,
        bench: Bench,
        sheet: Sheet,
        sharing: Sharing,
        layouts: tuple[SwapLayout, ChainLayout],
    ) -> None:
        self._bench, self._sheet = bench, sheet
        self._sharing, (self._swaps, self._chains) = sharing, layouts
        self._grant: Grant | None = None
        self._keys = KeySheet(bench, sheet)
        self._cash: list[list[Figure]] = []
        self._stepped = any(any(rounded.step) for rounded in sharing.lines.values())
        self._row = 0
        self.checks: list[Figure] = []
        self.lines = LineSheet(bench, sheet)
        self.parts = parts_of(bench.allocation, bench.say("workings.cash_of"))
        self.columns: dict[tuple[str, int], Columns] = {}

    @property
    def steps(self) -> list[Figure]:
        """What the engine adds to what the formulas give."""
        return [figure for columns in self.columns.values() for figure in columns.steps]

    def begin(self, row: int) -> int:
        """Write keys and lines, from a row on; the row after."""
        return self.lines.write(self._keys.write(row), self.parts)

    def write(self, row: int, grant: Grant | None) -> None:
        """Write the shares, from a row on."""
        self._grant = grant
        row = self._cash_per_holder(row)
        for part in self.parts:
            self._row = row + 3
            self._part(part)
            row += len(self._bench.holders) + 6

    def _cash_per_holder(self, row: int) -> int:
        """What every holder has of all cash together in each year, exactly."""
        bench, sheet = self._bench, self._sheet
        sheet.text(row, 0, bench.say("workings.cash_per"), bench.styles("section"))
        heads = {0: bench.say("workings.number"), 1: bench.say("workings.holder")}
        heads |= {_FIRST + index: str(year) for index, year in enumerate(bench.plan.years)}
        bench.heads(sheet, row + 1, heads)
        first = row + 2
        bench.names(sheet, first)
        style, last = bench.styles("figure", "exact"), len(bench.holders) - 1
        for position in range(last + 1):
            figures = []
            for index, cash in enumerate(self.lines.cash):
                text = "+".join(self._cash_terms(position, index)) or "0"
                if position == last:
                    # where no cash comes in, what is to be paid in cash is nobody's
                    text = f"IF({sheet.at(cash)}=0,1,{text})"
                value = self._cash_value(position, index)
                column = _FIRST + index
                figures.append(sheet.formula(first + position, column, text, value, style))
            self._cash.append(figures)
        return first + last + 2

    def _cash_sources(self) -> list[Source]:
        lines = [line.line for line in self._bench.allocation.exact.sources.values()]
        return [line for line in lines if isinstance(line, Source) and not line.in_kind]

    def _cash_terms(self, position: int, index: int) -> Iterator[str]:
        for source in self._cash_sources():
            amount = self._sheet.fixed(self.lines.yearly[source.id, index])
            yield self._by_key(source, amount, position)

    def _cash_value(self, position: int, index: int) -> Fraction:
        exact = self._bench.allocation.exact
        if not self.lines.cash[index].value:
            return Fraction(position == len(self._bench.holders) - 1)
        amounts = (
            exact.keys[source.id].exact(position) * self.lines.yearly[source.id, index].value
            for source in self._cash_sources()
        )
        return sum(amounts, Fraction(0))

    def _by_key(self, source: Source, amount: str, position: int) -> str:
        """A holder's part of an amount of a source; the grant goes by what is awarded."""
        sheet = self._sheet
        if self._grant is not None and source.id == self._bench.plan.grant:
            awarded = sheet.at(self._grant.exact[position])
            return f"{awarded}*{amount}/{sheet.fixed(self.lines.pool)}"
        weight, total = self._keys.weight(source, position), self._keys.total(source)
        return f"{amount}*{weight}/{total}"

    def _part(self, part: Part) -> None:
        bench, sheet = self._bench, self._sheet
        years, row = bench.plan.years, self._row
        sheet.text(row - 3, 0, part.label, bench.styles("section"))
        heads = {0: bench.say("workings.number"), 1: bench.say("workings.holder")}
        for index in range(len(years)):
            place = self._place(index)
            title = bench.say("workings.up_to", year=years[index])
            sheet.text(row - 2, place.column, title, bench.styles("strong"))
            heads |= place.heads(bench)
        bench.heads(sheet, row - 1, heads)
        bench.names(sheet, row)
        for index in reversed(range(len(years))):
            self.columns[part.id, index] = self._year(part, index)
        if not part.id.endswith(CASH):
            self._shares(part)
        self._check(part)

    def _place(self, index: int) -> Place:
        place = Place(self._sheet, self._row, _FIRST, steps=self._stepped)
        return place._replace(column=_FIRST + index * (place.width + 1))

    def _year(self, part: Part, index: int) -> Columns:
        rounded, place = self._sharing.lines[part.id, index], self._place(index)
        exact = self._exact(part, index)
        last = index == len(self._bench.plan.years) - 1
        grant = self._grant
        if last and part.id == self._bench.plan.grant and grant is not None and grant.whole:
            return self._granted(place, rounded, exact, grant.whole)
        bounds = Bounds(
            exact,
            lambda _position, name: f"INT({name})",
            lambda position, name: self._high(part, index, position, name),
            self._sheet.fixed(self.lines.to_date[part.id, index]),
            self._moved(part, index),
        )
        return write_columns(self._bench, place, rounded, bounds)

    def _high(self, part: Part, index: int, position: int, name: str) -> str:
        """The exact value rounded up, and at most what there is to the end of the year after."""
        after = self.columns.get((part.id, index + 1))
        if after is None:
            return f"-INT(-{name})"
        return f"MIN(-INT(-{name}),MAX(INT({name}),{self._sheet.at(after.value[position])}))"

    def _moved(self, part: Part, index: int) -> Text:
        """The formula of what swaps and chains add to a line."""
        texts = [
            self._swaps.swapped(self._sheet, part.id, index),
            self._chains.moved(self._sheet, part.id, index),
        ]
        return lambda position: "".join(text(position) for text in texts if text).removeprefix("+")

    def _granted(self, place: Place, rounded: Rounded, exact: Text, whole: Columns) -> Columns:
        """The grant in the last year: what the awards come to."""
        bench, sheet = self._bench, self._sheet
        exacts, values = [], []
        for position, value in enumerate(rounded.exact):
            at, style = (place.row + position, place.column), bench.styles("figure", "exact")
            exacts.append(sheet.formula(*at, bench.snap(exact(position)), value, style))
            spot, style = place.value_at(position), bench.styles("figure", "whole")
            figure = whole.value[position]
            values.append(
                sheet.formula(spot.row, spot.column, sheet.at(figure), figure.value, style)
            )
        spot, style = place.value_at(len(values)), bench.styles("figure", "whole", "sum")
        value = sum((figure.value for figure in values), Fraction(0))
        total = sheet.formula(spot.row, spot.column, sheet.total(values), value, style)
        return whole._replace(exact=exacts, value=values, steps=[], total=total)

    def _exact(self, part: Part, index: int) -> Text:
        """The formula of a holder's exact share of a line to the end of a year."""

        def text(position: int) -> str:
            line = self._bench.books.costs.get(part.id.removesuffix(CASH))
            if line is None:
                return self._source_text(part.id, index, position)
            terms = list(self._cash_parts(line, index, position))
            if not part.id.endswith(CASH):
                terms += [self._source_text(each, index, position) for each in line.includes]
            return "+".join(terms)

        return text

    def _source_text(self, identifier: str, index: int, position: int) -> str:
        amount = self._sheet.fixed(self.lines.to_date[identifier, index])
        return self._by_key(self._bench.books.sources[identifier], amount, position)

    def _cash_parts(self, line: CostLine, index: int, position: int) -> Iterator[str]:
        """A holder's cash of each year, in the proportion that goes to the line that year."""
        name = line.id + CASH if line.includes else line.id
        for year in range(index + 1):
            amount = self._sheet.fixed(self.lines.yearly[name, year])
            divisor = self._sheet.fixed(self.lines.divisor[year])
            yield f"{amount}*{self._sheet.at(self._cash[position][year])}/{divisor}"

    def _check(self, part: Part) -> None:
        """How far the shares of a line are from its amounts, and below zero, in units."""
        bench, sheet, texts, value = self._bench, self._sheet, [], Fraction(0)
        before: Columns | None = None
        for index in range(len(bench.plan.years)):
            now, wanted = self.columns[part.id, index], self.lines.to_date[part.id, index]
            texts.append(f"ABS({sheet.at(now.total)}-{sheet.at(wanted)})")
            value += abs(now.total.value - wanted.value)
            if before is not None:
                falls = f"{sheet.span(now.value)}<{sheet.span(before.value)}"
                texts.append(f"SUMPRODUCT(--({falls}))")
            before = now
        row, style = self._row + len(bench.holders) + 1, bench.styles("figure", "plain")
        sheet.text(row, 1, bench.say("workings.off"), bench.styles("line"))
        self.checks.append(sheet.formula(row, _FIRST, "+".join(texts), value, style))

    def _shares(self, part: Part) -> None:
        """What every holder has of a line in each year and in all, in kroner."""
        bench, sheet, plan = self._bench, self._sheet, self._bench.plan
        column = self._place(len(plan.years)).column
        style = bench.styles("figure", "money", "strong")
        heads = [bench.say("workings.share", year=year) for year in plan.years]
        heads.append(bench.say.words("column.total"))
        bench.heads(sheet, self._row - 1, dict(enumerate(heads, start=column)))
        for position, holder in enumerate(bench.holders):
            figures: list[Figure] = []
            for index, year in enumerate(plan.years):
                now = self.columns[part.id, index].value[position]
                text, value = sheet.at(now), now.value
                if index:
                    before = self.columns[part.id, index - 1].value[position]
                    text, value = f"({text}-{sheet.at(before)})", value - before.value
                at, value = (self._row + position, column + index), value * plan.unit
                figures.append(sheet.formula(*at, in_kroner(text, plan.unit), value, style))
                bench.ledger.enter(f"shares.{part.id}.{holder}.{year}", figures[-1])
            value = sum((figure.value for figure in figures), Fraction(0))
            at = (self._row + position, column + len(figures))
            total = sheet.formula(*at, tidy(sheet.total(figures), plan.unit), value, style)
            bench.ledger.enter(f"shares.{part.id}.{holder}", total)
