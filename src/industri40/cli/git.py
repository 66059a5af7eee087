"""A plan as it stood at a revision, read through ``git show``; nothing else is asked of git."""

import os
from typing import IO, cast

from industri40.findings.facts import Verbatim
from industri40.findings.said import why
from industri40.plan.yaml.source import LARGEST_FILE, STANDARD_INPUT, FileError, too_large
from industri40.visible import shown

# what is not here is not fetched, and what turns out to be a commit is an empty plan
_COMMAND = (
    "git --no-pager -c core.fsmonitor=false -c protocol.allow=never show --no-patch --format= "
    "--no-textconv --no-ext-diff --end-of-options"
)
_SETTINGS = {"GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
_LONGEST = 500  # characters of what git says that are shown


def at_revision(path: str) -> bool:
    """Whether a path is one in a revision, as ``REVISION:PATH``; a file of that name is first."""
    return ":" in path and path != STANDARD_INPUT and not os.path.lexists(path)


def show(path: str) -> bytes:
    """The bytes of a plan at a revision. Raises FileError, with what git says."""
    from subprocess import DEVNULL, PIPE, Popen  # few runs ask git

    try:
        git = Popen(  # noqa: S603 - fixed arguments, and no shell
            [*_COMMAND.split(), path],
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=PIPE,
            env={**os.environ, **_SETTINGS},
        )
    except OSError as error:
        raise FileError(path, "no_git", why=why(error)) from error
    with git:
        out, err = cast("tuple[IO[bytes], IO[bytes]]", (git.stdout, git.stderr))
        data = out.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            git.kill()
            raise too_large(path)
        said = err.read().decode("utf-8", "replace")
    if git.returncode:
        raise FileError(path, "git", why=Verbatim(shown(" ".join(said.split()), _LONGEST)))
    if data.startswith(f"tree {path}\n\n".encode("utf-8", "surrogateescape")):
        raise FileError(path, "folder")
    return data
