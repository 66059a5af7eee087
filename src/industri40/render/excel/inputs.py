"""The figures that a plan writes, as the sheet of inputs lists them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from industri40.findings.finding import Place
from industri40.plan.model import Key, Line, Phase, Plan, Source, natural_order
from industri40.render.excel.cell_index import CellIndex
from industri40.render.excel.sheets import Sheet
from industri40.render.excel.texts import Texts
from industri40.report.table import COUNT, HOURS, MONEY, SHARE

NUMBER = "number"
"""The kind of a weight: a number of nothing."""

_EQUAL, _PARTICIPANTS, _WEIGHTS, _MAPPING = "equal", "participants", "weights", "mapping"

Derived = Callable[[Sheet, CellIndex], str]
"""Makes the formula of a figure that follows from others."""


class Entry(NamedTuple):
    """One figure: its name, what it is, and its value.

    ``value`` is None for a line that is the rest or the sum of others. ``derived`` makes the
    formula of a figure that the plan does not write; ``fixed`` says that it cannot be changed in
    a workbook, since rows and columns depend on it.
    """

    name: str
    label: str
    form: str
    value: Fraction | None
    kind: str = MONEY
    place: Place | None = None
    derived: Derived | None = None
    fixed: bool = False
    environment: str = ""

    @property
    def typed(self) -> bool:
        """Whether it is an input: a figure that may be changed."""
        return self.value is not None and self.derived is None and not self.fixed


Section = tuple[str, tuple[Entry, ...]]
"""Some entries, and before them their heading."""


def sections(plan: Plan, texts: Texts, only: Collection[str] = ()) -> Iterator[Section]:
    """All figures of a plan, in the order of the file.

    Where ``only`` some environments are to be seen, what stands in the plan for the others is
    left out, and with it what is computed from all of them.
    """
    hidden = {each.id for each in plan.environments} - set(only) if only else set()
    for heading, entries in _sections(plan, texts):
        shown = [
            entry._replace(derived=None, fixed=True) if only and entry.derived else entry
            for entry in entries
            if entry.environment not in hidden
        ]
        if shown:
            yield heading, tuple(shown)


def _sections(plan: Plan, texts: Texts) -> Iterator[Section]:
    lines: dict[str, Line] = {line.id: line for line in (*plan.sources, *plan.groups)}
    members = {group.id: group.sources for group in plan.groups}
    financing = [
        lines[each] for top in plan.financing_order for each in (top, *members.get(top, ()))
    ]
    yield texts("section.programme"), tuple(_programme(plan, texts))
    yield texts("heading.costs"), tuple(_amounts(plan.costs, plan, texts))
    yield texts("heading.financing"), tuple(_amounts(financing, plan, texts))
    yield texts("section.phases"), tuple(_phases(plan, texts))
    for phase in plan.phases:
        if phase.applications:
            heading = texts("section.applications", label=phase.label)
            yield (heading, tuple(_applications(plan, phase, texts)))
    yield texts("section.participants"), tuple(_participants(plan, texts))
    if any(key.name == _WEIGHTS for _, key, _ in _keys(plan)) or any(
        each.weight != 1 for each in plan.environments
    ):
        yield texts("section.weights"), tuple(_weights(plan, texts))
    for owner, key, label in _keys(plan):
        if key.name == _MAPPING:
            heading = texts("section.key", label=label)
            yield (heading, tuple(_mapping(plan, owner, key, texts)))


def key_names(plan: Plan, key: Key) -> dict[str, str]:
    """The names of the figures that a key weighs with, by environment; none where it is equal."""
    if key.name == _EQUAL:
        return {}
    if key.name == _MAPPING:
        owner = next(name for name, other, _ in _keys(plan) if _covers(other, key))
        return {each: f"plan.{owner}.shared_by.{each}" for each in key.weights}
    part = "weight" if key.name == _WEIGHTS else "participants"
    return {each: f"plan.environments.{each}.{part}" for each in key.weights}


def _covers(one: Key, other: Key) -> bool:
    """Whether what one key is written with is what another is written with: it is inherited."""
    return (one.name, one.place) == (other.name, other.place) and all(
        one.weights.get(each) == weight for each, weight in other.weights.items()
    )


def _keys(plan: Plan) -> Iterator[tuple[str, Key, str]]:
    """Every key that is written, once: its owner's name, the key and the owner's label."""
    groups = {group.id: group.label for group in plan.groups}
    owners = [
        (each.id, each.key, _owner_label(each, groups, plan.sources)) for each in plan.sources
    ]
    if plan.grant is not None:
        owners += [(f"phases.{phase.id}", phase.key, phase.label) for phase in plan.phases]
    seen: list[Key] = []
    for owner, key, label in owners:
        if not any(_covers(other, key) for other in seen):
            seen.append(key)
            yield owner, key, label


def _owner_label(source: Source, groups: Mapping[str, str], sources: Iterable[Source]) -> str:
    """The source's label, or that of its group where the key is the group's."""
    shared = [other for other in sources if _covers(other.key, source.key)]
    if source.group is not None and len(shared) > 1:
        return groups[source.group]
    return source.label


def _programme(plan: Plan, texts: Texts) -> Iterator[Entry]:
    everyone = [f"plan.environments.{each.id}.participants" for each in plan.environments]

    def total(home: Sheet, index: CellIndex) -> str:
        return home.total([index[name] for name in everyone])

    def rows(home: Sheet, index: CellIndex) -> str:
        return f"ROWS({home.span([index[everyone[0]], index[everyone[-1]]])})"

    given = "participants" in plan.places
    for key, number, made in (
        ("participants", plan.participants, None if given else total),
        ("environments", len(plan.environments), rows),
        ("years", len(plan.years), None),
    ):
        form, place, fixed = texts(f"form.{key}"), plan.places.get(key), key == "years"
        count = Fraction(number)
        yield Entry(f"plan.{key}", plan.name, form, count, COUNT, place, made, fixed=fixed)


def _amounts(lines: Iterable[Line], plan: Plan, texts: Texts) -> Iterator[Entry]:
    """The figures that the lines' amounts are written with."""
    for line in lines:
        yield from _amount(line, plan, texts)
        if isinstance(line, Source) and line.hourly_rate is not None:
            name, rate = f"plan.{line.id}.hourly_rate", line.hourly_rate
            yield Entry(name, line.label, texts("form.hourly_rate"), rate, MONEY, line.rate_place)


