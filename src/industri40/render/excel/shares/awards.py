"""The sheet that awards the grant: each phase's frame, its awards, and what becomes of the rest.

Everybody is awarded the same for each weight, the level, but no less than the floor and no more
than the ceiling. The ratio of a bound to the weight is the level at which somebody comes to it. So
where floors hold some up, or what ceilings keep back is shared on, it is enough to know how many of
these levels are below the one at which awards total the frame, which is found by halving: a few
lines, however many environments there are.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.engine.allocation import Frame
from industri40.plan.model import Phase
from industri40.render.excel.context import SheetContext
from industri40.render.excel.shares.layout import ALL, FIRST, STEP, Column, HolderSheet
from industri40.render.excel.sheets import Sheet
from industri40.render.excel.terms import NOTHING, Term, least, most, number, stored, total
from industri40.report.shared import shared_line

# what a figure of an award is in the plan
_LIMITS = {"ceiling": "cap", "sought": "applications", "floor": "floor"}
_CLOSE = 4  # decimals of an amount that are more than the noise of floats
_OPPOSITE = {"<=": ">", ">": "<="}
_FAR = Term("1E+99", stored(10**99))  # the ratio where there is no weight


class Bound(NamedTuple):
    """The columns of one bound: what it is in kroner, and its ratio to the weight.

    ``reached`` compares the ratios of those who are at the bound with a level.
    """

    amount: Column
    ratio: Column
    reached: str

    def holds(self, row: int, level: Term) -> bool:
        """Whether a row is at the bound at a level."""
        return (self.ratio.values[row] <= level.value) == (self.reached == "<=")


def _write_level(
    sheet: HolderSheet, columns: tuple[Column, Column], bounds: Sequence[Bound], frame: Term
) -> Term:
    """Write the search below the columns; the level, in kroner for each weight.

    The first of ``columns`` has the weights, the second is free below. ``frame`` is in kroner; of
    two bounds the ratios stand beside each other.
    """
    texts, row = sheet.texts, sheet.below + 1
    (weights, found), (taken, ratios, _) = columns, bounds[0]
    heads = {"tried": weights, "ratio_of": ratios, "taken": taken, "reached": found}
    for key, column in heads.items():
        sheet.head(row, column, texts(f"search.{key}"))
    every = _Ratios(sheet, bounds)
    steps = [1 << bit for bit in reversed(range((len(bounds) * sheet.size).bit_length()))]
    sheet.labels(0, (texts("search.step", number=at) for at in range(1, len(steps) + 1)), row + 1)
    sheet.labels(0, [texts("search.last")], row + 1 + len(steps))
    known = NOTHING
    for step in steps:
        row += 1
        sheet.put(row, weights, least(every.count, known + number(step)))
        sheet.put(row, ratios, every.smallest(weights.at(row)), "exact")
        kept, free = _at(sheet, weights, bounds, ratios.at(row))
        sheet.put(row, taken, (kept + free * ratios.at(row)).rounded(_CLOSE), "money")
        sheet.put(row, found, taken.at(row).if_less(frame, weights.at(row), known))
        known = found.at(row)
    passed = known.if_nothing(number(-1), every.smallest(known))
    sheet.put(row + 1, ratios, passed, "exact")
    kept, free = _at(sheet, weights, bounds, ratios.fixed(row + 1))
    sheet.put(row + 1, weights, free, "exact")
    free = weights.at(row + 1)
    return free.if_nothing(most(NOTHING, ratios.at(row + 1)), (frame - kept) / free)


class _Ratios:
    """All ratios of the bounds; ``count`` is how many of them there are."""

    def __init__(self, sheet: HolderSheet, bounds: Sequence[Bound]) -> None:
        first, last = bounds[0].ratio, bounds[-1].ratio
        self._span = f"{first.fixed(FIRST).text}:{last.fixed(sheet.last).text}"
        self._every = sorted(each.ratio.values[row] for each in bounds for row in sheet.rows)
        count = sum(ratio < _FAR.value for ratio in self._every)
        self.count = Term(f'COUNTIF({self._span},"<{_FAR.text}")', count)

    def smallest(self, count: Term) -> Term:
        """So many smallest ratios end with this one."""
        value = self._every[int(count.value) - 1] if count.value else 0
        return Term(f"SMALL({self._span},{count.text})", value)


def _at(
    sheet: HolderSheet, weights: Column, bounds: Sequence[Bound], level: Term
) -> tuple[Term, Term]:
    """What those at a bound have together at a level, and the weight of all others."""
    kept, free, parts, others = Fraction(0), Fraction(0), list[str](), ""
    for bound in bounds:
        amounts, ratios = (one.span(FIRST, sheet.last) for one in (bound.amount, bound.ratio))
        parts.append(f"({ratios}{bound.reached}{level.text})*{amounts}")
        others += f"({ratios}{_OPPOSITE[bound.reached]}{level.text})*"
    for row in sheet.rows:
        at = next((bound for bound in bounds if bound.holds(row, level)), None)
        kept += at.amount.values[row] if at else 0
        free += 0 if at else weights.values[row]
    freely = f"SUMPRODUCT({others}{weights.span(FIRST, sheet.last)})"
    return Term(f"SUMPRODUCT({'+'.join(parts)})", stored(kept)), Term(freely, stored(free))


class PhaseColumns:
    """The columns of a phase.

    ``ceiling`` and ``floor`` are there where the plan has such and no award is decided. ``exact``
    has the running awards before rounding and above them the level, ``awarded`` the running awards
    in units, ``award`` what is awarded in kroner, in a ``pair`` with what corrects it. ``back`` has
    the running total of what is ``returned``; ``before`` are the columns of the phase before.
    """

    def __init__(self, sheet: "AwardSheet", phase: Phase, before: "PhaseColumns | None") -> None:
        self._sheet, self.phase, self._before = sheet, phase, before
        texts = sheet.texts
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
        sheet = self._sheet
        made = {one: sheet.column(sheet.texts(f"{name}.{one}")) for one in columns}
        return Bound(made["amount"], made.get("ratio", made["amount"]), reached)

    def write(self, engine: Frame) -> None:
        """Write all columns; ``engine`` is what the program has of the frame."""
        sheet, phase = self._sheet, self.phase
        self._write_frame(engine)
        for row, weight in zip(sheet.rows, sheet.weights(phase.key), strict=True):
            sheet.put(row, self.weight, weight)
        sheet.put(ALL, self.weight, self.weight.total(FIRST, sheet.last).divisor())
        for row, holder in zip(sheet.rows, sheet.holders, strict=False):
            self._write_bounds(row, self._limits(holder))
        frame = self.awarded.fixed(ALL).scaled(sheet.unit)
        level = frame / self.weight.at(ALL)
        if self._searched:
            level = _write_level(sheet, (self.weight, self.exact), self._searched, frame)
        sheet.put(ALL, self.exact, level, "exact")
        sheet.running(self.exact, sheet.rows, self._to_date)
        sheet.running(self.awarded, sheet.rows, self._awarded)
        if self.returned and self.back:
            self._write_back(self.returned, self.back)
        self._give(engine)

    def _write_frame(self, engine: Frame) -> None:
        """Write the frame: what the phase's share, with those before, adds to theirs."""
        sheet, before, pool = self._sheet, self._before, self._sheet.grant.at(ALL)
        share, carried = sheet.figure(f"plan.phases.{self.phase.id}.share"), NOTHING
        if before:
            carried = before.awarded.at(sheet.carried)
            share = before.weight.at(STEP) + share
        sheet.put(STEP, self.weight, share, "exact")
        sheet.put(STEP, self.awarded, carried)
        own = (pool * self.weight.at(STEP)).rounded()
        if before:
            own -= (pool * before.weight.at(STEP)).rounded()
        sheet.put(ALL, self.awarded, most(NOTHING, own + self.awarded.at(STEP)))
        self._figure("frame", ALL, self.awarded.at(ALL), engine.frame)

    def _figure(self, part: str, row: int, term: Term, engine: int) -> None:
        """Write a figure of the frame in kroner, and enter it."""
        name = f"frames.{self.phase.id}.{part}"
        self._sheet.cells[name] = self._sheet.corrected(row, self.pair, term, engine)

    def _give(self, engine: Frame) -> None:
        """What everybody is awarded, and what becomes of the rest."""
        sheet, phase, awarded, award = self._sheet, self.phase, self.awarded, self.award
        own = (each for each in sheet.report.allocation.awards if each.phase == phase.id)
        given = {each.environment: each.amount for each in own}
        for row, holder in zip(sheet.rows, sheet.holders, strict=False):
            term = awarded.at(row) - awarded.at(row - 1)
            figure = sheet.corrected(row, self.pair, term, given.get(holder, 0))
            sheet.cells[f"awards.{phase.id}.{holder}"] = figure
        back = self.back.at(sheet.last) if self.back else NOTHING
        left = awarded.at(ALL) - awarded.at(sheet.last) + back
        carries = phase.leftover == "carry" and phase != sheet.plan.phases[-1]
        sheet.put(sheet.rest, awarded, NOTHING if carries else left)
        self._figure("returned", sheet.rest, awarded.at(sheet.rest), engine.returned)
        sheet.put(sheet.carried, awarded, left if carries else NOTHING)
        self._figure("carried", sheet.carried, awarded.at(sheet.carried), engine.carried)
        figure = sheet.put(sheet.back, award, back.scaled(sheet.unit), "money")
        sheet.cells[f"frames.{phase.id}.given_back"] = figure
        there = award.at(ALL) + award.at(sheet.back)
        leftover = (there - award.total(FIRST, sheet.last)).tidy(sheet.unit)
        sheet.cells[f"frames.{phase.id}.leftover"] = sheet.put(sheet.left, award, leftover, "money")
        sheet.add_up(award, (there - award.at(sheet.carried)).tidy(sheet.unit))
        sheet.check(award, self._beyond())

    def _beyond(self) -> Term:
        """How many awards are beyond a bound, or less than what is given back of them."""
        sheet = self._sheet
        terms = [sheet.falls(self.awarded, self.back)] if self.back else []
        pairs = [(self.award, self.ceiling.amount)] if self.ceiling else []
        pairs += [(self.floor.amount, self.award)] if self.floor else []
        for pair in pairs:
            more, than = (column.span(FIRST, sheet.last) for column in pair)
            terms.append(Term(f"SUMPRODUCT(--(ROUND({more}-{than},2)>0))", 0))
        return total(terms)

    def _write_back(self, returned: Column, back: Column) -> None:
        """Write what is given back, in kroner and as running totals in units."""
        sheet, unit = self._sheet, self._sheet.unit
        for row, holder in zip(sheet.rows, sheet.holders, strict=False):
            figure = sheet.put(row, returned, self._own("returned", row).scaled(unit), "money")
            sheet.cells[f"awards.{self.phase.id}.{holder}.returned"] = figure
        sheet.running(
            back, sheet.rows, lambda row: back.at(row - 1) + returned.at(row).in_units(unit)
        )

    def _limits(self, holder: str) -> dict[str, Term]:
        """What the plan has of an environment's award, in kroner, by what tables call it."""
        sheet, phase, found = self._sheet, self.phase, {}
        for kind, key in _LIMITS.items():
            path, cells = f"plan.phases.{phase.id}.{key}", sheet.cells
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
            ratio = weight.if_nothing(_FAR, bound.amount.at(row) / weight)
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
        self.grant = self.column(self.texts("shares.grant"))
        self.put(ALL, self.grant, self.units(shared_line(self.report, str(self.plan.grant))))

    def write(self) -> None:
        """Write all phases."""
        before, frames = None, self.report.allocation.frames
        for frame, phase in zip(frames, self.plan.phases, strict=True):
            self.skip()
            before = PhaseColumns(self, phase, before)
            before.write(frame)
            self._phases.append(before)
        rests = ("row.carried", "shares.given_back", "row.leftover")
        self.labels(0, map(self.texts, rests), self.carried)
        self.close()

    def to_date(self, row: int) -> Term:
        """The running total of all awards in a row, less what is given back."""
        awarded = total(phase.awarded.at(row) for phase in self._phases)
        back = [phase.back.at(row) for phase in self._phases if phase.back]
        return awarded - total(back) if back else awarded
