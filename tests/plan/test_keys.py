"""Keys of the language: all that is known of each stands once, and a new one is seen everywhere."""

import importlib.util
import json
import sys
from pathlib import Path
from typing import get_type_hints

import pytest
from pydantic import TypeAdapter

from industri40.plan.language import written
from industri40.plan.language.key_texts import key_texts
from industri40.plan.language.kinds import Kind
from industri40.plan.language.schema import plan_schema
from industri40.plan.language.validate import read_written
from industri40.plan.language.written import PARTS, keys_of
from industri40.plan.review import Review
from industri40.plan.yaml.reader import read_document

FOLDER = Path(written.__file__).parent
EVERY_KEY = [
    pytest.param(model, key, id=f"{model.__name__}.{key}")
    for model, _ in PARTS.values()
    for key in keys_of(model)
]


def as_text(value: object) -> object:
    """A value as a plan has it: every number is the text that is written."""
    if isinstance(value, dict):
        return {str(key): as_text(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_text(one) for one in value]
    return value if isinstance(value, str) else json.dumps(value)


@pytest.mark.parametrize(("model", "key"), EVERY_KEY)
def test_every_key_has_a_meaning_and_examples_that_its_kind_reads(model, key):
    texts = key_texts(model)[key]
    assert texts["en"].endswith(".")
    hints = get_type_hints(model, include_extras=True)
    hint = dict(zip(keys_of(model), map(hints.get, model.model_fields), strict=True))[key]
    examples = json.loads(texts["examples"])
    assert examples
    for example in examples:
        TypeAdapter(hint).validate_python(as_text(example))


@pytest.mark.parametrize(("model", "key"), EVERY_KEY)
def test_every_key_that_must_be_there_says_how_to_write_it(model, key):
    write = key_texts(model)[key].get("write")
    assert (write is not None) is keys_of(model)[key].is_required()
    assert write is None or write.startswith(f"{key}: ")


def test_nothing_is_said_of_keys_that_there_are_not():
    said = [line for line in (FOLDER / "keys.txt").read_text("utf-8").splitlines() if line]
    names = {line for line in said if line[0] not in " [#"}
    assert names == {key for model, _ in PARTS.values() for key in keys_of(model)}


OLD = plan_schema()["$defs"]["phase"]


@pytest.fixture
def wider(tmp_path, monkeypatch):
    """The language with one more key of a phase, which must be there."""
    language = (FOLDER / "written.py").read_text("utf-8")
    line = "    cap: kinds.Bound | None = None\n"
    assert line in language
    (tmp_path / "wider.py").write_text(language.replace(line, f"{line}    deadline: kinds.Year\n"))
    words = (FOLDER / "keys.txt").read_text("utf-8")
    entry = """\
deadline
  en: The last year in which it can be applied for.
  examples: [2027]
  write: deadline: 2027
  words: frist
"""
    (tmp_path / "keys.txt").write_text(words.replace("\ncap\n", f"\n{entry}cap\n"), "utf-8")
    spec = importlib.util.spec_from_file_location("wider", tmp_path / "wider.py")
    module = sys.modules["wider"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for key, part in module.PARTS.items():
        monkeypatch.setitem(PARTS, key, part)
    yield
    del sys.modules["wider"]


def read_wider(phase: str):
    text = f"""\
name: Small
years: [2026]
environments: 1
participants: 1
costs: {{a: {{yearly: 1}}}}
financing: {{b: {{yearly: 1}}}}
grant: b
phases: {{one: {phase}}}
"""
    document, _ = read_document(text.encode(), "plan.yaml")
    review = Review(document, "en")
    return read_written(document.value, review), review.findings


def test_a_new_key_is_in_the_model(wider):
    plan, findings = read_wider("{share: 1, deadline: 2026}")
    assert findings == []
    assert plan.phases["one"].deadline == "2026"


def test_a_new_key_is_in_the_schema(wider):
    keys = plan_schema()["$defs"]["phase"]
    assert keys["required"] == [*OLD["required"], "deadline"]
    assert keys["properties"] == OLD["properties"] | {
        "deadline": {
            "description": "The last year in which it can be applied for.",
            **plan_schema()["properties"]["years"]["items"],
            "examples": [2027],
        }
    }


@pytest.mark.parametrize(
    ("phase", "code", "remedy"),
    [
        ("{share: 1}", "P202", "Add it, such as deadline: 2027."),
        ("{share: 1, Frist: 2026}", "P201", "Write `deadline`, or take it out."),
        ("{share: 1, dedline: 2026}", "P201", "Write `deadline`, or take it out."),
        ("{share: 1, deadline: 26}", "P209", "Write a year with four digits, such as 2026,"),
    ],
)
def test_a_new_key_is_in_the_remedies(wider, phase, code, remedy):
    plan, findings = read_wider(phase)
    assert plan is None or "one" in plan.phases
    assert [(found.code, found.remedy[: len(remedy)]) for found in findings] == [(code, remedy)]


def test_a_kind_is_read_and_described_in_one_row():
    kind = written.PhaseEntry.model_fields["share"].metadata[-1]
    assert isinstance(kind, Kind)
    assert kind.read("50 %") * 2 == 1
    assert kind.schema["maximum"] == 1
