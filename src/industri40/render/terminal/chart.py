"""Awards as bars of characters, each against its ceiling and what was sought, below the tables."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from industri40.money import format_amount
from industri40.render.common.figures import holds
from industri40.render.common.results import Results, TextOptions
from industri40.render.common.rounds import LIMITS, Awarded, Round, Rounds, rounds
from industri40.render.common.styled import BOLD, FAINT
from industri40.render.common.text import printable, width, wrapped
from industri40.render.terminal.grid import GAP
from industri40.render.terminal.tables import Line, hanging, paragraph

_SHORTEST, _LONGEST = 8, 60  # characters that the longest bar has

_LABEL, _NARROW_LABEL = 16, 8
"""The narrowest that a long name is made while bars have room, and at last; else it is above."""


class Signs(NamedTuple):
    """What bars are drawn with: ``parts`` are parts of a full character, the least first.

    The ``floor`` stands on the bar, and what was ``returned`` is the end of it.
    """

    full: str
    parts: str
    room: str
    ceiling: str
    sought: str
    floor: str
    returned: str


PLAIN_SIGNS = Signs("#", "", ".", "|", ":", "[", "-")
"""For a pipe, a file, and an encoding that has no others."""

BLOCKS = Signs("█", "▏▎▍▌▋▊▉", "·", "│", "┊", "├", "░")  # for a terminal


def signs_for(options: TextOptions) -> Signs:
    """The signs that can be seen there."""
    seen = options.watched and holds(options.encoding, "".join(BLOCKS))
    return BLOCKS if seen else PLAIN_SIGNS


class _Grid(NamedTuple):
    """How wide names, bars and figures are, and the amount of the longest bar.

    ``signs`` is the room for signs after the longest bar; ``figures`` are the widths by name.
    """

    label: int
    bar: int
    signs: int
    figures: dict[str, int]
    most: Fraction

    @property
    def before(self) -> int:
        """What stands before the figures."""
        return self.label + GAP + self.bar + self.signs


def chart(results: Results, limit: int, signs: Signs) -> Iterator[Line]:
    """The chart within a width; nothing where the plan has no grant, or none of it is awarded."""
    found = rounds(results.report)
    if found is None:
        return
    words, grid = results.words, _grid(results, found, limit)
    yield Line("")
    title = words("picture.awards" if "ceiling" in found.held else "picture.awards.free")
    yield from paragraph(title, limit, style=BOLD)
    for each in found.rounds:
        if each.awarded:
            yield Line("")
            yield from _heading(results, grid, each)
            for one in each.awarded:
                yield from _row(results, grid, one, _bar(one, grid, signs))
    if limits := found.held[1:]:
        shown = [("award", signs.full)]
        shown += [("room", signs.room)] if not set(LIMITS).isdisjoint(limits) else []
        shown += [(name, getattr(signs, name)) for name in limits]
        key = "  ".join(words(f"chart.key.{name}", sign=sign) for name, sign in shown)
        yield Line("")
        yield from paragraph(key, limit, style=FAINT)


def _amount(results: Results, one: Awarded, name: str) -> str:
    cell = one.figures.get(name)
    return format_amount(cell.amount, results.words.language) if cell else ""


def _grid(results: Results, found: Rounds, limit: int) -> _Grid:
    awarded = [one for each in found.rounds for one in each.awarded]
    natural = max(width(printable(one.environment)) for one in awarded)
    figures = {}
    for name in found.held:
        written = (_amount(results, one, name) for one in awarded)
        figures[name] = GAP + max(map(width, (results.words(f"column.{name}"), *written)))
    # the signs of what limits an award stand after the longest bar
    signs = max(1, len(found.held) - 1)
    rest = limit - (GAP + signs + sum(figures.values()))
    label = min(natural, max(_LABEL, rest // 2), rest - _SHORTEST)
    if label < min(natural, _NARROW_LABEL):
        label = 0
    return _Grid(label, min(max(rest - label, _SHORTEST), _LONGEST), signs, figures, found.most)


def _heading(results: Results, grid: _Grid, each: Round) -> Iterator[Line]:
    figures = "".join(
        (results.words(f"column.{name}") if name in each.held else "").rjust(room)
        for name, room in grid.figures.items()
    )
    *above, last = wrapped(printable(each.label), grid.before)
    for text in above:
        yield Line(text, BOLD)
    yield Line((last + " " * (grid.before - width(last)) + figures).rstrip(), BOLD)


def _row(results: Results, grid: _Grid, one: Awarded, bar: str) -> Iterator[Line]:
    room = grid.label or grid.before + sum(grid.figures.values())
    *above, last = (hanging if room >= _LABEL else wrapped)(printable(one.environment), room)
    if not grid.label:
        above, last = [*above, last], ""
    for text in above:
        yield Line(text)
    figures = "".join(_amount(results, one, name).rjust(w) for name, w in grid.figures.items())
    label = last + " " * (grid.label - width(last) + GAP)
    yield Line((label + bar.ljust(grid.bar + grid.signs) + figures).rstrip())


def _bar(one: Awarded, grid: _Grid, signs: Signs) -> str:
    """A bar that is never longer than its amount, but one character where there is any amount.

    There is room up to the lesser of what was sought and the ceiling.
    """
    award, steps = one.figures["award"].exact, len(signs.parts) + 1
    full, part = divmod(award * grid.bar * steps // grid.most, steps)
    bar = signs.full * full + (signs.parts[part - 1] if part else "")
    if award and not bar:
        bar = signs.parts[:1] or signs.full
    if "returned" in one.figures:
        kept = (award - one.figures["returned"].exact) * grid.bar // grid.most
        kept = min(kept, len(bar) - 1)
        bar = bar[:kept] + signs.returned * (len(bar) - kept)
    if "floor" in one.figures:
        at = one.figures["floor"].exact * grid.bar // grid.most
        bar = bar[:at].ljust(at, signs.room) + signs.floor + bar[at + 1 :]
    limits = [(one.figures[n].exact, getattr(signs, n)) for n in LIMITS if n in one.figures]
    room = signs.room
    for limit, sign in sorted(limits):
        # in the steps of a bar, so that an award of the whole ceiling leaves no room before it
        bar = bar.ljust(-(-(limit * grid.bar * steps // grid.most) // steps), room) + sign
        room = " "
    return bar
