"""An explanation that a person can follow, from a figure down to lines of the plan."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, count, repeat
from typing import NamedTuple

from industri40.explain.account import Account, Accounts
from industri40.explain.amounts import Named
from industri40.explain.plain import is_made_here
from industri40.explain.step import Note, Step, note
from industri40.explain.texts import TEXTS, said
from industri40.money import format_amount
from industri40.render.common.figures import same_in
from industri40.render.common.formulas import Formula, lines_of, title
from industri40.render.common.results import TextOptions
from industri40.render.common.styled import BOLD, FAINT, PLAIN, Part, Styled, in_lines
from industri40.render.common.text import printable, width, wrapped
from industri40.report.case import Case
from industri40.report.figures import PLAN
from industri40.report.tables import NO_BREAK

_FITS = 20
"""So many lines are shown where nothing is said of how deep to go."""

_SAID = (note("common_first"), note("for_reading"))
"""Notes that labels and signs say already."""

_FURTHER = "    "
"""How far a line that goes on is moved in."""

_Parts = tuple[Part, ...]


class _Entry(NamedTuple):
    """A figure or a note: how far it is moved in, what it says, and whether there is more to it."""

    level: int
    parts: _Parts
    more: bool = False


def render(case: Case, step: Step, options: TextOptions, depth: int | None = None) -> Styled:
    """The figure and below it what it is made of; ``depth`` is how many levels.

    Where that is None as many levels are shown as fit. What was shown before is not shown again.
    """
    tree = _Tree(case)
    if depth is not None:
        return _styled(tree.entries(step, depth), options, tree, depth)
    shown = _styled(tree.entries(step, 0), options, tree, 0)
    for deeper in count(1):
        entries = tree.entries(step, deeper)
        text = _styled(entries, options, tree, deeper)
        if text.count("\n") > _FITS:
            return shown if deeper > 1 else _first(entries, options, tree)
        if not any(entry.more for entry in entries):
            return text
        shown = text
    raise AssertionError


def listed(case: Case, found: Sequence[Named], options: TextOptions) -> Styled:
    """All figures of an amount, those that are alike in one line with the name of the first."""
    language, number = case.plan.language, sum(len(one.figures) for one in found)
    amount = format_amount(found[0].amount, language)
    key, first = "figures" if number > 1 else "figure", found[0].figures[0][0]
    head = TEXTS[key][language].format(amount=amount, count=number, name=first)
    entries = [_Entry(0, ((head, BOLD),))]
    for one in found if number > 1 else ():
        name, _ = one.figures[0]
        several = TEXTS["several"][language].format(count=len(one.figures))
        name = f"{several} {name}" if len(one.figures) > 1 else name
        entries.append(_Entry(1, ((title(one.called, language), PLAIN), (f"  [{name}]", FAINT))))
    return Styled(part for entry in entries for part in _lines(entry, options))


def _first(entries: Sequence[_Entry], options: TextOptions, tree: "_Tree") -> Styled:
    """As many entries as fit of one level that does not."""
    for end in range(len(entries) - 1, 0, -1):
        left = len(entries) - end
        rest = TEXTS["rest"][tree.language].format(count=left)
        text = _styled([*entries[:end], _Entry(1, ((rest, FAINT),), more=True)], options, tree, 0)
        if text.count("\n") <= _FITS:
            break
    return text


def _styled(entries: Sequence[_Entry], options: TextOptions, tree: "_Tree", depth: int) -> Styled:
    if any(entry.more for entry in entries):
        deeper = TEXTS["deeper"][tree.language].format(depth=depth + 1)
        entries = [*entries, _Entry(0, ((deeper, FAINT),))]
    return Styled(part for entry in entries for part in _lines(entry, options))


def _lines(entry: _Entry, options: TextOptions) -> Iterator[Part]:
    """An entry within the width, each of its lines moved in."""
    parts = [
        (_unbroken(same_in(printable(text), options.encoding)), style)
        for text, style in entry.parts
    ]
    head = "  " * entry.level
    text, room = "".join(text for text, _ in parts), max(options.width - len(head), 30)
    if width(text) > room:
        room -= len(_FURTHER)
    lines = in_lines(parts, wrapped(text, room))
    for before, line in zip(chain([head], repeat(head + _FURTHER)), lines, strict=False):
        yield before, PLAIN
        yield from ((text.replace(NO_BREAK, " "), style) for text, style in line)
        yield "\n", PLAIN


def _unbroken(text: str) -> str:
    """The text with no place to break a line within an amount."""
    return re.sub("(?<=[0-9]) (?=[0-9])", NO_BREAK, text)


class _Tree:
    """What there is to say of a figure and of its parts."""

    def __init__(self, case: Case) -> None:
        self.language = case.plan.language
        self._accounts, self._formula = Accounts(case), Formula(self.language)

    def entries(self, step: Step, depth: int) -> list[_Entry]:
        """A figure and so many levels below it."""
        account = self._accounts.of(step)
        self._told = set(_SAID)
        label, formula = account.figure.called.text, self._formula.of(account)
        head = ((label, BOLD), (f": {formula}", PLAIN))
        return list(self._entries(account, head, 0, depth, set()))

    def _entries(
        self, account: Account, head: _Parts, level: int, depth: int, seen: set[tuple[str, str]]
    ) -> Iterator[_Entry]:
        parts = [
            one for part in (*account.parts, *account.unit) for one in (part.inside or (part,))
        ] * (not account.places)
        name = account.figure.step.figure
        cut = bool(parts) and level == depth
        again = (account.figure.called.text, self._formula.of(account))
        tail: list[Part] = []
        if parts and again in seen:
            tail, parts, cut = [(f"  {TEXTS['above'][self.language]}", FAINT)], [], False
        elif cut and level and not is_made_here(name):
            tail.append((f"  [{name}]", FAINT))
        if account.places:
            tail.append((f"  {lines_of(account.places)}", FAINT))
        notes = [self._note(one) for one in account.notes if one not in self._told]
        if account.operation == PLAN and notes and not account.rounded:
            head = (*head, *((f" \N{EN DASH} {note}", FAINT) for note in notes))
            notes = []
        yield _Entry(level, (*head, *tail), cut)
        if cut:
            return
        self._told.update(account.notes)
        yield from (_Entry(level + 1, ((note, FAINT),)) for note in notes)
        seen.add(again)
        for part in parts:
            below = self._accounts.account(part)
            yield from self._entries(below, self._head(below), level + 1, depth, seen)

    def _note(self, note: Note) -> str:
        return said(note, self.language, self.language, self._accounts.labels.holder)

    def _head(self, account: Account) -> _Parts:
        # what the plan writes has its years beside the amount
        label = title(account.figure.called, self.language, years=account.operation != PLAN)
        return (self._formula.of(account), PLAIN), (f"  {label}", PLAIN)
