"""What every line consists of in one year: amounts by keys.

Costs follow the money: an in-kind source goes to the line that includes it, and the cash of a line
that has a key, or is given by environment, where that says. What these leave of each holder's cash
goes to the lines without a key, in the proportion that the programme has that year.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from operator import sub
from typing import NamedTuple

from industri40.engine.columns import Column
from industri40.engine.keys import UNALLOCATED, Fitted, GivenIn, KeyName, given_columns, mixed
from industri40.plan.model import CostLine, Group, Line, Plan

Mixed = dict[KeyName, Fraction]  # amounts in units by the key that shares each
Amounts = dict[str, tuple[int, ...] | tuple[Fraction, ...]]  # what lines come to, by year, in units


class Overdrawn(NamedTuple):
    """Where cost lines with keys do not come out, in the year with this index; in units, exactly.

    ``cash`` is what the holder has, ``keyed`` what these lines take: more than that, or less where
    no other line is left to take the difference.
    """

    year: int
    holder: str
    cash: Fraction
    keyed: Fraction


def after_common_costs(plan: Plan, *, rounded: bool = True) -> Amounts:
    """What each source has left for sharing and each cost line, per year, in units.

    Unless they are to be ``rounded`` to whole units they are as they were before that.
    """
    lines = (*plan.sources, *plan.costs)
    amounts: Amounts = {line.id: line.amounts if rounded else line.exact for line in lines}
    for line in plan.costs:
        if line.financed_by is not None:
            left = map(sub, amounts[line.financed_by], amounts[line.id])
            amounts[line.financed_by] = tuple(left)
    return amounts


class Parts:
    """What lines consist of by what the plan says, in whole units or before rounding to those.

    ``found`` are those of the sources of the year.
    """

    def __init__(
        self, plan: Plan, size: int, keys: Mapping[KeyName, Column], amounts: Amounts
    ) -> None:
        self._size, self._keys, self._amounts = size, keys, amounts
        self._groups: dict[str | None, Group] = {group.id: group for group in plan.groups}
        # the rest of a group comes when all others are known
        self._sources = sorted(plan.sources, key=lambda one: bool(one.rest and one.group))
        self._cash = [source.id for source in plan.sources if not source.in_kind]

    def sources(self, number: int) -> dict[str, Mixed]:
        """All sources in a year, by their keys, as given, or what others leave of a group."""
        found: dict[str, Mixed] = {}
        for source in self._sources:
            group = self._groups.get(source.group) if source.rest else None
            others = [one for one in group.sources if one != source.id] if group else []
            if group and any(self._keys.get(one) is not self._keys[group.id] for one in others):
                left = [self.whole(group, number), *(found[one] for one in others)]
                found[source.id] = added(left, -1)
            else:
                found[source.id] = self.whole(source, number)
        return found

    def whole(self, line: Line, number: int) -> Mixed:
        """All of a line or a group, by its key or as it is given."""
        amount = Fraction(sum(self._amounts[one][number] for one in line.sources or (line.id,)))
        return {GivenIn(line.id, number) if line.given else line.id: amount}

    def keyed_cash(self, line: CostLine, number: int, found: Mapping[str, Mixed]) -> Mixed:
        """The cash of a cost line that has a key, or is given."""
        if not line.given:
            return {line.id: self.in_cash(line, number)}
        return added([self.whole(line, number), *(found[one] for one in line.includes)], -1)

    def in_cash(self, line: CostLine, number: int) -> Fraction:
        """What of a cost line is paid in cash in a year."""
        included = sum(self._amounts[one][number] for one in line.includes)
        return Fraction(self._amounts[line.id][number] - included)

    def left(self, found: Mapping[str, Mixed], taken: Iterable[Mixed]) -> Mixed:
        """What is left of all cash in a year."""
        return added([added(found[one] for one in self._cash), *taken], -1)

    def column(self, parts: Mixed) -> Column:
        """What every holder has of parts."""
        return mixed(self._size, self._keys, parts)

    def fits(self, parts: Mixed, *, free: bool = True) -> bool:
        """Whether nothing is below zero; where nothing is ``free``, whether all is nothing."""
        numerators = self.column(parts).numerators
        return min(numerators) >= 0 and (free or not any(numerators))


class Mixer:
    """Says what lines consist of, year by year.

    Columns that are fitted to a year are added to ``keys``; ``overdrawn`` and ``exactly`` are as
    the exact shares have them, of the years so far.
    """

    def __init__(
        self, plan: Plan, holders: Sequence[str], keys: dict[KeyName, Column], amounts: Amounts
    ) -> None:
        self._plan, self._holders, self._keys = plan, holders, keys
        self._parts = Parts(plan, len(holders) + 1, keys, amounts)
        costs = [line for line in plan.costs if not line.common]
        self._keyed = [line for line in costs if line.key or line.given]
        self._free = [line for line in costs if not (line.key or line.given)]
        self.overdrawn: list[Overdrawn] = []
        self.exactly = True

    @cached_property
    def _before(self) -> Parts:
        """The same before rounding."""
        given = given_columns(self._plan, self._holders, rounded=False)
        amounts = after_common_costs(self._plan, rounded=False)
        return Parts(self._plan, len(self._holders) + 1, {**self._keys, **given}, amounts)

    def year(self, number: int) -> dict[str, Mixed]:
        """What every source, and every cost line that is not common, consists of in a year."""
        parts = self._parts
        found = parts.sources(number)
        for source in self._plan.sources:
            if source.rest and source.group and not self._is_fit(found[source.id]):
                like = self._before.sources(number)[source.id]
                found[source.id] = self._fit(Fitted(number, source.id), like, found[source.id])
        cash = {line.id: self._keyed_cash(line, number, found) for line in self._keyed}
        left = parts.left(found, cash.values())
        if self._keyed:
            left = self._checked(left, number)
        money = sum(left.values())
        for line in self._free:
            amount = parts.in_cash(line, number)
            shared = {key: amount * part / money for key, part in left.items()} if money else {}
            cash[line.id] = shared or {None: amount}
        for line in (*self._keyed, *self._free):
            found[line.id] = added([*(found[one] for one in line.includes), cash[line.id]])
        return found

    def _keyed_cash(self, line: CostLine, number: int, found: Mapping[str, Mixed]) -> Mixed:
        cash = self._parts.keyed_cash(line, number, found)
        if self._is_fit(cash):
            return cash
        like = self._before.keyed_cash(line, number, self._before.sources(number))
        return self._fit(Fitted(number, line.id), like, cash)

    def _is_fit(self, parts: Mixed) -> bool:
        """Whether nothing is below zero in whole units, as it is not before rounding."""
        return len(parts) == 1 or self._parts.fits(parts)

    def _fit(self, key: Fitted, like: Mixed, parts: Mixed) -> Mixed:
        """The amount of parts, shared as others are before rounding, without what is below zero."""
        weights = [max(0, numerator) for numerator in self._before.column(like).numerators]
        if not any(weights):
            return {}
        self._keys[key] = Column(weights, sum(weights))
        return {key: sum(parts.values(), Fraction(0))}

    def _checked(self, left: Mixed, number: int) -> Mixed:
        """What is left for lines without a key, as far as there is any; else it is noted."""
        free = any(self._parts.in_cash(line, number) for line in self._free)
        if self._parts.fits(left, free=free):
            return left
        before = self._before
        found = before.sources(number)
        keyed = [before.keyed_cash(line, number, found) for line in self._keyed]
        exact = before.left(found, keyed)
        if before.fits(exact, free=free):
            self.exactly = False
        elif not free or not self._plan.uncovered(number):  # else it is why they do not come out
            columns = before.column(exact), before.column(added(keyed))
            for position, holder in enumerate((*self._holders, UNALLOCATED)):
                over, taken = (column.exact(position) for column in columns)
                if over < 0 or (over and not free):
                    self.overdrawn.append(Overdrawn(number, holder, taken + over, taken))
        return self._fit(Fitted(number, None), exact, {None: Fraction(1)}) if free else {}


def added(parts: Iterable[Mixed], sign: int = 1) -> Mixed:
    """The sum of amounts by key, the first ones and so many times all others."""
    total: Mixed = {}
    factor = 1
    for part in parts:
        for key, amount in part.items():
            total[key] = total.get(key, 0) + factor * amount
        factor = sign
    return total
