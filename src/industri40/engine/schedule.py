"""Whole participants, year by year."""

from collections.abc import Sequence
from operator import sub


def even_pace(participants: Sequence[int], years: int) -> list[tuple[int, ...]]:
    """Spread each environment's participants over the years.

    Each schedule totals its participants; each year, and each running total, is its even pace
    rounded down or up. The environments round up in different years, so that the programme's
    years are even too (exactly so where environments are alike: by Hermite's identity the
    offsets of ``n`` environments, ``1/2n`` to ``1 - 1/2n``, make their sum one rounding).
    """
    count, scale = len(participants), 2 * len(participants) * years
    # In parts of the scale; the first environment rounds up first.
    offsets = [(2 * (count - number) - 1) * years for number in range(count)]
    before, by_year = [0] * count, []
    for year in range(1, years + 1):
        pace, cells = 2 * count * year, zip(participants, offsets, strict=True)
        to_date = [(pace * total + offset) // scale for total, offset in cells]
        by_year.append(map(sub, to_date, before))
        before = to_date
    return list(zip(*by_year, strict=True))
