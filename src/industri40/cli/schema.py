"""``industri40 schema``: the plan language for editors."""

import typer

from industri40.cli.choices import asked_language
from industri40.cli.options import Lang
from industri40.languages import OTHERWISE


def schema(ctx: typer.Context, *, lang: Lang = None) -> None:
    """Run the command."""
    import json

    from industri40.plan.language.schema import plan_schema

    language = asked_language(lang, ctx.obj) or OTHERWISE
    # in ASCII, so that spaces that cannot be told apart are written as codes
    ctx.obj.put(f"{json.dumps(plan_schema(language=language), indent=2)}\n")
