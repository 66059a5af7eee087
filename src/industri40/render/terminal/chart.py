"""Awards as bars of characters, each against its ceiling and what was sought, below the tables."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from industri40.money import format_amount
from industri40.render.common.results import Results, TextOptions
from industri40.render.common.styled import BOLD, FAINT
from industri40.render.common.text import printable, width, wrapped
from industri40.render.terminal.grid import GAP
from industri40.render.terminal.table import Line, hanging, paragraph

TYPE_CHECKING = False  # the engine is not imported to look at what it gave
if TYPE_CHECKING:
    from industri40.engine.result import Award

_SHORTEST, _LONGEST = 8, 60
"""Characters that the longest bar has."""

_HEADS = {"amount": "column.award", "ceiling": "column.ceiling", "sought": "column.sought"}
"""What the figures of an award are called, in the order in which they are shown."""

_LIMITS = ("ceiling", "sought")

_LABEL, _NARROW_LABEL = 16, 8
"""The narrowest that a long name is made while bars have room, and at last; else it is above."""


class Signs(NamedTuple):
    """What bars are drawn with: ``parts`` are parts of a full character, the least first."""

    full: str
    parts: str
    room: str
    ceiling: str
    sought: str


PLAIN_SIGNS = Signs("#", "", ".", "|", ":")
"""For a pipe, a file, and an encoding that has no others."""

BLOCKS = Signs("█", "▏▎▍▌▋▊▉", "·", "│", "┊")
"""For a terminal."""


def signs_for(options: TextOptions) -> Signs:
    """The signs that can be seen there."""
    try:
        "".join(BLOCKS).encode(options.encoding)
    except UnicodeEncodeError:
        return PLAIN_SIGNS
    return BLOCKS if options.watched else PLAIN_SIGNS


class _Grid(NamedTuple):
    """How wide names, bars and figures are, and the amount of the longest bar, in units.

    ``signs`` is the room for signs after the longest bar; ``figures`` has the width of each
    figure that is shown, by the name that it has in an award.
    """

    label: int
    bar: int
    signs: int
    figures: dict[str, int]
    most: int


def chart(results: Results, limit: int, signs: Signs) -> Iterator[Line]:
    """The chart within a width; nothing where the plan has no grant, or none of it is awarded."""
    if not results.report.frames:
        return
    allocation = results.allocation
    awards = [award for award in allocation.awards if results.shows(award.environment)]
    most = max((figure for award in awards for figure in award[2:] if figure), default=0)
    if not most:
        return
    grid = _grid(results, awards, most, limit)
    names = {one.id: printable(one.name) for one in allocation.plan.environments}
    phases = {phase.id: printable(phase.label) for phase in allocation.plan.phases}
    limited = len(grid.figures) > 1
    title = results.words("picture.awards" if "ceiling" in grid.figures else "picture.awards.free")
    yield Line("")
    yield from paragraph(title, limit, style=BOLD)
    for phase, members in groupby(awards, key=lambda award: award.phase):
        yield Line("")
        part = list(members)
        yield from _heading(results, grid, phases[phase], part)
        for award in part:
            bar = _bar(award, grid, signs)
            yield from _row(results, grid, names[award.environment], award, bar)
    if limited:
        shown = [("award", signs.full), ("room", signs.room)]
        shown += [(name, getattr(signs, name)) for name in _LIMITS if name in grid.figures]
        key = "  ".join(results.words(f"chart.key.{name}", sign=sign) for name, sign in shown)
        yield Line("")
        yield from paragraph(key, limit, style=FAINT)


def _amount(results: Results, units: int | None) -> str:
    if units is None:
        return ""
    return format_amount(results.plan.unit * units, results.words.language)


def _grid(results: Results, awards: Sequence["Award"], most: int, limit: int) -> _Grid:
    words = results.words
    shown = {award.environment for award in awards}
    names = (one.name for one in results.plan.environments if one.id in shown)
    natural = max(width(printable(name)) for name in names)
    held = [name for name in _LIMITS if any(getattr(one, name) is not None for one in awards)]
    figures = {}
    for name in ("amount", *held):
        written = (_amount(results, getattr(one, name)) for one in awards)
        figures[name] = GAP + max(map(width, (words(_HEADS[name]), *written)))
    # the signs of what limits an award stand after the longest bar
    signs = max(1, len(held))
    rest = limit - (GAP + signs + sum(figures.values()))
    label = min(natural, max(_LABEL, rest // 2), rest - _SHORTEST)
    if label < min(natural, _NARROW_LABEL):
        label = 0
    return _Grid(label, min(max(rest - label, _SHORTEST), _LONGEST), signs, figures, most)


def _heading(
    results: Results, grid: _Grid, phase: str, awards: Sequence["Award"]
) -> Iterator[Line]:
    """The name of a phase, and over the figures what they are."""
    heads = {
        name: results.words(_HEADS[name])
        for name in grid.figures
        if any(getattr(award, name) is not None for award in awards)
    }
    figures = "".join(heads.get(name, "").rjust(room) for name, room in grid.figures.items())
    *above, last = wrapped(phase, grid.label + GAP + grid.bar + grid.signs)
    for text in above:
        yield Line(text, BOLD)
    before = " " * (grid.label + GAP + grid.bar + grid.signs - width(last))
    yield Line((last + before + figures).rstrip(), BOLD)


def _row(results: Results, grid: _Grid, name: str, award: "Award", bar: str) -> Iterator[Line]:
    room = grid.label or GAP + grid.bar + grid.signs + sum(grid.figures.values())
    *above, last = hanging(name, room) if room >= _LABEL else wrapped(name, room)
    if not grid.label:
        above, last = [*above, last], ""
    for text in above:
        yield Line(text)
    figures = "".join(
        _amount(results, getattr(award, name)).rjust(room) for name, room in grid.figures.items()
    )
    label = last + " " * (grid.label - width(last) + GAP)
    yield Line((label + bar.ljust(grid.bar + grid.signs) + figures).rstrip())


def _bar(award: "Award", grid: _Grid, signs: Signs) -> str:
    """A bar that is never longer than its amount, but one character where there is any amount.

    There is room up to the lesser of what was sought and the ceiling.
    """
    steps = len(signs.parts) + 1
    full, part = divmod(award.amount * grid.bar * steps // grid.most, steps)
    bar = signs.full * full + (signs.parts[part - 1] if part else "")
    if award.amount and not bar:
        bar = signs.parts[:1] or signs.full
    limits = ((award.ceiling, signs.ceiling), (award.sought, signs.sought))
    room = signs.room
    for limit, sign in sorted((limit, sign) for limit, sign in limits if limit is not None):
        # in the steps of a bar, so that an award of the whole ceiling leaves no room before it
        bar = bar.ljust(-(-(limit * grid.bar * steps // grid.most) // steps), room) + sign
        room = " "
    return bar
