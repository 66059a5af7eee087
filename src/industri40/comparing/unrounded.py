"""Figures of a table before anything in them is rounded to whole units of the plan."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache, cached_property

from industri40.engine.columns import Column
from industri40.engine.keys import UNALLOCATED
from industri40.report.case import Case
from industri40.report.figures import OPERATIONS
from industri40.report.table import Cell


class Unrounded:
    """What the figures of a case's table would be if no year, award or share were rounded."""

    def __init__(self, case: Case, cells: Mapping[str, Mapping[str, Cell]]) -> None:
        plan = case.plan
        self._case, self._cells, self._unit = case, cells, plan.unit
        self._years = {str(year): at for at, year in enumerate(plan.years)}
        self._lines = {line.id: line for line in (*plan.costs, *plan.sources, *plan.groups)}
        self._to_date = cache(self._column)

    def figure(self, row: str, column: str) -> Fraction | None:
        """The figure at a row and column as they are printed; None where there is none."""
        cell = self._cells.get(row, {}).get(column)
        return None if cell is None else self._of(cell)

    def award(self, holder: str, phase: str) -> Fraction | None:
        """What an environment is awarded in a phase; None where it does not take part."""
        for one in self._case.exact.phases:
            if one.phase.id == phase and holder in one.phase.key.weights:
                return one.award.exact(self._holders[holder]) * self._unit
        return None

    def _of(self, cell: Cell) -> Fraction:
        if cell.inputs:
            return OPERATIONS[cell.operation]([self._of(one) for one in cell.inputs])
        match cell.key:
            case ("costs" | "financing", line, year) if line in self._lines and year in self._years:
                return self._lines[line].exact[self._years[year]] * self._unit
            case ("shares", line, holder, *years) if self._is_shared(line, holder):
                last = self._years[years[0]] if years else len(self._years) - 1
                before = self._share(line, holder, last - 1) if years and last else 0
                return (self._share(line, holder, last) - before) * self._unit
        return cell.exact

    @cached_property
    def _holders(self) -> dict[str, int]:
        return {one: at for at, one in enumerate((*self._case.exact.holders, UNALLOCATED))}

    def _is_shared(self, line: str, holder: str) -> bool:
        """Whether an environment, or what is unallocated, has a share of a line."""
        exact = self._case.exact
        return holder in self._holders and (line in exact.costs or line in exact.sources)

    def _share(self, line: str, holder: str, year: int) -> Fraction:
        return self._to_date(line, year).exact(self._holders[holder])

    def _column(self, line: str, year: int) -> Column:
        exact = self._case.exact
        return exact.column(exact.costs.get(line) or exact.sources[line], year)
