"""Figures that somebody printed, against what the plan gives.

A figure holds where it is the plan's at the precision at which it is printed, and where it is what
the tables print in that cell: there a figure is rounded to ``round_to``, per participant to the
krone, and stands with the two decimals of the other figures of its column.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from fractions import Fraction

from industri40.findings.finding import Finding, Place, finding
from industri40.money import format_amount, precise_text, round_half_away
from industri40.nearest import nearest
from industri40.plan.model import StatedFigure
from industri40.report.case import Case
from industri40.report.table import MONEY, Cell, Table, made_of
from industri40.report.tables import PROGRAMME, TABLES, ReportTables

_FRAMES = "frames"
_NAMES = (*(name for name in TABLES if name != "environment"), _FRAMES)
"""The tables that figures can be stated of: those of which there is one, and the frames."""


def stated_figures(case: Case) -> Iterator[Finding]:
    """Each stated figure that is another in the plan, or that no table has a place for."""
    by_table: dict[str, list[StatedFigure]] = {}
    for stated in case.plan.stated:
        by_table.setdefault(stated.table, []).append(stated)
    report = case.report(shared=any(name in _NAMES and name not in PROGRAMME for name in by_table))
    for name, figures in by_table.items():
        if name not in _NAMES:
            said = f"There is no table `{name}` to state figures of{_meant(name, _NAMES)}"
            remedy = f"Write one of these: {_listed(_NAMES)}."
        elif tables := _tables(report, name):
            yield from _compare(case.plan.language, tables[0], figures)
            continue
        else:
            said = f"The plan has no table `{name}`, since it has no grant to award."
            remedy = "Leave these figures out, or name the source that is the grant."
        yield finding("S402", figures[0].table_place, said, remedy=remedy, subject=name)


def _tables(report: ReportTables, name: str) -> tuple[Table, ...]:
    if name != _FRAMES:
        return report.tables(name)
    from industri40.report.awards import frames

    return frames(report)


def _compare(language: str, table: Table, figures: list[StatedFigure]) -> Iterator[Finding]:
    rows = table.by_name()
    columns = [column.id for column in table.columns]
    unknown: set[tuple[str, str]] = set()
    for stated in figures:
        cell = rows.get(stated.row, {}).get(stated.column)
        if cell is not None:
            if not _holds(stated, cell):
                yield _differs(stated, cell, language)
        elif stated.row not in rows:
            if ("row", stated.row) not in unknown:
                unknown.add(("row", stated.row))
                known = [row for row, cells in rows.items() if cells]
                yield _no_such("S403", "row", stated, stated.row, known)
        elif stated.column not in columns:
            if ("column", stated.column) not in unknown:
                unknown.add(("column", stated.column))
                yield _no_such("S404", "column", stated, stated.column, columns)
        else:
            yield finding(
                "S405",
                stated.place,
                f"Nothing stands in the column `{stated.column}` of the row `{stated.row}` in the "
                f"table `{stated.table}`, where {_printed(stated, language)} is stated.",
                subject=_name(stated),
            )


def compared(report: ReportTables) -> Iterator[tuple[StatedFigure, Cell]]:
    """Each stated figure of a table that needs no sharing, with the plan's figure for it."""
    for stated in report.plan.stated:
        if stated.table in PROGRAMME:
            with suppress(KeyError):  # which another finding says
                yield stated, report.table(stated.table).by_name()[stated.row][stated.column]


def agrees(stated: StatedFigure, exact: Fraction, step: Fraction) -> bool:
    """Whether a value is what was stated; ``step`` is what tables round it to."""
    if _shows(stated.decimals, step) and stated.is_exactly(round_half_away(exact, step)):
        return True
    return stated.is_exactly(round_half_away(exact, Fraction(1, 10**stated.decimals)))


def step_of(cell: Cell, unit: Fraction) -> Fraction:
    """What tables round a figure to; ``unit`` is the plan's ``round_to``."""
    return cell.step if cell.inputs or cell.kind != MONEY else unit


def _shows(decimals: int, step: Fraction) -> bool:
    """Whether tables print figures that are rounded to ``step`` with so many decimals.

    Whole ones stand without any, so that with decimals the figure is somebody's who knew more.
    """
    return not decimals or step.denominator != 1


def _holds(stated: StatedFigure, cell: Cell) -> bool:
    if stated.is_exactly(cell.amount) and (not cell.rounded or _shows(stated.decimals, cell.step)):
        return True
    return stated.is_exactly(round_half_away(cell.exact, Fraction(1, 10**stated.decimals)))


def _differs(stated: StatedFigure, cell: Cell, language: str) -> Finding:
    found = _as_precise(cell, stated.decimals)
    over = found - stated.figure
    off = f"{precise_text(abs(over), language)} {'more' if over > 0 else 'less'}"
    where = f" ({stated.source})" if stated.source else ""
    return finding(
        "S401",
        stated.place,
        f"`{_name(stated)}` is stated as {_printed(stated, language)}{where}, and the "
        f"plan gives {precise_text(found, language)}: {off}.",
        expected=stated.figure,
        found=found,
        subject=_name(stated),
        cause=_origins(cell),
    )


def _as_precise(cell: Cell, decimals: int) -> Fraction:
    """What the plan gives, with as many decimals as the figure was printed with."""
    if decimals:
        return round_half_away(cell.exact, Fraction(1, 10**decimals))
    return cell.amount if cell.amount.denominator == 1 else round_half_away(cell.exact)


def _origins(cell: Cell) -> tuple[Place, ...]:
    """Where the amounts stand in the plan that a figure is made of."""
    return tuple(sorted({one.place for one in made_of([cell]) if one.place is not None}))


def _no_such(code: str, what: str, stated: StatedFigure, name: str, known: list[str]) -> Finding:
    return finding(
        code,
        stated.row_place if what == "row" else stated.place,
        f"The table `{stated.table}` has no {what} `{name}`{_meant(name, known)}",
        remedy=f"Write one of these: {_listed(known)}.",
        subject=_name(stated),
    )


def _meant(name: str, known: Iterable[str]) -> str:
    close = nearest(name, known)
    return f"; `{close}` is probably meant." if close else "."


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _name(stated: StatedFigure) -> str:
    return f"{stated.table}.{stated.row}.{stated.column}"


def _printed(stated: StatedFigure, language: str) -> str:
    return format_amount(stated.figure, language, stated.decimals)
