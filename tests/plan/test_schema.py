"""The schema of the plan language: what the models know, and no more than a plan may hold."""

import re
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from industri40.money import (
    AMOUNT_PATTERN,
    COUNT_PATTERN,
    FIGURE_PATTERN,
    NUMBER_PATTERN,
    SHARE_PATTERN,
    AmountError,
    parse_amount,
    parse_count,
    parse_number,
    parse_share,
)
from industri40.plan import identifiers, values, written
from industri40.plan.schema import PARTS, plan_schema
from industri40.plan.schema_words import KEYS

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
SCHEMA = plan_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
MODELS = {written.PlanFile: SCHEMA} | {part: SCHEMA["$defs"][name] for part, name in PARTS.items()}

RIGHT = sorted([*(ROOT / "budgets").glob("*.yaml"), *(DATA / "plans").glob("*.yaml")])

UNSEEN = {
    "P213": "years depend on the programme's",
    "P214": "multiples depend on round_to",
    "P215": "amounts are multiplied",
    "P217": "amounts are added",
    "P219": "ids of different parts",
    "P221": "an id of another part",
    "P222": "what another line is",
    "P223": "what another line includes",
    "P224": "what another line includes",
    "P225": "amounts are compared",
    "P227": "amounts are compared",
    "P231": "what other environments have",
    "P232": "numbers are added",
    "P242": "an id of another part",
    "P243": "what the environments say",
    "P244": "which phase is the last",
    "P245": "whether there is a grant",
    "P251": "an id of another part",
    "P252": "ids of another part",
    "P253": "numbers are added",
    "P254": "what the environments say",
    "P256": "digits in lowest terms, and what numbers have in common",
}
"""Findings about more than one place at a time, which no schema can see."""

READ_AS_NUMBERS = {
    "P204-exponent": "1e6",
    "P204-five-thousand-digits": "a number too long for the parser of this test",
    "P204-leading-zero": "0100",
    "P204-two-readings": "350.000",
}
"""What a YAML parser makes a number of before a schema sees it."""

COUNTED = {
    "P241-thirds-in-percent": "shares are added",
    "P241-too-much": "shares are added",
    "P216-no-rest": "sources with a rest are counted",
    "P216-two-rests": "sources with a rest are counted",
    "P220-environments": "named environments times lines",
    "P220-figures": "environments times lines times years",
    "P220-work": "sources times costs times years",
}

WRONG = [
    path for path in sorted((DATA / "invalid").glob("P*.yaml")) if path.stem not in READ_AS_NUMBERS
]


def read(path: Path) -> object:
    """A file as an editor reads it: by YAML 1.2, with keys as texts."""
    return _texts(YAML(typ="safe", pure=True).load(path.read_text("utf-8")))


def _texts(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _texts(one) for key, one in value.items()}
    return [_texts(one) for one in value] if isinstance(value, list) else value


def test_the_schema_is_one_of_2020_12():
    assert SCHEMA["$schema"] == jsonschema.Draft202012Validator.META_SCHEMA["$id"]
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_part_has_the_keys_of_its_model_and_no_others(model):
    part = MODELS[model]
    assert list(part["properties"]) == list(model.model_fields)
    assert part["additionalProperties"] is False
    required = [key for key, field in model.model_fields.items() if field.is_required()]
    assert part["required"] == required
    assert list(KEYS[model.__name__]) == list(model.model_fields)


def test_every_model_of_the_language_is_in_the_schema():
    entries = {one for one in vars(written).values() if _is_entry(one)}
    assert entries - {written.LineEntry} == set(MODELS)
    assert set(KEYS) == {model.__name__ for model in MODELS}


def _is_entry(one: object) -> bool:
    named = isinstance(one, type) and not one.__name__.startswith("_")
    return named and one.__module__ == written.__name__


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_is_described_by_a_sentence_and_has_an_example_that_fits(model):
    for key, schema in MODELS[model]["properties"].items():
        assert schema["description"].endswith("."), key
        assert schema["examples"], key
        validator = VALIDATOR.evolve(schema=schema)
        for example in schema["examples"]:
            validator.validate(example)


def test_the_words_of_each_choice_are_those_of_the_reader():
    for annotation in ("Language", "Status", "Leftover", "ShareOf", "SharingKey"):
        reader = getattr(written, annotation).__metadata__[0]._read
        with pytest.raises(values.Refused) as refused:
            reader("?")
        words = re.findall("[a-z]+", str(refused.value).partition("write ")[2].replace(" or ", " "))
        key = next(
            schema
            for model, part in MODELS.items()
            for name, schema in part["properties"].items()
            if annotation in str(model.__annotations__.get(name))
            or model.__annotations__.get(name) == getattr(written, annotation) | None
            or model.__annotations__.get(name) == getattr(written, annotation)
        )
        assert words == (key.get("enum") or key["anyOf"][0]["enum"])


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.stem)
def test_every_plan_that_is_right_is_valid(path):
    assert [error.message for error in VALIDATOR.iter_errors(read(path))] == []


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_a_plan_that_is_wrong_is_refused_where_a_schema_can(path):
    unseen = path.stem[:4] in UNSEEN or path.stem in COUNTED
    assert VALIDATOR.is_valid(read(path)) is unseen


@pytest.mark.parametrize("stem", [*COUNTED, *READ_AS_NUMBERS])
def test_each_exception_is_there(stem):
    assert (DATA / "invalid" / f"{stem}.yaml").exists()


def test_every_budget_names_the_schema():
    for path in (ROOT / "budgets").glob("*.yaml"):
        line = "# yaml-language-server: $schema=industri40.schema.json\n"
        assert path.read_text("utf-8").startswith(line)


def _accepts(read, text: str) -> bool:
    try:
        read(text)
    except (AmountError, values.Refused):
        return False
    return True


@pytest.mark.parametrize(
    ("pattern", "read"),
    [
        (f"^(?:{AMOUNT_PATTERN})$", parse_amount),
        (f"^(?:{COUNT_PATTERN})$", parse_count),
        (f"^(?:{FIGURE_PATTERN})$", values.read_figure),
        (f"^(?:{NUMBER_PATTERN})$", parse_number),
        (f"^(?:{SHARE_PATTERN})$", parse_share),
        (SCHEMA["properties"]["years"]["items"]["pattern"], values.read_year),
        (SCHEMA["properties"]["currency"]["pattern"], values.read_currency),
    ],
)
@given(
    text=st.one_of(
        st.text("0123456789 \u00a0\u202f_.,/%-+e", max_size=14),
        st.from_regex(r"[0-9]{1,3}([ _.,/][0-9]{1,3}){0,3} ?%?", fullmatch=True),
        st.from_regex(r"[0-9]{3,5}|[A-Za-zÆ]{2,4}", fullmatch=True),
    )
)
@settings(deadline=None)
def test_a_pattern_takes_what_the_reader_takes(pattern, read, text):
    assert (re.search(pattern, text) is not None) == _accepts(read, text)


@given(st.text("aZ0_-æ", max_size=4) | st.just("a" * 101))
@settings(deadline=None)
def test_an_id_is_what_the_reader_takes_for_one(text):
    assert VALIDATOR.evolve(schema=SCHEMA["properties"]["grant"]).is_valid(text) == bool(
        identifiers._ID.fullmatch(text)
    )
