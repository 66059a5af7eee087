"""What a finding is called from one run to the next, and its file as others find it."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from types import ModuleType

from industri40.findings.finding import Finding
from industri40.plan.yaml.source import STANDARD_INPUT_NAME
from industri40.render.findings.report import Report


def fingerprints(
    findings: Iterable[Finding], report: Report, first: str = ""
) -> Iterator[tuple[Finding, str]]:
    """Every finding with a fingerprint of its own, the same in every run that finds it.

    It does not depend on where the finding stands or the command runs, nor on figures: lines may
    move, and a wrong figure may become another wrong one. A finding is known by its file, its code
    and what it is about: a key or a figure, else the text of its line. Those that are alike are
    numbered. ``first`` is as for ``path_of``.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for finding in findings:
        about = finding.subject or report.excerpts.line(finding.place).strip()
        known_by = (path_of(finding.place.file, report, first), finding.code, about)
        seen[known_by] += 1
        text = "\0".join((*known_by, str(seen[known_by])))
        yield finding, sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def path_of(name: str, report: Report, first: str = "") -> str:
    """A file's path as those who read the report know it; the top called ``first`` comes first."""
    return located(name, report.tops, first)[1]


@cache
def located(
    name: str, tops: tuple[tuple[str, str], ...], first: str = "", paths: ModuleType = os.path
) -> tuple[str, str]:
    """What the first of the ``tops`` that a file is below is called, and its path from there.

    Its parts have ``/`` between them. A file that is below none, or standard input, keeps its
    name, and the other is empty.
    """
    if tops and name != STANDARD_INPUT_NAME:
        whole = paths.join(tops[-1][1], name)
        for top, folder in sorted(tops, key=lambda one: one[0] != first):
            for real in (paths.normpath, paths.realpath):  # as it is called, else where links lead
                path, start = real(whole), paths.join(real(folder), "")
                if paths.normcase(path).startswith(paths.normcase(start)):
                    return top, path[len(start) :].replace(paths.sep, "/")
    return "", name.replace(paths.sep, "/")


def uri(path: str, paths: ModuleType = os.path) -> str:
    """A path with ``/`` between its parts as a relative reference of RFC 3986.

    An absolute path becomes a ``file`` address.

    >>> uri("plans/50 % æ.yaml")
    'plans/50%20%25%20%C3%A6.yaml'
    """
    from urllib.parse import quote  # few reports have addresses

    written = quote(path.encode("utf-8", "surrogateescape"))
    if not paths.isabs(path):
        return written
    drive = paths.splitdrive(path)[0]
    if drive.endswith(":"):
        return f"file:///{written.replace('%3A', ':', 1)}"
    return f"file:{written}" if drive else f"file://{written}"
