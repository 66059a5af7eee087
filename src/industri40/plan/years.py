"""Whole units."""

from industri40.plan.amounts import Basis
from industri40.plan.lines import Lines


def whole_years(lines: Lines, basis: Basis) -> dict[str, list[int]]:
    n = len(basis.years or ())
    return {d.id: [e // n for e in d.exact or ()] for d in lines.everything()}
