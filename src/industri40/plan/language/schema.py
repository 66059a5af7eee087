"""The plan language as a JSON Schema, for editors that complete and underline while one writes.

Keys and kinds of values are those of the models, so that the schema has no other ones. Editors read
YAML before they look at a schema, so a number may come as a number or as text: ``620.000`` comes as
620, ``0100`` as 100 and ``1e6`` as a million, and how they are written only ``check`` can see. So
it is with whether things add up and ids are known.
"""

from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from industri40.money import (
    AMOUNT_PATTERN,
    COUNT_PATTERN,
    FIGURE_PATTERN,
    LARGEST_AMOUNT,
    LARGEST_TEXT,
    LONGEST_NUMBER,
    NUMBER_PATTERN,
    SHARE_PATTERN,
)
from industri40.plan.language import written
from industri40.plan.language.identifiers import LONGEST_ID, RESERVED, RESERVED_LINES
from industri40.plan.language.schema_words import KEYS, MEANINGS
from industri40.plan.language.values import LONGEST_NAME, LONGEST_NOTE
from industri40.plan.meaning.environments import MOST_ENVIRONMENTS
from industri40.plan.meaning.phases import FOR_GRANTS, MOST_PHASES
from industri40.plan.meaning.stated import LIMITS_OF_GRANT
from industri40.plan.meaning.understand import MOST_YEARS

Schema = dict[str, Any]

PARTS = {
    written.CostEntry: "cost",
    written.FinancingEntry: "financing",
    written.SourceEntry: "source",
    written.EnvironmentEntry: "environment",
    written.PhaseEntry: "phase",
    written.StatedEntry: "stated",
    written.LimitsEntry: "limits",
}
"""The models of the parts of a plan, and what each is called in the schema."""

_ABOVE_ZERO = "(?!0+(?:[.,]0*)?$)"
_YEAR = "[1-9][0-9]{3}"


def _patterned(pattern: str, wanted: str) -> Schema:
    """A text of a form; editors say what is ``wanted`` where it is of another one."""
    return {"pattern": f"^{pattern}$", "patternErrorMessage": f"Write {wanted}."}


def _number(pattern: str, wanted: str) -> Schema:
    """A number that may be written with spaces between its thousands, and then is text."""
    limits = {"minimum": 0, "maximum": LARGEST_AMOUNT, "maxLength": LARGEST_TEXT}
    return {"type": ["number", "string"], **_patterned(pattern, wanted), **limits}


_AMOUNT = _number(AMOUNT_PATTERN, "an amount such as 620 000 or 620 000,50")
_POSITIVE = {
    **_AMOUNT,
    **_patterned(f"{_ABOVE_ZERO}{AMOUNT_PATTERN}", "an amount above zero, such as 500"),
    "exclusiveMinimum": 0,
}
_COUNT = {**_number(COUNT_PATTERN, "a whole number such as 60"), "type": ["integer", "string"]}
_WEIGHT = {
    **_number(NUMBER_PATTERN, "a number such as 2, 1.5 or 2/3"),
    "maximum": 10**LONGEST_NUMBER - 1,
}
_ZERO = {"if": {"type": "string"}, "then": {"pattern": "^0([.,]0*| ?/.*)?$"}, "else": {"const": 0}}
_AT_LEAST_ONE = {
    "minimum": 1,
    **_patterned(f"{_ABOVE_ZERO}{COUNT_PATTERN}", "a whole number above zero, such as 60"),
}
_WORDS = {"type": ["string", "number", "boolean"]}
_NAME = {**_WORDS, "pattern": r"^\s*\S[^\n]*\s*$", "maxLength": LONGEST_NAME}
_FLAG = {"type": "boolean"}
_ID = {
    "type": "string",
    **_patterned(
        f"[a-z][a-z0-9_-]{{0,{LONGEST_ID - 1}}}",
        "an id: a letter from a to z, then such letters, digits, _ and -",
    ),
}

