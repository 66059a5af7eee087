"""What a plan asks for and cannot be had, by exact shares before anything is rounded.

The rest of a group has no room in an environment; a cost line is given less there than it includes
in kind; floors or decided awards are above a frame; more came back than was awarded.
"""

from collections.abc import Sequence
from typing import Any, Literal

from industri40.engine.awards import exact_phases
from industri40.engine.keys import given_columns, key_columns
from industri40.engine.mixing import Mixed, Parts, added, after_common_costs
from industri40.findings.facts import Names, years
from industri40.plan.inputs import path_of
from industri40.plan.model import CostLine, Group, Phase, Plan, natural_order
from industri40.plan.paths import Path, at_path
from industri40.plan.review import Review

_WAYS = ("in_environment", "in_environments")


def find_impossible(plan: Plan, review: Review) -> None:
    """Say what is more than there is in an environment; where nothing is, in a phase."""
    holders = sorted((environment.id for environment in plan.environments), key=natural_order)
    _Everywhere(plan, holders, review).check()
    if plan.grant and not review.findings:
        _check_awards(plan, plan.grant, holders, review)


class _Everywhere:
    """What environments have in each year before it is rounded."""

    def __init__(self, plan: Plan, holders: Sequence[str], review: Review) -> None:
        self._plan, self._holders, self._review = plan, holders, review
        keys = key_columns(plan, holders, (), 0) | given_columns(plan, holders, rounded=False)
        amounts = after_common_costs(plan, rounded=False)
        self._parts = Parts(plan, len(holders) + 1, keys, amounts)
        self._sources = [self._parts.sources(year) for year in range(len(plan.years))]

    def check(self) -> None:
        """Each rest of a group, and each given cost line that includes something."""
        groups = {group.id: group for group in self._plan.groups}
        for rest in self._plan.sources:
            if rest.rest and rest.group:
                group, at = groups[rest.group], (*path_of(rest), "rest")
                others = [one for one in group.sources if one != rest.id]
                self._check_there("P217", _WAYS, group, others, at, source=rest.id, group=group.id)
        for cost in self._plan.costs:
            if cost.given and cost.includes:
                at, parts = (*path_of(cost), "includes"), cost.includes
                names = Names(parts)
                self._check_there("P225", _WAYS, cost, parts, at, cost=cost.id, sources=names)

    def _check_there(
        self,
        code: str,
        ways: tuple[str, str],
        whole: Group | CostLine,
        taken: Sequence[str],
        path: tuple[str, ...],
        **facts: Any,
    ) -> None:
        """Whether sources take no more than there is; the figures are those of the worst year."""
        shares: list[tuple[Mixed, Mixed]] = [
            (self._parts.whole(whole, year), added(found[one] for one in taken))
            for year, found in enumerate(self._sources)
        ]
        short = []
        for year, both in enumerate(shares):
            left = self._parts.column(added(both, -1))
            below = (at for at, number in enumerate(left.numerators) if number < 0)
            short += [(left.exact(at), at, year) for at in below]
        if not short:
            return
        plan, (_, worst, year) = self._plan, min(short)
        columns = [[self._parts.column(each) for each in both] for both in shares]
        figures = [[each.exact(worst) * plan.unit for each in both] for both in columns]
        alike = [one for one, had in zip(plan.years, figures, strict=True) if had == figures[year]]
        names = tuple(self._holders[at] for at in sorted({at for _, at, _ in short}))
        by_id = {line.id: line for line in plan.sources}
        self._review.find(
            code,
            ways[len(names) > 1],
            path,
            expected=figures[year][0],
            found=figures[year][1],
            cause=(path_of(whole), *(path_of(by_id[one]) for one in taken)),
            environment=self._holders[worst],
            environments=Names(names),
            years=years(alike, plan.years),
            **facts,
        )


def _check_awards(plan: Plan, grant: str, holders: Sequence[str], review: Review) -> None:
    """Floors or decided awards above a frame, and more returned than was awarded, by phase."""

    def insist(
        code: Literal["P246", "P247", "P248"], phase: Phase, keys: Path, there_is: int, written: int
    ) -> None:
        if written <= there_is:
            return
        # what came back is more than one award, which may be decided; else all are too much
        path, own = ("phases", phase.id), ("awarded", *keys[1:])
        several = [own] if keys[1:] else [(*keys, one) for one in sorted(holders)]
        cause = [(*path, *one) for one in several]
        review.find(
            code,
            "above",
            (*path, *keys),
            expected=there_is * plan.unit,
            found=written * plan.unit,
            cause=[one for one in cause if at_path(plan.document.value, one) is not None],
            phase=phase.id,
            environment="".join(keys[1:]),
        )

    positions = {holder: number for number, holder in enumerate(holders)}
    pool = sum(int(amount) for amount in after_common_costs(plan)[grant])
    for exact in exact_phases(plan, holders, pool):
        phase, frame = exact.phase, int(exact.frame)
        if phase.awarded:
            insist("P247", phase, ("awarded",), frame, sum(phase.awarded.values()))
        elif phase.floor is not None:
            insist("P246", phase, ("floor",), frame, sum(exact.floors))
        for one, back in phase.returned.items():
            award = int(exact.award.exact(positions[one]))
            insist("P248", phase, ("returned", one), award, back)
        if exact.carried < 0:
            return  # what comes after it would be wrong because of that
