"""Figures of tables as steps, and figures of the plan down to what is written in it."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from industri40.explain.step import Step, note
from industri40.explain.tracer import Tracer, plainly
from industri40.plan.inputs import path_of
from industri40.plan.model import CostLine, Group, Line, Source, natural_order
from industri40.report.figures import ENGINE, LESS, OVER, PLAN, SUM, TIMES
from industri40.report.lines import TOTAL, line_cells
from industri40.report.table import Cell, of_year

_PARTS = {"shares": 4, "participants": 3}
"""How many parts the names of totals of what sharing gives have, by the first."""

Parts = Callable[[str], Iterable[Step]]
"""What amounts a line adds to something, by its id."""


def plan_amount(tracer: Tracer, line: str, year: int) -> Step:
    """The plan's own amount of a line in the year with this index."""
    column = of_year(tracer.plan.years[year])
    return from_cell(tracer, line_cells(tracer.report, line)[column])


def from_cell(tracer: Tracer, cell: Cell) -> Step:
    """A figure of a table, with all that it was made of."""
    return tracer.once(cell.name, lambda _: _from_cell(tracer, cell))


def _from_cell(tracer: Tracer, cell: Cell) -> Step:
    if cell.operation == ENGINE or _is_total(cell):
        return tracer.sharing(cell.key)
    if cell.operation == PLAN:
        return _written(tracer, cell)
    if not cell.inputs:
        return _nothing(tracer, cell)
    inputs = tuple(from_cell(tracer, each) for each in cell.inputs)
    notes = (note("for_reading"),) if cell.rounded else ()
    return plainly(
        Step(cell.name, cell.exact, cell.amount, cell.operation, inputs, None, notes, cell.kind)
    )


def _nothing(tracer: Tracer, cell: Cell) -> Step:
    """A sum of nothing, where what it would be of is written: a line, an environment or a side."""
    report, (_, owner, *_, side) = tracer.report, cell.key
    owners = (report.costs, report.sources, report.groups, tracer.environments)
    places = [some[owner].place for some in owners if owner in some]
    places += [place for key, place in tracer.plan.places.items() if key in (owner, side)]
    return tracer.nothing(cell.name, next(iter(places), tracer.plan.place), note("no_line"))


def _is_total(cell: Cell) -> bool:
    """Whether a figure is the total over all years of what sharing gives."""
    return cell.key[-1:] == TOTAL and len(cell.key) == _PARTS.get(cell.key[0])


def _written(tracer: Tracer, cell: Cell) -> Step:
    """A figure of the plan; where it is spread over the years, from what is written."""
    report = tracer.report
    line: Line | None = None
    match cell.key:
        case ("environments", environment, "participants", *group):
            step = tracer.participants(tracer.environments[environment], *group)
            return step._replace(figure=cell.name)
        case ("plan", "participants", *group) | ("breakdown", "participants", *group, "total"):
            return tracer.everyone(*group)._replace(figure=cell.name)
        case ("costs", identifier, _):
            line = report.costs[identifier]
        case ("financing", identifier, _):
            line = report.sources.get(identifier) or report.groups[identifier]
    if line is None or line.written.form in ("yearly", "years", "sum"):
        return tracer.leaf(cell.name, cell.exact, cell.place, cell.kind)
    return _computed(tracer, cell.name, line, list(map(str, tracer.plan.years)).index(cell.key[-1]))


def _computed(tracer: Tracer, figure: str, line: Line, year: int) -> Step:
    """One year of an amount that the plan does not write by years."""

    def in_year(other: str) -> list[Step]:
        return [plan_amount(tracer, other, year)]

    match line.written.form:
        case "percent":
            return _percent(tracer, figure, line, year, in_year)
        case "by_environment":
            return tracer.made(figure, SUM, _given(tracer, line, [year]))
    called = f"plan.to_date.{line.id}"
    return tracer.spread(figure, called, _whole(tracer, line), line.amounts, year)


def _percent(tracer: Tracer, figure: str, line: Line, year: int, in_year: Parts) -> Step:
    """So many percent of other lines: of the year's amounts, or of all up to then, rounded."""
    share, of, years = tracer.input(*path_of(line), "percent"), line.written.of, tracer.plan.years

    def part(called: str, parts: Parts) -> Step:
        whole = tracer.together(f"plan.of.{called}", (each for one in of for each in parts(one)))
        return tracer.made(f"exact.plan.{called}", TIMES, [share, whole])

    def to_date(at: int) -> Step:
        called, value = f"to_date.{line.id}.{years[at]}", tracer.kroner(sum(line.amounts[: at + 1]))
        exact = part(called, lambda one: _to_date(tracer, one, at))
        return tracer.rounded(f"plan.{called}", exact, value, [note("percent_to_date")])

    alone = part(f"{line.id}.{years[year]}", in_year)
    whole = alone.exact == tracer.kroner(line.amounts[year])
    return tracer.yearly(figure, year, to_date, alone if whole else None)


