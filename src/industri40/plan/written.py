"""The plan language as it is written: the keys of every part and the type of every value.

A value arrives as text (or as a mapping or list of texts) and is read here, exactly and strictly.
What the parts mean together is the business of :mod:`industri40.plan.meaning`. Money and hours
are whole hundredths, shares and weights are fractions. The models are built when the first plan
is validated, all in one go, and an annotation says directly how a text is read: building models
is a good part of a short run.
"""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from industri40.money import AmountError, parse_amount, parse_count, parse_number, parse_share

__all__ = [
    "CostEntry",
    "EnvironmentEntry",
    "Figure",
    "FinancingEntry",
    "LimitsEntry",
    "LineEntry",
    "PhaseEntry",
    "PlanFile",
    "Refused",
    "SourceEntry",
    "StatedEntry",
    "kind_of",
]

_Value = TypeVar("_Value")

_LONGEST_NAME = 200
_LONGEST_NOTE = 2000
_YEAR = re.compile("[1-9][0-9]{3}")
_CURRENCY = re.compile("[A-Z]{3}")
_DECIMALS = re.compile("[.,]([0-9]+)")


class Refused(ValueError):  # noqa: N818 - the name says what happened to the value
    """A value that the language does not allow.

    ``code`` is the finding that it makes; the message goes on after the name of the key, as in
    "is 'yes'; write true or false".
    """

    def __init__(self, code: str, said: str) -> None:
        self.code = code
        super().__init__(said)


class Figure(NamedTuple):
    """A figure as somebody printed it: its value in hundredths, and how many decimals it shows."""

    hundredths: int
    decimals: int


def kind_of(value: object) -> str:
    """What to call a value of the file that stands where another kind of value belongs."""
    if isinstance(value, dict):
        return "a mapping of keys"
    if isinstance(value, list):
        return "a list"
    return f"the text '{str(value)[:40]}'" if value else "empty"


def _text(value: object, wanted: str) -> str:
    if isinstance(value, str):
        return value
    raise Refused("P203", f"is {kind_of(value)}, where {wanted} belongs")


def _parsed(code: str, wanted: str, parse: Callable[[str], _Value]) -> Callable[[object], _Value]:
    """A reader of numbers: what ``parse`` refuses becomes a finding with this code."""

    def read(value: object) -> _Value:
        text = _text(value, wanted)
        try:
            return parse(text)
        except AmountError as error:
            raise Refused(code, str(error)) from error

    return read


def _chosen(*choices: str) -> Callable[[object], str]:
    """A reader of one of a few words."""
    wanted = ", ".join(choices[:-1]) + f" or {choices[-1]}"

    def read(value: object) -> str:
        if value in choices:
            return str(value)
        raise Refused("P206", f"is {_shown(_text(value, wanted))}; write {wanted}")

    return read


def _shown(text: str) -> str:
    return f"'{text[:40]}'" if text.strip() else "empty"


def _flag(value: object) -> bool:
    if value not in {"true", "false"}:
        raise Refused("P206", f"is {_shown(_text(value, 'true or false'))}; write true or false")
    return value == "true"


def _named(longest: int) -> Callable[[object], str]:
    """A reader of text that is shown in tables, on one line."""

    def read(value: object) -> str:
        text = _text(value, "a text").strip()
        if not text:
            raise Refused("P207", "is empty; write a text")
        if len(text) > longest:
            raise Refused("P207", f"has {len(text)} characters; write at most {longest}")
        if "\n" in text:
            raise Refused("P207", "runs over several lines; write it on one")
        return text

    return read


def _note(value: object) -> str:
    """A longer text; the lines that it is written on are not kept apart."""
    return _named(_LONGEST_NOTE)(" ".join(_text(value, "a text").split("\n")))


def _reference(value: object) -> str:
    """The id of something else in the plan; whether there is such a thing is seen later."""
    text = _text(value, "an id")
    if not text:
        raise Refused("P207", "is empty; write an id")
    return text


def _references(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(_reference(item) for item in value)
    raise Refused("P203", f"is {kind_of(value)}, where a list of ids such as [one, two] belongs")


def _one_or_more(value: object) -> tuple[str, ...]:
    return _references(value) if isinstance(value, list) else (_reference(value),)


def _year(value: object) -> int:
    text = _text(value, "a year")
    if not _YEAR.fullmatch(text):
        raise Refused("P209", f"is {_shown(text)}; write a year with four digits")
    return int(text)


def _currency(value: object) -> str:
    text = _text(value, "a currency")
    if not _CURRENCY.fullmatch(text):
        raise Refused("P207", f"is {_shown(text)}; write three capital letters such as NOK")
    return text


def _figure(value: object) -> Figure:
    hundredths = _amount(value)
    decimals = _DECIMALS.search(str(value))
    return Figure(hundredths, len(decimals[1]) if decimals else 0)


def _above_zero(example: str) -> Callable[[object], int]:
    """A reader of amounts that cannot be zero."""

    def read(value: object) -> int:
        amount = _amount(value)
        if not amount:
            raise Refused("P204", f"is 0; write an amount above zero, such as {example}")
        return amount

    return read


_amount = _parsed("P204", "an amount", parse_amount)
_count = _parsed("P205", "a whole number", parse_count)
_number = _parsed("P205", "a number", parse_number)
_share = _parsed("P205", "a share", parse_share)


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


Amount = Annotated[int, _Read(_amount)]
Count = Annotated[int, _Read(_count)]
Number = Annotated[Fraction, _Read(_number)]
Share = Annotated[Fraction, _Read(_share)]
Flag = Annotated[bool, _Read(_flag)]
Name = Annotated[str, _Read(_named(_LONGEST_NAME))]
Note = Annotated[str, _Read(_note)]
Reference = Annotated[str, _Read(_reference)]
References = Annotated[tuple[str, ...], _Read(_references)]
Includes = Annotated[tuple[str, ...], _Read(_one_or_more)]
Year = Annotated[int, _Read(_year)]
Currency = Annotated[str, _Read(_currency)]
Language = Annotated[str, _Read(_chosen("nb", "en"))]
Status = Annotated[str, _Read(_chosen("committed", "indicated"))]
Leftover = Annotated[str, _Read(_chosen("carry", "return", "redistribute"))]
ShareOf = Annotated[str, _Read(_chosen("costs", "cash"))]
PrintedFigure = Annotated[Figure, _Read(_figure)]
Step = Annotated[int, _Read(_above_zero("1 or 0.01"))]
Rate = Annotated[int, _Read(_above_zero("500"))]
SharingKey = Annotated[
    str | dict[str, Fraction],
    _Read(_chosen("equal", "participants", "weights"), dict[str, Number]),
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
    hours: Amount | None = None
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


class PlanFile(_Entry):
    """A whole plan as it is written."""

    name: Name
    owner: Name | None = None
    currency: Currency = "NOK"
    language: Language = "nb"
    years: list[Year]
    environments: Annotated[
        int | dict[str, EnvironmentEntry], _Read(_count, dict[str, EnvironmentEntry])
    ]
    participants: Count | None = None
    costs: dict[str, CostEntry]
    financing: dict[str, FinancingEntry]
    grant: Reference | None = None
    round_to: Step = 100
    phases: dict[str, PhaseEntry] | None = None
    notes: list[Note] = []
    stated: list[StatedEntry] = []
    limits: LimitsEntry | None = None
