"""What a holder has of a line, before it is rounded and in whole units, in one year or up to it.

The years are a range of indices: of one year, or from the first on.

The years of lines that are spread are in whole units, which are not quite what the plan says. Where
others have all of something somewhere, what they leave might then be below zero there. Then it is
shared as it is ``before`` years are rounded.

Shares in whole units come from running totals; the participants of a year are a share too.
"""

from collections.abc import Collection, Iterable
from functools import partial

from industri40.engine.exact import ExactLine
from industri40.engine.keys import COMMON, UNALLOCATED, Fitted, KeyName
from industri40.engine.mixing import Mixed, added
from industri40.explain.awards import exact_awards
from industri40.explain.cells import (
    amount_of,
    by_key,
    cash_of,
    given_year,
    named,
    plan_amount,
    weight,
    weights,
)
from industri40.explain.neighbours import Cells, cells_of, whole
from industri40.explain.step import ALIKE, SHARE, Step, note
from industri40.explain.tracer import Tracer, once
from industri40.plan.model import CostLine, Line
from industri40.report.figures import LESS, OVER, SUM, TIMES
from industri40.report.table import SHARE as PARTS


@once
def share_of(tracer: Tracer, line: str, holder: str, years: range, *, before: bool = False) -> Step:
    """What a holder has of a line that is shared out."""
    if before:
        return _source(tracer, line, holder, years, before=True)
    exact, figure = line_of(tracer, line), named(tracer, f"exact.{line}.{holder}", years)
    terms = _terms(exact, years)
    keys = tracer.allocation.exact.keys
    # of some keys there is something that nobody was awarded
    if not terms or (holder == UNALLOCATED and not any(keys[key].numerators[-1] for key in terms)):
        return tracer.nothing(figure, exact.line.place, note("nothing_here"))
    if one := _by_one_key(tracer, figure, terms, holder, amount_of(tracer, line, years)):
        return one
    by_span = exact.line.key if isinstance(exact.line, CostLine) else not exact.line.given
    if len(years) > 1 and (_fitted_key(line, terms) or not by_span):
        parts = [share_of(tracer, line, holder, range(y, y + 1)) for y in years]
        return tracer.made(figure, SUM, parts)
    if isinstance(exact.line, CostLine):
        return _cost(tracer, figure, exact.line, holder, years)
    if fitted := _fitted_key(line, terms):
        return _fitted(tracer, exact.line, fitted, holder)
    return _source(tracer, line, holder, years)


def line_of(tracer: Tracer, line: str) -> ExactLine:
    """A line that is shared out, as the computation has it."""
    exact = tracer.allocation.exact
    return exact.costs[line] if line in exact.costs else exact.sources[line]


def _terms(line: ExactLine, years: range) -> Mixed:
    """What a line consists of in these years, by keys, in units."""
    before = [line.terms[years[0] - 1]] if years[0] else []
    total = added([line.terms[years[-1]], *before], -1)
    return {key: amount for key, amount in total.items() if amount}


@once
def _source(tracer: Tracer, line: str, holder: str, years: range, *, before: bool = False) -> Step:
    """A source: as it is given by environment, what others leave of its group, or by its key."""
    source, amount = tracer.report.sources[line], partial(amount_of, tracer, before=before)
    figure = named(tracer, f"exact.{line}.{holder}", years, before=before)
    if source.given:
        given = given_year(tracer, source, holder, years[0], before=before)
        if all(cost.financed_by != line for cost in tracer.plan.costs):
            return given._replace(figure=figure)
        # less its part of the common costs that the source pays
        whole = plan_amount(tracer, line, years[0], before=before)
        return tracer.made(figure, SHARE, [amount(line, years), given, whole])
    if not (source.rest and source.group):
        return _by_key_of(tracer, figure, line, holder, amount(line, years))
    group = tracer.report.groups[source.group]
    name = named(tracer, f"whole.{group.id}.{holder}", years, before=before)
    whole = _by_key_of(tracer, name, group.id, holder, amount(group.id, years))
    others = (one for one in group.sources if one != line)
    parts = (share_of(tracer, one, holder, years, before=before) for one in others)
    return tracer.made(figure, LESS, [whole, *parts], note("fills_group"))


