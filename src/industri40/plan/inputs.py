"""Every figure that a plan writes, in one list, each by one name: the whole path to it."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from industri40.findings.finding import Place
from industri40.plan.language.numbers import parse_share
from industri40.plan.language.relative import NUMBER, SHARE, Counted
from industri40.plan.model import CostLine, Line, Plan
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
    if line.group:
        return "financing", line.group, "sources", line.id
    return "financing", line.id


class Inputs(dict[Path, Input]):
    """All inputs of a plan, in the order of its file.

    ``by_place`` has the figures that are written at each place: none where a word is, and several
    where one relative value of a what-if stands for all of them.
    """

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        document = self.document = plan.document
        self.by_place: dict[Place, list[Input]] = {}
        for path, place, text in _texts(document, (), document.value):
            kind = kind_at(path)
            if kind == NUMBER and text.endswith("%"):
                kind = SHARE
            there = self.by_place.setdefault(place, [])
            if kind and text:
                self[path] = one = Input(path, place, text, parse_share(text), kind)
                there.append(one)

    def at(self, place: Place, key: str) -> Input | None:
        """The input that is written at a place, under a key."""
        return next((one for one in self.by_place.get(place, ()) if one.path[-1] == key), None)


def _texts(
    document: Document, path: Path, node: dict[str, Value]
) -> Iterator[tuple[Path, Place, str]]:
    """Everything that is a single text, but what is only said of the plan."""
    places = document.places(path)
    for key, value in node.items():
        if isinstance(value, str):
            yield (*path, key), places[key], value
        elif isinstance(value, dict) and (path or key not in NO_INPUTS):
            yield from _texts(document, (*path, key), value)
