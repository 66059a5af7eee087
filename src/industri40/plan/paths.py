"""Paths: what each input of a plan is called, from the top of its file or from an id on.

Paths are looked for in the values of a file, which may be wrong elsewhere.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from industri40.findings.facts import entity
from industri40.nearest import nearest
from industri40.plan.language.identifiers import KEY_NAMES
from industri40.plan.language.relative import COUNT, HOURS, KRONER, NUMBER, SHARE, Counted
from industri40.plan.language.written import BY_ENVIRONMENT, PlanFile, keys_of, part_at

Path = tuple[str, ...]  # keys from the top of a plan
SIDES = ("costs", "financing")  # the keys under which lines stand
BY_ID = (*SIDES, "phases", "environments")  # those under which an id may begin a path

_LINES = [(side,) for side in SIDES]
_WITH_IDS = (*BY_ID, "participants")  # those under which ids stand
_MOST_DIGITS = 6  # of the number of environments
_FIXED = ("scenarios", "stated")  # what no what-if changes


class UnknownPathError(ValueError):
    """A path that a plan has not: ``reason`` is a text of P258, ``facts`` what it names."""

    def __init__(self, reason: str, **facts: str | tuple[str, ...]) -> None:
        super().__init__(reason)
        self.reason, self.facts = reason, facts


def by_id(plan: dict[str, Any]) -> dict[str, list[Path]]:
    """The paths of all lines, groups, phases and environments by their ids."""
    found: dict[str, list[Path]] = {}
    for part in BY_ID:
        for name, entry in mapping_in(plan, part).items():
            found.setdefault(name, []).append((part, name))
            for one in mapping_in(entry, "sources") if part == "financing" else ():
                found.setdefault(one, []).append((part, name, "sources", one))
    return found


def full_path(
    plan: dict[str, Any], written: str, known: Mapping[str, list[Path]] | None = None
) -> Path:
    """The whole path that is written, which may begin with an id that is the only one of its name.

    ``known`` are the plan's paths ``by_id``, if they are at hand. Raises UnknownPathError where
    nothing of that name is in the plan, or several things are, or no what-if can be of it.
    """
    first, *rest = written.split(".")
    if first in _FIXED:
        raise UnknownPathError("fixed", path=first)
    tops = [key for key in keys_of(PlanFile) if key not in _FIXED]
    if first in tops:
        return first, *rest
    known = by_id(plan) if known is None else known
    found = known.get(first, ())
    if len(found) == 1:
        return *found[0], *rest
    if found:
        raise UnknownPathError("ambiguous", id=first, ways=tuple(map(".".join, found)))
    if first in environment_ids(plan):  # which are only counted
        return "environments", first, *rest
    raise _unknown("", first, [*tops, *known])


def short_names(plan: dict[str, Any], paths: Collection[Path]) -> dict[Path, str]:
    """What each path is called for short: from the id of its line, phase or environment on.

    One whose id stands in several places, or is a key at the top, is called by all of it.
    """
    alone = {one for one, found in by_id(plan).items() if len(found) == 1} - set(keys_of(PlanFile))
    short = {path: from_id(path) for path in paths}
    return {path: ".".join(one if one[0] in alone else path) for path, one in short.items()}


def from_id(path: Path) -> Path:
    """A path from the id of its line, group, phase or environment on, else all of it."""
    return path[max(home_depth(path) - 1, 0) :]


def home_depth(path: Path) -> int:
    """How many keys lead to the line, group, phase or environment that a path is in; else 0."""
    return entity(path) if path[0] in BY_ID and path[1:] else 0


def is_line(path: Path) -> bool:
    """Whether a path leads to a line or a group."""
    return path[:1] in _LINES and len(path) == home_depth(path)


def check_path(plan: dict[str, Any], path: Path, *, new: bool) -> None:
    """Raises UnknownPathError where the plan lacks a path, and its language has none such there.

    ``new`` says that the last key may be the id of something that is added.
    """
    node: Any = plan
    for depth, key in enumerate(path):
        above, last = path[:depth], depth == len(path) - 1
        if not (isinstance(node, dict) and key in node):
            known = list(_known(plan, above, node))
            if key not in known and not (new and last and _holds_ids(above)):
                deeper = [one for one in by_id(plan).get(key, ()) if one[:depth] == above]
                raise _unknown(".".join(above), key, known, *map(".".join, deeper[:1]))
        node = node.get(key) if isinstance(node, dict) else None
        if not last and node is not None and not isinstance(node, dict):
            raise UnknownPathError(
                "single", path=".".join(path[: depth + 1]), inner=path[depth + 1]
            )


def _unknown(above: str, key: str, known: list[str], deeper: str = "") -> UnknownPathError:
    """That a key is not there, with the nearest one: ``deeper``, if it stands further down."""
    named = tuple(f"{above}.{one}" if above else one for one in known)
    wrong = f"{above}.{key}" if above else key
    if deeper:
        return UnknownPathError("meant", path=wrong, meant=deeper)
    if meant := nearest(key, known):
        return UnknownPathError("meant", path=wrong, meant=named[known.index(meant)])
    return UnknownPathError("unknown" if known else "no_deeper", path=wrong, known=named)


def language_keys(above: Path) -> list[str]:
    """The keys that the language has in the mapping at a path; none where its keys are ids."""
    if above in ((), ("limits",)) or (
        above[0] in _WITH_IDS and len(above) == (home_depth(above) or 2)
    ):
        return list(keys_of(part_at((*above, ""))[0]))
    return []


def _holds_ids(above: Path) -> bool:
    """Whether the keys of what is at a path are ids of things that a plan may have more of."""
    return (len(above) == 1 and above[0] in _WITH_IDS) or above[2:] == ("sources",)


def _known(plan: dict[str, Any], above: Path, node: Any) -> Iterator[str]:
    """The keys that may stand at a path: those of the language, or ids and years of the plan."""
    if not above:
        yield from (key for key in keys_of(PlanFile) if key not in _FIXED)
    elif _holds_ids(above):
        yield from node if isinstance(node, dict) else ()
    elif keys := language_keys(above):
        yield from keys
    elif above[-1] == "years" or above[-2:-1] == ("by_environment",):
        years = plan.get("years")
        yield from years if isinstance(years, list) else ()
    elif above[-1] == "participants":
        yield from mapping_in(plan, "participants")
    elif above[-1] in (*BY_ENVIRONMENT, "by_environment", "shared_by"):
        yield from environment_ids(plan)
        if above[-1] == "shared_by":
            yield from KEY_NAMES
            yield from _figures(plan)
    elif above[-1] == "keys":
        yield from _figures(plan)


def _figures(plan: dict[str, Any]) -> Iterator[str]:
    """The names of the figures that environments have in their keys."""
    every = mapping_in(plan, "environments").values()
    yield from dict.fromkeys(name for one in every for name in mapping_in(one, "keys"))


def environment_ids(plan: dict[str, Any]) -> list[str]:
    """The ids of a plan's environments, written or numbered; none where these cannot be read."""
    written = plan.get("environments")
    if isinstance(written, dict):
        return list(written)
    few = isinstance(written, str) and written.isdecimal() and len(written) <= _MOST_DIGITS
    return [f"environment-{n}" for n in range(1, int(str(written)) + 1)] if few else []


