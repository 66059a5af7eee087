"""What a picture of awards shows: phase by phase, each award and what limits it."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from industri40.report.table import Cell
from industri40.report.tables import ReportTables

FIGURES = ("award", "ceiling", "sought")
"""The figures of an environment in a phase; their headings are called so too."""


class Awarded(NamedTuple):
    """What an environment is granted in a phase, its ceiling and what it sought: FIGURES."""

    environment: str
    award: Cell
    ceiling: Cell | None
    sought: Cell | None

    @property
    def figures(self) -> tuple[Cell | None, ...]:
        """The three figures."""
        return self[1:]

    def held(self) -> Iterator[tuple[str, Cell]]:
        """The figures that there are, the award first, each with its name."""
        return ((name, cell) for name, cell in zip(FIGURES, self.figures, strict=True) if cell)


class Round(NamedTuple):
    """One phase, with the environments that take part in it."""

    label: str
    awarded: tuple[Awarded, ...]

    @property
    def held(self) -> tuple[int, ...]:
        """Which of FIGURES anybody has, the award in any case."""
        names = {"award", *(name for one in self.awarded for name, _ in one.held())}
        return tuple(number for number, name in enumerate(FIGURES) if name in names)


class Rounds(NamedTuple):
    """All phases; which of FIGURES anybody has in one, and the largest of all figures."""

    rounds: tuple[Round, ...]
    held: tuple[int, ...]
    most: Fraction


def rounds(report: ReportTables) -> Rounds | None:
    """The phases, or None where the plan has no grant or nothing of it is awarded."""
    tables = report.tables("awards")
    if not tables:
        return None
    rows = tables[0].rows[: len(report.environments)]
    phases = []
    for phase in report.plan.phases:
        limits = [(phase.id, limit) for limit in FIGURES[1:]]
        awarded = (
            Awarded(row.label, row.cells[phase.id,], *map(row.cells.get, limits))
            for row in rows
            if (phase.id,) in row.cells
        )
        phases.append(Round(phase.label, tuple(awarded)))
    cells = (cell for each in phases for one in each.awarded for _, cell in one.held())
    most = max((cell.exact for cell in cells), default=Fraction(0))
    held = sorted({number for each in phases for number in each.held})
    return Rounds(tuple(phases), tuple(held), most) if most else None
