"""The sheet that says what is formulas and what is not, and what the checks find."""

from collections.abc import Iterator, Mapping, Sequence

from industri40.money import format_amount
from industri40.render.excel.context import SheetContext
from industri40.render.excel.inputs import member_names, number_of, percents
from industri40.render.excel.sheets import Sheet, Spot
from industri40.render.excel.styles import lines_of
from industri40.render.excel.terms import NOTHING, Term, least
from industri40.report.figures import LESS, derive
from industri40.report.lines import line_cells
from industri40.report.table import of_year

_WIDTHS = (88, 18, 16)
Check = tuple[str, Term]  # what is looked at, and a term that is 0 where all is well


def write_about(
    sheet: Sheet,
    context: SheetContext,
    checks: Sequence[Check],
    said: Mapping[str, Sequence[str]],
    held: str,
    *,
    shared: bool,
) -> Spot | None:
    """Write the sheet; how many checks are off, if there are any.

    ``said`` is what stands below others, by headings.
    ``held`` is the key, below ``about``, of the text that says why what sharing gives stands there
    as figures, or empty; ``shared`` says that it is computed by formulas.
    """
    texts = context.texts
    for column, width in enumerate(_WIDTHS):
        sheet.worksheet.set_column(column, column, width)
    sheet.text(0, 0, sheet.name, "title")
    sheet.text(1, 0, context.about, "about")
    row, off = 3, None
    if checks:
        sheet.text(row, 0, texts("checks"), "section")
        row, off = _write_checks(sheet, row + 1, checks, context)
    paragraphs = {
        **_explained(context, held, shared=shared),
        texts("notes"): context.report.plan.notes,
        **said,
    }
    for heading, below in paragraphs.items():
        if below:
            sheet.text(row, 0, heading, "section")
            for at, text in enumerate(below, start=row + 1):
                sheet.text(at, 0, text, "prose")
                sheet.height(at, lines_of(text, _WIDTHS[0]), 3)
            row += len(below) + 2
    sheet.fit(sum(_WIDTHS))
    return off


def _write_checks(
    sheet: Sheet, row: int, checks: Sequence[Check], context: SheetContext
) -> tuple[int, Spot]:
    """Write checks below each other; the row for what comes next, and how many are off."""
    results, texts = [], context.texts
    fine, wrong = texts("check.fine"), texts("check.wrong")
    for at, (text, off) in enumerate(checks, start=row):
        sheet.text(at, 0, text, "line", "wrap")
        figure = sheet.formula(at, 1, off, "figure", "money")
        formula = f'IF({sheet.at(figure)}=0,"{fine}","{wrong}")'
        sheet.text(at, 2, wrong if figure.value else fine, "fine", "centre", formula=formula)
        sheet.mark(at, (2, 2), f"{sheet.at(figure)}<>0")
        results.append(figure)
    row += len(checks)
    count = f"{len(results)}-COUNTIF({sheet.span(results)},0)"
    number = Term(count, sum(1 for figure in results if figure.value))
    sheet.text(row, 0, texts("check.count"), "sum")
    return row + 2, sheet.formula(row, 1, number, "figure", "plain", "sum")


def _explained(context: SheetContext, held: str, *, shared: bool) -> dict[str, list[str]]:
    texts, plan, live = context.texts, context.report.plan, context.live
    count = len(context.corrections)
    told = {
        "about.how": {"inputs": live, "plan": True, "fixed": live, "rounding": shared},
        "about.engine": {
            held: bool(held),
            "corrections": bool(count),
            "no_corrections": not held and not count,
            "changed": shared,
        },
    }
    filled = {key: texts(f"sheet.{key}_workings") for key in ("award", "source", "cost")}
    filled |= {"inputs": texts("sheet.inputs"), "count": str(count)}
    currency = texts.currency(plan.currency, "short")
    filled["unit"] = f"{format_amount(plan.unit, texts.language)} {currency}"
    return {
        texts(heading): [texts(f"about.{key}", **filled) for key, holds in keys.items() if holds]
        for heading, keys in told.items()
    }


def plan_checks(context: SheetContext, home: Sheet) -> Iterator[Check]:
    """The checks of what the plan itself says."""
    index, texts, report, plan = context.cells, context.texts, context.report, context.report.plan
    costs, financing = report.table("costs").rows[-1], report.table("financing").cell
    for year in plan.years:
        inputs = (costs.cells[of_year(year)], financing(("financing",), of_year(year)))
        gap = derive(("workbook", "balance", str(year)), LESS, inputs)
        yield texts("check.balance", year=year), index.formula(gap, home).rounded(2)
    wholes = [(texts("check.shares"), [f"plan.phases.{phase.id}.share" for phase in plan.phases])]
    labels = {one.id: one.label for one in report.lines.values()}
    labels |= {phase.id: phase.label for phase in plan.phases}
    for names in percents(context.inputs):
        if all(name in index for name in names):  # every environment is to be seen
            label = labels[names[0].split(".")[-3]]
            wholes.append((texts("check.percents", label=label), names))
    for text, names in wholes:
        yield text, Term(f"ROUND({home.total([index[name] for name in names])}-1,9)", 0)
    groups = {"": "", **{one.id: f": {one.label}" for one in plan.participant_groups}}
    for group, ending in groups.items():
        names = member_names(plan, group)
        if all(name in index for name in (*names, number_of(group))):
            members = home.total([index[name] for name in names])
            off = Term(f"{members}-{home.at(index[number_of(group)])}", 0)
            yield texts("check.participants") + ending, off
    rests = (*(one for one in plan.groups if one.rest), *(one for one in plan.sources if one.rest))
    for line in rests:
        cells = (line_cells(report, line.id)[of_year(year)] for year in plan.years)
        off = least(NOTHING, *(index.formula(cell, home) for cell in cells))
        yield texts("check.rest", label=line.label), off
