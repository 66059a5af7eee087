"""Text as a terminal shows it: how wide it is, where it may be wrapped, what is written out."""

import re
from collections.abc import Callable
from fractions import Fraction

from industri40.visible import HIDDEN

_SIMPLE = "\u0300"  # all characters below this one are one column wide (but for control characters)

_PICTURE = (
    "[©®‼⁉™\u2139↔-↙↩↪⌚⌛⌨⏏-⏺Ⓜ▪▫▶◀◻-◾☀-➿⤴⤵⬅-⭕〰-㊙\U0001f000-\U0001f3fa\U0001f400-\U0001faff]"
)
_LOOK = "[\ufe0f\U0001f3fb-\U0001f3ff]"  # in colours, or with one of the five skins
_EMOJI = (
    f"{_PICTURE}{_LOOK}*(?:\u200d{_PICTURE}{_LOOK}*)+|{_PICTURE}{_LOOK}+|[0-9#*]\ufe0f"
    "|[\U0001f1e6-\U0001f1ff]{1,2}"  # a flag is two letters
)
"""Several characters that are drawn as one sign, two columns wide whatever its first one is."""

_NO_ROOM = f"{HIDDEN.pattern}|[\u1160-\u11ff\ud7b0-\ud7fb]"
"""What cannot be seen, and the parts of Korean syllables that join the one before them."""


def printable(text: str) -> str:
    r"""The text with what a terminal would act upon written out, such as ``\x1b``.

    >>> printable("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    if text.isprintable():  # as almost every text is
        return text
    return HIDDEN.sub(lambda match: repr(match[0])[1:-1], text.replace("\n", "\\n"))


def width(text: str) -> int:
    """How many columns a terminal needs for a text: wide letters count twice, accents do not.

    >>> width("Møteplass"), width("見本"), width("e\u0301"), width("\u2764\ufe0f")
    (9, 4, 1, 2)
    """
    if text.isascii() or max(text) < _SIMPLE:
        return len(text)
    import unicodedata  # half a millisecond, for texts that need it

    text = re.sub(_NO_ROOM, "", re.sub(_EMOJI, "見", text))
    drawn = (letter for letter in text if unicodedata.category(letter)[0] != "M")
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in drawn)


def letters(text: str) -> list[str]:
    """The letters and signs of a text, each with its accents and all that it is made of."""
    found: list[str] = []
    for letter in re.findall(f"{_EMOJI}|.", text, re.DOTALL):
        if found and not width(letter):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def wrapped(
    text: str, columns: int | Fraction, measure: Callable[[str], int | Fraction] = width
) -> list[str]:
    """A text in lines of at most ``columns`` (at least one), broken at spaces where they are.

    Another ``measure`` of how wide a text is may be given.

    >>> wrapped("Utvikling av kompetanseforløp", 16)
    ['Utvikling av', 'kompetanseforløp']
    """
    if measure(text) <= columns:
        return [text]
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if measure(joined) <= columns:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for letter in letters(word):
            if lines[-1] and measure(lines[-1] + letter) > columns:
                lines.append("")
            lines[-1] += letter
    return [line.rstrip(" ") for line in lines]
