"""The strict reader: both parsers give the same values, the same places and refuse the same."""

import json
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from industri40.findings.catalogue import RULES
from industri40.findings.finding import Finding, Severity
from industri40.plan.yaml import reader
from industri40.plan.yaml.document import Document, Value
from industri40.plan.yaml.parsers import PARSERS
from industri40.plan.yaml.reader import (
    DEEPEST,
    LONGEST_KEY,
    LONGEST_TEXT,
    read_document,
)
from industri40.plan.yaml.source import LARGEST_FILE
from industri40.visible import HIDDEN

DATA = Path(__file__).parent.parent / "data" / "reading"
ORDINARY = (DATA / "ordinary.yaml").read_text(encoding="utf-8")
BOTH = [
    pytest.param("python", id="python"),
    pytest.param(
        "libyaml",
        id="libyaml",
        marks=pytest.mark.skipif(
            "libyaml" not in PARSERS, reason="PyYAML was built without libyaml"
        ),
    ),
]
both = pytest.mark.parametrize("parser", BOTH)


def vectors(name: str) -> list[dict[str, Any]]:
    found = json.loads((DATA / name).read_text(encoding="utf-8"))["vectors"]
    assert len(found) > 30
    return list(found)


def read(text: str | bytes, parser: str | None = None) -> tuple[Document | None, list[Finding]]:
    data = text.encode() if isinstance(text, str) else text
    document, findings = read_document(data, "plan.yaml", parser)
    return document, list(findings)


def value_of(text: str | bytes, parser: str | None = None) -> Value:
    document, findings = read(text, parser)
    assert findings == []
    assert document is not None
    return document.value


def said(text: str | bytes, parser: str | None = None) -> list[tuple[str, int, int]]:
    """Code, line and column of each finding."""
    return [(one.code, one.place.line, one.place.column) for one in read(text, parser)[1]]


def paths(
    value: Value, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text in a value with the path to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from paths(item, (*path, index))
    else:
        for key, item in value.items():
            yield from paths(item, (*path, key))


# What is read


@both
def test_every_form_that_a_person_may_use_is_read(parser: str) -> None:
    expected = json.loads((DATA / "ordinary.json").read_text(encoding="utf-8"))
    assert value_of(ORDINARY, parser) == expected


@both
@pytest.mark.parametrize("vector", vectors("yaml11_traps.json"), ids=lambda one: one["scalar"])
def test_no_scalar_is_guessed_at(vector: dict[str, Any], parser: str) -> None:
    assert value_of(vector["source"], parser) == {"k": vector["scalar"]}


@both
def test_long_numbers_and_dates_that_do_not_exist_are_text(parser: str) -> None:
    digits = "9" * 5000
    assert value_of(f"a: {digits}\nb: 2024-13-45\n", parser) == {"a": digits, "b": "2024-13-45"}


@both
@pytest.mark.parametrize("text", ["k:", "k: ", "k:\n", "k: ''", "k: # none", "{k: }", "{k}"])
def test_an_empty_value_is_empty_text(text: str, parser: str) -> None:
    assert value_of(text, parser) == {"k": ""}


@both
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("k: a#b", "a#b"),
        ("k: a # b", "a"),
        ("k: '#'  # b", "#"),
        ("k: https://a.no/#x", "https://a.no/#x"),
        ("k: {a: b?}", {"a": "b?"}),
        ("k: [b?c, d ?e]", ["b?c", "d ?e"]),
        ("k: [ a, ]", ["a"]),
        ("k: [\na,\nb\n]", ["a", "b"]),
        ("k: [a: b]", [{"a": "b"}]),
        ('k: {"a":b}', {"a": "b"}),
        ("k: 4\u00a0500\u202f000", "4\u00a0500\u202f000"),
        ("k: |  # a comment\n  a\n", "a\n"),
        ("k: |\n\n\n  a\n", "\n\na\n"),
        ("k: |\n  a\n     \n  b\n", "a\n   \nb\n"),
        ('k: "a\\\n  b"', "ab"),
    ],
)
def test_forms_at_the_border(text: str, expected: Value, parser: str) -> None:
    assert value_of(text, parser) == {"k": expected}


