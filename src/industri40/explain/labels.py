"""What figures are called by people: after rows and columns of tables, or what they are made of."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from industri40.engine.keys import COMMON, UNALLOCATED
from industri40.explain.step import TEXTS
from industri40.languages import texts_beside
from industri40.plan.language.identifiers import KEY_NAMES
from industri40.report.case import Case
from industri40.report.table import Column, Row, Table
from industri40.report.tables import PROGRAMME, TABLES

_PATTERNS = [(key.split("."), texts) for key, texts in texts_beside(__name__, "labels.txt").items()]
_FILLED = re.compile(r"\{([\w.]+)\}")

YEAR = "YEAR"
HOLDER = "HOLDER"

_OF = {YEAR: YEAR, HOLDER: HOLDER, "ENVIRONMENT": HOLDER}


class Part(NamedTuple):
    """One part of a label, which is ``of`` a YEAR, a HOLDER or neither; of which, by its id."""

    text: str
    of: str = ""
    which: str = ""


Label = tuple[Part, ...]


def text_of(label: Label) -> str:
    """The label in a line.

    >>> text_of((Part("Kursavgift"), Part("2019", YEAR, "2019")))
    'Kursavgift, 2019'
    """
    return ", ".join(part.text for part in label)


class Called(NamedTuple):
    """What figures that are alike are called: what their labels share, and what tells them apart.

    ``years`` and ``holders`` are empty where all have the same, or none.
    """

    text: str
    years: tuple[str, ...]
    holders: tuple[str, ...]


def called(labels: Sequence[Label]) -> Called:
    """What figures with these labels, which have the same shape, are called together."""
    parts = [part for label in labels for part in label]
    which = [dict.fromkeys(part.which for part in parts if part.of == of) for of in (YEAR, HOLDER)]
    years, holders = (tuple(some) if len(some) > 1 else () for some in which)
    apart = (years and YEAR, holders and HOLDER)
    kept = tuple(part for part in labels[0] if part.of not in apart)
    return Called(text_of(kept), tuple(sorted(years)), holders)


def shape_of(label: Label) -> tuple[str, ...]:
    """What a label says but for years and environments."""
    return tuple(part.of or part.text for part in label)


class Labels:
    """The labels of the figures of a plan, in its language."""

    def __init__(self, case: Case) -> None:
        self._case, report = case, case.report(shared=False)
        self._words = report.words
        holders = {each.id: each.name for each in case.plan.environments}
        holders |= {one: report.words(f"row.{one}") for one in (COMMON, UNALLOCATED)}
        keys = {name: name for one in case.plan.environments for name in one.figures}
        keys |= {name: TEXTS[f"key.{name}"][case.plan.language] for name in KEY_NAMES}
        self._named = {
            "LINE": {identifier: line.label for identifier, line in report.lines.items()},
            HOLDER: holders,
            "ENVIRONMENT": holders,
            "PHASE": {phase.id: phase.label for phase in case.plan.phases},
            "GROUP": {group.id: group.label for group in case.plan.participant_groups},
            "KEY": keys,
            YEAR: {str(year): str(year) for year in case.plan.years},
        }
        self._of_tables: dict[tuple[str, str], dict[str, Label]] = {}
        self._known = cache(self._of)

    def __call__(self, figure: str) -> Label:
        """The label of a figure of an explanation; where there is none, its name."""
        return self._known(figure)

    def holder(self, identifier: str) -> str:
        """What an environment is called, or what is common or unallocated."""
        return self._named[HOLDER][identifier]

    def of_cell(self, table: Table, row: Row, column: Column) -> Label:
        """The label of a figure that a table shows."""
        name = "" if table.id in PROGRAMME else row.cells[column.key].name
        return self._by_pattern(name) or tuple(self._parts(table, row, column))

    def _of(self, figure: str) -> Label:
        stage, _, rest = figure.partition(".")
        if rest and stage in ("exact", "nearest"):
            return self(rest)
        if rest and stage == "before":
            return *self(rest), Part(TEXTS["before"][self._words.language])
        ways = [self._by_pattern, self._in_tables]
        if ":" in figure or stage in PROGRAMME:  # what no table shows has a pattern there
            ways.reverse()
        return next(filter(None, (way(figure) for way in ways)), (Part(figure),))

    def _in_tables(self, name: str) -> Label | None:
        """The label of a cell that is called so, in the table that its name begins with."""
        kind, _, rest = name.replace(":", ".").partition(".")
        environment = rest.partition(".")[0] if kind == "environment" else ""
        if kind not in TABLES or (environment and environment not in self._named[HOLDER]):
            return None
        if (kind, environment) not in self._of_tables:
            found: dict[str, Label] = {}
            some, shared = [environment] if environment else (), kind not in PROGRAMME
            report = self._case.report(some, shared=shared)
            for table in report.tables(kind):
                for row, column, cell in table.figures():
                    named = (table.id, row.id, column.id)
                    names = (":".join(named), ".".join(named), cell.name)
                    found |= dict.fromkeys(names, self.of_cell(table, row, column))
            self._of_tables[kind, environment] = found
        return self._of_tables[kind, environment].get(name)

    def _parts(self, table: Table, row: Row, column: Column) -> Iterator[Part]:
        """The row, with the line that it is a part of, and the column."""
        identifier, *more = row.key
        by_holder = table.key[0] in ("awards", "environments", "participants")
        name = self._named[HOLDER if by_holder else "LINE"].get(identifier)
        of = HOLDER if by_holder and name else ""
        yield Part(name or row.label, of, of and identifier)
        if name and more and not by_holder:
            yield Part(_inside(row.label))
        if table.key[0] == "environment":
            yield Part(self.holder(table.key[1]), HOLDER, table.key[1])
        for said in filter(None, (column.group, column.label)):
            year = said if said in self._named[YEAR] else ""
            yield Part(said if self._is_own(said) else _inside(said), year and YEAR, year)

    def _is_own(self, heading: str) -> bool:
        """Whether a heading is one of the plan's labels, perhaps with a word on it."""
        labels = (*self._named["LINE"].values(), *self._named["PHASE"].values())
        return any(heading == label or heading.startswith(f"{label} (") for label in labels)

    def _by_pattern(self, name: str) -> Label | None:
        parts = name.split(".")
        for pattern, texts in _PATTERNS:
            if len(pattern) == len(parts) and (found := self._matched(pattern, parts)) is not None:
                said = texts[self._words.language].split(", ")
                return tuple(self._part(one, found, not at) for at, one in enumerate(said))
        return None

    def _matched(self, pattern: list[str], parts: list[str]) -> dict[str, str] | None:
        """The id that each word in capitals stands for, where the pattern fits."""
        found: dict[str, str] = {}
        for word, part in zip(pattern, parts, strict=True):
            if not word.isupper():
                if word != part:
                    return None
                continue
            known = word == "WORD" or part in self._named[word]
            if not known or found.setdefault(word, part) != part:
                return None
        return found

    def _part(self, text: str, found: dict[str, str], first: bool) -> Part:  # noqa: FBT001 - inner
        """A part of the text of a pattern; there is one word in braces in it, or none."""
        if first and text[0] != "{":
            text = text[0].upper() + text[1:]
        match = _FILLED.search(text)
        if match is None:
            return Part(text)
        word = match[1]
        if word in found:
            said = self._named[word][found[word]]
        else:
            heading = self._words(word.replace("WORD", found.get("WORD", "")))
            said = heading if first else _inside(heading)
        of = _OF.get(word, "")
        return Part(text.replace(match[0], said), of, found[word] if of else "")


def _inside(heading: str) -> str:
    """A heading as it stands inside a sentence."""
    return heading[:1].lower() + heading[1:] if not heading[1:2].isupper() else heading
