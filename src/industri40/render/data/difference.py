"""A difference between two plans for other programs: as JSON and as CSV, one change on a line.

Inputs are texts, as both plans write them; figures are exact numbers.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from industri40.comparing.difference import (
    ChangedAward,
    ChangedFigure,
    ChangedInput,
    ChangedShare,
    Difference,
)
from industri40.findings.finding import OPTION, Place
from industri40.money import json_exact
from industri40.plan.model import Plan
from industri40.render.common.exact_json import array, object_of, scenario, text
from industri40.render.common.results import TextOptions
from industri40.render.data.shares_csv import field

_HEADER = ("kind", "table", "row", "column", "year", "old", "new", "change")


def as_json(difference: Difference, _options: TextOptions) -> str:
    """``industri40.difference/1``; a figure that a plan does not have is null."""
    values = {
        "format": '"industri40.difference/1"',
        "old": _plan(difference.old.plan),
        "new": _plan(difference.new.plan),
        "inputs": array(map(_input, difference.inputs)),
        "figures": array(_changes(difference.figures)),
        "shares": array(_changes(difference.shares)),
        "awards": array(_changes(difference.awards)),
    }
    return object_of(values) + "\n"


def _plan(plan: Plan) -> str:
    return text({"file": plan.file, "name": plan.name, "scenario": scenario(plan)})


def _input(one: ChangedInput) -> str:
    places = {"old_line": _line(one.old_place), "new_line": _line(one.new_place)}
    return text({"path": ".".join(one.path), "old": one.old, "new": one.new, **places})


def _line(place: Place | None) -> int | None:
    """The line of a plan; null for what an option says."""
    return None if place is None or place.file == OPTION else place.line


def _changes(changes: Iterable[ChangedFigure | ChangedShare | ChangedAward]) -> Iterator[str]:
    """Every figure that differs, by what it is called."""
    return (text({**one._asdict(), "change": one.change}) for one in changes)


def as_csv(difference: Difference, _options: TextOptions) -> str:
    """A change on a line, as JSON lists them, amounts in kroner; what it has no use of is empty."""
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
