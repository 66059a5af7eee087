"""What a check found, as every format of findings is handed it."""

from typing import NamedTuple

from industri40.findings.finding import OPTION, Finding
from industri40.languages import OTHERWISE

TYPE_CHECKING = False  # lines are shown only where there are findings
if TYPE_CHECKING:
    from industri40.render.common.excerpt import Excerpts


def headline(finding: Finding) -> str:
    """A finding on one line: where it is, how severe, its code and what it says."""
    severity = finding.severity.said(finding.language)
    return f"{finding.place}: {severity} {finding.code}: {finding.message}"


def told(finding: Finding) -> str:
    """What a finding says, and first where that is, if it is in no file but in an option."""
    asked = finding.place.file == OPTION
    return f"{finding.place}: {finding.message}" if asked else finding.message


class Report(NamedTuple):
    """What a check found.

    ``findings`` stand file by file, those of a file sorted by place; ``files`` is how many were
    read, and ``names`` what they are called where that is to be written. ``unread`` has a finding
    for each file that could not be read or checked. ``excerpts`` are the files' lines. Under
    ``strict`` advice fails too. ``tops`` are folders from which those who read the report may know
    its files, the likeliest first, each with what it is called; the last one is where the command
    ran. Text for people is kept within ``width`` columns where no amount has to be cut for it.
    ``asked`` is the language that was asked for, if any was.
    """

    findings: tuple[Finding, ...]
    files: int
    excerpts: "Excerpts"
    names: tuple[str, ...] = ()
    unread: tuple[Finding, ...] = ()
    strict: bool = False
    tops: tuple[tuple[str, str], ...] = ()
    width: int = 88
    asked: str | None = None

    @property
    def language(self) -> str:
        """The language of what is said of all: the one asked for, or that of all findings."""
        if self.asked:
            return self.asked
        spoken = {one.language for one in self.findings}
        return spoken.pop() if len(spoken) == 1 else OTHERWISE
