"""What a shell completes from the plan on its command line; imported only when it asks.

Only ids and names made of them: some shells evaluate what they are given. Where the plan cannot
be read there is nothing to complete, and nothing is said of it.
"""

import os
from typing import Any

from industri40.cli.reading import read
from industri40.plan.model import Plan
from industri40.plan.yaml.source import STANDARD_INPUT

_MANY = 100  # more names than these are completed part by part


def complete(what: str, context: Any, incomplete: str) -> list[str]:
    """What of a plan begins with what is written already.

    That is its ``environments``, ``scenarios`` or ``figures``, its ``inputs`` by their paths, or
    the same as ``settings``, to which a value is written.
    """
    # what stands before an option that has no value yet is no parameter yet
    given = context.params
    before = given.get("plans") or context.args
    named = (given.get(one) for one in ("plan", "old"))
    path = next(filter(None, (*named, *before)), STANDARD_INPUT)
    if path == STANDARD_INPUT:
        return []
    try:
        plan = read(os.path.expanduser(path)).plan
        if plan is None:
            return []
        names = _names(what, plan, incomplete)
    except Exception:  # noqa: BLE001 - nothing may come between a person and the line they write
        return []
    return _in_parts([name for name in names if name.startswith(incomplete)], len(incomplete))


def _names(what: str, plan: Plan, incomplete: str) -> list[str]:
    match what:
        case "environments":
            return [environment.id for environment in plan.environments]
        case "scenarios":
            return [scenario.id for scenario in plan.scenarios]
        case "figures":
            return _figures(plan, incomplete)
    end = "=" if what == "settings" else ""
    return [f"{path}{end}" for path in _paths(plan, incomplete)]


def _paths(plan: Plan, incomplete: str) -> list[str]:
    """The paths of all figures that the plan writes: for short, or whole where none begins so."""
    from industri40.plan.inputs import Inputs
    from industri40.plan.paths import short_names

    inputs = Inputs(plan)
    short = list(short_names(inputs.document.value, inputs).values())
    begun = any(path.startswith(incomplete) for path in short)
    return short if begun else [".".join(path) for path in inputs]


def _in_parts(names: list[str], end: int) -> list[str]:
    """The names; of many, what they have up to the next point from ``end`` on that tells apart."""
    if len(names) <= _MANY:
        return names
    parts = list(dict.fromkeys(name[: name.find(".", end) + 1] or name for name in names))
    return parts if len(parts) > 1 else _in_parts(names, len(parts[0]))


def _figures(plan: Plan, incomplete: str) -> list[str]:
    """The names of all figures of a kind, or of the kinds where it is not said yet."""
    from industri40.explain.trace import KINDS, names
    from industri40.report.case import Case

    begun, point, _ = incomplete.partition(".")
    kinds = [kind for kind in KINDS if (kind == begun if point else kind.startswith(begun))]
    if len(kinds) == 1:
        return list(dict.fromkeys(names(Case(plan), kinds[0])))
    return [f"{kind}." for kind in kinds]
