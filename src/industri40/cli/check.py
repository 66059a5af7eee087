"""``industri40 check``: every finding of every plan that is named."""

from typing import Annotated

import typer

from industri40.cli.choices import Ignore, Select, chosen, completer, one_of, unknown_ending
from industri40.cli.streams import PRINTED, Streams
from industri40.render.findings.formats import FORMATS, format_of

HELP = """\
Costs against financing, year by year; every stated figure against the tables; the plan's own
limits; likely slips. Says nothing when all is well."""

EPILOG = """\b
Examples:
  industri40 check plan.yaml
  industri40 check budgets other/plan.yaml
  industri40 check --strict --ignore A602 budgets
  industri40 check --format sarif -o findings.sarif budgets
  industri40 check --format json - < plan.yaml

Exit code: 0 all is well, 1 there are findings, 2 wrong use or a file that
cannot be read or written."""

_FOR_PEOPLE = "text"


_Plans = Annotated[
    list[str],
    typer.Argument(
        metavar="PLAN...",
        help="Files, folders (every *.yaml and *.yml below that is not hidden), or - for standard "
        "input.",
    ),
]
_Form = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help=f"How to say it: {', '.join(FORMATS)}. text, which is what it is unless said, and "
        "concise go to standard error, the others to standard output.",
        autocompletion=completer("industri40.render.findings.formats", "FORMATS"),
    ),
]
_Output = Annotated[
    list[str] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to a file too, in the format of its ending or of --format; may be repeated.",
    ),
]
_Strict = Annotated[bool, typer.Option("--strict", help="Let advice fail too.")]
_Name = Annotated[
    str | None,
    typer.Option(
        "--stdin-filename", metavar="NAME", help="What to call standard input in findings."
    ),
]


def check(
    ctx: typer.Context,
    plans: _Plans,
    *,
    form: _Form = None,
    output: _Output = None,
    strict: _Strict = False,
    select: Select = None,
    ignore: Ignore = None,
    stdin_filename: _Name = None,
) -> None:
    """Run the command. Raises typer.Exit with its exit code."""
    outputs = _outputs(form, output or [])
    from industri40.cli.checking import Order, run_check
    from industri40.plan.yaml.source import STANDARD_INPUT_NAME

    order = Order(
        tuple(plans), outputs, strict, chosen(select, ignore), stdin_filename or STANDARD_INPUT_NAME
    )
    streams: Streams = ctx.obj
    raise typer.Exit(run_check(order, streams))


def _outputs(form: str | None, paths: list[str]) -> tuple[tuple[str, str], ...]:
    """Each format that is to be written, with its file, or ``-`` for the stream that it goes to.

    A report in files only is printed for people besides, so that a log shows what was found.
    """
    if form is not None:
        one_of(form, FORMATS, "--format")
    outputs = []
    for path in paths:
        ending = format_of(path)
        if form is None and ending is None and path != PRINTED:
            endings = (end for one in FORMATS.values() for end in one.endings)
            raise unknown_ending(path, endings, " Or name the format with --format.")
        outputs.append((form or ending or _FOR_PEOPLE, path))
    if all(path != PRINTED for path in paths):
        outputs.append((_FOR_PEOPLE if paths else form or _FOR_PEOPLE, PRINTED))
    return tuple(outputs)
