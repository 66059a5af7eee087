"""Norwegian words for the keys of a plan, so that a finding can name the key that is meant."""

import re
from collections.abc import Mapping

_ENDINGS = "(?:e?[nrt]|e|a|ar|ane|e?ne|rne|s)?"


def key_for(word: str, words: Mapping[str, str]) -> str | None:
    """The key that a Norwegian word is for, in any of its forms, or None.

    ``words`` has the keys there are, each with the words for it.

    >>> words = {"costs": "kostnad utgift", "yearly": "årlig"}
    >>> key_for("Kostnadene", words), key_for("arlig", words)
    ('costs', 'yearly')
    """
    plain = _plain(word)
    for key, names in words.items():
        if names and re.fullmatch(f"(?:{_plain('|'.join(names.split()))}){_ENDINGS}", plain):
            return key
    return None


def _plain(word: str) -> str:
    """A word without the differences between å, aa and a, and between spaces and signs."""
    plain = re.sub("[ -]", "_", word.lower().replace("æ", "ae"))
    return re.sub("å|aa", "a", re.sub("ø|oe", "o", plain))
