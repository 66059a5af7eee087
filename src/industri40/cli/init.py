"""``industri40 init``: a plan to begin with."""

import os
import shlex
from typing import Annotated

from typer import Context

from industri40.cli.choices import asked_language
from industri40.cli.options import Lang, described
from industri40.cli.streams import PRINTED, Streams
from industri40.cli.writing import TargetError
from industri40.findings.said import phrase, why
from industri40.languages import OTHERWISE

_File = Annotated[str, described("init [FILE]")]


def init(ctx: Context, file: _File = "budget.yaml", *, lang: Lang = None) -> None:
    """Run the command. Raises TargetError."""
    from importlib.resources import files

    streams: Streams = ctx.obj
    language = asked_language(lang, streams) or OTHERWISE
    starter = files("industri40.plan").joinpath(f"starter.{language}.yaml").read_bytes()
    if file == PRINTED:
        streams.put(starter)
        return
    try:
        _write_new(file, starter)
    except (OSError, ValueError) as error:
        raise _why_not(file, error) from error
    streams.tell(phrase("is_written", language, path=file, named=shlex.quote(file)) + "\n")


def _why_not(path: str, error: OSError | ValueError) -> TargetError:
    if isinstance(error, FileExistsError):
        return TargetError("is_there_already", path=path)
    folder = os.path.dirname(path) or os.curdir
    if isinstance(error, FileNotFoundError) and not os.path.isdir(folder):
        return TargetError("no_folder", path=path, folder=folder)
    return TargetError("fails", what=path, why=why(error))


def _write_new(path: str, data: bytes) -> None:
    """Write a file that is not there yet, whole or not at all. Raises OSError and ValueError."""
    with open(path, "xb") as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            os.unlink(path)
            raise
