"""The tables by name, each built once and on request, from a plan and what sharing made of it."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from importlib import import_module
from types import MappingProxyType

from industri40.money import format_amount
from industri40.nearest import did_you_mean
from industri40.plan.model import CostLine, Group, Line, Plan, Source
from industri40.report.headings import Words
from industri40.report.table import CellKey, Cells, Table

TYPE_CHECKING = False  # the engine is not imported for tables that need nothing of it
if TYPE_CHECKING:
    from industri40.engine.allocation import Allocation, Frame


NO_BREAK = "\u00a0"  # a space at which no line is broken

PARTICIPANT: CellKey = ("participant",)
"""The key of every column that is per participant; that of a group has its id besides."""


PROGRAMME = ("costs", "financing", "breakdown", "phases")
"""The tables of the whole programme, which show nothing of what sharing gives."""

TABLES = (*PROGRAMME, "awards", "environments", "environment", "participants")
"""Every name that a table can be asked for by, in the order in which tables are printed.

The module of the name has ``build``.
"""

LIMITS = "limits"
"""The name of a table that stands below those that are asked for, where a plan has limits."""


class ReportTables:
    """A plan's tables, each built once, when it is first asked for.

    ``allocation`` is needed for all tables but those of the PROGRAMME. ``environments``
    are the ids of those to show in tables of environments, none for all of them: a table of some
    has no sums. ``language`` is the plan's unless another is given. With ``every`` one they show
    also what is nothing now, and may be more when a figure is changed. Raises ValueError for an
    environment that the plan does not have, and for a language without headings.
    """

    def __init__(
        self,
        plan: Plan,
        allocation: "Allocation | None" = None,
        environments: Sequence[str] = (),
        language: str | None = None,
        *,
        every: bool = False,
    ) -> None:
        self.plan, self.every = plan, every
        self.words = Words(language or plan.language)
        self.costs: dict[str, CostLine] = {line.id: line for line in plan.costs}
        self.sources: dict[str, Source] = {source.id: source for source in plan.sources}
        self.groups: dict[str, Group] = {group.id: group for group in plan.groups}
        self.lines: dict[str, Line] = {**self.costs, **self.sources, **self.groups}
        self._allocation = allocation
        self._built: dict[str, tuple[Table, ...]] = {}
        self._figures: dict[CellKey, Cells] = {}
        known = {environment.id for environment in plan.environments}
        for asked in environments:
            if asked not in known:
                hint = did_you_mean(asked, known)
                raise ValueError(f"the plan has no environment '{asked}'.{hint}")
        self.selected = tuple(environments)
        wanted = set(environments) or known
        self.environments = tuple(one for one in plan.environments if one.id in wanted)

    def with_every(self) -> "ReportTables":
        """The same tables, with every row and column that a workbook may come to need."""
        language = self.words.language
        return ReportTables(self.plan, self._allocation, self.selected, language, every=True)

    @property
    def allocation(self) -> "Allocation":
        """What sharing gave. Raises ValueError where the tables were opened without it."""
        if self._allocation is None:
            raise ValueError("these tables show what sharing gives, and need the allocation")
        return self._allocation

    @property
    def frames(self) -> "tuple[Frame, ...]":
        """What each phase had to award; none where the tables were opened without allocation."""
        return self._allocation.frames if self._allocation else ()

    def tables(self, name: str) -> tuple[Table, ...]:
        """The tables of a name, of TABLES or LIMITS (else KeyError). Nobody can change them."""
        if name == LIMITS and not self.plan.limits.places:
            return ()
        if name not in self._built:
            if name not in (*TABLES, LIMITS):
                raise KeyError(name)
            module = import_module(f"industri40.report.{name}")
            tables: tuple[Table, ...] = module.build(self)
            self._built[name] = tuple(table.frozen() for table in tables)
        return self._built[name]

    def table(self, name: str) -> Table:
        """The only table of a name that has just one."""
        (table,) = self.tables(name)
        return table

    def once(self, key: CellKey, make: Callable[[CellKey], Cells]) -> Cells:
        """The figures whose keys begin so, made when first asked for. Nobody can change them."""
        if key not in self._figures:
            self._figures[key] = MappingProxyType(make(key))
        return self._figures[key]

    def money(self, units: int) -> Fraction:
        """Units of the plan as kroner."""
        unit = self.plan.unit
        return Fraction(unit.numerator * units, unit.denominator)

    def written(self, kroner: Fraction) -> str:
        """Kroner as they stand in a sentence, where a line must not break inside an amount."""
        return format_amount(kroner, self.words.language).replace(" ", NO_BREAK)
