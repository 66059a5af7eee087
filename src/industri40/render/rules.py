"""The rules of the catalogue as a person reads them, and as JSON for other programs."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from industri40.findings.catalogue import RULES, Rule
from industri40.findings.finding import Severity
from industri40.findings.said import phrase
from industri40.render.common.exact_json import text

_WIDTH = 88


def as_text(rules: Sequence[Rule], language: str) -> str:
    """Rules in full: what each means, and how to mend it; all that there are on a line each."""
    if len(rules) == len(RULES):
        return "\n".join(_listed(rules, language)) + "\n"
    return "\n\n".join("\n".join(_in_full(rule, language)) for rule in rules) + "\n"


def _listed(rules: Iterable[Rule], language: str) -> Iterator[str]:
    width = max(len(one.said(language)) for one in Severity)
    for number, (letter, members) in enumerate(groupby(rules, key=lambda rule: rule.code[0])):
        family = list(members)
        if number:
            yield ""
        yield f"{letter}: {family[0].family(language)}"
        for rule in family:
            yield f"  {rule.code}  {rule.severity.said(language):<{width}}  {rule.title(language)}"


def _in_full(rule: Rule, language: str) -> Iterator[str]:
    yield f"{rule.code} ({rule.severity.said(language)}): {rule.title(language)}"
    remedy = phrase("remedy", language, remedy=rule.remedy(language))
    for paragraph in (rule.meaning(language), f"{remedy[:1].upper()}{remedy[1:]}"):
        yield ""
        yield from wrap(paragraph, _WIDTH, break_long_words=False, break_on_hyphens=False)


def as_json(rules: Iterable[Rule], language: str) -> str:
    """Rules as ``industri40.rules/1``, one on a line."""
    fields = (
        {
            "code": rule.code,
            "severity": rule.severity.value,
            "family": rule.family(language),
            "title": rule.title(language),
            "meaning": rule.meaning(language),
            "remedy": rule.remedy(language),
        }
        for rule in rules
    )
    body = ",\n  ".join(map(text, fields))
    return f'{{"format": "industri40.rules/1",\n "rules": [\n  {body}\n ]}}\n'
