"""``industri40 solve``: which value of an input gives a wanted figure."""

from typing import Annotated

import typer

from industri40.cli.choices import asked_for, asked_language, one_of
from industri40.cli.options import Lang, PlanFile, Scenarios, Sets, param
from industri40.cli.progress import waiting
from industri40.cli.streams import FINDINGS, Streams, text_options
from industri40.render.registry import FORMATS, renderer


def solve(
    ctx: typer.Context,
    plan: PlanFile,
    *,
    let: Annotated[str, param("solve --let", plan="inputs")],
    so_that: Annotated[str, param("solve --so-that", plan="figures")],
    scenario: Scenarios = None,
    settings: Sets = None,
    form: Annotated[str, param("solve --format", formats="solutions")] = "text",
    lang: Lang = None,
) -> None:
    """Run the command. Raises UnknownFigureError, and typer.Exit with an exit code."""
    from industri40.cli.reading import plan_of  # which nobody needs who asks for help
    from industri40.comparing.solving import UnreachableError
    from industri40.comparing.solving import solve as solved

    streams: Streams = ctx.obj
    one_of(form, FORMATS["solutions"], "--format")
    language = asked_language(lang, streams)
    meant = plan_of(plan, language, asked_for(scenario, settings), streams)
    try:
        with waiting("solving", streams.language, path=plan):
            solution = solved(meant, let, so_that)
    except UnreachableError as error:
        from industri40.render.solution import unreachable

        streams.complain(unreachable(error, streams.language))
        raise typer.Exit(FINDINGS) from None
    text = renderer("solutions", form)(solution, text_options())
    streams.put(text, for_people=FORMATS["solutions"][form].for_people)
