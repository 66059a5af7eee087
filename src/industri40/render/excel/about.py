"""The sheet that says what is formulas and what is not, and what the checks find."""

from collections.abc import Sequence
from typing import NamedTuple

from industri40.render.excel.checks import Check, write_checks
from industri40.render.excel.sheets import Figure, Sheet, Spot, cell_name
from industri40.render.excel.styles import LINE, Styles, lines_of
from industri40.render.excel.words import Say

__all__ = ["Account", "write_about"]

_WIDTHS = (88, 18, 16)
_LETTERS = 96
"""How many letters of prose stand on a line of the first column: most are narrow."""

_LISTED = 30


class Account(NamedTuple):
    """What a workbook has to say of itself.

    ``held`` is the key of the text that says why what sharing gives stands there as figures, or
    empty; ``steps`` are the engine's figures among formulas. ``shared`` says that what sharing
    gives is computed by formulas.
    """

    title: str
    inputs: str
    unit: str
    places: int
    held: str
    steps: Sequence[Figure]
    shared: bool
    notes: Sequence[str]
    findings: Sequence[str]


def write_about(
    sheet: Sheet, account: Account, checks: Sequence[Check], styles: Styles, say: Say
) -> Figure | None:
    """Write the sheet; how many checks are off, if there are any."""
    for column, width in enumerate(_WIDTHS):
        sheet.worksheet.set_column(column, column, width)
    sheet.text(0, 0, say("about"), styles("title"))
    sheet.text(1, 0, account.title, styles("about"))
    row = 3
    if account.findings:
        row = _paragraphs(sheet, row, say("findings"), account.findings, styles)
    off = None
    if checks:
        sheet.text(row, 0, say("checks"), styles("section"))
        row, off = write_checks(sheet, row + 1, checks, styles, say)
        row += 1
    row = _paragraphs(sheet, row, say("about.how"), list(_how(account, say)), styles)
    row = _paragraphs(sheet, row, say("about.engine"), list(_engine(account, say)), styles)
    if account.notes:
        _paragraphs(sheet, row, say.words("notes"), account.notes, styles)
    return off


def _paragraphs(sheet: Sheet, row: int, heading: str, texts: Sequence[str], styles: Styles) -> int:
    sheet.text(row, 0, heading, styles("section"))
    for at, text in enumerate(texts, start=row + 1):
        sheet.text(at, 0, text, styles("prose"))
        sheet.worksheet.set_row(at, LINE * lines_of(text, _LETTERS) + 3)
    return row + len(texts) + 2


def _how(account: Account, say: Say) -> list[str]:
    if account.held == "about.dead":
        return [say("about.plan")]
    texts = [
        say("about.inputs", inputs=account.inputs),
        say("about.plan"),
        say("about.fixed", unit=account.unit),
        say("about.colours"),
    ]
    if account.shared:
        names = {key: say(f"sheet.{key}") for key in ("swaps", "chains")}
        names["shares"] = say("sheet.share_workings")
        names["awards"] = say("sheet.award_workings")
        texts.append(say("about.rounding", **names))
        texts.append(say("about.digits", places=account.places))
    return texts


def _engine(account: Account, say: Say) -> list[str]:
    texts = [say(account.held)] if account.held else []
    if account.steps:
        spots = [figure.spot for figure in account.steps]
        places = _listed(spots, say)
        texts.append(say("about.steps", count=len(spots), places=places))
    elif not account.held:
        texts.append(say("about.no_steps"))
    if account.shared:
        texts.append(say("about.changed", inputs=account.inputs))
    return texts


def _listed(spots: Sequence[Spot], say: Say) -> str:
    """The names of cells, the first of them where they are many."""
    names = list(map(cell_name, spots))
    shown = ", ".join(names[:_LISTED])
    if len(names) <= _LISTED:
        return shown
    return say("list.and_more", shown=shown, count=len(names) - _LISTED)
