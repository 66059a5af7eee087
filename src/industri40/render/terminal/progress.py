"""A bar that shows how far a long run has come, or that it goes on. Imported where one waits."""

from typing import TextIO

from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.status import Status
from rich.text import Text

from industri40.findings.said import phrase
from industri40.render.terminal.colour import Screen

_WIDTH = 30


class Bar:
    """How many of so many are done, on one line of a terminal, until it is closed.

    It is drawn by whoever does the work, not by a thread beside it. Colours are left to rich,
    which looks at NO_COLOR and at what the terminal has. Raises OSError as the stream does.
    """

    def __init__(self, stream: TextIO, what: str, language: str, of: int) -> None:
        count = phrase("done_of", language, done="{task.completed}", all="{task.total}")
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(_WIDTH),
            TextColumn(count, markup=False),
            TimeRemainingColumn(compact=True),
            console=Screen(file=stream),
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task = self._progress.add_task(phrase(what, language), total=of)
        self._progress.start()

    def show(self, done: int) -> None:
        """Draw that so many are done."""
        self._progress.update(self._task, completed=done)
        self._progress.refresh()

    def close(self) -> None:
        """Take the bar away, as if it had never been there."""
        self._progress.stop()


class Wait:
    """A sign that turns while work goes on, until it is closed."""

    def __init__(self, stream: TextIO, what: str) -> None:
        self._status = Status(Text(what), console=Screen(file=stream))
        self._status.start()

    def close(self) -> None:
        """Take the sign away, as if it had never been there."""
        self._status.stop()
