"""``industri40 explain``: where one figure comes from."""

from typing import Annotated

import typer

from industri40.cli.choices import PlanFile, format_option, from_plan, one_of
from industri40.cli.streams import FINDINGS, OK, USAGE, Streams, text_options
from industri40.render.registry import FORMATS, renderer

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
) -> None:
    """Run the command. Raises typer.Exit with its exit code."""
    streams: Streams = ctx.obj
    one_of(form, FORMATS["explanations"], "--format")
    raise typer.Exit(_explain(plan, figure, depth, form, streams))


def _explain(path: str, figure: str, depth: int | None, form: str, streams: Streams) -> int:
    from industri40.cli.reading import read, report_of, tell_findings
    from industri40.explain.trace import UnknownFigureError
    from industri40.explain.trace import explain as trace
    from industri40.plan.yaml.source import FileError
    from industri40.report.case import Case

    try:
        reading = read(path)
        if reading.plan is None:
            tell_findings(report_of([reading]), streams)
            return FINDINGS
        step = trace(Case(reading.plan), figure)
    except (FileError, UnknownFigureError) as error:
        streams.complain(str(error))
        return USAGE
    written = renderer("explanations", form)(step, reading.plan.language, text_options(), depth)
    streams.put(written, for_people=FORMATS["explanations"][form].for_people)
    return OK
