"""How an award came about: frame, key, ceiling, and what became of what the ceiling kept back."""

from industri40.engine.awards import ExactPhase, total_awards
from industri40.engine.result import UNALLOCATED
from industri40.explain.cells import plan_amount
from industri40.explain.neighbours import Cells, why
from industri40.explain.step import LEAST, SHARE, Step
from industri40.explain.tracer import Below, Tracer
from industri40.report.figures import LESS, SUM, TIMES
from industri40.report.table import SHARE as SHARE_KIND

_FRAMES_ROUNDED = "frames are rounded so that all phases together total the grant"


def explain_award(tracer: Tracer, phase: str, environment: str) -> Step:
    """What an environment is awarded in a phase."""
    number = _number(tracer, phase)
    now = _to_date(tracer, number, environment)
    before = _to_date(tracer, number - 1, environment) if number else None
    return tracer.yearly(f"awards.{phase}.{environment}", now, before)


def explain_frame(tracer: Tracer, phase: str, part: str) -> Step:
    """One of the amounts of a frame, in whole units."""
    number, figure = _number(tracer, phase), f"frames.{phase}.{part}"
    exact, frame = tracer.allocation.exact.phases[number], tracer.allocation.frames[number]
    value = tracer.kroner(getattr(frame, part))
    if part == "frame":
        carried: list[Step] = []
        if number and tracer.allocation.frames[number - 1].carried:
            carried = [explain_frame(tracer, tracer.plan.phases[number - 1].id, "carried")]
        own = value - sum(step.exact for step in carried)
        base = tracer.rounded(f"frames.{phase}.base", _base(tracer, number), own, [_FRAMES_ROUNDED])
        return tracer.made(figure, SUM, [base, *carried], value=value)
    if part == "awarded":
        awards = (explain_award(tracer, phase, each) for each in _members(exact))
        return tracer.made(figure, SUM, awards, value=value)
    if part == "carried":
        if not exact.carried:
            return tracer.nothing(figure, exact.phase.place, "this phase carries nothing on")
        return tracer.rounded(figure, _exact_left(tracer, number), value, [_FRAMES_ROUNDED])
    parts = ("frame", "awarded") if part == "leftover" else ("leftover", "carried")
    inputs = [explain_frame(tracer, phase, each) for each in parts]
    return tracer.made(figure, LESS, inputs, value=value)


def exact_awards(tracer: Tracer, holder: str) -> tuple[Step, Step]:
    """What a holder is awarded in all phases, exactly, and what there is of the grant."""
    phases = range(len(tracer.allocation.exact.phases))
    parts = (_exact_award(tracer, number, holder) for number in phases)
    return tracer.made(f"exact.awards.{holder}", SUM, parts), _pool(tracer)


def _number(tracer: Tracer, phase: str) -> int:
    return [each.id for each in tracer.plan.phases].index(phase)


def _pool(tracer: Tracer) -> Step:
    """The grant less the common costs that it pays, over all years."""
    plan, grant = tracer.plan, tracer.plan.grant or ""

    def make(name: str) -> Step:
        years = range(len(plan.years))
        amounts = [plan_amount(tracer, grant, year) for year in years]
        common = [
            plan_amount(tracer, cost.id, year)
            for cost in plan.costs
            if cost.financed_by == grant
            for year in years
        ]
        grant_total = tracer.made(f"{name}.before", SUM, amounts)
        note = "common costs take their money before any phase"
        return tracer.made(name, LESS, [grant_total, *common], *([note] if common else []))

    return tracer.once("frames.pool", make)


def _base(tracer: Tracer, number: int) -> Step:
    """A phase's share of the grant, exactly."""
    phase = tracer.plan.phases[number]
    path, note = ("phases", phase.id, "share"), "the plan has no phases, so that all is in one"
    share = tracer.said(path, phase.share, SHARE_KIND, note, phase.place)
    return tracer.made(f"exact.frames.{phase.id}.base", TIMES, [share, _pool(tracer)])


def _exact_frame(tracer: Tracer, number: int) -> Step:
    exact = tracer.allocation.exact.phases[number]
    parts = [_base(tracer, number)]
    if exact.carried_in:
        # from the first phase on, so that many phases are no deep recursion
        parts += [_exact_left(tracer, each) for each in range(number)][-1:]
    value = tracer.kroner(exact.frame)
    return tracer.made(f"exact.frames.{exact.phase.id}.frame", SUM, parts, value=value)


def _exact_left(tracer: Tracer, number: int) -> Step:
    """What the ceilings of a phase keep back in the end, exactly."""
    exact = tracer.allocation.exact.phases[number]

    def make(name: str) -> Step:
        awards = [_exact_award(tracer, number, holder) for holder in _members(exact)]
        note = f"what ceilings keep back is {_destiny(exact)}"
        value = tracer.kroner(exact.carried + exact.returned)
        inputs = [_exact_frame(tracer, number), *awards]
        return tracer.made(name, LESS, inputs, note, value=value)

    return tracer.once(f"exact.frames.{exact.phase.id}.leftover", make)


def _destiny(exact: ExactPhase) -> str:
    if exact.carried:
        return "carried to the next phase"
    if exact.phase.leftover == "redistribute" and not exact.returned:
        return "shared among those below their ceilings"
    return "returned"


def _members(exact: ExactPhase) -> list[str]:
    return list(exact.phase.key.weights)


