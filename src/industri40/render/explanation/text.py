"""An explanation as a tree that a person can follow, from a figure down to lines of the plan."""

import re
from collections.abc import Iterator
from itertools import chain, repeat

from industri40.explain.step import DOWN, LEAST, SHARE, UP, Step
from industri40.explain.texts import said
from industri40.render.common.figures import ROUNDED, exact_words, holds, same_in
from industri40.render.common.results import TextOptions
from industri40.render.common.styled import BOLD, FAINT, PLAIN, Part, Styled, in_lines
from industri40.render.common.text import printable, wrapped
from industri40.report.figures import LESS, OVER, PLAN, SUM, TIMES
from industri40.report.tables import NO_BREAK

_WORDS: dict[str, str] = {SUM: " plus ", LESS: " less ", OVER: " divided by ", TIMES: " times "}
_IN_A_ROW = 4
"""So many inputs are named in a sum; more are counted."""


_Entry = tuple[str, str, tuple[Part, ...]]
"""One entry of the tree: the signs of the tree before its first line and the others; its parts."""


def render(step: Step, language: str, options: TextOptions, depth: int | None = None) -> Styled:
    """The tree; ``depth`` is how many levels below the figure are shown, None for all.

    A figure that is met again is not explained again.
    """
    entries = _entries(step, language, set(), depth, "", "")
    return Styled(part for entry in entries for part in _lines(*entry, options))


def _lines(head: str, rest: str, said: tuple[Part, ...], options: TextOptions) -> Iterator[Part]:
    """An entry within the width: the tree's own signs before each of its lines."""
    parts = [(_unbroken(same_in(printable(text), options.encoding)), style) for text, style in said]
    room = max(options.width - len(head), 30)
    lines = in_lines(parts, wrapped("".join(text for text, _ in parts), room))
    for before, line in zip(chain([head], repeat(rest)), lines, strict=False):
        yield _plain_tree(before, options.encoding), FAINT
        yield from ((text.replace(NO_BREAK, " "), style) for text, style in line)
        yield "\n", PLAIN


def _unbroken(text: str) -> str:
    """The text with no place to break a line within an amount."""
    return re.sub("(?<=[0-9]) (?=[0-9])", NO_BREAK, text)


def _entries(  # noqa: PLR0917 - one call for each level of the tree
    step: Step, language: str, seen: set[str], depth: int | None, head: str, rest: str
) -> Iterator[_Entry]:
    below = rest + ("│  " if step.inputs and depth != 0 else "   ")
    value = f" = {_value(step, language)}"
    origin = f"  ({step.place})" if step.operation == PLAN and step.place is not None else ""
    yield head, below, ((step.figure, BOLD), (value, PLAIN), (origin, FAINT))
    if step.operation != PLAN:
        if step.figure in seen:
            yield rest + "   ", rest + "   ", (("explained above", FAINT),)
            return
        seen.add(step.figure)
        yield below, below, ((f"= {_formula(step, language)}", PLAIN),)
    yield from ((below, below, ((said(note, "en", language), FAINT),)) for note in step.notes)
    if step.operation == PLAN or depth == 0:
        return
    deeper = None if depth is None else depth - 1
    for number, each in enumerate(step.inputs, start=1):
        last = number == len(step.inputs)
        branch, stem = ("└─ ", "   ") if last else ("├─ ", "│  ")
        yield from _entries(each, language, seen, deeper, rest + branch, rest + stem)


def _value(step: Step, language: str) -> str:
    if step.written is not None:
        return step.written
    if step.amount == step.exact:
        part = 0 < abs(step.exact) < 1
        return str(step.exact) if part else exact_words(step.exact, language)
    amount = exact_words(step.amount, language)
    return f"{amount} {ROUNDED} {exact_words(step.exact, language)}"


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
    return text if holds(encoding, "│├└─") else text.translate(_PLAIN_TREE)
