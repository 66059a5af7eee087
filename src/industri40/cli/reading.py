"""A plan as a command reads it: its bytes are kept, to show lines of them under findings."""

import os
from typing import NamedTuple

import typer

from industri40.cli.streams import FINDINGS, Streams, columns
from industri40.findings.finding import OPTION, Finding
from industri40.load import read_plan
from industri40.plan.model import Plan
from industri40.plan.what_if import AS_IT_IS, Asked
from industri40.plan.yaml.source import STANDARD_INPUT, STANDARD_INPUT_NAME, read_bytes

TYPE_CHECKING = False  # what is printed under findings is imported where there are any
if TYPE_CHECKING:
    from industri40.render.findings.report import Report


class Reading(NamedTuple):
    """One file: what it is called, its bytes, the plan if it can be understood, what was found."""

    name: str
    data: bytes
    plan: Plan | None
    findings: tuple[Finding, ...]

    @property
    def language(self) -> str:
        """The language of the plan, or the one that was asked for; so is all that is said of it."""
        return self.plan.language if self.plan else self.findings[0].language


def read(
    path: str,
    stdin: str = STANDARD_INPUT_NAME,
    language: str | None = None,
    asked: Asked = AS_IT_IS,
    data: bytes | None = None,
) -> Reading:
    """Read a plan, with what is asked of it, from a file, or from standard input as ``-``.

    That is called ``stdin``. ``language`` takes the place of the plan's own, unless it is None;
    ``data`` are the bytes, where they are known. Raises FileError and WhatIfError.
    """
    name = name_of(path, stdin)
    data = read_bytes(path) if data is None else data
    plan, findings = read_plan(data, name, language, asked)
    return Reading(name, data, plan, findings)


def plan_of(path: str, language: str | None, asked: Asked, streams: Streams) -> Plan:
    """The plan of a file, in whose language it is spoken from here on.

    Raises what ``read`` does, and typer.Exit where the plan cannot be understood, which is told.
    """
    reading = read(path, language=language, asked=asked)
    streams.language = reading.language
    if reading.plan is None:
        tell_findings(report_of([reading], language, asked), streams)
        raise typer.Exit(FINDINGS)
    return reading.plan


def name_of(path: str, standard_input_name: str = STANDARD_INPUT_NAME) -> str:
    """What a file is called in a report: as seen from where the command runs, if it is below."""
    if path == STANDARD_INPUT:
        return standard_input_name
    below = os.path.normpath(path)
    if not os.path.isabs(below):
        return path if below.startswith(os.pardir) else below
    try:
        here = os.path.join(os.getcwd(), "")
    except OSError:  # the folder is gone
        return path
    return below[len(here) :] if below.startswith(here) else path


def report_of(readings: list[Reading], language: str | None, asked: Asked = AS_IT_IS) -> "Report":
    """The findings of these files, ready to be written; in a language that was asked for.

    What is ``asked`` with options is shown below findings as the lines of a file are.
    """
    from industri40.render.common.excerpt import Excerpts
    from industri40.render.findings.report import Report

    findings = tuple(finding for reading in readings for finding in reading.findings)
    files = {one.name: one.data for one in readings if one.findings}
    options = "\n".join(asked.sets).encode("utf-8", "replace")
    return Report(findings, len(readings), Excerpts(files | {OPTION: options}), asked=language)


def tell_findings(report: "Report", streams: Streams, form: str = "text") -> None:
    """Write findings to standard error in a format for people, no wider than the terminal."""
    from industri40.render.registry import renderer

    width = min(report.width, columns(report.width))
    streams.tell(renderer("findings", form)(report._replace(width=width)))
