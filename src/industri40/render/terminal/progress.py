"""A bar that shows how far a long run has come, or that it goes on. Imported where one waits."""

from typing import TextIO

from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.status import Status
from rich.text import Text

from industri40.findings.said import phrase
from industri40.render.terminal.colour import Screen

_WIDTH = 30


class Bar(Progress):
    """How many of so many are done, on one line of a terminal, until it is stopped.

    It is drawn by whoever does the work, not by a thread beside it. Colours are left to rich,
    which looks at NO_COLOR and at what the terminal has. Raises OSError as the stream does.
    """

    def __init__(self, stream: TextIO, what: str, language: str, of: int) -> None:
        count = phrase("done_of", language, done="{task.completed}", all="{task.total}")
        super().__init__(
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
        self.add_task(phrase(what, language), total=of)
        self.start()

    def show(self, done: int) -> None:
        """Draw that so many are done."""
        self.update(self.task_ids[0], completed=done)
        self.refresh()


class Wait(Status):
    """A sign that turns while work goes on, until it is stopped."""

    def __init__(self, stream: TextIO, what: str) -> None:
        super().__init__(Text(what), console=Screen(file=stream))
        self.start()
