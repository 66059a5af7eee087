"""The schema of the plan language: what the models know, and no more than a plan may hold."""

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_findings import refusal
from ruamel.yaml import YAML
from strategies import plans, yaml_bytes

from industri40.load import read_plan
from industri40.plan.language import identifiers, kinds, numbers, values, written
from industri40.plan.language.numbers import (
    AMOUNT,
    COUNT,
    FIGURE_PATTERN,
    NUMBER,
    SHARE,
    parse_share,
)
from industri40.plan.language.schema import plan_schema
from industri40.plan.language.written import PARTS, keys_of

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
SCHEMA = plan_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
MODELS = dict(
    zip((model for model, _ in PARTS.values()), [*SCHEMA["$defs"].values(), SCHEMA], strict=True)
)

RIGHT = sorted([*(ROOT / "budgets").rglob("*.yaml"), *(DATA / "plans").glob("*.yaml")])
RIGHT += sorted((ROOT / "src" / "industri40" / "plan").glob("starter.*.yaml"))

UNSEEN = {
    "A6": "advice is about plans that are right",
    "B3": "amounts are added",
    "L5": "amounts are worked out",
    "S4": "tables and figures are worked out",
    "P213": "years depend on the programme's",
    "P215": "amounts are multiplied",
    "P217": "amounts are added",
    "P219": "ids of different parts",
    "P221": "an id of another part",
    "P222": "what another line is",
    "P223": "what another line includes",
    "P224": "what another line includes",
    "P225": "amounts are compared",
    "P227": "amounts are compared",
    "P228": "what other lines are percent of",
    "P229": "ids of another part",
    "P232": "numbers are added",
    "P234": "an id of another part",
    "P242": "an id of another part",
    "P243": "what the environments say",
    "P244": "which phase is the last",
    "P246": "amounts are added",
    "P258": "paths are parts of texts",
    "P259": "what a path leads to",
    "P247": "amounts are added",
    "P248": "awards are worked out",
    "P251": "an id of another part",
    "P252": "ids of another part",
    "P254": "what the environments say",
    "P256": "digits in lowest terms, and what numbers have in common",
    "R103": "characters in comments and texts",
    "R109": "a validator follows aliases",
    "R110": "a validator merges",
    "R112": "a validator obeys directives",
}
"""Findings, or families of them, that no schema can see: it looks at one place and at no sum."""

READ_AS_NUMBERS = {
    "P204-exponent": "1e6",
    "P204-leading-zero": "0100",
    "P204-two-readings": "350.000",
    "P205-two-readings-in-key": "4.047",
}
"""What a YAML parser makes a number of before a schema sees it, and which is then like others."""

COUNTED = {
    "P214-hours": "amounts are multiplied",
    "P214-less-than-an-ore": "amounts are multiplied",
    "P214-per-participant": "amounts are multiplied",
    "P216-no-rest": "sources with a rest are counted",
    "P216-two-at-the-top": "sources with a rest are counted",
    "P216-two-rests": "sources with a rest are counted",
    "P218-given-to-who-pays": "which source another line names",
    "P220-environments": "named environments times lines",
    "P220-figures": "environments times lines times years",
    "P220-work": "sources times costs times years",
    "P241-thirds-in-percent": "shares are added",
    "P241-too-much": "shares are added",
    "scenarios-several-at-once": "what paths lead to",
    "scenarios-wrong-elsewhere": "amounts are compared",
    "P202-no-number": "what the environments say",
    "P206-in-mixture": "names of figures",
    "P206-key-of-population": "names of figures",
    "P206-shared-by": "names of figures",
    "P208-key-of-environment": "an id beside it",
    "P231-number": "what the programme says",
    "P231-group": "what the programme says",
    "P233-amount": "whether there are participants",
    "P233-key": "whether there are participants",
    "P233-limit": "whether there are participants",
    "P253-figure": "figures of another part",
    "P257-mixture": "percent are added",
    "P257-total": "percent are added",
    "P257-numbers": "what a name is one of",
    "P253-weights": "whether a key is by weights",
    "R107-composed-and-decomposed": "a validator compares keys as they are written",
    "R111-tag": "a validator obeys tags",
}
"""Files whose code is otherwise one that a schema sees."""

SEEN = {
    "P242-no-phases": "a key that needs another",
    "P252-only-zero": "a key of zeros",
    "R103-no-break-space": "the indentation is another",
    "R103-thin-space": "no amount",
}
"""Files that a schema sees something of, though not of others with the same code."""

STOPS = "P204-five-thousand-digits"
"""A number that is too long for the validator's own parser."""

WRONG = sorted((DATA / "invalid").glob("*.yaml"))


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
    assert list(part["properties"]) == list(keys_of(model))
    assert part["additionalProperties"] is False
    required = [key for key, field in model.model_fields.items() if field.is_required()]
    assert part["required"] == required


