"""The sheet that awards the grant: each phase's frame, its awards, and what becomes of the rest."""

from collections.abc import Sequence

from industri40.plan.model import Phase
from industri40.render.excel.context import SheetContext
from industri40.render.excel.shares.ceilings import FAR, Bound, write_level
from industri40.render.excel.shares.layout import ALL, FIRST, STEP, Column, HolderSheet
from industri40.render.excel.sheets import Sheet
from industri40.render.excel.terms import NOTHING, Term, divisor, if_nothing, least, most, total
from industri40.report.shared import shared_line

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


class AwardSheet(HolderSheet):
    """Writes the sheet. ``over`` is the row that counts awards above their ceilings."""

    def __init__(self, context: SheetContext, sheet: Sheet) -> None:
        super().__init__(context, sheet, "awards")
        first = self.over + 1
        self.carried, self.back, self.left, self.below = range(first, first + 4)
        self._phases: list[PhaseColumns] = []
        self.grant = self.column(context.texts("shares.grant"))
        cell = shared_line(context.report, str(context.report.plan.grant))
        self.put(ALL, self.grant, self.units(cell))

    def write(self) -> None:
        """Write all phases."""
        for phase in self.context.report.plan.phases:
            self.skip()
            self._phases.append(PhaseColumns(self, phase))
            self._frame()
            self._phases[-1].write()
            self._give()
        texts = self.context.texts
        rests = ("row.carried", "shares.given_back", "row.leftover")
        self.labels(0, map(texts, rests), self.carried)
        self.close()

    def to_date(self, home: HolderSheet, row: int) -> Term:
        """The running total of all awards in a row, less what is given back, for a sheet."""
        awarded = total(self.seen_from(home, phase.awarded).at(row) for phase in self._phases)
        back = [self.seen_from(home, phase.back).at(row) for phase in self._phases if phase.back]
        return awarded - total(back) if back else awarded

    def _frame(self) -> None:
        """Write the frame of the last phase: what its share, with those before, adds to theirs."""
        columns, phases = self._phases[-1], self._phases
        pool = self.grant.at(ALL)
        share = self.figure(f"plan.phases.{columns.phase.id}.share")
        before = phases[-2].weight.at(STEP) if len(phases) > 1 else None
        self.put(STEP, columns.weight, before + share if before else share, "exact")
        carried = phases[-2].awarded.at(self.carried) if before else NOTHING
        self.put(STEP, columns.awarded, carried)
        to_date = (pool * columns.weight.at(STEP)).rounded()
        own = to_date - (pool * before).rounded() if before else to_date
        self.put(ALL, columns.awarded, most(NOTHING, own + columns.awarded.at(STEP)))
        engine = self.context.report.allocation.frames[len(phases) - 1].frame
        self._figure("frame", ALL, columns.awarded.at(ALL), engine)

    def _figure(self, part: str, row: int, term: Term, engine: int) -> None:
        """Write a figure of the last phase in kroner, and enter it."""
        columns = self._phases[-1]
        name = f"frames.{columns.phase.id}.{part}"
        self.context.cells[name] = self.corrected(row, columns.pair, term, engine)

    def _give(self) -> None:
        """What everybody is awarded in the last phase, and what becomes of the rest."""
        columns, allocation = self._phases[-1], self.context.report.allocation
        phase, awarded, award = columns.phase, columns.awarded, columns.award
        cells = self.context.cells
        frame = allocation.frames[len(self._phases) - 1]
        own = (each for each in allocation.awards if each.phase == phase.id)
        given = {each.environment: each.amount for each in own}
        for row, holder in zip(self.rows, self.holders, strict=False):
            term = awarded.at(row) - awarded.at(row - 1)
            figure = self.corrected(row, columns.pair, term, given.get(holder, 0))
            cells[f"awards.{phase.id}.{holder}"] = figure
        back = columns.given_back(self.last)
        left = awarded.at(ALL) - awarded.at(self.last) + back
        carries = phase.leftover == "carry" and phase != self.context.report.plan.phases[-1]
        self.put(self.rest, awarded, NOTHING if carries else left)
        self._figure("returned", self.rest, awarded.at(self.rest), frame.returned)
        self.put(self.carried, awarded, left if carries else NOTHING)
        self._figure("carried", self.carried, awarded.at(self.carried), frame.carried)
        figure = self.put(self.back, award, back.scaled(self.unit), "money")
        cells[f"frames.{phase.id}.given_back"] = figure
        there = award.at(ALL) + award.at(self.back)
        leftover = (there - award.total(FIRST, self.last)).tidy(self.unit)
        cells[f"frames.{phase.id}.leftover"] = self.put(self.left, award, leftover, "money")
        self.add_up(award, (there - award.at(self.carried)).tidy(self.unit))
        self.check(award, self._beyond(columns))

    def _beyond(self, columns: PhaseColumns) -> Term:
        """How many awards are beyond a bound, or less than what is given back of them."""
        award, (ceiling, floor) = columns.award, (columns.ceiling, columns.floor)
        pairs = [(award, ceiling.amount)] if ceiling else []
        pairs += [(floor.amount, award)] if floor else []
        terms = [self.falls(columns.awarded, columns.back)] if columns.back else []
        for pair in pairs:
            more, than = (column.span(FIRST, self.last) for column in pair)
            terms.append(Term(f"SUMPRODUCT(--(ROUND({more}-{than},2)>0))", 0))
        return total(terms)
