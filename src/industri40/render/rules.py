"""The rules of the catalogue as a person reads them, and as JSON for other programs."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from industri40.findings.catalogue import FAMILIES, RULES, Rule

_WIDTH = 88


def as_text(rules: Sequence[Rule]) -> str:
    """Rules in full: what each means, and how to mend it; all that there are on a line each."""
    if len(rules) == len(RULES):
        return "\n".join(_listed(rules)) + "\n"
    return "\n\n".join("\n".join(_in_full(rule)) for rule in rules) + "\n"


def _listed(rules: Iterable[Rule]) -> Iterator[str]:
    for number, (family, members) in enumerate(groupby(rules, key=lambda rule: rule.code[0])):
        if number:
            yield ""
        yield f"{family}: {FAMILIES[family]}"
        for rule in members:
            yield f"  {rule.code}  {rule.severity.value:<7}  {rule.title}"


def _in_full(rule: Rule) -> Iterator[str]:
    yield f"{rule.code} ({rule.severity.value}): {rule.title}"
    for paragraph in (rule.meaning, f"Remedy: {rule.remedy}"):
        yield ""
        yield from wrap(paragraph, _WIDTH, break_long_words=False, break_on_hyphens=False)


def as_json(rules: Iterable[Rule]) -> str:
    """Rules as ``industri40.rules/1``, one on a line."""
    fields = (
        {
            "code": rule.code,
            "severity": rule.severity.value,
            "family": FAMILIES[rule.code[0]],
            "title": rule.title,
            "meaning": rule.meaning,
            "remedy": rule.remedy,
        }
        for rule in rules
    )
    body = ",\n  ".join(json.dumps(one, ensure_ascii=False) for one in fields)
    return f'{{"format": "industri40.rules/1",\n "rules": [\n  {body}\n ]}}\n'
