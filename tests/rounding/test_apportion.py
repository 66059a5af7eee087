"""Largest remainder: published results, and the laws that hold for every total and weights."""

import json
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from industri40.rounding.apportion import apportion, cut

ORACLES = Path(__file__).parent.parent / "data" / "oracles" / "largest_remainder.json"
VECTORS: list[dict[str, Any]] = json.loads(ORACLES.read_text(encoding="utf-8"))["vectors"]

whole_weights = st.lists(st.integers(0, 10**9) | st.integers(0, 3), min_size=1).filter(any)
fractions = st.fractions(min_value=0, max_value=1000, max_denominator=1000)
any_weights = whole_weights | st.lists(fractions, min_size=1).filter(any)
totals = st.integers(0, 200) | st.integers(0, 10**15)


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["id"] for vector in VECTORS])
def test_published_results(vector: dict[str, Any]) -> None:
    weights = [Fraction(w) if isinstance(w, str) else w for w in vector["weights"]]
    assert apportion(vector["total"], weights) == vector["expected"]


def test_there_are_published_results() -> None:
    assert len(VECTORS) > 50


@given(totals, any_weights)
def test_the_shares_total_the_total(total: int, weights: list[int]) -> None:
    assert sum(apportion(total, weights)) == total


@given(totals, any_weights)
def test_each_share_is_its_quota_down_or_up(total: int, weights: list[int]) -> None:
    whole = Fraction(sum(weights))
    for share, weight in zip(apportion(total, weights), weights, strict=True):
        quota = total * weight / whole
        assert quota // 1 <= share <= -(-quota // 1)


@given(totals, whole_weights, st.integers(1, 10**6))
def test_only_proportions_matter(total: int, weights: list[int], scale: int) -> None:
    scaled = apportion(total, [weight * scale for weight in weights])
    assert apportion(total, weights) == scaled
    assert apportion(total, [Fraction(weight, scale) for weight in weights]) == scaled


@given(totals, any_weights)
def test_equal_weights_differ_by_one_at_most_and_the_first_gets_more(
    total: int, weights: list[int]
) -> None:
    shares = apportion(total, weights)
    for i, weight in enumerate(weights):
        for j in range(i + 1, len(weights)):
            if weights[j] == weight:
                assert 0 <= shares[i] - shares[j] <= 1


@given(totals, any_weights)
def test_a_larger_weight_never_gets_less(total: int, weights: list[int]) -> None:
    pairs = sorted(zip(weights, apportion(total, weights), strict=True))
    by_weight: dict[object, list[int]] = {}
    for weight, share in pairs:
        by_weight.setdefault(weight, []).append(share)
    groups = list(by_weight.values())
    for smaller, larger in pairwise(groups):
        assert max(smaller) <= min(larger)


@given(totals, any_weights)
def test_zero_gets_zero(total: int, weights: list[int]) -> None:
    shares = apportion(total, weights)
    assert all(not share for share, weight in zip(shares, weights, strict=True) if not weight)


@given(totals, any_weights)
def test_a_negative_total_is_the_mirror_image(total: int, weights: list[int]) -> None:
    assert apportion(-total, weights) == [-share for share in apportion(total, weights)]


def by_sorting(total: int, weights: list[int]) -> list[int]:
    """The textbook's formulation."""
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    remainders = [total * weight % whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda index: -remainders[index])
    for index in order[: total - sum(shares)]:
        shares[index] += 1
    return shares


@given(
    st.integers(0, 10**12),
    st.integers(0, 2**32),
    st.sampled_from([7, 100, 50_000, 10**9]),
    st.integers(5_000, 20_000),
)
def test_selection_among_many_is_the_same_as_sorting(
    total: int, seed: int, spread: int, size: int
) -> None:
    weights = [(seed + 7919 * index * index) % spread for index in range(size)]
    assume(any(weights))
    assert apportion(total, weights) == by_sorting(total, weights)


def test_a_sample_that_misleads_costs_only_time() -> None:
    # every weight that the sample looks at is small, all others are large
    weights = [1 if index % 2 == 0 else 10**6 + index for index in range(8192 * 2)]
    assert apportion(10**9 + 7, weights) == by_sorting(10**9 + 7, weights)


@given(st.lists(st.integers(0, 50), min_size=1), st.data())
def test_cut_takes_the_largest(remainders: list[int], data: st.DataObject) -> None:
    ups = data.draw(st.integers(0, len(remainders)))
    level, ties = cut(remainders, ups)
    assert sum(remainder > level for remainder in remainders) + ties == ups
    assert 0 <= ties <= remainders.count(level)


@pytest.mark.parametrize(
    ("total", "weights"),
    [
        (1, []),
        (1, [0, 0]),
        (1, [1, -1]),
        (1, [1.0, 2]),
        (1.5, [1]),
        (True, [1]),
        (1, [True]),
        (1, ["1"]),
        ("1", [1]),
        (Fraction(1), [1]),
    ],
)
def test_anything_else_is_refused(total: Any, weights: Any) -> None:
    with pytest.raises(ValueError, match=r"total|weight"):
        apportion(total, weights)