def _exact_award(tracer: Tracer, number: int, holder: str) -> Step:
    """What a holder is awarded in a phase, exactly."""
    exact = tracer.allocation.exact.phases[number]
    figure = f"exact.awards.{exact.phase.id}.{holder}"
    if holder == UNALLOCATED:
        if exact.carried or not exact.returned:
            return tracer.nothing(figure, exact.phase.place, "nothing of this phase is returned")
        return tracer.made(figure, SUM, [_exact_left(tracer, number)])
    if holder not in exact.phase.key.weights:
        note = "it takes no part in this phase"
        place = tracer.environments[holder].place
        return tracer.nothing(figure, place, note)
    return tracer.once(figure, lambda name: _exact_of(tracer, name, number, holder))


def _exact_of(tracer: Tracer, figure: str, number: int, environment: str) -> Step:
    exact = tracer.allocation.exact.phases[number]
    position = tracer.allocation.position(environment)
    value = tracer.kroner(exact.award.exact(position))
    below = _below(tracer, number)
    if not below.weight:
        if position not in exact.capped:
            weight = tracer.weight(f"phases.{exact.phase.id}", exact.phase.key, environment)
            place = weight.place or exact.phase.place
            return tracer.nothing(figure, place, "it has no weight in this phase")
        ceiling = _ceiling(tracer, exact, environment)
        return tracer.made(figure, SUM, [ceiling], "everybody is at the ceiling", value=value)
    by_key = _by_key(tracer, number, environment)
    if exact.ceilings[position] is None:
        return by_key._replace(figure=figure)
    inputs = [by_key, _ceiling(tracer, exact, environment)]
    if position not in exact.capped:
        return tracer.made(figure, LEAST, inputs, value=value)
    if exact.phase.leftover == "redistribute":  # its part grew as others came to their ceilings
        note = f"what the ceiling keeps back is {_destiny(exact)}"
    else:
        kept = tracer.written(by_key.exact - value)
        note = f"the ceiling keeps back {kept}, which is {_destiny(exact)}"
    return tracer.made(figure, LEAST, inputs, note, value=value)


def _below(tracer: Tracer, number: int) -> Below:
    """Those whom the ceilings of a phase do not cut, looked for once for all of its members."""
    if number not in tracer.below:
        exact, position = tracer.allocation.exact.phases[number], tracer.allocation.position
        members = [one for one in _members(exact) if position(one) not in exact.capped]
        weight = sum(exact.phase.key.weights[one] for one in members)
        tracer.below[number] = Below(members, weight)
    return tracer.below[number]


def _by_key(tracer: Tracer, number: int, environment: str) -> Step:
    """An environment's part by the key of what there is for those below their ceilings."""
    exact = tracer.allocation.exact.phases[number]
    key, rest, members = exact.phase.key, _exact_frame(tracer, number), _members(exact)
    if exact.phase.leftover == "redistribute" and exact.capped:
        members = _below(tracer, number).members
        rest = _rest(tracer, number)
    owner = f"phases.{exact.phase.id}"
    weight, weights = tracer.weight(owner, key, environment), tracer.weights(owner, key, members)
    figure = f"exact.quota.{exact.phase.id}.{environment}"
    return tracer.made(figure, SHARE, [rest, weight, weights])


def _rest(tracer: Tracer, number: int) -> Step:
    """What a frame has for those below their ceilings, when all others have theirs."""
    exact = tracer.allocation.exact.phases[number]

    def make(name: str) -> Step:
        position = tracer.allocation.position
        capped = [one for one in _members(exact) if position(one) in exact.capped]
        held = [_ceiling(tracer, exact, one) for one in capped]
        note = "those at their ceilings have theirs; the others share the rest"
        return tracer.made(name, LESS, [_exact_frame(tracer, number), *held], note)

    return tracer.once(f"exact.frames.{exact.phase.id}.rest", make)


def _ceiling(tracer: Tracer, exact: ExactPhase, environment: str) -> Step:
    """The least of the cap and what was sought."""
    path = ("phases", exact.phase.id)
    parts = tracer.inputs((*path, "cap"), (*path, "applications", environment))
    if len(parts) == 1:
        return parts[0]
    return tracer.made(f"ceiling.{exact.phase.id}.{environment}", LEAST, parts)


def _cells(tracer: Tracer, number: int) -> Cells:
    """The awards up to a phase of all holders, made once for all of them."""
    if number not in tracer.awards:
        values = tracer.allocation.awarded_to_date(number)
        column = total_awards(tracer.allocation.exact.phases[: number + 1], len(values))
        total = tracer.written(tracer.kroner(sum(values)))
        tracer.awards[number] = Cells(column, values, tracer.allocation.holders, total)
    return tracer.awards[number]


def _to_date(tracer: Tracer, number: int, environment: str) -> Step:
    """An environment's awards up to a phase, rounded from their exact sum."""
    allocation, phases = tracer.allocation, tracer.allocation.exact.phases
    phase = phases[number].phase.id

    def make(name: str) -> Step:
        parts = [_exact_award(tracer, each, environment) for each in range(number + 1)]
        exact = parts[0]
        if number:
            exact = tracer.made(f"exact.to_date.{phase}.{environment}", SUM, parts)
        position, cells = allocation.position(environment), _cells(tracer, number)
        value = tracer.kroner(cells.values[position])
        return tracer.rounded(name, exact, value, why(cells, position))

    return tracer.once(f"to_date.awards.{phase}.{environment}", make)
