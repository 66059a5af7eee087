"""The sheet that awards the grant: each phase's frame, its awards, and what becomes of the rest."""

from fractions import Fraction

from industri40.money import round_half_away
from industri40.render.excel.context import SheetContext
from industri40.render.excel.numbers import as_stored, tidy
from industri40.render.excel.shares.layout import ALL, FIRST, STEP, HolderSheet, Term
from industri40.render.excel.shares.phases import PhaseColumns
from industri40.render.excel.sheets import Sheet
from industri40.report.shared import shared_line


class AwardSheet(HolderSheet):
    """Writes the sheet. ``over`` is the row that counts awards above their ceilings."""

    def __init__(self, context: SheetContext, sheet: Sheet) -> None:
        super().__init__(context, sheet, "awards")
        self.carried, self.left, self.over = range(self.least + 1, self.least + 4)
        self._phases: list[PhaseColumns] = []
        self._share = Fraction(0)
        self._carried: Term = ("0", 0)
        self._grant = self.column(context.texts("shares.grant"))
        cell = shared_line(context.report, str(context.report.plan.grant))
        formula, self._pool = self.units(cell)
        self.put(ALL, self._grant, formula, self._pool)

    def write(self) -> None:
        """Write all phases."""
        for phase in self.context.report.plan.phases:
            self.skip()
            self._phases.append(PhaseColumns(self, phase))
            self._phases[-1].write(self._frame())
            self._give()
        texts = self.context.texts
        rests = (texts.words("row.carried"), texts.words("row.leftover"), texts("shares.over"))
        self.labels(0, rests, self.carried)
        self.close()

    def to_date(self, home: HolderSheet) -> list[Term]:
        """The running totals of all awards, for a sheet."""
        columns = [self.seen_from(home, phase.awarded) for phase in self._phases]
        totals = zip(*(phase.values[1:] for phase in self._phases), strict=True)
        return [
            ("+".join(column.at(row) for column in columns), sum(values))
            for row, values in enumerate(totals, start=FIRST)
        ]

    def pool(self, home: HolderSheet) -> Term:
        """All of the grant that is awarded, for a sheet."""
        return self.seen_from(home, self._grant).at(ALL), self._pool

    def _frame(self) -> int:
        """Write the frame of the last phase; what it is in units before it is corrected."""
        columns, number = self._phases[-1], len(self._phases) - 1
        share = self.context.cells[f"plan.phases.{columns.phase.id}.share"]
        pool, text, before, value = self._grant.at(ALL), self.sheet.at(share), "0", share.value
        part = self._rounded(self._share)
        if number:
            last = self._phases[-2].weight.at(STEP)
            text, before = f"{last}+{text}", f"ROUND({pool}*{last},0)"
            value = self._share + as_stored(value)
        self.put(STEP, columns.weight, text, value, "exact")
        self._share = as_stored(value)
        self.put(STEP, columns.awarded, *self._carried)
        frame = max(0, self._rounded(self._share) - part + self._carried[1])
        part_text = f"ROUND({pool}*{columns.weight.at(STEP)},0)-{before}"
        self.put(ALL, columns.awarded, f"MAX(0,{part_text}+{columns.awarded.at(STEP)})", frame)
        engine = self.context.allocation.frames[number].frame
        self._figure("frame", ALL, (columns.awarded.at(ALL), frame), engine)
        return frame

    def _rounded(self, share: Fraction) -> int:
        """The grant times a share, as a workbook rounds it."""
        return round_half_away(as_stored(self._pool * share)).numerator

    def _figure(self, part: str, row: int, term: Term, engine: int) -> None:
        """Write a figure of the last phase in kroner, and enter it."""
        columns = self._phases[-1]
        figure = self.corrected(row, (columns.correction, columns.award), term, engine)
        self.context.cells.enter(f"frames.{columns.phase.id}.{part}", figure)

    def _give(self) -> None:
        """What everybody is awarded in the last phase, and what becomes of the rest."""
        columns, number = self._phases[-1], len(self._phases) - 1
        phase, awarded, cells = columns.phase, columns.awarded, self.context.cells
        frame, awards = self.context.allocation.frames[number], self.context.allocation.awards
        given = {award.environment: award.amount for award in awards if award.phase == phase.id}
        amounts = [given.get(holder, 0) for holder in self.holders[:-1]]
        for at, (holder, amount) in enumerate(zip(self.holders, amounts, strict=False)):
            row, value = FIRST + at, columns.values[at + 1] - columns.values[at]
            term = f"{awarded.at(row)}-{awarded.at(row - 1)}", value
            figure = self.corrected(row, (columns.correction, columns.award), term, amount)
            cells.enter(f"awards.{phase.id}.{holder}", figure)
        left = f"{awarded.at(ALL)}-{awarded.at(self.last)}", columns.frame - columns.values[-1]
        carries = phase.leftover == "carry" and phase != self.context.report.plan.phases[-1]
        returned, carried = (("0", 0), left) if carries else (left, ("0", 0))
        self._carried = f"{awarded.at(self.carried)}", carried[1]
        self.put(self.rest, awarded, *returned)
        self._figure("returned", self.rest, (awarded.at(self.rest), returned[1]), frame.returned)
        self.put(self.carried, awarded, *carried)
        self._figure("carried", self.carried, self._carried, frame.carried)
        span = columns.award.span(FIRST, self.last)
        whole = columns.award.at(ALL)
        leftover = self.unit * frame.leftover
        formula = tidy(f"{whole}-SUM({span})", self.unit)
        figure = self.put(self.left, columns.award, formula, leftover, "money")
        cells.enter(f"frames.{phase.id}.leftover", figure)
        wanted = tidy(f"{whole}-{columns.award.at(self.carried)}", self.unit)
        values = [self.unit * amount for amount in (*amounts, frame.returned)]
        self.add_up(columns.award, wanted, self.unit * (frame.frame - frame.carried), values)
        if columns.limited:
            formula = f"ROUND({span}-{columns.ceiling.span(FIRST, self.last)},2)"
            self.put(self.over, columns.award, f"SUMPRODUCT(--({formula}>0))", 0, "plain")
