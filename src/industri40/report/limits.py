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
from industri40.report.shared import plan_count
from industri40.report.table import MONEY, SHARE, Cell, CellKey, Column, Role, Row, Table, of_year
from industri40.report.tables import LIMITS, ReportTables

FOUND: CellKey = ("found",)
MOST: CellKey = ("most",)
ROOM: CellKey = ("room",)

_SHARE = "grant_share_at_most"
_PROGRAMME, _YEAR, _ENVIRONMENT = "programme", "year", "environment"
_HUNDREDTH, _TENTH_OF_A_PERCENT = Fraction(1, HUNDREDTHS), Fraction(1, 1000)


class Held(NamedTuple):
    """A limit where it is held: ``among`` the years or environments in the one with this ``id``.

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
        if self.whole is None:
            return False, self.amount.exact
        if not self.whole.exact:
            return bool(self.amount.exact), Fraction(0)
        return False, self.amount.exact / self.whole.exact

    def cells(self, room: Fraction) -> dict[CellKey, Cell]:
        """The figure, but for a share of nothing, the limit, and the room left in steps."""
        key: CellKey = (LIMITS, self.limit, *filter(None, (self.among, self.id)))
        cells, most = {MOST: self.most}, self.most
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


def grant_shares(report: ReportTables) -> Iterator[Held]:
    """The grant as a share of the costs or of those in cash, wherever the plan limits it."""
    limits, grant = report.plan.limits, report.plan.grant
    if limits.grant_share_at_most is None or grant is None:
        return
    key, in_kind = _SHARE, []
    if limits.of == "cash":
        in_kind = [source.id for source in report.plan.sources if source.in_kind]
    most = _limit(report, key, limits.grant_share_at_most)

    def held(among: str, one: tuple[str, str], paid: Cell, costs: Cell, less: list[Cell]) -> Held:
        parts = (LIMITS, key, *filter(None, (among, one[0])), "costs")
        whole = derive(parts, LESS, (costs, *less)) if less else costs
        return Held(key, among, *one, paid, most, whole)

    costs = report.table("costs").rows[-1].cells
    columns = [(_PROGRAMME, "", TOTAL)] * (not report.selected)
    if _YEAR in limits.each and not report.selected:
        columns += [(_YEAR, str(year), of_year(year)) for year in report.plan.years]
    for among, name, column in columns:
        less = [line_cells(report, source)[column] for source in in_kind]
        paid = line_cells(report, grant)[column]
        yield held(among, (name, name), paid, costs[column], less)
    for row in environment_rows(report) if _ENVIRONMENT in limits.each else ():
        less = [row.cells[source,] for source in in_kind]
        one = (row.id, row.label)
        yield held(_ENVIRONMENT, one, row.cells[grant,], row.cells[COSTS], less)


def grants(report: ReportTables) -> Iterator[Held]:
    """What each environment is awarded in all."""
    most, grant = report.plan.limits.grant_per_environment_at_most, report.plan.grant
    if most is None or grant is None:
        return
    limit = _limit(report, "grant_per_environment_at_most", most)
    for row in environment_rows(report):
        amount = row.cells[grant,]
        yield Held(limit.key[-1], _ENVIRONMENT, row.id, row.label, amount, limit)


def fees(report: ReportTables) -> Iterator[Held]:
    """The fee of a participant: the cash, other than the grant, that is shared by participants."""
    plan, most = report.plan, report.plan.limits.fee_per_participant_at_most
    paid = [line_cells(report, source)[TOTAL] for source in _fees(plan)]
    if most is None or report.selected or not (paid and plan.participants):
        return
    limit = _limit(report, "fee_per_participant_at_most", most)
    whole = derive((LIMITS, limit.key[-1], "paid"), SUM, paid)
    parts = (whole, plan_count(report, "participants", plan.participants))
    each = derive((LIMITS, limit.key[-1], "each"), OVER, parts)
    yield Held(limit.key[-1], _PROGRAMME, "", "", each, limit)


def _fees(plan: Plan) -> Iterator[str]:
    for source in plan.sources:
        if source.key.name == "participants" and not source.in_kind and source.id != plan.grant:
            yield source.id


def _limit(report: ReportTables, key: str, value: Fraction) -> Cell:
    place = report.plan.limits.places.get(key)
    kind = SHARE if key == _SHARE else MONEY
    return given(("plan", LIMITS, key), value, place, kind)


def build(report: ReportTables, *, every: bool = False) -> tuple[Table, ...]:
    """The one table, or none where nothing is limited.

    A row is where a figure is highest, and says whether the limit is kept; or there is a row for
    ``every`` year and environment, which says nothing that may change.
    """
    rows: list[Row] = []
    for look in (grant_shares, grants, fees):
        for _, group in groupby(look(report), key=lambda one: one.among):
            held = [
                one for one in group if one.amount.exact or one.whole is None or one.whole.exact
            ]
            if every:
                rows += [_row(one, _label(report, one, one.name), room=_HUNDREDTH) for one in held]
            elif held:
                rows.append(_highest(report, held))
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
    label = _label(report, first, name)
    if first.kept:
        return _row(first, label)
    return _row(first, words("limit.over", label=label), "uncovered")


def title(plan: Plan, words: Words, limit: str) -> str:
    """What one of the limits is called."""
    if limit == _SHARE:
        return words(f"limit.{limit}.{plan.limits.of}")
    return words(f"limit.{limit}")


def _label(report: ReportTables, one: Held, name: str) -> str:
    label = title(report.plan, report.words, one.limit)
    return report.words("limit.where", label=label, name=name) if name else label


def _row(one: Held, label: str, role: Role = "line", room: Fraction = WHOLE) -> Row:
    return Row((one.limit, *filter(None, (one.among, one.id))), label, role, one.cells(room))
