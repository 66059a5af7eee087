"""The checks of a workbook, which look at it as it stands after any change of an input."""

from collections.abc import Iterator
from typing import NamedTuple

from industri40.render.excel.context import SheetContext
from industri40.render.excel.inputs import key_names
from industri40.render.excel.sheets import Sheet
from industri40.render.excel.terms import NOTHING, Term, least, rounded
from industri40.report.figures import LESS, derive
from industri40.report.lines import line_cells
from industri40.report.shared import alike
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
        yield Check(texts("check.balance", year=year), rounded(index.formula(gap, home), 2))
    shares = [index[f"plan.phases.{phase.id}.share"] for phase in plan.phases]
    off = Term(f"ROUND({home.total(shares)}-1,9)", 0)
    yield Check(texts("check.shares"), off)
    names = [f"plan.environments.{each.id}.participants" for each in plan.environments]
    if all(name in index for name in names):
        participants = home.total([index[name] for name in names])
        off = Term(f"{participants}-{home.at(index['plan.participants'])}", 0)
        yield Check(texts("check.participants"), off)
    for source in plan.sources:
        if source.rest:
            cells = [line_cells(report, source.id)[of_year(year)] for year in plan.years]
            off = least(NOTHING, *(index.formula(cell, home) for cell in cells))
            yield Check(texts("check.rest", label=source.label), off)


def alike_term(context: SheetContext, home: Sheet) -> Term:
    """Whether all environments have the same share of everything, as a term that is 1 or 0.

    The counterpart, for figures that may be changed, of what the tables go by to call a figure
    per environment a mean.
    """
    plan, index = context.report.plan, context.cells
    phases = plan.phases if plan.grant is not None else ()
    keys = [source.key for source in plan.sources if source.id != plan.grant]
    keys += [phase.key for phase in phases]
    sought = [phase for phase in phases if phase.applications]
    among = [key.weights for key in keys] + [phase.applications for phase in sought]
    if any(len(each) != len(plan.environments) for each in among):
        return NOTHING
    groups = [[f"plan.environments.{each.id}.participants" for each in plan.environments]]
    groups += [
        [f"plan.phases.{one.id}.applications.{e}" for e in one.applications] for one in sought
    ]
    groups += [list(key_names(context.inputs, key).values()) for key in keys]
    terms = []
    for names in dict.fromkeys(tuple(group) for group in groups if group):
        figures = [index[name] for name in names]
        terms.append(f"{home.of('MAX', figures)}={home.of('MIN', figures)}")
    return Term(f"IF(AND({','.join(terms)}),1,0)", alike(plan))
