"""``industri40 explain``: where one figure comes from."""

from typing import Annotated

import typer

from industri40.cli.choices import PlanFile, format_option, from_plan, one_of
from industri40.cli.streams import FINDINGS, OK, USAGE, Streams, text_options
from industri40.render.registry import FORMATS, renderer

HELP = """\
Each figure is shown with the formula that made it and what went into that. Where a krone was
rounded it is said in which direction, and why here; where a ceiling cut, what it kept back."""

EPILOG = """\b
Examples:
  industri40 explain plan.yaml breakdown.county.participant
  industri40 explain plan.yaml shares.county.environment-3.2020 --depth 2
  industri40 explain plan.yaml awards.introduction.environment-2
  industri40 explain plan.yaml awards:environment-2:introduction
  industri40 explain --format json plan.yaml costs.costs.total

A figure is TABLE.ROW.COLUMN, shares.LINE.ENVIRONMENT.YEAR,
awards.PHASE.ENVIRONMENT, frames.PHASE.frame (or awarded, leftover, carried,
returned) or participants.ENVIRONMENT.YEAR, with the ids that allocate
--format json shows, or the name of a step of another explanation.

Where ids are the same, awards.PHASE.ENVIRONMENT is what a phase awards to an
environment, and not a cell of the table of awards. TABLE:ROW:COLUMN, with
colons, always is a cell of a table.

Exit code: 0 the figure is explained, 1 the plan cannot be understood, 2 wrong
use, an unknown figure, or a file that cannot be read."""


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
    from industri40.plan.yaml.source import FileError

    try:
        reading = read(path)
    except FileError as error:
        streams.complain(str(error))
        return USAGE
    if reading.plan is None:
        tell_findings(report_of([reading]), streams)
        return FINDINGS
    from industri40.explain.trace import UnknownFigureError
    from industri40.explain.trace import explain as trace
    from industri40.report.case import Case

    try:
        step = trace(Case(reading.plan), figure)
    except UnknownFigureError as error:
        streams.complain(str(error))
        return USAGE
    written = renderer("explanations", form)(step, reading.plan.language, text_options(), depth)
    streams.put(written, for_people=FORMATS["explanations"][form].for_people)
    return OK
