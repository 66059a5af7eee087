"""Sharing a whole plan: exact shares, then whole units; what that gives, and how it came about."""

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from operator import sub
from typing import NamedTuple

from industri40.engine.columns import differences, less, sums_of
from industri40.engine.exact import ExactShares, exact_shares
from industri40.engine.keys import COMMON, UNALLOCATED
from industri40.engine.together import Settled, settled_together
from industri40.plan.model import Plan, Year


class Share(NamedTuple):
    """What one holder has of one line in one year; ``amount`` in units."""

    side: str
    line: str
    environment: str
    year: Year
    amount: int


class Block(NamedTuple):
    """What some holders have of one line: for each of ``years`` a column, in units."""

    side: str
    line: str
    holders: Sequence[str]
    years: Sequence[Year]
    columns: Sequence[Sequence[int]]


class Award(NamedTuple):
    """What one environment is granted in one phase, in units.

    ``sought`` is its application, ``ceiling`` the phase's cap and ``floor`` the phase's floor, as
    the plan has them, and None where it has none. Unless it was decided the award is at most the
    lesser of the first two, and at least the floor as far as these allow. ``returned`` is what of
    the ``amount`` was given back.
    """

    phase: str
    environment: str
    sought: int | None
    ceiling: int | None
    floor: int | None
    amount: int
    returned: int


class Frame(NamedTuple):
    """What one phase has to award and what becomes of it, in units.

    ``given_back`` is what environments returned of their awards. ``leftover`` is that and what is
    not awarded: ``carried`` to the next phase, or ``returned``.
    """

    phase: str
    frame: int
    awarded: int
    given_back: int
    leftover: int
    carried: int
    returned: int


class RelaxedBound(NamedTuple):
    """A running total that is beyond its exact share rounded up or down, in units.

    It happens only where amounts below one unit left no other way to balance that was found.
    """

    line: str
    environment: str
    year: Year
    exact: Fraction
    amount: int


