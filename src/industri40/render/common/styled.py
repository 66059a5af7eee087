"""Text for people in which some parts have a style, and how the parts follow it into lines.

A style is a word for what is meant. What it looks like is up to whoever shows the text, and most
never do: in a pipe, in a file and in a test the text is the same without any.
"""

from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple, Self

PLAIN, BOLD, FAINT, GOOD, WRONG, ADVICE, MARK = (
    "", "bold", "faint", "good", "wrong", "advice", "mark",
)  # fmt: skip

Part = tuple[str, str]
"""A piece of text and its style."""


class Span(NamedTuple):
    """The characters from ``start`` up to ``end`` have a style."""

    start: int
    end: int
    style: str


class Styled(str):
    """A text that knows which parts of it have which style.

    It is the plain text to whoever does not ask, and so is what is made of it, such as a slice.

    >>> text = Styled([("Sum", BOLD), (" 6 200 000", PLAIN)])
    >>> text, text.spans
    ('Sum 6 200 000', (Span(start=0, end=3, style='bold'),))
    """

    __slots__ = ("spans",)

    spans: tuple[Span, ...]

    def __new__(cls, parts: Iterable[Part]) -> Self:
        """Put the parts together."""
        every = list(parts)
        ends = accumulate(len(text) for text, _ in every)
        styled = super().__new__(cls, "".join(text for text, _ in every))
        styled.spans = tuple(
            Span(end - len(text), end, style)
            for (text, style), end in zip(every, ends, strict=True)
            if style and text
        )
        return styled


def in_lines(parts: Iterable[Part], lines: Iterable[str]) -> Iterator[tuple[Part, ...]]:
    """The parts as they come to stand when their text is broken into lines at spaces.

    >>> list(in_lines([("a.b", BOLD), (" = 1 or so", FAINT)], ["a.b =", "1 or so"]))
    [(('a.b', 'bold'), (' =', 'faint')), (('1 or so', 'faint'),)]
    """
    styled = Styled(parts)
    at = 0
    for line in lines:
        start = styled.index(line, at)  # only spaces are lost where a line is broken
        at = start + len(line)
        yield tuple(_between(styled, start, at))


def _between(styled: Styled, start: int, end: int) -> Iterator[Part]:
    for span in styled.spans:
        first, last = max(start, span.start), min(end, span.end)
        if first < last:
            if start < first:
                yield styled[start:first], PLAIN
            yield styled[first:last], span.style
            start = last
    if start < end:
        yield styled[start:end], PLAIN
