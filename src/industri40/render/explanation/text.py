"""An explanation that a person can follow, from a figure down to lines of the plan."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, repeat
from typing import NamedTuple

from industri40.explain.account import Account, Accounts, Figure
from industri40.explain.amounts import Named
from industri40.explain.step import TEXTS, Note, Step, note, said
from industri40.money import format_amount
from industri40.render.common.figures import same_in
from industri40.render.common.formulas import Formula, lines_of, title
from industri40.render.common.results import TextOptions
from industri40.render.common.styled import BOLD, FAINT, PLAIN, Part, Styled, in_lines
from industri40.render.common.text import printable, width, wrapped
from industri40.report.case import Case
from industri40.report.figures import PLAN
from industri40.report.tables import NO_BREAK

_FITS = 20  # so many lines are shown where nothing is said of how deep to go
_SAID = (note("common_first"), note("for_reading"))  # notes that labels and signs say already
_FURTHER = "    "  # how far a line that goes on is moved in


class _Entry(NamedTuple):
    """A figure or a note: how far it is moved in, what it says, and whether there is more to it."""

    level: int
    parts: tuple[Part, ...]
    more: bool = False


def render(case: Case, step: Step, options: TextOptions, depth: int | None = None) -> Styled:
    """The figure and below it what it is made of; ``depth`` is how many levels.

    Where that is None as many levels are shown as fit.
    """
    tree = _Tree(case)
    if depth is not None:
        return _styled(tree.entries(step, depth), options, tree.language, depth)
    shown, deeper = Styled(()), 0
    while True:
        entries = tree.entries(step, deeper)
        text = _styled(entries, options, tree.language, deeper)
        if text.count("\n") > _FITS:
            return shown if deeper > 1 else _first(entries, options, tree.language)
        if not any(entry.more for entry in entries):
            return text
        shown, deeper = text, deeper + 1


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
    return _styled(entries, options, language)


def _first(entries: Sequence[_Entry], options: TextOptions, language: str) -> Styled:
    """As many entries as fit of one level that does not."""
    for end in range(min(len(entries) - 1, _FITS), 0, -1):  # each takes a line at least
        rest = TEXTS["rest"][language].format(count=len(entries) - end)
        text = _styled([*entries[:end], _Entry(1, ((rest, FAINT),), more=True)], options, language)
        if text.count("\n") <= _FITS:
            break
    return text


def _styled(entries: list[_Entry], options: TextOptions, language: str, depth: int = 0) -> Styled:
    if any(entry.more for entry in entries):
        deeper = TEXTS["deeper"][language].format(depth=depth + 1)
        entries = [*entries, _Entry(0, ((deeper, FAINT),))]
    return Styled(part for entry in entries for part in _lines(entry, options))


def _lines(entry: _Entry, options: TextOptions) -> Iterator[Part]:
    """An entry within the width, each of its lines moved in; no amount is broken."""
    shown = ((same_in(printable(text), options.encoding), style) for text, style in entry.parts)
    parts = [(re.sub("(?<=[0-9]) (?=[0-9])", NO_BREAK, text), style) for text, style in shown]
    head = "  " * entry.level
    text, room = "".join(text for text, _ in parts), max(options.width - len(head), 30)
    if width(text) > room:
        room -= len(_FURTHER)
    lines = in_lines(parts, wrapped(text, room))
    for before, line in zip(chain([head], repeat(head + _FURTHER)), lines, strict=False):
        yield before, PLAIN
        yield from ((text.replace(NO_BREAK, " "), style) for text, style in line)
        yield "\n", PLAIN


class _Tree:
    """What there is to say of a figure and of its parts."""

    def __init__(self, case: Case) -> None:
        self.language = case.plan.language
        self._accounts, self._formula = Accounts(case), Formula(self.language)

    def entries(self, step: Step, depth: int) -> list[_Entry]:
        """A figure and so many levels below it; what was shown before is not shown again."""
        found: list[_Entry] = []
        told, seen = set(_SAID), set[tuple[str, str]]()
        waiting = [(0, self._accounts.of(step).figure)]
        while waiting:
            level, figure = waiting.pop()
            account = self._accounts.account(figure)
            same, parts = (figure.called.text, self._formula.of(account)), _below(account)
            again = bool(parts) and same in seen
            cut = bool(parts) and not again and level == depth
            notes = [] if again else [one for one in account.notes if one not in told]
            inline = account.operation == PLAN and not account.rounded
            line = [*self._head(account, level), *self._tail(account, level, again=again, cut=cut)]
            if inline:
                line[2:2] = [(f" \N{EN DASH} {self._note(one)}", FAINT) for one in notes]
            found.append(_Entry(level, tuple(line), cut))
            if cut or again:
                continue
            told.update(notes)
            seen.add(same)
            if not inline:
                found += (_Entry(level + 1, ((self._note(one), FAINT),)) for one in notes)
            waiting += [(level + 1, part) for part in reversed(parts)]
        return found

    def _head(self, account: Account, level: int) -> tuple[Part, Part]:
        """The label and the formula, of a part of another figure the other way round."""
        formula = self._formula.of(account)
        if not level:
            return (account.figure.called.text, BOLD), (f": {formula}", PLAIN)
        # what the plan writes has its years beside the amount
        label = title(account.figure.called, self.language, years=account.operation != PLAN)
        return (formula, PLAIN), (f"  {label}", PLAIN)

    def _tail(self, account: Account, level: int, *, again: bool, cut: bool) -> Iterator[Part]:
        """Where a figure stands in the plan, or where there is more of it."""
        if again:
            yield f"  {TEXTS['above'][self.language]}", FAINT
        elif cut and level:
            yield f"  [{account.figure.step.figure}]", FAINT
        elif account.places:
            yield f"  {lines_of(account.places)}", FAINT

    def _note(self, note: Note) -> str:
        return said(note, self.language, self._accounts.labels.holder)


def _below(account: Account) -> list[Figure]:
    """What is shown below a figure; nothing where its own line says all."""
    if account.places:
        return []
    return [one for part in (*account.parts, *account.unit) for one in (part.inside or (part,))]
