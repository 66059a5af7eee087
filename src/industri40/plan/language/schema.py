"""The plan language as a JSON Schema, for editors that complete and underline while one writes.

Keys, kinds and words are those of the models, so that the schema has no other ones. Whether things
add up and ids are known, only ``check`` can see.
"""

import json
from types import NoneType, UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin, get_type_hints

from industri40.findings.facts import Term, term
from industri40.findings.wording import written
from industri40.languages import OTHERWISE
from industri40.plan.language.key_texts import key_texts, spoken
from industri40.plan.language.kinds import Kind, Schema, patterned
from industri40.plan.language.written import (
    BY_ENVIRONMENT,
    FOR_GRANTS,
    LIMITS_OF_GRANT,
    OF_SHARE,
    PARTS,
    Entry,
    keys_of,
)

_YES = {"const": True}
_NO = {"const": False}


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


_FORMS = [_has(form) for form in ("yearly", "years", "total", "per_participant", "percent")]
_GIVEN = _has("by_environment")
_REST = _is("rest", _YES)
_OF = {"percent": _has("of"), "of": _has("percent")}
_NO_KEY = {"properties": {"shared_by": False}}
_GOES_WITH = {
    **_OF,
    "by_environment": _NO_KEY,
    "hours": _has("hourly_rate"),
    "hourly_rate": _is("in_kind", _YES),
    "for": {"properties": {"rest": _NO}},
}
_SOURCE = {"oneOf": [*_FORMS, _GIVEN, _has("hours"), _REST], "dependentSchemas": _GOES_WITH}
_NO_REST = {"properties": {"sources": {"additionalProperties": {"properties": {"rest": _NO}}}}}
_OWN = [*_FORMS, _REST]
_GROUP = {
    "oneOf": [*_OWN, {"not": {"anyOf": _OWN}, **_NO_REST}],
    "properties": {
        "in_kind": _NO,
        **dict.fromkeys(("hourly_rate", "hours", "for", "by_environment", "status"), False),
    },
    "dependentSchemas": _OF,
}

_WHOLE = {"type": ["integer", "string"], **patterned("[^.,]*(?:[.,]0*)?", term("whole_kroner"))}
_WHOLE_OR_EACH = {"anyOf": [_WHOLE, _mapping(_WHOLE)]}
_WHOLE_LINES = _each(
    dict.fromkeys(("yearly", "total"), _WHOLE)
    | {"years": _mapping(_WHOLE), "by_environment": _mapping(_WHOLE_OR_EACH)}
)
_IF_WHOLE: Schema = {
    "if": {"properties": {"round_to": _WHOLE}},
    "then": {
        "properties": {
            "costs": _WHOLE_LINES,
            "financing": {"allOf": [_WHOLE_LINES, _each({"sources": _WHOLE_LINES})]},
            "phases": _each(dict.fromkeys(BY_ENVIRONMENT, _WHOLE_OR_EACH)),
        }
    },
}
"""Amounts are multiples of ``round_to``, whole unless the plan says so: ``1.250`` is refused."""

_ABOUT_GRANT = {
    "phases": _each(dict.fromkeys(FOR_GRANTS, False)),
    "limits": {"properties": dict.fromkeys(LIMITS_OF_GRANT, False)},
}

_NOT_OF_COMMON = dict.fromkeys(("includes", "by_environment", "shared_by"), False)

_TOGETHER: dict[str, Schema] = {
    "": {
        "allOf": [
            {"anyOf": [_has("grant"), {"properties": _ABOUT_GRANT}]},
            {"anyOf": [_has("phases"), {"properties": {"environments": _each({"phases": False})}}]},
            _IF_WHOLE,
        ]
    },
    "limits": {"dependentRequired": {key: ["grant_share_at_most"] for key in OF_SHARE}},
    "costs": {
        "oneOf": [*_FORMS, _GIVEN],
        "if": _is("common", _YES),
        "then": {"required": ["financed_by"], "properties": _NOT_OF_COMMON},
        "else": {"properties": {"financed_by": False}},
        "dependentSchemas": {**_OF, "by_environment": _NO_KEY},
    },
    "scenarios": {"anyOf": [_has("set"), _has("unset")]},
    "sources": {**_SOURCE, "if": _REST, "then": _NO_KEY},
    "financing": {"if": _has("sources"), "then": _GROUP, "else": _SOURCE},
}
"""What the keys of one part have to do with each other, by the key of the part."""


def plan_schema(language: str = OTHERWISE) -> Schema:
    """The whole schema, in the dialect of 2020-12; what a person reads of it is in a language."""
    inner = {_name(part): _part(part, key, language) for key, (part, _) in PARTS.items() if key}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": term("the_schema"),
        **_part(PARTS[""][0], "", language),
        "$defs": inner,
    }
    return cast("Schema", _said(whole, language))


def _said(schema: object, language: str) -> object:
    """A schema, or a part of it, with its terms put into words."""
    match schema:
        case dict():
            return {key: _said(one, language) for key, one in schema.items()}
        case list():
            return [_said(one, language) for one in schema]
        case Term():
            return written(schema, language)
    return schema


def _name(part: type[Entry]) -> str:
    return part.__name__.removesuffix("Entry").lower()


def _part(part: type[Entry], name: str, language: str) -> Schema:
    """One part of a plan: its keys and no others, with what each means."""
    hints, texts = get_type_hints(part, include_extras=True), key_texts(part)
    fields = keys_of(part)
    return {
        "type": "object",
        "description": texts[""][language],
        "properties": {
            key: {
                "description": texts[key][language],
                **_value(hints[name]),
                "examples": json.loads(spoken(texts[key], "examples", language)),
            }
            for key, name in zip(fields, part.model_fields, strict=True)
        },
        "required": [key for key, field in fields.items() if field.is_required()],
        "additionalProperties": False,
        **_TOGETHER.get(name, {}),
    }


def _value(annotation: Any) -> Schema:
    """What a value of an annotation looks like: one of a kind, or of that or another."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        value, kind = inner[0], cast("Kind", inner[1])
        if kind.read is None:
            return {**_value(value), **kind.schema}
        if get_origin(value) in (Union, UnionType):
            return {"anyOf": [kind.schema, _value(get_args(value)[1])]}
        return kind.schema
    if origin in (Union, UnionType):
        [only] = (one for one in inner if one is not NoneType)
        return _value(only)
    if origin is list:
        return {"type": "array", "items": _value(inner[0])}
    if origin is dict:
        names = {"propertyNames": names} if (names := _value(inner[0])) else {}
        return {**_mapping(_value(inner[1])), **names}
    return {"$ref": f"#/$defs/{_name(annotation)}"} if issubclass(annotation, Entry) else {}