@both
def test_byte_order_mark_and_crlf_are_fine(parser: str) -> None:
    data = b"\xef\xbb\xbfname: x\r\nnotes:\r\n  - |\r\n    a\r\n    b\r\n"
    document, findings = read(data, parser)
    assert findings == []
    assert document is not None
    assert document.value == {"name": "x", "notes": ["a\nb\n"]}
    assert document.place(("name",))[1:] == (1, 7)
    assert document.place(("notes",), key=True)[1:] == (2, 1)


@both
def test_keys_and_values_become_nfc_and_places_stay(parser: str) -> None:
    document, findings = read("bla\u030a: {bla\u030a: bla\u030a, x: 1}\n", parser)
    assert findings == []
    assert document is not None
    assert document.value == {"blå": {"blå": "blå", "x": "1"}}
    assert document.place(("blå", "blå"))[1:] == (1, 14)
    assert document.place(("blå", "x"), key=True)[1:] == (1, 20)


@both
def test_escaped_accents_become_nfc_too(parser: str) -> None:
    assert value_of('k: "a\\u030a"', parser) == {"k": "å"}


# Where it stands


@both
def test_places_count_characters_from_one(parser: str) -> None:
    text = "𝄞: {å: '𝄞', b: [1, 𝄞𝄞, {c: d}]}\ntwo:\n  - x\n  - three: 3\n    'four': |\n      x\n"
    document, findings = read(text, parser)
    assert findings == []
    assert document is not None
    expected = {
        (): (1, 1),
        ("𝄞",): (1, 4),
        ("𝄞", "å"): (1, 8),
        ("𝄞", "b"): (1, 16),
        ("𝄞", "b", 1): (1, 20),
        ("𝄞", "b", 2): (1, 24),
        ("𝄞", "b", 2, "c"): (1, 28),
        ("two",): (3, 3),
        ("two", 1): (4, 5),
        ("two", 1, "three"): (4, 12),
        ("two", 1, "four"): (5, 13),
    }
    assert {path: document.place(path)[1:] for path in expected} == expected
    keys = {("𝄞",): (1, 1), ("𝄞", "b"): (1, 13), ("two", 1, "four"): (5, 5), ("two", 0): (3, 5)}
    assert {path: document.place(path, key=True)[1:] for path in keys} == keys
    assert document.place(("two",)).file == "plan.yaml"


@both
def test_an_empty_value_has_the_place_of_its_colon_or_of_what_ends_it(parser: str) -> None:
    document, _ = read("a:\nb: {c:  , d:  }\ne: [f:  ]\ng:  # none\n", parser)
    assert document is not None
    assert document.place(("a",))[1:] == (1, 3)
    assert document.place(("b", "c"))[1:] == (2, 9)
    assert document.place(("b", "d"))[1:] == (2, 15)
    assert document.place(("e", 0, "f"))[1:] == (3, 9)
    assert document.place(("g",))[1:] == (4, 3)


@both
def test_a_path_that_leads_nowhere_has_the_place_of_what_lacks_it(parser: str) -> None:
    document, _ = read("a: 1\ncosts:\n  x:\n    label: y\nlist:\n  - z\n", parser)
    assert document is not None
    assert document.place(("costs", "x", "yearly"))[1:] == (3, 3)
    assert document.place(("costs", "x", "label", "deeper"))[1:] == (4, 5)
    assert document.place(("costs", "q", "r"))[1:] == (2, 1)
    assert document.place(("list", 7))[1:] == (5, 1)
    assert document.place(("list", -1))[1:] == (5, 1)
    assert document.place(("list", "z"))[1:] == (5, 1)
    assert document.place(("none",))[1:] == (1, 1)
    assert document.place((0,))[1:] == (1, 1)


