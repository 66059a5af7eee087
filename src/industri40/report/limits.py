"""The limits that a plan sets itself: what is held against each of them, and all as a table.

A limit is held for the programme, in each year or in each environment; of those the table shows
where the figure is highest, or every one of them for a workbook, in which figures may change.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from math import floor
from typing import NamedTuple

from industri40.money import HUNDREDTHS, round_half_away
from industri40.plan.model import Plan
from industri40.report.environments import COSTS, environment_rows
from industri40.report.figures import LESS, OVER, SUM, TIMES, WHOLE, derive, given
from industri40.report.headings import Words
from industri40.report.lines import TOTAL, line_cells
from industri40.report.shared import per_member, plan_count
from industri40.report.table import MONEY, SHARE, Cell, CellKey, Column, Row, Table, of_year
from industri40.report.tables import LIMITS, ReportTables

FOUND: CellKey = ("found",)
MOST: CellKey = ("most",)
ROOM: CellKey = ("room",)

_SHARE = "grant_share_at_most"
_GRANT = "grant_per_environment_at_most"
_FEE = "fee_per_participant_at_most"
_PROGRAMME, _YEAR, _ENVIRONMENT, _GROUP = "programme", "year", "environment", "group"
_HUNDREDTH, _TENTH_OF_A_PERCENT = Fraction(1, HUNDREDTHS), Fraction(1, 1000)


class Held(NamedTuple):
    """A limit where it is held: ``among`` the years, environments or groups in that of this ``id``.

    ``amount`` is held against ``most``, or where that is a share against that share of ``whole``.
    """

    limit: str
    among: str
    id: str
    name: str
    amount: Cell
    most: Cell
    whole: Cell | None = None

    @property
    def key(self) -> CellKey:
        """The limit and where it is held, as the rows of the table are called."""
        return (self.limit, *filter(None, (self.among, self.id)))

    @property
    def allowed(self) -> Fraction:
        """The largest amount in whole hundredths of a krone that the limit allows."""
        most = self.most.exact * (self.whole.exact if self.whole else 1)
        return Fraction(floor(most * HUNDREDTHS), HUNDREDTHS)

    @property
    def kept(self) -> bool:
        """Whether the amount is within the limit."""
        return self.amount.exact <= self.allowed

    @property
    def rank(self) -> tuple[bool, Fraction]:
        """How high the figure is among others of the same limit: highest where it is of nothing."""
        whole = self.whole.exact if self.whole else Fraction(1)
        return (False, self.amount.exact / whole) if whole else (self.amount.exact > 0, whole)

    def cells(self, room: Fraction) -> dict[CellKey, Cell]:
        """The figure, but for a share of nothing, the limit, and the room left in steps."""
        key, cells, most = (LIMITS, *self.key), {MOST: self.most}, self.most
        if self.whole is None:
            step = _telling(self.amount.exact, most.exact, WHOLE)
            cells[FOUND] = derive((*key, *FOUND), SUM, [self.amount], step)
        else:
            if self.whole.exact:
                parts, share = (self.amount, self.whole), self.rank[1]
                step = _telling(share, most.exact, _TENTH_OF_A_PERCENT)
                cells[FOUND] = derive((*key, *FOUND), OVER, parts, step, SHARE)
            most = derive((*key, "allowed"), TIMES, (self.whole, most), _HUNDREDTH)
        step = _telling(most.exact - self.amount.exact, Fraction(0), room)
        cells[ROOM] = derive((*key, *ROOM), LESS, (most, self.amount), step)
        return cells


def _telling(exact: Fraction, bound: Fraction, step: Fraction) -> Fraction:
    """What a figure is rounded to so that it reads as below, at or above a bound as it is."""
    if exact == bound:
        return Fraction(1, exact.denominator)
    while (shown := round_half_away(exact, step)) == bound or (shown > bound) != (exact > bound):
        step /= 10
    return step


def held(report: ReportTables) -> Iterator[Held]:
    """Every limit of the plan wherever it is held, as far as the report is about that.

    A report whose shares are not asked for has none of an environment, and must not need any.
    """
    grant = report.plan.grant
    if grant is not None and (most := _limit(report, _SHARE)):
        yield from _grant_shares(report, grant, most)
    if grant is not None and (most := _limit(report, _GRANT)):
        for row in environment_rows(report):
            yield Held(_GRANT, _ENVIRONMENT, row.id, row.label, row.cells[grant,], most)
    if not report.selected and (most := _limit(report, _FEE)):
        yield from _fees(report, most)


def _grant_shares(report: ReportTables, grant: str, most: Cell) -> Iterator[Held]:
    """The grant as a share of the costs or of those in cash."""
    limits, costs = report.plan.limits, report.table("costs").rows[-1].cells
    lines = [grant]
    if limits.of == "cash":
        lines += [source.id for source in report.plan.sources if source.in_kind]
    columns = [(_PROGRAMME, "", TOTAL)] * (not report.selected)
    if _YEAR in limits.each and not report.selected:
        columns += [(_YEAR, str(year), of_year(year)) for year in report.plan.years]
    wheres = [
        (among, name, name, [line_cells(report, line)[column] for line in lines], costs[column])
        for among, name, column in columns
    ]
    wheres += [
        (_ENVIRONMENT, row.id, row.label, [row.cells[line,] for line in lines], row.cells[COSTS])
        for row in (environment_rows(report) if _ENVIRONMENT in limits.each else ())
    ]
    for among, name, label, (paid, *less), costs_of in wheres:
        one = Held(_SHARE, among, name, label, paid, most, costs_of)
        cash = derive((LIMITS, *one.key, "costs"), LESS, (costs_of, *less)) if less else costs_of
        yield one._replace(whole=cash)


def _fees(report: ReportTables, most: Cell) -> Iterator[Held]:
    """The cash but for the grant that is shared by participants, of one, or one in each group."""
    plan = report.plan

    def total(line: str) -> Cell:
        return line_cells(report, line)[TOTAL]

    paid = [
        one.id
        for one in plan.sources
        if one.key.name == "participants" and not one.in_kind and one.id != plan.grant
    ]
    if not paid or plan.participants is None:
        return
    for group in plan.participant_groups:
        key = (LIMITS, _FEE, _GROUP, group.id)
        fees = [per_member(report, key, one, group, total) for one in paid]
        fee = derive((*key, "each"), SUM, fees)
        yield Held(_FEE, _GROUP, group.id, group.label, fee, most)
    if not plan.participant_groups:
        whole = derive((LIMITS, _FEE, "paid"), SUM, [*map(total, paid)])
        parts = (whole, plan_count(report, "participants", plan.participants))
        yield Held(_FEE, _PROGRAMME, "", "", derive((LIMITS, _FEE, "each"), OVER, parts), most)


def _limit(report: ReportTables, key: str) -> Cell | None:
    value, place = getattr(report.plan.limits, key), report.plan.limits.places.get(key)
    kind = SHARE if key == _SHARE else MONEY
    return None if value is None else given(("plan", LIMITS, key), value, place, kind)


def build(report: ReportTables) -> tuple[Table, ...]:
    """The one table, or none where nothing is limited.

    A row is where a figure is highest, and says whether the limit is kept; or there is a row for
    every year and environment, which says nothing that may change.
    """
    rows: list[Row] = []
    some = (one for one in held(report) if one.amount.exact or not one.whole or one.whole.exact)
    for _, group in groupby(some, key=lambda one: (one.limit, one.among)):
        if report.every:
            rows += [_row(report, one, one.name, _HUNDREDTH) for one in group]
        else:
            rows.append(_highest(report, list(group)))
    words = report.words
    columns = tuple(Column(key, words(f"column.{key[0]}")) for key in (FOUND, MOST, ROOM))
    return (Table((LIMITS,), words("limits"), columns, tuple(rows)),) if rows else ()


def _highest(report: ReportTables, held: Sequence[Held]) -> Row:
    """The row of the highest figure, and of how many years or environments it is."""
    top = max(one.rank for one in held)
    first, *others = [one for one in held if one.rank == top]
    name, words = first.name, report.words
    if len(held) > 1 and len(others) + 1 == len(held):
        name = words(f"limit.all.{first.among}") if first.whole and name else ""
    elif len(held) > 1:
        name = words("limit.more", name=name, count=len(others)) if others else name
        name = words("limit.highest", name=name)
    return _row(report, first, name, kept=first.kept)


def title(plan: Plan, words: Words, limit: str) -> str:
    """What one of the limits is called."""
    return words(f"limit.{limit}.{plan.limits.of}" if limit == _SHARE else f"limit.{limit}")


def _row(
    report: ReportTables, one: Held, name: str, room: Fraction = WHOLE, *, kept: bool = True
) -> Row:
    """The row of a limit where it is held, which ``name`` says if anything does."""
    words, label = report.words, title(report.plan, report.words, one.limit)
    label = words("limit.where", label=label, name=name) if name else label
    label = label if kept else words("limit.over", label=label)
    return Row(one.key, label, "line" if kept else "uncovered", one.cells(room))
