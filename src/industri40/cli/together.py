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
from typing import Any, TypeVar

TYPE_CHECKING = False  # few runs have so much to do
if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

_T = TypeVar("_T")
_R = TypeVar("_R")
_Work = Callable[[Sequence[Any]], object]


def in_parts(work: Callable[[Sequence[_T]], _R], items: Sequence[_T], least: int = 100) -> list[_R]:
    """What ``work`` makes of the items, in one result or several that follow each other.

    A process has ``least`` items or more: with fewer, the others start in vain.
    Other processes print nothing, whatever ``work`` does. Its result must be one that pickle
    takes.
    """
    runs = max(min(_processors(), len(items) // least), 1)
    ends = [len(items) * run // runs for run in range(runs + 1)]
    first, *others = [items[start:end] for start, end in pairwise(ends)]
    helpers = [_helper(work, part) for part in others]
    try:
        results = [work(first)]
        for part, (_, results_of) in zip(others, helpers, strict=True):
            try:
                results.append(results_of.recv())
            except EOFError:  # the process has failed
                results.append(work(part))
    finally:
        for process, _ in helpers:
            process.kill()  # it has nothing to clean up
            process.join()
    return results


def _processors() -> int:
    """How many processes may run at once; one where they cannot be made by a plain copy."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _helper(work: _Work, part: Sequence[object]) -> "tuple[ForkProcess, Connection]":
    """A copy of this process that does one part of the work, and where its result comes from."""
    from multiprocessing import get_context

    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(work, part, theirs))
    process.start()
    theirs.close()
    return process, ours


def _do(work: _Work, part: Sequence[object], result: "Connection") -> None:
    sys.stdout = sys.stderr = None  # as where they are closed
    with suppress(Exception):
        result.send(work(part))
