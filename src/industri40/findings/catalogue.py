"""The catalogue: every rule, and every text in which something is said, from files of ``texts``.

A code never changes its meaning. A file has the codes of one family; ``common.txt`` has the words
that the texts of all families share, ``program.txt`` what is said that is no finding. They are
read only where a finding is shown, or chosen by its code. Each line of a file is one of these, and
goes on in the lines below that are indented:

- ``CODE SEVERITY``: a code, to which the names below it belong;
- ``NAME LANGUAGE: TEXT``: a text, and after an arrow what mends it; in it stand ``{fact}``, what
  a finding has under that name, and ``{fact:one|many}``, one of two texts by how many it is. Of
  every code ``title`` and ``rule`` are what it is and what it means, and how to mend it where the
  text of a finding says nothing about that.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from industri40.findings.finding import Severity
from industri40.languages import read_beside


class Text(NamedTuple):
    """What is said, and perhaps how to mend it."""

    said: str
    remedy: str | None


class Rule(NamedTuple):
    """One code, and what is said of it in a language."""

    code: str
    severity: Severity

    def title(self, language: str) -> str:
        """What it is, in a few words."""
        return text_of(f"{self.code}.title", language).said

    def meaning(self, language: str) -> str:
        """What it means, in a sentence or two."""
        return text_of(f"{self.code}.rule", language).said

    def remedy(self, language: str) -> str:
        """How to mend it."""
        return text_of(f"{self.code}.rule", language).remedy or ""

    def family(self, language: str) -> str:
        """What its family is about."""
        return text_of(f"family_{self.code[0]}", language).said


_FILES = ("R", "P", "B", "S", "L", "A", "F", "common", "program")
_TEXT = re.compile(r"(\w+) ([a-z]{2}): (.+)")

TEXTS: dict[str, dict[str, Text]] = {}
"""Every text by its name, with the code that it belongs to before it, and by its language."""


def _read(file: str) -> Iterator[tuple[str, Severity]]:
    """Put the texts of a file into TEXTS; the codes in it, and how severe they are."""
    lines = re.sub(r"\n +", " ", read_beside(__name__, f"texts/{file}.txt")).splitlines()
    above = ""
    for line in lines:
        if text := _TEXT.fullmatch(line):
            name, language, both = text.groups()
            said, _, remedy = both.partition(" → ")
            TEXTS.setdefault(above + name, {})[language] = Text(said, remedy or None)
        elif line:
            code, severity = line.split()
            above = f"{code}."
            yield code, Severity(severity)


def text_of(name: str, language: str) -> Text:
    """The text of a name in a language. Raises KeyError where there is no such text."""
    return TEXTS[name][language]


RULES = {code: Rule(code, severity) for file in _FILES for code, severity in _read(file)}
FAMILIES = tuple(dict.fromkeys(code[0] for code in RULES))  # the letters that codes begin with


def matching(selector: str) -> tuple[Rule, ...]:
    """The rules that a code, or the beginning of one, stands for; none where it is unknown.

    >>> [rule.code for rule in matching("b3")]
    ['B301', 'B302', 'B303']
    """
    start = selector.upper()
    return tuple(rule for code, rule in RULES.items() if start and code.startswith(start))
