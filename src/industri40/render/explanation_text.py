"""An explanation as a tree that a person can follow, from a figure down to lines of the plan."""

from collections.abc import Iterator

from industri40.explain.step import DOWN, LEAST, SHARE, UP, Step
from industri40.render.figures import ROUNDED, exact_words, same_in
from industri40.render.formats import Look
from industri40.render.text import printable, wrapped
from industri40.report.figures import LESS, OVER, PLAN, SUM, TIMES

__all__ = ["render"]

_WORDS = {SUM: " plus ", LESS: " less ", OVER: " divided by ", TIMES: " times "}
_IN_A_ROW = 4
"""So many inputs are named in a sum; more are counted."""


def render(step: Step, language: str, look: Look, depth: int | None = None) -> str:
    """The tree; ``depth`` is how many levels below the figure are shown, None for all.

    A figure that is met again is not explained again.
    """
    seen: set[str] = set()
    lines = _lines(step, language, seen, depth, "", "")
    text = "".join(
        line + "\n" for head, rest, words in lines for line in _fit(head, rest, words, look.width)
    )
    return same_in(_plain_tree(text, look.encoding), look.encoding)


def _fit(head: str, rest: str, words: str, width: int) -> Iterator[str]:
    """One entry within the width: the tree's own signs before each of its lines."""
    room = max(width - len(head), 30)
    first, *more = wrapped(printable(words), room)
    yield head + first
    for line in more:
        yield rest + line


def _lines(  # noqa: PLR0917 - one call for each level of the tree
    step: Step, language: str, seen: set[str], depth: int | None, head: str, rest: str
) -> Iterator[tuple[str, str, str]]:
    below = rest + ("│  " if step.inputs and depth != 0 else "   ")
    yield head, below, f"{step.figure} = {_value(step, language)}{_origin(step)}"
    if step.operation == PLAN:
        yield from ((below, below, note) for note in step.notes)
        return
    if step.figure in seen:
        yield rest + "   ", rest + "   ", "explained above"
        return
    seen.add(step.figure)
    yield below, below, f"= {_formula(step, language)}"
    yield from ((below, below, note) for note in step.notes)
    if depth == 0:
        return
    deeper = None if depth is None else depth - 1
    for number, each in enumerate(step.inputs, start=1):
        last = number == len(step.inputs)
        branch, stem = ("└─ ", "   ") if last else ("├─ ", "│  ")
        yield from _lines(each, language, seen, deeper, rest + branch, rest + stem)


def _value(step: Step, language: str) -> str:
    if step.amount == step.exact:
        part = 0 < abs(step.exact) < 1
        return str(step.exact) if part else exact_words(step.exact, language)
    amount = exact_words(step.amount, language)
    return f"{amount} {ROUNDED} {exact_words(step.exact, language)}"


def _origin(step: Step) -> str:
    return f"  ({step.place})" if step.operation == PLAN and step.place is not None else ""


def _formula(step: Step, language: str) -> str:
    """The operation in words, with the names of what it works on."""
    names = [each.figure for each in step.inputs]
    if step.operation in (UP, DOWN):
        unit = exact_words(step.inputs[1].exact, language)
        return f"{names[0]} rounded {step.operation} to a multiple of {unit}"
    if step.operation == SHARE:
        return f"{names[0]} times {names[1]} divided by {names[2]}"
    if step.operation == LEAST:
        return f"the least of {' and '.join(names)}"
    if step.operation == SUM and len(names) > _IN_A_ROW:
        return f"the sum of these {len(names)}"
    if step.operation == LESS and len(names) > _IN_A_ROW:
        return f"{names[0]} less the other {len(names) - 1}"
    return _WORDS[step.operation].join(names)


_PLAIN_TREE = str.maketrans("│├└─", "|++-")


def _plain_tree(text: str, encoding: str) -> str:
    """The tree in signs that an encoding has."""
    try:
        "│├└─".encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_PLAIN_TREE)
    return text
