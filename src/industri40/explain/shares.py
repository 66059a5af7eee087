"""How a share came about: from running totals, rounded from exact ones, by the keys of sources.

The participants of a year are a share too, of those of an environment.
"""

from collections.abc import Sequence
from fractions import Fraction

from industri40.engine.columns import Column
from industri40.engine.exact import ExactLine, Term
from industri40.engine.result import COMMON, UNALLOCATED
from industri40.explain.awards import exact_awards
from industri40.explain.cells import plan_amount
from industri40.explain.neighbours import Cells, cells_of, whole
from industri40.explain.step import SHARE, Step, note
from industri40.explain.tracer import Tracer, once
from industri40.plan.model import CostLine, Source
from industri40.report.figures import LESS, SUM
from industri40.report.table import COUNT

_PACE = note("pace")


def explain_share(tracer: Tracer, line: str, holder: str, year: int) -> Step:
    """What a holder has of a line in the year with this index."""
    figure = f"shares.{line}.{holder}.{tracer.plan.years[year]}"
    cost = tracer.report.costs.get(line)
    if holder == COMMON:
        return _common(tracer, figure, line, year)
    if cost and cost.common:
        return tracer.nothing(figure, cost.place, note("common_stays"))
    return tracer.yearly(figure, year, lambda each: _to_date(tracer, line, holder, each))


def _common(tracer: Tracer, figure: str, line: str, year: int) -> Step:
    """What stays with the programme: a common cost, or what a source pays of such costs."""
    common = (cost for cost in tracer.plan.costs if cost.common)
    costs = [cost.id for cost in common if line in (cost.id, cost.financed_by)]
    if not costs:
        return tracer.nothing(figure, _exact_line(tracer, line).line.place, note("no_common"))
    paid = [plan_amount(tracer, cost, year) for cost in costs]
    return tracer.made(figure, SUM, paid, note("never_shared"))


@once
def _to_date(tracer: Tracer, line: str, holder: str, year: int) -> Step:
    """The running total of a share, rounded from its exact value."""
    figure, cells = f"to_date.{line}.{holder}.{tracer.plan.years[year]}", _cells(tracer, line, year)
    exact = _exact(tracer, _exact_line(tracer, line), cells.column, holder, year)
    return whole(tracer, figure, exact, cells, holder)


@once
def _cells(tracer: Tracer, line: str, year: int) -> Cells:
    """The running totals of a line of all holders."""
    exact, allocation = _exact_line(tracer, line), tracer.allocation
    column, values = allocation.exact.column(exact, year), allocation.to_date(line, year)
    return cells_of(tracer, column, values, exact.shared[year])


def _exact_line(tracer: Tracer, line: str) -> ExactLine:
    exact = tracer.allocation.exact
    return exact.costs[line] if line in exact.costs else exact.sources[line]


def _exact(tracer: Tracer, line: ExactLine, column: Column, holder: str, year: int) -> Step:
    """The exact running total: the terms of the line, each by the key of its source."""
    value = tracer.kroner(column.exact(tracer.allocation.position(holder)))
    figure = f"exact.{line.line.id}.{holder}.{tracer.plan.years[year]}"
    terms = (_by_key(tracer, line, term, holder, year) for term in line.terms[year])
    parts = list(filter(None, terms))
    if not parts:
        return tracer.nothing(figure, line.line.place, note("nothing_yet"))
    if len(parts) == 1:
        return parts[0]._replace(figure=figure)
    return tracer.made(figure, SUM, parts, value=value)


def _by_key(tracer: Tracer, line: ExactLine, term: Term, holder: str, year: int) -> Step | None:
    """One source's part of a line, shared by the source's key."""
    amount = _term(tracer, line, term, year)
    figure = f"part.{line.line.id}.{term.key}.{holder}.{tracer.plan.years[year]}"
    if holder == UNALLOCATED and term.key is None:
        return tracer.made(figure, SUM, [amount], note("no_money"))
    if term.key is None:
        return None
    if term.key == tracer.plan.grant:
        awarded, pool = exact_awards(tracer, holder)
        if not pool.exact:
            return tracer.nothing(figure, line.line.place, note("all_common"))
        return tracer.made(figure, SHARE, [amount, awarded, pool], note("grant_spread"))
    if holder == UNALLOCATED:
        return None
    source = tracer.report.sources[str(term.key)]
    owner = tracer.owner(source)
    weight = tracer.weight(owner, source.key, holder)
    total = tracer.weights(owner, source.key, tracer.allocation.exact.holders)
    return tracer.made(figure, SHARE, [amount, weight, total])


def _term(tracer: Tracer, line: ExactLine, term: Term, year: int) -> Step:
    """What a source gives to a line up to the end of a year, for all environments together."""
    figure = f"amount.{line.line.id}.{term.key}.{tracer.plan.years[year]}"
    parts = (
        _in_year(tracer, line.line, term.key and str(term.key), each) for each in range(year + 1)
    )
    return tracer.made(figure, SUM, filter(None, parts), value=tracer.kroner(term.amount))


def _in_year(tracer: Tracer, line: CostLine | Source, source: str | None, year: int) -> Step | None:
    """What a source gives to a line in one year; None for nothing."""
    if isinstance(line, Source) or source in line.includes:
        return _shared_amount(tracer, source or line.id, year)
    cash = _less(tracer, "cash", line.id, line.includes, year)  # without what is in kind
    money = _all_cash(tracer, year)
    if source is None or not money.exact:
        return cash if source is None and not money.exact else None
    paid = _shared_amount(tracer, source, year)
    figure = f"amount.{line.id}.{source}.in.{tracer.plan.years[year]}"
    return tracer.made(figure, SHARE, [cash, paid, money], note("in_proportion"))


def _shared_amount(tracer: Tracer, source: str, year: int) -> Step:
    """A source's amount of a year less the common costs that it pays."""
    common = [cost.id for cost in tracer.plan.costs if cost.financed_by == source]
    return _less(tracer, "shared", source, common, year)


def _less(tracer: Tracer, what: str, line: str, others: Sequence[str], year: int) -> Step:
    """A line's amount of a year less those of others, if there are any."""
    amounts = [plan_amount(tracer, one, year) for one in (line, *others)]
    figure = f"{what}.{line}.{tracer.plan.years[year]}"
    return tracer.made(figure, LESS, amounts) if others else amounts[0]


def _all_cash(tracer: Tracer, year: int) -> Step:
    """All cash of a year that is shared among the environments."""
    parts = (_shared_amount(tracer, s.id, year) for s in tracer.plan.sources if not s.in_kind)
    return tracer.made(f"cash.{tracer.plan.years[year]}", SUM, parts)


def explain_participants(tracer: Tracer, environment: str, year: int) -> Step:
    """How many participants an environment takes in the year with this index."""
    figure = f"participants.{environment}.{tracer.plan.years[year]}"
    return tracer.yearly(figure, year, lambda each: _taken(tracer, environment, each), COUNT)


def _taken(tracer: Tracer, environment: str, year: int) -> Step:
    figure = f"to_date.participants.{environment}.{tracer.plan.years[year]}"
    everyone = tracer.participants(tracer.environments[environment])
    taken = Fraction(sum(tracer.allocation.schedule[environment][: year + 1]))
    return tracer.to_date(figure, everyone, year, taken, _PACE, kind=COUNT)
