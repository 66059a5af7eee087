"""The review of one plan: where findings are collected, and what cannot be judged any more.

A value whose shape is wrong is left out, and the rest of the plan is judged all the same. What
hangs on the value that was left out is then *unsound*: nothing is said about it, since anything
said would only be a consequence.
"""

from collections.abc import Collection, Iterable
from fractions import Fraction
from itertools import islice
from typing import Literal

from industri40.findings.facts import Fact, Names, Path, Term, entity, subject, term
from industri40.findings.finding import Finding, Place
from industri40.plan.yaml.document import Document

Kind = Literal["sources", "phases", "environments"]  # what ids are those of
_MOST_NAMED = 10
_MOST_COMPARISONS = 10_000
"""How many names are compared in one run to find what a misspelt one was meant to be."""


class Review:
    """The findings of one plan, a ``document``, while it is understood, in a ``language``."""

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

    def find(
        self,
        code: str,
        variant: str,
        path: Path,
        *,
        key: bool = False,
        within: str = "",
        expected: Fraction | None = None,
        found: Fraction | None = None,
        cause: Iterable[Path] = (),
        **facts: Fact,
    ) -> None:
        """Add a finding about the value at a path, or its key; ``value`` is what it is called."""
        place, name = self.place(path, key=key, within=within), ".".join(map(str, path)) or None
        origins = tuple(self.place(one, key=len(one) == entity(one)) for one in cause)
        said = (("value", subject(path)), *facts.items())
        about = (expected, found, name, origins, (), self.language)
        self.findings.append(Finding(code, variant, place, said, *about))

    def choices(self, name: str, known: Collection[str], kind: Kind = "sources") -> Term:
        """What to write for an id that is none of those ``known``, which are of a kind."""
        if not known:
            return term("none_there")
        meant = self.nearest(name, known) if name else None
        # not all of them: thousands of findings may each be about thousands of known names
        first = tuple(islice(known, _MOST_NAMED))
        names = Names(first, _MOST_NAMED, more=len(known) - len(first))
        if meant is not None:
            if len(known) > 1:
                return term("meant_of", meant=meant, known=names)
            return term("meant_only", meant=meant)
        named = {"phases": "the_phases_are", "environments": "the_environments_are"}
        return term(named.get(kind, "name_one_of"), known=names)

    def nearest(self, word: str, known: Collection[str]) -> str | None:
        """The known name that a misspelt one was meant to be; None after very many of them."""
        self._comparisons -= len(known)
        if self._comparisons < 0:
            return None
        from industri40.nearest import nearest

        return nearest(word, known)
