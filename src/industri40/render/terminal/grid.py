"""How wide the columns of tables are, and which of them stand side by side.

Amounts are never cut or wrapped. What gives way: the headings take more lines, then the labels
do, and then the columns are divided into blocks that stand below each other, each with the
labels. Tables with the same columns share a grid, so that they line up.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from industri40.render.common.figures import ROUNDED, decimals, figure
from industri40.render.common.text import printable, width, wrapped
from industri40.report.table import COUNT, HOURS, MONEY, TEXT, Cell, Column, Row, Table
from industri40.report.tables import NO_BREAK

GAP = 2  # blank columns between two columns of figures

_LABEL, _NARROW_LABEL = 28, 16
"""The narrowest that labels are made while headings still have room, and at last."""

_TEXT = 20  # the widest that a text in a column is where it can be folded
_HEADING_LINES = 2  # lines that a heading takes while there is room to be wide


class Slot(NamedTuple):
    """One column as it is drawn: its ``width``, and after it room for a mark if ``marked``."""

    column: Column
    width: int
    decimals: int
    marked: bool
    language: str

    @property
    def span(self) -> int:
        """What the column takes of a line, with the gap before it."""
        return GAP + self.width + (GAP if self.marked else 0)

    def texts(self, rows: Iterable[Row]) -> list[str]:
        """The figures of rows as they are drawn, or blanks, aligned to the right."""
        key, language, places = self.column.key, self.language, self.decimals
        cells = [row.cells.get(key) for row in rows]
        shown = [figure(cell, language, places) if cell else "" for cell in cells]
        room = GAP + self.width  # no sign in a figure is wide
        if not self.marked:
            return [text.rjust(room) for text in shown]
        marks = (f" {ROUNDED}" if cell and cell.rounded else "" for cell in cells)
        return [text.rjust(room) + mark.ljust(GAP) for text, mark in zip(shown, marks, strict=True)]

    def lines(self, cell: Cell | None) -> list[str]:
        """A text as it is drawn; where it is folded its lines begin together."""
        text = printable(figure(cell, self.language, 0)) if cell else ""
        first, *more = (line.replace(NO_BREAK, " ") for line in wrapped(text, self.width))
        filled = [line + " " * (self.width - width(line)) for line in (first, *more)]
        return filled if more else [first]

    def aligned(self, text: str) -> str:
        """A text that ends where the figures of this column end."""
        before = " " * (GAP + self.width - width(text))
        return before + text + (" " * GAP if self.marked else "")


class Block(NamedTuple):
    """Columns that stand side by side, after labels of a width."""

    label: int
    slots: tuple[Slot, ...]

    @property
    def width(self) -> int:
        """Of the whole block."""
        return self.label + sum(slot.span for slot in self.slots)

    def line(self, texts: Iterable[str], label: str = "") -> str:
        """A line of the block: a label, and texts as wide as the columns."""
        return (label + " " * (self.label - width(label)) + "".join(texts)).rstrip()


def blocks(tables: Sequence[Table], language: str, limit: int) -> tuple[Block, ...]:
    """The blocks in which tables with the same columns are drawn, within ``limit`` columns."""
    rows = [row for table in tables for row in table.rows if row.cells]
    natural = max((2 * row.indent + width(printable(row.label)) for row in rows), default=0)
    columns = tables[0].columns
    held = ([row.cells[one.key] for row in rows if one.key in row.cells] for one in columns)
    least = [_slot(*each, language) for each in zip(columns, held, strict=True)]
    for narrowest, heading in (
        (natural, _comfortable),
        (natural, _longest_word),
        (_LABEL, _comfortable),
        (_NARROW_LABEL, _longest_word),
    ):
        slots = tuple(
            one._replace(width=heading(printable(one.column.label), one.width)) for one in least
        )
        room = limit - _width(slots)
        if room >= min(natural, narrowest):
            return (Block(min(natural, room), _under_groups(slots)),)
    return _several(rows, slots, natural, limit)


def _several(rows: list[Row], slots: Sequence[Slot], natural: int, limit: int) -> tuple[Block, ...]:
    """Blocks below each other; labels have a third of the width, or less if it saves a block."""
    third, room = limit // 3, min(_LABEL, limit - max(slot.span for slot in slots))
    if room > third:
        words = (2 * row.indent + GAP + _longest_word(printable(row.label), 0) for row in rows)
        room = min(room, max(third, *words))
    least = min(natural, max(_NARROW_LABEL, room))
    wide, narrow = (_divided(slots, limit - one) for one in (max(least, third), least))
    runs = narrow if len(narrow) < len(wide) else wide
    label = min(natural, max(least, limit - max(map(_width, runs))))
    return tuple(Block(label, _under_groups(run)) for run in runs)


def _slot(column: Column, cells: list[Cell], language: str) -> Slot:
    """A column as wide as its widest figure."""
    places = decimals(cells)
    marked = any(cell.rounded for cell in cells)
    if not places and {cell.kind for cell in cells} <= {MONEY, COUNT, HOURS}:
        # the longest are the least and the greatest: quicker to find than to write all
        numbers = [cell.amount.numerator for cell in cells]
        cells = [cells[numbers.index(end(numbers))] for end in (min, max) if cells]
    widest = max((_room(cell, figure(cell, language, places)) for cell in cells), default=1)
    return Slot(column, widest, places, marked, language)


def _room(cell: Cell, text: str) -> int:
    """What a figure takes; a text is folded, but no amount in it."""
    if cell.kind != TEXT:
        return len(text)
    return min(width(text), max(_TEXT, min(_longest_word(text, 0), _LABEL)))


def _longest_word(label: str, widest: int) -> int:
    return max(widest, *map(width, label.split(" ")))


def _comfortable(label: str, widest: int) -> int:
    """The least width in which a heading takes few lines."""
    columns = _longest_word(label, widest)
    while len(wrapped(label, columns)) > _HEADING_LINES:
        columns += 1
    return columns


def _under_groups(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """Slots widened where the heading over a group of them needs more than they have."""
    widened: list[Slot] = []
    for group, members in _groups(slots):
        first, *rest = members
        needs = _longest_word(printable(group), 0) + GAP
        lacks = max(needs - sum(slot.span for slot in members), 0)
        widened += [first._replace(width=first.width + lacks), *rest]
    return tuple(widened)


def _groups(slots: Sequence[Slot]) -> Iterator[tuple[str, list[Slot]]]:
    for group, members in groupby(slots, key=lambda slot: slot.column.group):
        yield group, list(members)


def _width(slots: Sequence[Slot]) -> int:
    return sum(slot.span for slot in _under_groups(slots))


def _divided(slots: Sequence[Slot], room: int) -> list[list[Slot]]:
    """As few runs of whole groups as there have to be, about equally long."""
    parts: list[list[Slot]] = []
    for group, members in _groups(slots):
        whole = group and _width(members) <= room
        parts += [members] if whole else [[slot] for slot in members]
    runs = _filled(parts, room, len(slots))
    for most in range(max(map(len, runs)) - 1, 0, -1):
        even = _filled(parts, room, most)
        if len(even) > len(runs):
            break
        runs = even
    return runs


def _filled(parts: Sequence[list[Slot]], room: int, most: int) -> list[list[Slot]]:
    """The parts in runs that have room for them; a run has one part at least."""
    runs: list[list[Slot]] = [[]]
    for part in parts:
        longer = [*runs[-1], *part]
        if runs[-1] and (len(longer) > most or _width(longer) > room):
            runs.append(part)
        else:
            runs[-1] = longer
    return runs
