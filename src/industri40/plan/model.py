"""The plan as meant: every line with an amount for every year, every environment with its firms.

This is all that the engine, the checks and the reports see of a plan. Amounts are whole *units*
(``Plan.unit`` kroner each, the plan's ``round_to``); nothing here can change after it is made.
"""

import re
from fractions import Fraction
from typing import NamedTuple

from industri40.findings.finding import Place
from industri40.money import HUNDREDTHS
from industri40.plan.what_if import Scenario, WhatIf
from industri40.plan.yaml.document import Document
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


Year = int | str
"""A year as the plan writes it: a number, or the label of one over New Year, such as 2024-25."""


class Written(Record):
    """How a line's amount is written: ``form`` is the plan's key (``yearly``, ``rest``, …).

    ``values`` are the figures as written, in kroner or hours, with their places: one for most
    forms, one per year for ``years`` (ascending), the hours and the hourly rate for ``hours``,
    the share for ``percent``, none for ``rest``, ``by_environment`` and a group's ``sum``. ``of``
    are the ids of the lines and groups that a ``percent`` is one of.
    """

    form: str
    values: tuple[tuple[Fraction, Place], ...] = ()
    of: tuple[str, ...] = ()


class Key(Record):
    """A key for sharing: the weight of every environment that takes part, by id.

    ``name`` is ``equal``, ``participants`` (of the ``group`` alone, where there is one),
    ``weights``, ``mapping``, ``mixture`` or the name of a figure in the environments' ``keys``.
    Weights are whole numbers (``scale`` times what the plan writes, for fractions), at least one
    of them above zero. A mixture has ``parts``; its weights are all of them together.
    """

    name: str
    weights: dict[str, int]
    place: Place
    scale: int = 1
    group: str | None = None
    parts: tuple["MixedPart", ...] = ()

    @property
    def identity(self) -> object:
        """The same for keys of one name, which have the same weights wherever they are."""
        own = self.name in ("mapping", "mixture")
        return id(self.weights) if own else (self.name, self.group)


class MixedPart(NamedTuple):
    """One key of a mixture, and the part of everything that it shares."""

    share: Fraction
    key: Key
    place: Place


class Given(Record):
    """What each environment has of a line that is given ``by_environment``.

    By id the whole units of every year, ascending: as written, or an amount over all years spread
    evenly and rounded so that every sum of given lines in an environment still holds. One that is
    not there has nothing. ``spread`` are those whose amounts were spread.
    """

    yearly: dict[str, tuple[int, ...]]
    place: Place
    spread: frozenset[str] = frozenset()

    def amount(self, environment: str, year: int, *, rounded: bool = True) -> Fraction:
        """What it has in the year with this index, in units, or what that was before rounding."""
        amounts = self.yearly.get(environment, (0,) * (year + 1))
        if environment in self.spread and not rounded:
            return Fraction(sum(amounts), len(amounts))
        return Fraction(amounts[year])


class Line(Record):
    """What all lines of a budget have: amounts in whole units, one per year, ascending.

    ``exact`` are the same amounts before they were rounded to units (in units too). What stands
    after ``key`` only some kinds of lines have.
    """

    id: str
    label: str
    place: Place
    amounts: tuple[int, ...]
    exact: tuple[Fraction, ...]
    written: Written
    key: Key | None
    given: Given | None = None
    includes: tuple[str, ...] = ()
    """The in-kind sources that are part of a cost line."""
    group: str | None = None
    members: str | None = None
    """The group of participants that a source is for; None for all of them."""
    sources: tuple[str, ...] = ()
    rest: bool = False
    in_kind: bool = False
    indicated: bool = False

    @property
    def total(self) -> int:
        """All years, in units."""
        return sum(self.amounts)


class CostLine(Line):
    """A cost line.

    Its cash is shared by its own ``key``, or what it is in all stands in ``given``; without either
    it takes its part of what is left of each environment's cash.
    """

    common: bool = False
    financed_by: str | None = None


class Source(Line):
    """A source of financing that is no group. ``hourly_rate`` is in kroner.

    ``given`` takes the place of the ``key``, which is then an equal one that nothing uses. The
    ``rest`` of a group fills it in every environment; its key is that of the group. Outside groups
    it is what all costs need beyond all other financing, and its key is its own.
    """

    key: Key
    hourly_rate: Fraction | None = None


class Group(Line):
    """A group of ``sources``, which its amounts total. Those without a key have its ``key``.

    ``rest`` says that it is what costs need beyond all other financing.
    """

    key: Key


class ParticipantGroup(Record):
    """A group of participants, such as those in a support area, and how many they are in all."""

    id: str
    label: str
    number: int
    place: Place


class Environment(Record):
    """A business garden or incubator. ``phases`` are the ids of those it takes part in.

    ``participants`` is 0 where the plan has none, ``members`` how many of each group, ``figures``
    are its ``keys``. ``counted`` says that its participants are written in the plan; else they
    were shared equally.
    """

    id: str
    name: str
    participants: int
    weight: Fraction
    phases: frozenset[str]
    counted: bool = False
    members: dict[str, int] = field(default_factory=dict)
    figures: dict[str, Fraction] = field(default_factory=dict)


Bound = int | dict[str, int] | None
"""A bound in units: the same for all, one for each environment that is named, or none."""


class Phase(Record):
    """One round of awards.

    ``cap``, ``floor``, ``applications``, ``awarded`` and ``returned`` are units. An environment
    without an application seeks its cap. ``key`` holds just the environments that take part.
    ``leftover`` is ``carry``, ``return`` or ``redistribute``. Where awards are decided all who
    take part are in ``awarded``; else that is empty.
    """

    id: str
    label: str
    share: Fraction
    key: Key
    cap: Bound
    leftover: str
    applications: dict[str, int]
    place: Place
    floor: Bound = None
    awarded: dict[str, int] = field(default_factory=dict)
    returned: dict[str, int] = field(default_factory=dict)

    def cap_of(self, environment: str) -> int | None:
        """The cap of an environment, in units."""
        return self.cap.get(environment) if isinstance(self.cap, dict) else self.cap

    def floor_of(self, environment: str) -> int | None:
        """The floor of an environment as the plan has it, in units; it may be above the ceiling."""
        return self.floor.get(environment) if isinstance(self.floor, dict) else self.floor

    def ceiling_of(self, environment: str) -> int | None:
        """The lesser of its cap and what it sought, in units; None where it has neither."""
        cap, sought = self.cap_of(environment), self.applications.get(environment)
        if cap is None or sought is None:
            return sought if cap is None else cap
        return min(cap, sought)


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
    tolerance: int = 0
    """How many hundredths it may be off."""

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
    years: tuple[Year, ...]
    unit: Fraction
    participants: int | None
    """All of them; None for a plan without."""
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
    document: Document
    """What the file says and where, with what was changed before it was understood."""
    place: Place
    places: dict[str, Place] = field(default_factory=dict)
    """Where top-level keys have their values (``grant``, …); of the two sides, where the key is."""
    limits: Limits = field(default_factory=Limits)
    participant_groups: tuple[ParticipantGroup, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    what_if: WhatIf | None = None
    """What was changed in the file before it was understood; None for the plan as it is."""

    def place_of(self, environment: str) -> Place:
        """Where an environment is written; where their number is, if that is all there is."""
        named = isinstance(self.document.value["environments"], dict)
        return self.document.place(("environments", environment), key=named)

    def uncovered(self, year: int) -> int:
        """Costs less financing in the year with this index, in units."""
        sides = self.costs, self.sources
        costs, financing = (sum(line.amounts[year] for line in side) for side in sides)
        return costs - financing
