"""The difference between two plans: every input, figure, share and award that is not the same.

Everything here is data: what was found, exactly, with the places of inputs. Figures, shares and
awards are kroner, or what the figure counts; None where one of the plans has no such figure, which
counts as nothing in a change.
"""

from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from industri40.findings.finding import Place
from industri40.plan.model import Year
from industri40.report.case import Case
from industri40.report.page import Page

_NOTHING = Fraction(0)


class ChangedInput(NamedTuple):
    """One input that differs in what it means: its whole path, and how both plans write it."""

    path: tuple[str, ...]
    old: str | None
    new: str | None
    old_place: Place | None
    new_place: Place | None


class ChangedFigure(NamedTuple):
    """A figure of a table, by the names that JSON has for the table, the row and the column."""

    table: str
    row: str
    column: str
    old: Fraction | None
    new: Fraction | None

    @property
    def change(self) -> Fraction:
        """New less old."""
        return change_of(self.old, self.new)


class ChangedShare(NamedTuple):
    """What an environment (or ``common``, ``unallocated``) has of a line in a year."""

    side: str
    line: str
    environment: str
    year: Year
    old: Fraction | None
    new: Fraction | None

    @property
    def change(self) -> Fraction:
        """New less old."""
        return change_of(self.old, self.new)


class ChangedAward(NamedTuple):
    """What an environment is awarded in a phase."""

    phase: str
    environment: str
    old: Fraction | None
    new: Fraction | None

    @property
    def change(self) -> Fraction:
        """New less old."""
        return change_of(self.old, self.new)


def change_of(old: Fraction | None, new: Fraction | None) -> Fraction:
    """New less old, where nothing counts as zero; of whole numbers it is quickly said."""
    before, after = _NOTHING if old is None else old, _NOTHING if new is None else new
    if before.denominator == after.denominator == 1:
        return _whole(after.numerator - before.numerator)
    return after - before


@lru_cache  # thousands of awards change by a few different amounts
def _whole(change: int) -> Fraction:
    return Fraction(change)


class Difference(NamedTuple):
    """What differs between the plans of two cases; empty where they mean the same.

    ``figures`` are those of tables of a report, in the order of both plans' rows. ``same`` has, by
    the name of everything that was compared, how many rows have the same figures in both plans: of
    ``shares`` a row is a line of an environment, of ``awards`` an environment.
    """

    old: Case
    new: Case
    inputs: tuple[ChangedInput, ...]
    figures: tuple[ChangedFigure, ...]
    shares: tuple[ChangedShare, ...]
    awards: tuple[ChangedAward, ...]
    same: dict[str, int]

    @property
    def empty(self) -> bool:
        """Whether no input and no figure differs."""
        return not (self.inputs or self.figures or self.shares or self.awards)

    @property
    def page(self) -> Page:
        """All that there is to show of it, in the language of the new plan."""
        from industri40.comparing.tables import page  # other programs are not shown any

        return page(self)
