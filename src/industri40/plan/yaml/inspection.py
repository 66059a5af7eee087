"""Looking at each event of a YAML parser for what a plan may not hold, before it is built.

It is done for texts of which :func:`needs_care` says that they need it. What YAML forbids and both
parsers let through is found in the text beside what they read; places are indices into the text.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from industri40.findings.facts import Fact, Sign
from industri40.findings.finding import Finding, Place, finding
from industri40.plan.yaml.text import LONGEST_RUN, Lines, normal, too_many_accents
from industri40.visible import HIDDEN

MOST_FINDINGS = 500  # reading stops after this many, since a file with more of them is no plan


class ReadingStoppedError(Exception):
    """Nothing more is to be read; the findings say why."""


class Reading:
    """What is found while a text is read. Places are given as indices into the text."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.lines = Lines(text)
        self.findings: list[Finding] = []

    def place(self, index: int) -> Place:
        """The place of an index."""
        return Place(self.file, *self.lines.place(index))

    def report(self, code: str, variant: str, at: int, /, *cause: Place, **facts: Fact) -> None:
        """Note a finding. Raises ReadingStoppedError where there are too many."""
        place = self.place(at)
        self.findings.append(Finding(code, variant, place, tuple(facts.items()), cause=cause))
        if len(self.findings) >= MOST_FINDINGS:
            self.findings.append(finding("R118", "stopped", place, most=MOST_FINDINGS))
            raise ReadingStoppedError


