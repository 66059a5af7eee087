"""Figures of the plan's own lines, by year and in total, and the rows that consist of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

from industri40.plan.model import CostLine, Line
from industri40.report.figures import ENGINE, LESS, SUM, WHOLE, derive, given
from industri40.report.table import (
    MONEY,
    Cell,
    CellKey,
    Cells,
    Column,
    Kind,
    Operation,
    Row,
    of_year,
)
from industri40.report.tables import PARTICIPANT, ReportTables

TOTAL: CellKey = ("total",)  # the key of the column over all years
ALL: CellKey = ("all", "sum")  # the key of a row that sums environments; theirs have one part
UNCOVERED: CellKey = ("uncovered",)  # the key of costs less financing, as a row or a column


def year_columns(report: ReportTables) -> tuple[Column, ...]:
    """One column for each year, and the total."""
    years = [Column(of_year(year), str(year)) for year in report.plan.years]
    return (*years, Column(TOTAL, report.words("column.total")))


def added(report: ReportTables, key: CellKey, cells: Iterable[Cell]) -> Cell:
    """The sum of figures of one kind; of none, no kroner."""
    parts = tuple(cells)
    kind = parts[0].kind if parts else MONEY
    return derive(key, SUM, parts, report.plan.unit if kind == MONEY else WHOLE, kind)


def with_total(report: ReportTables, key: CellKey, cells: Cells) -> Cells:
    """The figures of the years, and their sum called KEY and ``total``."""
    return {**cells, TOTAL: added(report, (*key, *TOTAL), cells.values())}


def shared_years(
    report: ReportTables, key: CellKey, values: Iterable[Fraction], kind: Kind = MONEY
) -> Cells:
    """What sharing gives in each year, called KEY and the year, and its total."""
    cells = {
        of_year(year): given((*key, str(year)), value, kind=kind, operation=ENGINE)
        for year, value in zip(report.plan.years, values, strict=True)
    }
    return with_total(report, key, cells)


def shared_units(report: ReportTables, key: CellKey, units: int) -> Cell:
    """An amount that sharing gives, in units of the plan."""
    return given(key, report.money(units), operation=ENGINE)


def all_row(report: ReportTables, table: str, rows: Sequence[Row]) -> Row:
    """The sum of all rows of a table, column by column."""
    columns: dict[CellKey, list[Cell]] = {}
    for row in rows:
        for key, cell in row.cells.items():
            columns.setdefault(key, []).append(cell)
    cells = {key: added(report, (table, *ALL, *key), parts) for key, parts in columns.items()}
    return Row(ALL, report.words("row.sum"), "sum", cells)


def line_cells(report: ReportTables, identifier: str) -> Cells:
    """The figures of a line: ``costs.ID.YEAR`` and ``total``, of a source or group ``financing``.

    What is not written comes of other lines: a group of its sources, a rest of group and others.
    """
    side = "costs" if identifier in report.costs else "financing"
    return report.once((side, identifier), lambda key: _line_cells(report, key, identifier))


def _line_cells(report: ReportTables, key: CellKey, identifier: str) -> Cells:
    line, costs = report.lines[identifier], list[Cells]()
    if line.written.form == "sum":
        operation, parts = SUM, line.sources
    elif line.rest and line.group:
        others = (one for one in report.groups[line.group].sources if one != identifier)
        operation, parts = LESS, (line.group, *others)
    elif line.rest:
        # not of the table of costs, which shows the sources that are part of them
        spent, columns = [line_cells(report, one) for one in report.costs], year_columns(report)
        operation, costs = LESS, [sum_row(report, ("costs",), "costs", spent, columns).cells]
        parts = tuple(one for one in report.plan.financing_order if one != identifier)
    else:
        return _written_cells(report, key, line)
    cells, years = [*costs, *(line_cells(report, one) for one in parts)], report.plan.years
    return with_total(report, key, combined(report, key, operation, cells, map(of_year, years)))


def _written_cells(report: ReportTables, key: CellKey, line: Line) -> Cells:
    years, places = report.plan.years, [place for _, place in line.written.values]
    if line.written.form != "years" or not places:
        places = [*places, line.place][:1] * len(years)
    cells = {
        of_year(year): given((*key, str(year)), report.money(amount), place)
        for year, amount, place in zip(years, line.amounts, places, strict=True)
    }
    return with_total(report, key, cells)


def combined(
    report: ReportTables,
    key: CellKey,
    operation: Operation,
    rows: Sequence[Cells],
    columns: Iterable[CellKey],
) -> Cells:
    """The figures of a row that is made of others column by column, called KEY and the column.

    The key begins with that of the table. Money per participant is rounded to whole kroner; only
    the breakdown has it, elsewhere a phase may be called so.
    """
    cells, by_participant = {}, key[0] == "breakdown"
    for column in columns:
        step = WHOLE if by_participant and column[:1] == PARTICIPANT else report.plan.unit
        parts = [row[column] for row in rows]
        cells[column] = derive((*key, *column), operation, parts, step)
    return cells


def cost_rows(
    report: ReportTables, table: CellKey, costs: Iterable[CostLine], cells: Callable[[str], Cells]
) -> Iterator[Row]:
    """The rows of cost lines; below one that includes in-kind sources, these and the cash.

    ``cells`` gives the figures of a line, in the columns of the table.
    """
    for line in costs:
        whole, in_kind = cells(line.id), [cells(source) for source in line.includes]
        yield Row((line.id,), line.label, "line", whole)
        for part, operation, rows in (("in_kind", SUM, in_kind), ("cash", LESS, [whole, *in_kind])):
            if in_kind:
                made = combined(report, (*table, line.id, part), operation, rows, whole)
                yield Row((line.id, part), report.words(f"row.{part}"), "memo", made)


def sides(
    report: ReportTables,
    table: CellKey,
    columns: Iterable[Column],
    cells: Callable[[str], Cells],
    *,
    financing: Sequence[Row],
    paid: Sequence[Cells],
) -> Iterator[Row]:
    """Both sides of a table that is without common costs, each with its heading and its sum.

    ``cells`` gives the figures of a line, and ``paid`` is what the sum of the financing adds.
    What is uncovered stands below.
    """
    shared = [line for line in report.plan.costs if not line.common]
    costs = list(cost_rows(report, table, shared, cells))
    spent = [row.cells for row in costs if row.role == "line"]
    sums = []
    for side, rows, added in (("costs", costs, spent), ("financing", financing, paid)):
        yield Row((side, "heading"), report.words(f"heading.{side}"), "heading", {})
        yield from rows
        sums.append(sum_row(report, table, side, added, columns))
        yield sums[-1]
    yield from uncovered_row(report, table, *(each.cells for each in sums))


def sum_row(
    report: ReportTables, table: CellKey, key: str, rows: Sequence[Cells], columns: Iterable[Column]
) -> Row:
    """The sum of a side (``costs`` or ``financing``) in a table, column by column.

    It is nothing where a side has no rows, since all of its lines are common.
    """
    cells = combined(report, (*table, key), SUM, rows, (column.key for column in columns))
    return Row((key,), report.words(f"row.{key}"), "sum", cells)


def uncovered_row(report: ReportTables, table: CellKey, costs: Cells, paid: Cells) -> list[Row]:
    """Costs less financing, as one row where a figure of it is not zero, or in every; else none."""
    # for a group of participants costs are a mean, and the money may be for others
    columns = [one for one in paid if one in costs and one[:-1] != PARTICIPANT]
    cells = combined(report, (*table, *UNCOVERED), LESS, (costs, paid), columns)
    if report.every:
        return [Row(UNCOVERED, "", "check", cells)]
    if not any(cell.exact for cell in cells.values()):
        return []
    return [Row(UNCOVERED, uncovered_label(report, cells.values()), "uncovered", cells)]


def uncovered_label(report: ReportTables, cells: Iterable[Cell]) -> str:
    """What costs less financing is called: something uncovered, something unspent, or both."""
    signs = {cell.exact > 0 for cell in cells if cell.exact}
    if len(signs) > 1:
        return report.words("row.uneven")
    return report.words("row.uncovered" if True in signs else "row.unspent")


def source_rows(
    report: ReportTables,
    cells: Callable[[str], Cells],
    below: Callable[[str, int], Iterable[Row]] = lambda _identifier, _level: (),
) -> Iterator[Row]:
    """The rows of all financing: each source, or of a group its name, its sources and their sum.

    ``cells`` gives the figures of a source or a group, ``below`` memo rows of a source at a level.
    """
    for top in report.plan.financing_order:
        group = report.groups.get(top)
        if group is not None:
            yield Row((top, "heading"), group.label, "opening", {})
        for member in group.sources if group else (top,):
            label, level = source_label(report, report.sources[member]), int(group is not None)
            yield Row((member,), label, "line", cells(member), level)
            yield from below(member, level)
        if group is not None:
            inside = _inside(group.label, report.words("row.group"))
            yield Row((top,), report.words("row.group", label=inside), "group", cells(top))


def _inside(label: str, heading: str) -> str:
    """A label as a heading has it: behind a word, one word that is no abbreviation begins small."""
    small = label[1:].islower() and label.isalpha() and not heading.startswith("{")
    return label[0].lower() + label[1:] if small else label


def source_label(report: ReportTables, line: Line) -> str:
    """What a source is called, with a word on it where it is only indicated."""
    if line.indicated:
        return report.words("row.indicated", label=line.label)
    return line.label
