"""Figures of tables as steps, and figures and keys of the plan down to what is written in it.

Years are an index, or a range of these: one year, or all from the first on.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import partial
from itertools import product

from industri40.explain.step import SHARE, Note, Step, note
from industri40.explain.tracer import Tracer, once, plainly
from industri40.plan.inputs import path_of
from industri40.plan.model import CostLine, Key, Line, natural_order
from industri40.report.figures import ENGINE, LESS, OVER, PLAN, SUM, TIMES
from industri40.report.lines import ALL, TOTAL, line_cells
from industri40.report.table import COUNT, Cell, of_year, printed
from industri40.report.table import SHARE as PARTS

_PARTS = {"shares": 4, "participants": 3}
"""How many parts the names of totals of what sharing gives have, by the first."""


def plan_amount(tracer: Tracer, line: str, year: int, *, before: bool = False) -> Step:
    """The plan's own amount of a line in the year with this index, or before it is rounded."""
    if before and tracer.report.lines[line].exact[year] != tracer.report.lines[line].amounts[year]:
        return _before(tracer, tracer.report.lines[line], year)
    column = of_year(tracer.plan.years[year])
    return from_cell(tracer, line_cells(tracer.report, line)[column])


def from_cell(tracer: Tracer, cell: Cell) -> Step:
    """A figure of a table, with all that it was made of."""
    return tracer.once(cell.name, lambda: _from_cell(tracer, cell))


def _from_cell(tracer: Tracer, cell: Cell) -> Step:
    of_all_years = cell.key[-1:] == TOTAL and len(cell.key) == _PARTS.get(cell.key[0])
    if cell.operation == ENGINE or of_all_years:
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
    lines, (_, owner, *_, side) = tracer.report.lines, cell.key
    places = [lines[owner].place] if owner in lines else []
    places += [tracer.plan.place_of(owner)] if owner in tracer.environments else []
    places += [place for key, place in tracer.plan.places.items() if key in (owner, side)]
    return tracer.nothing(cell.name, next(iter(places), tracer.plan.place), note("no_line"))


def _written(tracer: Tracer, cell: Cell) -> Step:
    """A figure of the plan; where it is spread over the years, from what is written."""
    line: Line | None = None
    match cell.key:
        case ("environments", environment, "participants", *group):
            step = tracer.participants(tracer.environments[environment], *group)
            return step._replace(figure=cell.name)
        case ("plan", "participants", *group) | ("breakdown", "participants", *group, "total"):
            return tracer.everyone(*group)._replace(figure=cell.name)
        case ("costs" | "financing", identifier, _):
            line = tracer.report.lines[identifier]
    if line is None or line.written.form in ("yearly", "years", "sum"):
        return tracer.leaf(cell.name, cell.exact, cell.place, cell.kind)
    return _computed(tracer, cell.name, line, list(map(str, tracer.plan.years)).index(cell.key[-1]))


def _computed(tracer: Tracer, figure: str, line: Line, year: int) -> Step:
    """One year of an amount that the plan does not write by years."""
    if line.written.form == "percent":
        return _percent(tracer, figure, line, year)
    if line.written.form == "by_environment":
        return tracer.made(figure, SUM, _given(tracer, line, year))
    called = f"plan.to_date.{line.id}"
    return tracer.spread(figure, called, _whole(tracer, line), line.amounts, year)


def _percent(tracer: Tracer, figure: str, line: Line, year: int) -> Step:
    """So many percent of other lines: of the year's amounts, or of all up to then, rounded."""
    share, years = tracer.input(*path_of(line), "percent"), tracer.plan.years
    for one, each in product(_in_order(tracer), range(len(years))):
        plan_amount(tracer, one, each)

    def part(called: str, span: Iterable[int], *, before: bool) -> Step:
        amounts = [
            plan_amount(tracer, one, each, before=before)
            for one in line.written.of
            for each in span
        ]
        whole = tracer.together(f"plan.of.{called}", amounts)
        return tracer.made(f"exact.plan.{called}", TIMES, [share, whole])

    def to_date(at: int) -> Step:
        called, value = f"to_date.{line.id}.{years[at]}", tracer.kroner(sum(line.amounts[: at + 1]))
        exact = part(called, range(at + 1), before=True)
        return tracer.rounded(f"plan.{called}", exact, value, [note("percent_to_date")])

    alone = part(f"{line.id}.{years[year]}", [year], before=False)
    whole = alone.exact == tracer.kroner(line.amounts[year])
    return tracer.yearly(figure, year, to_date, alone if whole else None)


