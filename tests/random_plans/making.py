"""One plan from all its parts."""

from dataclasses import dataclass
from random import Random
from typing import Any

from random_plans.amounts import Money, PlanDict, amount_text
from random_plans.costs import Costs
from random_plans.financing import Financing
from random_plans.keyed import share_costs
from random_plans.lines import Source
from random_plans.people import People
from random_plans.phases import Phases


def _each_by_itself(value: Any) -> Any:
    """The same without any part that stands in two places, so that one of them can be changed."""
    if isinstance(value, dict):
        return {key: _each_by_itself(one) for key, one in value.items()}
    return [_each_by_itself(one) for one in value] if isinstance(value, list) else value


@dataclass(frozen=True)
class Limits:
    """How large a plan may become."""

    environments: int = 40
    years: int = 6
    phases: int = 4
    units: tuple[int, ...] = (100, 100, 100, 1, 10_000)
    """What all amounts are multiples of, in hundredths: one of these."""


def make_plan(
    rng: Random, *, balanced: bool | None = True, limits: Limits | None = None
) -> PlanDict:
    """One random valid plan; ``balanced`` None leaves to chance whether it balances."""
    return _Maker(rng, limits or Limits()).plan(balanced=balanced)


class _Maker:
    def __init__(self, rng: Random, limits: Limits) -> None:
        self.rng, self.limits, self.ids = rng, limits, 0
        self.people = People(rng, limits.environments, self._id)
        unit = rng.choice(limits.units)
        largest = rng.choice([0, 20, 20, 50_000, 50_000, 3_000_000, 3_000_000, 10**11])
        most = max(largest and 1, largest * 100 // unit)
        years = self._years()
        self.money = Money(rng, years, unit, most, self.people.numbers)

    def plan(self, *, balanced: bool | None) -> PlanDict:
        rng, money = self.rng, self.money
        unbalanced = balanced is False or (balanced is None and rng.random() < 0.4)
        financing = Financing(rng, money, self.people, self._id, with_rest=not unbalanced)
        costs = Costs(rng, money, financing, self._id)
        if unbalanced:
            # more than there is, so that nothing else is wrong with the plan
            costs.add(money.some(least=1))
        plan: PlanDict = {
            "name": rng.choice(["Program", "Industri 4.0", "=1+1", "a|b <b> [red] :smile:", "Blå"]),
            "language": rng.choice(["nb", "en"]),
            "years": money.years,
            **self.people.entries,
            "round_to": amount_text(money.unit),
            "costs": costs.entries,
            "financing": financing.entries,
        }
        if rng.random() < 0.3:
            plan |= {"owner": "Fylket", "currency": rng.choice(["NOK", "EUR", "GBP"])}
        grants = financing.grants()
        grant = rng.choice(grants) if grants and rng.random() < 0.9 else None
        if grant is not None:
            plan["grant"] = grant.id
        if rng.random() < 0.85:
            phases = Phases(rng, money, self.people, self._id, self.limits.phases)
            plan["phases"] = phases.entries(grant)
        if rng.random() < 0.2:
            plan["notes"] = ["A note: 1 000 000 is never added.", "- another"]
        if grant is not None and rng.random() < 0.2:
            plan["limits"] = self._kept_limits(grant)
        if rng.random() < 0.4:
            share_costs(rng, money, self.people, costs, plan)
        if rng.random() < 0.1:
            plan["scenarios"] = {self._id("w"): self._what_if(plan)}
        return _each_by_itself(plan)

    def _what_if(self, plan: PlanDict) -> PlanDict:
        """A scenario with which the plan balances as it does without, whatever it is."""
        rng = self.rng
        line = rng.choice(
            [f"{side}.{one}" for side in ("costs", "financing") for one in plan[side]]
        )
        entry: PlanDict = {}
        gone = [key for key in ("notes", "limits", "owner") if key in plan]
        if not gone or rng.random() < 0.7:
            entry["set"] = {f"{line}.label": "Noe annet", "name": "Et annet program"}
        if gone and (not entry or rng.random() < 0.5):
            entry["unset"] = rng.sample(gone, rng.randint(1, len(gone)))
        if rng.random() < 0.5:
            entry["label"] = "Hva om"
        return entry

    def _kept_limits(self, grant: Source) -> PlanDict:
        """Limits to the grant that every plan keeps, whose cash costs are no less than its cash."""
        rng, words = self.rng, ["year", "environment"]
        limits = {"grant_share_at_most": rng.choice(["1", "100 %"])}
        if rng.random() < 0.7:
            limits["each"] = rng.sample(words, rng.randint(1, 2))
        if rng.random() < 0.5:
            limits["of"] = rng.choice(["costs", "cash"])
        if rng.random() < 0.3:
            limits["grant_per_environment_at_most"] = self.money.text(grant.amount.total)
        if self.people.members and rng.random() < 0.3:
            limits["fee_per_participant_at_most"] = "1 000 000 000 000 000"
        return limits

    def _years(self) -> list[str]:
        """Years in numbers, or over New Year with one separator."""
        rng = self.rng
        first, gap = rng.randint(1990, 2090), rng.choice([1, 1, 1, 1, 2])
        years = [first + gap * year for year in range(rng.randint(1, self.limits.years))]
        separator = rng.choice([None, None, "-", "/"])
        if separator is None:
            return [str(year) for year in years]
        return [f"{year}{separator}{(year + 1) % 100:02d}" for year in years]

    def _id(self, start: str) -> str:
        """An id; the natural order of ids is not that of the file."""
        self.ids += 1
        between = self.rng.choice(["", "-", "_"])
        return f"{start}{between}{self.rng.randint(0, 20)}-{self.ids}"
