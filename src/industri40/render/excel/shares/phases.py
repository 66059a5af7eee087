"""One phase on the sheet of awards: keys, ceilings, and a running total of what it awards."""

from collections.abc import Iterator

from industri40.plan.model import Phase
from industri40.render.excel.shares.ceilings import write_search
from industri40.render.excel.shares.layout import ALL, FIRST, HolderSheet
from industri40.render.excel.terms import (
    NOTHING,
    Term,
    divisor,
    if_less,
    if_nothing,
    in_units,
    least,
    most,
    number,
    part,
    scaled,
)

_FAR = Term("1E+99", 10**99)
"""The ceiling for each weight where there is no weight."""


class PhaseColumns:
    """The columns of a phase.

    ``ceiling`` (in kroner), ``capped`` (who is at it) and ``held`` (what these have together)
    are there where the phase is ``limited``, ``ratio`` (the ceiling for each weight) where what
    ceilings keep back is shared on. ``below`` has the running weights of all others, ``awarded``
    the running awards in units, ``award`` what is awarded in kroner, in a ``pair`` with what
    corrects it.
    """

    def __init__(self, sheet: HolderSheet, phase: Phase) -> None:
        self._sheet, self.phase = sheet, phase
        self.limited = phase.cap is not None or bool(phase.applications)
        self._shares_on = self.limited and phase.leftover == "redistribute"
        texts = sheet.context.texts
        self.weight = sheet.column(texts("shares.weight"), phase.label)
        if self.limited:
            self.ceiling = sheet.column(texts("column.ceiling"))
            if self._shares_on:
                self.ratio = sheet.column(texts("shares.ratio"))
            self.capped = sheet.column(texts("shares.capped"))
            self.held = sheet.column(texts("shares.held"))
        self.below = sheet.column(texts("shares.below"))
        self.awarded = sheet.column(texts("shares.awarded"))
        self.pair = sheet.pair(texts("column.award"))
        self.award = self.pair[1]

    def write(self) -> None:
        """Write all columns up to the running awards, of a frame that stands above these."""
        sheet = self._sheet
        for row, weight in zip(sheet.rows, sheet.weights(self.phase.key), strict=True):
            sheet.put(row, self.weight, weight)
        sheet.put(ALL, self.weight, self.weight.total(FIRST, sheet.last))
        if self.limited:
            for row, ceiling in zip(sheet.rows, self._ceilings(), strict=True):
                sheet.put(row, self.ceiling, ceiling, "money")
            self._write_capped()
        self._run()

    def _ceilings(self) -> Iterator[Term]:
        """The least of the cap and what is sought, in kroner; at most all there is."""
        sheet, phase, name = self._sheet, self.phase, f"plan.phases.{self.phase.id}"
        cells = sheet.context.cells
        for holder in sheet.holders[: sheet.size]:
            limits = {}
            if phase.cap is not None:
                limits["ceiling"] = f"{name}.cap"
            if holder in phase.applications:
                limits["sought"] = f"{name}.applications.{holder}"
            for kind, limit in limits.items():
                cells.enter(f"awards.{phase.id}.{holder}.{kind}", cells[limit])
            terms = [sheet.figure(limit) for limit in limits.values()]
            yield least(*terms) if len(terms) > 1 else terms[0] if terms else self._frame()

    def _frame(self) -> Term:
        """The frame in kroner."""
        return scaled(self.awarded.fixed(ALL), self._sheet.unit)

    def _ceiling(self, row: int) -> Term:
        """The ceiling of a row, in units."""
        return in_units(self.ceiling.at(row), self._sheet.unit)

    def _write_capped(self) -> None:
        """Write who is at the ceiling, and what these have together."""
        sheet, held = self._sheet, self.held
        reached = self._write_ratios() if self._shares_on else None
        for row in sheet.rows:
            full = self._by_ratio(row, reached) if reached else self._by_part(row)
            sheet.put(row, self.capped, full, "yes")
        sheet.running(
            held,
            sheet.rows,
            lambda row: held.at(row - 1) + self._ceiling(row) * self.capped.at(row),
        )
        shared = self.awarded.at(ALL)
        sheet.put(ALL, held, shared - held.at(sheet.last) if self._shares_on else shared)

    def _by_part(self, row: int) -> Term:
        """At the ceiling is who would have more than it by weight."""
        ceiling = self._ceiling(row) * self.weight.fixed(ALL)
        return if_less(ceiling, self.awarded.fixed(ALL) * self.weight.at(row), number(1), NOTHING)

    def _by_ratio(self, row: int, reached: Term) -> Term:
        """At the ceiling is whose ceiling for each weight is no more than the last one reached."""
        full = if_less(reached, self.ratio.at(row), NOTHING, number(1))
        return if_nothing(self.weight.at(row), NOTHING, full)

    def _write_ratios(self) -> Term:
        """Write the ceilings for each weight, and find the last of them that is reached."""
        for row in self._sheet.rows:
            weight = self.weight.at(row)
            ratio = if_nothing(weight, _FAR, self.ceiling.at(row) / weight)
            self._sheet.put(row, self.ratio, ratio, "exact" if weight.value else "as:General")
        columns = self.weight, self.ratio, self.ceiling, self.capped
        return write_search(self._sheet, columns, self._frame())

    def _run(self) -> None:
        """Write the running totals of weights below their ceilings, and of the awards."""
        sheet, below = self._sheet, self.below
        sheet.running(below, sheet.rows, lambda row: below.at(row - 1) + self._free(row))
        fixed = self.limited and not self._shares_on
        whole = self.weight.at(ALL) if fixed else below.at(sheet.last)
        sheet.put(ALL, below, divisor(whole))
        sheet.running(self.awarded, sheet.rows, self._award)

    def _free(self, row: int) -> Term:
        """The weight of a row, where it is not at its ceiling."""
        weight = self.weight.at(row)
        return weight * (number(1) - self.capped.at(row)) if self.limited else weight

    def _award(self, row: int) -> Term:
        """The running total of the awards in a row."""
        shared = self.held if self.limited else self.awarded
        near = part(shared.fixed(ALL), self.below.at(row), self.below.fixed(ALL))
        if not self.limited:
            return near
        above = self.awarded.at(row - 1)
        return most(above, least(above + self._ceiling(row), self.held.at(row) + near))