@both
def test_lines_can_be_shown(parser: str) -> None:
    document, _ = read("a: 1\nb: 𝄞\n", parser)
    assert document is not None
    assert [document.lines.line_text(line) for line in range(5)] == ["", "a: 1", "b: 𝄞", "", ""]


# What is refused


@both
@pytest.mark.parametrize("vector", vectors("yaml_must_fail.json"), ids=lambda one: one["id"])
def test_invalid_yaml_is_refused(vector: dict[str, Any], parser: str) -> None:
    _, findings = read(vector["yaml"], parser)
    # that most of them are no mapping would be reason enough; it must not be the only one
    codes = {one.code for one in findings} - {"R105", "R106"}
    assert codes
    lines = vector["yaml"].split("\n")
    for one in findings:
        assert 1 <= one.place.line <= len(lines)
        assert 1 <= one.place.column <= len(lines[one.place.line - 1]) + 1


@pytest.mark.skipif("libyaml" not in PARSERS, reason="PyYAML was built without libyaml")
@pytest.mark.parametrize("vector", vectors("yaml_must_fail.json"), ids=lambda one: one["id"])
def test_invalid_yaml_is_refused_by_both_at_the_same_place(vector: dict[str, Any]) -> None:
    ours, theirs = said(vector["yaml"], "python"), said(vector["yaml"], "libyaml")
    if vector["id"] == "U99R":  # PyYAML reads the invalid tag as one, and finds the list too
        ours.remove(("R106", 1, 1))
    assert ours == theirs