def key_at(plan: dict[str, Any], path: Path) -> Any:
    """The key that is meant at a path, said or not; None of costs, which follow the money."""
    own = at_path(plan, path) or None
    if own is None and path[0] == "phases":
        found = by_id(plan).get(str(plan.get("grant")), [])
        return next((key_at(plan, (*one, path[-1])) for one in found if one[0] != "phases"), None)
    if own is None and path[0] == "financing":
        return key_at(plan, (*path[:2], path[-1])) if path[2:3] == ("sources",) else "equal"
    return own


def at_path(value: Any, path: Iterable[str]) -> Any:
    """What stands at a path; None where nothing does."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def mapping_in(value: Any, key: str) -> dict[str, Any]:
    """The mapping that stands under a key; an empty one where none does."""
    inner = at_path(value, (key,))
    return inner if isinstance(inner, dict) else {}


def kind_at(path: Path) -> Counted | None:
    """What the figure at a path counts; None where there is no figure but a word."""
    match path:
        case ("participants",) | ("environments",) | ("environments", _, "participants"):
            return COUNT
        case ("participants", _, "number") | ("environments", _, "participants", _):
            return COUNT
        case ("phases", _, "share") | ("limits", "grant_share_at_most"):
            return SHARE
        case ("round_to",) | ("phases", _, "cap" | "floor"):
            return KRONER
        case ("phases", _, "applications" | "awarded" | "cap" | "floor" | "returned", _):
            return KRONER
        case ("limits", "grant_per_environment_at_most" | "fee_per_participant_at_most"):
            return KRONER
        case ("environments", _, "weight") | ("environments", _, "keys", _):
            return NUMBER
        case ("phases", _, "shared_by", _):
            return NUMBER
        case ("financing", _, "sources", _, *keys) | ("costs" | "financing", _, *keys):
            return _kind_in_line(keys)
    return None


def _kind_in_line(keys: list[str]) -> Counted | None:
    """What the figure under these keys of a line counts; None where there is none."""
    match keys:
        case ["yearly" | "total" | "per_participant" | "hourly_rate"]:
            return KRONER
        case ["years", _] | ["by_environment", _] | ["by_environment", _, _]:
            return KRONER
        case ["percent"]:
            return SHARE
        case ["hours"]:
            return HOURS
        case ["shared_by", _]:
            return NUMBER
    return None
