"""The seven promises of sharing, checked from the plan alone.

Exact shares are worked out here a second time, in plain fractions and straight from the words of
the plan language, so that a mistake in the engine's own exact shares is found as well.
"""

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from math import ceil, floor

from industri40.engine.allocation import Allocation, Award, Frame
from industri40.plan.model import CostLine, Given, Key, Phase, Plan

Holder = str
Exact = dict[tuple[str, Holder], list[Fraction]]
"""By line and holder, the exact share of every year."""

ByHolder = dict[Holder, list[Fraction]]
"""What holders have, by year."""


def pool_of(plan: Plan) -> int:
    """The grant after common costs."""
    common = sum(c.total for c in plan.costs if c.financed_by == plan.grant)
    [grant] = [s.total for s in plan.sources if s.id == plan.grant]
    return grant - common


def exact_awards(plan: Plan) -> list[dict[Holder, Fraction]]:
    """What each phase awards, exactly; ``unallocated`` is what is left and not carried on.

    Less what was returned it is what everybody keeps: see ``kept``.
    """
    awards, carried = [], Fraction(0)
    for phase, base in zip(plan.phases, _bases(plan), strict=True):
        frame = base + carried
        given = {env: Fraction(units) for env, units in phase.awarded.items()}
        given = given or _awards_of(phase, frame)
        left = frame - sum(given.values()) + sum(phase.returned.values())
        carries = phase.leftover == "carry" and phase is not plan.phases[-1]
        carried = left if carries else Fraction(0)
        awards.append({**given, "unallocated": left - carried})
    return awards


def _bases(plan: Plan) -> list[Fraction]:
    """Each phase's share of the pool; of what is decided, and before that, in whole units."""
    pool, to_date, bases = pool_of(plan), Fraction(0), []
    decided = [number for number, phase in enumerate(plan.phases) if phase.awarded]
    for number, phase in enumerate(plan.phases):
        to_date += phase.share
        until = to_date * pool
        if decided and number <= decided[-1]:
            until = Fraction(floor(until + Fraction(1, 2)))
        # what was rounded up is not due to the next phase, which may be less than that
        bases.append(max(Fraction(0), until - sum(bases)))
    return bases


def _awards_of(phase: Phase, frame: Fraction) -> dict[Holder, Fraction]:
    """The level at which all awards total the frame is between two at which somebody turns."""
    weights = phase.key.weights
    most = {env: phase.ceiling_of(env) for env in weights}
    least = {env: phase.floor_of(env) or 0 for env in weights}
    least = {env: min(one for one in (least[env], most[env]) if one is not None) for env in weights}

    def at(level: Fraction, *, capped: bool) -> dict[Holder, Fraction]:
        found = {}
        for env, weight in weights.items():
            award, ceiling = max(level * weight, Fraction(least[env])), most[env]
            found[env] = award if ceiling is None or not capped else min(award, Fraction(ceiling))
        return found

    again = phase.leftover == "redistribute"
    bounds = [(env, bound) for env in weights for bound in (least[env], most[env])]
    turns = sorted({Fraction(b, weights[env]) for env, b in bounds if b and weights[env]} | {frame})
    low = Fraction(0)
    for high in turns:
        below, above = (sum(at(level, capped=again).values()) for level in (low, high))
        if above >= frame:
            part = (frame - below) / (above - below) if above > below else Fraction(0)
            return at(low + part * (high - low), capped=True)
        low = high
    return at(low, capped=True)


def kept(plan: Plan) -> dict[Holder, Fraction]:
    """What everybody has of the grant in the end: awards less what was returned."""
    total: dict[Holder, Fraction] = {}
    for phase, awards in zip(plan.phases, exact_awards(plan), strict=True):
        for holder, award in awards.items():
            total[holder] = total.get(holder, Fraction(0)) + award - phase.returned.get(holder, 0)
    return total


def exact_shares(plan: Plan) -> Exact:
    """Every line's exact share by holder and year; common lines left out.

    Years are whole units. Where a difference of them is below zero that is nothing exactly (the
    rest of a group, the cash of a given cost line, what lines with keys leave), its amount that
    year is shared as the difference is before years are rounded.
    """
    sources = exact_sources(plan)
    return sources | _exact_costs(plan, sources)


