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
    """The ``environments`` or ``figures`` of a plan that begin with what is written already."""
    # what stands before an option that has no value yet is no parameter yet
    path = context.params.get("plan") or next(iter(context.args), STANDARD_INPUT)
    if path == STANDARD_INPUT:
        return []
    try:
        plan = read(os.path.expanduser(path)).plan
        if plan is None:
            return []
        environments = [environment.id for environment in plan.environments]
        names = environments if what == "environments" else _figures(plan, incomplete)
    except Exception:  # noqa: BLE001 - nothing may come between a person and the line they write
        return []
    return _in_parts([name for name in names if name.startswith(incomplete)], len(incomplete))


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