def _before(tracer: Tracer, line: Line, year: int) -> Step:
    """What a line comes to in the year with this index before that is rounded to whole units."""
    figure = f"plan.before.{line.id}.{tracer.plan.years[year]}"
    before = partial(plan_amount, tracer, year=year, before=True)
    if line.given:
        return tracer.made(figure, SUM, _given(tracer, line, year, before=True))
    if line.written.form == "sum":
        return tracer.made(figure, SUM, map(before, line.sources))
    if line.rest:
        whole, others = _rest_of(tracer, line)
        of = tracer.together(f"{figure}.of", map(before, whole))
        return tracer.made(figure, LESS, [of, *map(before, others)])
    return tracer.made(figure, OVER, [_whole(tracer, line), tracer.number_of("years")])


def _in_order(tracer: Tracer) -> list[str]:
    """Lines that are percentages, each after what it is made of: no chain is a deep recursion."""
    if tracer.ordered:
        return []
    tracer.ordered = True
    from graphlib import TopologicalSorter  # hardly any plan needs an order

    lines = (*tracer.plan.costs, *tracer.plan.sources, *tracer.plan.groups)
    order = TopologicalSorter({line.id: _made_of(tracer, line) for line in lines}).static_order()
    return [one for one in order if tracer.report.lines[one].written.form == "percent"]


def _made_of(tracer: Tracer, line: Line) -> Sequence[str]:
    """The lines of which one is a sum, a rest or a percentage."""
    if line.rest:
        return [one for some in _rest_of(tracer, line) for one in some]
    return line.sources if line.written.form == "sum" else line.written.of


def _rest_of(tracer: Tracer, line: Line) -> tuple[Sequence[str], list[str]]:
    """What a rest is left of, a group or all costs, and all other financing of that."""
    plan, group = tracer.plan, line.group
    every = tracer.report.lines[group].sources if group else plan.financing_order
    whole = [group] if group else [cost.id for cost in plan.costs]
    return whole, [one for one in every if one != line.id]


def _whole(tracer: Tracer, line: Line) -> Step:
    """What a line comes to in all, from what is written."""
    path, form = path_of(line), line.written.form
    if form == "total":
        return tracer.input(*path, form)
    rate = [tracer.input(*path, "hourly_rate")] if form == "hours" else []
    factors = [tracer.input(*path, form), *rate, tracer.everyone(line.members)]
    return tracer.made(f"plan.{line.id}.total", TIMES, factors)


def _given(tracer: Tracer, line: Line, year: int, *, before: bool = False) -> list[Step]:
    """What is given to each environment of a line in a year."""
    if line.given is None:
        return []
    holders = sorted(line.given.yearly, key=natural_order)
    return [given_year(tracer, line, one, year, before=before) for one in holders]


def given_year(tracer: Tracer, line: Line, holder: str, year: int, *, before: bool = False) -> Step:
    """What is given to an environment of a line in a year, or what that is before rounding."""
    figure = f"given.{line.id}.{holder}.{tracer.plan.years[year]}"
    if line.given is None or holder not in line.given.yearly:
        return tracer.nothing(figure, line.place, note("not_given"))
    path = (*path_of(line), "by_environment", holder)
    if holder not in line.given.spread:
        return tracer.input(*path, str(tracer.plan.years[year]))
    whole, called = tracer.input(*path), f"plan.to_date.{line.id}.{holder}"
    if before:
        return tracer.made(f"exact.{figure}", OVER, [whole, tracer.number_of("years")])
    return tracer.spread(figure, called, whole, line.given.yearly[holder], year)


def by_key(tracer: Tracer, figure: str, amount: Step, key: tuple[Step, Step], *notes: Note) -> Step:
    """What somebody has of an amount, by a weight and the sum of all weights.

    A weight that is a part of one is that part of the amount.
    """
    weight, weights = key
    if weight.kind == PARTS and weights.exact == 1:
        return tracer.made(figure, TIMES, [amount, weight], *notes)
    return tracer.made(figure, SHARE, [amount, weight, weights], *notes)