DEEP = "k: " + "[" * DEEPEST + "]" * DEEPEST
FAULTS: list[tuple[str, str | bytes, list[tuple[str, int, int]]]] = [
    # not YAML
    ("no space after the colon", "costs:\n  a:\n    yearly:100\n    b: 1\n", [("R101", 3, 11)]),
    ("no colon", "name Industri\nowner: x\n", [("R101", 1, 1)]),
    ("no colon in a later line", "a: b\nc\nd: e\n", [("R101", 2, 1)]),
    ("a second colon", "a: note: more\n", [("R101", 1, 8)]),
    ("indented too far", "a: 1\n  b: 2\n", [("R101", 2, 3)]),
    ("indented between", "a:\n    b: 1\n  c: 2\n", [("R101", 3, 3)]),
    ("first line indented", "  a: 1\nb: 2\n", [("R101", 2, 1)]),
    ("a list beside keys", "a: 1\n- b\n", [("R101", 2, 1)]),
    ("a list item on the line of its key", "a: - b\n", [("R101", 1, 4)]),
    ("brackets below their key", "a:\n[1]\nb: 2\n", [("R101", 2, 1)]),
    ("a bracket left open", "a: [1, 2\nb: 3\n", [("R101", 1, 4)]),
    ("a brace left open", "a: {b: 1\n", [("R101", 1, 4)]),
    ("a bracket too many", "a: [1]]\n", [("R101", 1, 7)]),
    ("the wrong bracket", "a: [1, {b: 2]\n", [("R101", 1, 13)]),
    ("nothing between commas", "a: [1, , 2]\n", [("R101", 1, 8)]),
    ("no space after the colon in braces", "a: {b:[1]}\n", [("R101", 1, 6)]),
    ("a quotation mark left open", 'a: "b\nc: d\n', [("R101", 1, 4)]),
    ("more after a quotation mark", 'a: "b" c\n', [("R101", 1, 8)]),
    ("a line of quoted text outdented", "a: 'b\nc'\n", [("R101", 2, 1)]),
    ("a line outdented after two quotes", "a: 'it''s\nc'\n", [("R101", 2, 1)]),
    ("an unknown escape code", 'a: "C:\\data"\n', [("R101", 1, 7)]),
    ("half a letter", 'a: "\\\\\\ud83d"\n', [("R101", 1, 7)]),
    ("beyond the last letter", 'a: "å\\U00110000"\n', [("R101", 1, 6)]),
    ("a forbidden first letter", "a: @b\n", [("R101", 1, 4)]),
    ("a percent sign first", "a: %b\n", [("R101", 1, 4)]),
    ("text on the line of |", "a: |b\n", [("R101", 1, 4)]),
    ("a comment that touches |", "a: |# b\n  c\n", [("R101", 1, 5)]),
    ("a comment that touches text", "a: 'b'# c\n", [("R101", 1, 7)]),
    ("a comment that touches a bracket", "a: [b]# c # d\n", [("R101", 1, 7)]),
    ("a comment that touches a comma", "a: [b,# c\n d]\n", [("R101", 1, 7)]),
    ("a dash in brackets", "a: [-]\n", [("R101", 1, 5)]),
    ("block text with wide blank lines", "a: |\n   \n # b\n", [("R101", 3, 2)]),
    # not UTF-8
    ("latin-1", "a: 1\nowner: Tr\xf8ndelag\n".encode("latin-1"), [("R102", 2, 10)]),
    ("latin-1 after good letters", b"a: \xc3\xa5\xe5\n", [("R102", 1, 5)]),
    ("latin-1 after a byte-order mark", b"\xef\xbb\xbfa: \xe5\r\n", [("R102", 1, 4)]),
    ("UTF-16, little end first", "a: b\n".encode("utf-16"), [("R102", 1, 1)]),
    ("UTF-16, big end first", b"\xfe\xff" + "a: b\n".encode("utf-16-be"), [("R102", 1, 1)]),
    ("UTF-16 without a mark", "name: b\n".encode("utf-16-le"), [("R102", 1, 1)]),
    ("half a surrogate pair", b"a: \xed\xa0\x80", [("R102", 1, 4)]),
    ("a letter cut in two", b"a: \xc3", [("R102", 1, 4)]),
    # hidden characters
    ("NUL", b"name: plan\nb: a\x00b\n", [("R103", 2, 5)]),
    ("escape", "a: \x1b[31mred\n", [("R103", 1, 4)]),
    ("an operating system command", "a: x # \x1b]0;title\x07\n", [("R103", 1, 8)]),
    ("C1", "a: \x9b31m\n", [("R103", 1, 4)]),
    ("delete", "a: b\x7f\n", [("R103", 1, 5)]),
    ("next line in a comment", "a: 1 # c\u0085b: 2\n", [("R103", 1, 9)]),
    ("line separator in a comment", "a: 1 # c\u2028b: 2\n", [("R103", 1, 9)]),
    ("paragraph separator in a comment", "a: 1 # c\u2029b: 2\n", [("R103", 1, 9)]),
    ("a carriage return alone", "a: 1 # c\rb: 2\r\n", [("R103", 1, 9)]),
    ("right-to-left override", "a: 𝄞\u202eb\n", [("R103", 1, 5)]),
    ("isolate", "å: \u2067b\u2069\n", [("R103", 1, 4)]),
    ("no room", "a: b\u200bc\n", [("R103", 1, 5)]),
    ("a byte-order mark inside", "a: \ufeffb\n", [("R103", 1, 4)]),
    ("two byte-order marks", "\ufeff\ufeffa: b\n", [("R103", 1, 1)]),
    ("a tag letter", "a: b\U000e0041\n", [("R103", 1, 5)]),
    ("accents without end", "a: e" + "\u0301" * 31 + "\n", [("R103", 1, 35)]),
    ("one on each of two lines", "a: \x1b\nb: \x1b\x1b\n", [("R103", 1, 4), ("R103", 2, 4)]),
    ("escape as a code", 'a: "\\x1b[31m"\n', [("R103", 1, 4)]),
    ("override as a code", 'a: "\\u202e"\n', [("R103", 1, 4)]),
    ("next line as a code", 'a: "\\N"\n', [("R103", 1, 4)]),
    ("tab as a code", 'a: "\\t"\n', [("R103", 1, 4)]),
    ("accents without end as codes", 'a: "e' + "\\u0301" * 31 + '"\n', [("R103", 1, 4)]),
    # tabs
    ("a tab that indents", "a:\n\tb: c\n", [("R104", 2, 1)]),
    ("a tab after spaces", "a:\n  \tb: c\n", [("R104", 2, 3)]),
    ("a tab before a value", "a:\tb\n", [("R104", 1, 3)]),
    ("a tab in text", "a: 'b\tc'\n", [("R104", 1, 6)]),
    ("a tab and more", "a:\tb\x1b\n", [("R104", 1, 3), ("R103", 1, 5)]),
    # nothing, or no keys
    ("an empty file", "", [("R105", 1, 1)]),
    ("a byte-order mark alone", b"\xef\xbb\xbf", [("R105", 1, 1)]),
    ("spaces", "  \n\n", [("R105", 1, 1)]),
    ("comments", "# a\n# b\n", [("R105", 1, 1)]),
    ("a marker alone", "---\n", [("R105", 1, 1)]),
    ("a list", "- a\n- b\n", [("R106", 1, 1)]),
    ("an empty list", "# c\n[]\n", [("R106", 2, 1)]),
    ("a text", "plan\n", [("R106", 1, 1)]),
    # keys
    ("a key twice", "a: 1\nb: 2\na: 3\n", [("R107", 3, 1)]),
    ("a key twice in braces", "x: {a: 1, a: 2}\n", [("R107", 1, 11)]),
    ("a key three times", "a: 1\na: 2\na: 3\n", [("R107", 2, 1), ("R107", 3, 1)]),
    ("a key composed and decomposed", "blå: 1\nbla\u030a: 2\n", [("R107", 2, 1)]),
    ("a key in two kinds of quotes", "'a': 1\n\"a\": 2\n", [("R107", 2, 1)]),
    ("a list as a key", "? [a, b]\n: c\nd: e\n", [("R108", 1, 3)]),
    ("a mapping as a key", "{a: b}: c\nd: e\n", [("R108", 1, 1)]),
    ("no key", ": b\n", [("R108", 1, 1)]),
    ("no key in braces", "a: {: b}\n", [("R108", 1, 5)]),
    ("an empty key", "'': b\n", [("R108", 1, 1)]),
    # what YAML has and a plan has not
    ("an anchor", "a: &x b\n", [("R109", 1, 4)]),
    ("an anchor on a mapping", "a: &x\n  b: c\n", [("R109", 1, 4)]),
    ("an alias", "a: *x\n", [("R109", 1, 4)]),
    ("an alias in a list", "a:\n  - *x\n", [("R109", 2, 5)]),
    ("an alias as a key", "*x : 1\n", [("R108", 1, 1), ("R109", 1, 1)]),
    ("an anchor without a name", "a: &\n", [("R109", 1, 4)]),
    ("a merge key", "a: {b: 1}\nc:\n  <<: {d: 2}\n", [("R110", 3, 3)]),
    ("a tag", "a: !!int 3\n", [("R111", 1, 4)]),
    ("a tag of Python", "a: !!python/object/apply:os.system [ls]\n", [("R111", 1, 4)]),
    ("a tag of one's own", "a: !x\n  b: c\n", [("R111", 1, 4)]),
    ("a tag that says nothing", "a: ! b\n", [("R111", 1, 4)]),
    ("an undefined tag", "a: !x!y b\n", [("R111", 1, 4)]),
    ("a version", "%YAML 1.2\n---\na: b\n", [("R112", 1, 1)]),
    ("a directive after the plan", "a: b\n...\n%TAG ! x\n---\nc: d\n", [("R112", 3, 1)]),
    ("a second document", "a: b\n---\nc: d\n", [("R113", 2, 1)]),
    ("an empty second document", "a: b\n---\n", [("R113", 2, 1)]),
    ("more after the end", "a: b\n...\nc: d\n", [("R113", 3, 1)]),
    # limits
    ("too deep", DEEP, [("R114", 1, 3 + DEEPEST)]),
    ("too deep in block form", "- " * (DEEPEST + 1), [("R114", 1, 2 * DEEPEST + 1)]),
    ("a long text", "a:\n  - " + "b" * (LONGEST_TEXT + 1), [("R115", 2, 5)]),
    ("a long key", "a: b\n" + "k" * (LONGEST_KEY + 1) + ": c\n", [("R115", 2, 1)]),
    ("a large file", b"#" * (LARGEST_FILE + 1), [("R117", 1, 1)]),
]


