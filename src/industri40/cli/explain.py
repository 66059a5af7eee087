"""``industri40 explain``: where one figure comes from."""

from collections.abc import Iterator
from typing import Annotated

import typer

from industri40.cli.choices import asked_for, asked_language, one_of
from industri40.cli.options import Lang, PlanFile, Scenarios, Sets, param
from industri40.cli.streams import Streams, text_options
from industri40.render.registry import FORMATS, renderer

TYPE_CHECKING = False  # what a run needs is not imported for help
if TYPE_CHECKING:
    from industri40.report.case import Case


def explain(
    ctx: typer.Context,
    plan: PlanFile,
    figure: Annotated[str, param("explain FIGURE", plan="figures")],
    *,
    depth: Annotated[int | None, param("explain --depth", min=0)] = None,
    form: Annotated[str, param("explain --format", formats="explanations")] = "text",
    lang: Lang = None,
    scenario: Scenarios = None,
    settings: Sets = None,
) -> None:
    """Run the command. Raises UnknownFigureError, and typer.Exit with an exit code."""
    from industri40.cli.reading import plan_of
    from industri40.report.case import Case

    streams: Streams = ctx.obj
    one_of(form, FORMATS["explanations"], "--format")
    language = asked_language(lang, streams)
    meant = plan_of(plan, language, asked_for(scenario, settings), streams)
    for text in list(_texts(Case(meant), figure, form, depth)):  # all of them, or none
        streams.put(text, for_people=FORMATS["explanations"][form].for_people)


def _texts(case: "Case", figure: str, form: str, depth: int | None) -> Iterator[str]:
    """The figures of an amount, and where a single one comes from. Raises UnknownFigureError."""
    from industri40.explain.amounts import amount_of, figures_of
    from industri40.explain.trace import explain as trace
    from industri40.render.common.what_if import as_text, said

    options, amount = text_options(), amount_of(figure)
    if (what_if := case.plan.what_if) and form == "text":
        yield as_text(said(case.plan, what_if, case.report(shared=False).words), options)
    if amount is not None:
        found = figures_of(case, amount)
        figure, several = found[0].figures[0][0], len(found) > 1 or len(found[0].figures) > 1
        if several or form == "text":
            yield renderer("figures", form)(case, found, options)
        if len(found) > 1 or (several and form != "text"):
            return
    yield renderer("explanations", form)(case, trace(case, figure), options, depth)
