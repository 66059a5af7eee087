"""What findings say: facts put into the sentences of the catalogue, each written by its type."""

import re
from collections.abc import Mapping

from industri40.findings.catalogue import TEXTS, Text, text_of
from industri40.findings.facts import (
    Fact,
    Id,
    Names,
    Percent,
    Printed,
    Term,
    Verbatim,
    Worded,
    term,
)
from industri40.money import format_amount, percent_text, precise_text
from industri40.visible import shown

_FACT = re.compile(r"\{(\w+)(?::([^{}|]*)\|([^{}|]*))?\}")
"""A fact by its name, and perhaps two texts: for one, and for any other number of them."""

_TWO = 2


def message(code: str, variant: str, facts: Mapping[str, Fact], language: str) -> str:
    """What is wrong, as this variant of a code says it, or of all codes."""
    return filled(_own(code, variant, language).said, facts, language)


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
    match fact:
        case str():
            return f"`{shown(fact)}`"
        case int():
            return str(fact)
        case Id(name=name):
            return f"`{name}`"
        case Verbatim(text=text):
            return text
        case Term(name=name, facts=facts):
            return filled(text_of(name, language).said, dict(facts), language)
        case Worded(texts=texts):
            return dict(texts)[language]
        case Names():
            return _listed(fact, language)
        case Percent(share=share):
            return percent_text(share, language)
        case Printed(figure=figure, decimals=decimals):
            return format_amount(figure, language, decimals)
    return precise_text(fact, language)


def _listed(names: Names, language: str) -> str:
    said = [written(name, language) for name in names.names[: names.most]]
    more = len(names.names) - len(said)
    if more:
        several = Verbatim(", ".join(said))
        return written(term("and_more", several=several, count=more), language)
    if names.joined == "comma" or len(said) < _TWO:
        return ", ".join(said)
    several, last = Verbatim(", ".join(said[:-1])), Verbatim(said[-1])
    word = "or" if names.joined == "or" else "and"
    return written(term(word, several=several, last=last), language)
