"""``industri40 rule``: the catalogue as a person and as another program read it."""

import json

import pytest

from industri40.findings.catalogue import FAMILIES, RULES, matching
from industri40.languages import LANGUAGES


def test_one_rule_says_what_it_means_and_how_to_mend_it(call):
    done = call("rule", "S401")
    rule = RULES["S401"]
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"S401 (error): {rule.title('en')}\n")
    said = " ".join(done.stdout.split())
    assert rule.meaning("en") in said
    assert rule.remedy("en") in said
    assert max(map(len, done.stdout.splitlines())) <= 88


def test_without_a_code_all_are_listed_by_families(call):
    listed = call("rule").stdout
    for letter in FAMILIES:
        assert f"{letter}: {matching(letter)[0].family('en')}\n" in listed
    codes = [line.split()[0] for line in listed.splitlines() if line.startswith("  ")]
    assert codes == list(RULES)


def test_a_family_or_the_beginning_of_codes_prints_each_of_them(call):
    printed = call("rule", "l").stdout
    assert [code for code in RULES if f"{code} (" in printed] == ["L501", "L502", "L503"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("S4O1", "Did you mean 'S401'?"),
        ("b3o2", "Did you mean 'B302'?"),
        ("Q", "A family is one of R, P, B, S, L, A"),
        ("", "'industri40 rule' lists every code"),
    ],
)
def test_an_unknown_code_is_wrong_use_with_the_nearest_named(call, code, said):
    done = call("rule", code)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.split())


def test_json_holds_every_rule(call):
    document = json.loads(call("rule", "--format", "json").stdout)
    assert document["format"] == "industri40.rules/1"
    assert [rule["code"] for rule in document["rules"]] == list(RULES)
    for rule in document["rules"]:
        assert list(rule) == ["code", "severity", "family", "title", "meaning", "remedy"]
        assert all(rule.values())


def test_codes_are_of_known_families_and_stand_in_their_order():
    assert [code[0] for code in RULES] == sorted((code[0] for code in RULES), key=FAMILIES.index)
    for letter in FAMILIES:
        codes = [rule.code for rule in matching(letter)]
        assert codes
        assert codes == sorted(codes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_written_in_sentences(language):
    for rule in RULES.values():
        assert rule.meaning(language).endswith(".")
        assert rule.remedy(language).endswith(".")
        title = rule.title(language)
        assert title == title.strip()
        assert not title.endswith(".")
