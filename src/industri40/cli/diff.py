"""``industri40 diff``: what differs between two plans, or between a plan and a what-if."""

from typing import Annotated

import typer

from industri40.cli.choices import asked_for, asked_language, outputs_of, tables_of
from industri40.cli.options import Lang, Scenarios, Sets, Several, param
from industri40.cli.progress import waiting
from industri40.cli.streams import FINDINGS, OK, PRINTED, Streams
from industri40.cli.wrong_use import WrongUseError
from industri40.render.registry import FORMATS, renderer

TYPE_CHECKING = False  # what a run needs is not imported for help
if TYPE_CHECKING:
    from industri40.cli.reading import Reading
    from industri40.comparing.difference import Difference
    from industri40.plan.model import Plan
    from industri40.plan.what_if import Asked


def diff(
    ctx: typer.Context,
    old: Annotated[str, param("diff OLD")],
    new: Annotated[str | None, param("diff [NEW]")] = None,
    *,
    table: Annotated[Several, param("diff --table", "industri40.comparing.changes:TABLES")] = None,
    form: Annotated[str | None, param("diff --format", formats="differences")] = None,
    lang: Lang = None,
    output: Annotated[Several, param("diff --output")] = None,
    exit_code: Annotated[bool, param("diff --exit-code")] = False,
    scenario: Scenarios = None,
    settings: Sets = None,
) -> None:
    """Run the command. Raises typer.Exit with its exit code."""
    from industri40.cli.reading import report_of, tell_findings
    from industri40.comparing.changes import PRINTED as USUAL
    from industri40.comparing.changes import TABLES

    streams: Streams = ctx.obj
    outputs = outputs_of(form, output or [PRINTED], "differences", "table")
    names, asked = tables_of(table, TABLES) or USUAL, asked_for(scenario, settings)
    if new is None and not any(asked):
        raise WrongUseError("NEW", "nothing_to_diff")
    if old == new == PRINTED:
        raise WrongUseError("NEW", "input_once")
    language = asked_language(lang, streams)
    readings = _read(old, new, language, asked)
    streams.language = readings[-1].language
    plans = [one.plan for one in readings if one.plan]
    if len(plans) < len(readings):
        wrong = [one for one in readings if not one.plan]
        tell_findings(report_of(wrong, language, asked), streams)
        raise typer.Exit(FINDINGS)
    difference = _write(plans, names, outputs, [old, new or old], streams)
    raise typer.Exit(FINDINGS if exit_code and not difference.empty else OK)


def _read(old: str, new: str | None, language: str | None, asked: "Asked") -> "list[Reading]":
    """Both plans, the new one with what is asked of it; only one that stands for both is wrong.

    Raises FileError and WhatIfError.
    """
    from industri40.cli import git
    from industri40.cli.reading import read
    from industri40.load import plan_with

    data = [git.show(one) if git.at_revision(one) else None for one in (old, new) if one]
    first = read(old, language=language, data=data[0])
    if new is not None:
        return [first, read(new, language=language, asked=asked, data=data[1])]
    if first.plan is None:
        return [first]
    plan, findings = plan_with(first.plan, asked, language)
    return [first, first._replace(plan=plan, findings=findings)]


def _write(
    plans: "list[Plan]",
    names: tuple[str, ...],
    outputs: list[tuple[str, str]],
    paths: list[str],
    streams: Streams,
) -> "Difference":
    """Compare the plans and write everything that is asked for, computed once; what differs.

    Raises TargetError and OutputError.
    """
    from industri40.cli.writing import deliver
    from industri40.comparing.changes import AWARDS, SHARES, compare

    forms = {form: renderer("differences", form) for form, _ in outputs}  # all that there are
    only_tables = all(FORMATS["differences"][form].tables for form in forms)
    everything = names if only_tables else (*names, SHARES, AWARDS)
    with waiting("comparing_with", streams.language, path=paths[0]):
        difference = compare(plans[0], plans[1], everything)
    shown = difference._replace(same={name: difference.same[name] for name in names})
    deliver("differences", outputs, paths, dict.fromkeys(forms, shown), streams)
    return difference