@both
@pytest.mark.parametrize(
    ("text", "expected"), [one[1:] for one in FAULTS], ids=[one[0] for one in FAULTS]
)
def test_each_fault_is_found_at_its_place(
    text: str | bytes, expected: list[tuple[str, int, int]], parser: str
) -> None:
    _, findings = read(text, parser)
    assert [(one.code, one.place.line, one.place.column) for one in findings] == expected
    for one in findings:
        assert one.severity is Severity.ERROR
        assert one.remedy
        assert one.message.endswith(".")
        assert HIDDEN.search(one.message + one.remedy) is None
        assert "\n" not in one.message


def test_each_rule_of_reading_has_a_fault() -> None:
    codes = {code for _, _, findings in FAULTS for code, _, _ in findings}
    rules = {code for code in RULES if code.startswith("R1")}
    # tests/cli: cannot be read; below: too many entries, too many findings
    assert rules - codes == {"R100", "R116", "R118"}


@pytest.mark.skipif("libyaml" not in PARSERS, reason="PyYAML was built without libyaml")
@pytest.mark.parametrize("text", [one[1] for one in FAULTS], ids=[one[0] for one in FAULTS])
def test_each_fault_is_said_in_the_same_words(text: str | bytes) -> None:
    assert read(text, "python")[1] == read(text, "libyaml")[1]


