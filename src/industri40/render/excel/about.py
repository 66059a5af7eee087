"""The sheet that says what is formulas and what is not, and what the checks find."""

from collections.abc import Sequence
from typing import NamedTuple

from industri40.render.excel.checks import Check, write_checks
from industri40.render.excel.sheets import Figure, Sheet
from industri40.render.excel.styles import LINE, Styles, lines_of
from industri40.render.excel.texts import Texts

__all__ = ["Account", "write_about"]

_WIDTHS = (88, 18, 16)
_LETTERS = 96
"""How many letters of prose stand on a line of the first column: most are narrow."""


class Account(NamedTuple):
    """What a workbook has to say of itself.

    ``held`` is the key of the text that says why what sharing gives stands there as figures, or
    empty; ``corrections`` is the number of figures by which formulas are corrected. ``shared``
    says that what sharing gives is computed by formulas.
    """

    title: str
    inputs: str
    unit: str
    held: str
    corrections: int
    shared: bool
    notes: Sequence[str]
    findings: Sequence[str]


def write_about(
    sheet: Sheet, account: Account, checks: Sequence[Check], styles: Styles, texts: Texts
) -> Figure | None:
    """Write the sheet; how many checks are off, if there are any."""
    for column, width in enumerate(_WIDTHS):
        sheet.worksheet.set_column(column, column, width)
    sheet.text(0, 0, texts("about"), styles("title"))
    sheet.text(1, 0, account.title, styles("about"))
    row = 3
    if account.findings:
        row = _paragraphs(sheet, row, texts("findings"), account.findings, styles)
    off = None
    if checks:
        sheet.text(row, 0, texts("checks"), styles("section"))
        row, off = write_checks(sheet, row + 1, checks, styles, texts)
        row += 1
    row = _paragraphs(sheet, row, texts("about.how"), list(_how(account, texts)), styles)
    row = _paragraphs(sheet, row, texts("about.engine"), list(_engine(account, texts)), styles)
    if account.notes:
        _paragraphs(sheet, row, texts.words("notes"), account.notes, styles)
    return off


def _paragraphs(sheet: Sheet, row: int, heading: str, said: Sequence[str], styles: Styles) -> int:
    sheet.text(row, 0, heading, styles("section"))
    for at, text in enumerate(said, start=row + 1):
        sheet.text(at, 0, text, styles("prose"))
        sheet.worksheet.set_row(at, LINE * lines_of(text, _LETTERS) + 3)
    return row + len(said) + 2


def _how(account: Account, texts: Texts) -> list[str]:
    if account.held == "about.dead":
        return [texts("about.plan")]
    said = [
        texts("about.inputs", inputs=account.inputs),
        texts("about.plan"),
        texts("about.fixed", unit=account.unit),
        texts("about.colours"),
    ]
    if account.shared:
        sheets = {key: texts(f"sheet.{key}_workings") for key in ("award", "source", "cost")}
        said.append(texts("about.rounding", **sheets))
    return said


def _engine(account: Account, texts: Texts) -> list[str]:
    said = [texts(account.held)] if account.held else []
    if account.corrections:
        said.append(texts("about.corrections", count=account.corrections, unit=account.unit))
    elif not account.held:
        said.append(texts("about.no_corrections"))
    if account.shared:
        said.append(texts("about.changed", inputs=account.inputs))
    return said
