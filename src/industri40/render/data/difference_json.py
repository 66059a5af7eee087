"""A difference between two plans as JSON, ``industri40.difference/1``: one change on a line.

Inputs are texts, as both plans write them; figures are exact numbers, null where there is none.
"""

import json
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
from industri40.plan.model import Plan, Year
from industri40.render.common.results import TextOptions, scenario
from industri40.render.data.allocation_json import array, object_of


def render(difference: Difference, _options: TextOptions) -> str:
    """The whole document."""
    values = {
        "format": '"industri40.difference/1"',
        "old": _plan(difference.old.plan),
        "new": _plan(difference.new.plan),
        "inputs": array(map(_input, difference.inputs)),
        "figures": array(_changes(difference.figures)),
        "shares": array(_changes(difference.shares)),
        "awards": array(_changes(difference.awards)),
    }
    return object_of(values, 1) + "\n"


def _plan(plan: Plan) -> str:
    file, name = _text(plan.file), _text(plan.name)
    return f'{{"file": {file}, "name": {name}, "scenario": {scenario(plan)}}}'


def _input(one: ChangedInput) -> str:
    values = {
        "path": _text(".".join(one.path)),
        "old": _text(one.old),
        "new": _text(one.new),
        "old_line": _line(one.old_place),
        "new_line": _line(one.new_place),
    }
    return _record(values)


def _line(place: Place | None) -> str:
    """The line of a plan; null for what an option says."""
    return "null" if place is None or place.file == OPTION else str(place.line)


def _changes(changes: Iterable[ChangedFigure | ChangedShare | ChangedAward]) -> Iterator[str]:
    """Every figure that differs, by what it is called."""
    for one in changes:
        figures = {"old": one.old, "new": one.new, "change": one.change}
        names = {name: _text(value) for name, value in one._asdict().items() if name not in figures}
        yield _record(names | {name: _number(figure) for name, figure in figures.items()})


def _text(value: Year | None) -> str:
    return json.dumps(value, ensure_ascii=False)


def _number(figure: Fraction | None) -> str:
    return "null" if figure is None else json_exact(figure)


def _record(values: dict[str, str]) -> str:
    return "{" + ", ".join(f'"{name}": {one}' for name, one in values.items()) + "}"
