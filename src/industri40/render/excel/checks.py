"""The checks of a workbook, which look at it as it stands after any change of an input."""

from collections.abc import Iterator
from typing import NamedTuple

from industri40.render.excel.context import SheetContext
from industri40.render.excel.inputs import (
    member_names,
    number_of,
    percents,
)
from industri40.render.excel.sheets import Sheet
from industri40.render.excel.terms import NOTHING, Term, least
from industri40.report.figures import LESS, derive
from industri40.report.lines import line_cells
from industri40.report.table import of_year


class Check(NamedTuple):
    """One check: what is looked at, and a term that is 0 where all is well."""

    text: str
    off: Term


def plan_checks(context: SheetContext, home: Sheet) -> Iterator[Check]:
    """The checks of what the plan itself says."""
    index, texts, report, plan = context.cells, context.texts, context.report, context.report.plan
    costs, financing = report.table("costs").rows[-1], report.table("financing").cell
    for year in plan.years:
        inputs = (costs.cells[of_year(year)], financing(("financing",), of_year(year)))
        gap = derive(("workbook", "balance", str(year)), LESS, inputs)
        yield Check(texts("check.balance", year=year), index.formula(gap, home).rounded(2))
    shares = [index[f"plan.phases.{phase.id}.share"] for phase in plan.phases]
    off = Term(f"ROUND({home.total(shares)}-1,9)", 0)
    yield Check(texts("check.shares"), off)
    labels = {one.id: one.label for one in (*plan.costs, *plan.groups, *plan.sources)}
    labels |= {phase.id: phase.label for phase in plan.phases}
    for names in percents(context.inputs):
        if any(name not in index for name in names):
            continue  # not every environment is to be seen
        off = Term(f"ROUND({home.total([index[name] for name in names])}-1,9)", 0)
        yield Check(texts("check.percents", label=labels[names[0].split(".")[-3]]), off)
    groups = {"": "", **{one.id: f": {one.label}" for one in plan.participant_groups}}
    for group, ending in groups.items():
        names = member_names(plan, group)
        if all(name in index for name in (*names, number_of(group))):
            members = home.total([index[name] for name in names])
            off = Term(f"{members}-{home.at(index[number_of(group)])}", 0)
            yield Check(texts("check.participants") + ending, off)
    rests = [(one.id, one.label) for one in plan.groups if one.rest]
    for name, label in (*rests, *((one.id, one.label) for one in plan.sources if one.rest)):
        cells = [line_cells(report, name)[of_year(year)] for year in plan.years]
        off = least(NOTHING, *(index.formula(cell, home) for cell in cells))
        yield Check(texts("check.rest", label=label), off)
