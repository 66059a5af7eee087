"""Reading the bytes of a plan: from a regular file or standard input, and from nothing else.

A pipe could hang, a device could act, an endless file could fill the memory. So what a path leads
to is looked at before it is opened and again after, and no more is read than a plan may hold.
"""

import errno
import os
import stat
import sys
from typing import NoReturn

from industri40.money import group_digits
from industri40.plan.yaml.text import shown

LARGEST_FILE = 8 * 1024 * 1024
"""The most bytes that a plan may have; 100 000 environments by name take about 6 million."""

STANDARD_INPUT = "-"
"""The path that means standard input."""

STANDARD_INPUT_NAME = "<stdin>"
"""What standard input is called where a finding names its file."""

_LONGEST_PATH = 1000
_OTHER_KINDS = (
    (stat.S_ISDIR, "a folder", "name a file in it"),
    (stat.S_ISFIFO, "a pipe", "save the plan in a file, or give it on standard input as -"),
    (stat.S_ISCHR, "a device", "save the plan in a file, or give it on standard input as -"),
    (stat.S_ISBLK, "a device", "save the plan in a file, or give it on standard input as -"),
    (stat.S_ISSOCK, "a socket", "save the plan in a file, or give it on standard input as -"),
)
_REASONS = {
    errno.ENOENT: "there is no such file; check its name and folder",
    errno.ENOTDIR: "there is no such file; check its name and folder",
    errno.ELOOP: "is a link that leads back to itself; name the file itself",
    errno.EACCES: "you have no permission to read it; ask its owner, or copy it",
    errno.EPERM: "you have no permission to read it; ask its owner, or copy it",
    errno.ENAMETOOLONG: "the name is too long for a file; check it",
    errno.EISDIR: "is a folder, not a file; name a file in it",
}


class FileError(OSError):
    """A file that cannot be read; the message is one sentence with its name and what to do."""

    def __init__(self, path: str, reason: str) -> None:
        name = "standard input" if path == STANDARD_INPUT else shown(path, _LONGEST_PATH)
        self.path = path
        super().__init__(f"{name}: {reason}")


def read_bytes(path: str) -> bytes:
    """All bytes of a regular file, or of standard input where ``path`` is ``-``.

    Links are followed. Raises FileError for everything else, and for more than ``LARGEST_FILE``
    bytes; it never waits for a pipe or a device that is named.
    """
    try:
        data = _standard_input() if path == STANDARD_INPUT else _regular_file(path)
    except FileError:
        raise
    except (OSError, ValueError) as error:
        _refuse(path, error)
    if len(data) > LARGEST_FILE:
        raise _too_large(path)
    return data


def _regular_file(path: str) -> bytes:
    _insist_on_regular(path, os.stat(path))
    # the flags matter only if something else took the file's place since it was looked at
    flags = os.O_RDONLY
    for name in ("O_BINARY", "O_CLOEXEC", "O_NOCTTY", "O_NOINHERIT", "O_NONBLOCK"):
        flags |= getattr(os, name, 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        _insist_on_regular(path, os.fstat(file.fileno()))
        return file.read(LARGEST_FILE + 1)


def _standard_input() -> bytes:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None or stream.closed:
        raise FileError(STANDARD_INPUT, "is closed; name a file, or send the plan through a pipe")
    data: bytes | None = stream.read(LARGEST_FILE + 1)
    if data is None:  # a stream that does not wait, and has nothing yet
        raise FileError(STANDARD_INPUT, "has nothing to read; name a file instead")
    return data


def _insist_on_regular(path: str, status: os.stat_result) -> None:
    if stat.S_ISREG(status.st_mode):
        if status.st_size > LARGEST_FILE:
            raise _too_large(path)
        return
    for test, kind, remedy in _OTHER_KINDS:
        if test(status.st_mode):
            raise FileError(path, f"is {kind}, not a file; {remedy}")
    raise FileError(path, "is not a regular file; save the plan in one")


def _too_large(path: str) -> FileError:
    limit = group_digits(LARGEST_FILE)
    return FileError(path, f"has more than {limit} bytes, the most for a plan; shorten it")


def _refuse(path: str, error: OSError | ValueError) -> NoReturn:
    """Say why the system would not read a file."""
    if isinstance(error, OSError):
        if error.errno == errno.ENOENT and os.path.islink(path):
            raise FileError(path, "is a link to a file that is not there; mend the link") from error
        reason = _REASONS.get(error.errno or 0)
        if reason is None:
            why = (error.strerror or "unknown reason").lower()
            reason = f"cannot be read ({why}); check the disk, or copy the file elsewhere"
    else:  # a zero byte in the name, or letters that the file system cannot hold
        reason = "is no name that a file can have; check it"
    raise FileError(path, reason) from error
