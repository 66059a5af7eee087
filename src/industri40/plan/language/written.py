"""The plan language as it is written: the keys of every part and the type of every value.

A value arrives as text (or as a mapping or list of texts) and is read here, exactly and strictly.
What the parts mean together is the business of :mod:`industri40.plan.meaning.understand`. Money and
hours are whole hundredths, shares and weights are fractions. The models are built when the first
plan is validated, all in one go, and an annotation says directly how a text is read: building
models is a good part of a short run.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from industri40.plan.language import values
from industri40.plan.language.values import Figure


class _Read:
    """An annotation for a value that is a text, which ``read`` reads.

    Where ``other`` is given, a value that is no text is validated as that type instead. Deciding
    by what is there, rather than trying both, gives one error, at its own place.
    """

    def __init__(self, read: Callable[[object], object], other: Any = None) -> None:
        self._read = read
        self._other = other

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        if self._other is None:
            return core_schema.no_info_plain_validator_function(self._read)
        return core_schema.no_info_wrap_validator_function(
            self._either, handler.generate_schema(self._other)
        )

    def _either(self, value: object, validate: Callable[[object], object]) -> object:
        return self._read(value) if isinstance(value, str) else validate(value)


Amount = Annotated[int, _Read(values.read_amount)]
Step = Annotated[int, _Read(values.read_amount_above_zero("1 or 0.01"))]
Rate = Annotated[int, _Read(values.read_amount_above_zero("500"))]
Hours = Annotated[int, _Read(values.read_hours)]
Count = Annotated[int, _Read(values.read_count)]
Number = Annotated[Fraction, _Read(values.read_number)]
Share = Annotated[Fraction, _Read(values.read_share)]
PrintedFigure = Annotated[Figure, _Read(values.read_figure)]
Flag = Annotated[bool, _Read(values.read_flag)]
Name = Annotated[str, _Read(values.read_name)]
Note = Annotated[str, _Read(values.read_note)]
Reference = Annotated[str, _Read(values.read_one_id)]
References = Annotated[tuple[str, ...], _Read(values.read_ids)]
Includes = Annotated[tuple[str, ...], _Read(values.read_one_or_more_ids)]
Year = Annotated[int, _Read(values.read_year)]
Currency = Annotated[str, _Read(values.read_currency)]
Language = Annotated[str, _Read(values.read_choice("nb", "en"))]
Status = Annotated[str, _Read(values.read_choice("committed", "indicated"))]
Leftover = Annotated[str, _Read(values.read_choice("carry", "return", "redistribute"))]
ShareOf = Annotated[str, _Read(values.read_choice("costs", "cash"))]
SharingKey = Annotated[
    str | dict[str, Fraction],
    _Read(values.read_choice("equal", "participants", "weights"), dict[str, Number]),
]


class _Entry(BaseModel):
    """What every part of a plan has in common: its keys are known, and it does not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class LineEntry(_Entry):
    """The keys of every line: what it is called, and how its amounts are written."""

    label: Name | None = None
    yearly: Amount | None = None
    years: dict[str, Amount] | None = None
    total: Amount | None = None
    per_participant: Amount | None = None


class CostEntry(LineEntry):
    """A cost line."""

    includes: Includes = ()
    common: Flag = False
    financed_by: Reference | None = None


class SourceEntry(LineEntry):
    """A source of financing."""

    in_kind: Flag = False
    hourly_rate: Rate | None = None
    hours: Hours | None = None
    rest: Flag = False
    status: Status | None = None
    shared_by: SharingKey | None = None


class FinancingEntry(SourceEntry):
    """A source of financing or, where it has ``sources``, a group of them."""

    sources: dict[str, SourceEntry] | None = None


class EnvironmentEntry(_Entry):
    """A named environment."""

    name: Name | None = None
    participants: Count | None = None
    weight: Number | None = None
    phases: References | None = None


class PhaseEntry(_Entry):
    """A phase."""

    label: Name | None = None
    share: Share
    cap: Amount | None = None
    leftover: Leftover | None = None
    shared_by: SharingKey | None = None
    applications: dict[str, Amount] | None = None


class StatedEntry(_Entry):
    """Figures that somebody printed: rows of columns of one table."""

    table: Name
    source: Name | None = None
    rows: dict[str, dict[str, PrintedFigure]]


class LimitsEntry(_Entry):
    """Limits that a plan sets itself."""

    grant_share_at_most: Share | None = None
    of: ShareOf | None = None
    grant_per_environment_at_most: Amount | None = None
    fee_per_participant_at_most: Amount | None = None


Environments = Annotated[
    int | dict[str, EnvironmentEntry], _Read(values.read_count, dict[str, EnvironmentEntry])
]


class PlanFile(_Entry):
    """A whole plan as it is written."""

    name: Name
    owner: Name | None = None
    currency: Currency = "NOK"
    language: Language = "nb"
    years: list[Year]
    environments: Environments
    participants: Count | None = None
    costs: dict[str, CostEntry]
    financing: dict[str, FinancingEntry]
    grant: Reference | None = None
    round_to: Step = 100
    phases: dict[str, PhaseEntry] | None = None
    notes: list[Note] = []
    stated: list[StatedEntry] = []
    limits: LimitsEntry | None = None
