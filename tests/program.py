"""The program in this process, as fast as can be: for tests that run it hundreds of times."""

import io
import os
import sys
from collections.abc import Mapping
from typing import NamedTuple
from unittest.mock import patch

from industri40.__main__ import main

__all__ = ["QUIET", "Ran", "program"]

QUIET = (
    "NO_COLOR",
    "FORCE_COLOR",
    "PYTHONUNBUFFERED",
    "COLUMNS",
    "INDUSTRI40_TRACEBACK",
    "INDUSTRI40_LANG",
)
"""What would change how the program prints."""


class Ran(NamedTuple):
    """What a run left: its exit code, and what it printed."""

    code: int
    out: bytes
    err: str


def program(*arguments: object, given: bytes = b"", env: Mapping[str, str] | None = None) -> Ran:
    """Run ``industri40`` with arguments, ``given`` on standard input."""
    out, err, told = (io.TextIOWrapper(io.BytesIO(data), "utf-8") for data in (b"", b"", given))
    argv = ["industri40", *map(str, arguments)]
    kept = {name: value for name, value in os.environ.items() if name not in QUIET}
    with (
        patch.multiple(sys, argv=argv, stdin=told, stdout=out, stderr=err),
        patch.dict(os.environ, {**kept, **(env or {})}, clear=True),
        patch("gc.disable"),
        patch("industri40.__main__._leave", sys.exit),
    ):
        try:
            main()
        except SystemExit as left:
            code = left.code
    for stream in (out, err):
        stream.flush()
    return Ran(code, out.buffer.getvalue(), err.buffer.getvalue().decode())
