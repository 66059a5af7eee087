"""Runs the program as a person does, in a process of its own, or as fast as can be, in this one."""

import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from program import QUIET, program

import industri40

Run = Callable[..., subprocess.CompletedProcess[Any]]


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


@pytest.fixture
def call() -> Run:
    """Runs the program in this process, which is ten times as fast: for what needs no other."""

    def call(
        *arguments: object,
        input: str = "",  # noqa: A002
        env: dict[str, str] | None = None,
        text: bool = True,
    ) -> subprocess.CompletedProcess[Any]:
        done = program(*arguments, given=input.encode(), env=env)
        out, err = (done.out.decode(), done.err) if text else (done.out, done.err.encode())
        return subprocess.CompletedProcess(arguments, done.code, out, err)

    return call


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Lets what a test starts hear Ctrl-C, which shells keep from what runs in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def as_stranger() -> Callable[[Path, Callable[[], None]], None]:
    """Does something in a folder as a user whom modes can stop, which root is not."""

    def do(folder: Path, act: Callable[[], None]) -> None:
        if os.name != "posix":
            pytest.skip("needs modes as POSIX has them")
        child = os.fork()
        if child == 0:
            try:
                os.chdir(folder)
                if os.geteuid() == 0:
                    os.setgid(65534)
                    os.setuid(65534)
                act()
            except BaseException:  # noqa: BLE001 - whatever it is, the parent must not go on twice
                traceback.print_exc()
                os._exit(1)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.waitstatus_to_exitcode(status) == 0

    return do
