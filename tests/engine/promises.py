"""The seven promises of sharing, checked from the plan alone.

Exact shares are worked out here a second time, in plain fractions and straight from the words of
the plan language, so that a mistake in the engine's own exact shares is found as well.
"""

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from industri40.engine.result import Allocation
from industri40.plan.model import Phase, Plan

Holder = str
Exact = dict[tuple[str, Holder], list[Fraction]]
"""By line and holder, the exact share of every year."""


def exact_awards(plan: Plan) -> list[dict[Holder, Fraction]]:
    """What each phase awards, exactly; ``unallocated`` is what is returned."""
    common = sum(c.total for c in plan.costs if c.financed_by == plan.grant)
    [grant] = [s.total for s in plan.sources if s.id == plan.grant]
    awards, carried = [], Fraction(0)
    for number, phase in enumerate(plan.phases):
        frame = phase.share * (grant - common) + carried
        given = _awards_of(phase, frame)
        left = frame - sum(given.values())
        carries = phase.leftover == "carry" and number + 1 < len(plan.phases)
        carried = left if carries else Fraction(0)
        awards.append({**given, "unallocated": left - carried})
    return awards


def _awards_of(phase: Phase, frame: Fraction) -> dict[Holder, Fraction]:
    weights = phase.key.weights
    ceilings = {
        env: min(
            (c for c in (phase.cap, phase.applications.get(env)) if c is not None), default=None
        )
        for env in weights
    }
    given = dict.fromkeys(weights, Fraction(0))
    room = set(weights)
    left = frame
    while True:
        total = sum(weights[env] for env in room)
        if not total:
            return given
        level = left / total
        full = {e for e in room if ceilings[e] is not None and ceilings[e] < level * weights[e]}
        for env in full:
            given[env] = Fraction(ceilings[env])
            left -= given[env]
        if phase.leftover != "redistribute":
            return given | {env: level * weights[env] for env in room - full}
        if not full:
            return given | {env: level * weights[env] for env in room}
        room -= full


def exact_shares(plan: Plan) -> Exact:
    """Every line's exact share by holder and year; common lines left out."""
    years = range(len(plan.years))
    environments = [env.id for env in plan.environments]
    shares: Exact = {}
    common = {
        s.id: [sum(c.amounts[y] for c in plan.costs if c.financed_by == s.id) for y in years]
        for s in plan.sources
    }
    for source in plan.sources:
        net = [source.amounts[y] - common[source.id][y] for y in years]
        if source.id == plan.grant:
            awards = exact_awards(plan)
            for holder in [*environments, "unallocated"]:
                total = sum((a.get(holder, Fraction(0)) for a in awards), Fraction(0))
                shares[source.id, holder] = [
                    total * net[y] / sum(net) if sum(net) else Fraction(0) for y in years
                ]
            continue
        weights = source.key.weights
        for holder in environments:
            key = Fraction(weights[holder], sum(weights.values()))
            shares[source.id, holder] = [net[y] * key for y in years]
        shares[source.id, "unallocated"] = [Fraction(0) for _ in years]
    return shares | _exact_costs(plan, shares, [*environments, "unallocated"])


def _exact_costs(plan: Plan, sources: Exact, holders: list[Holder]) -> Exact:
    cash_ids = [s.id for s in plan.sources if not s.in_kind]
    shares: Exact = {}
    for line in plan.costs:
        if line.common:
            continue
        for holder in holders:
            shares[line.id, holder] = []
        for year in range(len(plan.years)):
            in_kind = {h: sum(sources[i, h][year] for i in line.includes) for h in holders}
            cash = {h: sum(sources[i, h][year] for i in cash_ids) for h in holders}
            all_cash = sum(cash.values())
            to_spend = line.amounts[year] - sum(in_kind.values())
            for holder in holders:
                if all_cash:
                    part = to_spend * cash[holder] / all_cash
                else:
                    part = to_spend if holder == "unallocated" else Fraction(0)
                shares[line.id, holder].append(in_kind[holder] + part)
    return shares


def broken_promises(plan: Plan, result: Allocation) -> Iterator[str]:
    """Every promise that does not hold, in words; nothing where all do."""
    exact = exact_shares(plan)
    yield from _lines_total(plan, result)
    yield from _environments_balance(plan, result)
    yield from _running_totals(plan, result, exact)
    if plan.grant is not None:
        yield from _awards_hold(plan, result)
    yield from _alike(plan, result)
    yield from _schedules(plan, result)


def _holders(plan: Plan) -> list[Holder]:
    return [*(env.id for env in plan.environments), "common", "unallocated"]


def _lines_total(plan: Plan, result: Allocation) -> Iterator[str]:
    for line in (*plan.costs, *plan.sources):
        amounts = [result.amounts(line.id, holder) for holder in _holders(plan)]
        for year, amount in enumerate(line.amounts):
            found = sum(by_year[year] for by_year in amounts)
            if found != amount:
                yield f"1: {line.id} {plan.years[year]} totals {found}, not {amount}"
        if any(amount < 0 for by_year in amounts for amount in by_year):
            yield f"5: {line.id} has an amount below zero"


