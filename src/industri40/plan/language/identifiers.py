"""Ids: how they are written, and which names are taken."""

import re
from collections.abc import Collection

from industri40.findings.facts import Path
from industri40.plan.review import Review

RESERVED = frozenset({"common", "unallocated"})
"""Names under which the result has what no environment gets; they are no ids of anything."""

RESERVED_LINES = RESERVED | {"costs", "financing", "participants", "uncovered"}
"""These, and names of the rows of tables that are no line of the plan."""

KEY_NAMES = ("equal", "participants", "weights")
"""The keys for sharing that every plan has; no environment has one of these as its id."""

RESERVED_ENVIRONMENTS = RESERVED | set(KEY_NAMES)

LONGEST_ID = 100

ID_PATTERN = f"[a-z][a-z0-9_-]{{0,{LONGEST_ID - 1}}}"

_ID = re.compile(ID_PATTERN)
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ð": "d", "þ": "th", "ß": "ss"})


def check_ids(
    names: Collection[str], path: Path, review: Review, reserved: frozenset[str] = RESERVED
) -> None:
    """A finding for each key of the mapping at a path that cannot be an id."""
    wrong = [name for name in names if not _ID.fullmatch(name)]
    for name in (*wrong, *(name for name in names if name in reserved)):
        at = (*path, name)
        if name in reserved:
            review.find("P208", "reserved", at, key=True, id=name)
        elif len(name) > LONGEST_ID:
            review.find("P208", "long", at, key=True, id=name, length=len(name), most=LONGEST_ID)
        elif (like := _likeness(name)) and like not in reserved:
            review.find("P208", "like", at, key=True, id=name, like=like)
        else:
            review.find("P208", "form", at, key=True, id=name)


def _likeness(name: str) -> str:
    """An id that looks like a name; empty where nothing of the name can be kept.

    >>> _likeness("Møteplasser for næringsapparat")
    'moteplasser_for_naeringsapparat'
    """
    from unicodedata import normalize  # only a name that cannot be an id is worth its import

    plain = normalize("NFKD", name.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    words = re.findall("[a-z0-9-]+", plain)
    return "_".join(words).lstrip("0123456789_-")
