"""Costs that come to exactly what the sources pay in every year, and how they are shared."""

from collections.abc import Iterable, Iterator
from random import Random
from typing import Any

from random_plans.amounts import Money, PlanDict, Spread, added
from random_plans.financing import Financing
from random_plans.lines import Cost, Line, Source


class Costs:
    """The costs of a plan, drawn when this is made. ``entries`` is the plan's ``costs``."""

    def __init__(self, rng: Random, money: Money, financing: Financing, new_id: Any) -> None:
        self.rng, self.money, self.financing, self.new_id = rng, money, financing, new_id
        self.entries: PlanDict = {}
        self.lines: list[Cost] = []
        self._pay_for_one()
        cash = money.nothing
        for source in financing.cash:
            cash = cash.plus(source.amount)
            if source.given is None and rng.random() < 0.25:
                cash = cash.plus(self._common(source), -1)
        for line in self.lines:
            if not line.entry.get("common"):
                cash = cash.plus(line.amount, -1)
        for part, included in self._parts(cash):
            line = self.add(part, included)
            if included:
                line.entry["includes"] = included if len(included) > 1 else included[0]
        self._overhead()

    def add(self, amount: Spread, included: Iterable[str] = (), entry: Any = None) -> Cost:
        entry = entry or self.money.written(amount)
        if self.rng.random() < 0.4:
            entry["label"] = "Kostnad"
        line = Cost(self.new_id("c"), entry, amount, included=list(included))
        self.lines.append(line)
        self.entries[line.id] = line.entry
        return line

    def _pay_for_one(self) -> None:
        """A cost line, a source that is a share of it and another that is what is left of it."""
        if self.financing.complete or self.rng.random() > 0.12:
            return
        yearly = [self.money.units() for _ in self.money.years]
        line = self.add(Spread(tuple(yearly)), entry={"years": self.money.by_year(yearly)})
        part = self.financing.part_of([line])
        left = line.amount.plus(part.amount, -1)
        if min(left.yearly) < 0:  # a year of nothing can be rounded up by those before
            self.entries.popitem()
            self.lines.pop()
            return
        for one in (part, Line("", self.money.written(left), left)):
            source = self.financing.source(amount=one)
            source.reserved = True
            self.financing.add(source)

    # common costs

    def _common(self, source: Source) -> Spread:
        """A common cost that a source pays, where what is left of it still fills its group."""
        taken, entry = self._payable(source)
        source.common.append(taken)
        if source.reserved or (source.group and source.group.least() < 0):
            source.common.pop()
            return self.money.nothing
        self.add(taken, entry={**entry, "common": "true", "financed_by": source.id})
        return taken

    def _payable(self, source: Source) -> tuple[Spread, PlanDict]:
        """An amount that a source can pay in every year, all of it where it can be so written."""
        rng, years, amount = self.rng, len(self.money.years), source.amount
        whole_source = not any(amount.yearly) or not amount.spread
        if whole_source and amount.least >= 0 and rng.random() < 0.3:
            return amount, self.money.written(amount)
        if source is not self.financing.rest and not source.rest and rng.random() < 0.3:
            part = self.financing.part_of([source])
            if all(a <= b for a, b in zip(part.amount.yearly, amount.exact(), strict=True)):
                return part.amount, part.entry
        most = amount.least
        taken = Spread((rng.randint(0, most // years),) * years)
        if rng.random() < 0.5:
            taken = self.money.nothing._replace(spread=rng.choice([most, rng.randint(0, most)]))
        return taken, self.money.written(taken)

    # what is shared

    def _parts(self, cash: Spread) -> Iterator[tuple[Spread, list[str]]]:
        """Cost lines that come to the cash and what is in kind, and what each of them includes."""
        years, in_kind = len(self.money.years), self.financing.in_kind
        # what cannot be written as whole units a year, and at times more of it
        odd = cash.spread % years
        spread = self.rng.choice([odd, odd + (cash.least - odd) // years // 2 * years])
        even = Spread(tuple(units + (cash.spread - spread) // years for units in cash.yearly))
        spread_in_kind = [s for s in in_kind if not any(s.amount.yearly)]
        yearly_in_kind = [s for s in in_kind if any(s.amount.yearly)]
        yield from self._divided(self.money.nothing._replace(spread=spread), spread_in_kind)
        yield from self._divided(self._shares(even), yearly_in_kind)

    def _shares(self, cash: Spread) -> Spread:
        """What is left of cash in whole units when cost lines have taken shares of other lines."""
        for _ in range(self.rng.choice([0, 0, 0, 1, 2])):
            known = [*self.financing.known(), *self.lines]
            if not known:
                break
            part = self.financing.part_of(self.rng.sample(known, min(len(known), 2)))
            if min(cash.plus(part.amount, -1).yearly) >= 0:
                self.add(part.amount, entry=part.entry)
                cash = cash.plus(part.amount, -1)
        return cash

    def _divided(self, cash: Spread, in_kind: list[Source]) -> Iterator[tuple[Spread, list[str]]]:
        together = in_kind[: self.rng.randint(1, 2)]
        for source in in_kind[len(together) :]:
            first, cash = self._cut(cash)
            yield first.plus(source.amount), [source.id]
        for _ in range(self.rng.randint(0, 2)):
            first, cash = self._cut(cash)
            yield first, []
        amounts = (source.amount for source in together)
        yield added(amounts, cash), [source.id for source in together]

    def _cut(self, amount: Spread) -> tuple[Spread, Spread]:
        first = Spread(
            tuple(self.rng.randint(0, units) for units in amount.yearly),
            self.rng.randint(0, amount.spread),
        )
        return first, amount.plus(first, -1)

    # shares of all costs

    def _overhead(self) -> None:
        """A share of all other costs, as a cost line or a source, with what pays for it."""
        rng, rest = self.rng, self.financing.rest
        if rng.random() > 0.25 or (self.financing.complete and rest is None):
            return
        share = self.financing.part_of(self.lines, "costs")
        if isinstance(rest, Source) and rng.random() < 0.5:
            left = [a - b for a, b in zip(rest.left().exact(), share.amount.exact(), strict=True)]
            if min(left) >= 0:
                self.financing.add(self.financing.source(amount=share))
                rest.amount = rest.amount.plus(share.amount, -1)
                return
        ids = [line.id for line in self.lines]
        self.add(share.amount, entry={**share.entry})
        if rest is None:
            paid = {"percent": share.entry["percent"], "of": ids}
            share.entry = paid
            self.financing.add(self.financing.source(amount=share))
        elif isinstance(rest, Source):
            rest.amount = rest.amount.plus(share.amount)
        else:
            rest.amount = rest.amount.plus(share.amount)
            [inner] = [source for source in rest.sources if source.rest]
            inner.amount = inner.amount.plus(share.amount)
