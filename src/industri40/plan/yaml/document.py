"""What a YAML file says, with the place of every value and every key."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from industri40.findings.finding import OPTION, Place
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

    ``file`` is the name that places carry. Where options of the command line change the plan, what
    they say follows its lines, from the line ``options`` on.
    """

    file: str
    value: dict[str, Value]
    lines: Lines
    start: int
    marks: Marks
    options: int = 0

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
        index = self.index_of(path, key=key)
        match = re.compile(within).search(self.text, index) if within else None
        return self.place_of(match.start() if match else index)

    def index_of(self, path: Sequence[str | int], *, key: bool = False) -> int:
        """The same as ``place``, as an index into the text."""
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

    def places(self, path: Sequence[str | int], *, key: bool = False) -> dict[str, Place]:
        """Where each value, or with ``key`` each key, of the mapping at a path is written.

        There must be one. For many of them this is much faster than asking for each.
        """
        marks: dict[str, int] = self.marks_at(path)
        every = marks.values()
        found = self.lines.places(
            [mark >> PLACE_BITS for mark in every] if key else [mark & PLACE_MASK for mark in every]
        )
        placed = self._place if self.options else partial(Place, self.file)
        return {name: placed(*at) for name, at in zip(marks, found, strict=True)}

    def marks_at(self, path: Sequence[str | int]) -> Any:
        """The marks of the mapping or list at a path, which there must be."""
        return self.marks[self.index_of(path)]

    def shifted(self, by: int) -> Marks:
        """The marks of a text that stands so much further on in another."""
        both = by << PLACE_BITS | by
        return {
            start + by: {key: mark + both for key, mark in marks.items()}
            if isinstance(marks, dict)
            else [mark + by for mark in marks]
            for start, marks in self.marks.items()
        }

    def part(self, mapping: Place, key: str) -> Place:
        """Where the value of a key is written in the mapping that begins at a place."""
        above = self.options - 1 if self.options and mapping.file == OPTION else 0
        marks = self.marks[self.lines.index(mapping.line + above, mapping.column)]
        at = marks[key] & PLACE_MASK  # type: ignore[call-overload]  # no list
        return self.place_of(at)

    def parts(self) -> Iterator[tuple[Any, str | int, int]]:
        """Everything in the file, in its order: what it stands in, its key or index, its mark."""
        return self._parts(self.value, self.start)

    def _parts(self, node: Any, start: int) -> Iterator[tuple[Any, str | int, int]]:
        marks = self.marks[start]
        for step, mark in marks.items() if isinstance(marks, dict) else enumerate(marks):
            if isinstance(node, dict) and step not in node:
                continue  # of a what-if that was changed by another
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

    def place_of(self, index: int) -> Place:
        """The place of an index into the text."""
        return self._place(*self.lines.place(index))

    def _place(self, line: int, column: int) -> Place:
        if self.options and line >= self.options:
            return Place(OPTION, line - self.options + 1, column)
        return Place(self.file, line, column)