def _environments_balance(plan: Plan, result: Allocation) -> Iterator[str]:
    years = range(len(plan.years))
    gaps = [
        sum(c.amounts[y] for c in plan.costs) - sum(s.amounts[y] for s in plan.sources)
        for y in years
    ]
    if any(gaps):
        return
    for holder in _holders(plan):
        costs = [result.amounts(line.id, holder) for line in plan.costs]
        money = [result.amounts(line.id, holder) for line in plan.sources]
        for year in years:
            spent, got = sum(c[year] for c in costs), sum(m[year] for m in money)
            if spent != got:
                yield f"2: {holder} {plan.years[year]} costs {spent}, financing {got}"
    in_kind = {s.id for s in plan.sources if s.in_kind}
    for line in plan.costs:
        for holder in _holders(plan):
            for year in years:
                hours = sum(result.amounts(i, holder)[year] for i in line.includes)
                if in_kind and result.amounts(line.id, holder)[year] < hours:
                    yield f"2: {line.id} of {holder} is less than the in kind that it includes"


def _running_totals(plan: Plan, result: Allocation, exact: Exact) -> Iterator[str]:
    named = {(g.line, g.environment, g.year) for g in result.relaxed}
    for (line, holder), by_year in exact.items():
        amounts = result.amounts(line, holder)
        for year in range(len(plan.years)):
            wanted = sum(by_year[: year + 1], Fraction(0))
            found = sum(amounts[: year + 1])
            near = floor(wanted) <= found <= ceil(wanted)
            if near == ((line, holder, plan.years[year]) in named):
                yield f"3: {line} of {holder} to {plan.years[year]}: {found}, exactly {wanted}"


def _awards_hold(plan: Plan, result: Allocation) -> Iterator[str]:
    exact = exact_awards(plan)
    to_date = {env.id: 0 for env in plan.environments}
    wanted = dict.fromkeys(to_date, Fraction(0))
    for phase, frame, by_holder in zip(plan.phases, result.frames, exact, strict=True):
        awards = {a.environment: a for a in result.awards if a.phase == phase.id}
        for env, award in awards.items():
            to_date[env] += award.amount
            wanted[env] += by_holder[env]
            if not floor(wanted[env]) <= to_date[env] <= ceil(wanted[env]):
                yield f"3: awards of {env} to {phase.id}: {to_date[env]}, exactly {wanted[env]}"
            if award.ceiling is not None and award.amount > award.ceiling:
                yield f"4: award of {env} in {phase.id} is above its ceiling"
            if award.amount < 0:
                yield f"5: award of {env} in {phase.id} is below zero"
        if sum(a.amount for a in awards.values()) + frame.leftover != frame.frame:
            yield f"4: awards and leftover of {phase.id} do not total the frame"
        if frame.leftover != frame.carried + frame.returned:
            yield f"4: what {phase.id} leaves is lost"
    to_date["unallocated"] = sum(frame.returned for frame in result.frames)
    for holder, total in to_date.items():
        if sum(result.amounts(plan.grant or "", holder)) != total:
            yield f"4: the grant of {holder} over the years is not the sum of its awards"


def alike_groups(plan: Plan) -> list[list[Holder]]:
    """Environments with the same shares of all keys, the same ceilings and phases."""
    totals = {s.id: sum(s.key.weights.values()) for s in plan.sources}
    groups: dict[object, list[Holder]] = {}
    for env in plan.environments:
        same = (
            tuple(
                Fraction(s.key.weights[env.id], totals[s.id])
                for s in plan.sources
                if s.id != plan.grant
            ),
            tuple((p.key.weights.get(env.id), p.applications.get(env.id)) for p in plan.phases),
        )
        groups.setdefault(same, []).append(env.id)
    return list(groups.values())


def _alike(plan: Plan, result: Allocation) -> Iterator[str]:
    relaxed = {(g.line, g.environment) for g in result.relaxed}
    for line in (*plan.costs, *plan.sources):
        for group in alike_groups(plan):
            rows = [result.amounts(line.id, e) for e in group if (line.id, e) not in relaxed]
            for year in range(len(plan.years)):
                to_date = [sum(row[: year + 1]) for row in rows]
                if to_date and max(to_date) - min(to_date) > 1:
                    yield f"5: {line.id} differs among environments that are alike"


def sides_apart(plan: Plan, result: Allocation) -> Iterator[str]:
    """Where all costs, or all financing, to date of environments that are alike differ by more."""
    for name, lines in (("costs", plan.costs), ("financing", plan.sources)):
        for group in alike_groups(plan):
            for year in range(len(plan.years)):
                to_date = [
                    sum(sum(result.amounts(line.id, env)[: year + 1]) for line in lines)
                    for env in group
                ]
                if max(to_date) - min(to_date) > 1:
                    yield f"5: {name} to {plan.years[year]} of {group}: {to_date}"


def _schedules(plan: Plan, result: Allocation) -> Iterator[str]:
    for env in plan.environments:
        schedule = result.schedule[env.id]
        pace = Fraction(env.participants, len(plan.years))
        if sum(schedule) != env.participants:
            yield f"7: the schedule of {env.id} does not total its participants"
        for year, number in enumerate(schedule):
            to_date = sum(schedule[: year + 1])
            if abs(number - pace) >= 1 or abs(to_date - pace * (year + 1)) >= 1:
                yield f"7: the schedule of {env.id} is off an even pace in {plan.years[year]}"
