"""What a YAML file says, with the place of every value and every key."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from industri40.findings import Place
from industri40.plan.text import Lines

__all__ = ["PLACE_BITS", "PLACE_MASK", "Document", "Marks", "Value"]

Value: TypeAlias = str | list["Value"] | dict[str, "Value"]
"""A value as written: text, a list, or a mapping by key. No scalar is ever guessed at."""

PLACE_BITS = 24
PLACE_MASK = (1 << PLACE_BITS) - 1
Marks: TypeAlias = Mapping[int, dict[str, int] | list[int]]
"""Where things stand: for each container, by the index in the text at which it begins, the
indices of its parts. In a mapping that is ``index of the key << PLACE_BITS | index of the value``.

Whole numbers take a tenth of the room of a line and a column for each, and a place is asked for
only where something is said about it.
"""


class Document:
    """A plan file as nested values. Every scalar is its text, in NFC; an empty value is ``""``.

    ``file`` is the name that places carry.
    """

    __slots__ = ("_lines", "_marks", "_start", "file", "value")

    def __init__(
        self, file: str, value: dict[str, Value], lines: Lines, start: int, marks: Marks
    ) -> None:
        self.file = file
        self.value = value
        self._lines = lines
        self._start = start
        self._marks = marks

    def place(self, path: Sequence[str | int], *, key: bool = False) -> Place:
        """Where the value at a path is written, or with ``key`` the key that it stands under.

        ``path`` holds keys and list indices from the top. Where it leads to nothing, the place is
        that of the last key on the way that is there, since that is what lacks the rest. An item
        of a list has no key: its place is its own. The empty path is the start of the mapping.
        """
        node: Value = self.value
        start = owner = self._start
        for step in path:
            marks = self._marks.get(start)
            if isinstance(step, str) and isinstance(marks, dict) and isinstance(node, dict):
                if step not in marks:
                    return self._at(owner)
                node = node[step]
                owner, start = marks[step] >> PLACE_BITS, marks[step] & PLACE_MASK
            elif isinstance(step, int) and isinstance(marks, list) and isinstance(node, list):
                if not 0 <= step < len(marks):
                    return self._at(owner)
                node = node[step]
                owner = start = marks[step]
            else:
                return self._at(owner)
        return self._at(owner if key else start)

    def key_places(self, path: Sequence[str | int]) -> dict[str, Place]:
        """Where each key of the mapping at a path is written, which there must be.

        For many keys this, and for values the next one, is much faster than asking for each.
        """
        return self._places({name: at >> PLACE_BITS for name, at in self._mapping(path).items()})

    def value_places(self, path: Sequence[str | int]) -> dict[str, Place]:
        """Where each value of the mapping at a path is written, which there must be."""
        return self._places({name: at & PLACE_MASK for name, at in self._mapping(path).items()})

    def _mapping(self, path: Sequence[str | int]) -> dict[str, int]:
        marks, start = self._marks, self._start
        for step in path:
            start = marks[start][step] & PLACE_MASK  # type: ignore[index]  # of a list all of it
        found = marks[start]
        if not isinstance(found, dict):
            raise TypeError(f"{path} is no mapping")
        return found

    def _places(self, indices: Mapping[str, int]) -> dict[str, Place]:
        found, file = self._lines.places(indices.values()), self.file
        return {
            name: Place(file, line, column)
            for name, (line, column) in zip(indices, found, strict=True)
        }

    def part(self, mapping: Place, key: str) -> Place:
        """Where the value of a key is written in the mapping that begins at a place."""
        marks = self._marks[self._lines.index(mapping.line, mapping.column)]
        return self._at(marks[key] & PLACE_MASK)  # type: ignore[call-overload]  # no list

    def texts(self) -> dict[Place, str]:
        """What is written, wherever a value is a single text."""
        found: dict[Place, str] = {}
        waiting: list[tuple[int, Value]] = [(self._start, self.value)]
        while waiting:
            start, value = waiting.pop()
            if isinstance(value, str):
                found[self._at(start)] = value
                continue
            marks = self._marks[start]
            starts = marks.values() if isinstance(marks, dict) else marks
            parts = value.values() if isinstance(value, dict) else value
            waiting += zip((mark & PLACE_MASK for mark in starts), parts, strict=True)
        return found

    def line_text(self, line: int) -> str:
        """The text of a line, counted from 1, fit to be shown on a terminal."""
        return self._lines.line_text(line)

    def _at(self, index: int) -> Place:
        line, column = self._lines.place(index)
        return Place(self.file, line, column)
