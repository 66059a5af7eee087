"""Numbers that read as two: what the remedy says, obeyed to the letter, gives one of the two."""

import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from industri40.findings.finding import Finding
from industri40.load import read_plan

PLAN = """\
name: Small
years: [2024, 2025]
round_to: {round_to}
environments:
  andhra: {{participants: {participants}, weight: {weight}}}
  goa: {{participants: 5, weight: 0.386}}
costs:
  a: {{yearly: {yearly}}}
  b: {{years: {{2024: {year}, 2025: 1}}}}
  c: {{total: {total}}}
  d: {{per_participant: {per_participant}, includes: f}}
financing:
  e: {{yearly: 10, shared_by: {{andhra: {key}, goa: 0.386}}}}
  f: {{in_kind: true, hourly_rate: {hourly_rate}, hours: {hours}}}
  g: {{yearly: 10, shared_by: weights}}
grant: e
phases:
  one:
    share: {share}
    cap: {cap}
    applications: {{goa: {application}}}
    shared_by: {{andhra: 0.5, goa: {phase_key}}}
stated:
  - {{table: costs, rows: {{a: {{total: {stated}}}}}}}
limits: {{grant_share_at_most: {limit}, of: costs, fee_per_participant_at_most: {fee}}}
"""
SOUND = dict.fromkeys(re.findall(r"(?<!{){([a-z_]+)}", PLAN), "1")
COUNTS = ("participants",)
KEYS = ("weight", "key", "phase_key")
SHARES = ("share", "limit")

ambiguous = st.builds(
    "{}{}{}".format,
    st.integers(1, 999),
    st.sampled_from(".,"),
    st.integers(0, 999).map("{:03}".format) | st.sampled_from(["000", "500", "250"]),
)


def unreadable(field: str, text: str) -> list[Finding]:
    """What is said of a number in the place of one field."""
    written = PLAN.format(**SOUND | {field: f'"{text}"'}).encode()
    lines = enumerate(PLAN.splitlines(), 1)
    line = next(number for number, line in lines if f"{{{field}}}" in line)
    found = read_plan(written, "plan.yaml", "en")[1]
    return [one for one in found if one.code in ("P204", "P205") and one.place.line == line]


def written_in(remedy: str) -> list[str]:
    """The numbers that a remedy says to write."""
    return re.findall("[-\u2212]?[0-9]+(?: [0-9]{3})*(?:[.,][0-9]+)?(?: %)?", remedy)


def value(text: str) -> Fraction:
    number = Fraction(re.sub("[^0-9.]", "", text.replace(",", ".")))
    return number / 100 if text.endswith("%") else number


@pytest.mark.parametrize("field", [field for field in SOUND if field not in SHARES])
@settings(max_examples=40)
@given(text=ambiguous, sign=st.sampled_from(["", "-", "\u2212"]))
def test_each_way_out_is_one_reading_and_is_read(field, text, sign):
    text = sign + text if field == "stated" else text
    [finding] = unreadable(field, text)
    small, large = value(text), value(re.sub("[.,]", "", text))
    most = 0 if field in COUNTS else 2
    writable = field in KEYS or (small * 10**most).denominator == 1
    ways = written_in(finding.remedy)
    assert [value(way) for way in ways] == ([small, large] if writable else [large])
    for way in ways:
        assert (way[0] in "-\u2212") == (text[0] in "-\u2212")
        assert not unreadable(field, way)


@pytest.mark.parametrize("field", SHARES)
@settings(max_examples=40)
@given(text=ambiguous)
def test_a_share_is_never_thousands(field, text):
    small = value(text)
    found = unreadable(field, text)
    assert bool(found) == (small > 1)
    for finding in found:
        if small <= 100:
            [way] = written_in(finding.remedy)
            assert value(way) == small / 100
            assert not unreadable(field, way)


@pytest.mark.parametrize(
    ("field", "text", "remedy"),
    [
        ("key", "4.047", "Write 4.0470 or 4047, whichever is meant."),
        ("weight", "29.000", "Write 29 or 29000, whichever is meant."),
        ("cap", "62.500", "Write 62.5 or 62 500, whichever is meant."),
        ("yearly", "4,875", "Write 4 875, if that is meant: an amount has at most two decimals."),
        ("participants", "1.250", "Write 1 250, if that is meant: a whole number has no decimals."),
        ("total", "1.250.000", "Write 1 250 000."),
        ("key", "1.250.000", "Write 1250000."),
        ("key", "1.250,500", "Write 1250.5000 or 1250500, whichever is meant."),
        ("stated", "-2.500.000", "Write -2 500 000."),
    ],
)
def test_what_the_remedy_says(field, text, remedy):
    assert [one.remedy for one in unreadable(field, text)] == [remedy]


@pytest.mark.parametrize("text", ["1.250,500.000", "999.999.999.999.999.999"])
def test_what_has_no_reading_gets_none(text):
    [finding] = unreadable("yearly", text)
    assert finding.remedy == "Write an amount such as 620 000 or 620 000,50."
