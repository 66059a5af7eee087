"""What there is of a line to be shared, and what somebody has of that by a key.

Years are a range of indices: one year, or all from the first on.
"""

from collections.abc import Callable, Collection
from functools import partial

from industri40.engine.keys import KeyName
from industri40.explain.awards import exact_awards
from industri40.explain.cells import plan_amount
from industri40.explain.keys import by_key, weight, weights
from industri40.explain.step import ALIKE, Step, note
from industri40.explain.tracer import Tracer, once
from industri40.plan.model import CostLine, Source
from industri40.report.figures import LESS, OVER, SUM, TIMES
from industri40.report.table import SHARE as PARTS


def named(tracer: Tracer, what: str, years: range, *, before: bool = False) -> str:
    """The name of a figure in some years, perhaps of what it is before years are rounded."""
    to = "to." if len(years) > 1 else ""
    return f"{'before.' if before else ''}{what}.{to}{tracer.plan.years[years[-1]]}"


def each_year(tracer: Tracer, figure: str, years: range, in_year: Callable[[range], Step]) -> Step:
    """The sum of all years."""
    return tracer.made(figure, SUM, [in_year(range(year, year + 1)) for year in years])


def amount_of(tracer: Tracer, line: str, years: range, *, before: bool = False) -> Step:
    """What there is of a line, or a group, to be shared: less the common costs that it pays."""
    group = tracer.report.groups.get(line)
    payers = group.sources if group else (line,)
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
        in_year = partial(_less, tracer, what, lines, before=before)
        return each_year(tracer, figure, years, in_year)
    amounts = [plan_amount(tracer, one, years[0], before=before) for one in lines]
    return tracer.made(figure, LESS, amounts) if len(lines) > 1 else amounts[0]


def key_of(tracer: Tracer, name: str, holder: str) -> tuple[Step, Step]:
    """A holder's weight in the key of this name, and that of all; of the grant what is awarded."""
    if name == tracer.plan.grant:
        return exact_awards(tracer, holder)
    line = tracer.line(name)
    if line.key is None:
        raise KeyError(name)
    if isinstance(line, Source) and line.group and not line.members:
        group = tracer.report.groups[line.group]
        name = group.id if group.key.place == line.key.place else name  # whose key it has
    owner, holders = f"lines.{name}", tracer.allocation.exact.holders
    return weight(tracer, owner, line.key, holder), weights(tracer, owner, line.key, holders)


def by_one_key(
    tracer: Tracer, figure: str, terms: Collection[KeyName], holder: str, amount: Step
) -> Step | None:
    """A part of an amount, where a holder has the same part by all keys of it; else None."""
    keys, position = tracer.allocation.exact.keys, tracer.allocation.position(holder)
    names = [key for key in terms if isinstance(key, str)]
    apart = {id(keys[name]): name for name in reversed(names)}
    ratios = {keys[name].exact(position) for name in names}
    if len(ratios) != 1 or len(names) < len(terms):
        return None
    if len(apart) == 1:
        notes = [note("grant_spread")] if names[0] == tracer.plan.grant else []
        return by_key(tracer, figure, amount, key_of(tracer, names[0], holder), *notes)
    parts = [
        tracer.made(f"ratio.{name}.{holder}", OVER, key_of(tracer, name, holder), kind=PARTS)
        for name in apart.values()
    ]
    ratio = tracer.made(f"ratio.{figure}", ALIKE, parts, kind=PARTS)
    return tracer.made(figure, TIMES, [amount, ratio])