def _by_key_of(tracer: Tracer, figure: str, name: str, holder: str, amount: Step) -> Step:
    """What a holder has of an amount by the key of a line; but for the grant all is allocated."""
    if holder == UNALLOCATED and name != tracer.plan.grant:
        return tracer.nothing(figure, tracer.report.lines[name].place, note("nothing_here"))
    return by_key(tracer, figure, amount, _key_of(tracer, name, holder))


def _fitted_key(line: str, terms: Iterable[KeyName]) -> Fitted | None:
    """The key that was fitted to a year for a line, or for all cash that is left, if any was."""
    fitted = (key for key in terms if isinstance(key, Fitted) and key.line in (line, None))
    return next(fitted, None)


def _fitted(tracer: Tracer, line: Line, key: Fitted, holder: str) -> Step:
    """A share by a key that was fitted to one year: by what there was before, if above nothing."""
    years = range(key.year, key.year + 1)
    if isinstance(line, CostLine):
        part, amount = partial(_paid, tracer, line.id), cash_of(tracer, line, years)
    else:
        part, amount = partial(_source, tracer, line.id), amount_of(tracer, line.id, years)
    why, name = note("fitted"), f"sum.{line.id}"
    if key.line is None:
        part, why, name = partial(_left_of, tracer), note("fitted_left"), "left"
    holders = (*tracer.allocation.exact.holders, UNALLOCATED)
    parts = {one: part(one, years, before=True) for one in holders}
    figure = named(tracer, f"fitted.{line.id}.{holder}", years)
    if parts[holder].exact < 0:
        return tracer.nothing(figure, line.place, why)
    some = [one for one in parts.values() if one.exact > 0]
    whole = tracer.made(named(tracer, name, years, before=True), SUM, some)
    return tracer.made(figure, SHARE, [amount, parts[holder], whole], why)


def _cost(tracer: Tracer, figure: str, cost: CostLine, holder: str, years: range) -> Step:
    """A cost line: its cash, and what is in kind; or as it is given."""
    if cost.given and not _fitted_key(cost.id, _terms(line_of(tracer, cost.id), years)):
        return given_year(tracer, cost, holder, years[0])._replace(figure=figure)
    parts = [
        _cash(tracer, cost.id, holder, years),
        *(share_of(tracer, one, holder, years) for one in cost.includes),
    ]
    return tracer.made(figure, SUM, [part for part in parts if part.exact] or parts[:1])


@once
def _cash(tracer: Tracer, line: str, holder: str, years: range, *, before: bool = False) -> Step:
    """What a holder has of the cash of a cost line; in more years than one only by its own key."""
    if before:
        return _paid(tracer, line, holder, years, before=True)
    cost, terms = tracer.report.costs[line], _terms(line_of(tracer, line), years)
    if key := _fitted_key(line, terms):
        return _fitted(tracer, cost, key, holder)
    if cost.key or cost.given:
        return _paid(tracer, line, holder, years)
    figure, cash = named(tracer, f"paid.{line}.{holder}", years), cash_of(tracer, cost, years)
    paid = [key for key in terms if key not in cost.includes]
    if one := _by_one_key(tracer, figure, paid, holder, cash):
        return one
    # in the proportion of what holders have for cost lines without a key
    all_left = _left(tracer, years)
    if all_left.exact:
        left = _left_of(tracer, holder, years)
        return tracer.made(figure, SHARE, [cash, left, all_left], note("in_proportion"))
    if holder == UNALLOCATED:
        return tracer.made(figure, SUM, [cash], note("no_money"))
    return tracer.nothing(figure, cost.place, note("nothing_here"))


