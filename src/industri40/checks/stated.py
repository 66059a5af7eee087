"""Figures that somebody printed, against what the plan gives.

A figure holds where it is the plan's at the precision at which it is printed, and where it is what
the tables print in that cell: there a figure is rounded to ``round_to``, per participant to the
krone, and stands with the two decimals of the other figures of its column.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from typing import Literal

from industri40.findings.facts import Id, Names, Printed, Verbatim, Worded, term
from industri40.findings.finding import Finding, finding
from industri40.money import HUNDREDTHS, round_half_away
from industri40.nearest import nearest
from industri40.plan.model import StatedFigure, natural_order
from industri40.report.case import Case
from industri40.report.headings import HEADINGS
from industri40.report.table import Cell, Table, made_of
from industri40.report.tables import PROGRAMME, TABLES, ReportTables

_FRAMES = "frames"
_NAMES = (*(name for name in TABLES if name != "environment"), _FRAMES)
"""The tables that figures can be stated of: those of which there is one, and the frames.

That of an environment is called by it too, such as ``environment.north``.
"""


def stated_figures(case: Case) -> Iterator[Finding]:
    """Each stated figure that is another in the plan, or that no table has a place for."""
    by_table: dict[str, list[StatedFigure]] = {}
    for stated in case.plan.stated:
        by_table.setdefault(stated.table, []).append(stated)
    asked = any(name.startswith("environment.") for name in by_table)
    own = {f"environment.{each.id}" for each in case.plan.environments if asked}
    known = (*_NAMES, *(name for name in by_table if name in own))
    report = case.report(shared=any(name in known and name not in PROGRAMME for name in by_table))
    for name, figures in by_table.items():
        if name not in known:
            every = (*_NAMES, *sorted(own, key=natural_order))
            yield _unknown("S402", figures[0], name, every)
        elif tables := _tables(report, name):
            yield from _compare(tables[0], figures)
        else:
            place, table = figures[0].table_place, Id(name)
            lacks = "no_participants" if name == "participants" else "no_grant"
            yield finding("S402", lacks, place, subject=name, table=table)


def _tables(report: ReportTables, name: str) -> tuple[Table, ...]:
    if name in TABLES:
        return report.tables(name)
    if name != _FRAMES:
        return tuple(each for each in report.tables("environment") if each.id == name)
    from industri40.report.awards import frames

    return frames(report)


def _compare(table: Table, figures: list[StatedFigure]) -> Iterator[Finding]:
    rows = table.by_name()
    columns = [column.id for column in table.columns]
    unknown: set[tuple[str, str]] = set()
    for stated in figures:
        cell = rows.get(stated.row, {}).get(stated.column)
        if cell is not None:
            # most are, and then no fraction is rounded
            if not stated.is_exactly(cell.exact) and not agrees(stated, cell.exact, cell.step):
                yield _differs(stated, cell)
        elif stated.row not in rows:
            if ("row", stated.row) not in unknown:
                unknown.add(("row", stated.row))
                known = [row for row, cells in rows.items() if cells]
                yield _unknown("S403", stated, stated.row, known)
        elif stated.column not in columns:
            if ("column", stated.column) not in unknown:
                unknown.add(("column", stated.column))
                yield _unknown("S404", stated, stated.column, columns)
        else:
            yield finding(
                "S405",
                "blank",
                stated.place,
                subject=_name(stated),
                table=Id(stated.table),
                row=Id(stated.row),
                column=Id(stated.column),
                figure=Printed(stated.figure, stated.decimals),
            )


def compared(report: ReportTables) -> Iterator[tuple[StatedFigure, Cell]]:
    """Each stated figure of a table that needs no sharing, with the plan's figure for it."""
    for stated in report.plan.stated:
        if stated.table in PROGRAMME:
            with suppress(KeyError):  # which another finding says
                yield stated, report.table(stated.table).by_name()[stated.row][stated.column]


def agrees(stated: StatedFigure, exact: Fraction, step: Fraction) -> bool:
    """Whether a value is what was stated; ``step`` is what tables round it to.

    Whole figures stand there without decimals: one with these is somebody's who knew more. Where
    a figure may be off, it may be so from the exact value as well as from a rounded one.
    """
    steps = [Fraction(1, 10**stated.decimals)]
    if not stated.decimals or step.denominator != 1:
        steps.append(step)
    rounded = [round_half_away(exact, one) for one in steps]
    if any(map(stated.is_exactly, rounded)):
        return True
    least = min(abs(stated.figure - value) for value in (exact, *rounded))
    return least * HUNDREDTHS <= stated.tolerance


def _differs(stated: StatedFigure, cell: Cell) -> Finding:
    # with as many decimals as it was printed with
    found = round_half_away(cell.exact, Fraction(1, 10**stated.decimals))
    if not stated.decimals and cell.amount.denominator == 1:
        found = cell.amount
    return finding(
        "S401",
        "sourced" if stated.source else "off",
        stated.place,
        expected=stated.figure,
        found=found,
        subject=_name(stated),
        cause=tuple(sorted({one.place for one in made_of([cell]) if one.place is not None})),
        name=Id(_name(stated)),
        figure=Printed(stated.figure, stated.decimals),
        source=Verbatim(stated.source),
        direction=term("more") if found > stated.figure else term("less"),
        beyond=term("beyond_tolerance", most=Fraction(stated.tolerance, HUNDREDTHS))
        if stated.tolerance
        else Verbatim(""),
    )


def _unknown(
    code: Literal["S402", "S403", "S404"], stated: StatedFigure, name: str, known: Sequence[str]
) -> Finding:
    """A table, a row or a column that there is not, perhaps with the one that was meant."""
    kinds = _KINDS[code]
    titles = {_title(one, kinds).lower() or one: one for one in known}
    close = nearest(name, known) or titles.get(nearest(name, titles) or "")
    if name.isdigit():  # a year that there is not was not meant to be another
        close = None
    places = {"S402": stated.table_place, "S403": stated.row_place, "S404": stated.place}
    return finding(
        code,
        "meant" if close else "unknown",
        places[code],
        subject=name if code == "S402" else _name(stated),
        table=Id(stated.table),
        name=Id(name),
        meant=Id(close or ""),
        known=Names(tuple(_explained(one, kinds) for one in known), len(known), "comma"),
    )


_KINDS = {"S402": ("",), "S403": ("row.",), "S404": ("column.", "row.")}
"""The headings that tables, rows and columns have."""


def _title(name: str, kinds: Sequence[str]) -> str:
    """The Norwegian heading of a table, row or column; nothing where it is the plan's."""
    last = name.rpartition(".")[2]
    titles = (HEADINGS.get(f"{kind}{last}", {}).get("nb", "{") for kind in kinds)
    return next((title for title in titles if "{" not in title), "")


def _explained(name: str, kinds: Sequence[str]) -> Worded:
    """Its name, and to Norwegians, who need not know its English, its heading."""
    title = _title(name, kinds)
    return Worded((("nb", f"`{name}` ({title})" if title else f"`{name}`"), ("en", f"`{name}`")))


def _name(stated: StatedFigure) -> str:
    return f"{stated.table}.{stated.row}.{stated.column}"
