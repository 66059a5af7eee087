"""``industri40 allocate``: a plan shared out, as tables or for other programs."""

from typing import Annotated

import typer

from industri40.cli.choices import asked_for, asked_language, chosen, outputs_of, tables_of
from industri40.cli.options import Ignore, Lang, PlanFile, Scenarios, Select, Sets, Several, param
from industri40.cli.streams import PRINTED, Streams
from industri40.cli.wrong_use import WrongUseError
from industri40.render.registry import FORMATS


def allocate(
    ctx: typer.Context,
    plan: PlanFile,
    *,
    table: Annotated[Several, param("allocate --table", "industri40.report.tables:TABLES")] = None,
    environment: Annotated[Several, param("allocate --environment", plan="environments")] = None,
    form: Annotated[str | None, param("allocate --format", formats="tables")] = None,
    lang: Lang = None,
    output: Annotated[Several, param("allocate --output")] = None,
    no_notes: Annotated[bool, param("allocate --no-notes")] = False,
    scenario: Scenarios = None,
    settings: Sets = None,
    compare: Annotated[bool, param("allocate --compare")] = False,
    select: Select = None,
    ignore: Ignore = None,
) -> None:
    """Run the command. Raises typer.Exit with its exit code."""
    from industri40.cli.results import Order, run  # which nobody needs who asks for help
    from industri40.report.tables import TABLES

    streams: Streams = ctx.obj
    outputs = outputs_of(form, output or [PRINTED], "tables", "table")
    tables, environments = tables_of(table, TABLES), tuple(dict.fromkeys(environment or ()))
    if tables and not any(FORMATS["tables"][form].tables for form, _ in outputs):
        raise WrongUseError("--table", "no_tables", form=outputs[0][0])
    choose, asked = chosen(select, ignore), asked_for(scenario, settings)
    order = Order(plan, tables, environments, outputs, not no_notes, choose, asked, compare)
    raise typer.Exit(run(order, asked_language(lang, streams), streams))
