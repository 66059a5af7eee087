"""The checks of a workbook, which look at it as it stands after any change of an input."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from industri40.render.excel.context import SheetContext
from industri40.render.excel.inputs import (
    BY_ENVIRONMENT,
    key_inputs,
    member_names,
    number_of,
    percents,
)
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
    for names in percents(context.inputs):
        off = Term(f"ROUND({home.total([index[name] for name in names])}-1,9)", 0)
        yield Check(texts("check.percents", label=names[0].split(".")[-3]), off)
    for group in ("", *(one.id for one in plan.participant_groups)):
        names, ending = member_names(plan, group), f": {group}" if group else ""
        if all(name in index for name in (*names, number_of(group))):
            members = home.total([index[name] for name in names])
            off = Term(f"{members}-{home.at(index[number_of(group)])}", 0)
            yield Check(texts("check.participants") + ending, off)
    rests = [(one.id, one.label) for one in plan.groups if one.rest]
    for name, label in (*rests, *((one.id, one.label) for one in plan.sources if one.rest)):
        cells = [line_cells(report, name)[of_year(year)] for year in plan.years]
        off = least(NOTHING, *(index.formula(cell, home) for cell in cells))
        yield Check(texts("check.rest", label=label), off)


def alike_term(context: SheetContext, home: Sheet) -> Term:
    """Whether all environments have the same share of everything, as a term that is 1 or 0.

    The counterpart, for figures that may be changed, of what the tables go by to call a figure
    per environment a mean.
    """
    plan, index = context.report.plan, context.cells
    phases = plan.phases if plan.grant is not None else ()
    found: list[tuple[Collection[str], list[list[str]]]] = []
    lines = [(line.id, line.key, line.given) for line in plan.costs]
    lines += [(one.id, one.key, one.given) for one in plan.sources if one.id != plan.grant]
    for line, key, given in lines:
        if given:
            ids, name = given.yearly, f"given.{line}"
            found.append((ids, [[f"{name}.{one}.{year}" for one in ids] for year in plan.years]))
        elif key:
            found.append((key.weights, key_inputs(context.inputs, key)))
    for phase in phases:
        found.append((phase.key.weights, key_inputs(context.inputs, phase.key)))
        for part in BY_ENVIRONMENT:
            if isinstance(own := getattr(phase, part), dict) and own:
                name = f"plan.phases.{phase.id}.{part}"
                found.append((own, [[f"{name}.{one}" for one in own]]))
    if any(len(ids) != len(plan.environments) for ids, _ in found):
        return NOTHING
    groups = [member_names(plan, one) for one in ("", *(one.id for one in plan.participant_groups))]
    groups += [names for _, lists in found for names in lists]
    terms = []
    for names in dict.fromkeys(tuple(group) for group in groups if group):
        figures = [index[name] for name in names]
        terms.append(f"{home.of('MAX', figures)}={home.of('MIN', figures)}")
    return Term(f"IF(AND({','.join(terms) or 'TRUE'}),1,0)", alike(plan))