_VALUES: dict[Any, Schema] = {
    written.Amount: _AMOUNT,
    written.Hours: _AMOUNT,
    written.PrintedFigure: {
        **_AMOUNT,
        **_patterned(FIGURE_PATTERN, "a figure such as 620 000, 620 000,50 or -500"),
        "minimum": -LARGEST_AMOUNT,
    },
    written.Step: _POSITIVE,
    written.Rate: _POSITIVE,
    written.Count: _COUNT,
    written.Number: _WEIGHT,
    written.Share: {**_number(SHARE_PATTERN, "a share such as 2/3, 66.7 % or 0.5"), "maximum": 1},
    written.Flag: _FLAG,
    written.Name: _NAME,
    written.Note: {**_WORDS, "pattern": r"\S", "maxLength": LONGEST_NOTE},
    written.Reference: _ID,
    written.References: {"type": "array", "items": _ID},
    written.Includes: {**_ID, "type": ["string", "array"], "items": _ID, "uniqueItems": True},
    written.Year: {
        "type": ["integer", "string"],
        "minimum": 1000,
        "maximum": 9999,
        **_patterned(_YEAR, "a year with four digits"),
    },
    written.Currency: {
        "type": "string",
        **_patterned("[A-Z]{3}", "three capital letters such as NOK"),
    },
    written.Language: {"enum": ["nb", "en"]},
    written.Status: {"enum": ["committed", "indicated"]},
    written.Leftover: {"enum": ["carry", "return", "redistribute"]},
    written.ShareOf: {"enum": ["costs", "cash"]},
    written.SharingKey: {
        "anyOf": [
            {"enum": ["equal", "participants", "weights"]},
            {
                "type": "object",
                "additionalProperties": _WEIGHT,
                "not": {"additionalProperties": _ZERO},
            },
        ]
    },
}
"""What a value of each kind looks like to an editor."""

_LINE_ID = {**_ID, "not": {"enum": sorted(RESERVED_LINES)}}
_NEW_ID = {**_ID, "not": {"enum": sorted(RESERVED)}}
_YES = {"const": True}
_NO = {"const": False}
_SOME = {"minProperties": 1}

_NARROWER: dict[tuple[type, str], Schema] = {
    (written.PlanFile, "years"): {"minItems": 1, "uniqueItems": True, "maxItems": MOST_YEARS},
    (written.PlanFile, "participants"): _AT_LEAST_ONE,
    (written.PlanFile, "costs"): {"propertyNames": _LINE_ID, **_SOME},
    (written.PlanFile, "financing"): {"propertyNames": _LINE_ID, **_SOME},
    (written.PlanFile, "phases"): {"propertyNames": _NEW_ID, **_SOME, "maxProperties": MOST_PHASES},
    (written.FinancingEntry, "sources"): {"propertyNames": _LINE_ID, **_SOME},
    (written.EnvironmentEntry, "phases"): {"minItems": 1},
    **{
        (part, "years"): {"propertyNames": {"pattern": f"^{_YEAR}$"}}
        for part in (written.CostEntry, written.SourceEntry, written.FinancingEntry)
    },
}
"""What is known of the value of one key beside its kind."""


def _has(*keys: str) -> Schema:
    return {"required": list(keys)}


def _is(key: str, value: Schema) -> Schema:
    """The key is there and has the value."""
    return {"properties": {key: value}, "required": [key]}


def _mapping(value: Schema) -> Schema:
    return {"type": "object", "additionalProperties": value}


def _each(keys: Schema) -> Schema:
    """Each part of a mapping, with what is known of its keys."""
    return {"additionalProperties": {"properties": keys}}


_FORMS = [_has(form) for form in ("yearly", "years", "total", "per_participant")]
_IN_KIND = {"hours": {"required": ["hourly_rate"]}, "hourly_rate": _is("in_kind", _YES)}
_ALONE = {"oneOf": [*_FORMS, _has("hours")], "properties": {"rest": _NO}}
_MEMBER = {"oneOf": [*_FORMS, _has("hours"), _is("rest", _YES)]}
_NO_REST = {"properties": {"sources": {"additionalProperties": {"properties": {"rest": _NO}}}}}
_GROUP = {
    "oneOf": [*_FORMS, {"not": {"anyOf": _FORMS}, **_NO_REST}],
    "properties": {
        **dict.fromkeys(("in_kind", "rest"), _NO),
        **dict.fromkeys(("hourly_rate", "hours", "status"), False),
    },
}