class Inspector:
    """Hands on the events of a parser; reports what is wrong, and makes scalars NFC.

    ``source`` is the parser's next event; ``composed`` says that all of the text is NFC already.
    """

    def __init__(self, source: Callable[[], Any], reading: Reading, *, composed: bool) -> None:
        self._source = source
        self._reading = reading
        self._composed = composed
        self._indents: list[int | None] = [-1]  # None within brackets
        self._scalars: list[tuple[int, int]] = []

    def next_event(self) -> Any:
        """The next event, looked at."""
        event = self._source()
        if hasattr(event, "implicit"):  # a scalar, or the start of a mapping or list
            if event.tag is not None:
                self._reading.report("R111", "begins", event.start_mark.index)
            if event.anchor is not None:
                self._reading.report("R109", "begins", event.start_mark.index, sign="&")
            if hasattr(event, "value"):
                self._look_at_scalar(event)
            else:
                self._indents.append(None if event.flow_style else event.start_mark.column)
        elif type(event).__name__ in ("MappingEndEvent", "SequenceEndEvent"):
            self._indents.pop()
        return event

    def finish(self) -> None:
        """Report what shows only when all scalars are known."""
        for index in glued_comments(self._reading.text, self._scalars):
            self._reading.report("R101", "glued_comment", index)

    def _look_at_scalar(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        self._scalars.append((start, end))
        if event.style in ("'", '"'):
            self._look_at_quoted(event, start, end)
        elif event.style in ("|", ">"):
            text, indent = self._reading.text, self._indents[-1]
            if indent is not None and (at := blank_line_too_wide(text, start, indent)) is not None:
                self._reading.report("R101", "wide_blank_line", at)
        elif event.value == "-" and self._indents[-1] is None:
            self._reading.report("R101", "lone_dash", start)
        if not self._composed:
            event.value = normal(event.value)

    def _look_at_quoted(self, event: Any, start: int, end: int) -> None:
        text, indent = self._reading.text, self._indents[-1]
        if indent is not None and (at := line_outdented(text, start, end, indent)) is not None:
            self._reading.report("R101", "quote_outdented", at)
        if event.style == '"' and "\\" in text[start:end]:
            self._look_at_escapes(event, start)

    def _look_at_escapes(self, event: Any, start: int) -> None:
        """What is written as a code may be hidden too, and may be what makes text not NFC."""
        hidden = HIDDEN.search(event.value)
        if hidden is not None:
            self._reading.report("R103", "in_code", start, character=Sign(hidden[0]))
            event.value = HIDDEN.sub("\ufffd", event.value)
        if too_many_accents(event.value) is not None:
            self._reading.report("R103", "accents", start, most=LONGEST_RUN)
            event.value = ""
        event.value = normal(event.value)


# patterns are compiled when they are first needed, which for most plans is never
_BEGINS = r"(?<![^\s\[{,:?-].)"  # what was just matched may begin a value
_SIGN = rf"[&*!]{_BEGINS}"
_GLUED = r"#(?<=[^ \n]#)"
_OPEN_DOUBLE = rf'(?m)"{_BEGINS}[^"\n]*$'
_OPEN_SINGLE = rf"(?m)'{_BEGINS}(?:[^'\n]|'')*$"
_LONE_DASH = r"-[,\[\]{}]"
_BLOCK_HEADER = r"[|>][-+0-9]*"


def needs_care(text: str) -> bool:
    """Whether a text may hold something for which each event has to be looked at.

    That is anchors, aliases and tags; escapes; a comment that touches what is before it; text in
    quotation marks over several lines; a line of spaces where block text may begin; a dash by
    itself in brackets. It may say so needlessly, and never leaves one out. Most plans have none
    of them and are read faster for it.
    """
    return (
        "\\" in text
        or (any(sign in text for sign in "&*!") and re.search(_SIGN, text) is not None)
        or ("#" in text and re.search(_GLUED, text) is not None)
        or ('"' in text and re.search(_OPEN_DOUBLE, text) is not None)
        or ("'" in text and re.search(_OPEN_SINGLE, text) is not None)
        or (any(sign in text for sign in "|>") and re.search(r"\n +\n", text) is not None)
        or re.search(_LONE_DASH, text) is not None
    )


def glued_comments(text: str, scalars: Iterable[tuple[int, int]]) -> Iterator[int]:
    """Each ``#`` that begins a comment without a space before it.

    ``scalars`` are the start and the end of every scalar, ascending. In a scalar ``#`` is a
    character like others, but not on the first line of block text.
    """
    inside, start, end, comment_end = iter(scalars), 0, 0, 0
    for match in re.finditer("#", text):
        index = match.start()
        if index < comment_end:
            continue
        while end <= index:
            start, end = next(inside, (len(text), len(text) + 1))
        if start <= index:
            if index == glued_header(text, start):
                yield index
            continue
        comment_end = text.find("\n", index)
        if comment_end < 0:
            comment_end = len(text)
        if index and text[index - 1] not in " \n":
            yield index


def glued_header(text: str, start: int) -> int | None:
    """The ``#`` that touches the signs at ``start`` that begin block text, or None."""
    header = re.compile(f"{_BLOCK_HEADER}(?=#)").match(text, start)
    return header.end() if header else None


def line_outdented(text: str, start: int, end: int, indent: int) -> int | None:
    """The first line of a quoted text that is indented to ``indent`` at most; blank ones may be.

    ``indent`` is the column, from 0, of the mapping or list that the text belongs to.
    """
    if indent < 0:
        return None
    outdented = re.compile(rf"\n {{0,{indent}}}([^ \n])").search(text, start, end)
    return outdented.start(1) if outdented else None


def blank_line_too_wide(text: str, start: int, indent: int) -> int | None:
    """The first line of block text that has fewer spaces than a blank line before it.

    Its indentation decides that of the text, so a parser would take that of the blank line. The
    text begins at ``start`` with ``|`` or ``>`` and belongs to a mapping or list at ``indent``.
    """
    header = re.compile(_BLOCK_HEADER).match(text, start)
    if header is None or any(sign.isdigit() for sign in header[0]):
        return None
    index = text.find("\n", start) + 1
    widest = 0
    while index:
        stop = text.find("\n", index)
        line = text[index : len(text) if stop < 0 else stop]
        width = len(line) - len(line.lstrip(" "))
        if width < len(line):
            return index + width if indent < width < widest else None
        widest = max(widest, width)
        index = stop + 1
    return None
