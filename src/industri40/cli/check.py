"""``industri40 check``: every finding of every plan that is named."""

import sys
from typing import Annotated

import typer

from industri40.cli.choices import completer, one_of
from industri40.cli.streams import FINDINGS, OK, USAGE, Streams
from industri40.render.findings_formats import FORMATS, renderer

TYPE_CHECKING = False  # plans are read by modules that the help does not need
if TYPE_CHECKING:
    from industri40.cli.reading import Reading

__all__ = ["EPILOG", "check"]

EPILOG = """\b
Examples:
  industri40 check plan.yaml
  industri40 check budgets other/plan.yaml
  industri40 check --format json - < plan.yaml

Exit code: 0 all is well, 1 there are findings, 2 wrong use or a file that
cannot be read."""

_FORMATS = ("industri40.render.findings_formats", "FORMATS")
_FOR_PEOPLE = "text"


def check(
    ctx: typer.Context,
    plans: Annotated[
        list[str],
        typer.Argument(
            metavar="PLAN...",
            help="Files, folders (every *.yaml and *.yml below), or - for standard input.",
        ),
    ],
    *,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help=f"How to say it: {', '.join(FORMATS)}. text goes to standard error, the others "
            "to standard output.",
            autocompletion=completer(*_FORMATS),
        ),
    ] = _FOR_PEOPLE,
    strict: Annotated[bool, typer.Option("--strict", help="Let advice fail too.")] = False,
) -> None:
    """Find everything that is wrong in plans.

    Costs against financing, year by year; every stated figure against the tables; the plan's own
    limits; likely slips. Says nothing when all is well.
    """
    streams: Streams = ctx.obj
    one_of(form, FORMATS, "--format")
    raise typer.Exit(_check(plans, form, streams, strict=strict))


def _check(arguments: list[str], form: str, streams: Streams, *, strict: bool) -> int:
    from industri40.catalogue import Severity
    from industri40.checks import check
    from industri40.cli.files import FolderError, plan_files
    from industri40.cli.reading import Reading, read
    from industri40.plan.source import FileError

    found: list[Reading] = []
    files, unread = 0, False
    for path in plan_files(arguments):
        try:
            if isinstance(path, FolderError):
                raise path
            reading = read(path)
        except (FileError, FolderError) as error:
            streams.complain(str(error))
            unread = True
            continue
        files += 1
        if reading.plan is not None:
            reading = reading._replace(findings=reading.findings + check(reading.plan))
        if reading.findings:
            found.append(reading)
    if found or form != _FOR_PEOPLE:
        _report(found, files, form, streams)
    if unread:
        return USAGE
    fails = any(
        strict or finding.severity is Severity.ERROR
        for reading in found
        for finding in reading.findings
    )
    return FINDINGS if fails else OK


def _report(found: "list[Reading]", files: int, form: str, streams: Streams) -> None:
    from industri40.cli.reading import report_of

    for_people = form == _FOR_PEOPLE
    colour = for_people and streams.colour(sys.stderr)
    text = renderer(form)(report_of(found, files, colour=colour))
    if for_people:
        streams.tell(text)
    else:
        streams.write_bytes(text.encode("utf-8", "backslashreplace"))
