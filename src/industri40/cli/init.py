"""``industri40 init``: a plan to begin with."""

import os
import shlex
from typing import Annotated

from typer import Context

from industri40.cli.choices import asked_language
from industri40.cli.options import Lang, param
from industri40.cli.streams import PRINTED, Streams
from industri40.cli.writing import TargetError, Targets
from industri40.findings.said import phrase
from industri40.languages import OTHERWISE

_File = Annotated[str, param("init [FILE]")]


def init(ctx: Context, file: _File = "budget.yaml", *, lang: Lang = None) -> None:
    """Run the command. Raises TargetError."""
    from importlib.resources import files

    streams: Streams = ctx.obj
    language = asked_language(lang, streams) or OTHERWISE
    starter = files("industri40.plan").joinpath(f"starter.{language}.yaml").read_bytes()
    if file == PRINTED:
        streams.put(starter)
        return
    if os.path.lexists(file):
        raise TargetError("is_there_already", path=file)
    with Targets([]) as targets:
        targets.stage(file, starter)
        targets.replace()
    streams.tell(phrase("is_written", language, path=file, named=shlex.quote(file)) + "\n")
