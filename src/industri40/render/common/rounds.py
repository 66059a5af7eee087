"""What a picture of awards shows: phase by phase, each award, what bounds it, what came back."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.report.table import Cell, Row
from industri40.report.tables import ReportTables

LIMITS = ("ceiling", "sought")  # what an award is not above

FIGURES = ("award", *LIMITS, "floor", "returned")
"""The figures of an environment in a phase; their headings are called so too."""


class Awarded(NamedTuple):
    """Those of FIGURES that an environment has in a phase, the award in any case."""

    environment: str
    figures: dict[str, Cell]


class Round(NamedTuple):
    """One phase, which of FIGURES anybody has in it (an award at least), and who takes part."""

    label: str
    held: tuple[str, ...]
    awarded: tuple[Awarded, ...]


class Rounds(NamedTuple):
    """All phases; which of FIGURES anybody has in one, and the largest of all figures."""

    rounds: tuple[Round, ...]
    held: tuple[str, ...]
    most: Fraction


def rounds(report: ReportTables) -> Rounds | None:
    """The phases, or None where the plan has no grant or nothing of it is awarded."""
    tables = report.tables("awards")
    if not tables:
        return None
    rows = tables[0].rows[: len(report.environments)]
    phases = tuple(_round(phase.id, phase.label, rows) for phase in report.plan.phases)
    awarded = [one for each in phases for one in each.awarded]
    most = max((cell.exact for one in awarded for cell in one.figures.values()), default=0)
    return Rounds(phases, _held(awarded), Fraction(most)) if most else None


def _round(phase: str, label: str, rows: Sequence[Row]) -> Round:
    keys = {"award": (phase,)} | {limit: (phase, limit) for limit in FIGURES[1:]}
    awarded = tuple(
        Awarded(row.label, {name: row.cells[key] for name, key in keys.items() if key in row.cells})
        for row in rows
        if (phase,) in row.cells
    )
    return Round(label, _held(awarded), awarded)


def _held(awarded: Sequence[Awarded]) -> tuple[str, ...]:
    held = (name for name in FIGURES if any(name in one.figures for one in awarded))
    return tuple(held) or FIGURES[:1]
