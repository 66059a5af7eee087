"""What each phase awards in whole units, as the sheet of awards computes it."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from industri40.render.excel.shares.running import part

__all__ = ["Awarding", "award"]


class Awarding(NamedTuple):
    """One phase: its frame, and of each environment its weight, its ceiling and if it is at that.

    ``held`` are running totals of the ceilings of those who are, ``below`` of the weights of all
    others, and ``awarded`` of the awards, all from nothing on. The others have their weight's
    part of ``shared``, of ``whole``.
    """

    frame: int
    weights: Sequence[int]
    ceilings: Sequence[int]
    capped: Sequence[bool]
    held: Sequence[int]
    below: Sequence[int]
    shared: int
    whole: int
    awarded: Sequence[int]


def award(
    frame: int, weights: Sequence[int], ceilings: Sequence[int], *, shares_on: bool
) -> Awarding:
    """Award a frame by weights, nobody above a ceiling.

    Where it ``shares_on`` what ceilings keep back goes to those below theirs.
    """
    total = sum(weights)
    capped = [
        ceiling * total < frame * weight for weight, ceiling in zip(weights, ceilings, strict=True)
    ]
    if shares_on:
        capped = _at_ceiling(frame, weights, ceilings)
    kept = zip(ceilings, capped, strict=True)
    held = list(accumulate((ceiling * full for ceiling, full in kept), initial=0))
    free = zip(weights, capped, strict=True)
    below = list(accumulate((weight * (not full) for weight, full in free), initial=0))
    shared, whole = (frame - held[-1], below[-1] or 1) if shares_on else (frame, total or 1)
    awarded = [0]
    for at, ceiling in enumerate(ceilings, start=1):
        near = held[at] + part(shared, below[at], whole)
        awarded.append(max(awarded[-1], min(awarded[-1] + ceiling, near)))
    return Awarding(frame, weights, ceilings, capped, held, below, shared, whole, awarded)


def _at_ceiling(frame: int, weights: Sequence[int], ceilings: Sequence[int]) -> list[bool]:
    """Who reaches the ceiling when the frame is shared until nobody has room.

    An environment does if the frame is more than all would have, each at most its ceiling, at as
    much for each weight as that environment's ceiling is.
    """
    order = sorted(
        (at for at, weight in enumerate(weights) if weight),
        key=lambda at: (ceilings[at] / weights[at], at),
    )
    capped, left, sharing = [False] * len(weights), frame, sum(weights)
    for at in order:
        if ceilings[at] * sharing >= left * weights[at]:
            break
        capped[at] = True
        left -= ceilings[at]
        sharing -= weights[at]
    return capped
