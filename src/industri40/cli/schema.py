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
    import json

    from industri40.plan.language.schema import plan_schema

    streams: Streams = ctx.obj
    # in ASCII, so that spaces that cannot be told apart are written as codes
    streams.write_bytes(f"{json.dumps(plan_schema(), indent=2)}\n")
    raise typer.Exit(OK)
