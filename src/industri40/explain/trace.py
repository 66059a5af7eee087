"""Finding a figure by its name, and explaining it.

A name has one meaning, whatever the ids of a plan are. One with points is looked for in this
order, and the first that there is is meant:

1. the lists: ``shares.LINE.HOLDER.YEAR`` (``total`` or nothing for all years),
   ``awards.PHASE.ENVIRONMENT`` (and ``.sought``, ``.ceiling``, ``.floor``, ``.returned``),
   ``frames.PHASE.PART`` and ``participants.ENVIRONMENT.YEAR``;
2. the tables: ``TABLE.ROW.COLUMN``, of several the cell with the shortest row;
3. the steps of other explanations, such as ``plan.phases.PHASE.share``.

``TABLE:ROW:COLUMN`` is always the cell of a table, also where a list has something of that name.
"""

import re
from collections.abc import Collection, Iterator
from functools import cached_property
from itertools import chain, product

from industri40.engine.allocation import Frame
from industri40.engine.keys import COMMON, UNALLOCATED
from industri40.explain.awards import explain_award, explain_frame, explain_limit, explain_returned
from industri40.explain.cells import from_cell
from industri40.explain.shares import explain_participants, explain_share, explain_total
from industri40.explain.step import TEXTS, Step, walk
from industri40.explain.tracer import Tracer
from industri40.findings.said import SaidError
from industri40.nearest import nearest
from industri40.plan.model import Plan
from industri40.report.case import Case
from industri40.report.figures import ENGINE, given
from industri40.report.lines import TOTAL
from industri40.report.table import Cell, CellKey, printed
from industri40.report.tables import PROGRAMME, TABLES

KINDS = (*TABLES, "shares", "frames")  # with what the names of figures begin: tables and lists
_FRAME_PARTS = Frame._fields[1:]  # the amounts of a frame


_LIMITS = {"sought": "applications", "ceiling": "cap", "floor": "floor"}
"""The limits of an award, each with the key of a phase that says it."""


class UnknownFigureError(SaidError, ValueError):
    """A name, or an amount, that no figure of this plan has; the message names the nearest."""

    def __init__(self, key: str, language: str, **facts: str) -> None:
        ValueError.__init__(self, TEXTS[key][language].format(**facts))

    def said(self, language: str) -> str:  # noqa: ARG002
        """The message, in the language of the plan."""
        return str(self.args[0])


def explain(case: Case, figure: str) -> Step:
    """Where a figure comes from, down to lines of the plan.

    ``figure`` is named as in the JSON: ``breakdown.county.participant``,
    ``shares.county.environment-3.2020``, ``awards.introduction.environment-2``. Where an
    environment and a phase have the same id, ``awards.PHASE.ENVIRONMENT`` is what that phase
    awards, and ``awards:ROW:COLUMN`` the cell of the table. Raises UnknownFigureError.
    """
    return _Finder(case, figure).step()


def found(case: Case, figure: str) -> Cell | Step:
    """A figure by its name, without where it comes from. Raises UnknownFigureError.

    The plan is not shared out for one of a table of the whole programme.
    """
    finder = _Finder(case, figure)
    return finder.given() or finder.find()


def tracer_of(case: Case) -> Tracer:
    """What makes the steps of a plan, of any cell of its tables."""
    return _Finder(case, "").tracer


def names(case: Case, kind: str) -> Iterator[str]:
    """The names of all figures of a kind, one of KINDS, as ``explain`` takes them."""
    if kind == "shares":
        for share in case.allocation.shares():
            yield f"shares.{share.line}.{share.environment}.{share.year}"
    elif kind == "frames":
        phases = case.plan.phases if case.plan.grant else ()
        yield from (f"frames.{phase.id}.{part}" for phase in phases for part in _FRAME_PARTS)
    else:
        for one in case.allocation.awards if kind == "awards" else ():
            name = f"awards.{one.phase}.{one.environment}"
            yield name
            limits = (part for part in _LIMITS if getattr(one, part) is not None)
            yield from (f"{name}.{part}" for part in limits)
            if one.returned:
                yield f"{name}.returned"
        for table in case.report().tables(kind):
            for row, column, _ in table.figures():
                yield printed((*table.key, *row.key, *column.key))


def _left_to_pay(plan: Plan, figure: str) -> str:
    """The name of a figure: of a rest that the breakdown shows as what is left to pay, that."""
    for rest in plan.sources:
        members = [one.indicated for one in plan.sources if one.group == rest.group]
        alone = members.count(False) == 1 < len(members) and not rest.indicated
        if rest.rest and rest.group and alone:
            name = rf"breakdown\1{rest.group}.to_pay\1"
            figure = re.sub(rf"^breakdown([.:]){rest.id}\1", name, figure)
    return figure


