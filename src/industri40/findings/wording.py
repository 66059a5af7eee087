"""What findings say: facts put into the sentences of the catalogue, each written by its type."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from industri40.findings.catalogue import TEXTS, Text, text_of
from industri40.findings.facts import (
    Fact,
    Id,
    Names,
    Percent,
    Printed,
    Sign,
    Term,
    Verbatim,
    Worded,
    term,
)
from industri40.money import format_amount, percent_text, precise_text
from industri40.visible import shown

_FACT = re.compile(r"\{(\w+)(?::([^{}|]*)\|([^{}|]*))?\}")
"""A fact by its name, and perhaps two texts: for one, and for any other number of them."""


def message(code: str, variant: str, facts: Mapping[str, Fact], language: str) -> str:
    """What is wrong, as a variant of a code or of all codes says it, after what it is ``under``."""
    said = filled(_own(code, variant, language).said, facts, language)
    return f"{written(facts['under'], language)}: {said}" if "under" in facts else said


def remedy(code: str, variant: str, facts: Mapping[str, Fact], language: str) -> str:
    """How to mend it: as the facts say, or this variant, else as the code's rule does."""
    if "remedy" in facts:
        return written(facts["remedy"], language)
    own = _own(code, variant, language).remedy
    if own is None:
        return text_of(f"{code}.rule", language).remedy or ""
    return filled(own, facts, language)


def _own(code: str, variant: str, language: str) -> Text:
    name = f"{code}.{variant}"
    return text_of(name if name in TEXTS else variant, language)


def filled(template: str, facts: Mapping[str, Fact], language: str) -> str:
    """A text with its facts; one that is named with a capital letter begins with one."""

    def put(match: re.Match[str]) -> str:
        name, one, others = match.groups()
        fact = facts[name.lower()]
        if others is not None:
            count = len(fact.names) if isinstance(fact, Names) else fact
            return one if count == 1 else others
        text = written(fact, language)
        return text[:1].upper() + text[1:] if name[0].isupper() else text

    return _FACT.sub(put, template)


def written(fact: Fact, language: str) -> str:
    """A fact as it stands in a sentence."""
    return _AS_WRITTEN[type(fact)](fact, language)


def _sign(sign: Sign, language: str) -> str:
    """A character in words and with its number: escape (U+001B)."""
    from unicodedata import name as name_of  # few plans hold such a character

    number, name = f"{ord(sign.character):04X}", name_of(sign.character, "").lower()
    if own := TEXTS.get(f"sign_{number}"):
        name = own[language].said
    elif not name:
        name = text_of("sign_without_a_name", language).said
    elif language != "en":
        return f"U+{number}"  # since names are English
    return f"{name} (U+{number})"


def _listed(names: Names, language: str) -> str:
    said = [written(name, language) for name in names.names[: names.most]]
    more = len(names.names) - len(said) + names.more
    if more:
        several = Verbatim(", ".join(said))
        return written(term("and_more", several=several, count=more), language)
    if names.joined == "comma" or not said[1:]:
        return ", ".join(said)
    several, last = Verbatim(", ".join(said[:-1])), Verbatim(said[-1])
    word = "or" if names.joined == "or" else "and"
    return written(term(word, several=several, last=last), language)


_AS_WRITTEN: dict[type, Callable[[Any, str], str]] = {
    str: lambda name, _: f"`{shown(name)}`",
    int: lambda number, _: str(number),
    Fraction: precise_text,
    Id: lambda one, _: f"`{one.name}`",
    Verbatim: lambda one, _: one.text,
    Sign: _sign,
    Term: lambda one, language: filled(text_of(one.name, language).said, dict(one.facts), language),
    Worded: lambda one, language: dict(one.texts)[language],
    Names: _listed,
    Percent: lambda one, language: percent_text(one.share, language),
    Printed: lambda one, language: format_amount(one.figure, language, one.decimals),
}
"""How a fact is written, by its type."""
