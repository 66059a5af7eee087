"""Looking at each event of a YAML parser for what a plan may not hold, before it is built.

It is done for texts of which :func:`industri40.plan.yaml.strict.needs_care` says that they need it.
"""

from collections.abc import Callable
from typing import Any

from industri40.findings.facts import Fact, Sign
from industri40.findings.finding import Finding, Place, finding
from industri40.plan.yaml.strict import blank_line_too_wide, glued_comments, line_outdented
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