class _Finder:
    """Looks for a ``figure``; where it is not found, for what is known at the place of each part.

    A place is a name as far as it is known, with the sign that sets off the next part.
    """

    def __init__(self, case: Case, figure: str) -> None:
        self._case, self._language = case, case.plan.language
        self._figure = _left_to_pay(case.plan, figure)
        self._environments = [one.id for one in case.plan.environments]
        phases = case.plan.phases if case.plan.grant else ()
        self._members = {phase.id: phase.key.weights for phase in phases}
        self._years = [str(year) for year in case.plan.years]
        self._lines = [line.id for line in (*case.plan.costs, *case.plan.sources)]

    @cached_property
    def tracer(self) -> Tracer:
        """What makes steps; the plan is shared out for it."""
        return Tracer(self._case, self._sharing)

    def step(self) -> Step:
        """The step of the figure."""
        found = self.find()
        step = found if isinstance(found, Step) else from_cell(self.tracer, found)
        return step._replace(figure=self._figure)

    def given(self) -> Cell | None:
        """A share or an award as sharing gives it; else None."""
        match self._figure.split("."):
            case ["shares", line, holder, year] as key if (
                line in self._lines and holder in self._environments and year in self._years
            ):
                units = self._case.allocation.amounts(line, holder)[self._years.index(year)]
            case ["awards", phase, holder] as key if holder in self._members.get(phase, ()):
                awards = self._case.allocation.awards
                units = next(one.amount for one in awards if one[:2] == (phase, holder))
            case _:
                return None
        return given(tuple(key), self._case.report().money(units), operation=ENGINE)

    def find(self) -> Cell | Step:
        """The figure: a cell of a table, or a step."""
        if ":" in self._figure:
            return self._cell_at()
        kind, *rest = self._figure.split(".")
        try:
            if self._is_listed(kind, rest):
                return self._sharing((kind, *rest))
            self._check(kind, KINDS, "")
            return self._cell(kind, rest)
        except UnknownFigureError:
            for step in self._steps():
                if step.figure == self._figure:
                    return step
            first = rest[0] if rest else ""
            if kind == "awards" and first in self._members and first not in self._environments:
                # it begins as one in the list, and as no row of the table
                self._award(rest)  # which says what is wrong with it as an award
            raise

    def _steps(self) -> Iterator[Step]:
        """All steps of explanations that a name with these environments can be that of."""
        parts = self._figure.split(".")
        named = [one for one in self._environments if one in parts]
        # what is not of one environment is in the explanations of each
        some = list(dict.fromkeys([*named, *self._environments]))[: len(named) + 1]
        seen: set[str] = set()
        for report, table in product((self.tracer.report, self._case.report(some)), TABLES):
            for each in report.tables(table):
                for *_, cell in each.figures():
                    yield from walk(from_cell(self.tracer, cell), seen)
        frames = product(["frames"], self._members, _FRAME_PARTS)
        shares = product(["shares"], self._lines, (UNALLOCATED, COMMON), self._years)
        for key in chain[CellKey](frames, shares):  # which no table shows
            yield from walk(self._sharing(key), seen)

    def _is_listed(self, kind: str, rest: list[str]) -> bool:
        """Whether a name is that of something in a list rather than of a cell."""
        if kind == "participants":
            return len(rest) == 2 and rest[1] in self._years  # noqa: PLR2004
        if kind != "awards":
            return kind in ("shares", "frames")
        phase, environment, limit, *_ = (*rest, "", "", "")
        there_is = environment in self._members.get(phase, ())
        return there_is and limit in ("", *self._limits(phase, environment))

    def _cell_at(self) -> Cell:
        """A cell of a table by its row and its column, which are set off by colons."""
        name, *rest = self._figure.split(":", 2)
        kind, _, environment = name.partition(".")
        self._check(kind, TABLES, "")
        if environment or kind == "environment":
            self._check(environment, self._environments, f"{kind}.")
        rows = self._rows(kind, environment) if kind in (name, "environment") else None
        if rows is None or len(rest) != 2:  # noqa: PLR2004
            raise self._wrong("incomplete.cell")
        row, column = rest
        self._check(row, rows, f"{name}:")
        self._check(column, rows[row], f"{name}:{row}:")
        return rows[row][column]

    def _sharing(self, key: CellKey) -> Step:
        """A figure that sharing gives."""
        (kind, *rest), years, tracer = key, self._years, self.tracer
        if kind == "awards":
            return self._award(rest)
        if kind == "frames":
            return explain_frame(tracer, *self._parts("frames.", rest, self._members, _FRAME_PARTS))
        if kind == "participants":
            known = [*years, *TOTAL]
            environment, year = self._parts("participants.", rest, self._environments, known)
            if year not in years:
                everybody = tracer.participants(tracer.environments[environment])
                return everybody._replace(figure=printed(key))
            return explain_participants(tracer, environment, years.index(year))
        lines, holders = self._lines, [*self._environments, COMMON, UNALLOCATED]
        if len(rest) == 2 or rest[2:] == [*TOTAL]:  # noqa: PLR2004 - without a year: all of them
            line, holder = self._parts("shares.", rest[:2], lines, holders)
            return explain_total(tracer, printed(key), line, holder)
        line, holder, year = self._parts("shares.", rest, lines, holders, years)
        return explain_share(tracer, line, holder, years.index(year))

    def _award(self, rest: list[str]) -> Step:
        phase, *more = rest
        part = more.pop() if len(more) > 1 else None
        [environment] = self._parts(f"awards.{phase}.", more, self._members[phase])
        if part is None:
            return explain_award(self.tracer, phase, environment)
        limits = self._limits(phase, environment)
        self._check(part, limits, f"awards.{phase}.{environment}.")
        return limits[part]

    def _limits(self, phase: str, environment: str) -> dict[str, Step]:
        """What was sought, the bounds of an award and what was returned of it."""
        returned = {"returned": explain_returned(self.tracer, phase, environment)}
        return returned | {
            part: step
            for part, key in _LIMITS.items()
            for step in explain_limit(self.tracer, phase, key, environment)
        }

    def _cell(self, kind: str, rest: list[str]) -> Cell:
        """A cell of a table, of several the one with the shortest row."""
        place, environment = f"{kind}.", ""
        if kind == "environment":
            [environment] = self._parts(place, rest[:1], self._environments)
            place, rest = f"{place}{environment}.", rest[1:]
        rows = self._rows(kind, environment)
        if rows is None:
            raise self._wrong("no_table", kind=kind)
        splits = [(".".join(rest[:n]), ".".join(rest[n:])) for n in range(1, len(rest))]
        for row, column in splits:
            if column in rows.get(row, ()):
                return rows[row][column]
        if not rest:
            row, cells = next(iter(rows.items()))
            raise self._wrong("incomplete", example=f"{place}{row}.{next(iter(cells))}")
        for row, column in reversed(splits):
            if row in rows:
                self._check(column, rows[row], f"{place}{row}.")
        row = splits[-1][0] if splits else rest[0]
        self._check(row, rows, place)
        column = next(iter(rows[row]))
        raise self._wrong("row", example=f"{place}{row}.{column}")

    def _rows(self, kind: str, environment: str) -> dict[str, dict[str, Cell]] | None:
        """The rows with figures of a table, or of an environment's, as people name them, if any."""
        some, shared = [environment] if environment else (), kind not in PROGRAMME
        for table in self._case.report(some, shared=shared).tables(kind):
            return {row: cells for row, cells in table.by_name().items() if cells}
        return None

    def _parts(self, place: str, rest: list[str], *known: Collection[str]) -> list[str]:
        """The parts of a name from a place on, each one of those that are known there."""
        for part, names in zip(rest, known, strict=False):
            self._check(part, names, place)
            place += f"{part}."
        if len(rest) != len(known):
            names = known[len(rest)] if len(rest) < len(known) else ()
            example = f"{place}{min(names, default='')}".removesuffix(".")
            raise self._wrong("incomplete", example=example)
        return rest

    def _check(self, part: str, known: Collection[str], place: str) -> None:
        """Raises UnknownFigureError for what is not known at a place."""
        if part in known:
            return
        close = nearest(part, known)
        some = ", ".join(sorted(known)[:8]) + (", …" if len(known) > 8 else "")  # noqa: PLR2004
        said = TEXTS["unknown.close" if close else "unknown.some"][self._language]
        hint = said.format(close=f"{place}{close}", some=some)
        key = "unknown.in" if place else "unknown"
        raise self._wrong(key, part=part, place=place[:-1], hint=hint)

    def _wrong(self, key: str, **facts: str) -> UnknownFigureError:
        return UnknownFigureError(key, self._language, figure=self._figure, **facts)
