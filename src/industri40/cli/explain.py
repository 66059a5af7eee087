"""``industri40 explain``: where one figure comes from."""

from typing import Annotated, NamedTuple

import typer

from industri40.cli.choices import Lang, PlanFile, asked_language, format_option, from_plan, one_of
from industri40.cli.streams import FINDINGS, OK, USAGE, Streams, text_options
from industri40.render.registry import FORMATS, renderer

TYPE_CHECKING = False  # what reads a plan is imported where the command runs
if TYPE_CHECKING:
    from collections.abc import Iterator

    from industri40.report.case import Case


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
            help="The figure's name, such as costs.costs.total, or an amount.",
            autocompletion=from_plan("figures"),
        ),
    ],
    *,
    depth: Annotated[
        int | None,
        typer.Option(
            "--depth",
            "-d",
            metavar="N",
            min=0,
            help="Show N levels below it; as many as fit unless said.",
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
    from industri40.plan.yaml.source import FileError
    from industri40.report.case import Case

    try:
        reading = read(order.path, language=order.language)
        streams.language = reading.language
        if reading.plan is None:
            tell_findings(report_of([reading], order.language), streams)
            return FINDINGS
        written = list(_texts(Case(reading.plan), order))
    except (FileError, UnknownFigureError) as error:
        said = error.said(streams.language) if isinstance(error, FileError) else str(error)
        streams.complain(said)
        return USAGE
    for text in written:
        streams.put(text, for_people=FORMATS["explanations"][order.form].for_people)
    return OK


def _texts(case: "Case", order: Order) -> "Iterator[str]":
    """The figures of an amount, and where a figure comes from where there is one of them.

    Raises UnknownFigureError.
    """
    from industri40.explain.amounts import amount_of, figures_of
    from industri40.explain.trace import explain as trace

    options, figure = text_options(), order.figure
    amount = amount_of(figure)
    if amount is not None:
        found = figures_of(case, amount)
        figure, several = found[0].figures[0][0], len(found) > 1 or len(found[0].figures) > 1
        if several or order.form == "text":
            yield renderer("figures", order.form)(case, found, options)
        if len(found) > 1 or (several and order.form != "text"):
            return
    yield renderer("explanations", order.form)(case, trace(case, figure), options, order.depth)
