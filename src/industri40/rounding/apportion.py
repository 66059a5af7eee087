"""Sharing a whole total in proportion to weights, by largest remainder (Hamilton, Hare-Niemeyer).

Each weight gets its exact quota rounded down; the units that are left go one each to the largest
remainders, and among equal remainders to the first.

Source: Balinski & Young, *Fair Representation* (1982), appendix A.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from fractions import Fraction
from itertools import islice
from math import lcm

_SMALL = 4096  # below this many remainders sorting them all is faster than selecting among them


def apportion(total: int, weights: Sequence[int | Fraction]) -> list[int]:
    """Share ``total`` in proportion to ``weights``, exactly, by largest remainder.

    The shares total ``total``; each is its exact quota rounded down or up; ties go to the first.
    A negative total is shared as the positive one, with the sign turned.

    Raises ValueError for a total that is no integer, and for weights that are negative, no exact
    numbers, missing, or all zero.

    >>> apportion(100, [1, 1, 1])
    [34, 33, 33]
    >>> apportion(7, [Fraction(2, 3), Fraction(1, 3), 0])
    [5, 2, 0]
    """
    if type(total) is not int:
        raise ValueError(f"the total must be an integer, not {total!r}")
    kinds = set(map(type, weights))
    if not kinds <= {int, Fraction}:
        raise ValueError("weights must be integers or fractions")
    if Fraction in kinds:
        scale = lcm(*(weight.denominator for weight in weights))
        weights = [weight.numerator * (scale // weight.denominator) for weight in weights]
    shares = _share(abs(total), weights)  # type: ignore[arg-type]  # only integers are left
    return shares if total >= 0 else [-share for share in shares]


def _check(weights: Collection[int]) -> None:
    if not any(weights):
        raise ValueError("at least one weight must be above zero")
    if min(weights) < 0:
        raise ValueError("a weight cannot be negative")


def _share(total: int, weights: Sequence[int]) -> list[int]:
    # Many equal weights are computed once each: measured at a million, half the time.
    probe = weights[:_SMALL]
    if 2 * len(set(probe)) <= len(probe):
        return _share_repeated(total, weights)
    _check(weights)
    whole = sum(weights)
    products = [total * weight for weight in weights]
    remainders = [product % whole for product in products]
    level, ties = cut(remainders, sum(remainders) // whole)
    lift = whole - 1 - level
    shares = [(product + lift) // whole for product in products]
    tied = (index for index, remainder in enumerate(remainders) if remainder == level)
    for index in islice(tied, ties):
        shares[index] += 1
    return shares


def _share_repeated(total: int, weights: Sequence[int]) -> list[int]:
    repeated = Counter(weights)
    _check(repeated)
    whole = sum(weight * count for weight, count in repeated.items())
    by_remainder: dict[int, list[int]] = {}
    for weight in repeated:
        by_remainder.setdefault(total * weight % whole, []).append(weight)
    counts = {r: sum(map(repeated.__getitem__, equal)) for r, equal in by_remainder.items()}
    ties = sum(r * count for r, count in counts.items()) // whole
    levels = iter(sorted(counts, reverse=True))
    while ties > counts[level := next(levels)]:
        ties -= counts[level]
    lift = whole - 1 - level
    share_of = {weight: (total * weight + lift) // whole for weight in repeated}
    shares = list(map(share_of.__getitem__, weights))
    among = frozenset(by_remainder[level])
    for index in islice((i for i, weight in enumerate(weights) if weight in among), ties):
        shares[index] += 1
    return shares


def cut(remainders: Sequence[int], ups: int) -> tuple[int, int]:
    """Where to cut so that the ``ups`` largest remainders are rounded up.

    Returns a level and a number of ties: every remainder above the level is rounded up, and the
    first so many of those that are equal to it. With ``ups`` zero nothing is.
    """
    if ups <= 0:
        return max(remainders, default=0), 0
    pool, rank = _narrow(remainders, ups) if len(remainders) > _SMALL else (remainders, ups)
    level = sorted(pool, reverse=True)[rank - 1]
    return level, ups - len([None for remainder in remainders if remainder > level])


def _narrow(remainders: Sequence[int], ups: int) -> tuple[Sequence[int], int]:
    """The remainders near the ``ups``-th largest, and its rank among them.

    A sorted sample brackets it. Where the bracket misses, which costs time but never the result,
    all remainders are returned.
    """
    sample = sorted(islice(remainders, 0, None, len(remainders) // _SMALL), reverse=True)
    middle = ups * len(sample) // len(remainders)
    reach = len(sample) // 32
    high = sample[max(0, middle - reach)]
    low = sample[min(len(sample) - 1, middle + reach)]
    pool = [remainder for remainder in remainders if low <= remainder <= high]
    rank = ups - len([None for remainder in remainders if remainder > high])
    return (pool, rank) if 0 < rank <= len(pool) else (remainders, ups)
