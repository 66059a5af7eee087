"""The sheet that awards the grant: each phase's frame, its awards, and what becomes of the rest."""

from industri40.render.excel.context import SheetContext
from industri40.render.excel.shares.layout import ALL, FIRST, STEP, HolderSheet
from industri40.render.excel.shares.phases import PhaseColumns
from industri40.render.excel.sheets import Sheet
from industri40.render.excel.terms import NOTHING, Term, most, total
from industri40.report.shared import shared_line


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
        engine = self.context.allocation.frames[len(phases) - 1].frame
        self._figure("frame", ALL, columns.awarded.at(ALL), engine)

    def _figure(self, part: str, row: int, term: Term, engine: int) -> None:
        """Write a figure of the last phase in kroner, and enter it."""
        columns = self._phases[-1]
        name = f"frames.{columns.phase.id}.{part}"
        self.context.cells[name] = self.corrected(row, columns.pair, term, engine)

    def _give(self) -> None:
        """What everybody is awarded in the last phase, and what becomes of the rest."""
        columns, allocation = self._phases[-1], self.context.allocation
        phase, awarded, award = columns.phase, columns.awarded, columns.award
        frame = allocation.frames[len(self._phases) - 1]
        given = {
            each.environment: each.amount for each in allocation.awards if each.phase == phase.id
        }
        for row, holder in zip(self.rows, self.holders, strict=False):
            term = awarded.at(row) - awarded.at(row - 1)
            figure = self.corrected(row, columns.pair, term, given.get(holder, 0))
            self.context.cells[f"awards.{phase.id}.{holder}"] = figure
        back = columns.given_back(self.last)
        left = awarded.at(ALL) - awarded.at(self.last) + back
        carries = phase.leftover == "carry" and phase != self.context.report.plan.phases[-1]
        self.put(self.rest, awarded, NOTHING if carries else left)
        self._figure("returned", self.rest, awarded.at(self.rest), frame.returned)
        self.put(self.carried, awarded, left if carries else NOTHING)
        self._figure("carried", self.carried, awarded.at(self.carried), frame.carried)
        figure = self.put(self.back, award, back.scaled(self.unit), "money")
        self.context.cells[f"frames.{phase.id}.given_back"] = figure
        there = award.at(ALL) + award.at(self.back)
        leftover = (there - award.total(FIRST, self.last)).tidy(self.unit)
        figure = self.put(self.left, award, leftover, "money")
        self.context.cells[f"frames.{phase.id}.leftover"] = figure
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
