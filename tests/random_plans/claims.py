"""Figures that somebody printed and limits, hardly any of which hold."""

from collections.abc import Iterable
from random import Random

from random_plans.amounts import PlanDict


def with_claims(written: PlanDict, rng: Random) -> PlanDict:
    """A plan with stated figures and limits."""

    def some(keys: Iterable[str]) -> PlanDict:
        return {key: rng.choice(["0", "1", "2", "3", "1 000"]) for key in keys}

    shared = [one for one, line in written["costs"].items() if "common" not in line]
    lines = [*shared, *written["financing"], "costs", "financing"]
    columns = ["total", "environment", "environment_year"]
    rows = {one: some(columns) for one in rng.sample(lines, min(len(lines), 4))}
    stated = [
        {"table": "breakdown", "rows": rows},
        {"table": "costs", "rows": {"costs": some([*written["years"], "total"])}},
    ]
    limits: PlanDict = {}
    if _counted(written):
        limits["fee_per_participant_at_most"] = "1"
        stated[0]["rows"]["participants"] = some(columns)
    if "phases" in written:
        stated.append({"table": "phases", "rows": {"costs": some(written["phases"])}})
    if {"phases", "grant"} <= set(written):
        row = f"{written['grant']}.environment"
        stated.append({"table": "phases", "rows": {row: some(written["phases"])}})
        limits |= {"grant_per_environment_at_most": "1", "grant_share_at_most": "10 %"}
        limits["of"] = rng.choice(["costs", "cash"])
        limits["each"] = rng.choice([["year"], ["environment"], ["environment", "year"]])
    for one in stated:
        if rng.random() < 0.5:
            one["source"] = "Søknad, side 4"
        if rng.random() < 0.5:
            one["tolerance"] = rng.choice(["0", "1", "1 000.50"])
    return {**written, "stated": stated, **({"limits": limits} if limits else {})}


def _counted(written: PlanDict) -> bool:
    environments = written["environments"]
    named = environments.values() if isinstance(environments, dict) else ()
    return "participants" in written or any("participants" in entry for entry in named)
