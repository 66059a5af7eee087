"""The workings of frames and awards, phase by phase: exact first, then in whole units."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.render.excel.numbers import in_kroner, tidy
from industri40.render.excel.sheets import Figure, Sheet
from industri40.render.excel.workings.award_exact import (
    AWARD,
    BY_KEY,
    CAPPED,
    CEILING,
    CEILING_MONEY,
    KEY,
    RATIO,
    SOUGHT,
    ExactAwards,
    write_awards,
)
from industri40.render.excel.workings.awarding import PhaseAwards, Whole
from industri40.render.excel.workings.bench import Bench
from industri40.render.excel.workings.chain_layout import ChainBlock
from industri40.render.excel.workings.columns import Bounds, Columns, Place, write_columns

__all__ = ["AwardSheet"]

_EXACT, _ROUNDED, _WHOLE, _STEP, _MONEY = range(2, 7)
_BASE, _LEFT, _FRAME, _CARRIED, _REST, _HEADS, _FIRST = 2, 3, 4, 5, 6, 8, 9
"""Rows of a phase, from its heading on."""

_AWARDED = AWARD + 2


class Frame(NamedTuple):
    """A phase's frame before rounding, with the row of its heading."""

    top: int
    base: Figure
    left: Figure
    frame: Figure
    awards: ExactAwards


class WholeFrame(NamedTuple):
    """A phase's frame in whole units: its parts rounded, before any chain, and its end.

    ``whole`` and ``carried`` are what it comes to, and what of it is carried on.
    """

    base: Figure
    whole: Figure
    rounded_carried: Figure | None
    carried: Figure | None


