"""Random valid plans for tests: as dictionaries of texts, and written as YAML.

``plans()`` is a hypothesis strategy; ``fixed_plan(1)`` makes the same plan every time.
"""

import json
import re
from random import Random
from typing import Any

from hypothesis import strategies as st
from random_plans import Limits, PlanDict, make_plan

__all__ = ["Limits", "PlanDict", "fixed_plan", "plans", "shuffled", "yaml_bytes", "yaml_text"]

_PLAIN = re.compile(r"[A-Za-z0-9æøåÆØÅ](?:[A-Za-z0-9æøåÆØÅ_./%-]| (?! ))*(?<! )")


def plans(
    *, balanced: bool | None = True, limits: Limits | None = None
) -> st.SearchStrategy[PlanDict]:
    """Random valid plans that balance in every year, do not, or (None) may or may not."""
    return st.randoms(use_true_random=False).map(
        lambda rng: make_plan(rng, balanced=balanced, limits=limits)
    )


def fixed_plan(
    seed: int, *, balanced: bool | None = True, limits: Limits | None = None
) -> PlanDict:
    """The random plan of a seed."""
    return make_plan(Random(seed), balanced=balanced, limits=limits)


def shuffled(plan: PlanDict, rng: Random) -> PlanDict:
    """The same plan with the keys of every mapping, and the years, in another order.

    Only the phases stay in theirs, since one carries on to the next.
    """
    changed: PlanDict = _shuffled(plan, rng)
    if "phases" in plan:
        changed["phases"] = {name: changed["phases"][name] for name in plan["phases"]}
    rng.shuffle(changed["years"])
    return changed


def _shuffled(value: Any, rng: Random) -> Any:
    if isinstance(value, list):
        return [_shuffled(item, rng) for item in value]
    if not isinstance(value, dict):
        return value
    names = list(value)
    rng.shuffle(names)
    return {name: _shuffled(value[name], rng) for name in names}


def yaml_text(value: Any, indent: int = 0) -> str:
    """A plan (or a part of one) as YAML."""
    margin = " " * indent
    if isinstance(value, dict):
        lines = (f"{margin}{_scalar(key)}:{_after(part, indent)}" for key, part in value.items())
    else:
        lines = (f"{margin}-{_after(part, indent)}" for part in value)
    return "".join(lines)


def _after(value: Any, indent: int) -> str:
    if isinstance(value, str):
        return f" {_scalar(value)}\n"
    if not value:
        return " {}\n" if isinstance(value, dict) else " []\n"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return f" [{', '.join(map(_scalar, value))}]\n"
    return f"\n{yaml_text(value, indent + 2)}"


def _scalar(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def yaml_bytes(plan: PlanDict) -> bytes:
    """A plan as the bytes of a YAML file."""
    return yaml_text(plan).encode()
