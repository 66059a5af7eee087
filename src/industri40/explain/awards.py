"""How an award came about: frame, key, bounds, and what became of what the bounds kept back."""

from fractions import Fraction
from functools import partial

from industri40.engine.awards import ExactPhase
from industri40.engine.columns import combine
from industri40.engine.keys import UNALLOCATED
from industri40.explain.cells import by_key, plan_amount, weight, weights
from industri40.explain.neighbours import Cells, cells_of, whole
from industri40.explain.step import LEAST, MOST, Step, note
from industri40.explain.tracer import Tracer, once
from industri40.report.figures import LESS, SUM, TIMES
from industri40.report.table import SHARE as PARTS

_FRAMES_ROUNDED = note("frames_rounded")


def explain_award(tracer: Tracer, phase: str, environment: str) -> Step:
    """What an environment is awarded in a phase."""
    figure, number = f"awards.{phase}.{environment}", tracer.phases.index(phase)
    position = tracer.allocation.position(environment)
    alone = None
    if all(_cells(tracer, each).is_exact(position) for each in (max(0, number - 1), number)):
        alone = _exact_award(tracer, number, environment)
    return tracer.yearly(figure, number, lambda each: _to_date(tracer, each, environment), alone)


def explain_returned(tracer: Tracer, phase: str, environment: str) -> Step:
    """What an environment returned of its award in a phase."""
    for written in tracer.inputs(("phases", phase, "returned", environment)):
        return written
    place = tracer.plan.phases[tracer.phases.index(phase)].place
    return tracer.nothing(f"plan.phases.{phase}.returned.{environment}", place, note("none_back"))


def explain_limit(tracer: Tracer, phase: str, key: str, environment: str) -> list[Step]:
    """A limit of an award that stands under a key of the phase, for one or all, if any does."""
    return tracer.inputs(("phases", phase, key), ("phases", phase, key, environment))


def explain_frame(tracer: Tracer, phase: str, part: str) -> Step:
    """One of the amounts of a frame, in whole units."""
    number, figure = tracer.phases.index(phase), f"frames.{phase}.{part}"
    exact, frames = tracer.allocation.exact.phases[number], tracer.allocation.frames
    value, of = tracer.kroner(getattr(frames[number], part)), partial(explain_frame, tracer, phase)
    match part:
        case "frame":
            before = (one.phase for one in frames[:number][-1:] if one.carried)
            carried = [explain_frame(tracer, one, "carried") for one in before]
            own, base = value - sum(step.exact for step in carried), f"frames.{phase}.base"
            share = tracer.rounded(base, _base(tracer, number), own, [_FRAMES_ROUNDED])
            return tracer.made(figure, SUM, [share, *carried])
        case "awarded":
            awards = (explain_award(tracer, phase, each) for each in exact.phase.key.weights)
            return tracer.made(figure, SUM, awards)
        case "carried" if exact.carried:
            return tracer.rounded(figure, _exact_left(tracer, number), value, [_FRAMES_ROUNDED])
        case "given_back" if exact.phase.returned:
            returned = (explain_returned(tracer, phase, each) for each in exact.phase.returned)
            return tracer.made(figure, SUM, returned)
        case "carried" | "given_back":
            why = note("nothing_carried" if part == "carried" else "none_back")
            return tracer.nothing(figure, exact.phase.place, why)
        case "leftover" if exact.phase.returned:
            unused = tracer.made(f"frames.{phase}.unused", LESS, [of("frame"), of("awarded")])
            return tracer.made(figure, SUM, [unused, of("given_back")])
    parts = ("frame", "awarded") if part == "leftover" else ("leftover", "carried")
    return tracer.made(figure, LESS, map(of, parts))


def exact_awards(tracer: Tracer, holder: str) -> tuple[Step, Step]:
    """What a holder is awarded in all phases and keeps, exactly, and what there is of the grant."""
    phases = range(len(tracer.allocation.exact.phases))
    parts = [_kept(tracer, number, holder) for number in phases]
    return tracer.made(f"exact.awards.{holder}", SUM, parts), _pool(tracer)


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


