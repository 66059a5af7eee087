"""The environments of a plan: their participants, weights, figures and phases."""

from collections.abc import Collection, Sequence
from fractions import Fraction

from industri40.plan.language.identifiers import KEY_NAMES, RESERVED_ENVIRONMENTS, check_ids
from industri40.plan.language.kinds import MOST_ENVIRONMENTS
from industri40.plan.language.written import EnvironmentEntry, PlanFile
from industri40.plan.meaning.participants import Participants, members_by_group
from industri40.plan.meaning.phases import phase_ids
from industri40.plan.model import Environment, natural_order
from industri40.plan.review import Review

_NAMES = {"nb": "Miljø", "en": "Environment"}
_ONE = Fraction(1)


def read_environments(
    plan: PlanFile, participants: Participants, review: Review
) -> tuple[Environment, ...] | None:
    """The environments; None where there are none or too many, or they cannot be read."""
    size = plan.environments if isinstance(plan.environments, int) else len(plan.environments)
    if isinstance(plan.environments, dict):
        check_ids(plan.environments, ("environments",), review, RESERVED_ENVIRONMENTS)
    if size == 0 and review.sound("environments"):
        review.find("P210", "environments", ("environments",))
    elif size > MOST_ENVIRONMENTS:
        count, most = Fraction(size), Fraction(MOST_ENVIRONMENTS)
        review.find("P220", "environments", ("environments",), count=count, most=most)
    elif size:
        return _environments(plan, participants, review)
    return None


def _environments(
    plan: PlanFile, participants: Participants, review: Review
) -> tuple[Environment, ...]:
    named, names = plan.environments, dict[str, str]()
    if isinstance(named, int):
        word = _NAMES[plan.language]
        names = {f"environment-{n}": f"{word} {n}" for n in range(1, named + 1)}
        named = dict.fromkeys(names, EnvironmentEntry())
    members = participants.members or participants.of(
        list(names) or sorted(named, key=natural_order)
    )
    among: dict[tuple[str, ...] | None, frozenset[str]] = {None: frozenset(phase_ids(plan))}
    environments = []
    figures: dict[str, str] = {}
    none: dict[str, Fraction] = {}
    for name, entry in named.items():
        own, phases = members[name], entry.phases
        if phases is not None and phases not in among:
            among[phases] = frozenset(phases)
        if phases is not None and (plan.phases is not None or review.absent("phases")):
            _check_phases(name, phases, plan.phases or {}, review)
        for figure in entry.keys or ():
            figures.setdefault(figure, name)
        label, weight = entry.name or names.get(name, name), entry.weight
        weighs = _ONE if weight is None else weight
        who = (sum(own.values()), weighs, among[phases], entry.participants is not None)
        one = Environment(name, label, *who, members_by_group(own), entry.keys or none)
        environments.append(one)
    for figure, name in figures.items():
        path = ("environments", name, "keys")
        taken = "key_name" if figure in KEY_NAMES else "environment" if figure in named else ""
        if taken:
            review.find("P208", taken, (*path, figure), key=True, id=figure)
        else:
            check_ids((figure,), path, review, frozenset())
    return tuple(environments)


def _check_phases(name: str, chosen: Sequence[str], known: Collection[str], review: Review) -> None:
    path = ("environments", name, "phases")
    if not chosen:
        review.find("P255", "none", path, environment=name)
    for index, phase in enumerate(chosen):
        if phase in known or not review.unknown("phases", phase):
            continue
        choices = review.choices(phase, known, "phases")
        where = (*path, index)
        review.find("P242", "unknown", where, environment=name, phase=phase, choices=choices)
        # whoever names it where it was meant to take part is right to do so
        review.leave_out(where, hiding=False, strange=False)
