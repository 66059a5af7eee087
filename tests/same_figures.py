"""Whether files say the same: the figures of the JSON, compared with those of every format."""

import csv
import re
from collections.abc import Iterator
from fractions import Fraction
from io import StringIO
from itertools import chain
from typing import Any

from grids import Grid, Shown, plain, shown

from industri40.render.common.text import printable
from industri40.report.table import Table

__all__ = [
    "apart",
    "differences",
    "figures_of",
    "not_in_workbook",
    "not_printed",
    "put_together",
    "shown_in_workbook",
    "wanted_grid",
]

Figures = dict[tuple[str, str, str], Shown]
"""Figures by the ids of their table, row and column."""

MOST_SHEETS = 12
"""A workbook of more environments has one sheet on which one of them is chosen."""


def wanted_grid(table: Table, figures: Figures) -> Grid:
    """A table with the figures that the JSON has."""
    headings = [
        plain(printable(f"{each.group}: {each.label}" if each.group else each.label))
        for each in table.columns
    ]
    rows = [
        (
            plain(printable(row.label)),
            [figures.get((table.id, row.id, column.id)) for column in table.columns],
        )
        for row in table.rows
    ]
    return Grid(plain(printable(table.title)), headings, rows)


def differences(found: list[Grid], wanted: list[Grid]) -> Iterator[str]:
    """Where tables that were read are not as they have to be."""
    if [grid.title for grid in found] != [grid.title for grid in wanted]:
        yield f"tables are {[grid.title for grid in found]}"
    for there, right in zip(found, wanted, strict=False):
        if there.headings != right.headings:
            yield f"{right.title}: {there.headings}, not {right.headings}"
        if len(there.rows) != len(right.rows):
            yield f"{right.title}: {[label for label, _ in there.rows]}"
        for row, (label, figures) in zip(there.rows, right.rows, strict=False):
            if row != (label, figures):
                yield f"{right.title}: {row}, not {label} {figures}"


def put_together(parts: list[Grid], wanted: list[Grid]) -> list[Grid]:
    """Tables of which some had to be divided or stand last, each with all its columns."""
    left, whole = list(parts), []
    for grid in wanted:
        titled = (grid.title, f"{grid.title} (")
        first, *more = _parts_of(left, titled, len(grid.headings))
        for part in more:
            assert [label for label, _ in part.rows] == [label for label, _ in first.rows]
        rows = zip(*(part.rows for part in (first, *more)), strict=True)
        headings = [heading for part in (first, *more) for heading in part.headings]
        figures = [(row[0][0], [one for _, cells in row for one in cells]) for row in rows]
        whole.append(Grid(grid.title, headings, figures))
    return [*whole, *left]


def _parts_of(left: list[Grid], titled: tuple[str, str], columns: int) -> list[Grid]:
    """Take the first parts with a title until they have so many columns, one at least."""
    found: list[Grid] = []
    while not found or sum(len(part.headings) for part in found) < columns:
        one = next((part for part in left if part.title == titled[0]), None)
        one = one or next((part for part in left if part.title.startswith(titled[1])), None)
        assert one is not None, titled[0]
        left.remove(one)
        found.append(one)
    return found


def not_printed(text: str, wanted: list[Grid], language: str) -> Iterator[str]:
    """The rows that are missing in text for people, in their order."""
    lines, whole = iter(text.splitlines()), "".join(text.split())
    for grid in wanted:
        if "".join(grid.title.split()) not in whole:
            yield grid.title
        for label, cells in grid.rows:
            figures = [cell for cell in cells if cell]
            if figures and not any(is_row(line, label, figures, language) for line in lines):
                yield f"{grid.title}: {label} {figures}"


def is_row(line: str, label: str, figures: list[Shown], language: str) -> bool:
    parts = re.split(" {2,}", line.strip())
    words, texts = parts[: -len(figures)], parts[-len(figures) :]
    return plain(" ".join(words)) == label and [shown(one, language) for one in texts] == figures


# the workbook


def shown_in_workbook(table: Table, tables: list[Table]) -> bool:
    """Whether a table has a sheet: of many environments only the first, which may be chosen."""
    single = [each.id for each in tables if each.id.startswith("environment.")]
    return len(single) <= MOST_SHEETS or table.id not in single[1:]


def not_in_workbook(
    book: list[list[tuple[object, ...]]],
    tables: list[Table],
    figures: Figures,
    language: str,
) -> Iterator[str]:
    """What a workbook lacks of the tables, or has besides: rows and columns of nothing are fine."""
    left = iter(book)
    for table in tables:
        title = plain(printable(table.title))
        sheet = next((each for each in left if each and said(each[0][0]) == title), None)
        if sheet is None:
            yield f"no sheet for {title}"
            continue
        at = list(places(table, sheet[3]))
        if len(at) < len(table.columns):
            yield f"{title}: {sheet[3]}"
            continue
        rows = iter(sheet[4:])
        for row in table.rows:
            amounts = [figures.get((table.id, row.id, column.id)) for column in table.columns]
            for line in rows:
                values = [None, *(value(each, language) for each in line[1:])]
                there = [values[one] for one in at]
                if said(line[0]) == plain(printable(row.label)) and same(there, amounts):
                    values = [each for one, each in enumerate(values) if one not in at]
                    break
                if any(values):
                    yield f"{title}: {line} before {row.label}"
            else:
                yield f"{title}: {row.label} {amounts}"
            if any(values):
                yield f"{title}: {row.label} has {values} besides"


