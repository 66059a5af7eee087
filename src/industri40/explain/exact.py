"""What a holder has of a line before it is rounded: in one year, or up to the end of one.

The years are a range of indices: of one year, or from the first on.
"""

from collections.abc import Callable, Collection, Iterable
from fractions import Fraction
from functools import partial

from industri40.engine.exact import ExactLine
from industri40.engine.keys import UNALLOCATED, Fitted, KeyName
from industri40.explain.awards import exact_awards
from industri40.explain.cells import given_year, plan_amount
from industri40.explain.keys import by_key, owner_of, weight, weights
from industri40.explain.step import ALIKE, SHARE, Step, note
from industri40.explain.tracer import Tracer, once
from industri40.plan.model import CostLine, Key, Source
from industri40.report.figures import LESS, OVER, SUM, TIMES
from industri40.report.table import MONEY
from industri40.report.table import SHARE as PARTS


def line_of(tracer: Tracer, line: str) -> ExactLine:
    """A line that is shared out, as the computation has it."""
    exact = tracer.allocation.exact
    return exact.costs[line] if line in exact.costs else exact.sources[line]


@once
def exact_share(tracer: Tracer, line: str, holder: str, years: range) -> Step:
    """What a holder has of a line that is shared out."""
    exact, figure = line_of(tracer, line), f"exact.{line}.{holder}.{_span(tracer, years)}"
    terms = _terms(exact, years)
    if not terms or (holder == UNALLOCATED and not _has_any(tracer, terms)):
        return tracer.nothing(figure, exact.line.place, note("nothing_here"))
    if one := _by_one_key(tracer, figure, terms, holder, _amount(tracer, line, years)):
        return one
    by_span = exact.line.key if isinstance(exact.line, CostLine) else not exact.line.given
    if len(years) > 1 and (_fitted_key(line, terms) or not by_span):
        return _each_year(tracer, figure, years, partial(exact_share, tracer, line, holder))
    if isinstance(exact.line, Source):
        return _source(tracer, figure, exact.line, holder, years)
    return _cost(tracer, figure, exact.line, holder, years)


def _span(tracer: Tracer, years: range) -> str:
    """Years in the name of a figure."""
    return f"{'to.' if len(years) > 1 else ''}{tracer.plan.years[years[-1]]}"


def _each_year(tracer: Tracer, figure: str, years: range, in_year: Callable[[range], Step]) -> Step:
    """The sum of all years."""
    return tracer.made(figure, SUM, [in_year(range(year, year + 1)) for year in years])


def _terms(line: ExactLine, years: range) -> dict[KeyName, Fraction]:
    """What a line consists of in these years, by keys, in units."""
    total = dict(line.terms[years[-1]])
    for key, amount in line.terms[years[0] - 1] if years[0] else ():
        total[key] = total.get(key, Fraction(0)) - amount
    return {key: amount for key, amount in total.items() if amount}


def _has_any(tracer: Tracer, terms: Iterable[KeyName]) -> bool:
    """Whether something of these keys is what nobody was awarded."""
    return any(tracer.allocation.exact.keys[key].numerators[-1] for key in terms)


# amounts to be shared


def _amount(tracer: Tracer, line: str, years: range) -> Step:
    """What there is of a line, or a group, to be shared: less the common costs that it pays."""
    group = tracer.report.groups.get(line)
    payers = group.sources if group else (line,)
    paid = tuple(cost.id for cost in tracer.plan.costs if cost.financed_by in payers)
    return _less(tracer, "shared" if paid else "amount", line, paid, years)


def _cash(tracer: Tracer, cost: CostLine, years: range) -> Step:
    """What of a cost line is paid in cash."""
    return _less(tracer, "cash" if cost.includes else "amount", cost.id, cost.includes, years)


@once
def _less(tracer: Tracer, what: str, line: str, others: tuple[str, ...], years: range) -> Step:
    """A line's amount less those of others, if there are any."""
    figure = f"{what}.{line}.{_span(tracer, years)}"
    if len(years) > 1:
        return _each_year(
            tracer, figure, years, lambda year: _less(tracer, what, line, others, year)
        )
    amounts = [plan_amount(tracer, one, years[0]) for one in (line, *others)]
    return tracer.made(figure, LESS, amounts) if others else amounts[0]


# keys


def _key(tracer: Tracer, name: str, holder: str) -> tuple[Step, Step]:
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
        return by_key(tracer, figure, amount, _key(tracer, names[0], holder), *notes)
    parts = [
        tracer.made(f"ratio.{name}.{holder}", OVER, _key(tracer, name, holder), kind=PARTS)
        for name in apart.values()
    ]
    ratio = tracer.made(f"ratio.{figure}", ALIKE, parts, kind=PARTS)
    return tracer.made(figure, TIMES, [amount, ratio])


# sources


