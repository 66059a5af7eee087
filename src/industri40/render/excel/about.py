"""The sheet that says what is formulas and what is not, and what the checks find."""

from collections.abc import Sequence

from industri40.money import format_amount
from industri40.render.excel.checks import Check
from industri40.render.excel.context import SheetContext
from industri40.render.excel.sheets import Figure, Sheet
from industri40.render.excel.styles import Styles, lines_of
from industri40.render.excel.terms import Term

_WIDTHS = (88, 18, 16)


def write_about(
    sheet: Sheet,
    context: SheetContext,
    checks: Sequence[Check],
    findings: Sequence[str],
    held: str,
    *,
    shared: bool,
) -> Figure | None:
    """Write the sheet; how many checks are off, if there are any.

    ``held`` is the key of the text that says why what sharing gives stands there as figures, or
    empty; ``shared`` says that it is computed by formulas.
    """
    texts, styles = context.texts, context.styles
    for column, width in enumerate(_WIDTHS):
        sheet.worksheet.set_column(column, column, width)
    sheet.text(0, 0, sheet.name, styles("title"))
    sheet.text(1, 0, context.about, styles("about"))
    row, off = 3, None
    if checks:
        sheet.text(row, 0, texts("checks"), styles("section"))
        row, off = _write_checks(sheet, row + 1, checks, context)
    row = _paragraphs(sheet, row, texts("about.how"), _how(context, shared=shared), styles)
    engine = _engine(context, held, shared=shared)
    row = _paragraphs(sheet, row, texts("about.engine"), engine, styles)
    notes = context.report.plan.notes
    if notes:
        row = _paragraphs(sheet, row, texts("notes"), notes, styles)
    if findings:
        _paragraphs(sheet, row, texts("findings"), findings, styles)
    sheet.fit(sum(_WIDTHS))
    return off


def _paragraphs(sheet: Sheet, row: int, heading: str, said: Sequence[str], styles: Styles) -> int:
    sheet.text(row, 0, heading, styles("section"))
    for at, text in enumerate(said, start=row + 1):
        sheet.text(at, 0, text, styles("prose"))
        sheet.height(at, lines_of(text, _WIDTHS[0]), 3)
    return row + len(said) + 2


def _write_checks(
    sheet: Sheet, row: int, checks: Sequence[Check], context: SheetContext
) -> tuple[int, Figure]:
    """Write checks below each other; the row for what comes next, and how many are off."""
    results, texts, styles = [], context.texts, context.styles
    fine, wrong = texts("check.fine"), texts("check.wrong")
    for at, check in enumerate(checks, start=row):
        sheet.text(at, 0, check.text, styles("line", "wrap"))
        figure = sheet.formula(at, 1, check.off, styles("figure", "money"))
        formula = f'IF({sheet.at(figure)}=0,"{fine}","{wrong}")'
        sheet.text(at, 2, wrong if figure.value else fine, styles("fine", "centre"), formula)
        sheet.mark(at, (2, 2), f"{sheet.at(figure)}<>0", styles("wrong"))
        results.append(figure)
    row += len(checks)
    count = f"{len(results)}-COUNTIF({sheet.span(results)},0)"
    off = Term(count, sum(1 for figure in results if figure.value))
    sheet.text(row, 0, texts("check.count"), styles("sum"))
    return row + 2, sheet.formula(row, 1, off, styles("figure", "plain", "sum"))


def _how(context: SheetContext, *, shared: bool) -> list[str]:
    texts, plan, live = context.texts, context.report.plan, context.live
    told = (("inputs", live), ("plan", True), ("fixed", live), ("rounding", shared))
    filled = {key: texts(f"sheet.{key}_workings") for key in ("award", "source", "cost")}
    filled["inputs"] = texts("sheet.inputs")
    currency = texts.words.currency(plan.currency, "short")
    filled["unit"] = f"{format_amount(plan.unit, texts.language)} {currency}"
    return [texts(f"about.{key}", **filled) for key, holds in told if holds]


def _engine(context: SheetContext, held: str, *, shared: bool) -> list[str]:
    texts, count = context.texts, len(context.corrections)
    told = {
        held: bool(held),
        "about.corrections": bool(count),
        "about.no_corrections": not held and not count,
        "about.changed": shared,
    }
    inputs = texts("sheet.inputs")
    return [texts(key, count=count, inputs=inputs) for key, holds in told.items() if holds]
