"""One step of an explanation: a figure, the operation that made it, and what it was made of.

What explanations say beside labels and figures stands in ``texts.txt``.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from industri40.findings.finding import Place
from industri40.languages import texts_beside
from industri40.money import format_amount
from industri40.report.figures import OPERATIONS as TABLE_OPERATIONS
from industri40.report.table import MONEY, Kind
from industri40.report.table import Operation as TableOperation

TEXTS = texts_beside(__name__, "texts.txt")
"""Each text by its key and language; braces hold what is filled in."""

Operation = Literal[TableOperation, "share", "least", "most", "down", "up", "alike"]
"""How a figure came about: as those of the tables do, or as OPERATIONS says."""

SHARE: Operation = "share"
LEAST: Operation = "least"
MOST: Operation = "most"
DOWN: Operation = "down"
UP: Operation = "up"
ALIKE: Operation = "alike"


OPERATIONS: dict[str, Callable[[Sequence[Fraction]], Fraction]] = {
    **TABLE_OPERATIONS,
    SHARE: lambda values: values[0] * values[1] / values[2],
    LEAST: min,
    MOST: max,
    DOWN: lambda values: values[0] // values[1] * values[1],
    UP: lambda values: -(-values[0] // values[1]) * values[1],
    ALIKE: lambda values: values[0],
}
"""What each operation makes of its inputs: those of the tables, and

``share`` (the first input times the second, divided by the third), ``least``, ``most``, ``down``
and ``up`` (the first input, rounded to a multiple of the second), and ``alike`` (the inputs have
the same value).
"""


class Note(NamedTuple):
    """Something to say of a figure: the key of a text, and what is filled into that.

    Fractions are kroner; a text is what it is called, but for ``holder`` and ``phase``: these are
    ids.
    """

    key: str
    facts: tuple[tuple[str, Fraction | str], ...] = ()


def note(key: str, **facts: Fraction | str) -> Note:
    """A note with what is filled into its text."""
    return Note(key, tuple(facts.items()))


def said(note: Note, language: str, holder: Callable[[str], str] = str) -> str:
    """A note in a language.

    ``holder`` says what an environment is called by its id.
    """
    facts = {}
    for name, fact in note.facts:
        if isinstance(fact, Fraction):
            facts[name] = format_amount(fact, language)
        else:
            point = "," if language == "nb" else "."
            facts[name] = holder(fact) if name == "holder" else fact.replace(".", point)
    return TEXTS[f"note.{note.key}"][language].format(**facts)


class Step(NamedTuple):
    """A figure and how it came about.

    ``exact`` is its value, ``amount`` the same as it is printed; kroner, or a count. ``operation``
    is ``plan`` for a figure that is written in the plan at ``place``, else a key of OPERATIONS.
    ``notes`` say what the formula alone does not; ``written`` is the text at ``place``
    that says the figure, None where it is no such text.
    """

    figure: str
    exact: Fraction
    amount: Fraction
    operation: Operation
    inputs: tuple["Step", ...] = ()
    place: Place | None = None
    notes: tuple[Note, ...] = ()
    kind: Kind = MONEY
    written: str | None = None


def walk(step: Step, seen: set[str] | None = None) -> Iterator[Step]:
    """A step and what it was made of, each figure once, from the top; none that was ``seen``."""
    seen = set() if seen is None else seen
    waiting = [step]
    while waiting:
        current = waiting.pop()
        if current.figure not in seen:
            seen.add(current.figure)
            yield current
            waiting.extend(reversed(current.inputs))
