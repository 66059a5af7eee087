"""Changes of a random plan's figures, one or a few at a time, after which it is still a plan."""

import copy
from collections.abc import Callable, Iterator
from fractions import Fraction
from random import Random
from typing import Any

from random_plans import PlanDict, amount_text, yaml_bytes

from industri40.load import read_plan
from industri40.plan.language.numbers import read_amount
from industri40.plan.model import Plan

__all__ = ["changes", "plan_of_dict"]

Change = Callable[[PlanDict, Random], bool]


def plan_of_dict(written: PlanDict) -> Plan | None:
    """The plan that a dictionary stands for, or None where that cannot be understood."""
    return read_plan(yaml_bytes(written), "plan.yaml")[0]


def changes(written: PlanDict, rng: Random) -> Iterator[tuple[str, Plan]]:
    """The plan with each kind of change that can be made of it, with the name of the kind."""
    before = plan_of_dict(written)
    for change in (
        _amounts,
        _line,
        _given,
        _part,
        _participants,
        _weight,
        _figure,
        _key,
        _cap,
        _sought,
        _decided,
        _shares,
    ):
        for _ in range(6):
            other = copy.deepcopy(written)
            if not change(other, rng):
                break
            plan = plan_of_dict(other)
            if plan is not None and before != plan:
                yield change.__name__.removeprefix("_"), plan
                break


def _sources(written: PlanDict) -> Iterator[PlanDict]:
    for entry in written["financing"].values():
        yield entry
        yield from entry.get("sources", {}).values()


def _entries(written: PlanDict) -> list[tuple[PlanDict, str]]:
    """Every amount that is one number, with its key."""
    lines = [*written["costs"].values(), *_sources(written)]
    keys = ("yearly", "total", "per_participant")
    return [(line, key) for line in lines for key in keys if key in line]


def _moved(text: str, rng: Random, unit: int) -> str:
    amount = read_amount(text)
    most = max(unit, amount // 10)
    return amount_text(max(0, amount + rng.randint(-most, most) // unit * unit))


def _unit(written: PlanDict) -> int:
    return read_amount(written["round_to"])


def _amounts(written: PlanDict, rng: Random) -> bool:
    """The same more of a cost as of what pays it, so that the plan still balances."""
    tops = [entry for entry in written["financing"].values() if not entry.get("in_kind")]
    pairs = [
        (cost, paid, key)
        for cost in written["costs"].values()
        for paid in tops
        for key in ("yearly", "total")
        if key in cost and key in paid and not cost.get("common")
    ]
    if not pairs:
        return False
    cost, paid, key = rng.choice(pairs)
    amount, unit = read_amount(paid[key]), _unit(written)
    more = rng.randint(0, max(1, amount // 5 // unit)) * unit
    for line in (cost, paid):
        line[key] = amount_text(read_amount(line[key]) + more)
    return True


def _line(written: PlanDict, rng: Random) -> bool:
    entries = _entries(written)
    if not entries:
        return False
    line, key = rng.choice(entries)
    line[key] = _moved(line[key], rng, _unit(written))
    return True


def _named(written: PlanDict) -> list[PlanDict]:
    environments = written["environments"]
    return list(environments.values()) if isinstance(environments, dict) else []


def _participants(written: PlanDict, rng: Random) -> bool:
    counted = [each for each in _named(written) if "participants" in each]
    total, more = written.get("participants"), rng.randint(1, 40)
    key: str | None = None
    if counted:
        owner, own = rng.choice(counted), "participants"
        if isinstance(owner[own], dict):
            owner = owner[own]
            own = key = rng.choice(list(owner))
        old = int(owner[own])
        owner[own] = str(max(1, old + rng.choice([-3, -1, 1, 2, 5])))
        more = int(owner[own]) - old
    if isinstance(total, dict):
        total, key = total[key or rng.choice(list(total))], "number"
    elif total:
        total, key = written, "participants"
    if total and key in total:
        total[key] = str(int(total[key]) + more)
    return True


def _weight(written: PlanDict, rng: Random) -> bool:
    weighed = [each for each in _named(written) if "weight" in each]
    if not weighed:
        return False
    rng.choice(weighed)["weight"] = rng.choice(["1", "2", "5", "3.25", "0.5", "12"])
    return True


def _key(written: PlanDict, rng: Random) -> bool:
    places: list[Any] = [*_sources(written), *written.get("phases", {}).values()]
    keys = [each["shared_by"] for each in places if isinstance(each.get("shared_by"), dict)]
    if not keys:
        return False
    key = rng.choice(keys)
    if any(text.endswith("%") for text in key.values()):
        one, other = rng.sample(list(key), 2) if len(key) > 1 else [next(iter(key))] * 2
        parts = {name: Fraction(key[name].rstrip(" %")) for name in (one, other)}
        moved = parts[one] // 4
        key[one], key[other] = (
            f"{float(parts[one] - moved)} %",
            f"{float(parts[other] + moved)} %",
        )
        return one != other
    key[rng.choice(list(key))] = rng.choice(["1", "2", "4", "7.5", "0.25"])
    return True


def _bounds(written: PlanDict, *keys: str) -> list[tuple[PlanDict, str]]:
    """Every amount of a phase under some keys: for all environments, or for one."""
    phases = written.get("phases", {}).values()
    held = [(phase, key) for phase in phases for key in keys if key in phase]
    one = [(phase, key) for phase, key in held if not isinstance(phase[key], dict)]
    return one + [
        (phase[key], each) for phase, key in held if (phase, key) not in one for each in phase[key]
    ]


def _move(amounts: list[tuple[PlanDict, str]], rng: Random, unit: int) -> bool:
    if not amounts:
        return False
    owner, key = rng.choice(amounts)
    owner[key] = _moved(owner[key], rng, unit)
    return True


def _cap(written: PlanDict, rng: Random) -> bool:
    return _move(_bounds(written, "cap", "floor"), rng, _unit(written))


def _sought(written: PlanDict, rng: Random) -> bool:
    return _move(_bounds(written, "applications"), rng, _unit(written))


def _decided(written: PlanDict, rng: Random) -> bool:
    return _move(_bounds(written, "awarded", "returned"), rng, _unit(written))


def _given(written: PlanDict, rng: Random) -> bool:
    lines = [*written["costs"].values(), *_sources(written)]
    given = [line["by_environment"] for line in lines if "by_environment" in line]
    amounts = [(one, each) for one in given for each in one if not isinstance(one[each], dict)]
    years = [each for one in given for each in one.values() if isinstance(each, dict)]
    return _move(amounts + [(one, year) for one in years for year in one], rng, _unit(written))


def _part(written: PlanDict, rng: Random) -> bool:
    lines = [*written["costs"].values(), *_sources(written)]
    parts = [line for line in lines if "percent" in line]
    if parts:
        rng.choice(parts)["percent"] = rng.choice(["12.5 %", "3 %", "1/7", "0.08"])
    return bool(parts)


def _figure(written: PlanDict, rng: Random) -> bool:
    figures = [each["keys"] for each in _named(written) if each.get("keys")]
    if figures:
        own = rng.choice(figures)
        own[rng.choice(list(own))] = rng.choice(["1", "17", "2 500.5", "0.75"])
    return bool(figures)


def _shares(written: PlanDict, rng: Random) -> bool:
    """A part of one phase's share goes to another."""
    phases = list(written.get("phases", {}).values())
    if len(phases) <= 1:
        return False
    one, other = rng.sample(phases, 2)
    moved = Fraction(one["share"]) / 4
    one["share"] = str(Fraction(one["share"]) - moved)
    other["share"] = str(Fraction(other["share"]) + moved)
    return True
