"""Which files a command reads: those that are named, and the plans below folders."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress

from industri40.cli.reading import name_of
from industri40.findings.said import why
from industri40.plan.yaml.source import STANDARD_INPUT, FileError

_ENDINGS = (".yaml", ".yml")


def plan_files(arguments: Iterable[str]) -> Iterator[str | FileError]:
    """The paths to read, in the order of the arguments, a folder's plans sorted by name.

    A path that is named is given back as it stands, also where nothing is there, and ``-`` too.
    Below a folder every ``*.yaml`` and ``*.yml`` counts; what begins with a point is left alone,
    and so is a folder that was seen already, so that a loop of links ends. A folder that fails
    comes as the error, and the rest goes on. What is the same file, however it is spelled and
    whatever links lead to it, is given once, as it is called first.
    """
    given: set[object] = set()
    for argument in arguments:
        if argument == STANDARD_INPUT or not os.path.isdir(argument):
            found: Iterable[str | FileError] = [argument]
        else:
            found = list(_below(argument)) or [FileError(argument, "no_plans")]
        for path in found:
            identity = _identity(path if isinstance(path, str) else path.path)
            if identity not in given:
                given.add(identity)
                yield path


def _identity(path: str) -> object:
    """What is the same for two paths to one file or folder, also where nothing can be seen."""
    if path != STANDARD_INPUT:
        with suppress(OSError, ValueError):
            status = os.stat(path)
            if status.st_ino:
                return status.st_dev, status.st_ino
    return name_of(path)


def _below(top: str) -> Iterator[str | FileError]:
    seen: set[object] = set()
    waiting = [top]  # the next path is the last one; folders are opened when their turn comes
    while waiting:
        path = waiting.pop()
        if path != top and not os.path.isdir(path):
            yield path
            continue
        identity = _identity(path)
        if identity in seen:
            continue
        seen.add(identity)
        try:
            names = sorted(os.listdir(path), reverse=True)
        except OSError as error:
            yield FileError(path, "folder_fails", why=why(error))
            continue
        below = (os.path.join(path, name) for name in names if not name.startswith("."))
        waiting += [one for one in below if one.lower().endswith(_ENDINGS) or os.path.isdir(one)]
