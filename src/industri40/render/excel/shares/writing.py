"""The sheets of workings together, in the order in which they need each other, and their checks."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from industri40.render.excel.checks import Check
from industri40.render.excel.context import SheetContext
from industri40.render.excel.shares.awards import AwardSheet
from industri40.render.excel.shares.costs import CostSheet
from industri40.render.excel.shares.sources import SourceSheet
from industri40.render.excel.sheets import Sheet


def write_shares(
    context: SheetContext, sheets: Mapping[str, Sheet], home: Sheet
) -> tuple[Check, ...]:
    """Write all workings, and enter what sharing gives in the index.

    ``sheets`` are those of ``award`` (where there is a grant), ``source`` and ``cost``. The checks
    are formulas for ``home``.
    """
    awards = AwardSheet(context, sheets["award"]) if "award" in sheets else None
    if awards is not None:
        awards.write()
    sources = SourceSheet(context, sheets["source"], awards)
    sources.write()
    costs = CostSheet(context, sheets["cost"], sources)
    costs.write()
    return tuple(_checks(awards, sources, costs, home))


def _checks(
    awards: AwardSheet | None, sources: SourceSheet, costs: CostSheet, home: Sheet
) -> Iterator[Check]:
    """Whether everything adds up and nothing is below zero or above a ceiling."""
    texts, nothing = sources.context.texts, Fraction(0)
    shares = [sources, costs]
    off = "+".join(f"SUMPRODUCT(ABS({each.across(each.off, home)}))" for each in shares)
    yield Check(texts("check.lines"), f"ROUND({off},2)", nothing)
    yield Check(texts("check.environments"), *costs.gap_check(home))
    below = "+".join(f'COUNTIF({each.across(each.least, home)},"<0")' for each in shares)
    yield Check(texts("check.negative"), below, nothing)
    if awards is not None:
        frames = f"ROUND(SUMPRODUCT(ABS({awards.across(awards.off, home)})),2)"
        yield Check(texts("check.frames"), frames, nothing)
        below = f'COUNTIF({awards.across(awards.least, home)},"<0")'
        over = f"SUM({awards.across(awards.over, home)})"
        yield Check(texts("check.ceilings"), f"{below}+{over}", nothing)
