"""Checking plans for ``industri40 check``, and writing what is found."""

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from itertools import chain, islice
from typing import NamedTuple

from industri40.checks import check
from industri40.cli.choices import Choose
from industri40.cli.files import plan_files
from industri40.cli.progress import over
from industri40.cli.reading import Reading, name_of, read, report_of, tell_findings
from industri40.cli.streams import FAULT, FINDINGS, OK, PRINTED, USAGE, Streams, cause_of, trace_of
from industri40.cli.together import in_parts
from industri40.findings.facts import Verbatim, term
from industri40.findings.finding import OPTION, Finding, Place, Severity, finding
from industri40.findings.said import SaidError
from industri40.languages import OTHERWISE
from industri40.plan.what_if import Asked
from industri40.plan.yaml.source import FileError
from industri40.render.findings.report import Report
from industri40.render.registry import FORMATS, renderer
from industri40.visible import shown

_TOPS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")  # where those who read reports know files from


class Order(NamedTuple):
    """What is asked for: files and folders, formats with where they go, and what counts.

    ``choose`` gives the findings that are wanted; ``standard_input`` is what that is called;
    ``language`` is the one that is asked for, ``asked`` what if.
    """

    paths: tuple[str, ...]
    outputs: list[tuple[str, str]]
    strict: bool
    choose: Choose
    standard_input: str
    language: str | None
    asked: Asked


class _Looked(NamedTuple):
    """What was found in a file; where it could not be read or checked, why, and what is said."""

    reading: Reading | None = None
    unread: Finding | None = None
    said: tuple[str, ...] = ()


def run(order: Order, streams: Streams) -> int:
    """Check all plans and write the reports; the exit code. Raises OutputError."""
    paths = list(plan_files(order.paths))
    parts = in_parts(lambda some: _look_at(some, order, len(paths)), paths)
    looked = list(chain.from_iterable(parts))
    for said in chain.from_iterable(one.said for one in looked):
        streams.complain(said)
    report = _report(order, looked)
    written = _write(order, report, [one for one in paths if isinstance(one, str)], streams)
    if any(one.code == "F701" for one in report.unread):
        return FAULT
    if report.unread or not written:
        return USAGE
    fails = any(order.strict or one.severity is Severity.ERROR for one in report.findings)
    return FINDINGS if fails else OK


def _look_at(some: Sequence[str | FileError], order: Order, of: int) -> list[_Looked]:
    with closing(over(some, "checking", order.language or OTHERWISE, of)) as paths:
        return [_look(path, order) for path in paths]


def _look(path: str | FileError, order: Order) -> _Looked:
    try:
        return _Looked(_checked(path, order))
    except FileError as error:
        place = Place(name_of(error.path, order.standard_input), 1, 1)
        facts, language = tuple(error.facts.items()), order.language or OTHERWISE
        unread = Finding("R100", error.reason, place, facts, language=language)
        return _Looked(None, unread, (unread.message,))
    except SaidError:  # what is asked for cannot be
        raise
    except Exception as error:  # noqa: BLE001 - the other plans are checked all the same
        name = name_of(str(path), order.standard_input)
        file, said, place = Verbatim(shown(name)), Verbatim(cause_of(error)), Place(name, 1, 1)
        language = order.language or OTHERWISE
        unread = finding("F701", "failed", place, name=file, error=said, language=language)
        return _Looked(None, unread, (*trace_of(error), unread.message))


def _checked(path: str | FileError, order: Order) -> Reading:
    """Read and check one file. Raises FileError."""
    if isinstance(path, FileError):
        raise path
    reading = read(path, order.standard_input, order.language, order.asked)
    findings = reading.findings
    if reading.plan is not None:
        findings += check(reading.plan)
    findings = order.choose(findings, reading.plan)
    data = reading.data if findings else b""  # of what is right nothing is shown
    return reading._replace(data=data, plan=None, findings=findings)


def _report(order: Order, looked: Sequence[_Looked]) -> Report:
    readings = [one.reading for one in looked if one.reading]
    if len(readings) > 1:
        readings = [_of_its_file(one) for one in readings]
    for_people = all(FORMATS["findings"][form].for_people for form, _ in order.outputs)
    return report_of(readings, order.language, order.asked)._replace(
        names=tuple(reading.name for reading in readings),
        unread=tuple(one.unread for one in looked if one.unread),
        strict=order.strict,
        tops=() if for_people else tuple(_tops()),
    )


def _of_its_file(reading: Reading) -> Reading:
    """The same, where what is found in options of the command says of which file it is."""
    file = ("under", term("in_the_file", file=Verbatim(reading.name)))
    found = (
        one._replace(facts=(*one.facts, file)) if one.place.file == OPTION else one
        for one in reading.findings
    )
    return reading._replace(findings=tuple(found))


def _tops() -> Iterator[tuple[str, str]]:
    """Folders that files may be told from, by name, the likeliest first; the last one is ours."""
    from pathlib import Path

    with suppress(OSError):  # our folder is gone
        here = Path.cwd()
        yield from ((name, os.environ[name]) for name in _TOPS if os.environ.get(name))
        checkouts = (str(top) for top in (here, *here.parents) if (top / ".git").exists())
        yield from (("CHECKOUT", top) for top in islice(checkouts, 1))
        yield "WORKING_DIRECTORY", str(here)


def _write(order: Order, report: Report, read_from: list[str], streams: Streams) -> bool:
    """Write everything that is asked for; files are replaced when all are complete.

    False, and a complaint, where a file could not be written.
    """
    for form, target in order.outputs:
        if target == PRINTED:
            _print(form, report, streams)
    files = [(form, target) for form, target in order.outputs if target != PRINTED]
    if not files:
        return True
    from industri40.cli.writing import TargetError, Targets  # most runs write no file

    try:
        with Targets(read_from) as targets:
            for form, target in files:
                targets.stage(target, renderer("findings", form)(report))
            targets.replace()
    except TargetError as error:
        streams.complain(error.said(streams.language))
        return False
    return True


def _print(form: str, report: Report, streams: Streams) -> None:
    if not FORMATS["findings"][form].for_people:
        streams.put(renderer("findings", form)(report))
    elif report.findings:
        tell_findings(report, streams, form)
