"""The known name that a misspelt one was probably meant to be."""

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name closest to ``word``, or None where none is close.

    >>> nearest("breakdwon", ["costs", "financing", "breakdown"])
    'breakdown'
    """
    from difflib import get_close_matches  # only a misspelt name is worth its import

    close = get_close_matches(word[:100].lower(), list(known), n=1, cutoff=0.6)
    return close[0] if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence, with a space before it, that names the closest known name; else nothing.

    >>> did_you_mean("chekc", ["allocate", "check"])
    " Did you mean 'check'?"
    >>> did_you_mean("xyz", ["allocate", "check"])
    ''
    """
    close = nearest(word, known)
    return f" Did you mean '{close}'?" if close else ""
