"""Ids: how they are written, and which names are taken."""

import re
from collections.abc import Collection

from industri40.plan.review import Path, Review, quoted

RESERVED = frozenset({"common", "unallocated"})
"""Names under which the result has what no environment gets; they are no ids of anything."""

RESERVED_LINES = RESERVED | {"costs", "financing", "participants", "uncovered"}
"""These, and names of the rows of tables that are no line of the plan."""

LONGEST_ID = 100

ID_PATTERN = f"[a-z][a-z0-9_-]{{0,{LONGEST_ID - 1}}}"

_ID = re.compile(ID_PATTERN)
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ð": "d", "þ": "th", "ß": "ss"})


def check_ids(
    names: Collection[str], path: Path, review: Review, reserved: frozenset[str] = RESERVED
) -> None:
    """A finding for each key of the mapping at a path that cannot be an id."""
    matches = _ID.fullmatch
    wrong = [name for name in names if not matches(name)]
    wrong += [name for name in names if name in reserved]
    for name in wrong:
        _say(name, (*path, name), review, reserved)


def _say(name: str, path: Path, review: Review, reserved: frozenset[str]) -> None:
    if name in reserved:
        message = f"{quoted(name)} cannot be an id, since the result uses it for something else."
        review.add("P208", path, message, key=True, remedy="Choose another id.")
        return
    if len(name) > LONGEST_ID:
        message = f"The id {quoted(name)} has {len(name)} characters; {LONGEST_ID} are the most."
        review.add("P208", path, message, key=True, remedy="Choose a shorter id.")
        return
    message = f"{quoted(name)} cannot be an id."
    example = _likeness(name)
    remedy = (
        f"Write {quoted(example)} and keep the name in `name` or `label`: an id begins with a "
        "letter from a to z and goes on with such letters, digits, _ and -."
        if example and example not in reserved
        else None
    )
    review.add("P208", path, message, key=True, remedy=remedy)


def _likeness(name: str) -> str:
    """An id that looks like a name; empty where nothing of the name can be kept.

    >>> _likeness("Møteplasser for næringsapparat")
    'moteplasser_for_naeringsapparat'
    """
    from unicodedata import normalize  # only a name that cannot be an id is worth its import

    plain = normalize("NFKD", name.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    words = re.findall("[a-z0-9-]+", plain)
    return "_".join(words).lstrip("0123456789_-")
