"""What a finding is about: facts, each of a type that says how it is written in a sentence.

An amount or a number is a ``Fraction``, with groups and decimals as the language has it; a year,
the number of a line or a count of a few is an ``int``; a name that somebody wrote is a ``str``,
which is set off, and cut where it is long. What is a word of a language is a :class:`Term`, never
a text in the code. All of these are written in :mod:`industri40.findings.wording`, which is
imported only where a finding is shown.
"""

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import TypeAlias

from industri40.money import HUNDREDTHS
from industri40.record import Record

Path: TypeAlias = tuple[str | int, ...]  # to a value in a plan: keys of mappings, indexes of lists

_SECTIONS = frozenset(
    ("costs", "financing", "participants", "environments", "phases", "stated", "scenarios")
)
_MOST_YEARS = 6
_SPAN = 3  # the fewest years in a row that are written as a span


class Id(Record):
    """An id of the plan, set off and in full."""

    name: str


class Verbatim(Record):
    """What is written just so: a part of the file, or what may stand in one."""

    text: str


class Sign(Record):
    """A character that cannot be seen: written in words and with its number."""

    character: str


class Percent(Record):
    """A share, written in percent where that has an end."""

    share: Fraction


class Printed(Record):
    """A figure with the decimals that somebody printed it with."""

    figure: Fraction
    decimals: int


class Names(Record):
    """Several facts in a sentence: all of a few, the first ``most`` of many.

    ``joined`` is the term that joins the last of them to those before it: ``and``, ``or``, or
    ``comma`` where nothing but commas is between them. ``more`` are not even in ``names``.
    """

    names: "tuple[Fact, ...]"
    most: int = 5
    joined: str = "and"
    more: int = 0


class Term(Record):
    """A word or phrase, by its name in the catalogue, with the facts that it holds."""

    name: str
    facts: "tuple[tuple[str, Fact], ...]"


class Worded(Record):
    """A phrase that stands elsewhere, by language."""

    texts: tuple[tuple[str, str], ...]


Fact: TypeAlias = (
    Fraction | int | str | Id | Verbatim | Sign | Percent | Printed | Names | Term | Worded
)


def term(name: str, /, **facts: Fact) -> Term:
    """A word or phrase of the catalogue."""
    return Term(name, tuple(facts.items()))


def one_year(year: int | str) -> Fact:
    """A year in a sentence: a label is written as it is."""
    return Verbatim(str(year))


def years(several: Sequence[int | str], among: Collection[int | str] = ()) -> Fact:
    """Years in a sentence: every year where they are all of those ``among`` which they are."""
    if len(several) == len(among) > 1:
        return term("every_year")
    first, last = several[0], several[-1]
    span = int(str(last)[:4]) - int(str(first)[:4])  # of a label such as 2024-25 the first one
    if len(several) >= _SPAN and span == len(several) - 1:
        return term("years_from_to", first=one_year(first), last=one_year(last))
    named = tuple(map(one_year, several))
    if len(several) > _MOST_YEARS:
        some = Names(named[:_MOST_YEARS], _MOST_YEARS, "comma")
        return term("and_more_years", years=some, count=len(several) - _MOST_YEARS)
    return Names(named, _MOST_YEARS)


def entity(path: Path) -> int:
    """How many steps of a path lead to the line, environment or phase that it is about."""
    if not path or path[0] not in _SECTIONS:
        return 0
    in_group = path[0] == "financing" and path[2:3] == ("sources",)
    return 4 if in_group and path[3:] else 2


def subject(path: Path) -> Fact:
    """What to call the value at a path: `years.2019` of `mobilisation`, item 1 of `years`."""
    if not path:
        return term("the_plan")
    if isinstance(path[-1], int):
        return term("item", number=path[-1] + 1, of=subject(path[:-1]))
    depth = entity(path)
    inner, outer = ".".join(map(str, path[depth:])), path[:depth]
    if not outer:
        return inner
    owner = subject(outer) if isinstance(outer[-1], int) else str(outer[-1])
    return term("part", part=inner, of=owner) if inner else owner


def mixed(number: Fraction) -> Fact:
    """A number without any rounding: 1.50, or 1 + 1/3."""
    if HUNDREDTHS % number.denominator == 0:
        return number
    whole, rest = divmod(number, 1)
    part = Verbatim(str(rest))
    return term("and_a_part", whole=Fraction(whole), part=part) if whole else part
