"""What all explanations share: figures made once, leaves of the plan, and rounding to units."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar

from industri40.explain.step import DOWN, OPERATIONS, SHARE, UP, Note, Operation, Step, note
from industri40.findings.finding import Place
from industri40.plan.model import Environment
from industri40.plan.paths import SIDES, Path, from_id
from industri40.report.case import Case
from industri40.report.figures import LESS, OVER, PLAN, SUM
from industri40.report.table import COUNT, MONEY, CellKey, Kind, printed

_Asked = ParamSpec("_Asked")
_Made = TypeVar("_Made")


class Tracer:
    """Makes steps of a plan that is shared out; all values are those of the computation.

    A step's name is that of one figure, whatever the ids of a plan are: by its first word and how
    many parts it has each part is known to be a word of the program, a year, or an id of one kind.

    ``sharing`` explains a figure that sharing gives, by its name.
    """

    def __init__(self, case: Case, sharing: Callable[[CellKey], Step]) -> None:
        self.case = case
        self.plan = case.plan
        self.allocation = case.allocation
        self.sharing = sharing
        self.report = case.report()
        self.environments: dict[str, Environment] = {e.id: e for e in case.plan.environments}
        self.phases = [phase.id for phase in case.plan.phases]
        self.known: dict[tuple[object, ...], Any] = {}
        self._made: dict[str, Step] = {}
        self.ordered = False

    def once(self, figure: str, make: Callable[[], Step]) -> Step:
        """The step of this name, made the first time that it is asked for."""
        if figure not in self._made:
            self._made[figure] = make()
        return self._made[figure]

    def leaf(
        self, name: str, number: int | Fraction, place: Place | None, kind: Kind = MONEY, *why: Note
    ) -> Step:
        """A figure that the plan gives, quoted where it is written as such; made once."""
        at, value = place or self.plan.place, Fraction(number)
        there = self.case.inputs.by_place.get(at, ())
        written = next((one.written for one in there if one.value == value), None)
        step = Step(name, value, value, PLAN, (), at, why, kind, written)
        return self._made.setdefault(name, step)

    def input(self, *path: str) -> Step:
        """A figure that the plan writes at a path and is called by, a line's from its id on."""
        return self.inputs(path)[0]

    def inputs(self, *paths: Path) -> list[Step]:
        """The figures at these paths, as far as the plan writes them."""
        steps = []
        for one in filter(None, map(self.case.inputs.get, paths)):
            path = from_id(one.path) if one.path[0] in SIDES else one.path
            kind = COUNT if one.kind == "number" else one.kind
            steps.append(self.leaf(".".join(("plan", *path)), one.value, one.place, kind))
        return steps

    def said(
        self, path: Path, number: int | Fraction, kind: Kind, why: Note, place: Place | None = None
    ) -> Step:
        """The figure at a path; or what it is where nothing is said there, with a note of that."""
        for written in self.inputs(path):
            return written
        place = place or self.case.inputs.document.place(path)
        return self.leaf(".".join(("plan", *path)), number, place, kind, why)

    def nothing(self, figure: str, place: Place, why: Note) -> Step:
        """A figure that is zero because of what the plan says at a place."""
        return self.leaf(figure, 0, place, MONEY, why)

    def made(
        self, name: str, operation: Operation, of: Iterable[Step], *why: Note, kind: Kind = MONEY
    ) -> Step:
        """A figure of the computation, made once, as plainly as it can be said."""

        def make() -> Step:
            parts = tuple(of)
            exact = OPERATIONS[operation]([one.exact for one in parts])
            return plainly(Step(name, exact, exact, operation, parts, None, why, kind))

        return self.once(name, make)

    def together(self, figure: str, inputs: Iterable[Step], operation: Operation = SUM) -> Step:
        """The sum of figures, the least of them or the like; or the only one as it is called."""
        parts = list(inputs)
        return parts[0] if len(parts) == 1 else self.made(figure, operation, parts)

    def kroner(self, units: int | Fraction) -> Fraction:
        """Units of the plan as kroner."""
        return self.plan.unit * units

    def rounded(
        self, figure: str, exact: Step, value: Fraction, notes: Sequence[Note], kind: Kind = MONEY
    ) -> Step:
        """A whole figure next to an exact one, with the direction in which it was rounded.

        One that gave way is further off: the exact one rounded, and units more or less.
        """
        if value == exact.exact:
            return exact._replace(figure=figure)
        unit = self.said(("round_to",), self.plan.unit, MONEY, note("no_round_to"))
        unit = self.leaf("one", 1, None, COUNT) if kind == COUNT else unit
        operation, start = UP if value > exact.exact else DOWN, exact
        nearest = OPERATIONS[operation]([exact.exact, unit.exact])
        if value == nearest:
            return self.made(figure, operation, [exact, unit], *notes, kind=kind)
        if nearest != exact.exact:
            start = self.made(f"nearest.{figure}", operation, [exact, unit], kind=kind)
        further = [unit] * int(abs(value - nearest) / unit.exact)
        operation = SUM if value > nearest else LESS
        return self.made(figure, operation, [start, *further], *notes, kind=kind)

    def yearly(
        self, figure: str, number: int, to_date: Callable[[int], Step], alone: Step | None = None
    ) -> Step:
        """What a running total grows by in the year, or the phase, with this index.

        ``alone`` is what there is of it by itself, where no running total was rounded.
        """
        if alone is not None or not number:
            return (alone or to_date(number))._replace(figure=figure)
        now, before = to_date(number), to_date(number - 1)
        return self.made(figure, LESS, [now, before], kind=now.kind)

    def spread(
        self, figure: str, called: str, whole: Step, amounts: Sequence[int], number: int
    ) -> Step:
        """The year with this index of what is spread evenly over the years, in units by year.

        The running totals are ``called`` so. Participants are counted.
        """
        years, kind = self.number_of("years"), whole.kind
        if years.exact == 1:
            return whole._replace(figure=figure)
        unit, why = (Fraction(1), "pace") if kind == COUNT else (self.plan.unit, "spread")
        if unit * amounts[number] * years.exact == whole.exact:
            return self.made(figure, OVER, [whole, years], kind=kind)

        def to_date(year: int) -> Step:
            name, value = f"{called}.{self.plan.years[year]}", unit * sum(amounts[: year + 1])
            passed = self.leaf(f"{name}.years", year + 1, years.place, COUNT)
            exact = self.made(f"exact.{name}", SHARE, [whole, passed, years], kind=kind)
            return self.rounded(name, exact, value, [note(why)], kind)

        return self.yearly(figure, number, to_date)

    def participants(self, environment: Environment, group: str | None = None) -> Step:
        """How many participants an environment has, of a group or of all."""
        path: Path = ("environments", environment.id, "participants")
        number = environment.participants
        if group:
            path, number = (*path, group), environment.members[group]
        figure = printed(("plan", *path))
        if not group and self.plan.participant_groups:
            parts = (self.participants(environment, one.id) for one in self.plan.participant_groups)
            return self.made(figure, SUM, parts, kind=COUNT)
        if environment.counted:
            return self.input(*path)
        equal = [self.everyone(group), self.number_of("environments")]
        exact = self.made(f"exact.{figure}", OVER, equal, kind=COUNT)
        why = note("dealt_out" if group else "whole_participants")
        return self.rounded(figure, exact, Fraction(number), [why], COUNT)

    def number_of(self, what: Literal["environments", "years"]) -> Step:
        """How many environments, or years, the programme has."""
        number, place = len(getattr(self.plan, what)), self.plan.places.get(what)
        return self.leaf(f"plan.{what}", number, place, COUNT)

    def everyone(self, group: str | None = None) -> Step:
        """All participants of the programme, or of a group."""
        plan, path = self.plan, ("participants", group, "number") if group else ("participants",)
        for written in self.inputs(path):
            return written
        parts = (self.participants(each, group) for each in plan.environments)
        if plan.participant_groups and group is None:
            parts = (self.everyone(one.id) for one in plan.participant_groups)
        return self.made(printed(("plan", *path)), SUM, parts, kind=COUNT)


