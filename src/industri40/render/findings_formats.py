"""The formats that findings are written in: each in a module that is imported when asked for."""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from industri40.findings import Finding

TYPE_CHECKING = False  # lines are shown only where there are findings
if TYPE_CHECKING:
    from industri40.render.excerpt import Excerpts

__all__ = ["FORMATS", "Report", "renderer"]


class Report(NamedTuple):
    """What a check found: findings sorted by place, in how many files, and the files' lines."""

    findings: tuple[Finding, ...]
    files: int
    excerpts: "Excerpts"
    colour: bool = False


FORMATS = {
    "text": "industri40.render.findings_text",
    "json": "industri40.render.findings_json",
}
"""The module of each format; its ``render`` takes a Report and gives the whole text."""


def renderer(name: str) -> Callable[[Report], str]:
    """The function that writes findings in the format of this name, one of FORMATS."""
    render: Callable[[Report], str] = import_module(FORMATS[name]).render
    return render
