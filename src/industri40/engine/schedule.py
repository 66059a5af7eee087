"""How many whole participants each environment takes each year, at an even pace."""

from collections.abc import Sequence

from industri40.engine.columns import differences

__all__ = ["even_pace"]


def even_pace(participants: Sequence[int], years: int) -> list[tuple[int, ...]]:
    """Spread each environment's participants over the years.

    Each schedule totals its participants; each year, and each running total, is its even pace
    rounded down or up. The environments round up in different years, so that the programme's
    years are even too (exactly so where environments are alike: by Hermite's identity the
    offsets of ``n`` environments, ``1/2n`` to ``1 - 1/2n``, make their sum one rounding).
    """
    count = len(participants)
    schedules: list[tuple[int, ...]] = []
    for number, total in enumerate(participants):
        # The offset in parts of 2 * count * years; the first environment rounds up first.
        offset = (2 * (count - number) - 1) * years
        scale = 2 * count * years
        to_date = [(2 * count * total * year + offset) // scale for year in range(1, years + 1)]
        schedules.append(differences(to_date))
    return schedules
