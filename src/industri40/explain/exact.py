"""What a holder has of a line before it is rounded: in one year, or up to the end of one.

The years are a range of indices: of one year, or from the first on.
"""

from collections.abc import Iterable
from fractions import Fraction
from functools import partial

from industri40.engine.exact import ExactLine
from industri40.engine.keys import UNALLOCATED, KeyName
from industri40.explain.cells import given_year, plan_amount
from industri40.explain.fitted import explain_fitted, fitted_key, line_of
from industri40.explain.keyed import amount_of, by_one_key, cash_of, each_year, key_of, span
from industri40.explain.keys import by_key
from industri40.explain.step import SHARE, Step, note
from industri40.explain.tracer import Tracer, once
from industri40.plan.model import CostLine, Source
from industri40.report.figures import LESS, SUM


@once
def exact_share(tracer: Tracer, line: str, holder: str, years: range) -> Step:
    """What a holder has of a line that is shared out."""
    exact, figure = line_of(tracer, line), f"exact.{line}.{holder}.{span(tracer, years)}"
    terms = _terms(exact, years)
    if not terms or (holder == UNALLOCATED and not _has_any(tracer, terms)):
        return tracer.nothing(figure, exact.line.place, note("nothing_here"))
    if one := by_one_key(tracer, figure, terms, holder, amount_of(tracer, line, years)):
        return one
    by_span = exact.line.key if isinstance(exact.line, CostLine) else not exact.line.given
    if len(years) > 1 and (fitted_key(line, terms) or not by_span):
        return each_year(tracer, figure, years, partial(exact_share, tracer, line, holder))
    if isinstance(exact.line, Source):
        return _source(tracer, figure, exact.line, holder, years)
    return _cost(tracer, figure, exact.line, holder, years)


def _terms(line: ExactLine, years: range) -> dict[KeyName, Fraction]:
    """What a line consists of in these years, by keys, in units."""
    total = dict(line.terms[years[-1]])
    for key, amount in line.terms[years[0] - 1] if years[0] else ():
        total[key] = total.get(key, Fraction(0)) - amount
    return {key: amount for key, amount in total.items() if amount}


def _has_any(tracer: Tracer, terms: Iterable[KeyName]) -> bool:
    """Whether something of these keys is what nobody was awarded."""
    return any(tracer.allocation.exact.keys[key].numerators[-1] for key in terms)


# sources


def _source(tracer: Tracer, figure: str, source: Source, holder: str, years: range) -> Step:
    """A source that is given by environment, or what others leave of its group."""
    if source.given:
        return _given_source(tracer, figure, source, holder, years)
    if fitted := fitted_key(source.id, _terms(line_of(tracer, source.id), years)):
        return explain_fitted(tracer, source.id, fitted, holder)
    group = tracer.report.groups[source.group or ""]
    name = f"whole.{group.id}.{holder}.{span(tracer, years)}"
    key = key_of(tracer, group.id, holder)
    whole = by_key(tracer, name, amount_of(tracer, group.id, years), key)
    others = [exact_share(tracer, one, holder, years) for one in group.sources if one != source.id]
    return tracer.made(figure, LESS, [whole, *others], note("fills_group"))


def _given_source(tracer: Tracer, figure: str, source: Source, holder: str, years: range) -> Step:
    """What is given, less its part of the common costs that the source pays."""
    part = given_year(tracer, source, holder, years[0])
    if all(cost.financed_by != source.id for cost in tracer.plan.costs):
        return part._replace(figure=figure)
    whole = plan_amount(tracer, source.id, years[0])
    return tracer.made(figure, SHARE, [amount_of(tracer, source.id, years), part, whole])


# costs


def _cost(tracer: Tracer, figure: str, cost: CostLine, holder: str, years: range) -> Step:
    """A cost line: its cash, and what is in kind; or as it is given."""
    if cost.given and not fitted_key(cost.id, _terms(line_of(tracer, cost.id), years)):
        return given_year(tracer, cost, holder, years[0])._replace(figure=figure)
    parts = [
        _cash_share(tracer, cost.id, holder, years),
        *(exact_share(tracer, one, holder, years) for one in cost.includes),
    ]
    return tracer.made(figure, SUM, [part for part in parts if part.exact] or parts[:1])


@once
def _cash_share(tracer: Tracer, line: str, holder: str, years: range) -> Step:
    """What a holder has of the cash of a cost line; in more years than one only by its own key."""
    cost, figure = tracer.report.costs[line], f"paid.{line}.{holder}.{span(tracer, years)}"
    if cost.key and holder != UNALLOCATED:
        return by_key(tracer, figure, cash_of(tracer, cost, years), key_of(tracer, line, holder))
    terms = _terms(line_of(tracer, line), years)
    if key := fitted_key(line, terms):
        return explain_fitted(tracer, line, key, holder)
    if cost.given:
        whole = given_year(tracer, cost, holder, years[0])
        included = [exact_share(tracer, one, holder, years) for one in cost.includes]
        return tracer.made(figure, LESS, [whole, *included])
    if cost.key:
        return tracer.nothing(figure, cost.place, note("nothing_here"))
    paid = [key for key in terms if key not in cost.includes]
    one = by_one_key(tracer, figure, paid, holder, cash_of(tracer, cost, years))
    return one or _of_cash(tracer, figure, cost, holder, years)


def _of_cash(tracer: Tracer, figure: str, cost: CostLine, holder: str, years: range) -> Step:
    """The part of a holder's cash that goes to a cost line without a key."""
    cash, all_left = cash_of(tracer, cost, years), _left(tracer, years)
    if all_left.exact:
        left = _left_of(tracer, holder, years)
        return tracer.made(figure, SHARE, [cash, left, all_left], note("in_proportion"))
    if holder == UNALLOCATED:
        return tracer.made(figure, SUM, [cash], note("no_money"))
    return tracer.nothing(figure, cost.place, note("nothing_here"))


@once
def _left(tracer: Tracer, years: range) -> Step:
    """The cash that there is for cost lines without a key."""
    year = span(tracer, years)
    money = [amount_of(tracer, one.id, years) for one in tracer.plan.sources if not one.in_kind]
    cash = tracer.made(f"cash.{year}", SUM, money)
    taken = [cash_of(tracer, cost, years) for cost in _keyed(tracer)]
    return tracer.made(f"left.{year}", LESS, [cash, *taken]) if taken else cash


@once
def _left_of(tracer: Tracer, holder: str, years: range) -> Step:
    """The cash of a holder for cost lines without a key."""
    named = f"{holder}.{span(tracer, years)}"
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
