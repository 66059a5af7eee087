"""How an award came about: frame, key, ceiling, and what became of what the ceiling kept back."""

from industri40.engine.awards import ExactPhase, total_awards
from industri40.engine.result import UNALLOCATED
from industri40.explain.cells import plan_amount
from industri40.explain.neighbours import Cells, cells_of, whole
from industri40.explain.step import LEAST, SHARE, Step, note
from industri40.explain.tracer import Tracer, once
from industri40.report.figures import LESS, SUM, TIMES
from industri40.report.table import SHARE as SHARE_KIND

_FRAMES_ROUNDED = note("frames_rounded")


def explain_award(tracer: Tracer, phase: str, environment: str) -> Step:
    """What an environment is awarded in a phase."""
    figure = f"awards.{phase}.{environment}"
    number = _number(tracer, phase)
    return tracer.yearly(figure, number, lambda each: _to_date(tracer, each, environment))


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
        awards = (explain_award(tracer, phase, each) for each in exact.phase.key.weights)
        return tracer.made(figure, SUM, awards, value=value)
    if part == "carried":
        if not exact.carried:
            return tracer.nothing(figure, exact.phase.place, note("nothing_carried"))
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


@once
def _pool(tracer: Tracer) -> Step:
    """The grant less the common costs that it pays, over all years."""
    plan, grant, years = tracer.plan, tracer.plan.grant or "", range(len(tracer.plan.years))
    paid = [cost.id for cost in plan.costs if cost.financed_by == grant]
    common = [plan_amount(tracer, cost, year) for cost in paid for year in years]
    amounts = (plan_amount(tracer, grant, year) for year in years)
    total = tracer.made("frames.pool.before", SUM, amounts)
    notes = [note("common_first")] if common else []
    return tracer.made("frames.pool", LESS, [total, *common], *notes)


def _base(tracer: Tracer, number: int) -> Step:
    """A phase's share of the grant, exactly."""
    phase = tracer.plan.phases[number]
    path, unsaid = ("phases", phase.id, "share"), note("no_phases")
    share = tracer.said(path, phase.share, SHARE_KIND, unsaid, phase.place)
    return tracer.made(f"exact.frames.{phase.id}.base", TIMES, [share, _pool(tracer)])


def _exact_frame(tracer: Tracer, number: int) -> Step:
    exact = tracer.allocation.exact.phases[number]
    parts = [_base(tracer, number)]
    if exact.carried_in:
        # from the first phase on, so that many phases are no deep recursion
        parts += [_exact_left(tracer, each) for each in range(number)][-1:]
    value = tracer.kroner(exact.frame)
    return tracer.made(f"exact.frames.{exact.phase.id}.frame", SUM, parts, value=value)


@once
def _exact_left(tracer: Tracer, number: int) -> Step:
    """What the ceilings of a phase keep back in the end, exactly."""
    exact = tracer.allocation.exact.phases[number]
    awards = [_exact_award(tracer, number, holder) for holder in exact.phase.key.weights]
    figure = f"exact.frames.{exact.phase.id}.leftover"
    value = tracer.kroner(exact.carried + exact.returned)
    inputs = [_exact_frame(tracer, number), *awards]
    return tracer.made(figure, LESS, inputs, note(f"left.{_destiny(exact)}"), value=value)


def _destiny(exact: ExactPhase) -> str:
    """What becomes of what ceilings keep back, as keys of texts say it."""
    if exact.carried:
        return "carried"
    if exact.phase.leftover == "redistribute" and not exact.returned:
        return "shared"
    return "returned"


@once
def _exact_award(tracer: Tracer, number: int, holder: str) -> Step:
    """What a holder is awarded in a phase, exactly."""
    exact = tracer.allocation.exact.phases[number]
    figure = f"exact.awards.{exact.phase.id}.{holder}"
    if holder == UNALLOCATED:
        if exact.carried or not exact.returned:
            return tracer.nothing(figure, exact.phase.place, note("nothing_returned"))
        return tracer.made(figure, SUM, [_exact_left(tracer, number)])
    if holder not in exact.phase.key.weights:
        place = tracer.environments[holder].place
        return tracer.nothing(figure, place, note("no_part"))
    return _exact_of(tracer, figure, number, holder)


