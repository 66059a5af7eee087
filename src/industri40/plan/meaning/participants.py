"""How many participants a plan has: in all, in each group, and in each environment."""

from collections.abc import Collection, KeysView, Mapping
from fractions import Fraction
from typing import NamedTuple

from industri40.findings.facts import Names, Path, Verbatim, subject
from industri40.plan.language.identifiers import check_ids
from industri40.plan.language.written import EnvironmentEntry, LineEntry, PlanFile, SourceEntry
from industri40.plan.model import ParticipantGroup, natural_order
from industri40.plan.review import Review

_ALL = ""  # the one group of a plan that has none
_Members = dict[str, int]  # how many of each group


class Participants(NamedTuple):
    """The participants of a plan, as far as they are known.

    ``groups`` are the ids of the plan's groups. ``numbers`` is how many there are of each, in
    natural order, None where that cannot be known; it is empty for a plan without participants.
    ``members`` are those of each environment where the plan says them, else it is empty.
    """

    groups: tuple[str, ...]
    numbers: _Members | None
    members: dict[str, _Members]

    @property
    def none(self) -> bool:
        """Whether the plan says nothing of participants."""
        return self.numbers == {}

    @property
    def total(self) -> int | None:
        """All of them; None where that cannot be known, or there are none."""
        return sum(self.numbers.values()) if self.numbers else None

    def of_line(self, entry: LineEntry) -> int | None:
        """How many a line is for: all, or those of its group; None where that cannot be known."""
        group = entry.members if isinstance(entry, SourceEntry) else None
        return self.total if group is None else (self.numbers or {}).get(group)

    def of(self, environments: list[str]) -> dict[str, _Members]:
        """The members of environments, dealt out in natural order, each group from the last on."""
        # while the number is not known, nothing is to be said about there being none
        unknown = {_ALL: len(environments)}
        dealt: list[_Members] = [{} for _ in environments]
        start, size = 0, len(environments)
        for group, number in (unknown if self.numbers is None else self.numbers).items():
            each, more = divmod(number, size)
            for at in range(size):
                dealt[(start + at) % size][group] = each + (at < more)
            start += more
        return dict(zip(environments, dealt, strict=True))


def members_by_group(members: _Members) -> _Members:
    """An environment's members by the groups of the plan; empty where there are no groups."""
    return {} if _ALL in members else members


def count_participants(plan: PlanFile, review: Review) -> Participants:
    """The participants of the programme; whatever is wrong with them is said."""
    stated = plan.participants
    grouped = stated if isinstance(stated, dict) else {}
    groups = {name: entry.number for name, entry in grouped.items()}
    if isinstance(stated, dict):
        check_ids(stated, ("participants",), review)
        if not stated and review.sound("participants"):
            review.find("P210", "participants", ("participants",))
    else:
        groups[_ALL] = stated
    named = plan.environments if isinstance(plan.environments, dict) else {}
    members, known = _members(named, groups.keys(), review)
    if stated is None and known and not members and review.absent("participants"):
        return Participants((), {}, {})
    numbers: dict[str, int] = {}
    for group in sorted(groups, key=natural_order):
        total = sum(one[group] for one in members.values()) if known and members else None
        if number := _number(group, groups[group], total, review, known=known):
            numbers[group] = number
    # a group that was left out is among the others no more
    sound = review.sound("participants") or not grouped
    all_known = numbers if sound and len(numbers) == len(groups) > 0 else None
    return Participants(tuple(grouped), all_known, members if known else {})


def _number(
    group: str, stated: int | None, total: int | None, review: Review, *, known: bool
) -> int | None:
    """How many a group has, by what is stated and what environments say in all, where ``known``."""
    path: Path = ("participants", group, "number") if group else ("participants",)
    if stated is None and total is None:
        if group and known and review.absent(*path):
            example = Verbatim("number: 120")
            review.find("P202", "missing", path[:2], key=True, missing="number", example=example)
        return None
    if stated is not None and total is not None and stated != total:
        variant, cause = ("group" if group else "other"), [("environments",)]
        expected, found = Fraction(stated), Fraction(total)
        review.find("P232", variant, path, expected=expected, found=found, cause=cause, group=group)
    number = total if stated is None else stated
    if number == 0:
        above = path[:2] if group else ("environments",)
        where = above if stated is None else path
        review.find("P233", "group" if group else "none", where, group=group)
    return number


def _members(
    named: Mapping[str, EnvironmentEntry], groups: KeysView[str], review: Review
) -> tuple[dict[str, _Members], bool]:
    """The members of each environment that says them, and whether these are known to be right."""
    members: dict[str, _Members] = {}
    right = review.sound("environments")
    for name, entry in named.items():
        count = entry.participants
        if count is not None:
            members[name] = own = count if isinstance(count, dict) else {_ALL: count}
            # that the plan has no groups at all is said once
            if own.keys() != groups and (right or _ALL not in groups):
                _say_others(name, own, groups, review)
            right = right and own.keys() == groups
    if right and 0 < len(members) < len(named):
        without = tuple(name for name in named if name not in members)
        path, names, of = ("environments", without[0]), Names(without), len(named)
        review.find("P231", "missing", path, key=True, names=names, count=len(without), of=of)
        right = False
    return members, right


def _say_others(name: str, members: _Members, groups: Collection[str], review: Review) -> None:
    """Say that an environment has others than the groups of the plan, or does not name them all."""
    path = ("environments", name, "participants")
    if _ALL in members:
        review.find("P231", "number", path, environment=name, names=Names(tuple(groups)))
        return
    strange = [group for group in members if group not in groups]
    for group in strange[:1] if _ALL in groups else strange:
        check_group(group, (*path, group), groups, review, key=True)
    missing = tuple(group for group in groups if group not in members)
    # a name that is misspelt is one slip, not one that is strange and one that is missing
    if len(missing) > len(strange) and review.sound(*path):
        review.find("P231", "group", path, key=True, names=Names(missing))


def check_group(
    group: str, path: Path, groups: Collection[str], review: Review, *, key: bool = False
) -> None:
    """A finding for the name of a group of participants that the plan does not have."""
    known = group in groups or not review.unknown("participants", group)
    if known or not review.absent("participants"):
        return
    where, choices = subject(path[:-1] if key else path), review.choices(group, groups)
    if _ALL in groups or not groups:
        review.find("P234", "no_groups", path, key=key, where=where)
    else:
        review.find("P234", "unknown", path, key=key, where=where, group=group, choices=choices)


def participant_groups(
    plan: PlanFile, participants: Participants, review: Review
) -> tuple[ParticipantGroup, ...]:
    """The groups of a plan in which nothing is wrong, in natural order."""
    written = plan.participants if isinstance(plan.participants, dict) else {}
    places = {group: review.place(("participants", group), key=True) for group in written}
    return tuple(
        ParticipantGroup(group, written[group].label or group, number, places[group])
        for group, number in (participants.numbers or {}).items()
        if group in written
    )
