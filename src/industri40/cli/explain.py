"""``industri40 explain``: where one figure comes from."""

from typing import Annotated, NamedTuple

import typer

from industri40.cli.choices import Lang, PlanFile, asked_language, format_option, from_plan, one_of
from industri40.cli.streams import FINDINGS, OK, USAGE, Streams, text_options
from industri40.render.registry import FORMATS, renderer


class Order(NamedTuple):
    """What is asked for: a figure of a plan, how many levels below it, in which form and language.

    Of what is None nothing is said.
    """

    path: str
    figure: str
    depth: int | None
    form: str
    language: str | None


_Form = Annotated[str, format_option("explanations", f"{' or '.join(FORMATS['explanations'])}.")]


def explain(
    ctx: typer.Context,
    plan: PlanFile,
    figure: Annotated[
        str,
        typer.Argument(
            metavar="FIGURE",
            help="The figure's name, such as costs.costs.total.",
            autocompletion=from_plan("figures"),
        ),
    ],
    *,
    depth: Annotated[
        int | None,
        typer.Option(
            "--depth", "-d", metavar="N", min=0, help="Show N levels below it (all unless said)."
        ),
    ] = None,
    form: _Form = "text",
    lang: Lang = None,
) -> None:
    """Run the command. Raises typer.Exit with its exit code."""
    streams: Streams = ctx.obj
    one_of(form, FORMATS["explanations"], "--format")
    order = Order(plan, figure, depth, form, asked_language(lang, streams))
    raise typer.Exit(_explain(order, streams))


def _explain(order: Order, streams: Streams) -> int:
    from industri40.cli.reading import read, report_of, tell_findings
    from industri40.explain.trace import UnknownFigureError
    from industri40.explain.trace import explain as trace
    from industri40.plan.yaml.source import FileError
    from industri40.report.case import Case

    try:
        reading = read(order.path, language=order.language)
        streams.language = reading.language
        if reading.plan is None:
            tell_findings(report_of([reading], order.language), streams)
            return FINDINGS
        step = trace(Case(reading.plan), order.figure)
    except (FileError, UnknownFigureError) as error:
        streams.complain(str(error))
        return USAGE
    render = renderer("explanations", order.form)
    written = render(step, reading.plan.language, text_options(), order.depth)
    streams.put(written, for_people=FORMATS["explanations"][order.form].for_people)
    return OK
