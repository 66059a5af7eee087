"""Neutral tables: figures with their exact values and origins, before anyone decides how they look.

A table says what is in it, never how it is drawn: a renderer sees roles and kinds, not fonts.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, NamedTuple

from industri40.findings.finding import Place
from industri40.plan.model import Year

Kind = Literal["money", "count", "hours", "share", "text"]
"""What a figure counts: kroner; participants, environments or years; hours; or parts of a whole,
such as a phase's share, or the grant's part of the costs. A text is no figure.
"""

MONEY: Kind = "money"
COUNT: Kind = "count"
HOURS: Kind = "hours"
SHARE: Kind = "share"
TEXT: Kind = "text"

Operation = Literal["plan", "engine", "sum", "less", "over", "times", "change"]
"""How a figure was made; :mod:`industri40.report.figures` says what each of them is."""

Role = Literal[
    "heading", "opening", "line", "memo", "group", "sum", "uncovered", "result", "count", "check"
]
"""What a row is:

- ``heading`` and ``opening``: no figures; what follows, or the group of what follows
- ``line``, and ``memo``: part of the line above, or another measure of it; never added
- ``group``: the sum of some lines above, and ``sum``: of a whole side
- ``uncovered``: costs less financing, or a limit that is not kept, and ``check``: the former in
  words, in a workbook
- ``result``: a figure to act on, apart from the sums
- ``count``: no money
"""


CellKey = tuple[str, ...]
"""What tells a table, a row, a column or a figure from others: words of the program, ids and years.

Nothing takes a key apart by what is printed of it: :func:`printed` is the way out, not back.
"""


def printed(key: CellKey) -> str:
    """A key as people and programs read and write it: its parts joined by points."""
    return ".".join(key)


def of_year(year: Year) -> CellKey:
    """The key of a year's column."""
    return (str(year),)


class Cell(NamedTuple):
    """One figure, and how it came about.

    ``exact`` is its value and ``amount`` the same rounded for reading, half away from zero; both
    are kroner, participants or hours, as ``kind`` says. ``key`` is what the figure is called,
    and ``operation`` with ``inputs`` how it was computed: :mod:`industri40.report.figures` lists
    the operations. ``place`` is where a figure that stands in the plan is written. ``step`` is
    what a figure that was computed is rounded to.
    """

    exact: Fraction
    amount: Fraction
    kind: Kind
    key: CellKey
    operation: Operation
    inputs: tuple["Cell", ...] = ()
    place: Place | None = None
    step: Fraction = Fraction(1)
    text: str = ""
    """What stands there where it is no figure."""

    @property
    def name(self) -> str:
        """What the figure is called, as it is printed."""
        return printed(self.key)

    @property
    def rounded(self) -> bool:
        """Whether the figure was rounded for reading, which of a share in percent is expected."""
        if self.amount is self.exact:  # as in almost all cells; to compare them takes long
            return False
        return self.amount != self.exact and self.kind != SHARE


Cells = Mapping[CellKey, Cell]  # figures by the keys of their columns


def made_of(cells: Iterable[Cell]) -> Iterator[Cell]:
    """Figures and all that they were made of, each once."""
    seen: set[int] = set()
    waiting = list(cells)
    while waiting:
        cell = waiting.pop()
        if id(cell) not in seen:
            seen.add(id(cell))
            yield cell
            waiting += cell.inputs


class Column(NamedTuple):
    """One column of figures; columns that follow each other with the same ``group`` share it."""

    key: CellKey
    label: str
    group: str = ""

    @property
    def id(self) -> str:
        """The key as it is printed."""
        return printed(self.key)


class Row(NamedTuple):
    """One row: its key, what it is called, and its figures by column; a blank is left out.

    ``level`` is 1 for the lines of a group.
    """

    key: CellKey
    label: str
    role: Role
    cells: Cells
    level: int = 0

    @property
    def id(self) -> str:
        """The key as it is printed."""
        return printed(self.key)

    @property
    def indent(self) -> int:
        """How far it is moved in: parts of a group, and more so a part of a line."""
        return self.level + (self.role == "memo")


class Table(NamedTuple):
    """One table. ``notes`` explain figures of its own; a plan's notes are not among them."""

    key: CellKey
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The key as it is printed."""
        return printed(self.key)

    def frozen(self) -> "Table":
        """The same table, with figures that nobody to whom it is handed can change."""
        rows = (row._replace(cells=MappingProxyType(row.cells)) for row in self.rows)
        return self._replace(rows=tuple(rows))

    def figures(self) -> Iterator[tuple[Row, Column, Cell]]:
        """The figures, row by row, each with its row and its column."""
        for row in self.rows:
            for column in self.columns:
                if column.key in row.cells:
                    yield row, column, row.cells[column.key]

    def cell(self, row: CellKey, column: CellKey) -> Cell:
        """The figure at a row and column. Raises KeyError where it is blank."""
        for candidate in self.rows:
            if candidate.key == row and column in candidate.cells:
                return candidate.cells[column]
        raise KeyError(printed((*self.key, *row, *column)))

    def by_name(self) -> dict[str, dict[str, Cell]]:
        """The figures by row and column as people write them, also of rows without any."""
        return {row.id: {printed(key): one for key, one in row.cells.items()} for row in self.rows}
