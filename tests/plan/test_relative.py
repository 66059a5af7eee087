"""Values relative to a number: exact, and written as a plan may write them."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from industri40.plan.language.relative import (
    COUNT,
    HOURS,
    KRONER,
    NUMBER,
    SHARE,
    Counted,
    is_relative,
    moved,
    number_of,
    number_text,
)
from industri40.plan.language.values import Refused

ONE = Fraction(1)


@pytest.mark.parametrize(
    ("text", "by", "kind", "new"),
    [
        ("1 500 000", "-10 %", KRONER, "1 350 000"),
        ("1 500 000", "\u2212 10%", KRONER, "1 350 000"),
        ("1 500 000,50", "+50 000", KRONER, "1 550 000.50"),
        ("0", "+5 %", KRONER, "0"),
        ("400", "-20 %", COUNT, "320"),
        ("400", "+1", COUNT, "401"),
        ("25", "+0.25", HOURS, "25.25"),
        ("50 %", "+10 %", SHARE, "55 %"),
        ("2/3", "-10 %", SHARE, "0.60"),
        ("1/3", "+1/3", SHARE, "2/3"),
        ("2/3", "+5 %", SHARE, "0.70"),
        ("3", "+50 %", NUMBER, "4.50"),
        ("0.75", "+50 %", NUMBER, "9/8"),
        ("7 000", "+5 %", NUMBER, "7 350"),
        ("40 %", "-50 %", NUMBER, "20 %"),
    ],
)
def test_a_change_is_of_the_number_that_stands_there(text: str, by: str, kind: Counted, new: str):
    assert is_relative(by)
    assert moved(text, by, kind, ONE) == new


@pytest.mark.parametrize("text", ["5 %", "+", "-", "++5", "+x", "", "5-5", "+\n5"])
def test_without_a_sign_before_a_digit_nothing_is_relative(text: str):
    assert not is_relative(text)


@pytest.mark.parametrize(
    ("text", "by", "kind", "ways"),
    [
        ("1 000", "-12.2555 %", KRONER, ("870", "880")),
        ("401", "+0.5 %", COUNT, ("403", "404")),
        ("2", "+1.234 %", HOURS, ("2.02", "2.03")),
    ],
)
def test_what_cannot_be_written_is_an_error_with_the_nearest(
    text: str, by: str, kind: Counted, ways: tuple[str, str]
):
    with pytest.raises(Refused) as error:
        moved(text, by, kind, Fraction(10))
    facts = error.value.facts
    assert (error.value.variant, facts["below"].text, facts["above"].text) == ("no_multiple", *ways)


def test_nothing_falls_below_zero():
    assert moved("400", "-100 %", COUNT, ONE) == "0"
    with pytest.raises(Refused, match="below_zero"):
        moved("400", "-401", COUNT, ONE)


@settings(max_examples=150)
@given(st.fractions(0, 1, max_denominator=10**5), st.booleans())
def test_a_share_or_number_is_written_so_that_it_is_read_as_it_was(value: Fraction, percent: bool):
    for kind in (SHARE, NUMBER):
        assert number_of(number_text(value, kind, percent=percent), kind) == value


@settings(max_examples=150)
@given(st.integers(0, 10**12))
def test_so_is_an_amount(hundredths: int):
    value = Fraction(hundredths, 100)
    for kind in (KRONER, HOURS):
        assert number_of(number_text(value, kind), kind) == value
