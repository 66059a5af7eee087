"""The random plans cover the language: every key of the schema, in every form that it can have."""

import re
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from random_plans import with_claims, yaml_text
from strategies import Limits, PlanDict, fixed_plan

from industri40.plan.language.schema import plan_schema

SCHEMA = plan_schema()
SEEDS = range(150)
KINDS = {"object": "mapping", "array": "list"}
"""What a value is called by the type that the schema gives it; all others are single values."""

NEVER: frozenset[str] = frozenset()
"""What no plan of the generator can have, and why."""

OTHER_FORMS = {
    "numbered years": r"years: \[\d{4}[,\]]",
    "years over New Year": r"years: \[\d{4}-\d\d[,\]]",
    "years over New Year with a slash": r"years: \[\d{4}/\d\d[,\]]",
    "a share of all other costs": r"of: costs\n",
    "a share of all other financing": r"of: financing\n",
    "a mixture of keys": r"shared_by:\n +(?:equal|participants|weights|k\S+): \S+ %\n",
    "percent by environment": r"shared_by:\n +e\S+: \S+ %\n",
    "numbers by environment": r"shared_by:\n +e\S+: \d\n",
    "a figure of the environments": r"shared_by: k",
    "a rest at the top": r"\nfinancing:\n(?: .*\n)*?  [sg]\S+:\n    rest: true",
    "a group that is the rest": r"\n  g\S+:\n    rest: true",
    "a group of participants without a number": r"\nparticipants:\n(?: .*\n)*?  m\S+: \{\}",
    "amounts of environments by year": r"by_environment:\n +\S+:\n +\d{4}",
    "amounts of environments over all years": r"by_environment:\n +\S+: \d",
}
"""Forms that the schema does not tell apart, as they are written."""


@pytest.fixture(scope="module")
def written() -> list[PlanDict]:
    limits = Limits(environments=6, years=3)
    plans = [fixed_plan(seed, balanced=None, limits=limits) for seed in SEEDS]
    return [with_claims(plan, Random(at)) if at % 3 == 0 else plan for at, plan in enumerate(plans)]


def test_every_key_of_the_schema_is_drawn_in_every_form(written: list[PlanDict]) -> None:
    found = {form for plan in written for form in drawn(SCHEMA, plan)}
    assert set(possible(SCHEMA)) - found == NEVER


def test_every_other_form_is_drawn(written: list[PlanDict]) -> None:
    texts = [yaml_text(plan) for plan in written]
    for form, pattern in OTHER_FORMS.items():
        assert any(re.search(pattern, text) for text in texts), form


def possible(schema: Any) -> Iterator[str]:
    """All keys, with what their values may be, as ``part.key: form``."""
    for part, one in [("plan", schema), *schema["$defs"].items()]:
        for key, value in one["properties"].items():
            for form in forms(value):
                yield f"{part}.{key}: {form}"


def forms(schema: Any) -> Iterator[str]:
    """A word for each kind of value; each choice where there are some."""
    for one in schema.get("anyOf", [schema]):
        listed = one.get("items", {})
        if "enum" in one or "enum" in listed:
            yield from one.get("enum", listed.get("enum"))
        elif one.get("type") == "boolean":
            yield "true"
        else:
            types = one.get("type", schema.get("type", "object"))
            kinds = types if isinstance(types, list) else [types]
            yield from {KINDS.get(kind, "value") for kind in kinds}


def drawn(schema: Any, plan: PlanDict) -> Iterator[str]:
    """What stands in a plan, named as in ``possible``."""
    yield from _of_part("plan", schema, plan, schema["$defs"])


def _of_part(part: str, schema: Any, value: PlanDict, parts: Any) -> Iterator[str]:
    for key, one in value.items():
        inner = schema["properties"][key]
        yield from (f"{part}.{key}: {word}" for word in _words(one))
        yield from _within(inner, one, parts)


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield "mapping"
    elif isinstance(value, list):
        yield from ("list", *(one for one in value if isinstance(one, str)))
    else:
        yield from ("value", value)


def _within(schema: Any, value: Any, parts: Any) -> Iterator[str]:
    """What stands in the parts that a value holds."""
    for one in (schema, *schema.get("anyOf", [])):
        if "$ref" in one:
            name = one["$ref"].rpartition("/")[2]
            yield from _of_part(name, parts[name], value, parts)
        elif isinstance(value, dict) and isinstance(one.get("additionalProperties"), dict):
            for inner in value.values():
                yield from _within(one["additionalProperties"], inner, parts)
        elif isinstance(value, list) and isinstance(one.get("items"), dict):
            for inner in value:
                yield from _within(one["items"], inner, parts)
