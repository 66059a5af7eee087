"""What there is of a line to be shared, and what somebody has of that by a key.

Years are a range of indices: one year, or all from the first on.
"""

from collections.abc import Callable, Collection

from industri40.engine.keys import KeyName
from industri40.explain.awards import exact_awards
from industri40.explain.cells import plan_amount
from industri40.explain.keys import by_key, owner_of, weight, weights
from industri40.explain.step import ALIKE, Step, note
from industri40.explain.tracer import Tracer, once
from industri40.plan.model import CostLine, Key, Source
from industri40.report.figures import LESS, OVER, SUM, TIMES
from industri40.report.table import SHARE as PARTS

Year = Callable[[Tracer, str, int], Step]
"""What a line comes to in the year with an index."""


def span(tracer: Tracer, years: range) -> str:
    """Years in the name of a figure."""
    return f"{'to.' if len(years) > 1 else ''}{tracer.plan.years[years[-1]]}"


def each_year(tracer: Tracer, figure: str, years: range, in_year: Callable[[range], Step]) -> Step:
    """The sum of all years."""
    return tracer.made(figure, SUM, [in_year(range(year, year + 1)) for year in years])


def amount_of(tracer: Tracer, line: str, years: range, of: Year = plan_amount) -> Step:
    """What there is of a line, or a group, to be shared: less the common costs that it pays.

    ``of`` says what lines come to in a year.
    """
    group = tracer.report.groups.get(line)
    payers = group.sources if group else (line,)
    paid = tuple(cost.id for cost in tracer.plan.costs if cost.financed_by in payers)
    return _less(tracer, "shared" if paid else "amount", line, paid, years, of)


def cash_of(tracer: Tracer, cost: CostLine, years: range) -> Step:
    """What of a cost line is paid in cash."""
    return _less(tracer, "cash" if cost.includes else "amount", cost.id, cost.includes, years)


@once
def _less(  # noqa: PLR0917 - of which the last is hardly ever said
    tracer: Tracer,
    what: str,
    line: str,
    others: tuple[str, ...],
    years: range,
    of: Year = plan_amount,
) -> Step:
    """A line's amount less those of others, if there are any."""
    figure = f"{what}.{line}.{span(tracer, years)}"
    if len(years) > 1:
        return each_year(
            tracer, figure, years, lambda year: _less(tracer, what, line, others, year)
        )
    amounts = [of(tracer, one, years[0]) for one in (line, *others)]
    figure = figure if of is plan_amount else f"before.{figure}"
    return tracer.made(figure, LESS, amounts) if others else amounts[0]


def key_of(tracer: Tracer, name: str, holder: str) -> tuple[Step, Step]:
    """A holder's weight in the key of this name, and that of all; of the grant what is awarded."""
    if name == tracer.plan.grant:
        return exact_awards(tracer, holder)
    report = tracer.report
    owner, line = f"lines.{name}", report.sources.get(name) or report.groups.get(name)
    key: Key | None = line.key if line else report.costs[name].key
    if isinstance(line, Source):
        owner = owner_of(tracer, line)
    if key is None:
        raise KeyError(name)
    holders = tracer.allocation.exact.holders
    return weight(tracer, owner, key, holder), weights(tracer, owner, key, holders)


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