def weight(tracer: Tracer, owner: str, key: Key, environment: str) -> Step:
    """An environment's weight in the key of ``owner``, as the plan has it.

    ``owner`` is ``lines.ID`` or ``phases.ID``.
    """
    named = tracer.environments[environment]
    if key.parts:
        return _mixed(tracer, owner, key, environment)
    if key.name == "participants":
        return tracer.participants(named, key.group)
    if key.name == "weights":
        path = ("environments", environment, "weight")
        return tracer.said(path, named.weight, COUNT, note("no_own_weight"))
    if key.name in named.figures:
        return tracer.input("environments", environment, "keys", key.name)
    figure, place = f"plan.{owner}.shared_by.{environment}", key.place
    value, inputs = Fraction(key.weights[environment], key.scale), tracer.case.inputs
    if key.name == "mapping":
        place = inputs.document.part(place, environment)
        said = inputs.at(place, environment)
        return tracer.leaf(figure, value, place, PARTS if said and said.kind == PARTS else COUNT)
    notes = () if place in inputs.by_place else (note("no_key"),)
    return tracer.leaf(figure, value, place, COUNT, *notes)


def weights(
    tracer: Tracer, owner: str, key: Key, environments: Sequence[str], called: str = "shared_by"
) -> Step:
    """The weights of several environments together."""
    figure = f"plan.{owner}.{called}.{printed(ALL)}"
    if len(environments) == len(tracer.environments):
        if key.name == "participants":
            return tracer.everyone(key.group)
        if key.name == "equal":
            return tracer.number_of("environments")
        if key.name == "weights":  # the same for all lines and phases
            figure = f"plan.environments.{printed(ALL)}.weight"
        elif key.name in next(iter(tracer.environments.values())).figures:
            figure = f"plan.environments.{printed(ALL)}.keys.{key.name}"
    order = sorted(environments, key=natural_order)
    steps = [weight(tracer, owner, key, one) for one in order]
    return tracer.made(figure, SUM, steps, kind=steps[0].kind)


def _mixed(tracer: Tracer, owner: str, key: Key, environment: str) -> Step:
    """An environment's part by a mixture: of each of its keys so many percent."""
    parts = []
    for share, one, place in key.parts:
        percent = tracer.leaf(f"plan.{owner}.shared_by.{one.name}", share, place, PARTS)
        both = (
            weight(tracer, owner, one, environment),
            weights(tracer, owner, one, list(key.weights), f"mixed.{one.name}"),
        )
        figure = f"plan.{owner}.mixed.{one.name}.{environment}"
        parts.append(tracer.made(figure, SHARE, [percent, *both], kind=PARTS))
    return tracer.made(f"plan.{owner}.mixed.{environment}", SUM, parts, kind=PARTS)


def named(tracer: Tracer, what: str, years: range, *, before: bool = False) -> str:
    """The name of a figure in some years, perhaps of what it is before years are rounded."""
    to = "to." if len(years) > 1 else ""
    return f"{'before.' if before else ''}{what}.{to}{tracer.plan.years[years[-1]]}"


def amount_of(tracer: Tracer, line: str, years: range, *, before: bool = False) -> Step:
    """What there is of a line, or a group, to be shared: less the common costs that it pays."""
    payers = tracer.report.lines[line].sources or (line,)
    paid = tuple(cost.id for cost in tracer.plan.costs if cost.financed_by in payers)
    return _less(tracer, "shared" if paid else "amount", (line, *paid), years, before=before)


def cash_of(tracer: Tracer, cost: CostLine, years: range, *, before: bool = False) -> Step:
    """What of a cost line is paid in cash."""
    lines = (cost.id, *cost.includes)
    return _less(tracer, "cash" if cost.includes else "amount", lines, years, before=before)


@once
def _less(tracer: Tracer, what: str, lines: tuple[str, ...], years: range, *, before: bool) -> Step:
    """The first line's amount less those of the others, if there are any."""
    figure = named(tracer, f"{what}.{lines[0]}", years, before=before)
    if len(years) > 1:
        parts = [_less(tracer, what, lines, range(y, y + 1), before=before) for y in years]
        return tracer.made(figure, SUM, parts)
    amounts = [plan_amount(tracer, one, years[0], before=before) for one in lines]
    return tracer.together(figure, amounts, LESS)
