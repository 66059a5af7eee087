"""``industri40 check``: every finding of every plan that is named."""

from typing import Annotated

import typer

from industri40.cli.choices import asked_for, asked_language, chosen, outputs_of
from industri40.cli.options import Ignore, Lang, Scenarios, Select, Sets, Several, param
from industri40.cli.streams import PRINTED, Streams

_FOR_PEOPLE = "text"


def check(
    ctx: typer.Context,
    plans: Annotated[list[str], param("check PLAN...")],
    *,
    form: Annotated[str | None, param("check --format", formats="findings")] = None,
    lang: Lang = None,
    output: Annotated[Several, param("check --output")] = None,
    strict: Annotated[bool, param("check --strict")] = False,
    select: Select = None,
    ignore: Ignore = None,
    stdin_filename: Annotated[str | None, param("check --stdin-filename")] = None,
    scenario: Scenarios = None,
    settings: Sets = None,
) -> None:
    """Run the command. Raises typer.Exit with its exit code."""
    from industri40.cli.checking import Order, run  # which nobody needs who asks for help
    from industri40.plan.yaml.source import STANDARD_INPUT_NAME

    streams: Streams = ctx.obj
    files = output or []
    outputs = outputs_of(form, files, "findings", _FOR_PEOPLE)
    if PRINTED not in files:  # a log shows what was found also where it is written to files
        outputs.append((_FOR_PEOPLE if files else form or _FOR_PEOPLE, PRINTED))
    choose, name = chosen(select, ignore), stdin_filename or STANDARD_INPUT_NAME
    language = asked_language(lang, streams)
    asked = asked_for(scenario, settings)
    order = Order(tuple(plans), outputs, strict, choose, name, language, asked)
    raise typer.Exit(run(order, streams))
