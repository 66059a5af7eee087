"""Reading the bytes of a plan: from a regular file or standard input, and from nothing else.

A pipe could hang, a device could act, an endless file could fill the memory. So what a path leads
to is looked at before it is opened and again after, and no more is read than a plan may hold.
"""

import errno
import os
import stat
import sys
from typing import NoReturn

from industri40.findings.facts import Fact, Verbatim, term
from industri40.findings.said import SaidError, why
from industri40.money import group_digits
from industri40.visible import shown

LARGEST_FILE = 8 * 1024 * 1024  # bytes of a plan; 100 000 environments by name take about 6 million
STANDARD_INPUT = "-"  # the path that means standard input
STANDARD_INPUT_NAME = "<stdin>"  # what standard input is called where a finding names its file

_LONGEST_PATH = 1000
_OTHER_KINDS = {"d": "folder", "p": "pipe", "c": "device", "b": "device", "s": "socket"}
"""What is no regular file, by the letter that a list of files has for it."""

_REASONS = {
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
    errno.ELOOP: "link_to_itself",
    errno.EACCES: "forbidden",
    errno.EPERM: "forbidden",
    errno.ENAMETOOLONG: "long_name",
    errno.EISDIR: "folder",
}


class FileError(SaidError, OSError):
    """A file that cannot be read: the reason, as one of the texts of R100, and its facts.

    What it says is one sentence with the file's name and what to do.
    """

    def __init__(self, path: str, reason: str, **facts: Fact) -> None:
        is_file = path != STANDARD_INPUT
        name = Verbatim(shown(path, _LONGEST_PATH)) if is_file else term("standard_input")
        super().__init__(reason, name=name, **facts)
        self.path, self.reason, self.facts = path, reason, {"name": name, **facts}

    def said(self, language: str) -> str:
        """What is wrong, in a language."""
        from industri40.findings.wording import message

        return message("R100", self.reason, self.facts, language)


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
        raise too_large(path)
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
        raise FileError(STANDARD_INPUT, "closed")
    data: bytes | None = stream.read(LARGEST_FILE + 1)
    if data is None:  # a stream that does not wait, and has nothing yet
        raise FileError(STANDARD_INPUT, "nothing_yet")
    return data


def _insist_on_regular(path: str, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise FileError(path, _OTHER_KINDS.get(stat.filemode(status.st_mode)[0], "irregular"))
    if status.st_size > LARGEST_FILE:
        raise too_large(path)


def too_large(path: str) -> FileError:
    """The error for more bytes than a plan may have."""
    return FileError(path, "large", most=Verbatim(group_digits(LARGEST_FILE)))


def _refuse(path: str, error: OSError | ValueError) -> NoReturn:
    if not isinstance(error, OSError):
        # a zero byte in the name, or letters that the file system cannot hold
        raise FileError(path, "no_name") from error
    if error.errno == errno.ENOENT and os.path.islink(path):
        raise FileError(path, "link_to_nothing") from error
    if error.errno in _REASONS:
        raise FileError(path, _REASONS[error.errno]) from error
    raise FileError(path, "system" if error.strerror else "unknown", why=why(error)) from error
