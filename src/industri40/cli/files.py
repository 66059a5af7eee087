"""Which files a command reads: those that are named, and the plans below folders."""

import os
from collections.abc import Iterable, Iterator

from industri40.cli.streams import why

__all__ = ["FolderError", "plan_files"]

_ENDINGS = (".yaml", ".yml")


class FolderError(Exception):
    """A folder that cannot be listed, or has no plans; the message names it and says why."""

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        super().__init__(f"{path}: {reason}")


def plan_files(arguments: Iterable[str]) -> Iterator[str | FolderError]:
    """The paths to read, in the order of the arguments, a folder's plans sorted by name.

    A path that is named is given back as it stands, also where nothing is there, and ``-`` too.
    Below a folder every ``*.yaml`` and ``*.yml`` counts; what begins with a point is left alone,
    and so is a folder that was seen already, so that a loop of links ends. A file or folder that
    is named twice is given once. A folder that fails comes as the error, and the rest goes on.
    """
    given: set[str] = set()
    for argument in arguments:
        if argument == "-" or not os.path.isdir(argument):
            found: Iterable[str | FolderError] = [argument]
        else:
            found = list(_below(argument)) or [
                FolderError(argument, "has no plans (*.yaml, *.yml)")
            ]
        for path in found:
            if isinstance(path, str):
                if path in given:
                    continue
                given.add(path)
            yield path


def _below(top: str) -> Iterator[str | FolderError]:
    seen: set[tuple[int, int]] = set()
    waiting = [top]  # the next path is the last one; folders are opened when their turn comes
    while waiting:
        path = waiting.pop()
        if path != top and not os.path.isdir(path):
            yield path
            continue
        try:
            status = os.stat(path)
            names = sorted(os.listdir(path), reverse=True)
        except OSError as error:
            yield FolderError(path, why(error))
            continue
        if (status.st_dev, status.st_ino) in seen:
            continue
        seen.add((status.st_dev, status.st_ino))
        below = (os.path.join(path, name) for name in names if not name.startswith("."))
        waiting += [one for one in below if one.lower().endswith(_ENDINGS) or os.path.isdir(one)]
