"""Kinds of values: how each is read from a text, and what it looks like to an editor, in one row.

Editors read YAML before they look at a schema, so a number may come as a number or as text:
``620.000`` comes as 620, ``0100`` as 100 and ``1e6`` as a million, and how they are written only
``check`` can see. A new kind is a row here and, where none of the readers fits, one of them.
"""

from collections.abc import Callable
from fractions import Fraction
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from industri40.findings.facts import Term, Verbatim, term
from industri40.money import LARGEST_AMOUNT, LONGEST_NUMBER
from industri40.plan.language import identifiers, numbers, values
from industri40.record import replace

Schema = dict[str, Any]
_Reader = Callable[[object], object]
_T = TypeVar("_T")

MOST_YEARS = 100
MOST_ENVIRONMENTS = 100_000
MOST_PHASES = 100  # the most phases, as there are at most as many years


class Kind:
    """What a value is beside its type: an annotation that pydantic and the schema both read.

    ``schema`` is what an editor is told of it. ``read`` reads it where it is a text and raises
    Refused; without it the value is validated by its type alone. Where the type is one of two, a
    value that is no text is validated as the second. Deciding by what is there, rather than trying
    both, gives one error, at its own place. ``stand_in`` is validated where a value that must be
    there is not, so that the rest can be judged; a mapping without keys where it is None.
    """

    def __init__(
        self, schema: Schema, read: _Reader | None = None, *, stand_in: object = None
    ) -> None:
        self.schema, self.read, self.stand_in = schema, read, stand_in

    def __get_pydantic_core_schema__(self, source: Any, build: GetCoreSchemaHandler) -> CoreSchema:
        if self.read is None:
            return build(source)
        if not isinstance(source, UnionType) and get_origin(source) is not Union:
            return core_schema.no_info_plain_validator_function(self.read)
        other = build.generate_schema(get_args(source)[1])
        return core_schema.no_info_wrap_validator_function(self._either, other)

    def _either(self, value: object, validate: _Reader) -> object:
        return self.read(value) if self.read and isinstance(value, str) else validate(value)


def patterned(pattern: str, wanted: Term) -> Schema:
    """A text of a form; editors say what is ``wanted`` where it is of another one."""
    return {"pattern": f"^{pattern}$", "patternErrorMessage": term("write", way=wanted)}


def _number(notation: numbers.Notation, **more: object) -> Schema:
    """A number that may be written with spaces between its thousands, and then is text."""
    return {
        "type": ["number", "string"],
        **patterned(notation.pattern, numbers.such_as(notation)),
        "minimum": 0,
        "maximum": LARGEST_AMOUNT,
        "maxLength": numbers.LARGEST_TEXT,
        **more,
    }


def _above_zero(schema: Schema, wanted: Term, **more: object) -> Schema:
    pattern = f"(?!0+(?:[.,]0*)?$){schema['pattern'][1:-1]}"
    return {**schema, **patterned(pattern, wanted), **more}


def _choice(*words: str) -> Kind:
    return Kind({"enum": list(words)}, values.read_choice(*words))


_AMOUNT = _number(numbers.AMOUNT)
_POSITIVE = _above_zero(_AMOUNT, term("above_zero", examples=Verbatim("500")), exclusiveMinimum=0)
_A_FIGURE = replace(
    numbers.AMOUNT,
    name=term("a_figure"),
    examples=(*numbers.AMOUNT.examples, "-500"),
    pattern=numbers.FIGURE_PATTERN,
)
_FIGURE = _number(_A_FIGURE, minimum=-LARGEST_AMOUNT)
_COUNT = _number(numbers.COUNT, type=["integer", "string"])
_FROM_ONE = _above_zero(_COUNT, term("a_count_above_zero", examples=Verbatim("60")), minimum=1)
_WEIGHT = _number(numbers.NUMBER, maximum=10**LONGEST_NUMBER - 1)
_KEY_NUMBER = {**_WEIGHT, **patterned(numbers.KEY_NUMBER_PATTERN, numbers.such_as(numbers.NUMBER))}
_ZERO = {
    "if": {"type": "string"},
    "then": {"pattern": "^0([.,]0*| ?/.*)?( *%)?$"},
    "else": {"const": 0},
}
_IN_PERCENT = {"type": "string", "pattern": "%$"}
_KEY_NUMBERS = {
    "not": {"additionalProperties": _ZERO},
    "anyOf": [{"additionalProperties": one} for one in (_IN_PERCENT, {"not": _IN_PERCENT})],
}
_YEAR = {"type": ["integer", "string"], "minimum": 1000, "maximum": 9999}
_YEAR |= patterned(values.YEAR, term("a_year_of_four_digits"))
_CURRENCY = {"type": "string", **patterned(values.CURRENCY, term("three_capital_letters"))}
_SHARE = _number(numbers.SHARE, maximum=1)
_WORDS = {"type": ["string", "number", "boolean"]}
_NOTE = {**_WORDS, "pattern": r"\S", "maxLength": values.LONGEST_NOTE}
_NAME = {**_WORDS, "pattern": r"^\s*\S[^\n]*\s*$", "maxLength": values.LONGEST_NAME}
_ID = {"type": "string", **patterned(identifiers.ID_PATTERN, term("an_id_in_full"))}
_IDS = {"type": "array", "items": _ID, "minItems": 1}
_ID_OR_IDS = {**_ID, "type": ["string", "array"], "items": _ID, "uniqueItems": True}

