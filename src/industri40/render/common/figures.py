"""Figures as people read them: the amount, a mark where it was rounded, the exact value."""

import re
from collections.abc import Sequence
from fractions import Fraction

from industri40.money import format_amount, group_digits, percent_text, signed
from industri40.plan.model import Year
from industri40.report.figures import CHANGE
from industri40.report.table import MONEY, SHARE, TEXT, Cell, Table
from industri40.report.tables import NO_BREAK

ROUNDED = "≈"  # the mark of a figure that was rounded for reading

_VULGAR = {
    Fraction(numerator, denominator): sign
    for sign, numerator, denominator in (
        ("⅓", 1, 3), ("⅔", 2, 3), ("⅙", 1, 6), ("⅚", 5, 6), ("⅐", 1, 7), ("⅑", 1, 9),
    )
}  # fmt: skip
"""Parts of one that have a sign; those that two decimals write exactly need none."""

_PLAIN = {
    ROUNDED: "~", "─": "-", NO_BREAK: " ", "÷": "/", "…": "...", "→": "->",
    "\N{MULTIPLICATION SIGN}": "x", "\N{MINUS SIGN}": "-", "\N{EN DASH}": "-",
    **{sign: f" {part}" for part, sign in _VULGAR.items()},
}  # fmt: skip
"""What is written for a sign that the encoding of the output does not have."""


def decimals(cells: list[Cell]) -> int:
    """How many decimals a column needs so that all its amounts have as many: none or two."""
    return 0 if all(cell.amount.denominator == 1 or cell.kind == SHARE for cell in cells) else 2


def figure(cell: Cell, language: str, places: int) -> str:
    """The amount of a cell; ``places`` are the decimals of money, a count has none.

    A share is in percent, with the decimals that it was rounded to; a change has its sign.
    """
    if cell.kind == TEXT:
        return unbroken(cell.text)
    if cell.kind == SHARE:
        return percent_text(cell.amount, language)
    if places and cell.kind == MONEY:
        text = format_amount(cell.amount, language, places)
    else:
        text = group_digits(cell.amount.numerator, " " if language == "nb" else ",")
    return signed(text) if cell.operation == CHANGE else text


def as_read(cell: Cell, language: str, places: int | None = None) -> str:
    """As ``figure``, with the mark if it was rounded, and where no line breaks inside.

    The mark stands before the figure, so that the figures of a column end together. A figure that
    stands alone has the ``places`` that it needs.
    """
    mark = f"{ROUNDED} " if cell.rounded else ""
    shown = figure(cell, language, decimals([cell]) if places is None else places)
    return shown if cell.kind == TEXT else f"{mark}{shown}".replace(" ", NO_BREAK)


def unbroken(text: str) -> str:
    r"""A text in which no line breaks inside an amount.

    >>> unbroken("10 500 per firm in 2019").split(" ")
    ['10\xa0500', 'per', 'firm', 'in', '2019']
    """
    return re.sub(r"(?<=\d) (?=\d{3}(?!\d))", NO_BREAK, text)


def span(numbers: Sequence[Year]) -> str:
    """Years, or lines, for short: from the first to the last where they follow each other.

    >>> len(span([2019, 2020, 2021])), span([2019, 2021]), span([2019])
    (9, '2019, 2021', '2019')
    """
    first, last = numbers[0], numbers[-1]
    starts = [one if isinstance(one, int) else int(one[:4]) for one in numbers]
    if len(starts) > 1 and starts == list(range(starts[0], starts[-1] + 1)):
        space = "" if isinstance(first, int) or first.isdecimal() else " "  # a label has a dash
        return f"{first}{space}\N{EN DASH}{space}{last}"
    return ", ".join(map(str, numbers))


def texts(table: Table, language: str) -> list[list[str]]:
    """All figures of a table as they are read: rows of one text for each column, some empty."""
    columns = []
    for column in table.columns:
        cells = [row.cells.get(column.key) for row in table.rows]
        places = decimals([cell for cell in cells if cell])
        columns.append([as_read(cell, language, places) if cell else "" for cell in cells])
    return [[column[at] for column in columns] for at in range(len(table.rows))]


def exact_words(value: Fraction, language: str) -> str:
    """An exact value as a person writes it: ``16⅔``, ``9,75``, ``56 710 + 20/397``.

    >>> exact_words(Fraction(50, 3), "nb"), exact_words(Fraction(39, 4), "en")
    ('16⅔', '9.75')
    """
    if 100 % value.denominator == 0:
        return format_amount(value, language)
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(value), 1)
    number = group_digits(whole, " " if language == "nb" else ",")
    if part := _VULGAR.get(rest):
        return sign + (number if whole else "") + part
    return f"{sign}{number} + {rest}" if not sign else f"-({number} + {rest})"


def same_in(text: str, encoding: str) -> str:
    """The text with signs that an encoding does not have replaced by plain ones.

    Letters that it does not have are left to whoever writes the text.

    >>> same_in("17 ≈ 16⅔", "ascii")
    '17 ~ 16 2/3'
    """
    missing = {ord(sign): plain for sign, plain in _PLAIN.items() if not holds(encoding, sign)}
    return text.translate(missing) if missing else text


def holds(encoding: str, signs: str) -> bool:
    """Whether an encoding has all of these signs."""
    try:
        signs.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
