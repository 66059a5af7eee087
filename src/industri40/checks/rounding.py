"""Where sharing could not keep a running total next to its exact share."""

from collections.abc import Iterator
from fractions import Fraction

from industri40.engine.result import Allocation, RelaxedBound
from industri40.findings.finding import Finding, Place, finding
from industri40.money import HUNDREDTHS, precise_text
from industri40.plan.model import Plan

_SMALLEST = "Leave it as it is: there is no smaller `round_to` than the plan's."


def relaxed(allocation: Allocation) -> Iterator[Finding]:
    """Each share to date that is a unit or more from its exact value, in the order of the years.

    Unlike other findings it is about what was made of a plan, so it needs the allocation.
    """
    plan = allocation.plan
    places = {line.id: line.place for line in (*plan.costs, *plan.sources)}
    for cell in allocation.relaxed:
        yield _advice(cell, plan, places[cell.line])


def _advice(cell: RelaxedBound, plan: Plan, place: Place) -> Finding:
    unit, language = plan.unit, plan.language
    exact, amount = cell.exact * unit, cell.amount * unit
    off = f"{_exact(abs(amount - exact), language)} {'more' if amount > exact else 'less'}"
    return finding(
        "A603",
        place,
        f"By the end of {cell.year} `{cell.environment}` has {precise_text(amount, language)} of "
        f"`{cell.line}`, {off} than its exact share of {_exact(exact, language)}: "
        "a way to round every share up or down was looked for, and none was found.",
        expected=exact,
        found=amount,
        remedy=_SMALLEST if unit * HUNDREDTHS == 1 else None,
        subject=f"{cell.line}.{cell.environment} to {cell.year}",
        language=language,
    )


def _exact(kroner: Fraction, language: str) -> str:
    if HUNDREDTHS % kroner.denominator == 0:
        return precise_text(kroner, language)
    whole, rest = divmod(kroner, 1)
    return f"{precise_text(whole, language)} + {rest}" if whole else str(rest)
