"""The program's commands, each imported only when it is asked for."""

from typing import Annotated

import typer

from industri40 import __version__
from industri40.cli.streams import Streams

__all__ = ["run"]


def run(arguments: list[str], streams: Streams) -> int:
    """Run one command; the exit code."""
    raise NotImplementedError