def test_every_model_of_the_language_is_in_the_schema():
    entries = {one for one in vars(written).values() if _is_entry(one)}
    assert entries - {written.Entry, written.LineEntry} == set(MODELS)


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
    for annotation in ("Language", "Status", "Leftover", "ShareOf"):
        reader = getattr(kinds, annotation).__metadata__[0].read
        with pytest.raises(values.Refused) as refused:
            reader("?")
        words = re.findall(
            "[a-z]+", refusal(refused.value).partition("write ")[2].replace(" or ", " ")
        )
        key = next(
            schema
            for model, part in MODELS.items()
            for name, schema in part["properties"].items()
            if annotation in str(model.__annotations__.get(name))
            or model.__annotations__.get(name) == getattr(kinds, annotation) | None
            or model.__annotations__.get(name) == getattr(kinds, annotation)
        )
        assert words == (key["enum"])


@pytest.fixture(scope="module")
def refused(tmp_path_factory) -> set[str]:
    """The files that a public validator refuses, as no YAML or by the schema."""
    schema = tmp_path_factory.mktemp("schema") / "schema.json"
    schema.write_text(json.dumps(SCHEMA), "utf-8")
    validate = [sys.executable, "-m", "check_jsonschema", "--schemafile", schema, "-o", "json"]
    files = [path for path in [*RIGHT, *WRONG] if path.stem != STOPS]
    done = subprocess.run([*validate, *files], capture_output=True, check=False)
    said = json.loads(done.stdout)
    return {Path(one["filename"]).stem for one in [*said["errors"], *said["parse_errors"]]}


@pytest.mark.parametrize("path", RIGHT, ids=lambda path: path.stem)
def test_every_plan_that_is_right_is_valid(path, refused):
    assert path.stem not in refused
    assert [error.message for error in VALIDATOR.iter_errors(read(path))] == []


@pytest.mark.parametrize("path", WRONG, ids=lambda path: path.stem)
def test_a_plan_that_is_wrong_is_refused_where_a_schema_can(path, refused):
    unseen = bool({path.stem[:2], path.stem[:4]} & set(UNSEEN)) and path.stem not in SEEN
    unseen |= path.stem in COUNTED | READ_AS_NUMBERS
    assert (path.stem in refused or path.stem == STOPS) is not unseen


@pytest.mark.parametrize("stem", [*COUNTED, *READ_AS_NUMBERS, *SEEN, STOPS])
def test_each_exception_is_there(stem):
    assert (DATA / "invalid" / f"{stem}.yaml").exists()
    assert (stem[:4] in UNSEEN) is (stem in SEEN)


@settings(max_examples=40, deadline=None)
@given(plans(balanced=None))
def test_whatever_the_program_takes_is_valid(plan):
    data = yaml_bytes(plan)
    understood, found = read_plan(data, "plan.yaml")
    value = _texts(YAML(typ="safe", pure=True).load(data.decode()))
    assert understood is None or [one.message for one in VALIDATOR.iter_errors(value)] == []
    assert understood or found


AMOUNTS = """\
name: Small
round_to: {round_to}
years: [2024]
environments: 1
participants: 1
costs:
  a: {{yearly: {amount}}}
financing:
  b: {{sources: {{c: {{years: {{2024: {amount}}}}}}}}}
  d: {{yearly: 0}}
grant: d
phases: {{e: {{share: 1, cap: {amount}, applications: {{environment-1: {amount}}}}}}}
"""


@pytest.mark.parametrize(
    ("amount", "round_to", "valid"),
    [
        ("1 250", "1", True),
        ("1250.00", "1", True),
        ("'1250,0'", "1", True),
        ("100.50", "0.01", True),
        ("'100,5'", '"0,5"', True),
        ("100.50", "1", False),
        ("'100,50'", "10", False),
        ("4.875", "1", False),
        ("1.250", "1", False),
        ("~", "1", False),
    ],
)
def test_the_program_and_the_schema_agree_about_an_amount(amount, round_to, valid):
    text = AMOUNTS.format(amount=amount, round_to=round_to)
    errors = list(VALIDATOR.iter_errors(_texts(YAML(typ="safe", pure=True).load(text))))
    assert (not errors) is valid
    assert (read_plan(text.encode(), "plan.yaml")[0] is not None) is valid


def test_every_budget_names_the_schema():
    for path in (ROOT / "budgets").rglob("*.yaml"):
        up = "" if path.parent.name == "budgets" else "../"
        line = f"# yaml-language-server: $schema={up}industri40.schema.json\n"
        assert path.read_text("utf-8").startswith(line)


def _accepts(read, text: str) -> bool:
    try:
        read(text)
    except values.Refused:
        return False
    return True


@pytest.mark.parametrize(
    ("pattern", "read"),
    [
        (f"^(?:{AMOUNT.pattern})$", numbers.read_amount),
        (f"^(?:{COUNT.pattern})$", numbers.read_count),
        (f"^(?:{FIGURE_PATTERN})$", numbers.read_figure),
        (f"^(?:{NUMBER.pattern})$", numbers.read_number),
        (f"^(?:{SHARE.pattern})$", parse_share),
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
