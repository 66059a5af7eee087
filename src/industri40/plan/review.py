"""The review of one plan: where findings are collected, and what cannot be judged any more.

A value whose shape is wrong is left out, and the rest of the plan is judged all the same. What
hangs on the value that was left out is then *unsound*: nothing is said about it, since anything
said would only be a consequence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from industri40.findings.finding import Finding, Place, finding
from industri40.money import precise_text
from industri40.plan.yaml.text import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from fractions import Fraction

    from industri40.plan.yaml.document import Document

Path = tuple[str | int, ...]
"""The way to a value in a plan: keys of mappings and indexes of lists."""

_MOST_COMPARISONS = 10_000
"""How many names are compared in one run to find what a misspelt one was meant to be."""


def quoted(name: object) -> str:
    """A key or an id, set off in a message."""
    return f"`{shown(str(name))}`"


def listed(names: Collection[object], most: int = 5) -> str:
    """Ids in a sentence: all of a few, the first of many.

    >>> listed(["one", "two", "three"])
    '`one`, `two` and `three`'
    """
    shown_names = [quoted(name) for name, _ in zip(names, range(most), strict=False)]
    more = len(names) - len(shown_names)
    if more:
        return f"{', '.join(shown_names)} and {more} more"
    return " and ".join(part for part in (", ".join(shown_names[:-1]), shown_names[-1]) if part)


def _entity(path: Path) -> int:
    """How many steps of a path lead to the line, environment or phase that it is about."""
    if not path or path[0] not in {"costs", "financing", "environments", "phases", "stated"}:
        return 0
    in_group = path[0] == "financing" and path[2:3] == ("sources",)
    return 4 if in_group and path[3:] else 2


def subject(path: Path) -> str:
    """What to call a value in a message.

    >>> subject(("costs", "mobilisation", "years", "2019"))
    '`years.2019` of `mobilisation`'
    >>> subject(("years", 0))
    'item 1 of `years`'
    """
    if not path:
        return "the plan"
    if isinstance(path[-1], int):
        return f"item {path[-1] + 1} of {subject(path[:-1])}"
    depth = _entity(path)
    inner, outer = path[depth:], path[:depth]
    if not outer:
        return quoted(".".join(map(str, inner)))
    name = subject(outer) if isinstance(outer[-1], int) else quoted(outer[-1])
    return f"{quoted('.'.join(map(str, inner)))} of {name}" if inner else name


class Review:
    """The findings of one plan while it is being understood.

    Amounts and numbers in them are written as in ``language``. ``document`` is the file.
    """

    def __init__(self, document: Document, language: str = "nb") -> None:
        self.findings: list[Finding] = []
        self.language = language
        self.document = document
        self._left_out: set[Path] = set()
        self._above: set[Path] = set()
        self._names: set[str | int] = set()
        self._hiding: set[str | int] = set()
        self._strange: set[Path] = set()
        self._comparisons = _MOST_COMPARISONS

    def place(self, path: Path, *, key: bool = False, within: str = "") -> Place:
        """Where a value, or its key, is written, or the first match of a pattern from there on."""
        return self.document.place(path, key=key, within=within)

    def leave_out(self, path: Path, *, hiding: bool, strange: bool) -> None:
        """Note that the value at a path is left out, since its shape is wrong.

        ``hiding`` says that it may have held the names of other things, ``strange`` that its key
        is unknown, so that it may have been meant for any other key beside it.
        """
        self._left_out.add(path)
        self._above.update(path[:depth] for depth in range(len(path) + 1))
        if path:
            self._names.add(path[-1])
            if hiding:
                self._hiding.add(path[0])
            if strange:
                self._strange.add(path[:-1])

    def sound(self, *path: str | int) -> bool:
        """Whether nothing was left out at, below or above a path."""
        if not self._left_out:
            return True
        return path not in self._above and not any(
            path[:depth] in self._left_out for depth in range(1, len(path))
        )

    def absent(self, *path: str | int) -> bool:
        """Whether a key that is not there is really not there, rather than misspelt or wrong."""
        return self.sound(*path) and path[:-1] not in self._strange

    def unknown(self, part: str, name: str) -> bool:
        """Whether a name that is not known in a part of the plan was not just left out there."""
        return not self._left_out or not (part in self._hiding or name in self._names)

    def add(
        self,
        code: str,
        path: Path,
        message: str,
        *,
        key: bool = False,
        within: str = "",
        expected: Fraction | None = None,
        found: Fraction | None = None,
        remedy: str | None = None,
        cause: Iterable[Path] = (),
    ) -> None:
        """Add a finding about the value at a path, or about its key."""
        self.findings.append(
            finding(
                code,
                self.place(path, key=key, within=within),
                message[:1].upper() + message[1:],
                expected=expected,
                found=found,
                remedy=remedy,
                subject=".".join(map(str, path)) or None,
                cause=tuple(
                    self.place(origin, key=len(origin) == _entity(origin)) for origin in cause
                ),
                language=self.language,
            )
        )

    def choose(self, name: str, known: Collection[str], lead: str = "Name one of these:") -> str:
        """The remedy for an id that is none of those ``known``, which ``lead`` introduces."""
        if not known:
            return "The plan has none that could stand here: add one, or take this out."
        meant = self.nearest(name, known) if name else None
        if meant is None:
            return f"{lead} {listed(known, 10)}."
        others = f"; there are {listed(known, 10)}" if len(known) > 1 else ""
        return f"Write {quoted(meant)}, if that is meant{others}."

    def figure(self, value: Fraction | int) -> str:
        """An amount in kroner, or a number, in a message."""
        return precise_text(value, self.language)

    def nearest(self, word: str, known: Collection[str]) -> str | None:
        """The known name that a misspelt one was probably meant to be.

        A plan with very many unknown names gets no more suggestions after a while, since each
        takes a comparison with every known name.
        """
        self._comparisons -= len(known)
        if self._comparisons < 0:
            return None
        from industri40.nearest import nearest

        return nearest(word, known)
