"""The environments of a plan, and how many participants each has."""

from collections.abc import Collection
from fractions import Fraction

from industri40.findings.facts import Names
from industri40.plan.language.identifiers import check_ids
from industri40.plan.language.kinds import MOST_ENVIRONMENTS
from industri40.plan.language.written import EnvironmentEntry, PlanFile
from industri40.plan.meaning.phases import phase_ids
from industri40.plan.model import Environment, natural_order
from industri40.plan.review import Review
from industri40.rounding.apportion import apportion

_NAMES = {"nb": "Miljø", "en": "Environment"}
_ONE = Fraction(1)


def count_participants(plan: PlanFile, review: Review) -> int | None:
    """All participants of the programme; None where that cannot be known."""
    stated = plan.participants
    named = plan.environments if isinstance(plan.environments, dict) else {}
    said = [entry.participants for entry in named.values() if entry.participants is not None]
    sound = review.sound("environments")
    total = sum(said) if said and sound and len(said) == len(named) else None
    if not said and stated is None and review.absent("participants") and sound:
        review.find("P233", "unsaid", ())
    elif said and sound and total is None:
        without = [name for name, entry in named.items() if entry.participants is None]
        names, count, of = Names(tuple(without)), len(without), len(named)
        first = ("environments", without[0])
        review.find("P231", "missing", first, key=True, names=names, count=count, of=of)
    elif total is not None and stated is not None and stated != total:
        expected, found, cause = Fraction(stated), Fraction(total), [("environments",)]
        review.find("P232", "other", ("participants",), expected=expected, found=found, cause=cause)
    participants = total if stated is None else stated
    if participants == 0:
        where = "environments" if stated is None else "participants"
        review.find("P233", "none", (where,))
        return None
    return participants


def read_environments(
    plan: PlanFile, participants: int | None, review: Review
) -> tuple[Environment, ...] | None:
    """The environments; None where there are none or too many, or they cannot be read."""
    size = plan.environments if isinstance(plan.environments, int) else len(plan.environments)
    if isinstance(plan.environments, dict):
        check_ids(plan.environments, ("environments",), review)
    if size == 0 and review.sound("environments"):
        review.find("P210", "environments", ("environments",))
    elif size > MOST_ENVIRONMENTS:
        count, most = Fraction(size), Fraction(MOST_ENVIRONMENTS)
        review.find("P220", "environments", ("environments",), count=count, most=most)
    elif size and isinstance(plan.environments, int):
        return _numbered(plan, size, participants, review)
    elif size and isinstance(plan.environments, dict):
        return _named(plan, plan.environments, participants, review)
    return None


def _numbered(
    plan: PlanFile, size: int, participants: int | None, review: Review
) -> tuple[Environment, ...]:
    phases, place = frozenset(phase_ids(plan)), review.place(("environments",))
    word = _NAMES[plan.language]
    return tuple(
        Environment(f"environment-{n}", f"{word} {n}", count, _ONE, phases, place)
        # while the number is not known, nothing is to be said about there being none
        for n, count in enumerate(apportion(participants or size, [1] * size), 1)
    )


def _named(
    plan: PlanFile, named: dict[str, EnvironmentEntry], participants: int | None, review: Review
) -> tuple[Environment, ...]:
    counts = _counts(named, participants)
    among: dict[tuple[str, ...] | None, frozenset[str]] = {None: frozenset(phase_ids(plan))}
    environments = []
    places = review.document.key_places(("environments",))
    for name, entry in named.items():
        if entry.phases is not None and entry.phases not in among:
            among[entry.phases] = frozenset(entry.phases)
        if entry.phases is not None and (plan.phases is not None or review.absent("phases")):
            _check_phases(name, entry.phases, plan.phases or {}, review)
        environments.append(
            Environment(
                name,
                entry.name or name,
                counts[name],
                _ONE if entry.weight is None else entry.weight,
                among[entry.phases],
                places[name],
                entry.participants is not None,
            )
        )
    return tuple(environments)


def _counts(named: dict[str, EnvironmentEntry], participants: int | None) -> dict[str, int]:
    """The participants of each environment: as written, else shared equally."""
    if participants is None:
        return dict.fromkeys(named, 1)
    if any(entry.participants is not None for entry in named.values()):
        return {name: entry.participants or 0 for name, entry in named.items()}
    names = list(named)
    if participants % len(names):
        names.sort(key=natural_order)
    return dict(zip(names, apportion(participants, [1] * len(names)), strict=True))


def _check_phases(
    name: str, chosen: tuple[str, ...], phases: Collection[str], review: Review
) -> None:
    path = ("environments", name, "phases")
    if not chosen:
        review.find("P255", "none", path, environment=name)
    for index, phase in enumerate(chosen):
        if phase in phases or not review.unknown("phases", phase):
            continue
        choices = review.choices(phase, phases, "phases")
        where = (*path, index)
        review.find("P242", "unknown", where, environment=name, phase=phase, choices=choices)
        # whoever names it where it was meant to take part is right to do so
        review.leave_out(where, hiding=False, strange=False)
