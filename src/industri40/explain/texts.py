"""What explanations say beside labels and figures, in each language."""

from collections.abc import Callable
from fractions import Fraction

from industri40.explain.step import Note
from industri40.languages import texts_beside
from industri40.money import format_amount

TEXTS = texts_beside(__name__, "texts.txt")
"""Each text by its key and language; braces hold what is filled in."""


def said(note: Note, language: str, holder: Callable[[str], str] = str) -> str:
    """A note in a language.

    ``holder`` says what an environment is called by its id.
    """
    facts = {}
    for name, fact in note.facts:
        if isinstance(fact, Fraction):
            facts[name] = format_amount(fact, language)
        else:
            point = "," if language == "nb" else "."
            facts[name] = holder(fact) if name == "holder" else fact.replace(".", point)
    return TEXTS[f"note.{note.key}"][language].format(**facts)
