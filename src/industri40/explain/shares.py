"""How a share came about: exactly, and where that is no whole amount, from running totals.

The participants of a year are a share too, of those of an environment.
"""

from industri40.engine.result import COMMON
from industri40.explain.cells import plan_amount
from industri40.explain.exact import exact_share, line_of
from industri40.explain.neighbours import Cells, cells_of, whole
from industri40.explain.step import Step, note
from industri40.explain.tracer import Tracer, once
from industri40.report.figures import SUM


def explain_share(tracer: Tracer, line: str, holder: str, year: int) -> Step:
    """What a holder has of a line in the year with this index."""
    figure = f"shares.{line}.{holder}.{tracer.plan.years[year]}"
    if holder == COMMON:
        return _common(tracer, figure, line, year)
    if _stays(tracer, line):
        return tracer.nothing(figure, tracer.report.costs[line].place, note("common_stays"))
    position, exactly = tracer.allocation.position(holder), range(year, year + 1)
    if all(_cells(tracer, line, each).is_exact(position) for each in (max(0, year - 1), year)):
        return exact_share(tracer, line, holder, exactly)._replace(figure=figure)
    return tracer.yearly(figure, year, lambda each: _to_date(tracer, line, holder, each))


def explain_total(tracer: Tracer, figure: str, line: str, holder: str) -> Step:
    """What a holder has of a line over all years."""
    years = range(len(tracer.plan.years))
    if holder == COMMON or _stays(tracer, line):
        parts = (explain_share(tracer, line, holder, year) for year in years)
        return tracer.made(figure, SUM, parts)
    return _to_date(tracer, line, holder, years[-1])._replace(figure=figure)


def _stays(tracer: Tracer, line: str) -> bool:
    """Whether a line is a cost that is not shared out."""
    cost = tracer.report.costs.get(line)
    return cost is not None and cost.common


def _common(tracer: Tracer, figure: str, line: str, year: int) -> Step:
    """What stays with the programme: a common cost, or what a source pays of such costs."""
    common = (cost for cost in tracer.plan.costs if cost.common)
    costs = [cost.id for cost in common if line in (cost.id, cost.financed_by)]
    if not costs:
        return tracer.nothing(figure, line_of(tracer, line).line.place, note("no_common"))
    paid = [plan_amount(tracer, cost, year) for cost in costs]
    return tracer.made(figure, SUM, paid, note("never_shared"))


@once
def _to_date(tracer: Tracer, line: str, holder: str, year: int) -> Step:
    """The running total of a share, rounded from its exact value."""
    figure = f"to_date.{line}.{holder}.{tracer.plan.years[year]}"
    exact = exact_share(tracer, line, holder, range(year + 1))
    return whole(tracer, figure, exact, _cells(tracer, line, year), holder)


@once
def _cells(tracer: Tracer, line: str, year: int) -> Cells:
    """The running totals of a line of all holders."""
    column = tracer.allocation.exact.column(line_of(tracer, line), year)
    return cells_of(tracer, column, tracer.allocation.to_date(line, year))


def explain_participants(tracer: Tracer, environment: str, year: int) -> Step:
    """How many participants an environment takes in the year with this index."""
    figure, called = f"participants.{environment}", f"to_date.participants.{environment}"
    everybody = tracer.participants(tracer.environments[environment])
    paces = tracer.allocation.schedule[environment]
    return tracer.spread(f"{figure}.{tracer.plan.years[year]}", called, everybody, paces, year)
