"""Every word that a workbook says beside its tables, in each language."""

from industri40.languages import texts_beside
from industri40.report.headings import Words

# each text by its key and language; braces hold what is filled in
TEXTS = texts_beside(__name__, "texts.txt")


class Texts:
    """The texts of a workbook in the language of its tables.

    >>> Texts(Words("nb"))("place", line=26)
    'linje 26'
    """

    def __init__(self, words: Words) -> None:
        self.words = words
        self.language = words.language

    def __call__(self, key: str, **filled: object) -> str:
        """The text with this key, or the heading of the tables; KeyError where there is neither."""
        if key not in TEXTS:
            return self.words(key, **filled)
        text = TEXTS[key][self.language]
        return text.format(**filled) if filled else text
