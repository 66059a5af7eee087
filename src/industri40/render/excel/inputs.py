"""The figures that a plan writes, and those that follow from them, as the sheet of inputs has them.

Figures of the plan are called by the whole path to them, as everywhere (see
:mod:`industri40.plan.inputs`); in the index of cells, ``plan.`` stands before it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.findings.finding import Place
from industri40.plan.inputs import NO_INPUTS, Inputs, path_of
from industri40.plan.language.relative import COUNT, KRONER, NUMBER, SHARE, Counted
from industri40.plan.model import Key, Line, Plan, natural_order
from industri40.plan.paths import Path
from industri40.render.excel.cell_index import CellIndex
from industri40.render.excel.context import Texts
from industri40.render.excel.sheets import Sheet
from industri40.report.limits import title

Derived = Callable[[Sheet, CellIndex], str]  # the formula of a figure that follows from others
# the keys of lines and phases under which environments may have figures
_MAPPINGS = ("by_environment", "shared_by", "applications", "cap", "floor", "awarded", "returned")
# what the figures of keys are called in an environment; others stand in its ``keys``
_COLUMNS = {"weights": "weight", "participants": "participants"}


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
    kind: Counted = KRONER
    place: Place | None = None
    derived: Derived | None = None
    fixed: bool = False
    environment: str = ""


Section = tuple[str, tuple[Entry, ...]]  # some entries, and before them their heading


def sections(
    plan: Plan, inputs: Inputs, texts: Texts, only: Collection[str] = ()
) -> Iterator[Section]:
    """All figures of a plan, in the order of the file.

    Where ``only`` some environments are to be seen, what stands in the plan for the others is
    left out, and with it what is computed from all of them.
    """
    for heading, entries in _Listing(plan, inputs, texts).sections():
        shown = tuple(
            entry._replace(derived=None, fixed=True) if only and entry.derived else entry
            for entry in entries
            if not (only and entry.environment) or entry.environment in only
        )
        if shown:
            yield heading, shown


def key_names(inputs: Inputs, key: Key) -> dict[str, str]:
    """What the figures that a key weighs with are called in the index, by environment.

    There are none where it is equal, or a mixture of others.
    """
    if key.name in ("equal", "mixture"):
        return {}
    if key.name == "mapping":
        places = ((each, inputs.document.part(key.place, each)) for each in key.weights)
        found = ((each, inputs.at(place, each)) for each, place in places)
        return {each: f"plan.{one.name}" for each, one in found if one}
    group = (key.group,) if key.group else ()
    part = ".".join((_COLUMNS.get(key.name, f"keys.{key.name}"), *group))
    return {each: f"plan.environments.{each}.{part}" for each in key.weights}


def key_parts(inputs: Inputs, key: Key) -> list[tuple[str, Key]]:
    """What the percents of a mixture are called in the index, each with the key that it is of."""
    found = ((inputs.at(part.place, part.key.name), part.key) for part in key.parts)
    return [(f"plan.{one.name}", each) for one, each in found if one]


def percents(inputs: Inputs) -> list[list[str]]:
    """What the percents of each key that has such are called in the index; they total one."""
    found: dict[Path, list[str]] = {}
    for path, one in inputs.items():
        if path[-2:-1] == ("shared_by",) and one.written.endswith("%"):
            found.setdefault(path[:-1], []).append(f"plan.{one.name}")
    return list(found.values())


def number_of(members: str | None = "") -> str:
    """What the number of all participants is called in the index, or of a group of them."""
    return f"plan.participants.{members}.number" if members else "plan.participants"


class _Listing:
    def __init__(self, plan: Plan, inputs: Inputs, texts: Texts) -> None:
        self._plan, self._inputs, self._texts = plan, inputs, texts
        lines: dict[str, Line] = {line.id: line for line in (*plan.sources, *plan.groups)}
        members = {group.id: group.sources for group in plan.groups}
        financing = [
            lines[each] for top in plan.financing_order for each in (top, *members.get(top, ()))
        ]
        self._sides: dict[str, Sequence[Line]] = {"costs": plan.costs, "financing": financing}
        self._labels = {line.id: line.label for line in (*plan.costs, *financing)}

    def sections(self) -> Iterator[tuple[str, Iterable[Entry]]]:
        """Every section, also if there is nothing in it."""
        texts = self._texts
        yield texts("section.programme"), self._programme()
        for side, lines in self._sides.items():
            yield texts(f"heading.{side}"), (one for line in lines for one in self._line(line))
        yield texts("section.phases"), self._phases()
        yield texts("section.participants"), self._participants()
        yield texts("section.weights"), self._weights()
        yield from self._others().items()

    def _others(self) -> dict[str, list[Entry]]:
        """What stands in mappings of environments, years or keys, and limits, by the heading."""
        texts, found = self._texts, dict[str, list[Entry]]()
        labels: dict[Path, str] = {("phases", one.id): one.label for one in self._plan.phases}
        labels |= {path_of(line): line.label for side in self._sides.values() for line in side}
        names = {each: texts(f"shares.{each}") for each in ("equal", *_COLUMNS)}
        environments = {each.id: each.name for each in self._plan.environments}
        names |= environments
        for path in self._inputs:
            match path:
                case ("environments", part, "keys", form):
                    key, label = "keys", form
                case (*owner, "by_environment" as key, part, form) if tuple(owner) in labels:
                    label = labels[tuple(owner)]
                case (*owner, key, part) if tuple(owner) in labels and key in _MAPPINGS:
                    label, form = labels[tuple(owner)], texts(f"form.{key}")
                case ("limits" as key, part):
                    label, form = "", texts("form.most")
                    names[part] = title(self._plan, texts, part)
                case _:
                    continue
            said = names.get(part, part), form, part if part in environments else ""
            heading = texts(f"section.{key}", label=label) if label else texts(key)
            found.setdefault(heading, []).extend(self._written(path, *said))
        return found

    def _written(self, path: Path, label: str, form: str, environment: str = "") -> Iterator[Entry]:
        """The figure at a path, if the plan writes one."""
        if one := self._inputs.get(path):
            kind = SHARE if one.written.endswith("%") else one.kind
            written = one.name, label, form, one.value, kind, one.place
            yield Entry(*written, environment=environment)

    def _programme(self) -> Iterator[Entry]:
        plan, texts, everyone = self._plan, self._texts, member_names(self._plan)
        groups, place = plan.participant_groups, plan.places.get("participants")
        parts = [number_of(one.id) for one in groups] or everyone
        numbers = [("", plan.name, plan.participants, place, parts)] + [
            (one.id, one.label, one.number, one.place, member_names(plan, one.id)) for one in groups
        ]
        for members, label, number, place, parts in numbers:
            if number is not None:
                name, form = number_of(members).removeprefix("plan."), texts("form.participants")
                made = None if tuple(name.split(".")) in self._inputs else _sum(parts)
                yield Entry(name, label, form, Fraction(number), COUNT, place, made)

        def rows(home: Sheet, index: CellIndex) -> str:
            return f"ROWS({home.span([index[everyone[0]], index[everyone[-1]]])})"

        for key, number, counted in (
            ("environments", len(plan.environments), rows if everyone else None),
            ("years", len(plan.years), None),
        ):
            form, place, count = texts(f"form.{key}"), plan.places.get(key), Fraction(number)
            yield Entry(key, plan.name, form, count, COUNT, place, counted, fixed=not counted)

    def _line(self, line: Line) -> Iterator[Entry]:
        path, form, texts = path_of(line), line.written.form, self._texts
        if not line.written.values:
            inside = "sources" in path or form != "rest"
            said = texts(f"form.{form}" if inside else "form.top_rest")
            yield Entry(".".join(path), line.label, said, None, place=line.place)
        for year in self._plan.years if form == "years" else ():
            yield from self._written((*path, form, str(year)), line.label, str(year))
        for key in (form, "hourly_rate") if form != "by_environment" else ():
            of = ", ".join(self._labels[one] for one in line.written.of)
            yield from self._written((*path, key), line.label, texts(f"form.{key}", of=of))

    def _phases(self) -> Iterator[Entry]:
        texts, plan = self._texts, self._plan
        for phase in plan.phases:
            name, label, fixed = f"phases.{phase.id}", phase.label, not plan.phased
            form, path = texts("form.share"), ("phases", phase.id, "share")
            place = plan.document.place(path) if plan.phased else phase.place
            yield Entry(f"{name}.share", label, form, phase.share, SHARE, place, fixed=fixed)
            if plan.grant is not None:
                form = texts("form.taking_part")
                count = Fraction(sum(weight > 0 for weight in phase.key.weights.values()))
                yield Entry(f"{name}.environments", label, form, count, COUNT, place, fixed=True)
            for key in ("cap", "floor"):
                yield from self._written(("phases", phase.id, key), label, texts(f"form.{key}"))

    def _participants(self) -> Iterator[Entry]:
        """The participants of each environment, and of each group; dealt out if not written."""
        plan, form = self._plan, self._texts("form.participants")
        ids = sorted((each.id for each in plan.environments), key=natural_order)
        order = {name: at for at, name in enumerate(ids)}
        groups = [one.id for one in plan.participant_groups]
        labels = {one.id: f"{form}: {one.label}" for one in plan.participant_groups}
        for group in ("", *groups) if plan.participants is not None else ():
            before = [number_of(one) for one in groups[: groups.index(group)]] if group else []
            for each, full in zip(plan.environments, member_names(plan, group), strict=True):
                value = Fraction(each.members[group] if group else each.participants)
                place = plan.place_of(each.id) if each.counted else None
                derived = None if each.counted else _dealt(order[each.id], group, before)
                if groups and not group:
                    derived, place = _sum([f"{full}.{one}" for one in groups]), None
                said, name = labels.get(group, form), full.removeprefix("plan.")
                written = name, each.name, said, value, COUNT, place, derived
                yield Entry(*written, environment=each.id)

    def _weights(self) -> Iterator[Entry]:
        """The weight of each environment, where the plan says anything of weights."""
        parts = self._plan.document.value.items()
        said = "weight" in str([one for key, one in parts if key not in NO_INPUTS])
        for each in self._plan.environments if said else ():
            name, form = f"environments.{each.id}.weight", self._texts("form.weight")
            place = self._plan.place_of(each.id)
            yield Entry(name, each.name, form, each.weight, NUMBER, place, environment=each.id)


def member_names(plan: Plan, group: str = "") -> list[str]:
    """What the participants of each environment are called in the index, or those of a group."""
    if plan.participants is None:
        return []
    ending = f".{group}" if group else ""
    return [f"plan.environments.{each.id}.participants{ending}" for each in plan.environments]


def _sum(names: list[str]) -> Derived:
    return lambda home, index: home.total([index[name] for name in names])


def _dealt(position: int, group: str, before: list[str]) -> Derived:
    """What an environment gets of participants that are dealt out one by one, in natural order.

    Those of a group go on from the environment where the groups ``before`` it stopped.
    """

    def formula(home: Sheet, index: CellIndex) -> str:
        number, count, *dealt = (
            home.fixed(index[name]) for name in (number_of(group), "plan.environments", *before)
        )
        first = f"MOD({'-'.join((str(position), *dealt))},{count})" if dealt else str(position)
        return f"INT({number}/{count})+IF(MOD({number},{count})>{first},1,0)"

    return formula
