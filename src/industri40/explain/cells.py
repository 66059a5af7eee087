"""Figures of tables as steps, and figures of the plan down to what is written in it."""

from industri40.explain.step import Step, note
from industri40.explain.tracer import Tracer
from industri40.plan.inputs import path_of
from industri40.plan.model import Line
from industri40.report.figures import ENGINE, OVER, PLAN, TIMES
from industri40.report.lines import line_cells
from industri40.report.table import Cell, of_year


def plan_amount(tracer: Tracer, line: str, year: int) -> Step:
    """The plan's own amount of a line in the year with this index."""
    column = of_year(tracer.plan.years[year])
    return from_cell(tracer, line_cells(tracer.report, line)[column])


def from_cell(tracer: Tracer, cell: Cell) -> Step:
    """A figure of a table, with all that it was made of."""
    return tracer.once(cell.name, lambda _: _from_cell(tracer, cell))


def _from_cell(tracer: Tracer, cell: Cell) -> Step:
    if cell.operation == ENGINE:
        return tracer.sharing(cell.key)
    if cell.operation == PLAN:
        return _written(tracer, cell)
    if not cell.inputs:
        return tracer.nothing(cell.name, tracer.plan.place, note("no_line"))
    inputs = tuple(from_cell(tracer, each) for each in cell.inputs)
    notes = (note("for_reading"),) if cell.rounded else ()
    return Step(cell.name, cell.exact, cell.amount, cell.operation, inputs, None, notes, cell.kind)


def _written(tracer: Tracer, cell: Cell) -> Step:
    """A figure of the plan; where it is spread over the years, from what is written."""
    report = tracer.report
    line: Line | None = None
    match cell.key:
        case ("environments", environment, "participants"):
            step = tracer.participants(tracer.environments[environment])
            return step._replace(figure=cell.name)
        case ("plan", "participants") | ("breakdown", "participants", "total"):
            return tracer.everyone()._replace(figure=cell.name)
        case ("costs", identifier, _):
            line = report.costs[identifier]
        case ("financing", identifier, _):
            line = report.sources.get(identifier) or report.groups[identifier]
    if line is None or line.written.form in ("yearly", "years", "sum", "rest"):
        return tracer.leaf(cell.name, cell.exact, cell.place, cell.kind)
    return _spread(tracer, cell, line, [str(y) for y in tracer.plan.years].index(cell.key[-1]))


def _spread(tracer: Tracer, cell: Cell, line: Line, year: int) -> Step:
    """One year of an amount that is spread evenly over the years."""
    whole, years = _whole(tracer, line), tracer.years()
    if cell.exact * years.exact == whole.exact:
        return tracer.made(cell.name, OVER, [whole, years], value=cell.exact)
    return tracer.yearly(cell.name, year, lambda each: _spread_to_date(tracer, line, whole, each))


def _spread_to_date(tracer: Tracer, line: Line, whole: Step, year: int) -> Step:
    figure = f"plan.to_date.{line.id}.{tracer.plan.years[year]}"
    amount = tracer.kroner(sum(line.amounts[: year + 1]))
    return tracer.to_date(figure, whole, year, amount, note("spread"))


def _whole(tracer: Tracer, line: Line) -> Step:
    """What a line comes to in all, from what is written."""
    path, form = path_of(line), line.written.form
    if form == "total":
        return tracer.input(*path, form)
    rate = [tracer.input(*path, "hourly_rate")] if form == "hours" else []
    factors = [tracer.input(*path, form), *rate, tracer.everyone()]
    return tracer.made(f"plan.{line.id}.total", TIMES, factors)
