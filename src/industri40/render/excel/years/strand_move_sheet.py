"""The moves of bits, as formulas: see :mod:`.strand_moves` for what is computed."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.render.excel.sheets import Figure, Sheet, Spot
from industri40.render.excel.styles import Styles
from industri40.render.excel.words import Say
from industri40.render.excel.years.strand_moves import FAR, MOVES, ROUNDS, Move, StrandYear, sent
from industri40.render.excel.years.strands import Strand

__all__ = ["HEAD", "HIGH", "LOW", "PARTS", "RANK", "TAIL", "VALUE", "Grid", "MoveSheet", "Year"]

TAIL, HEAD, PARTS = 2, 3, 4
"""Columns of the strands."""

LOW, HIGH, VALUE, RANK = 2, 3, 4, 6
"""Columns of a year beside the strands, from the first of them on."""

_PLACE, _STRAND, _FROM, _TO, _LEAST, _MOST, _HOLDS = range(1, 8)
"""The columns of the strands in their order; from the last on, what they hold before each move."""

_GIVER, _LENGTH, _CODES = 1, 2, 3
_POINTS = _CODES + ROUNDS
"""The columns of a move, and the first of the points that it goes to."""

_EXCESS = 2
_OVER, _NEAREST = 3, ROUNDS + 3
"""The first column of the points, and how many there are for each move."""


class Year(NamedTuple):
    """A year, of how many, and where it stands: beside the strands, and below them in order."""

    number: int
    years: int
    column: int
    row: int


class Grid:
    """Writes whole figures by row and column, and calls cells of the strands' sheet by them."""

    def __init__(self, sheet: Sheet, styles: Styles) -> None:
        self.sheet, self._head = sheet, styles("head")
        self._style = styles("figure", "plain")

    def put(
        self, row: int, column: int, formula: str, value: int, *, array: bool = False
    ) -> Figure:
        """Write a formula; as an array it computes with whole ranges."""
        put = self.sheet.array if array else self.sheet.formula
        return put(row, column, formula, Fraction(value), self._style)

    def number(self, row: int, column: int, value: int) -> None:
        """Write a number."""
        self.sheet.number(row, column, Fraction(value), self._style)

    def at(self, row: int, column: int) -> str:
        """What a formula calls a cell."""
        return self.sheet.at(Spot(self.sheet.name, row, column))

    def span(self, row: int, column: int, count: int) -> str:
        """What a formula calls so many cells below each other."""
        ends = [Spot(self.sheet.name, each, column) for each in (row, row + count - 1)]
        return self.sheet.span(ends, fixed=True)

    def heads(self, row: int, heads: Sequence[str], column: int = 1) -> None:
        """Write headings beside each other."""
        for at, text in enumerate(heads, start=column):
            self.sheet.text(row, at, text, self._head)