def exact_sources(plan: Plan, *, rounded: bool = True) -> Exact:
    """Every source's exact share by holder and year, after the common costs that it pays."""
    net = _after_common_costs(plan, rounded=rounded)
    shares: Exact = {}
    for source in plan.sources:
        if source.id == plan.grant:
            by_holder = _grant(plan, net[source.id])
        elif source.given is not None:
            by_holder = _given(plan, source.given, rounded=rounded)
        elif source.rest and source.group:
            continue
        else:
            by_holder = _by_key(source.key, net[source.id])
        for holder in holders(plan):
            shares[source.id, holder] = by_holder.get(holder, [Fraction(0)] * len(plan.years))
    for group in plan.groups:
        for rest in (s.id for s in plan.sources if s.id in group.sources and s.rest):
            others = [one for one in group.sources if one != rest]
            together = zip(*(net[one] for one in group.sources), strict=True)
            whole = _by_key(group.key, list(map(sum, together)))
            whole["unallocated"] = [Fraction(0) for _ in plan.years]
            left = {h: less(whole[h], [shares[s, h] for s in others]) for h in holders(plan)}
            if rounded and min(map(min, left.values())) < 0:
                before = exact_sources(plan, rounded=False)
                left = fitted(left, {h: before[rest, h] for h in holders(plan)})
            shares |= {(rest, holder): by_year for holder, by_year in left.items()}
    return shares


def _after_common_costs(plan: Plan, *, rounded: bool) -> dict[str, list[Fraction]]:
    """What each source has for sharing and each cost line, by year."""
    lines = (*plan.sources, *plan.costs)
    net = {one.id: list(map(Fraction, one.amounts if rounded else one.exact)) for one in lines}
    for line in plan.costs:
        if line.financed_by is not None:
            net[line.financed_by] = less(net[line.financed_by], [net[line.id]])
    return net


def less(whole: Sequence[Fraction], parts: Sequence[Sequence[Fraction]]) -> list[Fraction]:
    """By year, what is left of a whole when parts are taken off."""
    return [all_of_it - sum(part[y] for part in parts) for y, all_of_it in enumerate(whole)]


def fitted(plain: ByHolder, like: ByHolder) -> ByHolder:
    """What is shared by year, as others are in those years in which it would be below zero."""
    found = {holder: list(by_year) for holder, by_year in plain.items()}
    for year in range(len(next(iter(plain.values())))):
        if min(by_year[year] for by_year in plain.values()) < 0:
            amount = sum(by_year[year] for by_year in plain.values())
            weights = {holder: max(Fraction(0), by_year[year]) for holder, by_year in like.items()}
            for holder, weight in weights.items():
                total = sum(weights.values())
                found[holder][year] = amount * weight / total if total else Fraction(0)
    return found


def holders(plan: Plan) -> list[Holder]:
    return [*(env.id for env in plan.environments), "unallocated"]


def _by_key(key: Key, amounts: Sequence[Fraction]) -> ByHolder:
    total = sum(key.weights.values())
    return {
        env: [Fraction(amount * weight, total) for amount in amounts]
        for env, weight in key.weights.items()
    }


def _grant(plan: Plan, net: list[Fraction]) -> ByHolder:
    all_years = sum(net)
    return {
        holder: [total * year / all_years if all_years else Fraction(0) for year in net]
        for holder, total in kept(plan).items()
    }


def _given(plan: Plan, given: Given, *, rounded: bool) -> ByHolder:
    years = range(len(plan.years))
    return {
        holder: [given.amount(holder, year, rounded=rounded) for year in years]
        for holder in holders(plan)
    }


def _exact_costs(plan: Plan, sources: Exact) -> Exact:
    """Costs with a key of their own, then the others in proportion of what is left of the cash."""
    cash = _keyed_cash(plan, sources, rounded=True)
    left = _left(plan, sources, cash)
    if min(map(min, left.values())) < 0:
        before = exact_sources(plan, rounded=False)
        keyed = _keyed_cash(plan, before, rounded=False)
        left = fitted(left, _left(plan, before, keyed))
    shares: Exact = {}
    for line in plan.costs:
        if not line.common:
            found = cash.get(line.id) or _part_of(left, _own_cash(plan, line, rounded=True))
            for holder, by_year in found.items():
                included = [sources[one, holder] for one in line.includes]
                shares[line.id, holder] = [sum(one) for one in zip(by_year, *included, strict=True)]
    return shares


def _keyed_cash(plan: Plan, sources: Exact, *, rounded: bool) -> dict[str, ByHolder]:
    """The cash of cost lines that have a key or are given by environment, by line."""
    cash: dict[str, ByHolder] = {}
    for line in plan.costs:
        if line.given is not None:
            gross, everybody = _given(plan, line.given, rounded=rounded), holders(plan)
            net = {h: less(gross[h], [sources[i, h] for i in line.includes]) for h in everybody}
            if rounded and min(map(min, net.values())) < 0:
                before = exact_sources(plan, rounded=False)
                net = fitted(net, _keyed_cash(plan, before, rounded=False)[line.id])
            cash[line.id] = net
        elif line.key is not None:
            cash[line.id] = _by_key(line.key, _own_cash(plan, line, rounded=rounded))
            cash[line.id]["unallocated"] = [Fraction(0) for _ in plan.years]
    return cash


def _own_cash(plan: Plan, line: CostLine, *, rounded: bool) -> list[Fraction]:
    amounts = _after_common_costs(plan, rounded=rounded)
    return less(amounts[line.id], [amounts[one] for one in line.includes])


