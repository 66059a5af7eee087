"""Every word that a table says of itself, in each language. A plan's own labels are not here."""

from industri40.languages import LANGUAGES, texts_beside

HEADINGS = texts_beside(__name__, "headings.txt")
"""Each heading by its key and language; braces hold what is filled in."""


class Words:
    """The headings in one language.

    >>> Words("nb")("row.of_which", label="Egenbetaling")
    'herav Egenbetaling'
    """

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"'{language}' is no language of tables; these are: nb, en")
        self.language = language

    def __call__(self, key: str, **filled: object) -> str:
        """The heading with this key. Raises KeyError for a key that there is none of."""
        text = HEADINGS[key][self.language]
        return text.format(**filled) if filled else text

    def counted(self, key: str, count: int) -> str:
        """A heading of a number: the one of just one, or of many."""
        return self(f"{key}.one") if count == 1 else self(f"{key}.many", count=count)

    def currency(self, code: str, form: str = "currency") -> str:
        """What a currency is called in a sentence, or ``short`` at an amount: else its code."""
        key = f"{form}.{code}"
        return self(key) if key in HEADINGS else code
