"""``industri40 schema``: the plan language for editors."""

import typer

from industri40.cli.streams import OK, Streams


def schema(ctx: typer.Context) -> None:
    """Run the command. Raises typer.Exit with its exit code."""
    import json

    from industri40.plan.language.schema import plan_schema

    streams: Streams = ctx.obj
    # in ASCII, so that spaces that cannot be told apart are written as codes
    streams.put(f"{json.dumps(plan_schema(), indent=2)}\n")
    raise typer.Exit(OK)
