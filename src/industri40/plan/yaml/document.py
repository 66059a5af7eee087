"""What a YAML file says, with the place of every value and every key."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from industri40.findings.finding import Place
from industri40.plan.yaml.text import Lines

NOTHING = ("~", "null", "Null", "NULL")  # what YAML takes for nothing without quotation marks

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


class Document(NamedTuple):
    """A plan file as nested values. Every scalar is its text, in NFC; an empty value is ``""``.

    ``file`` is the name that places carry.
    """

    file: str
    value: dict[str, Value]
    lines: Lines
    start: int
    marks: Marks

    @property
    def text(self) -> str:
        """All that the file says."""
        return self.lines.text

    def place(self, path: Sequence[str | int], *, key: bool = False, within: str = "") -> Place:
        """Where the value at a path is written, or with ``key`` the key that it stands under.

        ``path`` holds keys and list indices from the top. Where it leads to nothing, the place is
        that of the last key on the way that is there, since that is what lacks the rest. An item
        of a list has no key: its place is its own. The empty path is the start of the mapping.
        With ``within`` it is the place of the first match of that pattern from there on.
        """
        index = self._index(path, key=key)
        match = re.compile(within).search(self.text, index) if within else None
        return self._at(match.start() if match else index)

    def _index(self, path: Sequence[str | int], *, key: bool) -> int:
        node: Any = self.value
        marks: Mapping[int, Any] = self.marks
        start = owner = self.start
        for step in path:
            if isinstance(node, dict) and step in node:
                mark = marks[start][step]
                owner, start = mark >> PLACE_BITS, mark & PLACE_MASK
            elif isinstance(node, list) and step in range(len(node)):
                owner = start = marks[start][step]
            else:
                return owner
            node = node[step]
        return owner if key else start

    def key_places(self, path: Sequence[str | int]) -> dict[str, Place]:
        """Where each key of the mapping at a path is written, which there must be.

        For many keys this, and for values the next one, is much faster than asking for each.
        """
        return self._places(path, lambda mark: mark >> PLACE_BITS)

    def value_places(self, path: Sequence[str | int]) -> dict[str, Place]:
        """Where each value of the mapping at a path is written, which there must be."""
        return self._places(path, lambda mark: mark & PLACE_MASK)

    def _places(self, path: Sequence[str | int], index: Callable[[int], int]) -> dict[str, Place]:
        marks = self.marks[self._index(path, key=False)]
        if not isinstance(marks, dict):
            raise TypeError(f"{path} is no mapping")
        found = self.lines.places(map(index, marks.values()))
        return {name: Place(self.file, *at) for name, at in zip(marks, found, strict=True)}

    def part(self, mapping: Place, key: str) -> Place:
        """Where the value of a key is written in the mapping that begins at a place."""
        marks = self.marks[self.lines.index(mapping.line, mapping.column)]
        return self._at(marks[key] & PLACE_MASK)  # type: ignore[call-overload]  # no list

    def parts(self) -> Iterator[tuple[Any, str | int, int]]:
        """Everything in the file, in its order: what it stands in, its key or index, its mark."""
        return self._parts(self.value, self.start)

    def _parts(self, node: Any, start: int) -> Iterator[tuple[Any, str | int, int]]:
        marks = self.marks[start]
        for step, mark in marks.items() if isinstance(marks, dict) else enumerate(marks):
            yield node, step, mark
            if not isinstance(node[step], str):
                yield from self._parts(node[step], mark & PLACE_MASK)

    def empty_nothing(self) -> None:
        """Empty every value that YAML takes for nothing, and no text that only looks like it."""
        if any(word in self.text for word in NOTHING):
            for node, step, mark in self.parts():
                word = node[step]
                if word in NOTHING and self.text.startswith(word, mark & PLACE_MASK):
                    node[step] = ""

    def written(self, path: Sequence[str | int], within: str = "") -> str:
        """What the line holds from the value at a path on."""
        line, column = self.place(path, within=within)[1:]
        return self.lines.line_text(line)[column - 1 :]

    def _at(self, index: int) -> Place:
        return Place(self.file, *self.lines.place(index))
