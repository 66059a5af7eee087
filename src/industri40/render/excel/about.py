"""The sheet that says what is formulas and what is not, and what the checks find."""

from collections.abc import Iterator, Sequence

from industri40.money import format_amount
from industri40.render.excel.checks import Check, write_checks
from industri40.render.excel.context import SheetContext
from industri40.render.excel.sheets import Figure, Sheet
from industri40.render.excel.styles import LINE, Styles, lines_of

_WIDTHS = (88, 18, 16)
_LETTERS = 96
"""How many letters of prose stand on a line of the first column: most are narrow."""


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
    sheet.text(0, 0, texts("about"), styles("title"))
    sheet.text(1, 0, context.about, styles("about"))
    row, off = 3, None
    if findings:
        row = _paragraphs(sheet, row, texts("findings"), findings, styles)
    if checks:
        sheet.text(row, 0, texts("checks"), styles("section"))
        row, off = write_checks(sheet, row + 1, checks, context)
    row = _paragraphs(sheet, row, texts("about.how"), list(_how(context, shared=shared)), styles)
    engine = list(_engine(context, held, shared=shared))
    row = _paragraphs(sheet, row, texts("about.engine"), engine, styles)
    notes = context.report.plan.notes
    if notes:
        _paragraphs(sheet, row, texts.words("notes"), notes, styles)
    return off


def _paragraphs(sheet: Sheet, row: int, heading: str, said: Sequence[str], styles: Styles) -> int:
    sheet.text(row, 0, heading, styles("section"))
    for at, text in enumerate(said, start=row + 1):
        sheet.text(at, 0, text, styles("prose"))
        sheet.worksheet.set_row(at, LINE * lines_of(text, _LETTERS) + 3)
    return row + len(said) + 2


def _how(context: SheetContext, *, shared: bool) -> Iterator[str]:
    texts, plan = context.texts, context.report.plan
    if context.live:
        yield texts("about.inputs", inputs=texts("sheet.inputs"))
    yield texts("about.plan")
    if context.live:
        unit = f"{format_amount(plan.unit, texts.language)} {plan.currency}"
        yield texts("about.fixed", unit=unit)
        yield texts("about.colours")
    if shared:
        sheets = {key: texts(f"sheet.{key}_workings") for key in ("award", "source", "cost")}
        yield texts("about.rounding", **sheets)


def _engine(context: SheetContext, held: str, *, shared: bool) -> Iterator[str]:
    texts = context.texts
    if held:
        yield texts(held)
    if context.corrections:
        yield texts("about.corrections", count=len(context.corrections))
    elif not held:
        yield texts("about.no_corrections")
    if shared:
        yield texts("about.changed", inputs=texts("sheet.inputs"))
