"""One digit that is another, missing, too many or swapped, and nothing more than that."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from industri40.checks.causes import is_slip

AMOUNTS = st.integers(1, 10**9).map(Fraction)


@pytest.mark.parametrize(
    ("written", "meant", "slip"),
    [
        ("760000", "750000", True),
        ("7500000", "750000", True),
        ("75000", "750000", True),
        ("570000", "750000", True),
        ("750000.50", "750000", True),
        ("750000.55", "750000", False),
        ("690000", "720000", False),
        ("100", "90", False),
        ("705000", "750000", True),
        ("507000", "750000", False),
        ("0", "5", True),
        ("1", "100", False),
    ],
)
def test_what_one_slip_can_do(written, meant, slip):
    assert is_slip(Fraction(written), Fraction(meant)) is slip
    assert is_slip(Fraction(meant), Fraction(written)) is slip


@given(AMOUNTS, st.data())
@settings(deadline=None)
def test_every_single_slip_is_one(amount, data):
    digits = str(amount)
    at = data.draw(st.integers(0, len(digits) - 1))
    digit = data.draw(st.sampled_from("123456789"))
    changed = data.draw(
        st.sampled_from(
            [
                digits[:at] + digit + digits[at + 1 :],
                digits[:at] + digit + digits[at:],
                digits[:at] + digits[at + 1 :],
                digits[:at] + digits[at : at + 2][::-1] + digits[at + 2 :],
            ]
        )
    )
    if changed and not changed.startswith("0"):
        assert is_slip(amount, Fraction(changed))


@given(AMOUNTS, AMOUNTS)
@settings(deadline=None)
def test_two_numbers_that_differ_by_one_slip_have_about_as_many_digits(one, other):
    if is_slip(one, other):
        assert abs(len(str(one)) - len(str(other))) <= 1
        assert is_slip(other, one)
