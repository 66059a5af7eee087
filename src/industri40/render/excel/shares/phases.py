"""One phase on the sheet of awards: weights, bounds, the level, and running totals of awards."""

from collections.abc import Sequence

from industri40.plan.model import Phase
from industri40.render.excel.shares.ceilings import FAR, Bound, write_level
from industri40.render.excel.shares.layout import ALL, FIRST, Column, HolderSheet
from industri40.render.excel.terms import NOTHING, Term, divisor, if_nothing, least, most

# what a figure of an award is in the plan
_LIMITS = {"ceiling": "cap", "sought": "applications", "floor": "floor"}


class PhaseColumns:
    """The columns of a phase.

    ``ceiling`` and ``floor`` are there where the plan has such and no award is decided. ``exact``
    has the running awards before rounding and above them the level, ``awarded`` the running awards
    in units, ``award`` what is awarded in kroner, in a ``pair`` with what corrects it. ``back`` has
    the running total of what is ``returned``.
    """

    def __init__(self, sheet: HolderSheet, phase: Phase) -> None:
        self._sheet, self.phase, texts = sheet, phase, sheet.context.texts
        self.weight = sheet.column(texts("shares.weight"), phase.label)
        limited = not phase.awarded and (phase.cap is not None or bool(phase.applications))
        raised = not phase.awarded and phase.floor is not None
        # ratios stand beside each other, where there are both
        shares_on = limited and phase.leftover == "redistribute"
        columns = ("amount", "ratio") if shares_on else ("amount",)
        self.ceiling = self._bound("ceiling", "<=", columns) if limited else None
        self.floor = self._bound("floor", ">", ("ratio", "amount")) if raised else None
        self._searched = [self.ceiling] if self.ceiling and shares_on else []
        self._searched += [self.floor] if self.floor else []
        self.exact = sheet.column(texts("shares.exact_award"))
        self.awarded = sheet.column(texts("shares.awarded"))
        self.pair = sheet.pair(texts("column.award"))
        self.award = self.pair[1]
        self.returned = sheet.column(texts("shares.given_back")) if phase.returned else None
        self.back = sheet.column(texts("shares.back")) if phase.returned else None

    def _bound(self, name: str, reached: str, columns: Sequence[str]) -> Bound:
        texts = self._sheet.context.texts
        made = {one: self._sheet.column(texts(f"{name}.{one}")) for one in columns}
        return Bound(made["amount"], made.get("ratio", made["amount"]), reached)

    def write(self) -> None:
        """Write all columns up to the running awards, of a frame that stands above these."""
        sheet, phase = self._sheet, self.phase
        for row, weight in zip(sheet.rows, sheet.weights(phase.key), strict=True):
            sheet.put(row, self.weight, weight)
        sheet.put(ALL, self.weight, divisor(self.weight.total(FIRST, sheet.last)))
        for row, holder in zip(sheet.rows, sheet.holders, strict=False):
            self._write_bounds(row, self._limits(holder))
        frame = self.awarded.fixed(ALL).scaled(sheet.unit)
        level = frame / self.weight.at(ALL)
        if self._searched:
            level = write_level(sheet, (self.weight, self.exact), self._searched, frame)
        sheet.put(ALL, self.exact, level, "exact")
        sheet.running(self.exact, sheet.rows, self._to_date)
        sheet.running(self.awarded, sheet.rows, self._awarded)
        if self.returned and self.back:
            self._write_back(self.returned, self.back)

    def _write_back(self, returned: Column, back: Column) -> None:
        """Write what is given back, in kroner and as running totals in units."""
        sheet, unit = self._sheet, self._sheet.unit
        for row, holder in zip(sheet.rows, sheet.holders, strict=False):
            figure = sheet.put(row, returned, self._own("returned", row).scaled(unit), "money")
            sheet.context.cells[f"awards.{self.phase.id}.{holder}.returned"] = figure
        sheet.running(
            back, sheet.rows, lambda row: back.at(row - 1) + returned.at(row).in_units(unit)
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
                cells[f"awards.{phase.id}.{holder}.{kind}"] = cells[name]
                found[kind] = sheet.figure(name)
        return found

    def _own(self, key: str, row: int) -> Term:
        """What the plan has for the environment of a row, in units."""
        holder = self._sheet.holders[row - FIRST]
        return self._sheet.units_of(f"plan.phases.{self.phase.id}.{key}.{holder}")

    def _write_bounds(self, row: int, limits: dict[str, Term]) -> None:
        """Write the ceiling of a row, at most all there is, and its floor, at most that."""
        sheet, floor, weight = self._sheet, limits.get("floor", NOTHING), self.weight.at(row)
        if self.ceiling:
            terms = [limits[kind] for kind in ("ceiling", "sought") if kind in limits]
            every = self.awarded.fixed(ALL).scaled(sheet.unit)
            ceiling = least(*terms) if len(terms) > 1 else terms[0] if terms else every
            sheet.put(row, self.ceiling.amount, ceiling, "money")
            floor = least(floor, self.ceiling.amount.at(row)) if "floor" in limits else floor
        if self.floor:
            sheet.put(row, self.floor.amount, floor, "money")
        for bound in self._searched:
            ratio = if_nothing(weight, FAR, bound.amount.at(row) / weight)
            sheet.put(row, bound.ratio, ratio, "exact" if weight.value else "as:General")

    def _to_date(self, row: int) -> Term:
        """The exact running total of the awards in a row, in kroner."""
        above, own = self.exact.at(row - 1), self.weight.at(row) * self.exact.fixed(ALL)
        if self.ceiling:
            own = least(self.ceiling.amount.at(row), own)
        return above + (most(self.floor.amount.at(row), own) if self.floor else own)

    def _awarded(self, row: int) -> Term:
        """The running total of the awards in a row, in units: within the bounds in any case."""
        above, unit = self.awarded.at(row - 1), self._sheet.unit
        if self.phase.awarded:
            return above + self._own("awarded", row)
        # what is a half but for the noise of floats is a half
        near = self.exact.at(row).scaled(1 / unit).rounded(self._sheet.context.places).rounded()
        if self.ceiling:
            near = least(above + self.ceiling.amount.at(row).in_units(unit), near)
        lowest = above + self.floor.amount.at(row).in_units(unit) if self.floor else above
        return most(lowest, near) if self.ceiling or self.floor else near
