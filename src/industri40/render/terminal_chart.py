"""Awards as bars of characters, each against its ceiling, below the table of environments."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from industri40.money import format_amount
from industri40.render.formats import Look, Results
from industri40.render.painted import BOLD, FAINT
from industri40.render.terminal_grid import GAP
from industri40.render.terminal_table import Line, paragraph
from industri40.render.text import printable, width, wrapped

TYPE_CHECKING = False  # the engine is not imported to look at what it gave
if TYPE_CHECKING:
    from industri40.engine.result import Award

__all__ = ["BLOCKS", "PLAIN_SIGNS", "Signs", "chart", "signs_for"]

_SHORTEST, _LONGEST = 8, 60
"""Characters that the longest bar has."""

_LABEL, _NARROW_LABEL = 16, 8
"""The narrowest that a long name is made while bars have room, and at last."""


class Signs(NamedTuple):
    """What bars are drawn with: ``parts`` are parts of a full character, the least first."""

    full: str
    parts: str
    room: str
    ceiling: str


PLAIN_SIGNS = Signs("#", "", ".", "|")
"""For a pipe, a file, and an encoding that has no others."""

BLOCKS = Signs("█", "▏▎▍▌▋▊▉", "·", "│")
"""For a terminal."""


def signs_for(look: Look) -> Signs:
    """The signs that can be seen there."""
    try:
        "".join(BLOCKS).encode(look.encoding)
    except UnicodeEncodeError:
        return PLAIN_SIGNS
    return BLOCKS if look.watched else PLAIN_SIGNS


class _Grid(NamedTuple):
    """How wide names, bars and both figures are, and the amount of the longest bar, in units."""

    label: int
    bar: int
    award: int
    ceiling: int
    most: int


def chart(results: Results, limit: int, signs: Signs) -> Iterator[Line]:
    """The chart within a width; nothing where the plan has no grant, or none of it is awarded."""
    allocation = results.allocation
    if allocation is None:
        return
    awards = [award for award in allocation.awards if results.shows(award.environment)]
    most = max((max(award.amount, award.ceiling or 0) for award in awards), default=0)
    if not most:
        return
    grid = _grid(results, awards, most, limit)
    names = {one.id: printable(one.name) for one in allocation.plan.environments}
    phases = {phase.id: printable(phase.label) for phase in allocation.plan.phases}
    limited = any(award.ceiling is not None for award in awards)
    title = results.words("picture.awards" if limited else "picture.awards.free")
    yield Line("")
    yield from paragraph(title, limit, style=BOLD)
    for phase, members in groupby(awards, key=lambda award: award.phase):
        yield Line("")
        part = list(members)
        yield from _heading(results, grid, phases[phase], part)
        for award in part:
            bar = _bar(award.amount, award.ceiling, grid, signs)
            yield from _row(results, grid, names[award.environment], award, bar)
    if limited:
        key = results.words("chart.key", award=signs.full, room=signs.room, ceiling=signs.ceiling)
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
    award = max(width(_amount(results, one.amount)) for one in awards)
    award = max(award, width(words("column.award")))
    ceiling = 0
    if any(one.ceiling is not None for one in awards):
        ceiling = max(width(_amount(results, one.ceiling)) for one in awards)
        ceiling = max(ceiling, width(words("column.ceiling"))) + GAP
    # the sign of a ceiling stands after the longest bar
    rest = limit - (GAP + 1 + GAP + award + ceiling)
    label = min(natural, max(_NARROW_LABEL, min(max(_LABEL, rest // 2), rest - _SHORTEST)))
    return _Grid(label, min(max(rest - label, _SHORTEST), _LONGEST), award, ceiling, most)


def _heading(
    results: Results, grid: _Grid, phase: str, awards: Sequence["Award"]
) -> Iterator[Line]:
    """The name of a phase, and over the figures what they are."""
    words = results.words
    limited = any(award.ceiling is not None for award in awards)
    figures = words("column.award").rjust(GAP + grid.award)
    figures += (words("column.ceiling") if limited else "").rjust(grid.ceiling)
    *above, last = wrapped(phase, grid.label + GAP + grid.bar + 1)
    for text in above:
        yield Line(text, BOLD)
    before = " " * (grid.label + GAP + grid.bar + 1 - width(last))
    yield Line((last + before + figures).rstrip(), BOLD)


def _row(results: Results, grid: _Grid, name: str, award: "Award", bar: str) -> Iterator[Line]:
    *above, last = _lines(name, grid.label)
    for text in above:
        yield Line(text)
    figures = _amount(results, award.amount).rjust(GAP + grid.award)
    figures += _amount(results, award.ceiling).rjust(grid.ceiling)
    label = last + " " * (grid.label - width(last) + GAP)
    yield Line((label + bar.ljust(grid.bar + 1) + figures).rstrip())


def _lines(name: str, columns: int) -> list[str]:
    """A name in lines; all but the first are moved in, where there is room for that."""
    first, *rest = wrapped(name, columns)
    if rest and columns >= _LABEL:
        rest = [" " * GAP + text for text in wrapped(name[len(first) :].lstrip(), columns - GAP)]
    return [first, *rest]


def _bar(amount: int, ceiling: int | None, grid: _Grid, signs: Signs) -> str:
    """A bar that is never longer than its amount, but one character where there is any amount."""
    steps = len(signs.parts) + 1
    full, part = divmod(amount * grid.bar * steps // grid.most, steps)
    bar = signs.full * full + (signs.parts[part - 1] if part else "")
    if amount and not bar:
        bar = signs.parts[:1] or signs.full
    if ceiling is None:
        return bar
    # in the steps of a bar, so that an award of the whole ceiling leaves no room before it
    place = -(-(ceiling * grid.bar * steps // grid.most) // steps)
    return bar.ljust(place, signs.room) + signs.ceiling
