"""What is asked for of a plan: what scenarios and options say, each with where it is written."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from industri40.findings.facts import Names
from industri40.findings.finding import OPTION, Finding, Place, finding
from industri40.findings.said import SaidError
from industri40.plan.paths import at_path, mapping_in
from industri40.plan.yaml.document import PLACE_BITS, PLACE_MASK, Document, Value
from industri40.plan.yaml.reader import read_document
from industri40.plan.yaml.text import Lines

_ODD = re.compile("[\ud800-\udc7f\udd00-\udfff]")  # surrogates that stand for no byte
_BEFORE = "v: "  # what the value of an option is read behind


class WhatIfError(SaidError, ValueError):
    """A what-if that cannot be asked for: an unknown scenario or path, or two that clash.

    ``finding`` says where and what.
    """

    def __init__(self, found: Finding) -> None:
        super().__init__(found.variant)
        self.finding = found

    def said(self, language: str = "") -> str:  # noqa: ARG002 - the plan's is known
        """What is wrong and what to do, in the language of the plan, or the one asked for."""
        found = self.finding
        return f"{found.place}: {found.message} {found.remedy}"


class Wish(NamedTuple):
    """One input that is to be set or, without a value, taken out; indices are those of the text.

    ``steps`` are where the keys of the ``written`` path stand, ``at`` where the value does.
    """

    written: str
    steps: tuple[int, ...]
    value: Value | None
    at: int


def of_scenario(document: Document, name: str) -> Iterator[Wish]:
    """What a scenario sets, and what it takes out. Raises WhatIfError."""
    known = mapping_in(document.value, "scenarios")
    if name not in known:
        raise _no_scenario(name, known, document.place(("scenarios",), key=True))
    if settings := mapping_in(known[name], "set"):
        for path, mark in document.marks_at(("scenarios", name, "set")).items():
            steps = _steps(path, mark >> PLACE_BITS, document.text)
            yield Wish(path, steps, settings[path], mark & PLACE_MASK)
    gone = at_path(known[name], ("unset",))
    for number, path in enumerate(gone if isinstance(gone, list) else ()):
        at = document.index_of(("scenarios", name, "unset", number))
        if isinstance(path, str):
            yield Wish(path, _steps(path, at, document.text), None, at)


def _no_scenario(name: str, known: dict[str, Any], place: Place) -> WhatIfError:
    from industri40.nearest import nearest

    meant = nearest(name, known) or ""
    variant = "scenario_meant" if meant else "no_scenario" if known else "no_scenarios"
    names = Names(tuple(known), 10)
    said = finding("P258", variant, place, scenario=name, known=names, meant=meant)
    return WhatIfError(said)


def _steps(path: str, at: int, text: str) -> tuple[int, ...]:
    """Where each key of a path that is written at an index stands."""
    at += text[at : at + 1] in ("'", '"')
    starts = [0, *(match.end() for match in re.finditer(r"\.", path))]
    return tuple(at + start for start in starts)


def with_options(
    document: Document, sets: Sequence[str]
) -> tuple[Document, list[Wish], list[Finding]]:
    """The document with the texts of options below its own, what they ask for, and what is wrong.

    Raises WhatIfError.
    """
    if not sets:
        return document, [], []
    lines = [_ODD.sub("\udcff", re.sub(r"[\r\n]", " ", one)) for one in sets]
    text = "\n".join((document.text, *lines))
    marks = dict(document.marks)
    wishes: list[Wish] = []
    findings: list[Finding] = []
    options = document.text.count("\n") + 2
    begin = len(document.text) + 1
    for number, line in enumerate(lines, 1):
        path, equal, value = line.partition("=")
        if not equal or not path.strip():
            place = Place(OPTION, number, 1)
            raise WhatIfError(finding("P258", "no_equal", place, text=line))
        read, found = read_document(f"{_BEFORE}{value}".encode("utf-8", "surrogateescape"), OPTION)
        shift = len(path) + 1 - len(_BEFORE)
        findings += (
            one._replace(place=Place(OPTION, number, max(one.place.column + shift, 1)))
            for one in found
        )
        if read is not None:
            read.empty_nothing()
            marks |= read.shifted(begin + shift)
            at = begin + shift + read.index_of(("v",))
            written, blank = path.strip(), len(path) - len(path.lstrip())
            steps = _steps(written, begin + blank, text)
            wishes.append(Wish(written, steps, read.value["v"], at))
        begin += len(line) + 1
    whole = document._replace(lines=Lines(text), marks=marks, options=options)
    return whole, wishes, findings
