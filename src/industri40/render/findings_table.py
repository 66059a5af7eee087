"""The figures of findings, their last digits under each other."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from industri40.findings import Finding
from industri40.money import format_amount
from industri40.render.text import printable

__all__ = ["figures_below", "table"]

_NAMES = ("expected", "found", "difference")


class _Line(NamedTuple):
    """One line of a table: its place and code, what it is about, and three figures."""

    place: str
    code: str
    about: str
    figures: tuple[str, ...]


def figures_below(finding: Finding) -> Iterator[str]:
    """Expected, found and difference of one finding, below each other; nothing without them."""
    figures = _figures(finding)
    if not figures:
        return
    decimals = _decimals(figures)
    texts = _texts(figures, decimals)
    width = max(map(len, texts))
    for name, text in zip(_NAMES, texts, strict=True):
        yield f"{name:<11}{text:>{width}}"


def table(findings: Iterable[Finding]) -> Iterator[str]:
    """A line for each finding: place in the file, code, figure, expected, found, difference."""
    several = list(findings)
    decimals = _decimals([figure for one in several for figure in _figures(one)])
    lines = [_Line("line", "code", "figure", _NAMES)]
    lines += [
        _Line(
            f"{one.place.line}:{one.place.column}",
            one.code,
            printable(one.subject or ""),
            _texts(_figures(one), decimals),
        )
        for one in several
    ]
    places, codes, abouts = (max(len(line[at]) for line in lines) for at in range(3))
    widths = [max(len(line.figures[at]) for line in lines) for at in range(3)]
    for line in lines:
        figures = "  ".join(
            f"{figure:>{width}}" for figure, width in zip(line.figures, widths, strict=True)
        )
        yield f"{line.place:<{places}}  {line.code:<{codes}}  {line.about:<{abouts}}  {figures}"


def _figures(finding: Finding) -> list[Fraction]:
    """Expected, found and difference, or nothing where the finding is not about figures."""
    figures = (finding.expected, finding.found, finding.difference)
    return [figure for figure in figures if figure is not None] if None not in figures else []


def _decimals(figures: Iterable[Fraction]) -> int:
    return 0 if all(figure.denominator == 1 for figure in figures) else 2


def _texts(figures: Iterable[Fraction], decimals: int) -> tuple[str, ...]:
    texts = [format_amount(figure, decimals=decimals) for figure in figures]
    *_, difference = figures
    if difference > 0:
        texts[-1] = f"+{texts[-1]}"
    return tuple(texts)