def plainly(step: Step) -> Step:
    """A step made of as little as it can be, with the same name and value.

    A sum of one, or nothing taken off it, is that; so is a part of all that there is, and of
    something the whole where a part is all parts, unless others are said to have none.
    """
    match step:
        case Step(operation="sum" | "less", inputs=[only]):
            found = only
        case Step(operation="share", inputs=[whole, part, parts]) if part.exact == parts.exact and (
            parts.kind,
            parts.operation,
        ) != (COUNT, SUM):
            found = whole
        case Step(operation="share", inputs=[whole, part, parts]) if (
            whole.exact == parts.exact and part.kind == step.kind
        ):
            found = part
        case _:
            return step
    notes = (*step.notes, *(one for one in found.notes if one not in step.notes))
    return found._replace(figure=step.figure, amount=step.amount, notes=notes)


def once(
    work: Callable[Concatenate[Tracer, _Asked], _Made],
) -> Callable[Concatenate[Tracer, _Asked], _Made]:
    """Work of a tracer, and for the same arguments what came of it the first time."""

    def known(tracer: Tracer, /, *asked: _Asked.args, **named: _Asked.kwargs) -> _Made:
        key = (work, *asked, *named.items())
        if key not in tracer.known:
            tracer.known[key] = work(tracer, *asked, **named)
        made: _Made = tracer.known[key]
        return made

    return known
