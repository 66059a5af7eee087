"""The strict YAML reader: text in, nested text values out, each with its place.

A plan is a small part of YAML: one document, a mapping at the top, keys that are text, no
anchors, aliases, merge keys, tags or directives, and nothing that one program takes for a number
and another for text. libyaml reads it where it is there and PyYAML's own parser elsewhere, with
the same result. Values are built from their events, so that nothing is guessed.
"""

from contextlib import suppress
from fractions import Fraction
from typing import Any

from yaml import YAMLError, events

from industri40.findings.finding import Finding
from industri40.plan.yaml.document import NOTHING, PLACE_BITS, Document, Value
from industri40.plan.yaml.inspection import Inspector, Reading, ReadingStoppedError, needs_care
from industri40.plan.yaml.parsers import PARSERS, NextEvent, Parse, complaint_of
from industri40.plan.yaml.problems import in_plain_words
from industri40.plan.yaml.text import decode, has_spaces_like, normal

DEEPEST = 20  # how deep mappings and lists may stand within each other; a plan needs six
LONGEST_TEXT = 10_000  # the most characters in one value
LONGEST_KEY = 200  # the most characters in one key
MOST_NODES = 2_000_000  # keys and values; 100 000 environments with four keys each have a million

_MERGE = "<<"


def read_document(
    data: bytes, file: str, parser: str | None = None
) -> tuple[Document | None, tuple[Finding, ...]]:
    """Read the bytes of a plan file.

    Gives what could be understood and everything that is wrong, in the order of the file. There
    is no document where the file is no text, no YAML or no mapping; whatever else is wrong, such
    as a key that stands twice (the first is kept), is found beside it. ``file`` is the name that
    places carry, ``parser`` one of ``PARSERS``, else the fastest. Raises no error for any bytes.
    """
    text, found = decode(data, file)
    document = None
    if text is not None:
        reading = Reading(text, file)
        with suppress(ReadingStoppedError):  # its reason is among the findings
            document = _read(reading, PARSERS[parser or next(reversed(PARSERS))])
        found = reading.findings
    return document, tuple(sorted(found, key=lambda one: one.place[1:]))


def _read(reading: Reading, parse: Parse) -> Document | None:
    text = reading.text
    directive = 0 if text.startswith("%") else text.find("\n%") + 1
    if directive or text.startswith("%"):
        reading.report("R112", "percent", directive)
        return None
    composed = normal(text) == text
    try:
        next_event = parse(text)
        if composed and not needs_care(text):
            return _Builder(next_event, reading).document()
        inspector = Inspector(next_event, reading, composed=composed)
        document = _Builder(inspector.next_event, reading).document()
        inspector.finish()
    except YAMLError as error:
        if has_spaces_like(text):
            from industri40.plan.yaml.spaces import report_between_texts

            if report_between_texts(reading, parse):
                return None
        code, variant, at, facts = in_plain_words(complaint_of(error), text)
        reading.report(code, variant, at, **facts)
        return None
    return document


class _Builder:
    """Builds values and their marks from events, depth first."""

    def __init__(self, next_event: NextEvent, reading: Reading) -> None:
        self._next_event = next_event
        self._reading = reading
        self._marks: dict[int, dict[str, int] | list[int]] = {}
        self._keys: dict[str, str] = {}  # so that each key is looked at, and stored, once
        self._nodes = 0

    def document(self) -> Document | None:
        """The only document, or None where there is no mapping."""
        next_event, reading = self._next_event, self._reading
        next_event()  # the start of the stream
        if type(next_event()) is events.StreamEndEvent:
            reading.report("R105", "nothing", 0)
            return None
        first = next_event()
        start: int = first.start_mark.index
        value = self._node(first, 0)
        next_event()  # the end of the document
        event = next_event()
        if type(event) is not events.StreamEndEvent:
            reading.report("R113", "begins", event.start_mark.index)
        if isinstance(value, dict):
            return Document(reading.file, value, reading.lines, start, self._marks)
        if value == "":
            reading.report("R105", "nothing", 0)
        else:
            reading.report("R106", "list" if isinstance(value, list) else "text", start)
        return None

    def _node(self, event: Any, depth: int) -> Value:
        """The value that begins with an event; ``depth`` is that of what it stands in."""
        kind = type(event)
        start: int = event.start_mark.index
        if kind is events.ScalarEvent:
            value: str = event.value
            if len(value) > LONGEST_TEXT:
                length, most = Fraction(len(value)), Fraction(LONGEST_TEXT)
                self._reading.report("R115", "text", start, length=length, most=most)
            return value
        if kind is not events.MappingStartEvent and kind is not events.SequenceStartEvent:
            self._reading.report("R109", "begins", start, sign="*")
            return ""
        if depth == DEEPEST:
            self._reading.report("R114", "deep", start, most=DEEPEST)
            raise ReadingStoppedError
        if kind is events.MappingStartEvent:
            return self._mapping(start, depth + 1)
        return self._sequence(start, depth + 1)

    def _mapping(self, start: int, depth: int) -> dict[str, Value]:
        next_event, known = self._next_event, self._keys
        values: dict[str, Value] = {}
        value: Value
        marks: dict[str, int] = {}
        while type(event := next_event()) is not events.MappingEndEvent:
            at = event.start_mark.index
            if type(event) is events.ScalarEvent:
                key = known.get(event.value) or self._key(event, at)
            else:
                key = None
                self._reading.report("R108", "not_text", at)
                self._node(event, depth)
            event = next_event()
            if type(event) is not events.ScalarEvent or len(value := event.value) > LONGEST_TEXT:
                value = self._node(event, depth)
            if key is None:
                continue
            if key in values:
                first = self._reading.place(marks[key] >> PLACE_BITS)
                self._reading.report("R107", "again", at, first, key=key, line=first.line)
                continue
            values[key] = value
            marks[key] = at << PLACE_BITS | event.start_mark.index
        self._close(start, marks, 2 * len(marks))
        return values

    def _sequence(self, start: int, depth: int) -> list[Value]:
        values: list[Value] = []
        marks: list[int] = []
        while type(event := self._next_event()) is not events.SequenceEndEvent:
            values.append(self._node(event, depth))
            marks.append(event.start_mark.index)
        self._close(start, marks, len(marks))
        return values

    def _close(self, start: int, marks: dict[str, int] | list[int], nodes: int) -> None:
        self._marks[start] = marks
        self._nodes += nodes
        if self._nodes > MOST_NODES:
            self._reading.report("R116", "many", start, most=Fraction(MOST_NODES))
            raise ReadingStoppedError

    def _key(self, event: Any, at: int) -> str | None:
        """A key that is met for the first time, or None where it is not allowed."""
        report, key = self._reading.report, str(event.value)
        if key in NOTHING:  # and is not kept, since it may be text the next time
            if not event.style:
                report("R108", "nothing", at, key=key)
            return key
        if key == _MERGE:
            report("R110", "merge", at)
        elif not key:
            report("R108", "empty", at)
        elif len(key) > LONGEST_KEY:
            report("R115", "key", at, length=Fraction(len(key)), most=Fraction(LONGEST_KEY))
        else:
            self._keys[key] = key
            return key
        return None