_WHOLE = {
    "type": ["integer", "string"],
    **_patterned("[^.,]*(?:[.,]0*)?", "whole kroner, or `round_to: 0.01`"),
}
_WHOLE_LINES = _each(dict.fromkeys(("yearly", "total"), _WHOLE) | {"years": _mapping(_WHOLE)})
_IF_WHOLE: Schema = {
    "if": {"properties": {"round_to": _WHOLE}},
    "then": {
        "properties": {
            "costs": _WHOLE_LINES,
            "financing": {"allOf": [_WHOLE_LINES, _each({"sources": _WHOLE_LINES})]},
            "phases": _each({"cap": _WHOLE, "applications": _mapping(_WHOLE)}),
        }
    },
}
"""Amounts are multiples of ``round_to``, which is a whole number unless the plan says so.

So an amount such as ``1.250`` is refused, though it comes as a number.
"""

_ABOUT_GRANT = {
    "phases": _each(dict.fromkeys(FOR_GRANTS, False)),
    "limits": {"properties": dict.fromkeys(LIMITS_OF_GRANT, False)},
}

_TOGETHER: dict[type, Schema] = {
    written.PlanFile: {
        "allOf": [
            {
                "if": {"properties": {"environments": _each({"participants": False})}},
                "then": {"required": ["participants"]},
            },
            {"anyOf": [_has("grant"), {"properties": _ABOUT_GRANT}]},
            {"anyOf": [_has("phases"), {"properties": {"environments": _each({"phases": False})}}]},
            _IF_WHOLE,
        ]
    },
    written.LimitsEntry: {"dependentRequired": {"of": ["grant_share_at_most"]}},
    written.CostEntry: {
        "oneOf": _FORMS,
        "if": _is("common", _YES),
        "then": {"required": ["financed_by"], "properties": {"includes": False}},
        "else": {"properties": {"financed_by": False}},
    },
    written.SourceEntry: {**_MEMBER, "dependentSchemas": _IN_KIND},
    written.FinancingEntry: {
        "if": _has("sources"),
        "then": _GROUP,
        "else": {**_ALONE, "dependentSchemas": _IN_KIND},
    },
}
"""What the keys of one part have to do with each other."""


def plan_schema() -> Schema:
    """The whole schema, in the dialect of 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A plan of industri40",
        **_part(written.PlanFile),
        "$defs": {name: _part(part) for part, name in PARTS.items()},
    }


def _part(part: type) -> Schema:
    """One part of a plan: its keys and no others, with what each means."""
    hints = get_type_hints(part, include_extras=True)
    fields: dict[str, Any] = getattr(part, "model_fields")  # noqa: B009 - pydantic's own
    keys = {
        key: {
            "description": meaning,
            **_value(hints[key]),
            **_NARROWER.get((part, key), {}),
            "examples": examples,
        }
        for key, (meaning, examples) in KEYS[part.__name__].items()
    }
    return {
        "type": "object",
        "description": MEANINGS[part.__name__],
        "properties": keys,
        "required": [key for key, field in fields.items() if field.is_required()],
        "additionalProperties": False,
        **_TOGETHER.get(part, {}),
    }


def _value(annotation: Any) -> Schema:
    """What a value of an annotation looks like."""
    if annotation == written.Environments:
        named = _mapping(_value(written.EnvironmentEntry))
        named |= {"propertyNames": _NEW_ID, **_SOME, "maxProperties": MOST_ENVIRONMENTS}
        counted = [{"required": ["participants"]}, {"properties": {"participants": False}}]
        named["anyOf"] = [{"additionalProperties": one} for one in counted]
        count = {**_COUNT, **_AT_LEAST_ONE, "maximum": MOST_ENVIRONMENTS}
        return {"anyOf": [count, named]}
    if get_origin(annotation) is Annotated:
        return _VALUES[annotation]
    if annotation in PARTS:
        return {"$ref": f"#/$defs/{PARTS[annotation]}"}
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        [only] = (one for one in inner if one is not NoneType)
        return _value(only)
    if origin is list:
        return {"type": "array", "items": _value(inner[0])}
    return _mapping(_value(inner[1]))
