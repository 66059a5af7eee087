"""Norwegian words where keys of the language belong: refused, and the right key is named."""

import pytest

from industri40.load import read_plan
from industri40.plan.language.key_texts import key_texts
from industri40.plan.language.unknown_keys import key_for
from industri40.plan.language.written import PARTS, PlanFile, keys_of

PLAN = """\
name: Small
owner: The county
currency: NOK
language: nb
years: [2024]
environments:
  north: {name: North, participants: 5, weight: 2, phases: [one]}
participants: 5
costs:
  a: {label: A, yearly: 10, common: true, financed_by: c}
  b: {years: {2024: 30}, includes: e}
  h: {percent: 0, of: b}
  i: {by_environment: {north: 0}}
financing:
  c: {label: C, yearly: 10, status: indicated}
  d: {total: 20, shared_by: equal, sources: {f: {rest: true}, g: {per_participant: 1}}}
  e: {in_kind: true, hourly_rate: 2, hours: 1}
grant: c
round_to: 1
phases:
  one: {label: One, share: 1, cap: 5, leftover: return, applications: {north: 5}}
notes: [A note]
stated: [{table: costs, source: A paper, rows: {a: {total: 10}}}]
limits: {grant_share_at_most: 1, of: cash, grant_per_environment_at_most: 9,
  fee_per_participant_at_most: 9}
"""


@pytest.mark.parametrize(
    ("key", "word"),
    [
        ("name: Small", "navn"),
        ("owner", "eier"),
        ("currency", "Valuta"),
        ("language", "sprak"),
        ("years: [", "\u00e5r"),
        ("years: [", "ar"),
        ("environments", "milj\u00f8er"),
        ("environments", "miljo"),
        ("participants: 5\ncosts", "bedriftene"),
        ("costs:", "kostnader"),
        ("costs:", "Kostnadene"),
        ("costs:", "utgifter"),
        ("financing", "finansiering"),
        ("grant:", "tilskuddet"),
        ("round_to", "avrunding"),
        ("phases:\n", "faser"),
        ("notes", "merknader"),
        ("stated", "oppgitte"),
        ("limits", "grenser"),
        ("label: A", "etikett"),
        ("yearly: 10, common", "arlig"),
        ("years: {", "aar"),
        ("includes", "omfatter"),
        ("common", "felles"),
        ("financed_by", "finansieres_av"),
        ("total: 20", "sum"),
        ("shared_by", "fordelingsn\u00f8kkel"),
        ("sources", "kilder"),
        ("rest", "resten"),
        ("per_participant: 1", "pr deltaker"),
        ("in_kind", "egeninnsats"),
        ("hourly_rate", "timesats"),
        ("hours", "timer"),
        ("name: North", "namn"),
        ("participants: 5, w", "deltakere"),
        ("weight", "vekten"),
        ("phases: [", "fasene"),
        ("label: One", "navn"),
        ("share: 1", "andel"),
        ("cap", "tak"),
        ("leftover", "til_overs"),
        ("applications", "soknader"),
        ("table", "tabell"),
        ("source: A", "kjelde"),
        ("rows", "rader"),
        ("percent", "prosentandel"),
        ("of: b", "beregnet_av"),
        ("by_environment", "per milj\u00f8"),
        ("grant_share", "tilskuddsandel_h\u00f8yst"),
        ("of: cash", "av"),
        ("grant_per", "tilskudd-per-milj\u00f8"),
        ("fee_per", "kursavgift"),
    ],
)
def test_the_right_key_is_named_and_nothing_else_said(key, word):
    assert read_plan(PLAN.encode(), "plan.yaml", "en")[1] == ()
    start = PLAN.index(key)
    end = PLAN.index(":", start)
    changed = PLAN[:start] + word + PLAN[end:]
    [finding] = read_plan(changed.encode(), "plan.yaml", "en")[1]
    assert finding.code == "P201"
    assert f"`{word}`" in finding.message
    assert finding.message.endswith(f"; `{PLAN[start:end]}` is probably meant.")


def words(part):
    return {key: texts.get("words", "") for key, texts in key_texts(part).items() if key}


@pytest.mark.parametrize("part", PARTS)
def test_every_key_has_a_word(part):
    known = words(PARTS[part][0])
    assert list(known) == list(keys_of(PARTS[part][0]))
    for key in known:
        assert any(key_for(word, known) == key for word in known[key].split()), key


@pytest.mark.parametrize("word", ["bel\u00f8p", "tull", "", "costs_", "(", "a|b"])
def test_no_key_is_made_up(word):
    assert key_for(word, words(PlanFile)) is None
