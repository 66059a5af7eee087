"""Every figure that a plan writes, in one list, each by one name: the whole path to it."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal, NamedTuple

from industri40.findings.finding import Place
from industri40.plan.language.numbers import parse_share
from industri40.plan.model import CostLine, Line, Plan, Source
from industri40.plan.yaml.document import Document, Value
from industri40.plan.yaml.reader import read_document

Counted = Literal["money", "hours", "count", "share", "number"]
"""What a figure is counted in; a number is one of nothing, such as a weight."""

KRONER: Counted = "money"
HOURS: Counted = "hours"
COUNT: Counted = "count"
SHARE: Counted = "share"
NUMBER: Counted = "number"

Path = tuple[str, ...]  # keys from the top of a plan
SIDES = ("costs", "financing")  # the keys under which lines stand
_NO_INPUTS = ("stated", "notes")


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

    @property
    def from_id(self) -> Path:
        """The path from the id of the line, phase or environment on, else all of it."""
        if self.path[0] == "financing" and self.path[2] == "sources":
            return self.path[3:]
        return self.path[1:] if self.path[0] in (*SIDES, "phases", "environments") else self.path


def path_of(line: Line) -> Path:
    """The path to a line or a group."""
    if isinstance(line, CostLine):
        return "costs", line.id
    if isinstance(line, Source) and line.group:
        return "financing", line.group, "sources", line.id
    return "financing", line.id


class Inputs(dict[Path, Input]):
    """All inputs of a plan, in the order of its file. Raises ValueError where it has none.

    ``by_place`` has every figure and word by where it is written; of a word it has None.
    """

    def __init__(self, plan: Plan) -> None:
        super().__init__()
        document, _ = read_document(plan.data, plan.file)
        if document is None:
            raise ValueError("only a plan that was read from a file has inputs")
        document.empty_nothing()
        self.document = document
        self.by_place: dict[Place, Input | None] = {}
        for path, place, text in _texts(document, (), document.value):
            kind = _kind(path)
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
        elif isinstance(value, dict) and (path or key not in _NO_INPUTS):
            yield from _texts(document, (*path, key), value)


def _kind(path: Path) -> Counted | None:
    """What the figure at a path counts; None where there is no figure but a word."""
    match path:
        case ("participants",) | ("environments",) | ("environments", _, "participants"):
            return COUNT
        case ("participants", _, "number") | ("environments", _, "participants", _):
            return COUNT
        case ("phases", _, "share") | ("limits", "grant_share_at_most"):
            return SHARE
        case ("round_to",) | ("phases", _, "cap" | "floor"):
            return KRONER
        case ("phases", _, "applications" | "awarded" | "cap" | "floor" | "returned", _):
            return KRONER
        case ("limits", "grant_per_environment_at_most" | "fee_per_participant_at_most"):
            return KRONER
        case ("environments", _, "weight") | ("environments", _, "keys", _):
            return NUMBER
        case ("phases", _, "shared_by", _):
            return NUMBER
        case ("financing", _, "sources", _, *keys) | ("costs" | "financing", _, *keys):
            return _kind_in_line(keys)
    return None


def _kind_in_line(keys: list[str]) -> Counted | None:
    """What the figure under these keys of a line counts; None where there is none."""
    match keys:
        case ["yearly" | "total" | "per_participant" | "hourly_rate"]:
            return KRONER
        case ["years", _] | ["by_environment", _] | ["by_environment", _, _]:
            return KRONER
        case ["percent"]:
            return SHARE
        case ["hours"]:
            return HOURS
        case ["shared_by", _]:
            return NUMBER
    return None
