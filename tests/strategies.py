"""Random valid plans for tests: as dictionaries of texts, and written as YAML.

``plans()`` is a hypothesis strategy; ``fixed_plan(1)`` makes the same plan every time.
"""

from random import Random
from typing import Any

from hypothesis import strategies as st
from random_plans import Limits, PlanDict, make_plan, yaml_bytes, yaml_text

__all__ = ["Limits", "PlanDict", "fixed_plan", "plans", "shuffled", "yaml_bytes", "yaml_text"]


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
