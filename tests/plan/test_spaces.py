"""What only looks like a space: fine in texts and amounts, elsewhere named at its own place."""

import re
from unicodedata import name

import pytest

from industri40.load import read_plan
from industri40.plan.yaml import reader
from industri40.plan.yaml.parsers import PARSERS

PLAN = """\
# A comment with spaces
name: Small plan  # and another
owner: "The county of: somewhere"
years: [2024, 2025]
environments:
  north: {name: The north, participants: 5, weight: 2}
  south: { participants : 1 000 , name: 'South side' }
costs:
  a:
    label: Costs of A
      and more
    yearly: 10 000
  b: {years: {2024: 3 000, 2025: 4 000}}
financing:
  c:
    yearly: 10 000
    shared_by: {north: 2 / 3, south: 1}
  d:   # the rest
    years:
      2024: 3 000
      2025: 4 000
grant: c
phases:
  one: {share: 50 %}
  two: {share: 1/2}
notes:
  - One note
  - >
    Two notes: both

    are here
  -
    last one
"""
ODD = "\u00a0\u1680\u2000\u2003\u2009\u200a\u202f\u205f\u2800\u3000"
GROUPS = "\u00a0\u202f"
TEXTS = ["Small plan", "The county of: somewhere", "The north", "South side", "Costs of A",
         "and more", "One note", "Two notes: both", "are here", "last one", "A comment with spaces",
         "# A", "# and another", "# the rest"]  # fmt: skip
AMOUNTS = re.compile("(?<=[0-9]) (?=[0-9]{3}|%)")
INSIDE = {
    start + at
    for text in TEXTS
    for start in [PLAN.index(text)]
    for at, character in enumerate(text)
    if character == " "
}
SPACES = [match.start() for match in re.finditer(" ", PLAN)]


def said(text: str) -> list[tuple[str, int, int, str]]:
    found = read_plan(text.encode(), "plan.yaml", "en")[1]
    return [(one.code, one.place.line, one.place.column, one.message) for one in found]


@pytest.fixture(params=PARSERS)
def parser(request, monkeypatch):
    monkeypatch.setattr(reader, "PARSERS", {request.param: PARSERS[request.param]})


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("odd", ODD, ids=lambda odd: f"{ord(odd):04X}")
def test_each_space_of_a_plan_as_another_character(odd):
    assert said(PLAN) == []
    for index in SPACES:
        found = said(PLAN[:index] + odd + PLAN[index + 1 :])
        amount = AMOUNTS.match(PLAN, index) is not None
        if index in INSIDE or (amount and odd in GROUPS):
            assert found == [], PLAN[index - 20 : index]
            continue
        line = PLAN.count("\n", 0, index) + 1
        column = index - PLAN.rfind("\n", 0, index)
        places = [one[:3] for one in found]
        assert places == [("R103", line, column)], (PLAN[index - 20 : index], found)
        assert f"{name(odd).lower()} (U+{ord(odd):04X})" in found[0][3]


@pytest.mark.usefixtures("parser")
def test_a_whole_plan_that_is_indented_so_has_a_finding_a_line():
    text = re.sub("(?m)^ +", lambda spaces: "\u00a0" * len(spaces[0]), PLAN)
    found = said(text)
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line[:1] == "\u00a0"]
    assert {code for code, *_ in found} == {"R103"}
    assert [line for _, line, *_ in found] == lines
    assert all(column == 1 for _, _, column, _ in found)
    assert all(message.startswith("This line is indented") for *_, message in found)


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("weight: 2}", "weight: 2\u00a0}", 54),
        ("yearly: 10 000\n  b", "yearly: 10 000\u2003\n  b", 19),
        ("grant: c\n", "grant: c\u00a0\n", 9),
        ("grant: c\n", "grant:c\n\u3000\n", None),
        ("grant: c\n", 'grant: "c"\u00a0\n', 11),
        ("grant: c\n", "grant: c\u00a0# who\n", 9),
        ("name: Small plan", "name: Small plan\u00a0", 17),
        ("share: 50 %", "share: 50\u2009%", 18),
        ("weight: 2}", 'weight: "2\u00a0"}', 55),
        ("two: {share: 1/2}", "two: {share: 1/\u00a02}", 18),
        ("participants: 5", "participants: 5\u00a0000\u00a0", 47),
    ],
)
def test_what_stands_at_an_edge(old, new, column):
    found = said(PLAN.replace(old, new))
    assert found[0][0] == "R103"
    assert [one[2] for one in found] == [column or 1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("One note", "Merk:\u00a0kurs\u00a0#1 \u2013\u00a0fritt"),
        ("Small plan", "Sma\u030all\u2009plan"),
        ('"The county', '"\u00a0The county'),
        ("# the rest", "#\u00a0the\u00a0rest\u00a0"),
    ],
)
def test_what_is_text(old, new):
    assert said(PLAN.replace(old, new)) == []


def test_another_fault_is_not_blamed_on_a_character_in_a_text():
    text = PLAN.replace("One note", "One\u00a0note").replace("  two: {", "  two {")
    assert [code for code, *_ in said(text)] == ["R101"]
