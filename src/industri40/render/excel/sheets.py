"""Sheets and cells: what they are called, where figures stand, and writing them."""

import re
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import cache
from itertools import chain, count, groupby
from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from industri40.render.excel.styles import LINE, Styles
from industri40.render.excel.terms import Term, as_number

_MOST_ARGUMENTS = 200  # Excel takes 255 in a function
PAGE, _PAGE_HEIGHT = 108, 500  # how wide a page is, in figures of a column, and how high, in points
_ROW = 15  # the height of a row that is given none
_FEW = 0.4  # a page that is filled no further than this is spared: the others are made smaller
_LONGEST, _LONGEST_CELL_NAME = 31, 240
# What is taken out; and between a word and a bracket a blank comes in, so that what refers to the
# sheet is not taken for a function.
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]|(?<=\w)(?=\()")
# names that need no quotes in a formula: too long for the column of a cell, and no digits
_PLAIN = re.compile(r"[A-Za-zÆØÅæøå]{4,}")
# what the file format would read as another letter, such as ``_x0041_``
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
letters: Callable[[int], str] = cache(xl_col_to_name)  # what a column is called, counted from 0


class FastWorksheet(Worksheet):
    """A worksheet that takes formulas as they are.

    The library looks through each formula for some thirty functions that are newer than the file
    format. None of them is used here, and looking takes longer than all else.
    """

    def _prepare_formula(self, formula: str, *_: object, **__: object) -> str:
        return formula.removeprefix("=")


class Spot(NamedTuple):
    """A cell of a workbook, with its value if it is a figure; row and column count from 0."""

    sheet: str
    row: int
    column: int
    value: Fraction = Fraction(0)


class Sheet:
    """One sheet. Formulas are given without the equals sign, looks by the parts of ``styles``.

    All text is written as text: nothing that a plan says becomes a formula or a link.
    """

    def __init__(self, name: str, worksheet: Worksheet, styles: Styles) -> None:
        self.name, self.worksheet, self.styles = name, worksheet, styles
        self.prefix = f"{quoted(name)}!"  # what formulas of other sheets call it
        self._heights: dict[int, float] = {}
        self._last = 0

    def text(self, row: int, column: int, text: str, *look: str, formula: str = "") -> None:
        """Write a text; where a ``formula`` gives it, it is what that gives now."""
        self._last = max(self._last, row)
        if formula:
            self.worksheet.write_formula(row, column, f"={formula}", self.styles(*look), text)
        else:
            self.worksheet.write_string(row, column, text, self.styles(*look))

    def merged(self, row: int, columns: Sequence[int], text: str, *look: str) -> None:
        """Write a text over some columns."""
        if len(columns) > 1:
            ends = row, columns[0], row, columns[-1]
            self.worksheet.merge_range(*ends, "", self.styles(*look))
        self.text(row, columns[0], text, *look)

    def height(self, row: int, lines: float, more: float = 0) -> None:
        """Give a row the height of so many lines, and of some points; one line has it anyway."""
        if lines > 1 or more:
            self._heights[row] = LINE * lines + more
            self.worksheet.set_row(row, self._heights[row])

    def fit(self, width: float) -> None:
        """Print it one page wide, and no page for a few rows that are left.

        ``width`` is that of all columns, in figures.
        """
        points = sum(self._heights.get(row, _ROW) for row in range(self._last + 1))
        pages = points / _PAGE_HEIGHT * min(1, PAGE / width)
        whole = int(pages + 1 - _FEW)
        self.worksheet.fit_to_pages(1, max(whole, 1) if whole < pages else 0)

    def blank(self, row: int, columns: Iterable[int], *look: str) -> None:
        """Give empty cells of a row a look."""
        for column in columns:
            self.worksheet.write_blank(row, column, None, self.styles(*look))

    def number(self, row: int, column: int, value: Fraction, *look: str) -> Spot:
        """Write a number."""
        self.worksheet.write_number(row, column, as_number(value), self.styles(*look))
        return Spot(self.name, row, column, value)

    def formula(self, row: int, column: int, term: Term, *look: str) -> Spot:
        """Write a formula with its value; it may call cells of this sheet as others do."""
        value, style, text = as_number(term.value), self.styles(*look), term.text
        self.worksheet.write_formula(row, column, text.replace(self.prefix, ""), style, value)
        return Spot(self.name, row, column, Fraction(term.value))

    def mark(self, row: int, columns: tuple[int, int], formula: str) -> None:
        """Show some columns of a row as wrong for as long as a formula is true."""
        rule = {"type": "formula", "criteria": f"={formula}", "format": self.styles("wrong")}
        self.worksheet.conditional_format(row, columns[0], row, columns[1], rule)

    def at(self, spot: Spot) -> str:
        """What a formula on this sheet calls a cell."""
        name = self.fixed(spot)
        return name if "!" in name else name.replace("$", "")

    def fixed(self, spot: Spot) -> str:
        """As ``at``, with the row and the column fixed."""
        cell = f"${letters(spot.column)}${spot.row + 1}"
        return cell if spot.sheet == self.name else f"{quoted(spot.sheet)}!{cell}"

    def span(self, spots: Sequence[Spot], *, fixed: bool = False) -> str:
        """What a formula on this sheet calls the cells from the first to the last of these."""
        first, last = spots[0], spots[-1]
        name = self.fixed if fixed else self.at
        if first == last:
            return name(first)
        return f"{name(first)}:{name(last).rpartition('!')[2]}"

    def total(self, spots: Sequence[Spot]) -> str:
        """The formula for the sum of some cells, however many."""
        if len(spots) == 1:
            return self.at(spots[0])
        parts = [self.span(run) for run in _runs(spots)]
        while len(parts) > _MOST_ARGUMENTS:
            chunks = range(0, len(parts), _MOST_ARGUMENTS)
            parts = [f"SUM({','.join(parts[at : at + _MOST_ARGUMENTS])})" for at in chunks]
        return f"SUM({','.join(parts)})"


def _runs(spots: Sequence[Spot]) -> Iterable[list[Spot]]:
    """Cells that follow each other below or beside, in as few groups as that makes."""
    across = len({(spot.sheet, spot.row) for spot in spots}) == 1

    def line(entry: tuple[int, Spot]) -> tuple[str, int, int]:
        place, (sheet, row, column, _) = entry
        return (sheet, row, column - place) if across else (sheet, column, row - place)

    return [[spot for _, spot in run] for _, run in groupby(enumerate(spots), key=line)]


class SheetNames:
    """Gives out names of sheets; Excel does not tell upper case from lower."""

    def __init__(self) -> None:
        self._taken = {"history"}  # which Excel keeps for itself

    def take(self, wanted: str) -> str:
        """The name itself where it can be one, else the nearest that can."""
        plain = _FORBIDDEN.sub(" ", _ESCAPE.sub("-", wanted))
        endings = chain([""], (f" ({number})" for number in count(2)))
        names = (_trimmed(plain, _LONGEST - len(ending)) + ending for ending in endings)
        name = next(each for each in names if each.casefold() not in self._taken)
        self._taken.add(name.casefold())
        return name


def cell_names(figures: Iterable[str]) -> dict[str, str]:
    """The figures of a plan by what their cells are called.

    Names are letters, digits and underscores, of these one at least, so that none can be taken
    for a cell such as A1.

    >>> cell_names(["costs.work.yearly", "participants"])
    {'costs_work_yearly': 'costs.work.yearly', 'plan_participants': 'participants'}
    """
    found: dict[str, str] = {}
    for figure in figures:
        plain = re.sub(r"\W", "_", figure)
        wanted = (plain if "_" in plain else f"plan_{plain}")[:_LONGEST_CELL_NAME]
        names = chain([wanted], (f"{wanted}__{number}" for number in count(2)))
        found[next(name for name in names if name not in found)] = figure
    return found


def _trimmed(text: str, longest: int) -> str:
    """The text cut to a length that Excel counts in UTF-16, without apostrophes at its ends."""
    text = " ".join(text.split()).strip("' ")
    while len(text.encode("utf-16-le")) > 2 * longest:
        text = text[:-1]
    return text.strip("' ") or "-"


def quoted(name: str) -> str:
    """A sheet's name as it stands in a formula.

    >>> quoted("Fordeling"), quoted("Per miljø"), quoted("O'Hara")
    ('Fordeling', "'Per miljø'", "'O''Hara'")
    """
    if _PLAIN.fullmatch(name):
        return name
    escaped = name.replace("'", "''")
    return f"'{escaped}'"
