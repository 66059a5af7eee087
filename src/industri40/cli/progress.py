"""How far a long run has come, on standard error, where somebody watches."""

import sys
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import TypeVar

from industri40.cli.streams import watched

TYPE_CHECKING = False  # few runs take so long that somebody waits for a bar
if TYPE_CHECKING:
    from industri40.render.terminal.progress import Bar

_PATIENCE = 1.0  # seconds before anything is shown: a run that is soon over needs no bar
_PAUSE = 0.1  # seconds between two drawings

_T = TypeVar("_T")


def over(items: Sequence[_T], what: str, language: str, of: int = 0) -> Generator[_T, None, None]:
    """Hand out the items one by one; a bar shows how many are done, and goes when all are.

    ``what`` is done with them is a text of the catalogue by its name. Where they are a part
    ``of`` so many, the rest is taken to be done elsewhere at the same pace.
    Nothing is written unless standard error is a terminal and the run takes a while. Whoever
    stops before all are done closes the generator, since the bar hides the cursor.
    """
    if not watched(sys.stderr):
        yield from items
        return
    whole = of or len(items)
    due = monotonic() + _PATIENCE
    bar: Bar | None = None
    try:
        for done, item in enumerate(items):
            if monotonic() >= due:
                if bar is None:
                    from industri40.render.terminal import progress

                    bar = progress.Bar(sys.stderr, what, language, whole)
                bar.show(done * whole // len(items))
                due = monotonic() + _PAUSE
            yield item
    finally:
        if bar is not None:
            bar.stop()


@contextmanager
def waiting(what: str, language: str, path: str) -> Iterator[None]:
    """Show that work goes on which cannot tell how far it has come, such as a large plan's sharing.

    ``what`` is done with the file is a text of the catalogue by its name.
    Nothing is written unless standard error is a terminal and the work takes a while; what was
    shown goes when the work is done.
    """
    if not watched(sys.stderr):
        yield
        return
    from threading import Timer  # the work itself never pauses to look at a clock

    with ExitStack() as shown:

        def show() -> None:
            from industri40.findings.said import phrase
            from industri40.render.terminal.progress import Wait

            shown.callback(Wait(sys.stderr, phrase(what, language, path=path)).stop)

        timer = Timer(_PATIENCE, show)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