class AwardSheet:
    """Writes the sheet: ``exact`` is what every holder is awarded in all phases, exactly.

    After :meth:`settle` ``columns`` are what makes whole units of the awards up to each phase;
    ``steps`` are the engine's figures among the formulas, ``checks`` what is lost of each frame:
    nothing.
    """

    def __init__(
        self, bench: Bench, sheet: Sheet, phases: Sequence[PhaseAwards], chains: ChainBlock
    ) -> None:
        self._bench, self._sheet, self.phases = bench, sheet, phases
        self._chains = chains
        self._pool: Figure | None = None
        self.frames: list[Frame] = []
        self.whole_frames: list[WholeFrame] = []
        self.exact: list[Figure] = []
        self.steps: list[Figure] = []
        self.checks: list[Figure] = []
        self.columns: list[Columns] = []

    def write(self, row: int, pool: Figure) -> None:
        """Write everything before rounding, from a row on; ``pool`` is the grant in units."""
        self._pool = pool
        for number in range(len(self.phases)):
            self.frames.append(self._open(number, row))
            row += _FIRST + len(self._bench.holders) + 3
        self._total(row)

    def settle(self) -> None:
        """Round frames, and awards within what the phases before have given."""
        self._settle_frames()
        for number in range(len(self.phases)):
            self.columns.append(self._round(number))
            self.steps += self.columns[-1].steps
            self._give(number, self.columns[-1].value)

    def settle_with(self, whole: Sequence[Figure]) -> None:
        """Take the awards of the only phase from where they are settled with the shares."""
        self._settle_frames()
        self._give(0, whole)

    def _put(
        self, row: int, column: int, formula: str, value: Fraction, look: str = "exact"
    ) -> Figure:
        style = self._bench.styles("figure", look)
        return self._sheet.formula(row, column, formula, value, style)

    def _open(self, number: int, top: int) -> Frame:
        """A phase's frame and its awards, before rounding."""
        bench, sheet, exact = self._bench, self._sheet, self.phases[number].exact
        sheet.text(top, 0, exact.phase.label, bench.styles("section"))
        heads = {0: "", 1: "", _EXACT: bench.say("workings.exact")}
        heads |= {_ROUNDED: bench.say("workings.value"), _WHOLE: bench.say("workings.end")}
        heads |= {_STEP: "", _MONEY: bench.plan.currency}
        bench.heads(sheet, top + 1, heads)
        for row, key in ((_BASE, "base"), (_LEFT, "left"), (_FRAME, "frame")):
            sheet.text(top + row, 1, bench.say(f"workings.{key}"), bench.styles("line"))
        left_over = bench.say.words("row.leftover")
        sheet.text(top + _REST, 1, left_over, bench.styles("line"))
        share = sheet.at(bench.ledger[f"plan.phases.{exact.phase.id}.share"])
        base = self._put(top + _BASE, _EXACT, f"{self.pool_for(sheet)}*{share}", exact.base)
        before = sheet.at(self.frames[-1].left) if number else self.pool_for(sheet)
        left, formula = self.phases[number].left, f"{before}-{sheet.at(base)}"
        left_at = self._put(top + _LEFT, _EXACT, formula, left)
        formula = sheet.at(base)
        if exact.carried_in or self._carries(number - 1):
            formula += f"+{sheet.at(self.frames[-1].awards.left)}"
        frame = self._put(top + _FRAME, _EXACT, formula, exact.frame)
        self._heads(number, top + _HEADS)
        awards = write_awards(bench, sheet, top + _FIRST, exact, frame)
        sheet.text(top + _CARRIED, 1, bench.say("workings.carried"), bench.styles("line"))
        if self._carries(number):
            formula = sheet.at(awards.left)
            self._put(top + _CARRIED, _EXACT, formula, exact.carried)
        return Frame(top, base, left_at, frame, awards)

    def _carries(self, number: int) -> bool:
        return number >= 0 and self.phases[number].exact.phase.leftover == "carry"

    def _heads(self, number: int, row: int) -> None:
        bench, say, exact = self._bench, self._bench.say, self.phases[number].exact
        limited = any(ceiling is not None for ceiling in exact.ceilings)
        heads = {0: say("workings.number"), 1: say("workings.holder"), KEY: say("workings.key")}
        if exact.phase.applications:
            heads[SOUGHT] = say.words("column.sought")
        if limited:
            heads[CEILING] = say.words("column.ceiling")
            if bench.plan.unit != 1:
                heads[CEILING_MONEY] = bench.plan.currency
        heads[BY_KEY] = say("workings.by_key")
        if limited and exact.phase.leftover == "redistribute":
            heads |= {RATIO: say("workings.ratio"), CAPPED: say("workings.capped")}
        bench.heads(self._sheet, row, heads | {AWARD: say("workings.award")})
        bench.names(self._sheet, row + 1)

    def _total(self, row: int) -> None:
        """What every holder is awarded in all phases, exactly."""
        bench, sheet = self._bench, self._sheet
        sheet.text(row, 0, bench.say("workings.award_of"), bench.styles("section"))
        heads = {0: bench.say("workings.number"), 1: bench.say("workings.holder")}
        bench.heads(sheet, row + 1, heads | {_EXACT: bench.say("workings.exact")})
        bench.names(sheet, row + 2)
        for position in range(len(bench.holders)):
            parts = [frame.awards.awards[position] for frame in self.frames]
            value = sum((part.value for part in parts), Fraction(0))
            formula = "+".join(map(sheet.at, parts))
            self.exact.append(self._put(row + 2 + position, _EXACT, formula, value))

    def _settle_frames(self) -> None:
        for number in range(len(self.frames)):
            self.whole_frames.append(self._settle_frame(number))

    def _settle_frame(self, number: int) -> WholeFrame:
        """A frame in whole units; running totals of the bases are rounded too."""
        sheet, bench, phase = self._sheet, self._bench, self.phases[number]
        frame, before = self.frames[number], self.whole_frames
        exact = bench.snap(sheet.at(frame.base))
        left = bench.snap(sheet.at(frame.left))
        taken = "".join(f"-{sheet.at(each.base)}" for each in before)
        wanted = f"{self.pool_for(sheet)}-ROUND({left},0){taken}"
        formula = f"MIN(MAX({wanted},INT({exact})),-INT(-{exact}))"
        row = frame.top + _BASE
        base = self._put(row, _ROUNDED, formula, Fraction(phase.base.rounded), "whole")
        whole = self._whole(row, base, f"base.{number}", phase.base)
        formula, value = sheet.at(whole), whole.value
        carried_in = before[-1].carried if before else None
        if carried_in is not None:
            formula, value = f"{formula}+{sheet.at(carried_in)}", value + carried_in.value
        total = self._put(frame.top + _FRAME, _WHOLE, formula, value, "whole")
        if not self._carries(number):
            return WholeFrame(base, total, None, None)
        formula, row = f"ROUND({bench.snap(sheet.at(frame.awards.left))},0)", frame.top + _CARRIED
        value = Fraction(phase.carried.rounded)
        rounded = self._put(row, _ROUNDED, formula, value, "whole")
        carried = self._whole(row, rounded, f"carried.{number}", phase.carried)
        return WholeFrame(base, total, rounded, carried)

    def _whole(self, row: int, rounded: Figure, name: str, whole: Whole) -> Figure:
        """A figure with what chains move; where the engine has another, its step stands beside."""
        formula = self._sheet.at(rounded)
        if name in self._chains.network.bundles:
            formula += self._chains.moved(self._sheet, name)(0)
        if whole.step:
            style = self._bench.styles("figure", "plain", "engine")
            figure = self._sheet.number(row, _STEP, Fraction(whole.step), style)
            self.steps.append(figure)
            formula += f"+{self._sheet.at(figure)}*{self._bench.as_planned(self._sheet)}"
        return self._put(row, _WHOLE, formula, Fraction(whole.value), "whole")

    def _round(self, number: int) -> Columns:
        """The awards up to a phase, rounded by largest remainder."""
        sheet, frames, rounded = self._sheet, self.frames, self.whole_frames[: number + 1]
        place = Place(sheet, frames[number].top + _FIRST, _AWARDED, steps=self._stepped(number))
        heads = place.heads(self._bench)
        self._bench.heads(sheet, place.row - 1, heads)
        total = "+".join(sheet.at(frame.base) for frame in rounded)
        carried = rounded[-1].rounded_carried
        if carried is not None:
            total = f"{total}-{sheet.at(carried)}"

        def exact(position: int) -> str:
            return "+".join(
                sheet.at(frame.awards.awards[position]) for frame in frames[: number + 1]
            )

        def bound(position: int, name: str, sign: str) -> list[str]:
            given = self._bench.snap(sheet.at(frames[number].awards.awards[position]))
            if not number:
                return [f"{sign}INT({sign}{name})"]
            then = self.rounded_to_date(number - 1, position)
            own = f"{sign}INT({sign}{given})"
            return [f"{then}{own}" if sign else f"{then}+{own}", f"{sign}INT({sign}{name})"]

        moved = self._chains.moved(sheet, f"awarded.{number}")
        bounds = Bounds(
            exact,
            lambda position, name: _of("MAX", bound(position, name, "")),
            lambda position, name: _of("MIN", bound(position, name, "-")),
            total,
            lambda position: moved(position).removeprefix("+"),
        )
        return write_columns(self._bench, place, self.phases[number].to_date, bounds)

    def pool_for(self, home: Sheet) -> str:
        """What there is of the grant for all phases, in a formula."""
        if self._pool is None:
            raise ValueError("the grant is awarded before its pool is asked for")
        return home.fixed(self._pool)

    def rounded_to_date(self, number: int, position: int, home: Sheet | None = None) -> str:
        """What a holder is awarded up to a phase before any chain, in a formula."""
        columns, home = self.columns[number], home or self._sheet
        return f"{home.at(columns.low[position])}+{home.at(columns.up[position])}"

    def _stepped(self, number: int) -> bool:
        return any(self.phases[number].to_date.step)

    def _give(self, number: int, to_date: Sequence[Figure]) -> None:
        """What every holder is awarded in a phase, in kroner, and what becomes of the frame."""
        bench, sheet, frame = self._bench, self._sheet, self.frames[number]
        unit, phase = bench.plan.unit, self.phases[number].exact.phase
        column = _AWARDED + 9
        bench.heads(sheet, frame.top + _HEADS, {column: bench.say("workings.given")})
        given = []
        for position, holder in enumerate(bench.holders):
            text, value = sheet.at(to_date[position]), to_date[position].value
            if number:
                before = self.columns[number - 1].value[position]
                text, value = f"({text}-{sheet.at(before)})", value - before.value
            formula, row = in_kroner(text, unit), frame.top + _FIRST + position
            given.append(self._put(row, column, formula, value * unit, "money"))
            bench.ledger.enter(f"awards.{phase.id}.{holder}", given[-1])
        self._frame_figures(number, given)

    def _frame_figures(self, number: int, given: Sequence[Figure]) -> None:
        """The frame in kroner, and what becomes of what is not awarded."""
        bench, sheet, frame = self._bench, self._sheet, self.frames[number]
        unit, name = bench.plan.unit, f"frames.{self.phases[number].exact.phase.id}"
        *awards, returned = given
        units = self.whole_frames[number]
        value = units.whole.value * unit
        formula = in_kroner(sheet.at(units.whole), unit)
        whole = self._put(frame.top + _FRAME, _MONEY, formula, value, "money")
        value -= sum((figure.value for figure in awards), Fraction(0))
        formula = tidy(f"{sheet.at(whole)}-{sheet.total(awards)}", unit)
        left = self._put(frame.top + _REST, _MONEY, formula, value, "money")
        text, value = "0", Fraction(0)
        if units.carried is not None:
            text, value = in_kroner(sheet.at(units.carried), unit), units.carried.value * unit
        carried = self._put(frame.top + _CARRIED, _MONEY, text, value, "money")
        for part, figure in (
            ("frame", whole), ("leftover", left), ("carried", carried), ("returned", returned),
        ):  # fmt: skip
            bench.ledger.enter(f"{name}.{part}", figure)
        off = left.value - carried.value - returned.value
        parts = "-".join(map(sheet.at, (left, carried, returned)))
        formula = tidy(parts, unit)
        self.checks.append(self._put(frame.top + _REST, _MONEY + 1, formula, off, "money"))


def _of(function: str, texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else f"{function}({','.join(texts)})"
