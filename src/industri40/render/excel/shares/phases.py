"""One phase on the sheet of awards: keys, ceilings, and a running total of what it awards."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from industri40.plan.model import Phase
from industri40.render.excel.numbers import in_units, scaled
from industri40.render.excel.shares.keys import weights_of
from industri40.render.excel.shares.layout import ALL, FIRST, Column, HolderSheet
from industri40.render.excel.shares.running import at_ceiling, divisor, part, part_formula

_FAR = 10**99
"""The ceiling for each weight where there is no weight."""


class PhaseColumns:
    """The columns of a phase; ``values`` are then the running totals of its awards.

    ``ceiling`` (in kroner), ``capped`` (who is at it) and ``held`` (what these have together)
    are there where the phase is ``limited``, ``ratio`` (the ceiling for each weight) where what
    ceilings keep back is shared on. ``below`` has the running weights of all others, ``awarded``
    the running awards in units, ``correction`` and ``award`` what is awarded in kroner.
    """

    ceiling: Column
    ratio: Column
    capped: Column
    held: Column

    def __init__(self, sheet: HolderSheet, phase: Phase) -> None:
        self._sheet, self.phase = sheet, phase
        self.limited = phase.cap is not None or bool(phase.applications)
        self._shares_on = self.limited and phase.leftover == "redistribute"
        texts = sheet.context.texts
        self.weight = sheet.column(texts("shares.weight"), phase.label)
        for key in ("ceiling", "ratio", "capped", "held") if self.limited else ():
            if key != "ratio" or self._shares_on:
                setattr(self, key, sheet.column(texts(f"shares.{key}")))
        keys = ("below", "awarded", "correction", "award")
        columns = [sheet.column(texts(f"shares.{key}")) for key in keys]
        self.below, self.awarded, self.correction, self.award = columns
        self.frame, self.values = 0, [0]

    def write(self, frame: int) -> None:
        """Write all columns up to the running awards, of a frame that stands above these."""
        sheet, self.frame = self._sheet, frame
        weights = weights_of(sheet, self.phase.key)
        for row, (text, value) in enumerate(weights, start=FIRST):
            sheet.put(row, self.weight, text, value)
        values = [value for _, value in weights]
        whole = f"SUM({self.weight.span(FIRST, sheet.last)})"
        sheet.put(ALL, self.weight, whole, sum(values))
        ceilings, capped = [frame] * sheet.size, [False] * sheet.size
        if self.limited:
            ceilings = list(self._ceilings())
            capped = at_ceiling(frame, values, ceilings, shares_on=self._shares_on)
            self._write_capped(values, ceilings, capped)
        self._run(values, ceilings, capped)

    def _ceilings(self) -> Iterator[int]:
        """The least of the cap and what is sought, in units; nobody can be awarded more than all.

        They stand there in kroner.
        """
        sheet, phase, name = self._sheet, self.phase, f"plan.phases.{self.phase.id}"
        cells = sheet.context.cells
        for row, holder in enumerate(sheet.holders[:-1], start=FIRST):
            parts = []
            if phase.cap is not None:
                cap = cells[f"{name}.cap"]
                parts.append(cells.enter(f"awards.{phase.id}.{holder}.ceiling", cap))
            if holder in phase.applications:
                sought = cells[f"{name}.applications.{holder}"]
                parts.append(cells.enter(f"awards.{phase.id}.{holder}.sought", sought))
            formula = ",".join(map(sheet.sheet.at, parts)) or self._frame_kroner
            formula = f"MIN({formula})" if len(parts) > 1 else formula
            value = min((part.value for part in parts), default=sheet.unit * self.frame)
            sheet.put(row, self.ceiling, formula, value, "money")
            yield (value / sheet.unit).numerator

    @property
    def _frame_kroner(self) -> str:
        return scaled(f"${self.awarded.fixed(ALL)}", self._sheet.unit)

    def _units(self, row: int) -> str:
        """What a formula calls the ceiling of a row, in units."""
        return in_units(self.ceiling.at(row), self._sheet.unit)

    def _write_capped(
        self, weights: Sequence[int], ceilings: Sequence[int], capped: Sequence[bool]
    ) -> None:
        """Write who is at the ceiling, and what these have together."""
        sheet, held, terms = self._sheet, 0, []
        formulas = self._by_ratio(weights, ceilings) if self._shares_on else self._by_part()
        for row, formula in enumerate(formulas, start=FIRST):
            full = capped[row - FIRST]
            sheet.put(row, self.capped, formula, full, "yes")
            held += ceilings[row - FIRST] * full
            text = f"{self.held.at(row - 1)}+{self._units(row)}*{self.capped.at(row)}"
            terms.append((text, held))
        sheet.running(self.held, terms)
        shared = f"-{self.held.at(sheet.last)}" if self._shares_on else ""
        value = self.frame - held if self._shares_on else self.frame
        sheet.put(ALL, self.held, f"{self.awarded.at(ALL)}{shared}", value)

    def _by_part(self) -> Iterator[str]:
        """At the ceiling is who would have more than it by weight."""
        for row in range(FIRST, self._sheet.rest):
            least = f"{self._units(row)}*{self.weight.fixed(ALL)}"
            yield f"IF({least}<{self.awarded.fixed(ALL)}*{self.weight.at(row)},1,0)"

    def _by_ratio(self, weights: Sequence[int], ceilings: Sequence[int]) -> Iterator[str]:
        """At the ceiling is whose ceiling, given to all by weight, would leave some frame."""
        sheet = self._sheet
        ratios, spans, most = (
            f"{column.fixed(FIRST)}:{column.fixed(sheet.last)}"
            for column in (self.ratio, self.weight, self.ceiling)
        )
        for row, (weight, ceiling) in enumerate(zip(weights, ceilings, strict=True), start=FIRST):
            own, key = self.ratio.at(row), self.weight.at(row)
            value = sheet.unit * Fraction(ceiling, weight) if weight else Fraction(_FAR)
            formula = f"IF({key}=0,1E+99,{self.ceiling.at(row)}/{divisor(key)})"
            sheet.put(row, self.ratio, formula, value, "exact" if weight else "as:General")
            taken = f"SUMPRODUCT(({ratios}<{own})*{most}+({ratios}>={own})*{spans}*{own})"
            yield f"IF({key}=0,0,IF(ROUND({taken},4)<{self._frame_kroner},1,0))"

    def _run(self, weights: Sequence[int], ceilings: Sequence[int], capped: Sequence[bool]) -> None:
        """Write the running totals of weights below their ceilings, and of the awards."""
        sheet, below, terms = self._sheet, 0, []
        for row, (weight, full) in enumerate(zip(weights, capped, strict=True), start=FIRST):
            free = f"*(1-{self.capped.at(row)})" if self.limited else ""
            below += weight * (not full)
            terms.append((f"{self.below.at(row - 1)}+{self.weight.at(row)}{free}", below))
        running = sheet.running(self.below, terms)
        fixed = self.limited and not self._shares_on
        text = self.weight.at(ALL) if fixed else self.below.at(sheet.last)
        whole = (sum(weights) if fixed else below) or 1
        sheet.put(ALL, self.below, divisor(text), whole)
        held, awarded = 0, [0]
        kept = sum(most * full for most, full in zip(ceilings, capped, strict=True))
        shared = self.frame - kept if self._shares_on else self.frame
        for at, (ceiling, full) in enumerate(zip(ceilings, capped, strict=True), start=1):
            held += ceiling * full
            near = held + part(shared, running[at], whole)
            awarded.append(max(awarded[-1], min(awarded[-1] + ceiling, near)))
        texts = map(self._award, range(FIRST, sheet.rest))
        self.values = sheet.running(self.awarded, zip(texts, awarded[1:], strict=True))

    def _award(self, row: int) -> str:
        """The formula of the running total of the awards in a row."""
        shared = self.held if self.limited else self.awarded
        near = part_formula(shared.fixed(ALL), self.below.at(row), self.below.fixed(ALL))
        if not self.limited:
            return near
        above = self.awarded.at(row - 1)
        return f"MAX({above},MIN({above}+{self._units(row)},{self.held.at(row)}+{near}))"