class Allocation:
    """A plan's money shared out.

    ``awards`` and ``frames`` are empty where the plan has no grant; ``relaxed`` are the running
    totals that could not be kept next to their exact values. ``exact`` is the computation before
    rounding, with a value for each of ``holders`` in every column.
    """

    def __init__(self, plan: Plan, exact: ExactShares, whole: Settled) -> None:
        self.plan, self.exact, self._whole = plan, exact, whole
        self.holders = (*exact.holders, UNALLOCATED)
        self._position = {holder: n for n, holder in enumerate(self.holders)}
        self._common = self._list_common()
        self.frames = tuple(self._list_frames())
        self.relaxed = tuple(self._list_relaxed())

    @cached_property
    def schedule(self) -> dict[str, tuple[int, ...]]:
        """Each environment's participants by year; nothing where the plan has none."""
        if self.plan.participants is None:
            return {}
        of = {environment.id: environment.participants for environment in self.plan.environments}
        paces = _even_pace([of[holder] for holder in self.exact.holders], len(self.plan.years))
        return dict(zip(self.exact.holders, paces, strict=True))

    def awarded(self) -> Iterator[tuple[str, str, int]]:
        """Phase, environment and units of every award: quicker where they are many."""
        if (whole := self._whole.awards) is None:
            return
        environments = [(each.id, self._position[each.id]) for each in self.plan.environments]
        for (phase, *_), awards in zip(self.exact.phases, whole.awards, strict=True):
            name, weights = phase.id, phase.key.weights
            yield from ((name, one, awards[at]) for one, at in environments if one in weights)

    @cached_property
    def awards(self) -> tuple[Award, ...]:
        """What each environment is granted in each phase it takes part in."""
        phases = {phase.id: phase for phase in self.plan.phases}
        return tuple(
            Award(
                name,
                one,
                phases[name].applications.get(one),
                phases[name].cap_of(one),
                phases[name].floor_of(one),
                amount,
                phases[name].returned.get(one, 0),
            )
            for name, one, amount in self.awarded()
        )

    def amounts(self, line: str, holder: str) -> tuple[int, ...]:
        """What a holder has of a line, in units, year by year.

        ``holder`` is an environment's id, ``common`` or ``unallocated``. ``line`` is a cost line
        or a source. Raises KeyError for any other.
        """
        if holder == COMMON:
            return self._common[line]
        totals, position = self._whole.totals, self._position[holder]
        if line not in totals[-1]:
            return (0,) * len(self.plan.years)
        return differences(year[line][position] for year in totals)

    def position(self, holder: str) -> int:
        """Where a holder stands in columns: environments in natural order, then the rest."""
        return self._position[holder]

    def to_date(self, line: str, year: int) -> list[int]:
        """The running totals of a line after the year with this index, for all ``holders``."""
        return self._whole.totals[year][line]

    def awarded_to_date(self, phase: int) -> list[int]:
        """The awards up to the phase with this index, for all ``holders``."""
        if self._whole.awards is None:
            raise ValueError("the plan has no grant to award")
        return sums_of(self._whole.awards.awards[: phase + 1], len(self.holders))

    def shares(self) -> Iterator[Share]:
        """Every share, costs first, in the order of the file, years within each holder."""
        for side, line, holders, years, columns in self.blocks():
            for holder, amounts in zip(holders, zip(*columns, strict=True), strict=True):
                for year, amount in zip(years, amounts, strict=True):
                    yield Share(side, line, holder, year, amount)

    def blocks(self, environments: Collection[str] = ()) -> Iterator[Block]:
        """The shares column by column, in the order of ``shares``: quicker where they are many.

        For each line what the environments have, and then what is common and what unallocated, in
        years in which anything is; or what only some ``environments`` have.
        """
        years = self.plan.years
        shown = [each.id for each in self.plan.environments]
        if environments:
            shown = [holder for holder in shown if holder in environments]
        positions = [self._position[holder] for holder in shown]
        lines = [("cost", line.id) for line in self.plan.costs]
        lines += [("financing", source.id) for source in self.plan.sources]
        for side, line in lines:
            if line in self._whole.totals[-1]:
                to_date = [[year[line][at] for at in positions] for year in self._whole.totals]
                columns = map(less, to_date, ([0] * len(positions), *to_date))
                yield Block(side, line, shown, years, list(columns))
            for holder in () if environments else (COMMON, UNALLOCATED):
                given = zip(years, self.amounts(line, holder), strict=True)
                if left := {year: [amount] for year, amount in given if amount}:
                    yield Block(side, line, [holder], tuple(left), tuple(left.values()))

    def _list_common(self) -> dict[str, tuple[int, ...]]:
        """What stays with the programme, by line."""
        common = {line.id: line.amounts for line in (*self.plan.costs, *self.plan.sources)}
        for name, line in (self.exact.costs | self.exact.sources).items():
            common[name] = tuple(less(common[name], differences(line.shared)))
        return common

    def _list_frames(self) -> Iterator[Frame]:
        if (whole := self._whole.awards) is None:
            return
        phases = [exact.phase for exact in self.exact.phases]
        parts = zip(phases, whole.frames, whole.carried, whole.awards, strict=True)
        for phase, frame, carried, (*awards, returned) in parts:
            back = sum(phase.returned.values())
            left = frame - sum(awards) + back
            yield Frame(phase.id, frame, sum(awards), back, left, carried, returned)

    def _list_relaxed(self) -> Iterator[RelaxedBound]:
        lines = [*self.exact.costs.items(), *self.exact.sources.items()]
        for number, year in () if self._whole.kept else enumerate(self.plan.years):
            for name, line in lines:
                column, amounts = self.exact.column(line, number), self.to_date(name, number)
                for holder, position in self._position.items():
                    exact, amount = column.exact(position), amounts[position]
                    if abs(amount - exact) >= 1:
                        yield RelaxedBound(name, holder, year, exact, amount)


def balances(plan: Plan) -> bool:
    """Whether costs equal financing in every year."""
    return not any(map(plan.uncovered, range(len(plan.years))))


def allocate(plan: Plan, exact: ExactShares | None = None) -> Allocation:
    """Share a plan's costs and financing among its environments, year by year and phase by phase.

    All amounts of the result are whole units of ``plan.unit`` kroner. Reads no file and prints
    nothing; the same plan gives the same result, whatever the order of its lines. ``exact`` are
    its exact shares, where they are worked out already.
    """
    exact = exact or exact_shares(plan)
    balanced = balances(plan) and not exact.overdrawn
    whole = settled_together(exact, len(plan.years), balanced=balanced)
    return Allocation(plan, exact, whole)


def _even_pace(participants: Sequence[int], years: int) -> list[tuple[int, ...]]:
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
