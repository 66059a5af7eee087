"""The figures of findings, their last digits under each other."""

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from industri40.findings.finding import Finding
from industri40.findings.said import phrase
from industri40.money import decimals_of, format_amount
from industri40.render.common.text import printable, wrapped

_NAMES = ("label_expected", "label_found", "label_difference")
_GAP = "  "
_NARROWEST = 16  # the columns that names of figures are kept to before the figures stand below them


def figures_below(finding: Finding) -> Iterator[str]:
    """Expected, found and difference of one finding, below each other; nothing without them."""
    if not finding.printed:
        return
    texts = _texts(finding, _decimals(finding.printed))
    width = max(map(len, texts))
    names = _labels(_NAMES, finding)
    beside = max(map(len, names)) + 1
    for name, text in zip(names, texts, strict=True):
        yield f"{name:<{beside}}{text:>{width}}"


def table(findings: Iterable[Finding], columns: int) -> Iterator[str]:
    """A line for each finding: place in the file, code, figure, expected, found, difference.

    Where ``columns`` are too few for it, the names of the figures take several lines, and then the
    figures stand below them, each on a line.
    """
    several = list(findings)
    decimals = _decimals([figure for one in several for figure in one.printed])
    lines = [_labels(("label_line", "label_code", "label_figure", *_NAMES), several[0])]
    for one in several:
        place, name = f"{one.place.line}:{one.place.column}", printable(one.subject or "")
        lines.append((place, one.code, name, *_texts(one, decimals)))
    places, codes, names, *widths = (max(map(len, column)) for column in zip(*lines, strict=True))
    room = columns - places - codes - 2 * len(_GAP)
    beside = min(room - sum(widths) - len(_GAP) * len(widths), names)
    stacked = beside < min(names, _NARROWEST)
    for (place, code, name, *figures), finding in zip(lines, [None, *several], strict=True):
        start = f"{place:<{places}}{_GAP}{code:<{codes}}{_GAP}"
        *above, last = _folded(name, room if stacked else beside)
        for text in above:
            yield start + text
            start = " " * len(start)
        if stacked:
            yield start + last
            yield from (_GAP + text for text in figures_below(finding)) if finding else ()
        else:
            shown = (f"{text:>{wide}}" for text, wide in zip(figures, widths, strict=True))
            yield _GAP.join((f"{start}{last:<{beside}}", *shown)).rstrip()


def _labels(labels: Sequence[str], finding: Finding) -> tuple[str, ...]:
    return tuple(phrase(label, finding.language) for label in labels)


def _folded(name: str, columns: int) -> list[str]:
    """The name of a figure in lines, broken after its points where that is enough."""
    lines = [""]
    for part in re.split(r"(?<=\.)", name):
        if lines[-1] and len(lines[-1] + part) > columns:
            lines.append("")
        *full, lines[-1] = wrapped(lines[-1] + part, max(columns, 1))
        lines[-1:-1] = full
    return lines


def _decimals(figures: Iterable[Fraction]) -> int:
    return max(map(decimals_of, figures), default=0)


def _texts(finding: Finding, decimals: int) -> tuple[str, ...]:
    figures = finding.printed
    texts = [format_amount(figure, finding.language, decimals) for figure in figures]
    if not texts:
        return ("",) * len(_NAMES)
    if figures[-1] > 0:
        texts[-1] = f"+{texts[-1]}"
    return tuple(texts)
