"""What if: what is asked for of a plan, and what that changes in it."""

from typing import NamedTuple

from industri40.findings.finding import Place
from industri40.record import Record


class Asked(NamedTuple):
    """What if: ``scenarios`` of the plan by name, then ``sets``, such as ``county=-10 %``."""

    scenarios: tuple[str, ...] = ()
    sets: tuple[str, ...] = ()


AS_IT_IS = Asked()


class Changed(NamedTuple):
    """One input that a what-if changes: its whole path, and what is written there.

    ``old`` or ``new`` is None where nothing stands there; ``place`` is that of the new value, or of
    the path that is taken out.
    """

    path: tuple[str, ...]
    old: str | None
    new: str | None
    place: Place

    @property
    def name(self) -> str:
        """The whole path, such as ``financing.county.yearly``."""
        return ".".join(self.path)


class WhatIf(Record):
    """What was asked, what the scenarios of that are called, and every input that it changed."""

    asked: Asked
    labels: tuple[str, ...]
    changes: tuple[Changed, ...]


class Scenario(Record):
    """A what-if that the plan has by name; it may be one that cannot be."""

    id: str
    label: str
    place: Place
