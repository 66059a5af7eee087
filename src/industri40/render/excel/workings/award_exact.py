"""The workings of one phase before rounding: its frame, the key, ceilings, exact awards."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.engine.awards import ExactPhase
from industri40.render.excel.inputs import key_names
from industri40.render.excel.numbers import in_kroner, in_units
from industri40.render.excel.sheets import Figure, Sheet
from industri40.render.excel.workings.bench import Bench

__all__ = ["ExactAwards", "ExactFrame", "write_awards"]

KEY, SOUGHT, CEILING, CEILING_MONEY, BY_KEY, RATIO, CAPPED, AWARD = range(2, 10)
"""The columns of a phase, after the number and the name of a holder."""

_FAR = 10**99
"""The ceiling per weight of a holder that has no ceiling."""


class ExactFrame(NamedTuple):
    """A phase's part of the grant and what is carried in, exactly, and their sum."""

    base: Figure
    frame: Figure


class ExactAwards(NamedTuple):
    """What every holder is awarded in a phase, exactly; the last is what is returned.

    ``left`` is what ceilings keep back.
    """

    awards: list[Figure]
    left: Figure


def write_awards(
    bench: Bench, sheet: Sheet, row: int, exact: ExactPhase, frame: Figure
) -> ExactAwards:
    """Write the columns of a phase, for every holder from a row on."""
    writer = _Writer(bench, sheet, row, exact, frame)
    return writer.write()


