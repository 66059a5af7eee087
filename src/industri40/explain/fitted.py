"""Shares in a year in which whole units would leave somebody less than nothing.

The years of lines that are spread are in whole units, which are not quite what the plan says. Where
others have all of a group somewhere, its rest might then be below zero there. So it is shared as it
is before years are rounded.
"""

from collections.abc import Iterable

from industri40.engine.exact import ExactLine
from industri40.engine.keys import Fitted, KeyName
from industri40.explain.cells import given_year, year_before
from industri40.explain.keyed import amount_of, key_of
from industri40.explain.keys import by_key
from industri40.explain.step import SHARE, Step, note
from industri40.explain.tracer import Tracer
from industri40.plan.model import Source
from industri40.report.figures import LESS
from industri40.report.table import MONEY


def line_of(tracer: Tracer, line: str) -> ExactLine:
    """A line that is shared out, as the computation has it."""
    exact = tracer.allocation.exact
    return exact.costs[line] if line in exact.costs else exact.sources[line]


def fitted_key(line: str, terms: Iterable[KeyName]) -> Fitted | None:
    """The key that was fitted to a year for a line, or for all cash that is left, if any was."""
    fitted = (key for key in terms if isinstance(key, Fitted) and key.line in (line, None))
    return next(fitted, None)


def explain_fitted(tracer: Tracer, line: str, key: Fitted, holder: str) -> Step:
    """A share by a key that was fitted to one year."""
    exact, keys = line_of(tracer, line), tracer.allocation.exact.keys
    share = keys[key].exact(tracer.allocation.position(holder)) * dict(exact.terms[key.year])[key]
    figure, value = f"fitted.{line}.{holder}.{tracer.plan.years[key.year]}", tracer.kroner(share)
    why = note("fitted" if key.line else "fitted_left")
    if isinstance(exact.line, Source):
        years = range(key.year, key.year + 1)
        parts = _before(tracer, line, holder, years), amount_of(tracer, line, years, year_before)
        found = tracer.made(figure, SHARE, [amount_of(tracer, line, years), *parts], why)
        if found.exact == value:
            return found
    # what is left for lines without a key, and what is too little anyhow
    return tracer.leaf(f"exact.{figure}", value, exact.line.place, MONEY, why)


def _before(tracer: Tracer, line: str, holder: str, years: range) -> Step:
    """What a holder has of a source, or a group, before years are rounded."""
    source = tracer.report.sources.get(line)
    if source and source.given:
        return given_year(tracer, source, holder, years[0], before=True)
    figure = f"before.{line}.{holder}.{tracer.plan.years[years[0]]}"
    if source and source.rest and source.group:
        others = (one for one in tracer.report.groups[source.group].sources if one != line)
        parts = (_before(tracer, one, holder, years) for one in (source.group, *others))
        return tracer.made(figure, LESS, parts)
    amount = amount_of(tracer, line, years, year_before)
    return by_key(tracer, figure, amount, key_of(tracer, line, holder))
