"""The formats that findings are written in: each in a module that is imported when asked for."""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from industri40.findings.finding import Finding

TYPE_CHECKING = False  # lines are shown only where there are findings
if TYPE_CHECKING:
    from industri40.render.common.excerpt import Excerpts


class Report(NamedTuple):
    """What a check found.

    ``findings`` stand file by file, those of a file sorted by place; ``files`` is how many were
    read, and ``names`` what they are called where that is to be written. ``unread`` has a finding
    for each file that could not be read or checked. ``excerpts`` are the files' lines. Under
    ``strict`` advice fails too. ``tops`` are folders from which those who read the report may know
    its files, the likeliest first, each with what it is called; the last one is where the command
    ran. Text for people is kept within ``width`` columns where no amount has to be cut for it.
    """

    findings: tuple[Finding, ...]
    files: int
    excerpts: "Excerpts"
    names: tuple[str, ...] = ()
    unread: tuple[Finding, ...] = ()
    strict: bool = False
    tops: tuple[tuple[str, str], ...] = ()
    width: int = 88

    @property
    def everything(self) -> tuple[Finding, ...]:
        """The findings, and what could not be read or checked."""
        return self.findings + self.unread


class Format(NamedTuple):
    """One format: its module, and the endings of files that ask for it.

    The module's ``render`` takes a Report and gives the whole text. What is ``for_people`` is
    printed to standard error, and nothing at all where nothing was found.
    """

    module: str
    endings: tuple[str, ...] = ()
    for_people: bool = False


FORMATS = {
    "text": Format("industri40.render.findings.text", (".txt",), for_people=True),
    "concise": Format("industri40.render.findings.concise", for_people=True),
    "json": Format("industri40.render.findings.json", (".json",)),
    "github": Format("industri40.render.findings.github"),
    "gitlab": Format("industri40.render.findings.gitlab"),
    "junit": Format("industri40.render.findings.junit", (".xml",)),
    "sarif": Format("industri40.render.findings.sarif", (".sarif", ".sarif.json")),
}
"""Every format by its name."""


def renderer(name: str) -> Callable[[Report], str]:
    """The function that writes findings in the format of this name, one of FORMATS."""
    render: Callable[[Report], str] = import_module(FORMATS[name].module).render
    return render


def format_of(path: str) -> str | None:
    """The format that a file's ending asks for, the longest that fits; None where none does."""
    endings = {ending: name for name, one in FORMATS.items() for ending in one.endings}
    fitting = [ending for ending in endings if path.lower().endswith(ending)]
    return endings[max(fitting, key=len)] if fitting else None
