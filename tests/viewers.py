"""Programs that open what is written: Chromium, LibreOffice and what goes with them.

They take longer than all other tests together, so they are not started unless it is asked for::

    OFFICE_TESTS=if-found BROWSER_TESTS=if-found pytest -m "office or browser"

``if-found`` skips a test whose programs are not installed, ``required`` fails it.
"""

import os
import shutil
from typing import NoReturn

import pytest

__all__ = ["absent", "program", "wanted"]


def wanted(which: str) -> None:
    """Skip the test unless ``which`` (OFFICE_TESTS or BROWSER_TESTS) asks for it."""
    if os.environ.get(which) not in {"if-found", "required"}:
        pytest.skip(f"not asked for: {which}=if-found opens what is written")


def absent(which: str, what: str) -> NoReturn:
    """Skip the test for want of a program, or fail it where all are required."""
    if os.environ.get(which) == "required":
        pytest.fail(f"{what}, and {which}=required")
    pytest.skip(what)


def program(which: str, *names: str) -> str:
    """The path of the first of these programs that is installed, where it is wanted."""
    wanted(which)
    found = next(filter(None, map(shutil.which, names)), None)
    return found or absent(which, f"{names[0]} is not installed")
