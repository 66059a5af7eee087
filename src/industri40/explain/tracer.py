"""What all explanations share: figures made once, leaves of the plan, and rounding to units."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any, Concatenate, ParamSpec, TypeVar

from industri40.explain.step import DOWN, OPERATIONS, SHARE, UP, Note, Operation, Step, note
from industri40.findings.finding import Place
from industri40.plan.inputs import SIDES, Path
from industri40.plan.model import Environment, Key, Source, natural_order
from industri40.report.case import Case
from industri40.report.figures import LESS, OVER, PLAN, SUM
from industri40.report.lines import ALL
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
        self.known: dict[tuple[object, ...], Any] = {}
        self._made: dict[str, Step] = {}

    def once(self, figure: str, make: Callable[[str], Step]) -> Step:
        """The step of this name, made the first time that it is asked for."""
        if figure not in self._made:
            self._made[figure] = make(figure)
        return self._made[figure]

    def leaf(
        self,
        figure: str,
        number: int | Fraction,
        place: Place | None,
        kind: Kind = MONEY,
        *notes: Note,
    ) -> Step:
        """A figure that the plan gives, quoted where it is written as such; made once."""
        at, value = place or self.plan.place, Fraction(number)
        said = self.case.inputs.at(at)
        written = said.written if said and said.value == value else None
        step = Step(figure, value, value, PLAN, (), at, notes, kind, written)
        return self.once(figure, lambda _: step)

    def input(self, *path: str) -> Step:
        """A figure that the plan writes at a path.

        It is called by that, a line's from its id on.
        """
        return self.inputs(path)[0]

    def inputs(self, *paths: Path) -> list[Step]:
        """The figures at these paths, as far as the plan writes them."""
        steps = []
        for one in filter(None, map(self.case.inputs.get, paths)):
            path = one.from_id if one.path[0] in SIDES else one.path
            kind = COUNT if one.kind == "number" else one.kind
            steps.append(self.leaf(".".join(("plan", *path)), one.value, one.place, kind))
        return steps

    def said(
        self,
        path: Path,
        number: int | Fraction,
        kind: Kind,
        unsaid: Note,
        place: Place | None = None,
    ) -> Step:
        """The figure at a path; or what it is where nothing is said there, with a note of that."""
        for written in self.inputs(path):
            return written
        place = place or self.case.inputs.document.place(path)
        return self.leaf(".".join(("plan", *path)), number, place, kind, unsaid)

    def nothing(self, figure: str, place: Place, why: Note) -> Step:
        """A figure that is zero because of what the plan says at a place."""
        return self.leaf(figure, 0, place, MONEY, why)

    def made(
        self,
        figure: str,
        operation: Operation,
        inputs: Iterable[Step],
        *notes: Note,
        value: Fraction | None = None,
        kind: Kind = MONEY,
    ) -> Step:
        """A figure of the computation, made once; ``value`` is what that stored, if it did."""

        def make(name: str) -> Step:
            parts = tuple(inputs)
            exact = OPERATIONS[operation]([one.exact for one in parts]) if value is None else value
            return Step(name, exact, exact, operation, parts, None, notes, kind)

        return self.once(figure, make)

    def kroner(self, units: int | Fraction) -> Fraction:
        """Units of the plan as kroner."""
        return self.plan.unit * units

    def unit(self) -> Step:
        """The plan's ``round_to``."""
        return self.said(("round_to",), self.plan.unit, MONEY, note("no_round_to"))

    def rounded(
        self, figure: str, exact: Step, value: Fraction, notes: Sequence[Note], kind: Kind = MONEY
    ) -> Step:
        """A whole figure next to an exact one, with the direction in which it was rounded.

        One that gave way is further off: the exact one rounded, and units more or less.
        """
        if value == exact.exact:
            return exact._replace(figure=figure)
        unit = self.leaf("one", 1, None, COUNT) if kind == COUNT else self.unit()
        operation = UP if value > exact.exact else DOWN
        nearest = OPERATIONS[operation]([exact.exact, unit.exact])
        if value == nearest:
            return self.made(figure, operation, [exact, unit], *notes, value=value, kind=kind)
        start = exact
        if nearest != exact.exact:
            start = self.made(
                f"nearest.{figure}", operation, [exact, unit], value=nearest, kind=kind
            )
        further = [unit] * int(abs(value - nearest) / unit.exact)
        operation = SUM if value > nearest else LESS
        return self.made(figure, operation, [start, *further], *notes, value=value, kind=kind)

    def to_date(
        self, figure: str, whole: Step, year: int, value: Fraction, why: Note, *, kind: Kind = MONEY
    ) -> Step:
        """A running total up to the year with this index of what goes evenly over the years."""
        years = self.years()
        passed = self.leaf(f"{figure}.years", year + 1, years.place, COUNT)
        exact = self.made(f"exact.{figure}", SHARE, [whole, passed, years], kind=kind)
        return self.rounded(figure, exact, value, [why], kind)

    def yearly(
        self, figure: str, year: int, to_date: Callable[[int], Step], kind: Kind = MONEY
    ) -> Step:
        """What a running total grows by in the year, or the phase, with this index."""
        if not year:
            return to_date(year)._replace(figure=figure)
        return self.made(figure, LESS, [to_date(year), to_date(year - 1)], kind=kind)

    def weight(self, owner: str, key: Key, environment: str) -> Step:
        """An environment's weight in the key of ``owner``, as the plan has it.

        ``owner`` is ``lines.ID`` or ``phases.ID``.
        """
        named = self.environments[environment]
        if key.name == "participants":
            return self.participants(named)
        if key.name == "weights":
            path = ("environments", environment, "weight")
            return self.said(path, named.weight, COUNT, note("no_own_weight"))
        value = Fraction(key.weights[environment], key.scale)
        figure, place = f"plan.{owner}.shared_by.{environment}", key.place
        notes: tuple[Note, ...] = ()
        if key.name == "mapping":
            place = self.case.inputs.document.part(place, environment)
        elif place not in self.case.inputs.by_place:
            notes = (note("no_key"),)
        return self.leaf(figure, value, place, COUNT, *notes)

    def weights(self, owner: str, key: Key, environments: Sequence[str]) -> Step:
        """The weights of several environments together."""
        figure = f"plan.{owner}.shared_by.{printed(ALL)}"
        if len(environments) == len(self.environments):
            if key.name == "participants":
                return self.everyone()
            if key.name == "equal":
                return self.count()
            if key.name == "weights":  # the same for all lines and phases
                figure = f"plan.environments.{printed(ALL)}.weight"
        order = sorted(environments, key=natural_order)
        weights = (self.weight(owner, key, one) for one in order)
        return self.made(figure, SUM, weights, kind=COUNT)

    def owner(self, source: Source) -> str:
        """Whose key a source has, as names of its weights say: its own, or that of its group."""
        inherits = source.group and sum(one.key is source.key for one in self.plan.sources) > 1
        return f"lines.{source.group if inherits else source.id}"

    def participants(self, environment: Environment) -> Step:
        """How many participants an environment has."""
        if environment.counted:
            return self.input("environments", environment.id, "participants")
        figure = f"plan.environments.{environment.id}.participants"
        equal = self.made(f"exact.{figure}", OVER, [self.everyone(), self.count()], kind=COUNT)
        number = Fraction(environment.participants)
        return self.rounded(figure, equal, number, [note("whole_participants")], COUNT)

    def count(self) -> Step:
        """How many environments the programme has."""
        place = self.plan.places.get("environments")
        return self.leaf("plan.environments", len(self.environments), place, COUNT)

    def years(self) -> Step:
        """How many years the programme has."""
        return self.leaf("plan.years", len(self.plan.years), self.plan.places.get("years"), COUNT)

    def everyone(self) -> Step:
        """All participants of the programme."""
        plan, figure = self.plan, "plan.participants"
        if "participants" in plan.places:
            return self.input("participants")
        parts = (self.participants(each) for each in plan.environments)
        return self.made(figure, SUM, parts, kind=COUNT)


def once(
    work: Callable[Concatenate[Tracer, _Asked], _Made],
) -> Callable[Concatenate[Tracer, _Asked], _Made]:
    """Work of a tracer, and for the same arguments what came of it the first time."""

    def known(tracer: Tracer, /, *asked: _Asked.args, **named: _Asked.kwargs) -> _Made:
        key = (work, *asked)
        if key not in tracer.known:
            tracer.known[key] = work(tracer, *asked, **named)
        made: _Made = tracer.known[key]
        return made

    return known