class _Writer:
    def __init__(
        self, bench: Bench, sheet: Sheet, row: int, exact: ExactPhase, frame: Figure
    ) -> None:
        self._bench, self._sheet, self._row = bench, sheet, row
        self._exact, self._frame = exact, sheet.fixed(frame)
        self._environments = bench.holders[:-1]
        self._limited = any(ceiling is not None for ceiling in exact.ceilings)
        self._shares_on = self._limited and exact.phase.leftover == "redistribute"
        self._keys: list[Figure] = []
        self._ceilings: dict[int, Figure] = {}
        self._ratios: list[Figure] = []
        self._capped: list[Figure] = []

    def write(self) -> ExactAwards:
        """Write all columns."""
        for position, holder in enumerate(self._environments):
            self._key(position, holder)
            self._ceiling(position, holder)
        total = self._sum(KEY, self._keys, "as:General")
        quotas = [self._quota(position, total) for position in range(len(self._environments))]
        if self._shares_on:
            self._at_ceiling()
        awards = [self._award(position, figure) for position, figure in enumerate(quotas)]
        left = self._left(awards)
        # what is carried to the next phase is not returned
        carries = self._exact.phase.leftover == "carry"
        returned = "0" if carries else self._sheet.at(left)
        figure = self._put(len(awards), AWARD, returned, self._exact.returned, "exact")
        return ExactAwards([*awards, figure], left)

    @property
    def _weights(self) -> list[Fraction]:
        """What every environment counts for, as the plan writes it."""
        return [figure.value for figure in self._keys]

    def _put(self, position: int, column: int, formula: str, value: Fraction, look: str) -> Figure:
        style = self._bench.styles("figure", look)
        return self._sheet.formula(self._row + position, column, formula, value, style)

    def _sum(self, column: int, figures: Sequence[Figure], look: str) -> Figure:
        row = self._row + len(self._bench.holders)
        value = sum((figure.value for figure in figures), Fraction(0))
        style = self._bench.styles("figure", look, "sum")
        return self._sheet.formula(row, column, self._sheet.total(figures), value, style)

    def _key(self, position: int, holder: str) -> None:
        key = self._exact.phase.key
        names = key_names(self._bench.plan, key)
        row, style = self._row + position, self._bench.styles("figure", "as:General")
        if holder in names:
            figure = self._bench.ledger[names[holder]]
            formula = self._sheet.at(figure)
            self._keys.append(self._put(position, KEY, formula, figure.value, "as:General"))
        else:
            value = Fraction(0 if names or holder not in key.weights else 1)
            self._keys.append(self._sheet.number(row, KEY, value, style))

    def _ceiling(self, position: int, holder: str) -> None:
        """The least of the cap and what was sought, in units."""
        bench, phase = self._bench, self._exact.phase
        name, parts = f"plan.phases.{phase.id}", []
        if holder in phase.applications:
            figure = bench.ledger[f"{name}.applications.{holder}"]
            formula = in_units(self._sheet.at(figure), bench.plan.unit)
            value = Fraction(phase.applications[holder])
            parts.append(self._sheet.at(self._put(position, SOUGHT, formula, value, "whole")))
            bench.ledger.enter(f"awards.{phase.id}.{holder}.sought", figure)
        ceiling = self._exact.ceilings[position]
        if phase.cap is not None:
            cap = self._sheet.fixed(bench.ledger[f"{name}.cap"])
            parts.append(in_units(cap, bench.plan.unit))
        if ceiling is not None:
            formula = parts[0] if len(parts) == 1 else f"MIN({','.join(parts)})"
            figure = self._put(position, CEILING, formula, Fraction(ceiling), "whole")
            self._ceilings[position] = figure
            if bench.plan.unit != 1:
                formula = in_kroner(self._sheet.at(figure), bench.plan.unit)
                value = bench.plan.unit * ceiling
                figure = self._put(position, CEILING_MONEY, formula, value, "money")
            bench.ledger.enter(f"awards.{phase.id}.{holder}.ceiling", figure)

    def _quota(self, position: int, total: Figure) -> Figure:
        key = self._sheet.at(self._keys[position])
        formula = f"{self._frame}*{key}/{self._sheet.fixed(total)}"
        value = self._exact.frame * self._weights[position] / sum(self._weights)
        return self._put(position, BY_KEY, formula, value, "exact")

    def _at_ceiling(self) -> None:
        """Who reaches the ceiling when the frame is shared until nobody has room."""
        sheet = self._sheet
        for position, weight in enumerate(self._weights):
            ceiling, key = self._ceilings.get(position), sheet.at(self._keys[position])
            value = ceiling.value / weight if ceiling and weight else Fraction(_FAR)
            text = f"IF({key}=0,1E+99,{sheet.at(ceiling)}/{key})" if ceiling else "1E+99"
            look = "exact" if value < _FAR else "as:General"
            self._ratios.append(self._put(position, RATIO, text, value, look))
        ratios = sheet.span(self._ratios, fixed=True)
        keys = sheet.span(self._keys, fixed=True)
        ceilings = self._among(CEILING)
        for position in range(len(self._weights)):
            ceiling = self._ceilings.get(position)
            ratio, key = sheet.at(self._ratios[position]), sheet.at(self._keys[position])
            left = f"{self._frame}-SUMPRODUCT(({ratios}<{ratio})*{ceilings})"
            weights = f"SUMPRODUCT(({ratios}>={ratio})*{keys})"
            text = "0"
            if ceiling:
                text = f"IF({sheet.at(ceiling)}*{weights}<({left})*{key},1,0)"
            value = Fraction(self._is_capped(position))
            self._capped.append(self._put(position, CAPPED, text, value, "plain"))

    def _is_capped(self, position: int) -> bool:
        """Whether a holder reaches its ceiling, as the formula has it."""
        weights, ratios = self._weights, [figure.value for figure in self._ratios]
        ceiling, ratio = self._ceilings.get(position), ratios[position]
        if ceiling is None:
            return False
        left = self._exact.frame - sum(
            figure.value for other, figure in self._ceilings.items() if ratios[other] < ratio
        )
        sharing = sum(
            weight for other, weight in zip(ratios, weights, strict=True) if other >= ratio
        )
        return ceiling.value * sharing < left * weights[position]

    def _among(self, column: int) -> str:
        first, last = self._keys[0].spot, self._keys[-1].spot
        span = [first._replace(column=column), last._replace(column=column)]
        return self._sheet.span(span, fixed=True)

    def _award(self, position: int, quota: Figure) -> Figure:
        sheet, ceiling = self._sheet, self._ceilings.get(position)
        formula, value = sheet.at(quota), self._exact.award.exact(position)
        if self._shares_on:
            capped, keys = self._among(CAPPED), sheet.span(self._keys, fixed=True)
            held = f"SUMPRODUCT({capped}*{self._among(CEILING)})"
            rest = f"({self._frame}-{held})"
            key = sheet.at(self._keys[position])
            formula = f"{rest}*{key}/SUMPRODUCT((1-{capped})*{keys})"
            formula = f"IF({key}=0,0,{formula})"
            if ceiling is not None:
                own = sheet.at(self._capped[position])
                formula = f"IF({own}=1,{sheet.at(ceiling)},{formula})"
        elif ceiling is not None:
            formula = f"MIN({formula},{sheet.at(ceiling)})"
        return self._put(position, AWARD, formula, value, "exact")

    def _left(self, awards: Sequence[Figure]) -> Figure:
        """What ceilings keep back in the end."""
        bench, sheet = self._bench, self._sheet
        formula = f"{self._frame}-{sheet.total(awards)}"
        value = self._exact.carried + self._exact.returned
        row, style = self._row + len(awards) + 1, bench.styles("figure", "exact", "sum")
        return sheet.formula(row, AWARD, formula, value, style)