def _source(tracer: Tracer, figure: str, source: Source, holder: str, years: range) -> Step:
    """A source that is given by environment, or what others leave of its group."""
    if source.given:
        return _given_source(tracer, figure, source, holder, years)
    if fitted := _fitted_key(source.id, _terms(line_of(tracer, source.id), years)):
        return _fitted(tracer, source.id, fitted, holder)
    group = tracer.report.groups[source.group or ""]
    name = f"whole.{group.id}.{holder}.{_span(tracer, years)}"
    key = _key(tracer, group.id, holder)
    whole = by_key(tracer, name, _amount(tracer, group.id, years), key)
    others = [exact_share(tracer, one, holder, years) for one in group.sources if one != source.id]
    return tracer.made(figure, LESS, [whole, *others], note("fills_group"))


def _given_source(tracer: Tracer, figure: str, source: Source, holder: str, years: range) -> Step:
    """What is given, less its part of the common costs that the source pays."""
    part = given_year(tracer, source, holder, years[0])
    if all(cost.financed_by != source.id for cost in tracer.plan.costs):
        return part._replace(figure=figure)
    whole = plan_amount(tracer, source.id, years[0])
    return tracer.made(figure, SHARE, [_amount(tracer, source.id, years), part, whole])


def _fitted_key(line: str, terms: Iterable[KeyName]) -> Fitted | None:
    """The key that was fitted to a year for a line, or for all cash that is left, if any was."""
    fitted = (key for key in terms if isinstance(key, Fitted) and key.line in (line, None))
    return next(fitted, None)


def _fitted(tracer: Tracer, line: str, key: Fitted, holder: str) -> Step:
    """A share by a key that was fitted to one year, since years are in whole units."""
    exact, keys = line_of(tracer, line), tracer.allocation.exact.keys
    share = keys[key].exact(tracer.allocation.position(holder)) * dict(exact.terms[key.year])[key]
    figure = f"fitted.{line}.{holder}.{tracer.plan.years[key.year]}"
    why = note("fitted" if key.line else "fitted_left")
    return tracer.leaf(figure, tracer.kroner(share), exact.line.place, MONEY, why)


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
def _cash_share(tracer: Tracer, line: str, holder: str, years: range) -> Step:
    """What a holder has of the cash of a cost line; in more years than one only by its own key."""
    cost, figure = tracer.report.costs[line], f"paid.{line}.{holder}.{_span(tracer, years)}"
    if cost.key and holder != UNALLOCATED:
        return by_key(tracer, figure, _cash(tracer, cost, years), _key(tracer, line, holder))
    terms = _terms(line_of(tracer, line), years)
    if key := _fitted_key(line, terms):
        return _fitted(tracer, line, key, holder)
    if cost.given:
        whole = given_year(tracer, cost, holder, years[0])
        included = [exact_share(tracer, one, holder, years) for one in cost.includes]
        return tracer.made(figure, LESS, [whole, *included])
    if cost.key:
        return tracer.nothing(figure, cost.place, note("nothing_here"))
    paid = [key for key in terms if key not in cost.includes]
    one = _by_one_key(tracer, figure, paid, holder, _cash(tracer, cost, years))
    return one or _of_cash(tracer, figure, cost, holder, years)


def _of_cash(tracer: Tracer, figure: str, cost: CostLine, holder: str, years: range) -> Step:
    """The part of a holder's cash that goes to a cost line without a key."""
    cash, all_left = _cash(tracer, cost, years), _left(tracer, years)
    if all_left.exact:
        left = _left_of(tracer, holder, years)
        return tracer.made(figure, SHARE, [cash, left, all_left], note("in_proportion"))
    if holder == UNALLOCATED:
        return tracer.made(figure, SUM, [cash], note("no_money"))
    return tracer.nothing(figure, cost.place, note("nothing_here"))


@once
def _left(tracer: Tracer, years: range) -> Step:
    """The cash that there is for cost lines without a key."""
    year = _span(tracer, years)
    money = [_amount(tracer, one.id, years) for one in tracer.plan.sources if not one.in_kind]
    cash = tracer.made(f"cash.{year}", SUM, money)
    taken = [_cash(tracer, cost, years) for cost in _keyed(tracer)]
    return tracer.made(f"left.{year}", LESS, [cash, *taken]) if taken else cash


@once
def _left_of(tracer: Tracer, holder: str, years: range) -> Step:
    """The cash of a holder for cost lines without a key."""
    named = f"{holder}.{_span(tracer, years)}"
    money = [
        exact_share(tracer, one.id, holder, years) for one in tracer.plan.sources if not one.in_kind
    ]
    cash = tracer.made(f"money.{named}", SUM, [one for one in money if one.exact] or money[:1])
    taken = [_cash_share(tracer, cost.id, holder, years) for cost in _keyed(tracer)]
    taken = [one for one in taken if one.exact]
    return tracer.made(f"left.{named}", LESS, [cash, *taken]) if taken else cash


def _keyed(tracer: Tracer) -> list[CostLine]:
    """The cost lines that have a key, or are given by environment."""
    return [cost for cost in tracer.plan.costs if cost.key or cost.given]
