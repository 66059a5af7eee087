"""A difference between two plans as CSV: a change on a line, as JSON lists them.

``kind`` is ``input``, ``figure``, ``share`` or ``award``; what a kind has no use of is empty.
"""

from collections.abc import Iterator
from fractions import Fraction

from industri40.comparing.difference import Difference
from industri40.money import json_exact
from industri40.render.common.results import TextOptions
from industri40.render.data.shares_csv import field

_HEADER = ("kind", "table", "row", "column", "year", "old", "new", "change")


def render(difference: Difference, _options: TextOptions) -> str:
    """The whole file, amounts in kroner."""
    return "".join(f"{','.join(row)}\n" for row in (_HEADER, *_rows(difference)))


def _rows(difference: Difference) -> Iterator[tuple[str, ...]]:
    for one in difference.inputs:
        old, new = (field(text or "") for text in (one.old, one.new))
        yield "input", "", field(".".join(one.path)), "", "", old, new, ""
    for cell in difference.figures:
        names = cell.table, cell.row, cell.column, ""
        yield "figure", *names, *_numbers(cell.old, cell.new, cell.change)
    for share in difference.shares:
        names = share.side, share.line, share.environment, str(share.year)
        yield "share", *names, *_numbers(share.old, share.new, share.change)
    for award in difference.awards:
        names = "", award.environment, award.phase, ""
        yield "award", *names, *_numbers(award.old, award.new, award.change)


def _numbers(*figures: Fraction | None) -> Iterator[str]:
    return ("" if one is None else json_exact(one) for one in figures)
