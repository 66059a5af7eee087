"""Which inputs of two plans differ in what they mean, whatever they look like.

The values of both files are compared as they are written, from the top down, which passes over all
that is alike at once; only where texts differ it is asked what they mean. What one file says and
the other leaves out is compared with what is meant there.
"""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from industri40.comparing.difference import ChangedInput
from industri40.findings.finding import Place
from industri40.plan.inputs import NO_INPUTS
from industri40.plan.language.numbers import parse_share
from industri40.plan.model import Plan, natural_order
from industri40.plan.overrides import flow
from industri40.plan.paths import Path, at_path, is_line, key_at, kind_at, language_keys
from industri40.plan.yaml.document import Document, Value

_UNSAID = {
    "currency": "NOK",
    "language": "nb",
    "round_to": "1",
    "common": "false",
    "in_kind": "false",
    "rest": "false",
    "status": "committed",
    "weight": "1",
    "leftover": "return",
}
"""What is meant by keys of the language that are left out."""

_NOTHING = "0"  # what an environment has that is not named
_NAMED = ("by_environment", "returned")  # where environments need not be
_OF_ALL = ("cap", "floor", "shared_by")  # what may be the same of all, or of each its own


class _Side(NamedTuple):
    """One of the two plans, with the file that it was read from."""

    plan: Plan
    document: Document

    def place(self, path: Path, value: Value | None) -> Place | None:
        """Where a value is written; of a mapping its key, and None where there is no value."""
        if value is None:
            return None
        if path[-2:-1] == ("years",) and at_path(self.document.value, path) is None:
            path = (*path[:-2], "yearly")
        return self.document.place(path, key=isinstance(value, dict))

    def unsaid(self, path: Path) -> Value | None:
        """What is meant at a path where nothing is written; None where nothing is."""
        key, above = path[-1], path[:-1]
        if above[-1:] and above[-1] in _NAMED:
            return _NOTHING
        match path:
            case ("participants",):
                return self._count(self.plan.participants)
            case ("participants", group, "number"):
                groups = self.plan.participant_groups
                return self._count(next((g.number for g in groups if g.id == group), None))
            case ("environments", _, "phases"):
                return [phase.id for phase in self.plan.phases]
            case ("limits", "of"):
                return "costs"
        if key not in language_keys(above):
            return None
        if key == "shared_by":
            meant: Value | None = key_at(self.document.value, path)
            return meant
        return path[-2] if key in ("label", "name") and above else _UNSAID.get(key)

    def of_each(self, path: Path, value: Value | None, other: Value | None) -> Value | None:
        """What is the same of all environments, as one of each where the other plan has it so."""
        if not isinstance(other, dict) or isinstance(value, dict):
            return value
        among = {path[1]} if path[0] == "phases" else set[str]()
        names = [one.id for one in self.plan.environments if among <= one.phases]
        if {*names} != {*other}:
            return value
        if path[-1] == "shared_by":  # where some count as before, the others count as many of them
            is_so = key_at(self.document.value, path) == "equal" and "1" in other.values()
            return dict.fromkeys(names, "1") if is_so else value
        return value and dict.fromkeys(names, value)

    @staticmethod
    def _count(number: int | None) -> str | None:
        return None if number is None else str(number)


def changed_inputs(old: Plan, new: Plan) -> Iterator[ChangedInput]:
    """Every input that differs, in the order of the language and of ids."""
    sides = tuple(_Side(plan, plan.document) for plan in (old, new))
    values = [
        {key: one for key, one in side.document.value.items() if key not in NO_INPUTS}
        for side in sides
    ]
    yield from _within((), values[0], values[1], sides)


def _changed(
    path: Path, old: Value | None, new: Value | None, sides: tuple[_Side, ...]
) -> Iterator[ChangedInput]:
    """The differences of what stands at one path."""
    if old == new and path != ("phases",):  # which are in an order
        return
    if path[-1] in _OF_ALL:
        old, new = sides[0].of_each(path, old, new), sides[1].of_each(path, new, old)
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _within(path, old, new, sides)
        return
    meant = [
        _meaning(path, side.unsaid(path) if value is None else value)
        for value, side in zip((old, new), sides, strict=True)
    ]
    if meant[0] != meant[1] or _is_one(path):
        places = [side.place(path, one) for side, one in zip(sides, (old, new), strict=True)]
        yield ChangedInput(path, flow(old), flow(new), *places)


def _within(
    path: Path, old: dict[str, Value], new: dict[str, Value], sides: tuple[_Side, ...]
) -> Iterator[ChangedInput]:
    """The differences of two mappings, key by key."""
    if is_line(path):
        old, new = _by_year(old, new, sides[0]), _by_year(new, old, sides[1])
    keys = language_keys(path)
    order = [[key for key in one if key in other] for one, other in ((old, new), (new, old))]
    if path == ("phases",) and order[0] != order[1]:
        places = [side.document.place(path, key=True) for side in sides]
        yield ChangedInput(path, flow(list(order[0])), flow(list(order[1])), *places)
    for key in sorted({**old, **new}, key=partial(_rank, keys)):
        yield from _changed((*path, key), old.get(key), new.get(key), sides)


def _rank(keys: list[str], key: str) -> tuple[int, tuple[int | str, ...]]:
    return (keys.index(key), ()) if key in keys else (len(keys), natural_order(key))


def _by_year(line: dict[str, Value], other: dict[str, Value], side: _Side) -> dict[str, Value]:
    """A line that has the same every year, as one of each year where the other is so."""
    if "yearly" not in line or "years" not in other:
        return line
    yearly = line["yearly"]
    each: dict[str, Value] = {str(year): yearly for year in side.plan.years}
    return {**{key: one for key, one in line.items() if key != "yearly"}, "years": each}


def _is_one(path: Path) -> bool:
    """Whether what stands at a path is there even if nothing is said of it."""
    return bool(language_keys(path)) and path != ("limits",)


def _meaning(path: Path, value: Value | None) -> object:
    """What a value means: the same for all ways to write it."""
    if isinstance(value, dict):
        parts = {key: _meaning((*path, key), one) for key, one in value.items()}
        if path[-1] in _NAMED:
            parts = {key: one for key, one in parts.items() if one != 0}
        return parts or None
    if isinstance(value, list):
        return value[0] if len(value) == 1 else sorted(map(str, value)) or None
    return parse_share(value) if value and kind_at(path) else value and value.strip()
