"""Characters that only look like a space, where YAML takes them for letters."""

import re
from collections.abc import Iterator
from contextlib import suppress

from yaml import YAMLError
from yaml.events import ScalarEvent, StreamEndEvent

from industri40.findings.facts import Sign
from industri40.plan.yaml.document import PLACE_BITS, PLACE_MASK, Document
from industri40.plan.yaml.inspection import Reading, ReadingStoppedError
from industri40.plan.yaml.parsers import Parse, complaint_of
from industri40.plan.yaml.text import SPACES, has_spaces_like, normal

_ONE = f"[{SPACES}]"
_LEADING = rf"(?:^|\n *)({_ONE})"  # what seems to be a part of the indentation of block text
_NEAR = 100  # how far back is looked for what a space follows
_AROUND = rf"^-*({_ONE})|\n *({_ONE})|({_ONE}) *(?:\n|$)|({_ONE})#(?: |\n|$)"
"""What belongs to no text: before it, after its dash, around its lines, before a comment."""


def report_around_text(document: Document) -> Reading:
    """Name what stands at the edges of keys and values, and in keys, which have no spaces."""
    reading = Reading(document.text, document.file)
    with suppress(ReadingStoppedError):
        for pattern, text, at in _plain(document):
            if has_spaces_like(text):
                for match in re.finditer(pattern, _as_written(text, at, document)):
                    _report(reading, at + match.start(match.lastindex or 0))
    return reading


def _as_written(text: str, at: int, document: Document) -> str:
    """A text without quotation marks as it stands in the file, on its lines and before NFC."""
    left = len(re.sub("[ \n]", "", text))
    for word in re.compile("[^ \n]+").finditer(document.text, at):
        left -= len(normal(word[0]))
        if left <= 0:  # what follows the text without a space is some sign of YAML
            return document.text[at : word.end() + left]
    return text


def _plain(document: Document) -> Iterator[tuple[str, str, int]]:
    """Each key and value without quotation marks, with what may not be in it and its index."""
    for node, step, mark in document.parts():
        at, value = mark & PLACE_MASK, node[step]
        if isinstance(step, str) and document.text[mark >> PLACE_BITS] not in "'\"":
            yield _ONE, step, mark >> PLACE_BITS
        if not isinstance(value, str):
            continue
        if value and document.text[at] not in "'\"|>":
            yield _AROUND, value, at
        elif document.text[at : at + 1] in ("|", ">"):
            header = re.compile("[^\n]*[ \n]*").match(document.text, at)
            yield _LEADING, value.lstrip(" \n"), header.end() if header else at


def report_between_texts(reading: Reading, parse: Parse) -> bool:
    """Name what stands outside all texts of a file that is not YAML; whether there is any.

    What is a text is seen where each such character is taken for the space that it looks like.
    """
    text, last, already = reading.text, 0, len(reading.findings)
    for start, end in _texts(re.sub(_ONE, " ", text), parse):
        for match in re.finditer(rf"#[^\n]*|({_ONE})[ {SPACES}]*", text[last:start]):
            index = last + match.start()
            before = re.sub(f"[ {SPACES}]+$", "", text[max(0, index - _NEAR) : index])[-1:]
            # of what was not understood only that is sure
            if match[1] and (end > start or before in ("", "\n", ":", "-")):
                _report(reading, index)
        for match in re.finditer(f"\n *({_ONE})", text[start:end]):
            _report(reading, start + match.start(1))
        last = end
    return len(reading.findings) > already


def _texts(text: str, parse: Parse) -> Iterator[tuple[int, int]]:
    """Start and end of each scalar, and last of nothing where a parser stops."""
    end = len(text)
    try:
        next_event = parse(text)
        while (kind := type(event := next_event())) is not StreamEndEvent:
            if kind is ScalarEvent and event.end_mark.index > event.start_mark.index:
                yield event.start_mark.index, event.end_mark.index
    except YAMLError as error:
        end = min(end, complaint_of(error).at)
    yield end, end


def _report(reading: Reading, index: int) -> None:
    line = reading.text[reading.text.rfind("\n", 0, index) + 1 : index]
    variant = "like_space" if line.strip(" ") else "indents"
    reading.report("R103", variant, index, character=Sign(reading.text[index]))
