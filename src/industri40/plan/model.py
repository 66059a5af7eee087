"""The plan as meant: every line with an amount for every year, every environment with its firms.

This is all that the engine, the checks and the reports see of a plan. Amounts are whole *units*
(``Plan.unit`` kroner each, the plan's ``round_to``); nothing here can change after it is made.
"""

import re
from fractions import Fraction
from typing import NamedTuple

from industri40.findings.finding import Place
from industri40.money import HUNDREDTHS
from industri40.record import Record, field

_DIGITS = re.compile(r"([0-9]+)")


def natural_order(identifier: str) -> tuple[int | str, ...]:
    """A sort key in which ``environment-2`` comes before ``environment-10``."""
    key: list[int | str] = []
    for at, part in enumerate(_DIGITS.split(identifier)):
        if part:
            # flat, three of them for each part: thousands of ids are sorted by it
            key += (0, int(part), part) if at % 2 else (1, 0, part)
    return tuple(key)


class Written(Record):
    """How a line's amount is written: ``form`` is the plan's key (``yearly``, ``rest``, …).

    ``values`` are the figures as written, in kroner or hours, with their places: one for most
    forms, one per year for ``years`` (ascending), the hours and the hourly rate for ``hours``,
    none for ``rest`` and for a group's ``sum``.
    """

    form: str
    values: tuple[tuple[Fraction, Place], ...] = ()


class Key(Record):
    """A key for sharing: the weight of every environment that takes part, by id.

    ``name`` is ``equal``, ``participants``, ``weights`` or ``mapping``. Weights are whole numbers
    (``scale`` times what a mapping writes, for fractions), at least one of them above zero.
    """

    name: str
    weights: dict[str, int]
    place: Place
    scale: int = 1


class Line(Record):
    """What all lines of a budget have: amounts in whole units, one per year, ascending.

    ``exact`` are the same amounts before they were rounded to units (in units too).
    """

    id: str
    label: str
    place: Place
    amounts: tuple[int, ...]
    exact: tuple[Fraction, ...]
    written: Written

    @property
    def total(self) -> int:
        """All years, in units."""
        return sum(self.amounts)


class CostLine(Line):
    """A cost line. ``includes`` are the in-kind sources that are part of it."""

    includes: tuple[str, ...] = ()
    common: bool = False
    financed_by: str | None = None


class Source(Line):
    """A source of financing that is no group. ``hourly_rate`` is in kroner."""

    key: Key
    group: str | None = None
    in_kind: bool = False
    hourly_rate: Fraction | None = None
    indicated: bool = False
    rest: bool = False
    rate_place: Place | None = None
    """Where the ``hourly_rate`` is written."""


class Group(Line):
    """A group of sources, which its amounts total."""

    sources: tuple[str, ...] = ()


class Environment(Record):
    """A business garden or incubator. ``phases`` are the ids of those it takes part in.

    ``counted`` says that its participants are written in the plan; else they were shared equally.
    """

    id: str
    name: str
    participants: int
    weight: Fraction
    phases: frozenset[str]
    place: Place
    counted: bool = False


class Phase(Record):
    """One round of awards.

    ``cap`` and ``applications`` are units; an environment without an application seeks its cap.
    ``key`` holds just the environments that take part. ``leftover`` is ``carry``, ``return`` or
    ``redistribute``.
    """

    id: str
    label: str
    share: Fraction
    key: Key
    cap: int | None
    leftover: str
    applications: dict[str, int]
    place: Place
    places: dict[str, Place] = field(default_factory=dict)
    """Where ``share``, ``cap``, ``leftover`` and ``applications.ID`` are written."""


class StatedFigure(NamedTuple):
    """A figure that somebody printed, in hundredths; ``decimals`` says how precisely.

    ``place`` is that of the figure, ``row_place`` and ``table_place`` those of the names of its
    row and of its table.
    """

    table: str
    row: str
    column: str
    hundredths: int
    decimals: int
    source: str
    place: Place
    row_place: Place
    table_place: Place

    @property
    def figure(self) -> Fraction:
        """The figure as it is written."""
        return Fraction(self.hundredths, HUNDREDTHS)

    def is_exactly(self, value: Fraction) -> bool:
        """Whether the figure is a value: without making it a fraction, since plans state many."""
        return self.hundredths * value.denominator == value.numerator * HUNDREDTHS


class Limits(Record):
    """Limits that a plan sets itself, None where it sets none; money in kroner.

    ``grant_share_at_most`` is the grant's part of all costs, or where ``of`` is ``cash`` of those
    that are paid in cash. It is held for the programme, and in ``each`` (``year``,
    ``environment``). ``places`` says where each one that is set is written.
    """

    grant_share_at_most: Fraction | None = None
    of: str = "costs"
    each: tuple[str, ...] = ()
    grant_per_environment_at_most: Fraction | None = None
    fee_per_participant_at_most: Fraction | None = None
    places: dict[str, Place] = field(default_factory=dict)


class Plan(Record):
    """A whole plan. Tuples keep the order of the file, which no amount depends on."""

    file: str
    name: str
    owner: str | None
    currency: str
    language: str
    years: tuple[int, ...]
    unit: Fraction
    participants: int
    environments: tuple[Environment, ...]
    costs: tuple[CostLine, ...]
    sources: tuple[Source, ...]
    groups: tuple[Group, ...]
    financing_order: tuple[str, ...]
    """Ids of groups and of the sources outside groups, as they stand in the file."""
    grant: str | None
    phases: tuple[Phase, ...]
    """At least one: without ``phases`` in the file, a single one with all of the grant."""
    phased: bool
    """Whether the file has ``phases``."""
    notes: tuple[str, ...]
    stated: tuple[StatedFigure, ...]
    place: Place
    places: dict[str, Place] = field(default_factory=dict)
    """Where top-level keys have their values (``grant``, …); of the two sides, where the key is."""
    limits: Limits = field(default_factory=Limits)
    data: bytes = b""
    """The file as it was read, for whoever quotes it."""
