"""The sheet that awards the grant: each phase's frame, then a running total of its awards."""

from fractions import Fraction
from typing import NamedTuple

from industri40.money import round_half_away
from industri40.plan.model import Phase
from industri40.render.excel.context import SheetContext
from industri40.render.excel.numbers import as_stored, in_units, tidy
from industri40.render.excel.shares.awarding import Awarding, award
from industri40.render.excel.shares.ceilings import (
    Limits,
    limited,
    open_limits,
    write_capped,
    write_ceilings,
)
from industri40.render.excel.shares.keys import weights_of
from industri40.render.excel.shares.layout import ALL, FIRST, STEP, Column, HolderSheet
from industri40.render.excel.shares.running import divisor, part_formula
from industri40.render.excel.sheets import Sheet
from industri40.report.shared import shared_source

__all__ = ["AwardSheet"]


class _Columns(NamedTuple):
    """The columns of a phase: keys, ceilings where there are any, running totals, and awards."""

    weight: Column
    limits: Limits | None
    below: Column
    awarded: Column
    correction: Column
    award: Column


class _Awarded(NamedTuple):
    """A phase with its columns, and what it awards."""

    phase: Phase
    columns: _Columns
    awarding: Awarding


class AwardSheet(HolderSheet):
    """Writes the sheet; ``phases`` are then the phases in their order."""

    def __init__(self, context: SheetContext, sheet: Sheet) -> None:
        super().__init__(context, sheet, "awards")
        self.phases: list[_Awarded] = []
        grant = context.report.plan.grant
        if grant is None:
            raise ValueError("a plan without a grant awards nothing")
        self._cell = shared_source(context.report, grant)
        self._pool = (self._cell.exact / self.unit).numerator
        self.carried, self.left, self.over = range(self.least + 1, self.least + 4)
        self._share = Fraction(0)
        self._carried: tuple[str, int] = ("0", 0)

    def write(self) -> None:
        """Write all phases."""
        self._grant = self.column(self.context.texts("shares.grant"))
        formula = in_units(self.context.cells.formula(self._cell, self.sheet), self.unit)
        self.put(ALL, self._grant, formula, self._pool)
        for number in range(len(self.context.report.plan.phases)):
            self.skip()
            self._phase(number)
        texts = self.context.texts
        rests = (texts.words("row.carried"), texts.words("row.leftover"), texts("shares.over"))
        self.labels(0, rests, self.carried)
        self.close()

    def to_date(self, home: HolderSheet) -> tuple[list[str], list[int], tuple[str, int]]:
        """The running totals of all awards, as formulas for a sheet and as numbers.

        The last are the formula and the number of all of the grant.
        """
        columns = [self.seen_from(home, phase.columns.awarded) for phase in self.phases]
        rows = range(FIRST, self.rest)
        formulas = ["+".join(column.at(row) for column in columns) for row in rows]
        awarded = (phase.awarding.awarded for phase in self.phases)
        values = [sum(each) for each in zip(*awarded, strict=True)]
        return formulas, values, (self.seen_from(home, self._grant).at(ALL), self._pool)

    def _phase(self, number: int) -> None:
        phase = self.context.report.plan.phases[number]
        columns, weights = self._open(phase), weights_of(self, phase.key)
        frame = self._frame(number, columns)
        for row, (text, value) in enumerate(weights, start=FIRST):
            self.put(row, columns.weight, text, value)
        values = [weight for _, weight in weights]
        formula = f"SUM({columns.weight.span(FIRST, self.last)})"
        self.put(ALL, columns.weight, formula, sum(values))
        ceilings = [frame] * self.size
        if columns.limits is not None:
            whole = f"${columns.awarded.fixed(ALL)}", frame
            ceilings = write_ceilings(self, phase, columns.limits.ceiling, whole)
        awarding = award(frame, values, ceilings, shares_on=phase.leftover == "redistribute")
        if columns.limits is not None:
            write_capped(self, columns.limits, (columns.weight, columns.awarded), awarding)
        self._run(columns, awarding)
        self.phases.append(_Awarded(phase, columns, awarding))
        self._give(number)

    def _open(self, phase: Phase) -> _Columns:
        """The columns of a phase, with their headings."""
        texts = self.context.texts
        weight = self.column(texts("shares.weight"), phase.label)
        limits = open_limits(self, phase) if limited(phase) else None
        keys = ("below", "awarded", "correction", "award")
        return _Columns(weight, limits, *(self.column(texts(f"shares.{key}")) for key in keys))

    def _frame(self, number: int, columns: _Columns) -> int:
        """Write a phase's frame; what it is in units before it is corrected."""
        phase = self.context.report.plan.phases[number]
        share = self.context.cells[f"plan.phases.{phase.id}.share"]
        pool, to_date, before = self._grant.at(ALL), self.sheet.at(share), "0"
        value, part = share.value, 0
        if number:
            last = self.phases[-1].columns.weight.at(STEP)
            to_date, before = f"{last}+{to_date}", f"ROUND({pool}*{last},0)"
            value = as_stored(self._share) + as_stored(value)
            part = self._rounded(self._share)
        self.put(STEP, columns.weight, to_date, value, "as:0.0000")
        part = self._rounded(value) - part
        self._share = as_stored(value)
        text, carried = self._carried
        self.put(STEP, columns.awarded, text, carried)
        formula = f"ROUND({pool}*{columns.weight.at(STEP)},0)-{before}"
        frame = max(0, part + carried)
        self.put(ALL, columns.awarded, f"MAX(0,{formula}+{columns.awarded.at(STEP)})", frame)
        engine = self.context.allocation.frames[number].frame
        at = (columns.correction, columns.award)
        figure = self.corrected(ALL, at, columns.awarded.at(ALL), frame, engine)
        self.context.cells.enter(f"frames.{phase.id}.frame", figure)
        return frame

    def _rounded(self, share: Fraction) -> int:
        """The grant times a share, as a workbook rounds it."""
        return round_half_away(as_stored(self._pool * as_stored(share))).numerator

    def _run(self, columns: _Columns, awarding: Awarding) -> None:
        """The running totals of weights below their ceilings, and of the awards."""
        rows, limits = range(FIRST, self.rest), columns.limits
        formulas = []
        for row in rows:
            free = f"*(1-{limits.capped.at(row)})" if limits else ""
            formulas.append(f"{columns.below.at(row - 1)}+{columns.weight.at(row)}{free}")
        self.running(columns.below, formulas, awarding.below[1:])
        whole = columns.below.at(self.last)
        if limits is not None and limits.ratio is None:
            whole = columns.weight.at(ALL)
        self.put(ALL, columns.below, divisor(whole), awarding.whole)
        formulas = [self._award(columns, row) for row in rows]
        self.running(columns.awarded, formulas, awarding.awarded[1:])

    def _award(self, columns: _Columns, row: int) -> str:
        """The running total of the awards in a row."""
        below, whole, limits = columns.below.at(row), columns.below.fixed(ALL), columns.limits
        if limits is None:
            return part_formula(columns.awarded.fixed(ALL), below, whole)
        near = part_formula(limits.held.fixed(ALL), below, whole)
        above = columns.awarded.at(row - 1)
        most = f"{above}+{limits.units(row, self.unit)}"
        return f"MAX({above},MIN({most},{limits.held.at(row)}+{near}))"

    def _give(self, number: int) -> None:
        """What everybody is awarded, in kroner, and what becomes of the rest of the frame."""
        phase, columns, awarding = self.phases[number]
        engine, last = self.context.allocation.frames[number], self.last
        index, at = self.context.cells, (columns.correction, columns.award)
        given = self._given(phase)
        for row, holder in enumerate(self.holders[:-1], start=FIRST):
            text = f"{columns.awarded.at(row)}-{columns.awarded.at(row - 1)}"
            value = awarding.awarded[row - FIRST + 1] - awarding.awarded[row - FIRST]
            figure = self.corrected(row, at, text, value, given.get(holder, 0))
            index.enter(f"awards.{phase.id}.{holder}", figure)
        rest = f"{columns.awarded.at(ALL)}-{columns.awarded.at(last)}"
        left = awarding.frame - awarding.awarded[-1]
        carries = phase.leftover == "carry" and number + 1 < len(self.context.report.plan.phases)
        returned, carried = (("0", 0), (rest, left)) if carries else ((rest, left), ("0", 0))
        for part, row, (formula, value) in (
            ("returned", self.rest, returned), ("carried", self.carried, carried),
        ):  # fmt: skip
            self.put(row, columns.awarded, formula, value)
            text = columns.awarded.at(row)
            figure = self.corrected(row, at, text, value, getattr(engine, part))
            index.enter(f"frames.{phase.id}.{part}", figure)
        self._carried = columns.awarded.at(self.carried), carried[1]
        self._check(number)

    def _given(self, phase: Phase) -> dict[str, int]:
        """What the program awards in a phase, by environment, in units."""
        awards = self.context.allocation.awards
        return {award.environment: award.amount for award in awards if award.phase == phase.id}

    def _check(self, number: int) -> None:
        """What is left of the frame, and whether it is all there and nobody is above a ceiling."""
        phase, columns, _ = self.phases[number]
        engine, unit = self.context.allocation.frames[number], self.unit
        frame, award = columns.award.at(ALL), columns.award
        span = award.span(FIRST, self.last)
        formula = tidy(f"{frame}-SUM({span})", unit)
        figure = self.put(self.left, award, formula, unit * engine.leftover, "money")
        self.context.cells.enter(f"frames.{phase.id}.leftover", figure)
        given = self._given(phase)
        amounts = [given.get(holder, 0) for holder in self.holders[:-1]]
        values = [unit * amount for amount in (*amounts, engine.returned)]
        wanted = tidy(f"{frame}-{award.at(self.carried)}", unit)
        self.add_up(award, wanted, unit * (engine.frame - engine.carried), values)
        if columns.limits is not None:
            limits = columns.limits.ceiling.span(FIRST, self.last)
            formula = f"SUMPRODUCT(--(ROUND({span}-{limits},2)>0))"
            self.put(self.over, award, formula, 0, "plain")