@once
def _paid(tracer: Tracer, line: str, holder: str, years: range, *, before: bool = False) -> Step:
    """What a holder has of the cash of a cost line with a key, or that is given."""
    cost = tracer.report.costs[line]
    figure = named(tracer, f"paid.{line}.{holder}", years, before=before)
    if cost.key:
        cash = cash_of(tracer, cost, years, before=before)
        return _by_key_of(tracer, figure, line, holder, cash)
    whole = given_year(tracer, cost, holder, years[0], before=before)
    included = [share_of(tracer, one, holder, years, before=before) for one in cost.includes]
    return tracer.made(figure, LESS, [whole, *included])


@once
def _left(tracer: Tracer, years: range) -> Step:
    """The cash that there is for cost lines without a key."""
    money = [amount_of(tracer, one.id, years) for one in tracer.plan.sources if not one.in_kind]
    cash = tracer.made(named(tracer, "cash", years), SUM, money)
    taken = [cash_of(tracer, cost, years) for cost in _keyed(tracer)]
    return tracer.together(named(tracer, "left", years), [cash, *taken], LESS)


@once
def _left_of(tracer: Tracer, holder: str, years: range, *, before: bool = False) -> Step:
    """The cash of a holder for cost lines without a key."""
    named_here = partial(named, tracer, years=years, before=before)
    sources = (one.id for one in tracer.plan.sources if not one.in_kind)
    money = [share_of(tracer, one, holder, years, before=before) for one in sources]
    money = [one for one in money if one.exact] or money[:1]
    cash = tracer.made(named_here(f"money.{holder}"), SUM, money)
    taken = [_cash(tracer, cost.id, holder, years, before=before) for cost in _keyed(tracer)]
    taken = [one for one in taken if one.exact]
    return tracer.together(named_here(f"left.{holder}"), [cash, *taken], LESS)


def _keyed(tracer: Tracer) -> list[CostLine]:
    """The cost lines that have a key, or are given by environment."""
    return [cost for cost in tracer.plan.costs if cost.key or cost.given]


def _key_of(tracer: Tracer, name: str, holder: str) -> tuple[Step, Step]:
    """A holder's weight in the key of this name, and that of all; of the grant what is awarded."""
    if name == tracer.plan.grant:
        return exact_awards(tracer, holder)
    line = tracer.report.lines[name]
    if line.key is None:
        raise KeyError(name)
    if line.group and not line.members:
        group = tracer.report.groups[line.group]
        name = group.id if group.key.place == line.key.place else name  # whose key it has
    owner, holders = f"lines.{name}", tracer.allocation.exact.holders
    return weight(tracer, owner, line.key, holder), weights(tracer, owner, line.key, holders)


def _by_one_key(
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
        return by_key(tracer, figure, amount, _key_of(tracer, names[0], holder), *notes)
    parts = [
        tracer.made(f"ratio.{name}.{holder}", OVER, _key_of(tracer, name, holder), kind=PARTS)
        for name in apart.values()
    ]
    ratio = tracer.made(f"ratio.{figure}", ALIKE, parts, kind=PARTS)
    return tracer.made(figure, TIMES, [amount, ratio])


def explain_share(tracer: Tracer, line: str, holder: str, year: int) -> Step:
    """What a holder has of a line in the year with this index."""
    figure = f"shares.{line}.{holder}.{tracer.plan.years[year]}"
    if holder == COMMON:
        return _common(tracer, figure, line, year)
    if _stays(tracer, line):
        return tracer.nothing(figure, tracer.report.costs[line].place, note("common_stays"))
    position, exactly = tracer.allocation.position(holder), range(year, year + 1)
    if all(_cells(tracer, line, each).is_exact(position) for each in (max(0, year - 1), year)):
        return share_of(tracer, line, holder, exactly)._replace(figure=figure)
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
    exact = share_of(tracer, line, holder, range(year + 1))
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
