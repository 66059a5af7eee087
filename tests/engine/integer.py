"""Whether an allocation can keep all promises at all, by integer programming.

The program is made of the plan and of the exact shares of :mod:`engine.promises`, without any part
of the engine. What it asks for is no more than the promises say, so where it has no solution none
of them can be kept by anybody.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from math import ceil, floor, inf

import highspy
from engine.promises import Exact, alike_groups, exact_awards, exact_shares

from industri40.plan.model import Plan

__all__ = ["can_be_kept"]

Cell = tuple[str, str, int]
"""A line (or a phase), a holder, and the number of a year."""


def can_be_kept(plan: Plan, *, sides: bool = False) -> bool:
    """Whether all running totals can be next to their exact values, and everything add up.

    With ``sides`` the sums of all costs and of all financing must differ by one at most between
    environments that are alike, too. For plans that balance in every year.
    """
    program = _Program()
    exact = exact_shares(plan)
    cells = _running_totals(program, exact, len(plan.years))
    holders = [*(each.id for each in plan.environments), "unallocated"]
    _lines_total(program, plan, cells, exact)
    _holders_balance(program, plan, cells, holders)
    if plan.grant is not None:
        _awards(program, plan, cells, holders)
    if sides:
        _sides(program, plan, cells)
    return program.has_solution()


class _Program:
    """An integer program without an aim."""

    def __init__(self) -> None:
        self.solver = highspy.Highs()
        self.solver.silent()
        self.count = 0

    def variable(self, low: float, high: float) -> int:
        self.solver.addVar(low, high)
        self.solver.changeColIntegrality(self.count, highspy.HighsVarType.kInteger)
        self.count += 1
        return self.count - 1

    def bound(
        self, low: float, high: float, plus: Iterable[int], minus: Iterable[int] = ()
    ) -> None:
        """Bounds for the sum of variables, less that of others."""
        terms: dict[int, int] = {}
        for sign, variables in ((1, plus), (-1, minus)):
            for each in variables:
                terms[each] = terms.get(each, 0) + sign
        self.solver.addRow(low, high, len(terms), list(terms), [*map(float, terms.values())])

    def has_solution(self) -> bool:
        self.solver.run()
        status = self.solver.getModelStatus()
        decided = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)
        assert status in decided, status
        return status == decided[0]


def _running_totals(program: _Program, exact: Exact, years: int) -> dict[Cell, int]:
    """Every cell to date, next to its exact value, and never below the year before."""
    cells: dict[Cell, int] = {}
    for (line, holder), by_year in exact.items():
        for year, to_date in enumerate(accumulate(by_year)):
            cells[line, holder, year] = program.variable(floor(to_date), ceil(to_date))
        for before, year in pairwise(range(years)):
            program.bound(0, inf, [cells[line, holder, year]], [cells[line, holder, before]])
    return cells


def _lines_total(program: _Program, plan: Plan, cells: dict[Cell, int], exact: Exact) -> None:
    for line in {line for line, _ in exact}:
        holders = [holder for name, holder in exact if name == line]
        for year in range(len(plan.years)):
            shared = sum((exact[line, h][y] for h in holders for y in range(year + 1)), Fraction(0))
            program.bound(int(shared), int(shared), [cells[line, h, year] for h in holders])


def _holders_balance(
    program: _Program, plan: Plan, cells: dict[Cell, int], holders: Sequence[str]
) -> None:
    """Costs equal financing, and no line is less than the in kind that it includes, in any year."""
    costs = [line for line in plan.costs if not line.common]
    for holder in holders:
        for year in range(len(plan.years)):
            money = [cells[source.id, holder, year] for source in plan.sources]
            program.bound(0, 0, money, [cells[line.id, holder, year] for line in costs])
            for line in costs:
                plus = [cells[line.id, holder, year]]
                minus = [cells[part, holder, year] for part in line.includes]
                if year:
                    minus.append(cells[line.id, holder, year - 1])
                    plus += [cells[part, holder, year - 1] for part in line.includes]
                program.bound(0, inf, plus, minus)


def _awards(program: _Program, plan: Plan, cells: dict[Cell, int], holders: Sequence[str]) -> None:
    """Awards up to their ceilings, next to their exact values after each phase, in whole frames."""
    to_date = dict.fromkeys(holders, Fraction(0))
    so_far: dict[str, list[int]] = {holder: [] for holder in holders}
    for phase, exact in zip(plan.phases, exact_awards(plan), strict=True):
        for holder in holders:
            limits = (phase.cap, phase.applications.get(holder))
            ceiling = min((each for each in limits if each is not None), default=inf)
            if holder == "unallocated":
                ceiling = inf
            elif holder not in phase.key.weights:
                ceiling = 0
            to_date[holder] += exact.get(holder, Fraction(0))
            so_far[holder].append(program.variable(0, ceiling))
            program.bound(floor(to_date[holder]), ceil(to_date[holder]), so_far[holder])
        awarded = sum(to_date.values(), Fraction(0))
        everything = [each for awards in so_far.values() for each in awards]
        program.bound(floor(awarded), ceil(awarded), everything)
    for holder, awards in so_far.items():
        program.bound(0, 0, awards, [cells[plan.grant or "", holder, len(plan.years) - 1]])


def _sides(program: _Program, plan: Plan, cells: dict[Cell, int]) -> None:
    costs = [line.id for line in plan.costs if not line.common]
    for group in alike_groups(plan):
        for lines in (costs, [source.id for source in plan.sources]):
            for year in range(len(plan.years)):
                least = program.variable(0, inf)
                for holder in group:
                    program.bound(0, 1, [cells[line, holder, year] for line in lines], [least])