class MoveSheet:
    """Writes the order of the strands in a year, and the moves of their bits.

    ``first`` is the row of the first strand.
    """

    def __init__(
        self, grid: Grid, first: int, strands: Sequence[Strand], look: tuple[Styles, Say]
    ) -> None:
        self._grid, self._first, self._strands = grid, first, strands
        self._styles, self._say = look
        self._points = max(max(strand.tail, strand.head) for strand in strands)
        self._at, self._span, self._put = grid.at, grid.span, grid.put

    @property
    def height(self) -> int:
        """How many rows a year takes, with one between."""
        return len(self._strands) + self._points + len(MOVES) + 5

    def write(self, year: Year, each: StrandYear, label: str) -> str:
        """Write a year, below its label; what a formula calls what the strands hold in the end."""
        self._order(year, each, label)
        for number in range(len(MOVES)):
            self._move(year, each, number)
        return self._span(year.row + 2, _HOLDS + len(MOVES), len(self._strands))

    def _all(self, column: int) -> str:
        """A column beside the strands."""
        return self._span(self._first, column, len(self._strands))

    def _order(self, year: Year, each: StrandYear, label: str) -> None:
        """The strands in their order, and what they hold before each move and in the end."""
        say, sheet, row = self._say, self._grid.sheet, year.row
        sheet.text(row, 0, say("strands.order", year=label), self._styles("section"))
        heads = [say(f"strands.{key}") for key in ("place", "strand")]
        heads += [say("chains.tail"), say("chains.head"), say("workings.low"), say("workings.high")]
        heads += [say("strands.holds", number=number + 1) for number in range(len(MOVES) + 1)]
        self._grid.heads(row + 1, heads)
        columns = {_FROM: TAIL, _TO: HEAD, _LEAST: year.column + LOW}
        columns |= {_MOST: year.column + HIGH, _HOLDS: year.column + VALUE}
        for place, number in enumerate(each.order):
            here, strand = row + 2 + place, self._strands[number]
            self._grid.number(here, _PLACE, place + 1)
            text = f"MATCH({self._at(here, _PLACE)},{self._all(year.column + RANK)},0)"
            at = sheet.at(self._put(here, _STRAND, text, number + 1))
            values = [strand.tail, strand.head]
            values += [each.low[number], each.high[number], each.value[number]]
            for (column, source), value in zip(columns.items(), values, strict=True):
                self._put(here, column, f"INDEX({self._all(source)},{at})", value)

    def _rows(self, year: Year) -> tuple[int, int]:
        """The row of the first point of a year, and of its first move."""
        points = year.row + len(self._strands) + 3
        return points, points + self._points + 1

    def _move(self, year: Year, each: StrandYear, number: int) -> None:
        """One move: what points have too much, what leads nearer, and then the move."""
        move, (points, moves) = each.moves[number], self._rows(year)
        column = _EXCESS + sum(_OVER if over else _NEAREST for over in MOVES[:number])
        for point in range(self._points):
            row = points + point
            if not number:
                self._grid.number(row, 1, point + 1)
            self._put(row, column, self._excess(year, number, row), move.excess[point])
        looked = self._over if MOVES[number] else self._nearest
        length, giver, ways = looked(year, move, number, column)
        row = moves + number
        self._grid.sheet.text(
            row, 0, self._say("strands.move", number=number + 1), self._styles("line")
        )
        before = self._grid.sheet.at(self._put(row, _GIVER, giver, move.giver, array=True))
        best = self._put(row, _LENGTH, length, self._length(move, number), array=True)
        self._path(year, move, row, (before, self._grid.sheet.at(best), ways))
        name = self._grid.sheet.name
        ends = [Spot(name, row, at) for at in (_CODES, _CODES + ROUNDS - 1)]
        codes = self._grid.sheet.span(ends, fixed=True)
        for place, value in enumerate(sent(move)):
            here = year.row + 2 + place
            code = self._at(here, _PLACE)
            text = self._at(here, _HOLDS + number)
            text += f"+COUNTIF({codes},{code})-COUNTIF({codes},-{code})"
            self._put(here, _HOLDS + number + 1, text, value)

    def _length(self, move: Move, number: int) -> int:
        if MOVES[number]:
            return 2
        far = [near for near, amount in zip(move.near[-1], move.excess, strict=True) if amount > 0]
        return min([FAR, *far])

    def _path(
        self, year: Year, move: Move, row: int, facts: tuple[str, str, Sequence[str]]
    ) -> None:
        """The strands of a move and the points that they lead to, one after the other."""
        giver, length, ways = facts
        tails, heads = (self._span(year.row + 2, each, len(self._strands)) for each in (_FROM, _TO))
        before = giver
        for step in range(ROUNDS):
            code, point = "0", before
            value, end = 0, move.giver
            if step < len(ways):
                found = f"INDEX({ways[step]},{before})"
                sign = f"IF(INDEX({tails},{found})={before},1,-1)"
                code = f"IF(OR({giver}=0,{length}<{step + 1}),0,{found}*{sign})"
            if step < len(move.codes):
                value, end = move.codes[step], move.points[step]
            else:
                end = move.points[-1]
            way = self._grid.sheet.at(self._put(row, _CODES + step, code, value))
            there = f"IF({way}>0,INDEX({heads},{way}),INDEX({tails},-{way}))"
            text = f"IF({way}=0,{point},{there})"
            before = self._grid.sheet.at(self._put(row, _POINTS + step, text, end))

    def _excess(self, year: Year, number: int, row: int) -> str:
        """What a point has too much before a move."""
        point, (_, moves) = self._at(row, 1), self._rows(year)
        if number:
            column = _EXCESS + sum(_OVER if over else _NEAREST for over in MOVES[: number - 1])
            at = moves + number - 1
            fixed = [
                self._grid.sheet.fixed(Spot(self._grid.sheet.name, at, each))
                for each in (_GIVER, _POINTS + ROUNDS - 1)
            ]
            return f"{self._at(row, column)}-({fixed[0]}={point})+({fixed[1]}={point})"
        value = self._all(year.column + VALUE)
        tails, heads, parts = (self._all(column) for column in (TAIL, HEAD, PARTS))
        text = f"SUMIF({heads},{point},{value})-SUMIF({tails},{point},{value})"
        less = f"(SUMIF({heads},{point},{parts})-SUMIF({tails},{point},{parts}))/{year.years}"
        return f"{text}-{less}"

    def _open(self, year: Year, number: int, row: int, wanted: Sequence[str]) -> Iterator[str]:
        """Conditions on strands: it may go on from a point, and what is asked of where it leads.

        The conditions come for strands that go up and lead to their heads, then down.
        """
        size, point = len(self._strands), self._at(row, 1)
        tails, heads, least, most, holds = (
            self._span(year.row + 2, column, size)
            for column in (_FROM, _TO, _LEAST, _MOST, _HOLDS + number)
        )
        numbers = self._span(self._rows(year)[0], 1, self._points)
        for own, other, free in (
            (tails, heads, f"({holds}<{most})"), (heads, tails, f"({holds}>{least})")
        ):  # fmt: skip
            there = f"SUMIF({numbers},{other},{wanted[0]})"
            yield f"({own}={point})*{free}{wanted[1].format(there)}"

    def _match(self, year: Year, number: int, row: int, wanted: Sequence[str]) -> str:
        """The first strand by which something may go on to where it is wanted; 0 for none."""
        up, down = self._open(year, number, row, wanted)
        return f"IFERROR(MATCH(1,{up}+{down},0),0)"

    def _over(self, year: Year, move: Move, number: int, column: int) -> tuple[str, str, list[str]]:
        """The move over a point that is even: its length, who gives, and where ways stand."""
        points, _ = self._rows(year)
        first, last = (self._span(points, column + at, self._points) for at in (1, 2))
        excess = self._span(points, column, self._points)
        for point in range(self._points):
            row = points + point
            own, start = self._at(row, column), self._at(row, _EXCESS)
            text = self._match(year, number, row, (excess, "*({}<0)"))
            text = f"IF({start}<>0,0,{text})"
            self._put(row, column + 2, text, move.onward[1][point], array=True)
            text = self._match(year, number, row, (last, "*({}>0)"))
            self._put(row, column + 1, f"IF({own}<=0,0,{text})", move.onward[0][point], array=True)
        return "2", f"IFERROR(MATCH(1,({first}>0)*1,0),0)", [first, last]

    def _nearest(
        self, year: Year, move: Move, number: int, column: int
    ) -> tuple[str, str, list[str]]:
        """The move from the nearest point: its length, who gives, and where ways stand."""
        points, _ = self._rows(year)
        excess, far, ways = (
            self._span(points, column + at, self._points) for at in (0, ROUNDS + 1, ROUNDS + 2)
        )
        for turn, near in enumerate(move.near, start=1):
            before = self._span(points, column + turn - 1, self._points)
            for point, value in enumerate(near):
                row = points + point
                text = f"IF({self._at(row, column)}<0,0,{FAR})"
                if turn > 1:
                    up, down = self._open(year, number, row, (before, ";{}"))
                    both = ",".join(f"IF({each.replace(';', ',', 1)},{FAR})" for each in (up, down))
                    none = self._at(row, column + 1)
                    text = f"IF({none}=0,0,1+MIN({FAR},{both}))"
                self._put(row, column + turn, text, value, array=turn > 1)
        for point, value in enumerate(move.onward[0]):
            row = points + point
            nearer = f"{self._at(row, column + ROUNDS + 1)}-1"
            text = self._match(year, number, row, (far, f"*({{}}={nearer})"))
            self._put(row, column + ROUNDS + 2, text, value, array=True)
        best = f"MIN(IF({excess}>0,{far},{FAR}))"
        giver = f"IF({best}>{ROUNDS},0,MATCH(1,({excess}>0)*({far}={best}),0))"
        return best, giver, [ways] * ROUNDS