def _left(plan: Plan, sources: Exact, keyed: dict[str, ByHolder]) -> ByHolder:
    """What lines with keys leave of everybody's cash."""
    paid = [source.id for source in plan.sources if not source.in_kind]
    nothing = [Fraction(0) for _ in plan.years]
    found = {}
    for holder in holders(plan):
        cash = map(sum, zip(nothing, *(sources[one, holder] for one in paid), strict=True))
        found[holder] = less(list(cash), [by_holder[holder] for by_holder in keyed.values()])
    return found


def _part_of(left: ByHolder, own: Sequence[Fraction]) -> ByHolder:
    """The cash of a line without a key, in proportion of what is left, if there is any."""
    together = [sum(by_year) for by_year in zip(*left.values(), strict=True)]
    return {
        holder: [
            amount * (part / whole if whole else int(holder == "unallocated"))
            for amount, part, whole in zip(own, by_year, together, strict=True)
        ]
        for holder, by_year in left.items()
    }


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
            yield from _bounds_hold(phase, award)
        yield from _frame_holds(frame, awards.values())
    for phase in plan.phases:
        for env, units in phase.returned.items():
            to_date[env] -= units
    to_date["unallocated"] = sum(frame.returned for frame in result.frames)
    for holder, total in to_date.items():
        if sum(result.amounts(plan.grant or "", holder)) != total:
            yield f"4: the grant of {holder} over the years is not the sum of its awards"


def _frame_holds(frame: Frame, awards: Collection[Award]) -> Iterator[str]:
    given_back = sum(award.returned for award in awards)
    if sum(award.amount for award in awards) != frame.awarded:
        yield f"4: awards of {frame.phase} do not total what was awarded"
    if frame.frame != frame.awarded - given_back + frame.leftover:
        yield f"4: awards and leftover of {frame.phase} do not total the frame"
    if given_back != frame.given_back or frame.leftover != frame.carried + frame.returned:
        yield f"4: what {frame.phase} leaves is lost"


def _bounds_hold(phase: Phase, award: Award) -> Iterator[str]:
    env, ceiling, lowest = award.environment, phase.ceiling_of(award.environment), award.floor
    if phase.awarded:
        if award.amount != phase.awarded[env]:
            yield f"4: award of {env} in {phase.id} is not what was decided"
        return
    if ceiling is not None and award.amount > ceiling:
        yield f"4: award of {env} in {phase.id} is above its ceiling"
    if lowest is not None and award.amount < (lowest if ceiling is None else min(lowest, ceiling)):
        yield f"4: award of {env} in {phase.id} is below its floor"
    if award.amount < 0:
        yield f"5: award of {env} in {phase.id} is below zero"
    said = phase.cap_of(env), phase.applications.get(env), phase.floor_of(env)
    if (award.ceiling, award.sought, award.floor) != said:
        yield f"4: award of {env} in {phase.id} has other bounds than the plan"
    if award.returned != phase.returned.get(env, 0):
        yield f"4: award of {env} in {phase.id} has other money returned than the plan"


def alike_groups(plan: Plan) -> list[list[Holder]]:
    """Environments with the same shares of all keys, the same bounds, awards and phases."""
    keys = [s.key for s in plan.sources if s.id != plan.grant and s.given is None]
    filled = {s.group for s in plan.sources if s.rest}
    keys += [group.key for group in plan.groups if group.id in filled]
    keys += [line.key for line in plan.costs if line.key is not None]
    given = [line.given for line in (*plan.sources, *plan.costs) if line.given is not None]
    groups: dict[object, list[Holder]] = {}
    for env in (one.id for one in plan.environments):
        same = (
            tuple(Fraction(key.weights[env], sum(key.weights.values())) for key in keys),
            tuple(one.yearly.get(env, ()) for one in given),
            tuple(_terms(phase, env) for phase in plan.phases),
        )
        groups.setdefault(same, []).append(env)
    return list(groups.values())


def _terms(phase: Phase, env: Holder) -> tuple[object, ...]:
    awarded, returned = phase.awarded.get(env), phase.returned.get(env, 0)
    bounds = phase.cap_of(env), phase.applications.get(env), phase.floor_of(env)
    return (phase.key.weights.get(env), *bounds, awarded, returned)


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
    if plan.participants is None:
        if result.schedule:
            yield "7: nobody takes part, and there is a schedule"
        return
    for env in plan.environments:
        schedule = result.schedule[env.id]
        pace = Fraction(env.participants, len(plan.years))
        if sum(schedule) != env.participants:
            yield f"7: the schedule of {env.id} does not total its participants"
        for year, number in enumerate(schedule):
            to_date = sum(schedule[: year + 1])
            if abs(number - pace) >= 1 or abs(to_date - pace * (year + 1)) >= 1:
                yield f"7: the schedule of {env.id} is off an even pace in {plan.years[year]}"
