"""Every figure that a plan writes, in one list, each by one name: the whole path to it."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from industri40.findings.finding import Place
from industri40.plan.language.numbers import parse_share
from industri40.plan.language.relative import NUMBER, SHARE, Counted
from industri40.plan.model import CostLine, Line, Plan, Source
from industri40.plan.paths import Path, kind_at
from industri40.plan.yaml.document import Document, Value

NO_INPUTS = ("stated", "notes", "scenarios")


class Input(NamedTuple):
    """One figure: where it stands, as it is ``written``, its exact value and what that counts."""

    path: Path
    place: Place
    written: str
    value: Fraction
    kind: Counted

    @property
    def name(self) -> str:
        """The whole path, such as ``financing.county.yearly``."""
        return ".".join(self.path)


def path_of(line: Line) -> Path:
    """The path to a line or a group."""
    if isinstance(line, CostLine):
        return "costs", line.id
    if isinstance(line, Source) and line.group:
        return "financing", line.group, "sources", line.id
    return "financing", line.id


class Inputs(dict[Path, Input]):
    """All inputs of a plan, in the order of its file.

    ``by_place`` has every figure and word by where it is written; of a word it has None.
    """

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        document = self.document = plan.document
        self.by_place: dict[Place, Input | None] = {}
        for path, place, text in _texts(document, (), document.value):
            kind = kind_at(path)
            if kind == NUMBER and text.endswith("%"):
                kind = SHARE
            one = Input(path, place, text, parse_share(text), kind) if kind and text else None
            self.by_place[place] = one
            if one:
                self[path] = one

    def at(self, place: Place) -> Input | None:
        """The input that is written at a place."""
        return self.by_place.get(place)


def _texts(
    document: Document, path: Path, node: dict[str, Value]
) -> Iterator[tuple[Path, Place, str]]:
    """Everything that is a single text, but what is only said of the plan."""
    places = document.value_places(path)
    for key, value in node.items():
        if isinstance(value, str):
            yield (*path, key), places[key], value
        elif isinstance(value, dict) and (path or key not in NO_INPUTS):
            yield from _texts(document, (*path, key), value)
