"""What stands for nothing in YAML is no text, in any place; in quotation marks it is."""

import pytest

from industri40.findings.finding import Finding
from industri40.load import read_plan
from industri40.plan.language.schema import plan_schema

PLAN = """\
name: Small
owner: The county
years: [2024]
environments:
  north: {name: North, participants: 5, weight: 2, phases: [one]}
costs:
  a: {label: A, yearly: 10, common: true, financed_by: c}
  b: {years: {2024: 30}, includes: e}
financing:
  c: {label: C, yearly: 10, status: indicated, shared_by: {north: 3}}
  d: {total: 20, shared_by: equal, sources: {f: {rest: true}, g: {label: G, per_participant: 1}}}
  e: {in_kind: true, hourly_rate: 2, hours: 1}
grant: c
round_to: 1
phases:
  one: {label: One, share: 1, cap: 5, leftover: return, applications: {north: 5}}
notes: [Note one, Note two]
stated: [{table: costs, source: A paper, rows: {a: {total: 10}}}]
limits: {grant_share_at_most: 1, of: cash, grant_per_environment_at_most: 9}
"""
TEXTS = ["Small", "The county", "North", "A,", "C,", "G,", "One,", "Note one", "A paper"]
OTHERS = [
    "10, common",
    "true",
    "e}",
    "indicated",
    "equal",
    "1}}}",
    "2, hours",
    "1}\ngrant",
    "1\np",
    "1, cap",
    "5, left",
    "return",
    "5}}\nnotes",
    "10}",
    "1, of",
    "cash",
    "9}",
    "[2024]",
    "c\n",
    "5, weight",
    "2, phases",
    "[one]",
    "2024]",
    "{2024",
    "{north: 3",
    "3}",
]
WORDS = ["~", "null", "Null", "NULL"]


def changed(at: str, word: str) -> list[Finding]:
    """The findings where a word takes the place of one value."""
    start = PLAN.index(at)
    opening = PLAN[start] in "[{"
    end = PLAN.index("]" if PLAN[start] == "[" else "}", start) + 1 if opening else start
    while not opening and PLAN[end] not in ",]}\n":
        end += 1
    found = read_plan((PLAN[:start] + word + PLAN[end:]).encode(), "plan.yaml", "en")[1]
    line = PLAN.count("\n", 0, start) + 1
    column = start - PLAN.rfind("\n", 0, start)
    assert all(one.place.line == line and column - one.place.column in (0, 1) for one in found)
    return list(found)


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("at", TEXTS)
def test_a_text_that_is_nothing_is_found_at_its_place(at, word):
    [finding] = changed(at, word)
    assert finding.code == "P207"
    assert finding.message.endswith(f" is `{word}`, which stands for nothing.")
    assert finding.remedy.startswith(f'Write a text, {"or " if at == "Small" else ""}put "{word}"')
    assert ("leave the key out" in finding.remedy) == (at not in ("Small", "Note one"))
    assert ("take the item out" in finding.remedy) == (at == "Note one")


@pytest.mark.parametrize("text", ['"null"', "'~'", "nullable", "null and void", "~ 5", "nUll"])
@pytest.mark.parametrize("at", TEXTS)
def test_a_text_that_only_looks_like_it_stays(at, text):
    assert changed(at, text) == []


@pytest.mark.parametrize("at", [at for at in TEXTS if at != "Note one"])
def test_what_is_left_empty_is_nothing_too(at):
    [finding] = changed(at, "")
    assert finding.message.endswith(" is empty.")
    assert finding.remedy.startswith("Write it, such as" if at == "Small" else "Write a text")


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("at", OTHERS)
def test_a_value_of_another_kind_is_told_what_belongs_there(at, word):
    [finding] = changed(at, word)
    assert f"is `{word}`, which stands for nothing" in finding.message
    assert word not in finding.remedy


@pytest.mark.parametrize("word", [*WORDS, ""])
@pytest.mark.parametrize("item", ["- {}", "- One\n  - {}"])
def test_an_item_of_a_list_in_lines(item, word):
    text = PLAN.replace("[Note one, Note two]", "\n  " + item.format(word))
    [finding] = read_plan(text.encode(), "plan.yaml", "en")[1]
    said = f"`{word}`, which stands for nothing" if word else "empty"
    assert finding.message.endswith(f" of `notes` is {said}.")
    assert finding.remedy.endswith(", or take the item out.")


@pytest.mark.parametrize("word", [*WORDS, '""'])
def test_an_id_in_a_list(word):
    [finding] = changed("one]", word)
    assert finding.message == "`phases` of `north` has an item that is empty."


def test_block_text_is_text():
    text = PLAN.replace("name: Small", "name: |\n  null")
    plan, _ = read_plan(text.encode(), "plan.yaml", "en")
    assert plan is not None
    assert plan.name == "null"


@pytest.mark.parametrize("word", WORDS)
def test_a_key_that_is_nothing_is_no_key(word):
    text = PLAN.replace("  b: {", f"  {word}: {{")
    assert [one.code for one in read_plan(text.encode(), "plan.yaml", "en")[1]][:1] == ["R108"]
    quoted = PLAN.replace("environments:", 'environments:\n  "null": {participants: 1}')
    found = read_plan(quoted.encode(), "plan.yaml", "en")[1]
    assert [one.code for one in found] == ["P252"]  # it has no number in the key


def test_no_part_of_the_schema_takes_nothing():
    assert "null" not in str(plan_schema())
