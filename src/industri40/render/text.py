"""Text as a terminal shows it: how wide it is, where it may be wrapped, what is written out."""

import re

from industri40.plan.text import HIDDEN

__all__ = ["printable", "width", "wrapped"]

_SIMPLE = "\u0300"
"""All characters below this one are one column wide (but for control characters)."""


def printable(text: str) -> str:
    r"""The text with what a terminal would act upon written out, such as ``\x1b``.

    >>> printable("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    if text.isprintable():  # as almost every text is
        return text
    return HIDDEN.sub(_written_out, text.replace("\n", "\\n"))


def _written_out(match: re.Match[str]) -> str:
    return repr(match[0])[1:-1]


def width(text: str) -> int:
    """How many columns a terminal needs for a text: wide letters count twice, accents do not.

    >>> width("Møteplass"), width("見本"), width("e\u0301")
    (9, 4, 1)
    """
    if text.isascii() or max(text) < _SIMPLE:
        return len(text)
    import unicodedata  # half a millisecond, for texts that need it

    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    thin = sum(unicodedata.category(letter) in ("Mn", "Me", "Cf") for letter in text)
    return len(text) + wide - thin


def wrapped(text: str, columns: int) -> list[str]:
    """A text in lines of at most ``columns`` (at least one), broken at spaces where they are.

    >>> wrapped("Utvikling av kompetanseforløp", 16)
    ['Utvikling av', 'kompetanseforløp']
    """
    if width(text) <= columns:
        return [text]
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if width(joined) <= columns:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        *full, lines[-1] = _pieces(word, columns)
        lines[-1:-1] = full
    return [line.rstrip(" ") for line in lines]


def _pieces(word: str, columns: int) -> list[str]:
    """A word cut into pieces that fit; an accent stays with its letter."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(letter) and width(pieces[-1] + letter) > columns:
            pieces.append("")
        pieces[-1] += letter
    return pieces
