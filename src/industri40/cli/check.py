"""``industri40 check``: every finding of every plan that is named."""

from typing import Annotated

import typer

from industri40.cli.choices import completer, one_of
from industri40.cli.streams import FINDINGS, OK, USAGE, Streams
from industri40.findings import Finding

__all__ = ["EPILOG", "check"]

EPILOG = """\b
Examples:
  industri40 check plan.yaml
  industri40 check budgets other/plan.yaml
  industri40 check --format json - < plan.yaml

Exit code: 0 all is well, 1 there are findings, 2 wrong use or a file that
cannot be read."""

_FORMATS = ("industri40.render.findings_formats", "FORMATS")


def check(
    ctx: typer.Context,
    plans: Annotated[
        list[str],
        typer.Argument(
            metavar="PLAN...",
            help="Files, folders (every *.yaml and *.yml below), or - for standard input.",
        ),
    ],
    form: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="FORMAT",
            help="text for people, on standard error; json on standard output.",
            autocompletion=completer(*_FORMATS),
        ),
    ] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Let advice fail too.")] = False,
) -> None:
    """Find everything that is wrong in plans.

    Costs against financing, year by year; every stated figure against the tables; the plan's own
    limits; likely slips. Says nothing when all is well.
    """
    from industri40.render.findings_formats import FORMATS

    streams: Streams = ctx.obj
    one_of(form, FORMATS, "--format")
    raise typer.Exit(_check(plans, form, streams, strict=strict))


def _check(arguments: list[str], form: str, streams: Streams, *, strict: bool) -> int:
    from industri40.catalogue import Severity
    from industri40.checks import check
    from industri40.cli.files import FolderError, plan_files
    from industri40.cli.reading import read
    from industri40.plan.source import FileError

    findings: list[Finding] = []
    sources: dict[str, bytes] = {}
    unread = files = 0
    for path in plan_files(arguments):
        try:
            if isinstance(path, FolderError):
                raise path
            reading = read(path)
        except (FileError, FolderError) as error:
            unread += 1
            streams.complain(str(error))
            continue
        files += 1
        found = reading.findings + (check(reading.plan) if reading.plan else ())
        if found:
            findings += found
            sources[reading.name] = reading.data
    _report(tuple(findings), files, sources, form, streams)
    if unread:
        return USAGE
    counts = [one for one in findings if strict or one.severity is Severity.ERROR]
    return FINDINGS if counts else OK


def _report(
    findings: tuple[Finding, ...],
    files: int,
    sources: dict[str, bytes],
    form: str,
    streams: Streams,
) -> None:
    if form == "text" and not findings:
        return  # silent when all is well
    from industri40.render.excerpt import Excerpts
    from industri40.render.findings_formats import Report, renderer

    report = Report(findings, files, Excerpts(sources), colour=streams.colour())
    text = renderer(form)(report)
    if form == "text":
        streams.tell(text)
    else:
        streams.write_bytes(text.encode("utf-8", "backslashreplace"))
