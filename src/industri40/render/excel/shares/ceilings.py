"""The columns of a phase whose ceilings hold: the ceilings, and who is at one."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.plan.model import Phase
from industri40.render.excel.numbers import in_kroner, in_units
from industri40.render.excel.shares.awarding import Awarding
from industri40.render.excel.shares.layout import ALL, FIRST, Column, HolderSheet

__all__ = ["Limits", "limited", "open_limits", "write_capped", "write_ceilings"]

_FAR = 10**99
"""The ceiling for each weight where there is no weight."""


class Limits(NamedTuple):
    """The columns of ceilings, in kroner, of who is at one, and of what these have together.

    ``ratio`` is that of ceilings for each weight, where what they keep back is shared on.
    """

    ceiling: Column
    capped: Column
    held: Column
    ratio: Column | None = None

    def units(self, row: int, unit: Fraction) -> str:
        """What a formula calls the ceiling of a row, in units."""
        return in_units(self.ceiling.at(row), unit)


def limited(phase: Phase) -> bool:
    """Whether any ceiling holds in a phase."""
    return phase.cap is not None or bool(phase.applications)


def open_limits(sheet: HolderSheet, phase: Phase) -> Limits:
    """The columns, with their headings."""
    texts = sheet.context.texts
    ceiling = sheet.column(texts.words("column.ceiling"))
    shares_on = phase.leftover == "redistribute"
    ratio = sheet.column(texts("shares.ratio")) if shares_on else None
    capped, held = (sheet.column(texts(f"shares.{key}")) for key in ("capped", "held"))
    return Limits(ceiling, capped, held, ratio)


def write_ceilings(
    sheet: HolderSheet, phase: Phase, column: Column, frame: tuple[str, int]
) -> list[int]:
    """The least of the cap and what is sought, in units; nobody can be awarded more than all.

    ``frame`` is all, as a formula and in units. Ceilings stand there in kroner.
    """
    cells, name, found = sheet.context.cells, f"plan.phases.{phase.id}", []
    for row, holder in enumerate(sheet.holders[:-1], start=FIRST):
        parts = [] if phase.cap is None else [cells[f"{name}.cap"]]
        if holder in phase.applications:
            sought = cells[f"{name}.applications.{holder}"]
            parts.append(cells.enter(f"awards.{phase.id}.{holder}.sought", sought))
        value = min((part.value for part in parts), default=sheet.unit * frame[1])
        formula = ",".join(map(sheet.sheet.at, parts)) or in_kroner(frame[0], sheet.unit)
        formula = f"MIN({formula})" if len(parts) > 1 else formula
        figure = sheet.put(row, column, formula, value, "money")
        if parts:
            cells.enter(f"awards.{phase.id}.{holder}.ceiling", figure)
        found.append((value / sheet.unit).numerator)
    return found


def write_capped(
    sheet: HolderSheet, limits: Limits, columns: tuple[Column, Column], awarding: Awarding
) -> None:
    """Write who is at the ceiling, and what these have together.

    ``columns`` are those of weights and of awards.
    """
    formulas = _by_ratio if limits.ratio is not None else _by_part
    capped = zip(formulas(sheet, limits, columns, awarding), awarding.capped, strict=True)
    for row, (formula, value) in enumerate(capped, start=FIRST):
        sheet.put(row, limits.capped, formula, value, "plain")
    texts = [
        f"{limits.held.at(row - 1)}+{limits.units(row, sheet.unit)}*{limits.capped.at(row)}"
        for row in range(FIRST, sheet.rest)
    ]
    sheet.running(limits.held, texts, awarding.held[1:])
    frame, held = columns[1].at(ALL), limits.held.at(sheet.last)
    shared = f"{frame}-{held}" if limits.ratio is not None else frame
    sheet.put(ALL, limits.held, shared, awarding.shared)


def _by_part(
    sheet: HolderSheet, limits: Limits, columns: tuple[Column, Column], _: Awarding
) -> Iterator[str]:
    """At the ceiling is who would have more than it by weight."""
    weight, awarded = columns
    for row in range(FIRST, sheet.rest):
        least = f"{limits.units(row, sheet.unit)}*{weight.fixed(ALL)}"
        yield f"IF({least}<{awarded.fixed(ALL)}*{weight.at(row)},1,0)"


def _by_ratio(
    sheet: HolderSheet, limits: Limits, columns: tuple[Column, Column], awarding: Awarding
) -> Iterator[str]:
    """At the ceiling is whose ceiling, given to all by weight, would leave some of the frame."""
    weight, awarded = columns
    ratio = limits.ratio or weight
    ratios, weights, ceilings = (_fixed(sheet, each) for each in (ratio, weight, limits.ceiling))
    frame = in_kroner(awarded.fixed(ALL), sheet.unit)
    _write_ratios(sheet, limits.ceiling, (weight, ratio), awarding)
    for row in range(FIRST, sheet.rest):
        own = ratio.at(row)
        taken = f"SUMPRODUCT(({ratios}<{own})*{ceilings}+({ratios}>={own})*{weights}*{own})"
        yield f"IF({weight.at(row)}=0,0,IF(ROUND({taken},4)<{frame},1,0))"


def _fixed(sheet: HolderSheet, column: Column) -> str:
    return f"{column.fixed(FIRST)}:{column.fixed(sheet.last)}"


def _write_ratios(
    sheet: HolderSheet, ceiling: Column, columns: tuple[Column, Column], awarding: Awarding
) -> None:
    weight, ratio = columns
    parts: Sequence[tuple[int, int]] = list(zip(awarding.ceilings, awarding.weights, strict=True))
    for row, (most, weighs) in enumerate(parts, start=FIRST):
        value = sheet.unit * Fraction(most, weighs) if weighs else Fraction(_FAR)
        formula = f"{ceiling.at(row)}/MAX(1,{weight.at(row)})"
        look = "exact" if weighs else "as:General"
        sheet.put(row, ratio, f"IF({weight.at(row)}=0,1E+99,{formula})", value, look)
