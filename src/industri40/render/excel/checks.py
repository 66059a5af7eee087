"""The checks of a workbook, which look at it as it stands after any change of an input."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.render.excel.context import SheetContext
from industri40.render.excel.inputs import key_names
from industri40.render.excel.sheets import Figure, Sheet
from industri40.render.excel.terms import NOTHING, Term, least, rounded
from industri40.report.figures import LESS, derive
from industri40.report.lines import source_cells
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
        people = home.total([index[name] for name in names])
        off = Term(f"{people}-{home.at(index['plan.participants'])}", 0)
        yield Check(texts("check.participants"), off)
    for source in plan.sources:
        if source.rest:
            cells = [source_cells(report, source.id)[of_year(year)] for year in plan.years]
            off = least(NOTHING, *(index.formula(cell, home) for cell in cells))
            yield Check(texts("check.rest", label=source.label), off)


def write_checks(
    sheet: Sheet, row: int, checks: Sequence[Check], context: SheetContext
) -> tuple[int, Figure]:
    """Write checks below each other; the row for what comes next, and how many are off."""
    results, texts, styles = [], context.texts, context.styles
    for at, check in enumerate(checks, start=row):
        sheet.text(at, 0, check.text, styles("line", "wrap"))
        value = Fraction(check.off.value)
        figure = sheet.formula(at, 1, check.off.text, value, styles("figure", "money"))
        fine = texts("check.fine"), texts("check.wrong")
        formula = f'IF({sheet.at(figure)}=0,"{fine[0]}","{fine[1]}")'
        sheet.text(at, 2, fine[bool(value)], styles("fine", "centre"), formula)
        sheet.mark(at, (2, 2), f"{sheet.at(figure)}<>0", styles("wrong"))
        results.append(figure)
    row += len(checks)
    off = Fraction(sum(1 for figure in results if figure.value))
    formula = f"{len(results)}-COUNTIF({sheet.span(results)},0)"
    sheet.text(row, 0, texts("check.count"), styles("sum"))
    figure = sheet.formula(row, 1, formula, off, styles("figure", "plain", "sum"))
    return row + 2, figure


def alike_formula(context: SheetContext, home: Sheet) -> str:
    """Whether all environments have the same share of everything, as a formula that is 1 or 0.

    The counterpart, for figures that may be changed, of what the tables go by to call a figure
    per environment a mean.
    """
    plan, index = context.report.plan, context.cells
    size = len(plan.environments)
    keys = [source.key for source in plan.sources if source.id != plan.grant]
    groups = [[f"plan.environments.{each.id}.participants" for each in plan.environments]]
    if plan.grant is not None:
        keys += [phase.key for phase in plan.phases]
        for phase in plan.phases:
            if 0 < len(phase.applications) < size:
                return "0"
            groups.append([f"plan.phases.{phase.id}.applications.{e}" for e in phase.applications])
    if any(len(key.weights) != size for key in keys):
        return "0"
    groups += [list(key_names(plan, key).values()) for key in keys]
    terms = []
    for names in dict.fromkeys(tuple(group) for group in groups if group):
        figures = [index[name] for name in names]
        terms.append(f"{home.of('MAX', figures)}={home.of('MIN', figures)}")
    return f"IF(AND({','.join(terms)}),1,0)"
