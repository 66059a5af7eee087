"""Figures by their amounts: those that a plan has of one, and those nearest to it."""

import re
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple
from unicodedata import numeric

from industri40.engine.keys import COMMON, UNALLOCATED
from industri40.explain.labels import Called, Label, Labels, called, shape_of, text_of
from industri40.explain.step import TEXTS
from industri40.explain.trace import UnknownFigureError
from industri40.money import precise_text
from industri40.report.case import Case
from industri40.report.figures import ENGINE, given
from industri40.report.table import Cell, CellKey, Column, Row, Table
from industri40.report.tables import TABLES

_AMOUNT = re.compile(
    r"(?:kr|nok|≈|~)?([-\N{MINUS SIGN}]?)([0-9]+|[0-9]{1,3}(?:([ .,_'])[0-9]{3})(?:\3[0-9]{3})*)"
    r"(?:[.,]([0-9]{1,2}))?([⅐-⅞¼½¾]?)(?:kr|nok|,-)?",
    re.IGNORECASE,
)
"""An amount as people write it, with spaces only between digits."""


def amount_of(text: str) -> Fraction | None:
    """The amount that a text is, as people copy it from a table; None where it is none.

    >>> amount_of("kr 193 750,50"), amount_of("-1,350,000"), amount_of("costs.costs.total")
    (Fraction(387501, 2), Fraction(-1350000, 1), None)
    """
    close = re.sub(r"(?<![0-9])\s+|\s+(?![0-9])", "", text)
    found = _AMOUNT.fullmatch(re.sub(r"\s", " ", close))
    if found is None:
        return None
    sign, whole, _, decimals, part = found.groups()
    value = Fraction(re.sub("[^0-9]", "", whole)) + Fraction(f"0.{decimals or 0}")
    if part:
        value += Fraction(numeric(part)).limit_denominator(10)
    return -value if sign else value


class Named(NamedTuple):
    """Figures of one amount that are alike, such as those of several years: what they are called.

    ``amount`` is as it is printed; ``figures`` are their names, as ``explain`` takes them, with
    what each is called by itself.
    """

    amount: Fraction
    called: Called
    figures: tuple[tuple[str, str], ...]


class _Shown(NamedTuple):
    """A figure and where a table shows it; that is None where no table does."""

    cell: Cell
    at: tuple[Table, Row, Column] | None


def figures_of(case: Case, amount: Fraction) -> list[Named]:
    """The figures that are printed as an amount, or are exactly that, in the tables' order.

    Raises UnknownFigureError where there is none, with the nearest below and above.
    """
    every = _every(case)
    found = [one for one in every if amount in (one.cell.amount, one.cell.exact)]
    if found:
        return _together(case, found, every)
    language = case.plan.language
    by_amount = sorted(every, key=lambda one: abs(one.cell.amount - amount))
    below = [one for one in by_amount if one.cell.amount < amount][:1]
    above = [one for one in by_amount if one.cell.amount > amount][:1]
    said = [
        TEXTS["amount.figure"][language].format(
            amount=precise_text(one.amount, language), label=one.called.text, name=one.figures[0][0]
        )
        for one in _together(case, [*below, *above], every)
    ]
    figures = f" {TEXTS['and'][language]} ".join(said)
    written = precise_text(amount, language)
    raise UnknownFigureError("amount.none", language, amount=written, figures=figures)


def _every(case: Case) -> list[_Shown]:
    """Every figure of the tables once; what no environment has by year is in none of them."""
    report, shown = case.report(), dict[CellKey, _Shown]()
    for table in (table for name in TABLES for table in report.tables(name)):
        for row, column, cell in table.figures():
            shown.setdefault(cell.key, _Shown(cell, (table, row, column)))
    for share in case.allocation.shares():
        if share.environment in (COMMON, UNALLOCATED):
            key = ("shares", share.line, share.environment, str(share.year))
            cell = given(key, report.money(share.amount), operation=ENGINE)
            shown[key] = _Shown(cell, None)
    return list(shown.values())


def _name(shown: _Shown, between: str = ".") -> str:
    """The name of a figure: that of a list where it stands in one, else that in its table."""
    cell, at = shown
    if at is None or cell.operation == ENGINE:
        return cell.name
    table, row, column = at
    return between.join((table.id, row.id, column.id))


def _together(case: Case, found: Sequence[_Shown], every: Sequence[_Shown]) -> list[Named]:
    """The figures found, those that are alike together."""
    labels, names = Labels(case), Counter(map(_name, every))
    groups: dict[tuple[object, Fraction], dict[Label, str]] = {}
    for one in found:
        cell, at = one
        label = labels.of_cell(*at) if at else labels(cell.name)
        # with points it may be another figure that has this name
        name = _name(one, ":" if names[_name(one)] > 1 else ".")
        # of those that are called the same, such as a total in two tables, the first
        groups.setdefault((shape_of(label), cell.amount), {}).setdefault(label, name)
    return [
        Named(amount, called([*some]), tuple((one, text_of(label)) for label, one in some.items()))
        for (_, amount), some in groups.items()
    ]