@once
def _base(tracer: Tracer, number: int) -> Step:
    """A phase's share of the grant: of exact running totals, or where awards are decided whole."""
    phases = tracer.allocation.exact.phases
    figure = f"exact.frames.{phases[number].phase.id}.base"
    alone = tracer.made(f"of.{figure}", TIMES, [_share(tracer, number), _pool(tracer)])

    def to_date(last: int) -> Step:
        called = f"to_date.frames.{phases[last].phase.id}.base"
        shares = [_share(tracer, each) for each in range(last + 1)]
        share = tracer.made(f"plan.share.{phases[last].phase.id}", SUM, shares, kind=PARTS)
        exact = tracer.made(f"exact.{called}", TIMES, [share, _pool(tracer)])
        value = tracer.kroner(sum(one.base for one in phases[: last + 1]))
        return tracer.rounded(called, exact, value, [note("decided_frames")])

    exactly = alone.exact == tracer.kroner(phases[number].base)
    return tracer.yearly(figure, number, to_date, alone if exactly else None)


def _share(tracer: Tracer, number: int) -> Step:
    """A phase's share, as the plan has it."""
    phase = tracer.plan.phases[number]
    path, unsaid = ("phases", phase.id, "share"), note("no_phases")
    return tracer.said(path, phase.share, PARTS, unsaid, phase.place)


def _exact_frame(tracer: Tracer, number: int) -> Step:
    exact = tracer.allocation.exact.phases[number]
    parts = [_base(tracer, number)]
    if exact.carried_in:
        # from the first phase on, so that many phases are no deep recursion
        parts += [_exact_left(tracer, each) for each in range(number)][-1:]
    return tracer.made(f"exact.frames.{exact.phase.id}.frame", SUM, parts)


@once
def _exact_left(tracer: Tracer, number: int) -> Step:
    """What is left of a phase in the end, exactly: what nobody is awarded, or gave back."""
    exact = tracer.allocation.exact.phases[number]
    awards = [_kept(tracer, number, holder) for holder in exact.phase.key.weights]
    inputs = [_exact_frame(tracer, number), *awards]
    why = note(f"{'unused' if exact.phase.awarded else 'left'}.{_destiny(exact)}")
    return tracer.made(f"exact.frames.{exact.phase.id}.leftover", LESS, inputs, why)


def _destiny(exact: ExactPhase) -> str:
    """What becomes of what is left, as keys of texts say it."""
    if exact.carried:
        return "carried"
    if exact.phase.leftover == "redistribute" and not exact.returned:
        return "shared"
    return "returned"


def _kept(tracer: Tracer, number: int, holder: str) -> Step:
    """What a holder is awarded in a phase and keeps, exactly."""
    award, phase = _exact_award(tracer, number, holder), tracer.plan.phases[number]
    if holder not in phase.returned:
        return award
    inputs = [award, explain_returned(tracer, phase.id, holder)]
    return tracer.made(f"exact.kept.{phase.id}.{holder}", LESS, inputs)


@once
def _exact_award(tracer: Tracer, number: int, holder: str) -> Step:
    """What a holder is awarded in a phase, exactly."""
    exact = tracer.allocation.exact.phases[number]
    phase, figure = exact.phase, f"exact.awards.{exact.phase.id}.{holder}"
    if holder == UNALLOCATED:
        if exact.carried or not exact.returned:
            return tracer.nothing(figure, phase.place, note("nothing_returned"))
        return tracer.made(figure, SUM, [_exact_left(tracer, number)])
    if holder not in phase.key.weights:
        return tracer.nothing(figure, tracer.plan.place_of(holder), note("no_part"))
    if phase.awarded:
        return tracer.input("phases", phase.id, "awarded", holder)._replace(figure=figure)
    return _by_level(tracer, figure, number, holder)