def _exact_of(tracer: Tracer, figure: str, number: int, environment: str) -> Step:
    exact = tracer.allocation.exact.phases[number]
    position = tracer.allocation.position(environment)
    value = tracer.kroner(exact.award.exact(position))
    if not any(map(exact.phase.key.weights.get, _below(tracer, number))):
        if position not in exact.capped:
            weight = tracer.weight(f"phases.{exact.phase.id}", exact.phase.key, environment)
            place = weight.place or exact.phase.place
            return tracer.nothing(figure, place, note("no_weight"))
        ceiling = _ceiling(tracer, exact, environment)
        return tracer.made(figure, SUM, [ceiling], note("all_at_ceiling"), value=value)
    by_key = _by_key(tracer, number, environment)
    if exact.ceilings[position] is None:
        return by_key._replace(figure=figure)
    inputs = [by_key, _ceiling(tracer, exact, environment)]
    if position not in exact.capped:
        return tracer.made(figure, LEAST, inputs, value=value)
    if exact.phase.leftover == "redistribute":  # its part grew as others came to their ceilings
        kept = note(f"kept.{_destiny(exact)}")
    else:
        kept = note(f"kept.so_much.{_destiny(exact)}", amount=by_key.exact - value)
    return tracer.made(figure, LEAST, inputs, kept, value=value)


@once
def _below(tracer: Tracer, number: int) -> list[str]:
    """Those whom the ceilings of a phase do not cut."""
    exact, position = tracer.allocation.exact.phases[number], tracer.allocation.position
    return [one for one in exact.phase.key.weights if position(one) not in exact.capped]


def _by_key(tracer: Tracer, number: int, environment: str) -> Step:
    """An environment's part by the key of what there is for those below their ceilings."""
    exact = tracer.allocation.exact.phases[number]
    key, owner = exact.phase.key, f"phases.{exact.phase.id}"
    if exact.phase.leftover == "redistribute" and exact.capped:
        rest, members = _rest(tracer, number), _below(tracer, number)
    else:
        rest, members = _exact_frame(tracer, number), list(key.weights)
    weight, weights = tracer.weight(owner, key, environment), tracer.weights(owner, key, members)
    figure = f"exact.quota.{exact.phase.id}.{environment}"
    return tracer.made(figure, SHARE, [rest, weight, weights])


@once
def _rest(tracer: Tracer, number: int) -> Step:
    """What a frame has for those below their ceilings, when all others have theirs."""
    exact, position = tracer.allocation.exact.phases[number], tracer.allocation.position
    capped = (one for one in exact.phase.key.weights if position(one) in exact.capped)
    inputs = [_exact_frame(tracer, number), *(_ceiling(tracer, exact, one) for one in capped)]
    return tracer.made(f"exact.frames.{exact.phase.id}.rest", LESS, inputs, note("rest_shared"))


def _ceiling(tracer: Tracer, exact: ExactPhase, environment: str) -> Step:
    """The least of the cap and what was sought."""
    path = ("phases", exact.phase.id)
    parts = tracer.inputs((*path, "cap"), (*path, "applications", environment))
    if len(parts) == 1:
        return parts[0]
    return tracer.made(f"ceiling.{exact.phase.id}.{environment}", LEAST, parts)


@once
def _cells(tracer: Tracer, number: int) -> Cells:
    """The awards up to a phase of all holders."""
    values = tracer.allocation.awarded_to_date(number)
    column = total_awards(tracer.allocation.exact.phases[: number + 1], len(values))
    return cells_of(tracer, column, values, sum(values))


@once
def _to_date(tracer: Tracer, number: int, environment: str) -> Step:
    """An environment's awards up to a phase, rounded from their exact sum."""
    phase = tracer.plan.phases[number].id
    exact, *others = (_exact_award(tracer, each, environment) for each in range(number + 1))
    if others:
        exact = tracer.made(f"exact.to_date.{phase}.{environment}", SUM, [exact, *others])
    cells = _cells(tracer, number)
    return whole(tracer, f"to_date.awards.{phase}.{environment}", exact, cells, environment)
