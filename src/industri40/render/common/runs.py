"""Columns that have no room beside each other, in runs of neighbours."""

from collections.abc import Sequence

_STEPS = 50  # how exactly the runs are made equally wide


def even_runs(widths: Sequence[float], room: float) -> list[range]:
    """As few runs as there have to be, about equally wide; only one alone may be wider than room.

    >>> even_runs([4, 4, 4, 4], 13), even_runs([9, 2], 5)
    ([range(0, 2), range(2, 4)], [range(0, 1), range(1, 2)])
    """
    runs = _filled(widths, room)
    for step in range(_STEPS - 1, 0, -1):
        closer = _filled(widths, room * step / _STEPS)
        if len(closer) > len(runs):
            break
        runs = closer
    return runs


def _filled(widths: Sequence[float], room: float) -> list[range]:
    """Each run with as many as there is room for."""
    starts, taken = [0], 0.0
    for at, wide in enumerate(widths):
        if at > starts[-1] and taken + wide > room:
            starts.append(at)
            taken = 0.0
        taken += wide
    return [range(*ends) for ends in zip(starts, [*starts[1:], len(widths)], strict=True)]
