"""Weights in keys, and what somebody has of something by a key, down to what the plan writes."""

from collections.abc import Sequence
from fractions import Fraction

from industri40.explain.step import SHARE, Note, Step, note
from industri40.explain.tracer import Tracer
from industri40.plan.model import Key, natural_order
from industri40.report.figures import SUM, TIMES
from industri40.report.lines import ALL
from industri40.report.table import COUNT, printed
from industri40.report.table import SHARE as PARTS


def by_key(tracer: Tracer, figure: str, amount: Step, key: tuple[Step, Step], *notes: Note) -> Step:
    """What somebody has of an amount, by a weight and the sum of all weights.

    A weight that is a part of one is that part of the amount.
    """
    weight, weights = key
    if weight.kind == PARTS and weights.exact == 1:
        return tracer.made(figure, TIMES, [amount, weight], *notes)
    return tracer.made(figure, SHARE, [amount, weight, weights], *notes)


def weight(tracer: Tracer, owner: str, key: Key, environment: str) -> Step:
    """An environment's weight in the key of ``owner``, as the plan has it.

    ``owner`` is ``lines.ID`` or ``phases.ID``.
    """
    named = tracer.environments[environment]
    if key.parts:
        return _mixed(tracer, owner, key, environment)
    if key.name == "participants":
        return tracer.participants(named, key.group)
    if key.name == "weights":
        path = ("environments", environment, "weight")
        return tracer.said(path, named.weight, COUNT, note("no_own_weight"))
    if key.name in named.figures:
        return tracer.input("environments", environment, "keys", key.name)
    figure, place = f"plan.{owner}.shared_by.{environment}", key.place
    value, inputs = Fraction(key.weights[environment], key.scale), tracer.case.inputs
    if key.name == "mapping":
        place = inputs.document.part(place, environment)
        said = inputs.at(place, environment)
        return tracer.leaf(figure, value, place, PARTS if said and said.kind == PARTS else COUNT)
    notes = () if place in inputs.by_place else (note("no_key"),)
    return tracer.leaf(figure, value, place, COUNT, *notes)


def weights(
    tracer: Tracer, owner: str, key: Key, environments: Sequence[str], called: str = "shared_by"
) -> Step:
    """The weights of several environments together."""
    figure = f"plan.{owner}.{called}.{printed(ALL)}"
    if len(environments) == len(tracer.environments):
        if key.name == "participants":
            return tracer.everyone(key.group)
        if key.name == "equal":
            return tracer.number_of("environments")
        if key.name == "weights":  # the same for all lines and phases
            figure = f"plan.environments.{printed(ALL)}.weight"
        elif key.name in next(iter(tracer.environments.values())).figures:
            figure = f"plan.environments.{printed(ALL)}.keys.{key.name}"
    order = sorted(environments, key=natural_order)
    steps = [weight(tracer, owner, key, one) for one in order]
    return tracer.made(figure, SUM, steps, kind=steps[0].kind)


def _mixed(tracer: Tracer, owner: str, key: Key, environment: str) -> Step:
    """An environment's part by a mixture: of each of its keys so many percent."""
    parts = []
    for share, one, place in key.parts:
        percent = tracer.leaf(f"plan.{owner}.shared_by.{one.name}", share, place, PARTS)
        both = (
            weight(tracer, owner, one, environment),
            weights(tracer, owner, one, list(key.weights), f"mixed.{one.name}"),
        )
        figure = f"plan.{owner}.mixed.{one.name}.{environment}"
        parts.append(tracer.made(figure, SHARE, [percent, *both], kind=PARTS))
    return tracer.made(f"plan.{owner}.mixed.{environment}", SUM, parts, kind=PARTS)
