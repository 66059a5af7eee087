"""Styled text shown where colours are wanted, which is what rich is for.

Rich gets whole lines and only adds what this kind of terminal takes for a style, so that nothing is
wrapped, cut, or read as markup. It takes as long to import as everything else that a run needs.
"""

from functools import partial
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.text import Span, Text

from industri40.render.common.styled import ADVICE, BOLD, FAINT, GOOD, MARK, WRONG, Styled

if TYPE_CHECKING:
    from rich.style import StyleType

_STYLES: "dict[str, StyleType]" = {
    BOLD: "bold",
    FAINT: "dim",
    GOOD: "green",
    WRONG: "bold red",
    ADVICE: "bold yellow",
    MARK: "cyan",
}


class Screen(Console):
    """A console that leaves it to the caller what happens when nobody reads on."""

    def on_broken_pipe(self) -> None:
        """Raise the error again; rich itself would end the program with an exit code of its own."""
        raise BrokenPipeError


def show(text: Styled, stream: TextIO) -> None:
    """Write a text with its colours to any stream. Raises OSError or ValueError as that does."""
    # a wide letter takes two columns; the console is never narrower than the widest line
    width = 2 * max(map(len, text.split("\n"))) + 1
    screen = partial(
        Screen, file=stream, force_terminal=True, no_color=False, width=width, height=9
    )
    console = screen(color_system="auto")
    if console.color_system is None:  # what calls itself dumb is believed by the caller, or not
        console = screen(color_system="standard")
    spans = [Span(start, end, _STYLES[style]) for start, end, style in text.spans]
    console.print(Text(text, spans=spans), end="", soft_wrap=True)