@both
def test_a_duplicate_keeps_the_first_and_names_its_line(parser: str) -> None:
    document, findings = read("a: 1\nb: &x {c: 1}\na: {d: 1, d: 2}\n", parser)
    assert document is not None
    assert document.value == {"a": "1", "b": {"c": "1"}}
    assert [one.code for one in findings] == ["R109", "R107", "R107"]
    second = findings[1]
    assert second.place.line == 3
    assert "line 1" in second._replace(language="en").message
    assert [place.line for place in second.cause] == [1]


@both
def test_everything_is_found_in_one_run(parser: str) -> None:
    text = "a: &x 1\na: 2\n<<: {b: c}\n? [d]\n: e\nf: !t g\n---\nh: i\n"
    assert [code for code, _, _ in said(text, parser)] == [
        "R109", "R107", "R110", "R108", "R111", "R113",
    ]  # fmt: skip


@both
def test_the_message_shows_codes_for_what_cannot_be_shown(parser: str) -> None:
    _, findings = read('a: "\\x1b]0;x\\x07"\n"b\\e": 1\n"b\\e": 2\n', parser)
    assert [one.code for one in findings] == ["R103", "R103", "R103", "R107"]
    assert "escape (U+001B)" in findings[0]._replace(language="en").message


@both
def test_values_with_hidden_codes_are_made_harmless(parser: str) -> None:
    document, _ = read('a: "\\x1b[31m"\n', parser)
    assert document is not None
    assert document.value == {"a": "\ufffd[31m"}


# Limits


