"""The text of a plan: from bytes to characters that a person can see, and lines to show.

What cannot be seen on a screen can say something else to a program than to a person, so it is
refused before anything is read from it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, repeat
from operator import add
from sys import maxsize

from industri40.findings.facts import Sign, Verbatim
from industri40.findings.finding import Finding, Place, finding
from industri40.plan.yaml.source import LARGEST_FILE
from industri40.visible import HIDDEN

SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000"
"""What looks like a space and is none, as a part of a regular expression."""

LONGEST_RUN = 30
"""The most accents on one letter, as in the stream-safe text format of UAX #15.

Without a limit, normalising takes time that grows by the square of their number.
"""

_PICTURES = {chr(number): chr(0x2400 + number) for number in range(0x20)} | {"\x7f": "\u2421"}
"""A visible character for one hidden, so that the columns stay."""


def too_many_accents(text: str) -> int | None:
    """The index at which a run of more than ``LONGEST_RUN`` combining characters goes too far."""
    if _is_latin(text):
        return None
    from unicodedata import combining

    for run in re.finditer(f"[^\x00-\u02ff]{{{LONGEST_RUN + 1},}}", text):
        length = 0
        for index, character in enumerate(run[0], run.start()):
            length = length + 1 if combining(character) else 0
            if length > LONGEST_RUN:
                return index
    return None


def normal(text: str) -> str:
    """Text in NFC: a letter and its accent become one character where there is one.

    The text must have passed :func:`too_many_accents`. Where it was in NFC, all its pieces are.
    """
    if _is_latin(text):
        return text
    from unicodedata import normalize

    return normalize("NFC", text)


def has_spaces_like(text: str) -> bool:
    """Whether a text holds what only looks like a space."""
    return not text.isascii() and re.search(f"[{SPACES}]", text) is not None


def _is_latin(text: str) -> bool:
    """Whether nothing in a text is above U+00FF: such text is always in NFC."""
    return text.isascii() or len(text.encode("latin-1", "ignore")) == len(text)


class Lines:
    """The lines of a file, to find a place and to show a line; counted from 1."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lines) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)

    @classmethod
    def of(cls, data: bytes) -> "Lines":
        """The lines of any file, to be shown, also where it is no text that can be read."""
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = data.decode("utf-16", errors="replace")
        else:
            text = data.decode("utf-8", errors="replace").removeprefix("\ufeff")
        return cls(text.replace("\r\n", "\n"))

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins, and last what is behind any of them."""
        lengths = map(add, map(len, self.text.split("\n")), repeat(1))
        return [*list(accumulate(lengths, initial=0))[:-1], maxsize]

    def place(self, index: int) -> tuple[int, int]:
        """Line and column, in characters from 1, of an index into the text."""
        return next(self.places((index,)))

    def index(self, line: int, column: int) -> int:
        """The index into the text of a line and column."""
        return self._starts[line - 1] + column - 1

    def places(self, indices: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Line and column of each of many indices, faster where several are on one line."""
        starts = self._starts
        line, start, end = 0, 0, 0
        for index in indices:
            if not start <= index < end:
                line = bisect_right(starts, index)
                start, end = starts[line - 1 : line + 1]
            yield line, index - start + 1

    def line_text(self, line: int) -> str:
        """The text of a line, each hidden character as a visible one; empty without such a line."""
        if not 1 <= line < len(self._starts):
            return ""
        text = self.text[self._starts[line - 1] : self._starts[line] - 1]
        return HIDDEN.sub(lambda hidden: _PICTURES.get(hidden[0], "\ufffd"), text)


_BOM = "\ufeff"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_NO_TEXT = (b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0")  # how Word, Excel and PDF files begin
_ORDINARY = bytes([ord("\n"), *range(ord(" "), 0x7F)])
_MOST_FINDINGS = 50
_START_OF_FILE = 64


def decode(data: bytes, file: str) -> tuple[str | None, list[Finding]]:
    """The text of a UTF-8 file, without a byte-order mark and with every line end as a line feed.

    Lines and columns are those of the file. None, with the reasons, where the bytes are not UTF-8
    or where a hidden character stands anywhere, also in a comment.
    """
    first = Place(file, 1, 1)
    if len(data) > LARGEST_FILE:
        return None, [finding("R117", "large", first, most=Fraction(LARGEST_FILE))]
    start = data[:_START_OF_FILE]
    if start.startswith(_NO_TEXT):
        return None, [finding("R102", "no_text", first)]
    if start.startswith(_UTF16) or start.count(0) * 3 > len(start) > 1:
        return None, [finding("R102", "utf_16", first)]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(data, error.start, file)]
    text = text.removeprefix(_BOM)
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    # what is left without plain ASCII is short, so that a search in it costs next to nothing
    rest = data.translate(None, _ORDINARY).decode("utf-8")
    if not rest:
        return text, []
    found = _hidden(text, file) if HIDDEN.search(rest) else []
    # without what stands between them, no run of accents is shorter
    run = None if too_many_accents(rest) is None else too_many_accents(text)
    if run is not None:
        place = Place(file, *Lines(text).place(run))
        found.append(finding("R103", "accents", place, most=LONGEST_RUN))
    return (None, found) if found else (text, [])


def _not_utf8(data: bytes, start: int, file: str) -> Finding:
    before = data[:start].decode("utf-8").removeprefix(_BOM).replace("\r\n", "\n")
    byte = data[start : start + 1]
    guess = byte.decode("cp1252", errors="ignore")
    variant = "older_windows" if guess.isprintable() and guess else "byte"
    place, number = Place(file, *Lines(before).place(len(before))), Verbatim(byte.hex().upper())
    return finding("R102", variant, place, byte=number, letter=Verbatim(guess))


def _hidden(text: str, file: str) -> list[Finding]:
    """For each line its first hidden character, and its first tab."""
    found: list[Finding] = []
    for number, line in enumerate(text.split("\n"), 1):
        if HIDDEN.search(line) is None:
            continue
        at = Place(file, number, 1)
        if len(found) >= _MOST_FINDINGS:
            return [*found, finding("R103", "many", at)]
        tab = line.find("\t")
        if tab >= 0:
            variant = "tab" if line[:tab].strip(" ") else "indents"
            found.append(finding("R104", variant, at._replace(column=tab + 1)))
        other = HIDDEN.search(line.replace("\t", " "))
        if other is not None:
            where = at._replace(column=other.start() + 1)
            found.append(finding("R103", "hidden", where, character=Sign(other[0])))
    return found
