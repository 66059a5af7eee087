"""One phase on the sheet of awards: keys, bounds, and a running total of what it awards."""

from collections.abc import Sequence
from functools import reduce
from operator import sub

from industri40.plan.model import Phase
from industri40.render.excel.numbers import stored
from industri40.render.excel.shares.ceilings import FAR, Bound, write_search
from industri40.render.excel.shares.layout import ALL, FIRST, Column, HolderSheet
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
    total,
)

_LIMITS = {"ceiling": "cap", "sought": "applications", "floor": "floor"}
"""What a figure of an award is in the plan."""


class PhaseColumns:
    """The columns of a phase.

    ``ceiling`` and ``floor`` are there where the plan has such and no award is decided, ``held``
    with them: what those have together who are at one. ``below`` has the running weights of all
    others, ``awarded`` the running awards in units, ``award`` what is awarded in kroner, in a
    ``pair`` with what corrects it. ``back`` has the running total of what is ``returned``.
    """

    def __init__(self, sheet: HolderSheet, phase: Phase) -> None:
        self._sheet, self.phase, texts = sheet, phase, sheet.context.texts
        self.weight = sheet.column(texts("shares.weight"), phase.label)
        limited = not phase.awarded and (phase.cap is not None or bool(phase.applications))
        self._shares_on = limited and phase.leftover == "redistribute"
        raised = not phase.awarded and phase.floor is not None
        # ratios stand beside each other, where there are both
        columns = ("amount", "reached", *(("ratio",) if self._shares_on else ()))
        self.ceiling = self._bound("ceiling", "<", columns) if limited else None
        columns = ("ratio", "amount", "reached")
        self.floor = self._bound("floor", ">", columns) if raised else None
        self._bounds = [bound for bound in (self.ceiling, self.floor) if bound]
        if self._bounds:
            self.held = sheet.column(texts("shares.held"))
        self.below = sheet.column(texts("shares.below"))
        self.awarded = sheet.column(texts("shares.awarded"))
        self.pair = sheet.pair(texts("column.award"))
        self.award = self.pair[1]
        self.returned = sheet.column(texts("shares.given_back")) if phase.returned else None
        self.back = sheet.column(texts("shares.back")) if phase.returned else None

    def _bound(self, name: str, beyond: str, columns: Sequence[str]) -> Bound:
        texts = self._sheet.context.texts
        made = {one: self._sheet.column(texts(f"{name}.{one}")) for one in columns}
        ratio = made.get("ratio", made["amount"])
        return Bound(made["amount"], ratio, made["reached"], beyond)

    def write(self) -> None:
        """Write all columns up to the running awards, of a frame that stands above these."""
        sheet, phase = self._sheet, self.phase
        for row, weight in zip(sheet.rows, sheet.weights(phase.key), strict=True):
            sheet.put(row, self.weight, weight)
        sheet.put(ALL, self.weight, self.weight.total(FIRST, sheet.last))
        for row, holder in zip(sheet.rows, sheet.holders, strict=False):
            self._write_bounds(row, self._limits(holder))
        if self._bounds:
            self._write_reached()
        self._run()
        if self.returned and self.back:
            self._write_back(self.returned, self.back)

    def _write_back(self, returned: Column, back: Column) -> None:
        """Write what is given back, in kroner and as running totals in units."""
        sheet, unit = self._sheet, self._sheet.unit
        for row, holder in zip(sheet.rows, sheet.holders, strict=False):
            figure = sheet.put(row, returned, scaled(self._own("returned", row), unit), "money")
            sheet.context.cells.enter(f"awards.{self.phase.id}.{holder}.returned", figure)
        sheet.running(
            back, sheet.rows, lambda row: back.at(row - 1) + in_units(returned.at(row), unit)
        )

    def given_back(self, row: int) -> Term:
        """The running total of what is given back, in units."""
        return self.back.at(row) if self.back else NOTHING

    def _limits(self, holder: str) -> dict[str, Term]:
        """What the plan has of an environment's award, in kroner, by what tables call it."""
        sheet, phase, found = self._sheet, self.phase, {}
        for kind, key in _LIMITS.items():
            path, cells = f"plan.phases.{phase.id}.{key}", sheet.context.cells
            name = next((each for each in (f"{path}.{holder}", path) if each in cells), "")
            if name and holder in phase.key.weights:
                cells.enter(f"awards.{phase.id}.{holder}.{kind}", cells[name])
                found[kind] = sheet.figure(name)
        return found

    def _own(self, key: str, row: int) -> Term:
        """What the plan has for the environment of a row, in units."""
        holder = self._sheet.holders[row - FIRST]
        return self._sheet.units_of(f"plan.phases.{self.phase.id}.{key}.{holder}")

    def _write_bounds(self, row: int, limits: dict[str, Term]) -> None:
        """Write the ceiling of a row, at most all there is, and its floor, at most that."""
        sheet, ceiling, floor = self._sheet, self.ceiling, limits.get("floor", NOTHING)
        if ceiling:
            terms = [limits[kind] for kind in ("ceiling", "sought") if kind in limits]
            most_of_all = least(*terms) if len(terms) > 1 else terms[0] if terms else self._frame()
            sheet.put(row, ceiling.amount, most_of_all, "money")
            floor = least(floor, ceiling.amount.at(row)) if "floor" in limits else floor
        if self.floor:
            sheet.put(row, self.floor.amount, floor, "money")

    def _frame(self) -> Term:
        """The frame in kroner."""
        return scaled(self.awarded.fixed(ALL), self._sheet.unit)

    def _units(self, bound: Bound, row: int) -> Term:
        """A bound of a row, in units."""
        return in_units(bound.amount.at(row), self._sheet.unit)

    def _write_reached(self) -> None:
        """Write who is at a bound, and what these have together."""
        sheet, held, level = self._sheet, self.held, self._write_level()
        if self.floor and level:
            for row in sheet.rows:
                full = if_less(level, self.floor.ratio.at(row), number(1), NOTHING)
                sheet.put(row, self.floor.reached, full, "yes")
        if not self._shares_on:
            self._write_whole()
        if self.ceiling:
            for row in sheet.rows:
                full = self._capped(self.ceiling, row, level)
                sheet.put(row, self.ceiling.reached, full, "yes")

        def together(row: int) -> Term:
            own = (self._units(bound, row) * bound.reached.at(row) for bound in self._bounds)
            return total((held.at(row - 1), *own))

        sheet.running(held, sheet.rows, together)
        if self._shares_on:
            sheet.put(ALL, held, self.awarded.at(ALL) - held.at(sheet.last))

    def _capped(self, ceiling: Bound, row: int, level: Term | None) -> Term:
        """At the ceiling is who comes to it below the level, or would have more by weight."""
        if level and self._shares_on:
            return if_less(level, ceiling.ratio.at(row), NOTHING, number(1))
        own = self._units(ceiling, row) * self.below.fixed(ALL)
        return if_less(own, self.held.fixed(ALL) * self.weight.at(row), number(1), NOTHING)

    def _write_level(self) -> Term | None:
        """Write the ratios of the bounds, and find the last of them below the level."""
        sheet, bounds = self._sheet, self._bounds if self._shares_on else [self.floor]
        searched = [bound for bound in bounds if bound]
        for row in sheet.rows:
            weight = self.weight.at(row)
            for bound in searched:
                ratio = if_nothing(weight, FAR, bound.amount.at(row) / weight)
                sheet.put(row, bound.ratio, ratio, "exact" if weight.value else "as:General")
        return write_search(sheet, self.weight, searched, self._frame()) if searched else None

    def _write_whole(self) -> None:
        """Write what is shared by weight, and the weight of all who share it, at floors or not."""
        sheet, frame, weights = self._sheet, self.awarded.at(ALL), self.weight.at(ALL)
        if self.floor:
            amounts, reached, each = (
                column.span(FIRST, sheet.last)
                for column in (self.floor.amount, self.floor.reached, self.weight)
            )
            at_floor = [row for row in sheet.rows if self.floor.reached.values[row]]
            kept = sum(self.floor.amount.values[row] for row in at_floor)
            light = sum(self.weight.values[row] for row in at_floor)
            frame -= in_units(Term(f"SUMPRODUCT({amounts},{reached})", stored(kept)), sheet.unit)
            weights -= Term(f"SUMPRODUCT({each},{reached})", stored(light))
        sheet.put(ALL, self.held, frame)
        sheet.put(ALL, self.below, divisor(weights))

    def _run(self) -> None:
        """Write the running totals of weights at no bound, and of the awards."""
        sheet, below = self._sheet, self.below
        sheet.running(below, sheet.rows, lambda row: below.at(row - 1) + self._free(row))
        if not self._bounds or self._shares_on:
            sheet.put(ALL, below, divisor(below.at(sheet.last)))
        sheet.running(self.awarded, sheet.rows, self._award)

    def _free(self, row: int) -> Term:
        """The weight of a row, where it is at no bound."""
        free = reduce(sub, (bound.reached.at(row) for bound in self._bounds), number(1))
        return self.weight.at(row) * free if self._bounds else self.weight.at(row)

    def _award(self, row: int) -> Term:
        """The running total of the awards in a row."""
        above = self.awarded.at(row - 1)
        if self.phase.awarded:
            return above + self._own("awarded", row)
        shared = self.held if self._bounds else self.awarded
        near = part(shared.fixed(ALL), self.below.at(row), self.below.fixed(ALL))
        if not self._bounds:
            return near
        near = self.held.at(row) + near
        if self.ceiling:
            near = least(above + self._units(self.ceiling, row), near)
        return most(above + self._units(self.floor, row) if self.floor else above, near)
