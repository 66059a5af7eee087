"""How far a long run has come, on standard error, where somebody watches."""

import os
import sys
from collections.abc import Iterator, Sequence
from time import monotonic
from typing import TypeVar

__all__ = ["over"]

_PATIENCE = 1.0
"""Seconds before anything is shown: a run that is soon over needs no bar."""

_PAUSE = 0.1
"""Seconds between two drawings."""

_WIDTH = 30

_Item = TypeVar("_Item")


def over(items: Sequence[_Item], what: str) -> Iterator[_Item]:
    """Hand out the items one by one; a bar shows how many are done, and goes when all are.

    Nothing is written unless standard error is a terminal and the run takes a while.
    """
    if not _is_watched():
        yield from items
        return
    start = monotonic()
    due = start + _PATIENCE
    drawn = False
    try:
        for done, item in enumerate(items):
            now = monotonic()
            if now >= due:
                _draw(_bar(done, len(items), what))
                due, drawn = now + _PAUSE, True
            yield item
    finally:
        if drawn:
            _draw("")


def _is_watched() -> bool:
    return sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _bar(done: int, of: int, what: str) -> str:
    full = _WIDTH * done // of
    return f"{what} [{'#' * full}{'.' * (_WIDTH - full)}] {done} of {of}"


def _draw(text: str) -> None:
    """Write over the line that is there."""
    sys.stderr.write(f"\r\x1b[K{text}")
    sys.stderr.flush()
