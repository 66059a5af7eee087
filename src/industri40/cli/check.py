"""``industri40 check``: every finding of every plan that is named."""

from typing import Annotated

import typer

from industri40.cli.choices import (
    Ignore,
    Lang,
    Select,
    asked_language,
    chosen,
    format_option,
    option,
    outputs_of,
)
from industri40.cli.streams import PRINTED, Streams
from industri40.render.registry import FORMATS

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
    format_option(
        "findings",
        f"How to say it: {', '.join(FORMATS['findings'])}. text, which is what it is unless said, "
        "and concise go to standard error, the others to standard output.",
    ),
]
_Output = Annotated[
    list[str] | None,
    option(
        "--output -o FILE",
        "Write to a file too, in the format of its ending or of --format; may be repeated.",
    ),
]
_Strict = Annotated[bool, typer.Option("--strict", help="Let advice fail too.")]
_Name = Annotated[
    str | None, option("--stdin-filename NAME", "What to call standard input in findings.")
]


def check(
    ctx: typer.Context,
    plans: _Plans,
    *,
    form: _Form = None,
    lang: Lang = None,
    output: _Output = None,
    strict: _Strict = False,
    select: Select = None,
    ignore: Ignore = None,
    stdin_filename: _Name = None,
) -> None:
    """Run the command. Raises typer.Exit with its exit code."""
    streams: Streams = ctx.obj
    files = output or []
    outputs = outputs_of(form, files, "findings", _FOR_PEOPLE)
    if PRINTED not in files:  # a log shows what was found also where it is written to files
        outputs.append((_FOR_PEOPLE if files else form or _FOR_PEOPLE, PRINTED))
    from industri40.cli.checking import Order, run_check
    from industri40.plan.yaml.source import STANDARD_INPUT_NAME

    order = Order(
        tuple(plans),
        tuple(outputs),
        strict,
        chosen(select, ignore),
        stdin_filename or STANDARD_INPUT_NAME,
        asked_language(lang, streams),
    )
    raise typer.Exit(run_check(order, streams))