def _amount(line: Line, plan: Plan, texts: Texts) -> Iterator[Entry]:
    form = line.written.form
    if form == "years":
        places = [place for _, place in line.written.values] or [line.place] * len(plan.years)
        for year, amount, place in zip(plan.years, line.amounts, places, strict=True):
            name, value = f"plan.{line.id}.years.{year}", plan.unit * amount
            yield Entry(name, line.label, str(year), value, MONEY, place)
        return
    if not line.written.values:
        yield Entry(f"plan.{line.id}", line.label, texts(f"form.{form}"), None, MONEY, line.place)
        return
    value, place = line.written.values[0]
    kind = HOURS if form == "hours" else MONEY
    yield Entry(f"plan.{line.id}.{form}", line.label, texts(f"form.{form}"), value, kind, place)


def _participants(plan: Plan, texts: Texts) -> Iterator[Entry]:
    """The participants of each environment; where they are not written, an equal part."""
    order = sorted((each.id for each in plan.environments), key=natural_order)
    places = {name: at for at, name in enumerate(order, start=1)}
    for each in plan.environments:
        derived = None if each.counted else _equal_part(places[each.id])
        name, form = f"plan.environments.{each.id}.participants", texts("form.participants")
        value, place = Fraction(each.participants), each.place if each.counted else None
        yield Entry(name, each.name, form, value, COUNT, place, derived, environment=each.id)


def _equal_part(position: int) -> Derived:
    """What an environment gets of the participants: those left over go to the first ids."""

    def formula(home: Sheet, index: CellIndex) -> str:
        people = home.fixed(index["plan.participants"])
        count = home.fixed(index["plan.environments"])
        return f"INT({people}/{count})+IF(MOD({people},{count})>={position},1,0)"

    return formula


def _weights(plan: Plan, texts: Texts) -> Iterator[Entry]:
    form = texts("form.weight")
    for each in plan.environments:
        name = f"plan.environments.{each.id}.weight"
        yield Entry(name, each.name, form, each.weight, NUMBER, each.place, environment=each.id)


def _mapping(plan: Plan, owner: str, key: Key, texts: Texts) -> Iterator[Entry]:
    for each in (one for one in plan.environments if one.id in key.weights):
        name, form = f"plan.{owner}.shared_by.{each.id}", texts("form.key")
        weight = Fraction(key.weights[each.id], key.scale)
        yield Entry(name, each.name, form, weight, NUMBER, key.place, environment=each.id)


def _phases(plan: Plan, texts: Texts) -> Iterator[Entry]:
    fixed = not plan.phased
    for phase in plan.phases:
        name, label = f"plan.phases.{phase.id}", phase.label
        place = phase.places.get("share", phase.place)
        form = texts("form.share")
        yield Entry(f"{name}.share", label, form, phase.share, SHARE, place, fixed=fixed)
        if plan.grant is not None:
            count = Fraction(sum(weight > 0 for weight in phase.key.weights.values()))
            form = texts("form.taking_part")
            yield Entry(f"{name}.environments", label, form, count, COUNT, phase.place, fixed=True)
        if phase.cap is not None:
            cap, place = plan.unit * phase.cap, phase.places.get("cap", phase.place)
            yield Entry(f"{name}.cap", phase.label, texts("form.cap"), cap, MONEY, place)


def _applications(plan: Plan, phase: Phase, texts: Texts) -> Iterator[Entry]:
    for each in (one for one in plan.environments if one.id in phase.applications):
        part, form = f"applications.{each.id}", texts("form.application")
        value, place = plan.unit * phase.applications[each.id], phase.places.get(part, phase.place)
        name = f"plan.phases.{phase.id}.{part}"
        yield Entry(name, each.name, form, value, MONEY, place, environment=each.id)
