"""Lines of a file as they are shown under a finding, with the place underlined."""

import re
from collections.abc import Mapping

from industri40.findings.finding import Place
from industri40.plan.yaml.text import Lines
from industri40.render.common.text import width

_WIDEST = 96  # characters of a line that are shown; of a longer one, those around the place

_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*\"""")
_PLAIN = re.compile(r"(?:[^\s#:]|:(?=\S)|\s(?![\s#])|(?<=\S)#)+")
_PLAIN_IN_FLOW = re.compile(r"(?:[^\s#:,\[\]{}]|:(?=[^\s,\[\]{}])|\s(?![\s#])|(?<=\S)#)+")


class Excerpts:
    """The lines of files, from the bytes that were read, so that a file is not read twice."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._lines: dict[str, Lines] = {}

    def line(self, place: Place) -> str:
        """The line of a place as it can be shown, without its end; empty where there is none."""
        if place.file not in self._lines:
            self._lines[place.file] = Lines.of(self._files.get(place.file, b""))
        return self._lines[place.file].line_text(place.line)

    def end_column(self, place: Place) -> int:
        """The column after the word or value at a place; one character at least."""
        return place.column + max(_extent(self.line(place), place.column - 1), 1)


def underlined(line: str, column: int) -> tuple[str, str]:
    """A line as it is shown, and below it the marks under what begins at ``column`` (from 1).

    They fit in a terminal: wide letters count twice, and a letter's accents do not count.
    """
    start = min(max(column - 1, 0), len(line))
    end = start + max(_extent(line, start), 1)
    first = 0
    before, after = "", ""
    if len(line) > _WIDEST:
        first = min(max(start - _WIDEST // 2, 0), len(line) - _WIDEST)
        before = "…" if first else ""
        after = "…" if first + _WIDEST < len(line) else ""
        line = line[: first + _WIDEST]
        end = min(end, len(line) + 1)
    indent = width(before + line[first:start])
    marks = "^" * max(width(line[start:end]), 1)
    return f"{before}{line[first:]}{after}".rstrip(), " " * indent + marks


def _extent(line: str, start: int) -> int:
    """How many characters the word or value at ``start`` has."""
    if line[start : start + 1] in ("{", "["):
        return 1
    if quoted := _QUOTED.match(line, start):
        return len(quoted[0])
    before = line[:start]
    in_flow = sum(map(before.count, "[{")) > sum(map(before.count, "]}"))
    plain = (_PLAIN_IN_FLOW if in_flow else _PLAIN).match(line, start)
    return len(plain[0]) if plain else 0
