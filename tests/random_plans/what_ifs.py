"""Random what-ifs of a plan: what they ask for, and the plan edited by hand as they would have it.

``what_if(plan, rng)`` draws new values by their paths; ``options`` writes them as ``--set`` has
them, ``scenario`` as a plan has them, and ``edited`` makes them by hand, in its own way.
"""

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

from random_plans.amounts import PlanDict, amount_text
from random_plans.written import yaml_flow

WhatIf = dict[str, Any]
"""New values by the path of each input, as it is written; None is taken out."""

Path = tuple[str, ...]
FORMS = (
    "yearly years total per_participant percent of by_environment hours rest".split()  # noqa: SIM905
)
AMOUNTS = {"yearly", "total", "per_participant", "hours", "hourly_rate", "cap", "floor"}
BY_NAME = {"years", "by_environment", "cap", "floor", "applications", "awarded", "returned"}
SIDES = ("costs", "financing")


def what_if(plan: PlanDict, rng: Random, most: int = 3) -> WhatIf:
    """Up to so many changes, which may be made together, and may make the plan impossible."""
    drawn: WhatIf = {}
    homes: list[Path] = []
    for _ in range(rng.randint(1, most)):
        path, value = rng.choice(_WAYS)(plan, rng)
        home = home_of(path)
        if not any(home[: len(one)] == one or one[: len(home)] == home for one in homes):
            homes.append(home)
            drawn[_written(plan, path, rng)] = value
    return drawn


def options(what: WhatIf) -> tuple[str, ...]:
    """As ``--set`` has it; nothing may be taken out."""
    return tuple(f"{path}={yaml_flow(value, top=True)}" for path, value in what.items())


def scenario(what: WhatIf) -> PlanDict:
    """As a plan has it."""
    settings = {path: value for path, value in what.items() if value is not None}
    gone = [path for path in what if path not in settings]
    return {**({"set": settings} if settings else {}), **({"unset": gone} if gone else {})}


def edited(plan: PlanDict, what: WhatIf) -> PlanDict | None:
    """The plan as somebody would edit it by hand; None where a change gives no number."""
    changed = _copied(plan)
    for written, value in what.items():
        path = full(plan, written)
        _write_out(changed, path)
        if value is None:
            del _at(changed, path[:-1])[path[-1]]
        elif isinstance(value, str) and value[:1] in ("+", "-", "\u2212"):
            found = list(numbers(changed, path))
            if not found:
                return None
            for inner in found:
                new = moved(_at(changed, inner), value, inner)
                if new is None:
                    return None
                _put(changed, inner, new)
        else:
            _put(changed, path, value)
    return changed


# paths


def homes(plan: PlanDict) -> Iterator[Path]:
    """Lines, groups, phases and named environments."""
    for part in (*SIDES, "phases", "environments"):
        for name, entry in _entries(plan, part):
            yield part, name
            yield from ((part, name, "sources", one) for one in entry.get("sources", {}))


def home_of(path: Path) -> Path:
    """What a path is in: a line, phase or environment, or a key at the top."""
    if path[2:3] == ("sources",):
        return path[:4]
    return path[:2] if path[0] in (*SIDES, "phases", "environments") else path[:1]


def full(plan: PlanDict, written: str) -> Path:
    """The whole path of one that may begin with an id."""
    first, *rest = written.split(".")
    known = {home[-1]: home for home in homes(plan)}
    return (*known.get(first, (first,)), *rest)


def _written(plan: PlanDict, path: Path, rng: Random) -> str:
    home = home_of(path)
    short = len(home) > 1 and home in homes(plan) and rng.random() < 0.6
    return ".".join(path[len(home) - 1 :] if short else path)


def numbers(plan: PlanDict, path: Path) -> Iterator[Path]:
    """The numbers at a path: itself, or those that say a line's amounts."""
    value = _at(plan, path)
    if not isinstance(value, dict):
        yield path
        return
    keys = list(value)
    if len(path) > 1 and path == home_of(path) and path[-1] != "sources":
        said = [key for key in value if key in FORMS and key != "of"]
        keys = [key for key in said if key != "rest"] if said else ["sources"]
    for key in keys:
        yield from numbers(plan, (*path, key))


