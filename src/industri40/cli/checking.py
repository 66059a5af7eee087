"""What ``check`` does: reads every plan, looks for what is wrong, and writes reports of it."""

import os
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from itertools import chain, islice
from typing import NamedTuple

from industri40.checks import check
from industri40.cli.files import FolderError, plan_files
from industri40.cli.progress import over
from industri40.cli.reading import Reading, name_of, read, report_of, tell_findings
from industri40.cli.streams import FAULT, FINDINGS, OK, PRINTED, USAGE, Streams, fault
from industri40.cli.together import in_parts
from industri40.findings.catalogue import Severity
from industri40.findings.finding import Finding, Place, finding
from industri40.plan.yaml.source import FileError
from industri40.plan.yaml.text import shown
from industri40.render.findings.formats import FORMATS, Report, renderer

TYPE_CHECKING = False  # codes are chosen only where somebody asks for it
if TYPE_CHECKING:
    from industri40.cli.selection import Selection

_UNREADABLE, _FAULTY = "R100", "F701"
"""The codes of what keeps a file from being checked."""

_TOPS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
"""Variables of the environment with the folder that those who read reports know files from."""


class Order(NamedTuple):
    """What is asked for: files and folders, formats with where they go, and what counts.

    ``selection`` is None where every finding is wanted; ``standard_input`` is what that is called.
    """

    paths: tuple[str, ...]
    outputs: tuple[tuple[str, str], ...]
    strict: bool
    selection: "Selection | None"
    standard_input: str


class _Found(NamedTuple):
    """What a run has come to.

    ``paths`` are those of the files that were read, ``names`` of those that were checked, and
    ``readings`` the files with findings; ``unread`` says what could not be read or checked, and
    ``said`` what is said of that on standard error.
    """

    paths: list[str]
    names: list[str]
    readings: list[Reading]
    unread: list[Finding]
    said: list[str]


def run_check(order: Order, streams: Streams) -> int:
    """Check all plans and write the reports; the exit code. Raises OutputError."""
    found = _look(order)
    for said in found.said:
        streams.complain(said)
    report = _report(order, found)
    written = _write(order, report, found.paths, streams)
    if any(one.code == _FAULTY for one in found.unread):
        return FAULT
    if found.unread or not written:
        return USAGE
    fails = any(order.strict or one.severity is Severity.ERROR for one in report.findings)
    return FINDINGS if fails else OK


def _look(order: Order) -> _Found:
    paths = list(plan_files(order.paths))
    parts = in_parts(lambda some: _look_at(some, order, len(paths)), paths)
    return _Found(*(list(chain.from_iterable(several)) for several in zip(*parts, strict=True)))


def _look_at(some: Sequence[str | FolderError], order: Order, of: int) -> _Found:
    """Read and check some files, of so many."""
    found = _Found([], [], [], [], [])
    with closing(over(some, "Checking", of)) as paths:
        for path in paths:
            try:
                _read(path, order, found)
            except (FileError, FolderError) as error:
                _fail(found, _UNREADABLE, name_of(error.path, order.standard_input), str(error))
            except Exception as error:  # noqa: BLE001 - the other plans are checked all the same
                found.paths.append(str(path))
                name = name_of(str(path), order.standard_input)
                *where, said = fault(error)
                _fail(found, _FAULTY, name, f"{shown(name)}: {said}", *where)
    return found


def _fail(found: _Found, code: str, name: str, reason: str, *more: str) -> None:
    """Note that a file was not checked, and what is said of it, after ``more``."""
    found.unread.append(finding(code, Place(name, 1, 1), reason))
    found.said.extend((*more, reason))


def _read(path: str | FolderError, order: Order, found: _Found) -> None:
    """Read and check one file. Raises FileError and FolderError."""
    if isinstance(path, FolderError):
        raise path
    reading = read(path, order.standard_input)
    found.paths.append(path)
    findings = reading.findings
    if reading.plan is not None:
        findings += check(reading.plan)
    if order.selection is not None:
        findings = order.selection.of(findings, understood=reading.plan is not None)
    found.names.append(reading.name)
    if findings:
        found.readings.append(reading._replace(plan=None, findings=findings))


def _report(order: Order, found: _Found) -> Report:
    report = report_of(found.readings, len(found.names))
    for_people = all(FORMATS[form].for_people for form, _ in order.outputs)
    return report._replace(
        names=tuple(found.names),
        unread=tuple(found.unread),
        strict=order.strict,
        tops=() if for_people else tuple(_tops()),
    )


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
    from industri40.cli.writing import TargetError, Targets

    try:
        with Targets(read_from) as targets:
            for form, target in files:
                targets.stage(target, _bytes(form, report))
            streams.finish()
            targets.replace()
    except TargetError as error:
        streams.complain(str(error))
        return False
    return True


def _print(form: str, report: Report, streams: Streams) -> None:
    if not FORMATS[form].for_people:
        streams.write_bytes(_bytes(form, report))
    elif report.findings:
        tell_findings(report, streams, form)


def _bytes(form: str, report: Report) -> bytes:
    return renderer(form)(report).encode("utf-8", "backslashreplace")
