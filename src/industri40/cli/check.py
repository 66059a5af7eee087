"""``industri40 check``: every finding of every plan that is named."""

from typing import Annotated

import typer

from industri40.cli.choices import asked_for, asked_language, chosen, outputs_of
from industri40.cli.options import Ignore, Lang, Scenarios, Select, Sets, Several, described
from industri40.cli.streams import PRINTED, Streams

_FOR_PEOPLE = "text"

_Plans = Annotated[list[str], described("check PLAN...")]
_Form = Annotated[str | None, described("check --format", formats="findings")]
_Output = Annotated[Several, described("check --output")]
_Strict = Annotated[bool, described("check --strict")]
_Name = Annotated[str | None, described("check --stdin-filename")]


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
    scenario: Scenarios = None,
    settings: Sets = None,
) -> None:
    """Run the command. Raises typer.Exit with its exit code."""
    streams: Streams = ctx.obj
    files = output or []
    outputs = outputs_of(form, files, "findings", _FOR_PEOPLE)
    if PRINTED not in files:  # a log shows what was found also where it is written to files
        outputs.append((_FOR_PEOPLE if files else form or _FOR_PEOPLE, PRINTED))
    from industri40.cli.checking import Order, run_check
    from industri40.plan.yaml.source import STANDARD_INPUT_NAME

    choose, name = chosen(select, ignore), stdin_filename or STANDARD_INPUT_NAME
    language = asked_language(lang, streams)
    asked = asked_for(scenario, settings)
    order = Order(tuple(plans), tuple(outputs), strict, choose, name, language, asked)
    raise typer.Exit(run_check(order, streams))
