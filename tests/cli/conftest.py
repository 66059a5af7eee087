"""Runs the program as a person does: in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import industri40

Run = Callable[..., subprocess.CompletedProcess[Any]]

QUIET = {"NO_COLOR", "FORCE_COLOR", "PYTHONUNBUFFERED", "COLUMNS", "INDUSTRI40_TRACEBACK"}


@pytest.fixture
def environ() -> dict[str, str]:
    """The environment without what would change how the program prints, for this very package."""
    kept = {name: value for name, value in os.environ.items() if name not in QUIET}
    return {**kept, "PYTHONPATH": str(Path(industri40.__file__).parents[1])}


@pytest.fixture
def run(environ: dict[str, str]) -> Run:
    """Runs ``industri40`` with arguments; further settings go to subprocess.run."""

    def run(
        *arguments: object, env: dict[str, str] | None = None, **settings: Any
    ) -> subprocess.CompletedProcess[Any]:
        settings.setdefault("stdout", subprocess.PIPE)
        settings.setdefault("stderr", subprocess.PIPE)
        if "input" not in settings:
            settings.setdefault("stdin", subprocess.DEVNULL)
        if settings.get("text", True):
            settings |= {"text": True, "encoding": "utf-8"}
        return subprocess.run(
            [sys.executable, "-m", "industri40", *map(str, arguments)],
            env={**environ, **(env or {})},
            timeout=60,
            check=False,
            **settings,
        )

    return run
