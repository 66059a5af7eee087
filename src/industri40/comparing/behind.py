"""What lies behind the changes of a table: money that was moved, new money, or rounding alone."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cache, cached_property
from heapq import nlargest
from typing import NamedTuple

from industri40.comparing.compared import Compared
from industri40.engine.columns import Column
from industri40.engine.keys import UNALLOCATED
from industri40.money import format_amount, signed
from industri40.report.case import Case
from industri40.report.figures import OPERATIONS
from industri40.report.headings import Words
from industri40.report.table import Cell
from industri40.report.tables import NO_BREAK

_LISTED = 4  # so many lines are named; more are counted

_MEANS: dict[str, tuple[str, str, str]] = {
    "costs": ("lines", "total", "years"),
    "financing": ("lines", "total", "years"),
    "breakdown": ("lines", "total", ""),
    "phases": ("lines", "", "phases"),
    "awards": ("environments", "", "phases"),
    "shares": ("environments", "", "years"),
    "environments": ("environments", "financing", ""),
}
"""What the lines of a table are, which column has all of one, else all of them together, and what
these are, if they are parts of it.
"""


class _Line(NamedTuple):
    """A line with figures that differ, and by how much all of it changes, exactly."""

    row: str
    label: str
    change: Fraction


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


def behind(cases: Iterable[Case], table: Compared, words: Words) -> Iterator[str]:
    """What can be said of the changes of a table that has some, a sentence each."""
    sides = [Unrounded(*each) for each in zip(cases, table.cells, strict=True)]
    if _is_rounding(sides, table, table.changes):
        yield words("diff.rounding")
        return
    (who, _, parts), moved, rounded = _MEANS[table.name], list[str](), list[str]()
    of_line = table.name == "shares"
    for label, total, lines in _sums(table):
        if of_line and lines and _is_rounding(sides, table, [one.row for one in lines]):
            rounded.append(label)
            continue
        said = _money(who, label, total, lines, words)
        yield from said
        still = [one.label for one in lines if not one.change]
        moved += [label] * bool(still and not said) if of_line else still
    if moved and parts:
        yield words(f"diff.moved.{parts}", lines=_some(moved, words))
    if rounded:
        yield words("diff.rounding.lines", lines=_some(rounded, words))


def _is_rounding(sides: list[Unrounded], table: Compared, rows: Iterable[str]) -> bool:
    """Whether figures that differ are the same before anything is rounded to whole units."""
    old, new = (one.award if table.name == "awards" else one.figure for one in sides)
    return all(old(row, key) == new(row, key) for row in rows for key in table.changes[row])


def _money(who: str, label: str, total: Fraction, lines: list[_Line], words: Words) -> list[str]:
    """Where the change of a sum comes from, or what is moved below it where it has none."""
    parts = [one for one in lines if one.change]
    if not parts:
        return []
    named = _parts(parts, words)
    if total:
        return [words("diff.money", sum=label, change=_written(total, words), lines=named)]
    return [words(f"diff.moved.{who}", sum=label, lines=named)]


def _sums(table: Compared) -> Iterator[tuple[str, Fraction, list[_Line]]]:
    """Every sum of a table, by how much it changes, and its lines with figures that differ."""
    _, whole, _ = _MEANS[table.name]
    columns, lines = [whole] if whole else [one.id for one in table.columns], list[_Line]()
    for row in table.rows:
        changes = table.changes.get(row.id, {}).values() if row.role == "line" else ()
        if any(change for _, _, change in changes):
            lines.append(_Line(row.id, row.label, table.change(row.id, columns)))
        elif row.role == "sum":
            yield row.label, table.change(row.id, columns), lines
            lines = []


def _parts(lines: list[_Line], words: Words) -> str:
    """Lines with their changes, the largest first."""
    most = nlargest(_LISTED, lines, key=_size)
    said = [f"{one.label} {_written(one.change, words)}" for one in most]
    return _some(said, words, len(lines))


def _size(line: _Line) -> int | Fraction:
    """How large a change is; as a whole number, which most are, it is compared much faster."""
    change = line.change
    return abs(change.numerator) if change.denominator == 1 else abs(change)


def _some(texts: list[str], words: Words, count: int = 0) -> str:
    """The first texts; there are more where there are more than these, or so many as counted."""
    more = max(len(texts), count) - _LISTED
    said = ", ".join(texts[:_LISTED])
    return f"{said} {words('findings.more', count=more)}" if more > 0 else said


def _written(change: Fraction, words: Words) -> str:
    return signed(format_amount(change, words.language)).replace(" ", NO_BREAK)
