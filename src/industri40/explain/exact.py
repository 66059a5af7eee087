"""What a holder has of a line before it is rounded: in one year, or up to the end of one.

The years are a range of indices: of one year, or from the first on.

The years of lines that are spread are in whole units, which are not quite what the plan says. Where
others have all of something somewhere, what they leave might then be below zero there. Then it is
shared as it is ``before`` years are rounded.
"""

from collections.abc import Collection, Iterable
from functools import partial

from industri40.engine.exact import ExactLine
from industri40.engine.keys import UNALLOCATED, Fitted, KeyName
from industri40.engine.mixing import Mixed, added
from industri40.explain.awards import exact_awards
from industri40.explain.cells import amount_of, cash_of, each_year, given_year, named, plan_amount
from industri40.explain.keys import by_key, weight, weights
from industri40.explain.step import ALIKE, SHARE, Step, note
from industri40.explain.tracer import Tracer, once
from industri40.plan.model import CostLine, Source
from industri40.report.figures import LESS, OVER, SUM, TIMES
from industri40.report.table import SHARE as PARTS


@once
def exact_share(
    tracer: Tracer, line: str, holder: str, years: range, *, before: bool = False
) -> Step:
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
        return each_year(tracer, figure, years, partial(exact_share, tracer, line, holder))
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


# sources


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
    parts = (exact_share(tracer, one, holder, years, before=before) for one in others)
    return tracer.made(figure, LESS, [whole, *parts], note("fills_group"))


def _by_key_of(tracer: Tracer, figure: str, name: str, holder: str, amount: Step) -> Step:
    """What a holder has of an amount by the key of a line; but for the grant all is allocated."""
    if holder == UNALLOCATED and name != tracer.plan.grant:
        return tracer.nothing(figure, tracer.line(name).place, note("nothing_here"))
    return by_key(tracer, figure, amount, _key_of(tracer, name, holder))


def _fitted_key(line: str, terms: Iterable[KeyName]) -> Fitted | None:
    """The key that was fitted to a year for a line, or for all cash that is left, if any was."""
    fitted = (key for key in terms if isinstance(key, Fitted) and key.line in (line, None))
    return next(fitted, None)


def _fitted(tracer: Tracer, line: CostLine | Source, key: Fitted, holder: str) -> Step:
    """A share by a key that was fitted to one year: by what there was before, if above nothing."""
    years = range(key.year, key.year + 1)
    if isinstance(line, CostLine):
        part, amount = partial(_keyed_cash, tracer, line.id), cash_of(tracer, line, years)
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


# costs


def _cost(tracer: Tracer, figure: str, cost: CostLine, holder: str, years: range) -> Step:
    """A cost line: its cash, and what is in kind; or as it is given."""
    if cost.given and not _fitted_key(cost.id, _terms(line_of(tracer, cost.id), years)):
        return given_year(tracer, cost, holder, years[0])._replace(figure=figure)
    parts = [
        _cash_share(tracer, cost.id, holder, years),
        *(exact_share(tracer, one, holder, years) for one in cost.includes),
    ]
    return tracer.made(figure, SUM, [part for part in parts if part.exact] or parts[:1])


@once
def _cash_share(
    tracer: Tracer, line: str, holder: str, years: range, *, before: bool = False
) -> Step:
    """What a holder has of the cash of a cost line; in more years than one only by its own key."""
    if before:
        return _keyed_cash(tracer, line, holder, years, before=True)
    cost, terms = tracer.report.costs[line], _terms(line_of(tracer, line), years)
    if key := _fitted_key(line, terms):
        return _fitted(tracer, cost, key, holder)
    if cost.key or cost.given:
        return _keyed_cash(tracer, line, holder, years)
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
def _keyed_cash(
    tracer: Tracer, line: str, holder: str, years: range, *, before: bool = False
) -> Step:
    """What a holder has of the cash of a cost line with a key, or that is given."""
    cost = tracer.report.costs[line]
    figure = named(tracer, f"paid.{line}.{holder}", years, before=before)
    if cost.key:
        cash = cash_of(tracer, cost, years, before=before)
        return _by_key_of(tracer, figure, line, holder, cash)
    whole = given_year(tracer, cost, holder, years[0], before=before)
    included = [exact_share(tracer, one, holder, years, before=before) for one in cost.includes]
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
    money = [exact_share(tracer, one, holder, years, before=before) for one in sources]
    money = [one for one in money if one.exact] or money[:1]
    cash = tracer.made(named_here(f"money.{holder}"), SUM, money)
    taken = [_cash_share(tracer, cost.id, holder, years, before=before) for cost in _keyed(tracer)]
    taken = [one for one in taken if one.exact]
    return tracer.together(named_here(f"left.{holder}"), [cash, *taken], LESS)


def _keyed(tracer: Tracer) -> list[CostLine]:
    """The cost lines that have a key, or are given by environment."""
    return [cost for cost in tracer.plan.costs if cost.key or cost.given]


# keys


def _key_of(tracer: Tracer, name: str, holder: str) -> tuple[Step, Step]:
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
