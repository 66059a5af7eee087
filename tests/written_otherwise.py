"""A random plan written otherwise: other numbers for the same, another order, what is left out."""

from fractions import Fraction
from random import Random
from typing import Any

from random_plans import PlanDict
from strategies import shuffled

from industri40.plan.language.numbers import parse_share
from industri40.plan.paths import kind_at, language_keys

UNSAID = {
    "currency": "NOK",
    "language": "nb",
    "round_to": "1.00",
    "common": "false",
    "in_kind": "false",
    "rest": "false",
    "status": "committed",
    "weight": "1",
    "leftover": "return",
    "of": "costs",
}
"""What may be written where a key is left out, if it may stand there at all."""

Path = tuple[str, ...]


def rewritten(plan: PlanDict, rng: Random) -> PlanDict:
    """The same plan, as somebody else would write it, with other notes."""
    other: PlanDict = _otherwise(shuffled(plan, rng), (), rng)
    environments = other["environments"]
    if isinstance(environments, dict):
        for one in environments.values():
            if "phases" not in one and "phases" in other and rng.random() < 0.3:
                one["phases"] = list(other["phases"])
        numbers = [one.get("participants") for one in environments.values()]
        if "participants" not in other and all(isinstance(one, str) for one in numbers):
            other["participants"] = str(sum(map(int, numbers)))
    return {**other, "notes": ["Another note."]}


def _otherwise(value: Any, path: Path, rng: Random) -> Any:
    if isinstance(value, dict):
        changed = {key: _otherwise(one, (*path, key), rng) for key, one in value.items()}
        if path and language_keys(path):
            changed |= {key: said for key, said in _unsaid(changed, path) if rng.random() < 0.4}
        return changed
    if isinstance(value, list):
        return value[0] if path[-1:] in (("includes",), ("of",)) and len(value) == 1 else value
    if path[-1] in ("includes", "of") and path[0] != "limits":
        return [value]
    return _number(value, path, rng) if kind_at(path) else value


def _unsaid(part: PlanDict, path: Path) -> list[tuple[str, str]]:
    """What may be said in a part of the plan that is meant there anyhow."""
    found = {key: UNSAID[key] for key in language_keys(path) if key in UNSAID and key not in part}
    if "label" in language_keys(path):
        found["label"] = path[-1]
    if path[0] == "environments":
        found["name"] = path[-1]
    if path[0] == "financing" and len(path) == 2:
        found["shared_by"] = "equal"
    if "by_environment" in part or "sources" in part:
        found = {key: one for key, one in found.items() if key == "label"}
    if path[0] in ("costs", "financing") or "grant_share_at_most" not in part:
        found.pop("of", None)
    if path[0] == "phases" and ("awarded" in part or "cap" not in part):
        found.pop("leftover", None)
    return [(key, one) for key, one in found.items() if key not in part]


def _number(text: str, path: Path, rng: Random) -> str:
    value, kind = parse_share(text), kind_at(path)
    if kind == "money" and (value * 100).denominator == 1:
        whole, rest = divmod(int(value * 100), 100)
        separator = rng.choice(["", " ", "_", "\u00a0"])
        digits = f"{whole:,}".replace(",", separator)
        return f"{digits}{rng.choice('.,')}{rest:02}" if rest or rng.random() < 0.3 else digits
    if kind == "share" and not text.endswith("%") and (value * 1000).denominator == 1:
        return f"{float(value * 100):.1f} %" if rng.random() < 0.5 else str(Fraction(value))
    return text
