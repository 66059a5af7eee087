"""Text that a person can see: which characters are hidden, and how they are written out."""

import re

_PLANES = range(0x10000, 0x110000, 0x10000)
HIDDEN = re.compile(
    "["
    "\x00-\x09\x0b-\x1f\x7f-\x9f"  # controls but the line end; U+0085 ends a line for YAML 1.1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # turn the direction of writing
    "\u2028\u2029"  # end a line for YAML 1.1 and for no editor
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"  # take no room at all, so that two texts look the same
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # no characters
    + "".join(chr(plane + last) for plane in _PLANES for last in (0xFFFE, 0xFFFF))
    + "]"
)
"""Every character that is refused: controls (tabs too) and whatever cannot be seen.

U+00A0 and U+202F are spaces, which set off thousands. U+FE00 to U+FE0F choose how the character
before them looks, so they can be seen.
"""


def shown(text: str, longest: int = 60) -> str:
    r"""Text of the file, fit for a message: hidden characters as codes, cut where it is long.

    >>> shown("a\x1b[31m\u202e")
    'a\\x1b[31m\\u202e'
    """
    if len(text) > longest:
        text = text[: longest - 1] + "…"
    visible = text.replace("\n", "\\n")
    return HIDDEN.sub(lambda hidden: hidden[0].encode("unicode-escape").decode(), visible)
