"""The sheets of workings together, in the order in which they need each other, and their checks."""

from collections.abc import Iterator, Mapping

from industri40.render.excel.about import Check
from industri40.render.excel.context import SheetContext
from industri40.render.excel.shares.awards import AwardSheet
from industri40.render.excel.shares.costs import CostSheet
from industri40.render.excel.shares.layout import HolderSheet
from industri40.render.excel.shares.sources import SourceSheet
from industri40.render.excel.sheets import Sheet
from industri40.render.excel.terms import Term, total


def write_shares(
    context: SheetContext, sheets: Mapping[str, Sheet], home: Sheet
) -> Iterator[Check]:
    """Write all workings, and enter what sharing gives in the index.

    ``sheets`` are those of ``award`` (where there is a grant), ``source`` and ``cost``. The checks
    are formulas for ``home``: that all adds up, and nothing is below zero or above a ceiling.
    """
    awards = AwardSheet(context, sheets["award"]) if "award" in sheets else None
    if awards is not None:
        awards.write()
    sources = SourceSheet(context, sheets["source"], awards)
    sources.write()
    costs = CostSheet(context, sheets["cost"], sources)
    costs.write()
    texts, shares = context.texts, (sources, costs)
    yield Check(texts("check.lines"), _off(home, *shares))
    yield Check(texts("check.environments"), costs.gap_check(home))
    below = total(_negative(home, each, each.least) for each in shares)
    yield Check(texts("check.negative"), below)
    if kept := [each for each in shares if each.checked]:
        yield Check(texts("check.short"), total(_over(home, each) for each in kept))
    if awards is not None:
        yield Check(texts("check.frames"), _off(home, awards))
        bounds = _negative(home, awards, awards.least) + _over(home, awards)
        yield Check(texts("check.ceilings"), bounds + _negative(home, awards, awards.left))


def _off(home: Sheet, *sheets: HolderSheet) -> Term:
    """How far the columns of some sheets are off, all together."""
    rows = (each.across(each.off, home) for each in sheets)
    return total(Term(f"SUMPRODUCT(ABS({row}))", 0) for row in rows).rounded(2)


def _negative(home: Sheet, sheet: HolderSheet, row: int) -> Term:
    """How many figures in a row of a sheet are below zero."""
    return Term(f'COUNTIF({sheet.across(row, home)},"<0")', 0)


def _over(home: Sheet, sheet: HolderSheet) -> Term:
    """How often something on a sheet is beyond what it may be."""
    return Term(f"SUM({sheet.across(sheet.over, home)})", sum(term.value for term in sheet.checked))
