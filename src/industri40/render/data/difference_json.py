"""A difference between two plans as JSON, ``industri40.difference/1``: one change on a line.

Inputs are texts, as both plans write them; figures are exact numbers, null where there is none.
"""

from collections.abc import Iterable, Iterator

from industri40.comparing.difference import (
    ChangedAward,
    ChangedFigure,
    ChangedInput,
    ChangedShare,
    Difference,
)
from industri40.findings.finding import OPTION, Place
from industri40.plan.model import Plan
from industri40.render.common.exact_json import array, object_of, scenario, text
from industri40.render.common.results import TextOptions


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