def _by_level(tracer: Tracer, figure: str, number: int, environment: str) -> Step:
    """An award by the key, between its bounds."""
    exact = tracer.allocation.exact.phases[number]
    position, phase = tracer.allocation.position(environment), exact.phase
    capped, floored = position in exact.capped, position in exact.floored
    if not any(map(phase.key.weights.get, _sharing(tracer, number))):
        if not (capped or floored):
            weighed = weight(tracer, f"phases.{phase.id}", phase.key, environment)
            return tracer.nothing(figure, weighed.place or phase.place, note("no_weight"))
        bound = (_ceiling if capped else _floor)(tracer, exact, environment)
        return tracer.made(figure, SUM, [bound], note("all_at_ceiling"))
    award, named = _quota(tracer, number, environment), f"{phase.id}.{environment}"
    if exact.ceilings[position] is not None and not floored:
        inputs = [award, _ceiling(tracer, exact, environment)]
        kept = note(f"kept.so_much.{_destiny(exact)}", amount=award.exact - inputs[1].exact)
        if phase.leftover == "redistribute":  # its part grew as others came to their ceilings
            kept = note(f"kept.{_destiny(exact)}")
        award = tracer.made(f"exact.below.{named}", LEAST, inputs, *[kept] * capped)
    if exact.floors[position] and not capped:
        inputs, notes = [award, _floor(tracer, exact, environment)], [note("raised")] * floored
        award = tracer.made(f"exact.above.{named}", MOST, inputs, *notes)
    return award._replace(figure=figure)


@once
def _sharing(tracer: Tracer, number: int) -> list[str]:
    """Those who share by the key: whom no floor raises, nor a ceiling cuts for the others."""
    exact, position = tracer.allocation.exact.phases[number], tracer.allocation.position
    apart = exact.floored | (exact.capped if exact.phase.leftover == "redistribute" else set())
    return [one for one in exact.phase.key.weights if position(one) not in apart]


def _quota(tracer: Tracer, number: int, environment: str) -> Step:
    """An environment's part by the key of what there is for those who share by it."""
    exact, members = tracer.allocation.exact.phases[number], _sharing(tracer, number)
    key, owner = exact.phase.key, f"phases.{exact.phase.id}"
    rest = (_rest if len(members) < len(key.weights) else _exact_frame)(tracer, number)
    both = weight(tracer, owner, key, environment), weights(tracer, owner, key, members)
    return by_key(tracer, f"exact.quota.{exact.phase.id}.{environment}", rest, both)


@once
def _rest(tracer: Tracer, number: int) -> Step:
    """What a frame has for those who share by the key, when all others have theirs."""
    exact, position = tracer.allocation.exact.phases[number], tracer.allocation.position
    sharing = set(_sharing(tracer, number))
    bounds = [
        (_ceiling if position(one) in exact.capped else _floor)(tracer, exact, one)
        for one in exact.phase.key.weights
        if one not in sharing
    ]
    why = note("rest_floored" if exact.floored else "rest_shared")
    inputs = [_exact_frame(tracer, number), *bounds]
    return tracer.made(f"exact.frames.{exact.phase.id}.rest", LESS, inputs, why)


def _ceiling(tracer: Tracer, exact: ExactPhase, environment: str) -> Step:
    """The least of the cap and what was sought."""
    phase, both = exact.phase.id, ("cap", "applications")
    parts = (one for key in both for one in explain_limit(tracer, phase, key, environment))
    return tracer.together(f"ceiling.{phase}.{environment}", parts, LEAST)


def _floor(tracer: Tracer, exact: ExactPhase, environment: str) -> Step:
    """The phase's floor, or the ceiling where that is less."""
    [floor] = explain_limit(tracer, exact.phase.id, "floor", environment)
    ceiling = exact.ceilings[tracer.allocation.position(environment)]
    if ceiling is None or tracer.kroner(ceiling) >= floor.exact:
        return floor
    inputs = [floor, _ceiling(tracer, exact, environment)]
    return tracer.made(f"floor.{exact.phase.id}.{environment}", LEAST, inputs)


@once
def _cells(tracer: Tracer, number: int) -> Cells:
    """The awards up to a phase of all holders."""
    values, phases = tracer.allocation.awarded_to_date(number), tracer.allocation.exact.phases
    awards = [(Fraction(1), exact.award) for exact in phases[: number + 1]]
    return cells_of(tracer, combine(len(values), awards), values)


@once
def _to_date(tracer: Tracer, number: int, environment: str) -> Step:
    """An environment's awards up to a phase, rounded from their exact sum."""
    phase = tracer.plan.phases[number].id
    awards = [_exact_award(tracer, each, environment) for each in range(number + 1)]
    exact = tracer.together(f"exact.to_date.{phase}.{environment}", awards)
    figure = f"to_date.awards.{phase}.{environment}"
    return whole(tracer, figure, exact, _cells(tracer, number), environment)
