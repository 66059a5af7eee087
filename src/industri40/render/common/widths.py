"""How wide letters are in the widest of the usual fonts, so that there is room in all of them.

They are those of Verdana, and of DejaVu Sans, which stands in where a font is missing, in
hundredths of the size of letters.
"""

from collections.abc import Iterable, Mapping
from unicodedata import category, normalize

_WIDTHS = {
    letter: wide
    for wide, letters in (
        (28, "'IJijl"), (32, " ,./:;\\|·\N{NO-BREAK SPACE}"), (36, "-f"), (40, "!()[]rtŧ"),
        (46, '"`_*§°'), (52, "?sz\N{EN DASH}"), (56, "FLck"), (61, "PTŦYaeovxyø«»•"),
        (64, "$0123456789EKSbdđghnŋpqu{}ß€£"), (69, "ABCRVXZ"), (73, "U"), (77, "&DĐGHNŊ"),
        (81, "OQwØ"), (84, "#+<=>^~÷≈"), (87, "M"), (97, "%mÆæ⅓⅔½¼¾⅙⅚⅐⅑"),
    )
    for letter in letters
}  # fmt: skip
_OTHER = 100  # any other letter, such as a Chinese one
_BOLD, _BOLD_SIGN, _BOLD_SPACE = 8, 6, 3  # how much wider they are in bold


def _more(letter: str) -> int:
    if letter.isalpha():
        return _BOLD
    return _BOLD_SPACE if letter.isspace() else _BOLD_SIGN


_TABLES = (_WIDTHS, {letter: wide + _more(letter) for letter, wide in _WIDTHS.items()})
"""The widths of letters, and of bold ones."""


def advances(text: str, *, bold: bool) -> Iterable[int]:
    """How far it is from each letter to the next; accents that stand by themselves take nothing."""
    table = _TABLES[bold]
    return (table[letter] if letter in table else _other(letter, table) for letter in text)


def _other(letter: str, table: Mapping[str, int]) -> int:
    """The width of a letter that is not listed; with an accent it is as wide as without."""
    return 0 if category(letter)[0] == "M" else table.get(normalize("NFD", letter)[0], _OTHER)


def length(text: str, *, bold: bool) -> int:
    """How long a text is."""
    return sum(advances(text, bold=bold))


def longest_word(text: str, *, bold: bool) -> int:
    """How long the longest part of a text is that stays on one line."""
    return max(length(word, bold=bold) for word in text.replace("-", "- ").split(" "))