@both
def test_what_is_just_allowed(parser: str) -> None:
    deep = "k: " + "[" * (DEEPEST - 1) + "]" * (DEEPEST - 1)
    assert read(deep, parser)[1] == []
    long = f"{'k' * LONGEST_KEY}: {'v' * LONGEST_TEXT}\n"
    assert read(long, parser)[1] == []
    accents = "a: e" + "\u0327" * 30 + "\n"
    assert read(accents, parser)[1] == []


@both
@pytest.mark.parametrize("bracket", ["[", "{", "- ", "[\n", "{a: ", "- ? ", '{"a":'])
def test_a_hundred_thousand_brackets_are_refused_at_once(bracket: str, parser: str) -> None:
    began = time.process_time()
    found = said("k:\n  " + bracket * 100_000, parser)
    assert time.process_time() - began < 2  # seconds; it takes a tenth of one
    assert [code for code, _, _ in found][-1] == "R114"


@both
def test_nested_aliases_are_refused_at_once(parser: str) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    _, findings = read("\n".join(lines), parser)
    assert {one.code for one in findings} == {"R109"}
    assert len(findings) == 40 + 39 * 9


@both
def test_too_many_findings_end_the_reading(parser: str) -> None:
    _, findings = read("a: 1\n" * 2000, parser)
    assert len(findings) == 501
    assert {one.code for one in findings[:-1]} == {"R107"}
    assert findings[-1].code == "R118"


def test_a_hundred_thousand_environments_may_be_named() -> None:
    one = "  e{}: {{name: Hage {}, participants: 40, weight: 2, phases: [a]}}\n"
    text = "environments:\n" + "".join(one.format(n, n) for n in range(100_000))
    document, findings = read(text)
    assert findings == []
    assert document is not None
    assert len(document.value["environments"]) == 100_000
    last = ("environments", "e99999", "name")
    assert document.place(last)[1:] == (100_001, 18)
    assert document.place(last, key=True)[1:] == (100_001, 12)


@both
def test_too_many_entries_are_refused(parser: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_NODES", 10)
    assert said("a: [1, 2, 3, 4]\nb: {c: 1}\n", parser) == []
    assert said("a: [1, 2, 3, 4]\nb: {c: 1, d: 2, e: 3, f: 4}\n", parser) == [("R116", 2, 4)]


# Laws

NAMES = st.text(
    st.characters(blacklist_categories=("Cs",)).filter(lambda one: HIDDEN.match(one) is None),
    max_size=20,
)
TEXTS = st.one_of(
    NAMES,
    st.lists(NAMES, max_size=3).map("\n".join),
    st.sampled_from(
        ["1 000", "~", "yes", "a: b", "a #b", "- x", "'", '"', "[", "{a: b}", "?", "!"]
    ),
    st.sampled_from(
        ["&a", "*a", "%", "@", "`", "|", ">", "-", "---", "...", "<<", "=", " a ", "\\"]
    ),
)
KEYS = NAMES.filter(lambda key: key not in ("", "<<"))
TREES = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)
)


def composed(value: Value) -> Value:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [composed(item) for item in value]
    return {unicodedata.normalize("NFC", key): composed(item) for key, item in value.items()}


def keys_of(value: Value) -> Iterator[int]:
    """The number of keys of every mapping."""
    if isinstance(value, list):
        for item in value:
            yield from keys_of(item)
    elif isinstance(value, dict):
        yield len(value)
        for item in value.values():
            yield from keys_of(item)


@settings(max_examples=70)
@given(
    st.dictionaries(KEYS, TREES, min_size=1, max_size=4),
    st.sampled_from([True, False, None]),
    st.booleans(),
    st.sampled_from([None, '"', "'", "|", ">"]),
    st.sampled_from([20, 80, 1000]),
)
def test_what_is_dumped_is_read_again(
    tree: dict[str, Value], flow: bool | None, unicode: bool, style: str | None, width: int
) -> None:
    expected = composed(tree)
    assume(list(keys_of(expected)) == list(keys_of(tree)))
    text = yaml.safe_dump(
        tree, default_flow_style=flow, allow_unicode=unicode, default_style=style, width=width
    )
    seen = [read_document(text.encode(), "plan.yaml", parser) for parser in PARSERS]
    for document, findings in seen:
        assert findings == ()
        assert document is not None
        assert document.value == expected
    documents = [document for document, _ in seen if document is not None]
    for path, _ in paths(expected):
        assert len({one.place(path) for one in documents}) == 1
        assert len({one.place(path, key=True) for one in documents}) == 1