def said(cell: object) -> str:
    return plain(str(cell or ""))


def places(table: Table, heads: tuple[object, ...]) -> Iterator[int]:
    """Where the columns of a table stand; what is uncovered has a name that fits whatever it is."""
    left = iter(list(enumerate(map(said, heads)))[1:])
    for column in table.columns:
        label = plain(printable(column.label))
        for at, head in left:
            if head == label or (column.id == "uncovered" and " - " in head):
                yield at
                break


def value(cell: object, language: str) -> object:
    """A number as it stands, one that a spreadsheet cannot hold as its text, and labels."""
    if isinstance(cell, str) and re.fullmatch(r"[-\d ,.\xa0]+", cell):
        found = shown(cell, language)
        return found and found.amount
    return cell


def same(there: list[object], amounts: list[Shown | None]) -> bool:
    """Whether these are the amounts; a blank may be a nothing that can become something."""
    for number, wanted in zip(there, amounts, strict=True):
        if wanted is None:
            if number not in (None, 0):
                return False
        elif isinstance(number, float):
            if number != float(wanted.amount):
                return False
        elif number != wanted.amount:
            return False
    return True


# what the JSON says twice


def apart(document: Any, shares: bytes, *, everybody: bool) -> Iterator[str]:
    """Where lists, tables and the CSV of one allocation do not agree."""
    listed = [tuple(str(each) for each in one.values()) for one in document["shares"]]
    if [tuple(row.values()) for row in csv.DictReader(StringIO(shares.decode()))] != listed:
        yield "the CSV has other shares than the JSON"
    known = dict(figures_of(document))
    for (table, row, column), names in twins(document, everybody=everybody).items():
        total = sum(known[name] for name in names)
        if table in document["tables"]:
            cell = cell_of(document, table, row, column)
            if cell != total:
                yield f"{table}.{row}.{column} is {cell}, and {total} in the lists"


def figures_of(document: Any) -> Iterator[tuple[str, Fraction]]:
    """Every figure of the lists by the name that ``explain`` has for it."""
    for one in document["shares"]:
        name = f"shares.{one['line']}.{one['environment']}.{one['year']}"
        yield name, Fraction(one["amount"])
    for one in document["awards"]:
        name = f"awards.{one['phase']}.{one['environment']}"
        yield name, Fraction(one["amount"])
        for part in parts_of(one):
            yield f"{name}.{part}", Fraction(one[part])
    for one in document["frames"]:
        for part in ("frame", "awarded", "given_back", "leftover", "carried", "returned"):
            yield f"frames.{one['phase']}.{part}", Fraction(one[part])
    for one in document["participants"]:
        yield f"participants.{one['environment']}.{one['year']}", Fraction(one["participants"])


def parts_of(award: Any) -> list[str]:
    """What is said of an award beside its amount: its bounds, and what came back."""
    parts = [part for part in ("sought", "ceiling", "floor") if award[part] is not None]
    return [*parts, *(["returned"] if award["returned"] else [])]


def twins(document: Any, *, everybody: bool) -> dict[tuple[str, str, str], list[str]]:
    """Cells of tables, each with the figures of the lists that it is the sum of."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for cell, name in chain(_shares(document, everybody), _others(document, everybody)):
        found.setdefault(cell, []).append(name)
    return found


def _shares(document: Any, everybody: bool) -> Iterator[tuple[tuple[str, str, str], str]]:
    for one in document["shares"]:
        line, holder, year = one["line"], one["environment"], str(one["year"])
        side = {"cost": "costs"}.get(one["side"], one["side"])
        for column in (year, "total"):
            yield (f"environment.{holder}", line, column), f"shares.{line}.{holder}.{year}"
            if everybody:
                yield (side, line, column), f"shares.{line}.{holder}.{year}"
        if side == "financing":
            yield ("environments", holder, line), f"shares.{line}.{holder}.{year}"


def _others(document: Any, everybody: bool) -> Iterator[tuple[tuple[str, str, str], str]]:
    for one in document["awards"]:
        phase, holder = one["phase"], one["environment"]
        yield ("awards", holder, phase), f"awards.{phase}.{holder}"
        if len(document["frames"]) > 1:
            yield ("environments", holder, f"award.{phase}"), f"awards.{phase}.{holder}"
        for part in parts_of(one):
            yield ("awards", holder, f"{phase}.{part}"), f"awards.{phase}.{holder}.{part}"
    back = ["given_back"] if any(one["given_back"] for one in document["frames"]) else []
    for one in document["frames"] if everybody else ():
        for part in ("frame", "awarded", "leftover", *back):
            yield ("awards", f"frames.{part}", one["phase"]), f"frames.{one['phase']}.{part}"
    for one in document["participants"]:
        holder, year = one["environment"], str(one["year"])
        for column in (year, "total"):
            yield ("participants", holder, column), f"participants.{holder}.{year}"


def cell_of(document: Any, table: str, row: str, column: str) -> Fraction | None:
    for cell in document["tables"][table]:
        if (cell["row"], cell["column"]) == (row, column):
            return Fraction(cell["amount"])
    return None
