"""How bits are moved from year to year, until everything comes out even: see :mod:`.strands`."""

from collections.abc import Sequence
from typing import NamedTuple

from industri40.render.excel.years.strands import Strand

__all__ = ["FAR", "MOVES", "ROUNDS", "Move", "StrandYear", "bits", "sent"]

FAR = 99
"""Farther than any point is from another."""

MOVES = (True, True, False, False)
"""The moves of a year, in their order; True for those over a point that is even already."""

ROUNDS = 3
"""Through so many strands a move may go, if not over a point that is even."""


class Move(NamedTuple):
    """One move, with what it goes by: the bits and what each point has too much before it.

    ``near`` holds columns of how far each point is from one that has too little, ``onward`` of
    the strand by which it comes nearer (its place in the order, from 1; 0 for none). ``giver`` is
    where the move begins, 0 for none; ``codes`` are its strands, below 0 where a bit is taken
    away, and ``points`` where they lead.
    """

    values: list[int]
    excess: list[int]
    near: list[list[int]]
    onward: list[list[int]]
    giver: int
    codes: list[int]
    points: list[int]


class StrandYear(NamedTuple):
    """One year: for every strand what it may be and is, then its moves, then the bits.

    ``order`` holds the strands' numbers, from 0, those nearest to a half first; ``values`` and
    what is in the moves is in that order.
    """

    due: list[int]
    low: list[int]
    high: list[int]
    value: list[int]
    unease: list[int]
    order: list[int]
    moves: list[Move]
    bits: list[int]


def bits(all_strands: Sequence[Strand], parts: Sequence[int], years: int) -> list[StrandYear]:
    """Round year after year; ``parts`` are what each strand has beyond whole units."""
    found: list[StrandYear] = []
    before = [0] * len(parts)
    for year in range(years):
        found.append(_year(all_strands, parts, before, year, years))
        before = [a + b for a, b in zip(before, found[-1].bits, strict=True)]
    return found


def _year(
    all_strands: Sequence[Strand],
    parts: Sequence[int],
    before: Sequence[int],
    year: int,
    years: int,
) -> StrandYear:
    due, low, high, value = [], [], [], []
    for strand, part, taken in zip(all_strands, parts, before, strict=True):
        least, most = max(0, part - taken - (years - year - 1)), min(1, part - taken)
        now = part * (year + 1) - taken * years
        due.append(now)
        low.append(_within(now // years, least, most) if strand.promised else least)
        high.append(_within(-(-now // years), least, most) if strand.promised else most)
        value.append(_within((2 * now + years) // (2 * years), low[-1], high[-1]))
    unease = [
        abs(2 * now - (least + most) * years)
        for now, least, most in zip(due, low, high, strict=True)
    ]
    order = sorted(range(len(due)), key=unease.__getitem__)
    moves = _moves(all_strands, parts, years, (order, low, high, value))
    place = {number: at for at, number in enumerate(order)}
    last = sent(moves[-1])
    return StrandYear(
        due, low, high, value, unease, order, moves, [last[place[at]] for at in range(len(order))]
    )


def _within(value: int, low: int, high: int) -> int:
    return min(max(value, low), high)


def sent(move: Move) -> list[int]:
    """The bits after a move."""
    return [
        value + move.codes.count(place) - move.codes.count(-place)
        for place, value in enumerate(move.values, start=1)
    ]


def _moves(
    all_strands: Sequence[Strand],
    parts: Sequence[int],
    years: int,
    start: tuple[list[int], list[int], list[int], list[int]],
) -> list[Move]:
    order, low, high, value = start
    sorted_strands = [all_strands[number] for number in order]
    points = max(max(strand.tail, strand.head) for strand in all_strands)
    values = [value[number] for number in order]
    excess = [0] * points
    for strand, number, bit in zip(sorted_strands, order, values, strict=True):
        # what a strand has beyond its bit, in parts of a unit
        excess[strand.head - 1] += bit * years - parts[number]
        excess[strand.tail - 1] -= bit * years - parts[number]
    excess = [amount // years for amount in excess]
    bounds = [(low[number], high[number]) for number in order]
    moves: list[Move] = []
    for over in MOVES:
        finder = _Finder(sorted_strands, bounds, values, excess)
        even = [not amount for amount in (moves[0].excess if moves else excess)]
        moves.append(finder.over_even(even) if over else finder.nearest())
        values, excess = sent(moves[-1]), list(excess)
        if moves[-1].giver:
            excess[moves[-1].giver - 1] -= 1
            excess[moves[-1].points[-1] - 1] += 1
    return moves


class _Finder:
    """Finds one move from where bits stand."""

    def __init__(
        self,
        sorted_strands: Sequence[Strand],
        bounds: Sequence[tuple[int, int]],
        values: list[int],
        excess: list[int],
    ) -> None:
        self._values, self._excess = values, excess
        self._numbers = range(1, len(excess) + 1)
        self._ways: dict[int, list[tuple[int, int]]] = {number: [] for number in self._numbers}
        self._ends = [(strand.tail, strand.head) for strand in sorted_strands]
        for place, ((tail, head), (low, high), value) in enumerate(
            zip(self._ends, bounds, values, strict=True), start=1
        ):
            if value < high:
                self._ways[tail].append((place, head))
            if value > low:
                self._ways[head].append((place, tail))

    def _first(self, number: int, wanted: Sequence[int]) -> int:
        """The first strand by which something may go from a point to one of these; 0 for none."""
        return next((place for place, other in self._ways[number] if other in wanted), 0)

    def over_even(self, even: Sequence[bool]) -> Move:
        """From the first point that can, over one that was even, to one that has too little."""
        lacking = [number for number in self._numbers if self._excess[number - 1] < 0]
        last = [self._first(number, lacking) if even[number - 1] else 0 for number in self._numbers]
        between = [number for number in self._numbers if last[number - 1]]
        first = [
            self._first(number, between) if self._excess[number - 1] > 0 else 0
            for number in self._numbers
        ]
        giver = next((number for number in self._numbers if first[number - 1]), 0)
        return self._move([], [first, last], giver, 2)

    def nearest(self) -> Move:
        """From the first of the points nearest to one that has too little."""
        near = [[0 if amount < 0 else FAR for amount in self._excess]]
        for _ in range(ROUNDS):
            before = near[-1]
            near.append(
                [
                    0
                    if not near[0][number - 1]
                    else 1 + min([FAR, *(before[other - 1] for _, other in self._ways[number])])
                    for number in self._numbers
                ]
            )
        far = near[-1]
        onward = [
            self._first(n, [m for m in self._numbers if far[m - 1] == far[n - 1] - 1])
            for n in self._numbers
        ]
        starts = [n for n in self._numbers if self._excess[n - 1] > 0]
        best = min([FAR, *(far[n - 1] for n in starts)])
        giver = next((n for n in starts if far[n - 1] == best), 0) if best <= ROUNDS else 0
        return self._move(near, [onward] * ROUNDS, giver, best)

    def _move(
        self, near: list[list[int]], onward: list[list[int]], giver: int, length: int
    ) -> Move:
        codes, points, at = [], [], giver
        for step, column in enumerate(onward):
            place = column[at - 1] if giver and step < length else 0
            if place:
                tail, head = self._ends[place - 1]
                codes.append(place if tail == at else -place)
                at = head if tail == at else tail
            else:
                codes.append(0)
            points.append(at)
        kept = onward if not near else onward[:1]
        return Move(self._values, self._excess, near, kept, giver, codes, points)