WORDS = st.text(st.sampled_from("abcåø𝄞é0-_"), min_size=1, max_size=6).filter(
    lambda word: word[0].isalpha()
)
PLAIN_TREES = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3)
)


@settings(max_examples=60)
@given(st.dictionaries(WORDS, PLAIN_TREES, min_size=1, max_size=4), st.booleans())
def test_each_place_points_at_its_text(tree: dict[str, Value], flow: bool) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, width=40)
    lines = text.split("\n")
    for parser in PARSERS:
        document, _ = read_document(text.encode(), "plan.yaml", parser)
        assert document is not None
        for path, value in paths(document.value):
            for what, expected in ((False, value), (True, path[-1])):
                _, line, column = document.place(path, key=what)
                there = lines[line - 1][column - 1 :].lstrip("'\"")  # PyYAML quotes words such as n
                assert there.startswith(expected if isinstance(expected, str) else value)


PIECES = st.sampled_from(
    [
        *"\n :-#'\"[]{},&*!|>%@`?\\.=~0aå𝄞",
        *("\n  ", ": ", "- ", " #", "k: ", "\r\n", "---", "...", "<<", "|-\n", ">2\n"),
        *('"\\u00e5"', "\\x1b", "\u0301", "\u00a0", "\t", "\x1b", "\u202e", "\0", "\u2028"),
    ]
)


@settings(max_examples=150)
@given(st.data())
def test_no_change_of_a_plan_makes_the_parsers_differ(data: st.DataObject) -> None:
    text = ORDINARY
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        length = data.draw(st.sampled_from([0, 0, 1, 1, 2, 5, 30]))
        text = text[:start] + data.draw(PIECES) + text[start + length :]
    one, *others = (read_document(text.encode(), "plan.yaml", parser) for parser in PARSERS)
    for other in others:
        assert bool(one[1]) == bool(other[1])
        if one[0] is not None and not one[1]:
            assert other[0] is not None
            assert one[0].value == other[0].value
            for path, _ in paths(one[0].value):
                assert one[0].place(path) == other[0].place(path)
    for finding in one[1]:
        assert HIDDEN.search(finding.message + (finding.remedy or "")) is None


@settings(max_examples=150)
@given(st.binary(max_size=60), st.integers(0, 400), st.integers(0, 20))
def test_no_bytes_raise(junk: bytes, start: int, length: int) -> None:
    plan = ORDINARY.encode()
    for data in (junk, plan[:start] + junk + plan[start + length :]):
        for parser in PARSERS:
            document, findings = read_document(data, "plan.yaml", parser)
            assert document is not None or findings
            for one in findings:
                assert one.place.line >= 1
                assert one.place.column >= 1


@settings(max_examples=80)
@given(st.data())
def test_looking_at_each_event_changes_nothing(data: st.DataObject) -> None:
    """Whether a text needs care is a question of time, never of the result."""
    start = data.draw(st.integers(0, len(ORDINARY)))
    text = "k: 1\n" + data.draw(st.lists(PIECES, max_size=8).map("".join)) + ORDINARY[start:]
    quick = read_document(text.encode(), "plan.yaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "needs_care", lambda _text: True)
        careful = read_document(text.encode(), "plan.yaml")
    assert quick[1] == careful[1]
    assert (quick[0] and quick[0].value) == (careful[0] and careful[0].value)
