"""``industri40 allocate``: a plan shared out, as tables or for other programs."""

from typing import Annotated, NamedTuple

import typer

from industri40.cli.choices import (
    Choose,
    asked_for,
    asked_language,
    chosen,
    outputs_of,
    tables_of,
)
from industri40.cli.options import (
    Ignore,
    Lang,
    PlanFile,
    Scenarios,
    Select,
    Sets,
    Several,
    described,
)
from industri40.cli.streams import FINDINGS, OK, PRINTED, Streams
from industri40.cli.wrong_use import WrongUseError
from industri40.render.registry import FORMATS

TYPE_CHECKING = False  # what reads a plan is imported where the command runs
if TYPE_CHECKING:
    from industri40.plan.model import Asked


class Order(NamedTuple):
    """What is asked for: names of tables, ids of environments, formats with where they go.

    ``notes`` says whether the plan's own are shown, ``choose`` which findings, and ``compare`` that
    the scenarios that are asked for stand side by side.
    """

    path: str
    tables: tuple[str, ...]
    environments: tuple[str, ...]
    outputs: tuple[tuple[str, str], ...]
    notes: bool
    choose: Choose
    asked: "Asked"
    compare: bool


_Table = Annotated[Several, described("allocate --table", "industri40.report.tables:TABLES")]
_Environment = Annotated[Several, described("allocate --environment", plan="environments")]
_Form = Annotated[str | None, described("allocate --format", formats="tables")]
_Output = Annotated[Several, described("allocate --output")]
_Compare = Annotated[bool, described("allocate --compare")]
_NoNotes = Annotated[bool, described("allocate --no-notes")]


def allocate(
    ctx: typer.Context,
    plan: PlanFile,
    *,
    table: _Table = None,
    environment: _Environment = None,
    form: _Form = None,
    lang: Lang = None,
    output: _Output = None,
    no_notes: _NoNotes = False,
    scenario: Scenarios = None,
    settings: Sets = None,
    compare: _Compare = False,
    select: Select = None,
    ignore: Ignore = None,
) -> None:
    """Run the command. Raises typer.Exit with its exit code."""
    streams: Streams = ctx.obj
    from industri40.report.tables import TABLES

    outputs = outputs_of(form, output or [PRINTED], "tables", "table")
    tables, environments = tables_of(table, TABLES), tuple(dict.fromkeys(environment or ()))
    if tables and not any(FORMATS["tables"][form].tables for form, _ in outputs):
        raise WrongUseError("--table", "no_tables", form=outputs[0][0])
    if compare:
        _insist_on_one_table(tables, environments, outputs)
    language = asked_language(lang, streams)
    choose, asked = chosen(select, ignore), asked_for(scenario, settings)
    order = Order(plan, tables, environments, tuple(outputs), not no_notes, choose, asked, compare)
    raise typer.Exit(_allocate(order, language, streams))


def _insist_on_one_table(
    tables: tuple[str, ...], environments: tuple[str, ...], outputs: list[tuple[str, str]]
) -> None:
    """See that nothing is asked for which the one table of scenarios does not have."""
    for option, names in (("--table", tables), ("--environment", environments)):
        if names:
            raise WrongUseError("--compare", "compares_all", option=option)
    for form, _ in outputs:
        if form not in FORMATS["scenarios"]:
            known = ", ".join(FORMATS["scenarios"])
            raise WrongUseError("--compare", "compares_in", form=form, known=known)


def _allocate(order: Order, language: str | None, streams: Streams) -> int:
    from industri40.cli.reading import read, report_of, tell_findings
    from industri40.findings.severity import Severity
    from industri40.plan.model import AS_IT_IS

    asked = AS_IT_IS if order.compare else order.asked
    reading = read(order.path, language=language, asked=asked)
    streams.language = reading.language
    understood = reading.plan is not None
    if reading.plan is None:
        findings = order.choose(reading.findings, None)
    elif order.compare:
        from industri40.cli.scenarios import write_scenarios

        findings, understood = write_scenarios(order, reading, streams)
    else:
        from industri40.cli.results import write_results

        findings = write_results(order, reading.plan, streams)
    if findings:
        report = report_of([reading._replace(findings=findings)], language, order.asked)
        tell_findings(report, streams)
    errors = any(finding.severity is Severity.ERROR for finding in findings)
    return FINDINGS if errors or not understood else OK
