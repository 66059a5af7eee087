"""``industri40 rule``: what a finding means, and how to mend it."""

from typing import Annotated

import typer

from industri40.cli.choices import (
    Lang,
    asked_language,
    completer,
    format_option,
    one_of,
    rules_named,
)
from industri40.cli.streams import OK, Streams
from industri40.render.registry import FORMATS, renderer

_Form = Annotated[str, format_option("rules", f"{' or '.join(FORMATS['rules'])}.")]


def rule(
    ctx: typer.Context,
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="[CODE]",
            help="A code such as S401, or the beginning of some: S for all about stated figures.",
            autocompletion=completer("industri40.findings.catalogue", "RULES"),
        ),
    ] = None,
    *,
    form: _Form = "text",
    lang: Lang = None,
) -> None:
    """Run the command. Raises typer.Exit with its exit code."""
    from industri40.findings.catalogue import RULES
    from industri40.languages import OTHERWISE

    streams: Streams = ctx.obj
    one_of(form, FORMATS["rules"], "--format")
    language = asked_language(lang, streams) or OTHERWISE
    rules = tuple(RULES.values()) if code is None else rules_named(code, "CODE")
    streams.put(
        renderer("rules", form)(rules, language), for_people=FORMATS["rules"][form].for_people
    )
    raise typer.Exit(OK)
