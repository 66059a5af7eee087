"""One piece of work for very many items, by several processes where that is worth it.

The items are cut into as many runs of neighbours as there are processors, and the results come in
the order of the items: whoever asks cannot tell how many took part. A process that fails is left
out of account, and its part is done again here, so that what is wrong shows itself here.
"""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Generic, TypeVar

_LEAST = 100
"""Items that one process has at least: with fewer, the others start in vain."""

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def in_parts(
    work: Callable[[Sequence[_Item]], _Result], items: Sequence[_Item], least: int = _LEAST
) -> list[_Result]:
    """What ``work`` makes of the items, in one result or several that follow each other.

    Other processes print nothing, whatever ``work`` does. Its result must be one that pickle
    takes.
    """
    parts = _parts(items, min(_processors(), len(items) // least))
    if len(parts) == 1:
        return [work(items)]
    helpers = [_Helper(work, part) for part in parts[1:]]
    try:
        results = [work(parts[0])]
        results += [helper.result() for helper in helpers]
    finally:
        for helper in helpers:
            helper.close()
    return results


def _processors() -> int:
    """How many processes may run at once; one where they cannot be made by a plain copy."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _parts(items: Sequence[_Item], number: int) -> list[Sequence[_Item]]:
    """The items in runs of about the same length, at least one run."""
    runs = max(number, 1)
    ends = [len(items) * run // runs for run in range(runs + 1)]
    return [items[start:end] for start, end in pairwise(ends)]


class _Helper(Generic[_Item, _Result]):
    """A copy of this process that does one part of the work."""

    def __init__(self, work: Callable[[Sequence[_Item]], _Result], part: Sequence[_Item]) -> None:
        self._work = work
        self._part = part
        self._reading, writing = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            _do_and_leave(work, part, writing)
        os.close(writing)

    def result(self) -> _Result:
        """The result; where the process has failed, the part is done here."""
        import pickle

        with open(self._reading, "rb", closefd=False) as file:
            data = file.read()
        try:
            result: _Result = pickle.loads(data)  # noqa: S301 - it was written by a copy of us
        except (EOFError, pickle.UnpicklingError):
            return self._work(self._part)
        return result

    def close(self) -> None:
        """Let go of the process, whether it is done or not; it has nothing to clean up."""
        from signal import SIGKILL  # few runs have so many plans

        os.close(self._reading)
        with suppress(ProcessLookupError):
            os.kill(self._process, SIGKILL)
        os.waitpid(self._process, 0)


def _do_and_leave(
    work: Callable[[Sequence[_Item]], object], part: Sequence[_Item], writing: int
) -> None:
    """What the copy does: its part of the work, in silence. It never returns."""
    sys.stdout = sys.stderr = None  # as where they are closed
    try:
        import pickle

        data = pickle.dumps(work(part), protocol=pickle.HIGHEST_PROTOCOL)
        with open(writing, "wb") as file:
            file.write(data)
    finally:
        os._exit(0)
