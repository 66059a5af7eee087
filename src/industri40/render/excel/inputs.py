"""The figures that a plan writes, and those that follow from them, as the sheet of inputs has them.

Figures of the plan are called by the whole path to them, as everywhere (see
:mod:`industri40.plan.inputs`); in the index of cells, ``plan.`` stands before it.
"""

from collections.abc import Callable, Collection, Iterator
from fractions import Fraction
from typing import NamedTuple

from industri40.findings.finding import Place
from industri40.plan.inputs import COUNT, KRONER, NUMBER, SHARE, Counted, Inputs, Path, path_of
from industri40.plan.model import Key, Line, Plan, natural_order
from industri40.render.excel.cell_index import CellIndex
from industri40.render.excel.sheets import Sheet
from industri40.render.excel.texts import Texts
from industri40.report.limits import title

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
    kind: Counted = KRONER
    place: Place | None = None
    derived: Derived | None = None
    fixed: bool = False
    environment: str = ""


Section = tuple[str, tuple[Entry, ...]]
"""Some entries, and before them their heading."""


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

    There are none where it is equal.
    """
    if key.name == "equal":
        return {}
    if key.name == "mapping":
        return {each: ".".join(("plan", *path)) for each, path in _paths(inputs, key).items()}
    part = "weight" if key.name == "weights" else "participants"
    return {each: f"plan.environments.{each}.{part}" for each in key.weights}


def _paths(inputs: Inputs, key: Key) -> dict[str, Path]:
    """Where the weights of a key are written that is a mapping."""
    found = {each: inputs.at(inputs.document.part(key.place, each)) for each in key.weights}
    return {each: one.path for each, one in found.items() if one}


class _Listing:
    """Makes the sections of a plan."""

    def __init__(self, plan: Plan, inputs: Inputs, texts: Texts) -> None:
        self._plan, self._inputs, self._texts = plan, inputs, texts

    def sections(self) -> Iterator[tuple[str, Iterator[Entry]]]:
        """Every section, also if there is nothing in it."""
        plan, texts = self._plan, self._texts
        lines: dict[str, Line] = {line.id: line for line in (*plan.sources, *plan.groups)}
        members = {group.id: group.sources for group in plan.groups}
        financing = (
            lines[each] for top in plan.financing_order for each in (top, *members.get(top, ()))
        )
        yield texts("section.programme"), self._programme()
        yield texts("heading.costs"), (one for line in plan.costs for one in self._line(line))
        yield texts("heading.financing"), (one for line in financing for one in self._line(line))
        yield texts("section.phases"), self._phases()
        for phase in plan.phases:
            heading = texts("section.applications", label=phase.label)
            yield heading, self._each("application", ("phases", phase.id, "applications"))
        yield texts("section.participants"), self._participants()
        yield texts("section.weights"), self._weights()
        labels: dict[Path, str] = {("phases", one.id): one.label for one in plan.phases}
        labels |= {path_of(line): line.label for line in (*plan.groups, *plan.sources)}
        mappings = [_paths(self._inputs, key) for key in self._keys() if key.name == "mapping"]
        for owner in dict.fromkeys(path[:-1] for each in mappings for path in each.values()):
            yield texts("section.key", label=labels[owner[:-1]]), self._each("key", owner)
        yield texts("limits"), self._limits()

    def _keys(self) -> list[Key]:
        """All keys, of sources and where something is awarded of phases."""
        keys = [source.key for source in self._plan.sources]
        return keys + [phase.key for phase in self._plan.phases if self._plan.grant is not None]

    def _written(self, path: Path, label: str, form: str, environment: str = "") -> Iterator[Entry]:
        """The figure at a path, if the plan writes one."""
        if one := self._inputs.get(path):
            written = one.name, label, form, one.value, one.kind, one.place
            yield Entry(*written, environment=environment)

    def _each(self, form: str, path: Path) -> Iterator[Entry]:
        """What a path has for each environment."""
        said = self._texts(f"form.{form}")
        for each in self._plan.environments:
            yield from self._written((*path, each.id), each.name, said, each.id)

    def _programme(self) -> Iterator[Entry]:
        plan = self._plan
        everyone = [f"plan.environments.{each.id}.participants" for each in plan.environments]

        def total(home: Sheet, index: CellIndex) -> str:
            return home.total([index[name] for name in everyone])

        def rows(home: Sheet, index: CellIndex) -> str:
            return f"ROWS({home.span([index[everyone[0]], index[everyone[-1]]])})"

        given = self._inputs.get(("participants",))
        for key, number, made in (
            ("participants", plan.participants, None if given else total),
            ("environments", len(plan.environments), rows),
            ("years", len(plan.years), None),
        ):
            form, place = self._texts(f"form.{key}"), plan.places.get(key)
            fixed, count = key == "years", Fraction(number or 0)
            yield Entry(key, plan.name, form, count, COUNT, place, made, fixed=fixed)

    def _line(self, line: Line) -> Iterator[Entry]:
        """The figures that a line's amount is written with."""
        path, form, texts = path_of(line), line.written.form, self._texts
        if not line.written.values:
            name = ".".join(path)
            yield Entry(name, line.label, texts(f"form.{form}"), None, place=line.place)
        for year in self._plan.years if form == "years" else ():
            yield from self._written((*path, form, str(year)), line.label, str(year))
        for key in (form, "hourly_rate"):
            yield from self._written((*path, key), line.label, texts(f"form.{key}"))

    def _phases(self) -> Iterator[Entry]:
        texts, plan = self._texts, self._plan
        for phase in plan.phases:
            name, label, fixed = f"phases.{phase.id}", phase.label, not plan.phased
            place, form = phase.places.get("share", phase.place), texts("form.share")
            yield Entry(f"{name}.share", label, form, phase.share, SHARE, place, fixed=fixed)
            if plan.grant is not None:
                form = texts("form.taking_part")
                count = Fraction(sum(weight > 0 for weight in phase.key.weights.values()))
                yield Entry(f"{name}.environments", label, form, count, COUNT, place, fixed=True)
            yield from self._written(("phases", phase.id, "cap"), label, texts("form.cap"))

    def _limits(self) -> Iterator[Entry]:
        """The limits that the plan sets itself."""
        for key in self._plan.limits.places:
            if ("limits", key) in self._inputs:
                label = title(self._plan, self._texts.words, key)
                yield from self._written(("limits", key), label, self._texts("form.most"))

    def _participants(self) -> Iterator[Entry]:
        """The participants of each environment; where they are not written, an equal part."""
        order = sorted((each.id for each in self._plan.environments), key=natural_order)
        places = {name: at for at, name in enumerate(order, start=1)}
        for each in self._plan.environments:
            derived = None if each.counted else _equal_part(places[each.id])
            name, form = f"environments.{each.id}.participants", self._texts("form.participants")
            value, place = Fraction(each.participants), each.place if each.counted else None
            yield Entry(name, each.name, form, value, COUNT, place, derived, environment=each.id)

    def _weights(self) -> Iterator[Entry]:
        """The weight of each environment, where any counts."""
        every = self._plan.environments
        if {each.weight for each in every} == {1} and not any(
            key.name == "weights" for key in self._keys()
        ):
            return
        for each in every:
            name, form = f"environments.{each.id}.weight", self._texts("form.weight")
            yield Entry(name, each.name, form, each.weight, NUMBER, each.place, environment=each.id)


def _equal_part(position: int) -> Derived:
    """What an environment gets of the participants: those left over go to the first ids."""

    def formula(home: Sheet, index: CellIndex) -> str:
        participants, count = (
            home.fixed(index[f"plan.{key}"]) for key in ("participants", "environments")
        )
        return f"INT({participants}/{count})+IF(MOD({participants},{count})>={position},1,0)"

    return formula
