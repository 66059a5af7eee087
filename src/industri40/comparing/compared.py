"""The tables of two plans laid upon each other: all rows and columns of both, and what differs."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple, TypeVar

from industri40.comparing.difference import Difference, change_of
from industri40.engine.keys import COMMON, UNALLOCATED
from industri40.report.awards import frame_row
from industri40.report.case import Case
from industri40.report.figures import OPERATIONS, SUM
from industri40.report.headings import Words
from industri40.report.lines import line_cells, shared_years, year_columns
from industri40.report.table import MONEY, Cell, CellKey, Column, Kind, Row, Table
from industri40.report.tables import PROGRAMME, ReportTables

Changed = tuple[Fraction | None, Fraction | None, Fraction]
"""A figure in the old plan and in the new one, None where it has none; and new less old."""

_Named = TypeVar("_Named", Row, Column)


class Compared(NamedTuple):
    """A table of two plans: ``changes`` are its figures that differ, by row and column as printed.

    Rows and columns that only the old plan has stand where they stood there; ``cells`` are those
    of the old table and of the new one, but for those of single awards.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    changes: dict[str, dict[str, Changed]]
    cells: list[dict[str, dict[str, Cell]]]

    def change(self, row: str, columns: Iterable[str]) -> Fraction:
        """New less old in all of these columns, before they are rounded for reading."""
        cells = [each.get(row, {}) for each in self.cells]
        if not any(cells):  # of awards, which are whole
            return OPERATIONS[SUM]([change for _, _, change in self.changes.get(row, {}).values()])
        old, new = ([one[key].exact for key in columns if key in one] for one in cells)
        return change_of(OPERATIONS[SUM](old), OPERATIONS[SUM](new))

    def kind(self, row: str, column: str) -> Kind:
        """What a figure counts that differs."""
        found = (each[row][column].kind for each in self.cells if column in each.get(row, ()))
        return next(found, MONEY)


def compared(difference: Difference, name: str, words: Words) -> Compared:
    """A table that was compared, in the language of these words."""
    tables = old, new = [_table(case, name, words) for case in (difference.old, difference.new)]
    columns, rows = _merged(old.columns, new.columns), _merged(old.rows, new.rows)
    filled = [each._replace(rows=tuple(row for row in each.rows if row.cells)) for each in tables]
    cells = [each.by_name() for each in filled]
    return Compared(name, new.title, columns, rows, _changes(difference, name), cells)


def _changes(difference: Difference, name: str) -> dict[str, dict[str, Changed]]:
    found: dict[str, dict[str, Changed]] = defaultdict(dict)
    if name == "awards":
        for award in difference.awards:
            found[award.environment][award.phase] = award.old, award.new, award.change
    elif name == "shares":
        for share in difference.shares:
            key = f"{share.line}.{share.environment}"
            found[key][str(share.year)] = share.old, share.new, share.change
    for one in difference.figures:
        if one.table == name:
            found[one.row][one.column] = one.old, one.new, one.change
    return dict(found)


def _table(case: Case, name: str, words: Words) -> Table:
    """A table of a plan, in the language of these words."""
    language = None if words.language == case.plan.language else words.language
    report = case.report(language=language, shared=name not in PROGRAMME)
    if name == "shares":
        return _shares(report)
    return _awards(report) if name == "awards" else report.table(name)


def _awards(report: ReportTables) -> Table:
    """Who is awarded something in which phase, and how much in all; the changes have the rest."""
    rows = (Row((one.id,), one.name, "line", {}) for one in report.plan.environments)
    columns = tuple(Column((one.id,), one.label) for one in report.plan.phases)
    total = frame_row(report, "awarded", "sum")
    return Table(("awards",), report.words("awards"), columns, (*rows, total))


def _shares(report: ReportTables) -> Table:
    """All shares: below each line those who may have something of it, year by year."""
    holders = {one.id: one.name for one in report.plan.environments}
    holders |= {one: report.words(f"row.{one}") for one in (COMMON, UNALLOCATED)}
    rows: list[Row] = []
    for line in (*report.plan.costs, *report.plan.sources):
        rows.append(Row((line.id, "heading"), line.label, "heading", {}))
        for one, label in holders.items():
            amounts = map(report.money, report.allocation.amounts(line.id, one))
            cells = shared_years(report, ("shares", line.id, one), amounts)
            rows.append(Row((line.id, one), label, "line", cells))
        rows.append(Row((line.id,), line.label, "sum", line_cells(report, line.id)))
    return Table(("shares",), report.words("shares"), year_columns(report)[:-1], tuple(rows))


def _merged(old: Sequence[_Named], new: Sequence[_Named]) -> tuple[_Named, ...]:
    """Those of the new plan, and those that only the old one has behind what they stood behind."""
    known = {one.key for one in new}
    behind: dict[CellKey, list[_Named]] = {(): []}
    last: CellKey = ()
    for one in old:
        if one.key in known:
            last = one.key
        else:
            behind.setdefault(last, []).append(one)
    return (*behind[()], *(each for one in new for each in (one, *behind.get(one.key, ()))))
