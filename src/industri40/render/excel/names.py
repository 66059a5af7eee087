"""Names of sheets and of cells that Excel takes, each only once."""

import re
from collections.abc import Iterable

_LONGEST, _LONGEST_CELL_NAME = 31, 240
_RESERVED, _NAMELESS = "history", "-"
# What is taken out; and between a word and a bracket a blank comes in, so that what refers to the
# sheet is not taken for a function.
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]|(?<=\w)(?=\()")
# names that need no quotes in a formula: too long for the column of a cell, and no digits
_PLAIN = re.compile(r"[A-Za-zÆØÅæøå]{4,}")
# what the file format would read as another letter, such as ``_x0041_``
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class SheetNames:
    """Gives out names of sheets; Excel does not tell upper case from lower."""

    def __init__(self) -> None:
        self._taken = {_RESERVED}

    def take(self, wanted: str) -> str:
        """The name itself where it can be one, else the nearest that can."""
        plain = _FORBIDDEN.sub(" ", _ESCAPE.sub("-", wanted))
        name = _trimmed(plain, _LONGEST)
        number = 1
        while name.casefold() in self._taken:
            number += 1
            ending = f" ({number})"
            name = _trimmed(plain, _LONGEST - len(ending)) + ending
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
        name, number = wanted, 1
        while name in found:
            number += 1
            name = f"{wanted}__{number}"
        found[name] = figure
    return found


def _trimmed(text: str, longest: int) -> str:
    """The text cut to a length that Excel counts in UTF-16, without apostrophes at its ends."""
    text = " ".join(text.split()).strip("' ")
    while len(text.encode("utf-16-le")) > 2 * longest:
        text = text[:-1]
    return text.strip("' ") or _NAMELESS


def quoted(name: str) -> str:
    """A sheet's name as it stands in a formula.

    >>> quoted("Fordeling"), quoted("Per miljø"), quoted("O'Hara")
    ('Fordeling', "'Per miljø'", "'O''Hara'")
    """
    if _PLAIN.fullmatch(name):
        return name
    escaped = name.replace("'", "''")
    return f"'{escaped}'"
