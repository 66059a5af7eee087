"""``industri40 schema``: the plan language for editors."""

import typer

from industri40.cli.streams import OK, Streams

HELP = """\
Every key is explained with an example. A schema cannot say everything: whether a plan adds
up is seen by check."""

EPILOG = """\b
Examples:
  industri40 schema > industri40.schema.json

\b
An editor that knows YAML completes keys, explains them and underlines what
is wrong, in a plan that begins with the line
  # yaml-language-server: $schema=industri40.schema.json

Exit code: 0, or 2 where it cannot be written."""


def schema(ctx: typer.Context) -> None:
    """Run the command. Raises typer.Exit with its exit code."""
    from industri40.plan.language.schema import plan_schema
    from industri40.render.data.schema_json import render

    streams: Streams = ctx.obj
    streams.write_bytes(render(plan_schema()))
    raise typer.Exit(OK)