# what is drawn


def _figure(plan: PlanDict, rng: Random) -> tuple[Path, Any]:
    """A new number, or a change of one, where one stands."""
    found = list(_figures(plan))
    path = rng.choice(found)
    if path[-1] in ("participants", "number"):
        return path, rng.choice([str(rng.randint(1, 400)), "+1", "+100 %", "-1"])
    if path[-1] in ("share", "percent"):
        return path, rng.choice(["50 %", "1/3", "+10 %", "-50 %"])
    if path[-2] == "keys" or path[-1] == "weight":
        return path, rng.choice(["3", "+1", "+50 %", "1.5"])
    return path, rng.choice([*_some(plan, rng), "+0", "+100 %", "\u22121 %", "-100 %"])


def _some(plan: PlanDict, rng: Random) -> list[str]:
    step = round(_number(plan.get("round_to", "1")) * 100)
    units = rng.choice([0, 1, 7, rng.randint(0, 10**6)])
    return [amount_text(units * step), f"+{amount_text(units * step)}"]


def _figures(plan: PlanDict, path: Path = ()) -> Iterator[Path]:
    for key, value in (plan if not path else _at(plan, path)).items():
        inner = (*path, key)
        if isinstance(value, dict) and key not in ("stated", "scenarios", "shared_by", "limits"):
            yield from _figures(plan, inner)
        elif isinstance(value, str) and _is_figure(inner):
            yield inner


def _is_figure(path: Path) -> bool:
    if path[-1] in AMOUNTS | {"share", "percent", "participants", "number", "weight"}:
        return path[-1] != "participants" or path[0] in ("participants", "environments")
    return path[-2:-1] != () and (
        path[-2] in BY_NAME | {"keys"} or path[-3:-2] == ("by_environment",)
    )


def _form(plan: PlanDict, rng: Random) -> tuple[Path, Any]:
    """Another form of a line's amount."""
    path = rng.choice([home for home in homes(plan) if home[0] in SIDES])
    amount = _some(plan, rng)[0]
    form = rng.choice(["yearly", "total", "years", "per_participant"])
    return (*path, form), dict.fromkeys(plan["years"], amount) if form == "years" else amount


def _year(plan: PlanDict, rng: Random) -> tuple[Path, Any]:
    """One year of an amount that may be the same every year."""
    lines = [home for home in homes(plan) if {"yearly", "years"} & set(_at(plan, home))]
    if not lines:
        return _form(plan, rng)
    path = (*rng.choice([home for home in lines if home[0] in SIDES] or lines), "years")
    return (*path, rng.choice(plan["years"])), rng.choice([_some(plan, rng)[0], "+0", "+100 %"])


def _whole(plan: PlanDict, rng: Random) -> tuple[Path, Any]:
    """Every amount of a line, or of a part of it."""
    paths = [home for home in homes(plan) if home[0] in SIDES and list(_some_numbers(plan, home))]
    return rng.choice(paths or [("costs", next(iter(plan["costs"])))]), rng.choice(
        ["+100 %", "-0 %"]
    )


def _some_numbers(plan: PlanDict, path: Path) -> Iterator[Path]:
    entry = _at(plan, path)
    if "sources" in entry or set(FORMS) & set(entry) - {"rest"}:
        yield path


def _one(plan: PlanDict, rng: Random) -> tuple[Path, Any]:
    """The cap, floor or weight of one environment, where all have the same."""
    found = [
        (*home, key)
        for home in homes(plan)
        for key in ("cap", "floor", "shared_by")
        if isinstance(one := _at(plan, (*home, key)), str)
        and (key != "shared_by" or one == "equal")
    ]
    if not found:
        return _year(plan, rng)
    path = rng.choice(found)
    value = rng.choice(["2", "+1"] if path[-1] == "shared_by" else [*_some(plan, rng), "+100 %"])
    return (*path, rng.choice(_taking_part(plan, path))), value