def _rest(tracer: Tracer, figure: str, line: Line, parts: Parts, when: str) -> Step:
    """What a group, or all costs, come to beyond all other financing; ``when`` names the time."""
    plan, group = tracer.plan, line.group if isinstance(line, Source) else None
    every = tracer.report.groups[group].sources if group else plan.financing_order
    wholes = [group] if group else [cost.id for cost in plan.costs]
    called = f"plan.costs.{when}" if group is None else f"plan.whole.{group}.{when}"
    whole = tracer.together(called, (each for one in wholes for each in parts(one)))
    others = (each for one in every if one != line.id for each in parts(one))
    return tracer.made(figure, LESS, [whole, *others])


def _to_date(tracer: Tracer, identifier: str, year: int) -> list[Step]:
    """What a line comes to up to the end of a year, before years are rounded to whole units."""
    report, years = tracer.report, slice(year + 1)
    line = (
        report.costs.get(identifier) or report.sources.get(identifier) or report.groups[identifier]
    )
    if sum(line.exact[years]) == sum(line.amounts[years]):
        return [plan_amount(tracer, identifier, each) for each in range(year + 1)]
    called = f"plan.to_date.{identifier}.{tracer.plan.years[year]}"
    match line.written.form:
        case "sum" if isinstance(line, Group):
            return [each for one in line.sources for each in _to_date(tracer, one, year)]
        case "rest":
            when = f"to_date.{tracer.plan.years[year]}"
            steps = partial(_to_date, tracer, year=year)
            return [_rest(tracer, f"exact.{called}", line, steps, when)]
        case "by_environment":
            return _given(tracer, line, range(year + 1), rounded=False)
    return [tracer.passed(called, _whole(tracer, line), year)]


def year_before(tracer: Tracer, line: str, year: int) -> Step:
    """What a line comes to in the year with this index before years are rounded."""
    first, years = max(0, year - 1), tracer.plan.years
    totals = [
        tracer.together(f"plan.before.{line}.{years[each]}", _to_date(tracer, line, each))
        for each in range(first, year + 1)
    ]
    return tracer.made(f"exact.plan.before.{line}.in.{years[year]}", LESS, reversed(totals))


def _whole(tracer: Tracer, line: Line) -> Step:
    """What a line comes to in all, from what is written."""
    path, form = path_of(line), line.written.form
    if form == "total":
        return tracer.input(*path, form)
    rate = [tracer.input(*path, "hourly_rate")] if form == "hours" else []
    group = line.members if isinstance(line, Source) else None
    factors = [tracer.input(*path, form), *rate, tracer.everyone(group)]
    return tracer.made(f"plan.{line.id}.total", TIMES, factors)


def _given(tracer: Tracer, line: Line, years: Sequence[int], *, rounded: bool = True) -> list[Step]:
    """What is given to each environment of a line in these years, or all before it is rounded."""
    found: list[Step] = []
    if not isinstance(line, (CostLine, Source)) or line.given is None:
        return found
    for one in sorted(line.given.yearly, key=natural_order):
        if rounded or one not in line.given.spread:
            found += (given_year(tracer, line, one, year) for year in years)
        else:
            called = f"plan.to_date.{line.id}.{one}.{tracer.plan.years[years[-1]]}"
            whole = tracer.input(*path_of(line), "by_environment", one)
            found.append(tracer.passed(called, whole, years[-1]))
    return found


def given_year(tracer: Tracer, line: CostLine | Source, holder: str, year: int) -> Step:
    """What is given to an environment of a line in the year with this index."""
    figure = f"given.{line.id}.{holder}.{tracer.plan.years[year]}"
    if line.given is None or holder not in line.given.yearly:
        return tracer.nothing(figure, line.place, note("not_given"))
    path = (*path_of(line), "by_environment", holder)
    if holder not in line.given.spread:
        return tracer.input(*path, str(tracer.plan.years[year]))
    called = f"plan.to_date.{line.id}.{holder}"
    return tracer.spread(figure, called, tracer.input(*path), line.given.yearly[holder], year)


def given_before(tracer: Tracer, line: CostLine | Source, holder: str, year: int) -> Step:
    """The same before years are rounded."""
    if line.given is None or holder not in line.given.spread:
        return given_year(tracer, line, holder, year)
    figure = f"exact.given.{line.id}.{holder}.{tracer.plan.years[year]}"
    whole = tracer.input(*path_of(line), "by_environment", holder)
    return tracer.made(figure, OVER, [whole, tracer.years()])