Amount = Annotated[int, Kind(_AMOUNT, numbers.read_amount)]
Step = Annotated[int, Kind(_POSITIVE, numbers.read_amount_above_zero("1", "0.01"))]
Rate = Annotated[int, Kind(_POSITIVE, numbers.read_amount_above_zero("500"))]
Hours = Annotated[int, Kind(_AMOUNT, numbers.read_hours)]
Count = Annotated[int, Kind(_COUNT, numbers.read_count)]
CountAboveZero = Annotated[int, Kind(_FROM_ONE, numbers.read_count)]
Number = Annotated[Fraction, Kind(_WEIGHT, numbers.read_number)]
Share = Annotated[Fraction, Kind(_SHARE, numbers.read_share, stand_in="0")]
PrintedFigure = Annotated[numbers.Figure, Kind(_FIGURE, numbers.read_figure)]
Flag = Annotated[bool, Kind({"type": "boolean"}, values.read_flag)]
Name = Annotated[str, Kind(_NAME, values.read_name, stand_in="?")]
Note = Annotated[str, Kind(_NOTE, values.read_note)]
Reference = Annotated[str, Kind(_ID, values.read_one_id)]
References = Annotated[tuple[str, ...], Kind(_IDS, values.read_ids)]
Includes = Annotated[tuple[str, ...], Kind(_ID_OR_IDS, values.read_one_or_more_ids)]
Year = Annotated[str, Kind(_YEAR, values.read_year)]
Currency = Annotated[str, Kind(_CURRENCY, values.read_currency)]
Language = Annotated[str, _choice("nb", "en")]
Status = Annotated[str, _choice("committed", "indicated")]
Leftover = Annotated[str, _choice("carry", "return", "redistribute")]
ShareOf = Annotated[str, _choice("costs", "cash")]
_SET = {"minItems": 1, "uniqueItems": True}
EachOf = Annotated[list[Annotated[str, _choice("year", "environment")]], Kind(_SET)]
Settings = Annotated[dict[str, Annotated[Any, Kind({})]], Kind({"minProperties": 1})]
KeyNumber = Annotated[numbers.KeyNumber, Kind(_KEY_NUMBER, numbers.read_key_number)]
SharingKey = Annotated[
    str | Annotated[dict[str, KeyNumber], Kind(_KEY_NUMBERS)],
    Kind({"anyOf": [{"enum": list(identifiers.KEY_NAMES)}, _ID]}, values.read_key_name),
]
Bound = Annotated[int | dict[str, Amount], Kind(_AMOUNT, numbers.read_amount)]
Members = Annotated[int | dict[str, Count], Kind(_COUNT, numbers.read_count)]
Figures = dict[Annotated[str, Kind({**_ID, "not": {"enum": list(identifiers.KEY_NAMES)}})], Number]

# What holds other things, and what the names in it may be.

_ALIKE = [
    {"items": {"pattern": "^[0-9]*$"}},
    *({"items": {"type": "string", "pattern": f"{sign}..$"}} for sign in "-/"),
]
_YEARS = {"anyOf": _ALIKE, **_SET, "maxItems": MOST_YEARS}
Years = Annotated[list[Year], Kind(_YEARS, stand_in=[])]
YearKey = Annotated[str, Kind({"pattern": f"^{values.YEAR}$"})]
_OverYears = Annotated[int | dict[YearKey, Amount], Kind(_AMOUNT, numbers.read_amount)]
Given = Annotated[dict[str, _OverYears], Kind({"minProperties": 1})]
LineId = Annotated[str, Kind({**_ID, "not": {"enum": sorted(identifiers.RESERVED_LINES)}})]
NewId = Annotated[str, Kind({**_ID, "not": {"enum": sorted(identifiers.RESERVED)}})]
EnvironmentId = Annotated[
    str, Kind({**_ID, "not": {"enum": sorted(identifiers.RESERVED_ENVIRONMENTS)}})
]
Lines = Annotated[dict[LineId, _T], Kind({"minProperties": 1})]
_EACH_OR_NONE = [{"required": ["participants"]}, {"properties": {"participants": False}}]
_NAMED = {
    "minProperties": 1,
    "maxProperties": MOST_ENVIRONMENTS,
    "anyOf": [{"additionalProperties": keys} for keys in _EACH_OR_NONE],
}
Environments = Annotated[
    int | Annotated[dict[EnvironmentId, _T], Kind(_NAMED)],
    Kind({**_FROM_ONE, "maximum": MOST_ENVIRONMENTS}, numbers.read_count),
]
Participants = Annotated[
    int | Annotated[dict[NewId, _T], Kind({"minProperties": 1})],
    Kind(_FROM_ONE, numbers.read_count),
]
Paths = Annotated[list[Annotated[str, Kind({"type": "string"})]], Kind(_SET)]
Scenarios = Annotated[dict[NewId, _T], Kind({"minProperties": 1})]
Phases = Annotated[dict[NewId, _T], Kind({"minProperties": 1, "maxProperties": MOST_PHASES})]