def _word(plan: PlanDict, rng: Random) -> tuple[Path, Any]:
    """A text, a key for sharing, a list."""
    line = rng.choice([home for home in homes(plan) if home[0] in SIDES])
    return rng.choice(
        [
            ((*line, "label"), rng.choice(["Nytt navn", "a: b # {c}", "=x", "", "'"])),
            ((*line, "shared_by"), rng.choice(["equal", "weights", "participants"])),
            (("name",), "Hva om"),
            (("notes",), ["En merknad.", "- to, og [tre]"]),
            (("limits",), {"grant_share_at_most": "50 %", "each": ["year"]}),
            (("limits", "grant_share_at_most"), "1/2"),
            (("round_to",), rng.choice(["0.01", "1", "+0"] if "round_to" in plan else ["1"])),
            (("financing", "another"), {"yearly": "0", "label": "Enda en"}),
            (("costs", "another"), {"total": "0"}),
        ]
    )


def _out(plan: PlanDict, rng: Random) -> tuple[Path, Any]:
    """Something that is taken out."""
    found = [(key,) for key in ("notes", "limits", "grant", "stated", "phases") if key in plan]
    for home in homes(plan):
        found += [home] if home[0] != "environments" else []  # others may be about one
        keys = (
            "label",
            "shared_by",
            "cap",
            "floor",
            "applications",
            "leftover",
            "weight",
            "status",
        )
        found += [(*home, key) for key in keys if key in _at(plan, home)]
    return rng.choice(found), None


_WAYS = (_figure, _figure, _form, _year, _one, _whole, _word, _out)


# by hand


def _put(plan: PlanDict, path: Path, value: Any) -> None:
    """Write a value, in the place of other forms where it is one."""
    *above, form = path
    line = plan
    for key in above:
        line = line.setdefault(key, {})
    if form in FORMS and tuple(above) == home_of(path) and path[0] in SIDES and value != "false":
        for other in FORMS:
            if other != form and not (other == "of" and form == "percent"):
                line.pop(other, None)
    line[form] = value


def _write_out(plan: PlanDict, path: Path) -> None:
    """Write the same of all as one of each, where one of them is to be another."""
    line, key = _at(plan, path[:-2]), path[-2:-1]
    if key == ("years",) and "years" not in line and "yearly" in line:
        line["years"] = dict.fromkeys(plan["years"], line.pop("yearly"))
    elif key in (("cap",), ("floor",), ("shared_by",)) and isinstance(line.get(key[0]), str):
        each = "1" if key == ("shared_by",) else line[key[0]]
        line[key[0]] = dict.fromkeys(_taking_part(plan, path), each)


def _taking_part(plan: PlanDict, path: Path) -> list[str]:
    """The environments, in a phase those that take part there."""
    if isinstance(plan["environments"], str):
        return [f"environment-{number}" for number in range(1, int(plan["environments"]) + 1)]
    every = plan["environments"].items()
    return [
        name
        for name, entry in every
        if path[0] != "phases" or path[1] in entry.get("phases", [path[1]])
    ]


def moved(text: str, by: str, path: Path) -> str | None:
    """A number after a change, as a plan may write it, if one may."""
    old, part = _number(text), by[1:].strip()
    much = old * _number(part) if part.endswith("%") else _number(part)
    new = old + much if by[0] == "+" else old - much
    if path[-1] in ("share", "percent", "weight") or path[-2:-1] == ("keys",):
        return str(new) if new >= 0 else None
    one = 1 if path[-1] in ("participants", "number") or path[0] == "environments" else 100
    return amount_text(int(new * 100)) if new >= 0 and not new * one % 1 else None


def _number(text: str) -> Fraction:
    whole = text.replace(" ", "").replace(",", ".")
    return Fraction(whole[:-1]) / 100 if whole.endswith("%") else Fraction(whole)


def _at(plan: PlanDict, path: Path) -> Any:
    value: Any = plan
    for key in path:
        value = value.get(key, {}) if isinstance(value, dict) else {}
    return value


def _entries(plan: PlanDict, part: str) -> Iterator[tuple[str, PlanDict]]:
    entries = plan.get(part)
    yield from entries.items() if isinstance(entries, dict) else ()


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(one) for key, one in value.items()}
    return [_copied(one) for one in value] if isinstance(value, list) else value
