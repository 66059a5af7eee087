"""Formulas with numbers as a person writes them: ``10 500 = 4 200 000 ÷ 400``."""

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import groupby

from industri40.explain.account import Account, Figure
from industri40.explain.labels import Called
from industri40.explain.step import ALIKE, LEAST, MOST, SHARE, TEXTS, Operation, Step
from industri40.findings.finding import OPTION, Place
from industri40.money import decimals_of, format_amount, percent_text
from industri40.render.common.figures import ROUNDED, exact_words, span
from industri40.report.figures import LESS, OVER, PLAN, SUM, TIMES
from industri40.report.table import SHARE as PARTS

_SIGNS: dict[Operation, str] = {
    SUM: " + ",
    LESS: " \N{MINUS SIGN} ",
    OVER: " ÷ ",
    TIMES: " \N{MULTIPLICATION SIGN} ",
}

_IN_A_ROW = 6  # so many figures stand in a sum; more are counted
_DECIMALS = 6  # the most decimals that a number is written with, if these are all; else it has two

_LINES = 8
"""So many lines of a plan are named, or of those that follow each other the first and the last."""

_RUN = 3  # so many lines that follow each other are named by the first and the last
_SMALL = 1000  # up to this denominator a part of one is written as a fraction


class Formula:
    """Writes formulas in a language, and remembers whether all numbers are exact."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._exact = True

    def of(self, account: Account) -> str:
        """The figure, and how it is made of others: a whole line."""
        self._exact = True
        step = account.figure.step
        if account.operation in (PLAN, ALIKE) and not account.rounded:
            return self._alone(account.figure)
        body = self._body(account.operation, account.parts)
        shown = self._number(step.amount, step)
        if step.amount == account.exact:
            return f"{shown} {'=' if self._exact else ROUNDED} {body}"
        between, self._exact = self._exact, True
        from_ = self._number(account.exact, step)
        if account.operation == PLAN:
            body = from_
        elif self._exact or account.rounded or abs(step.amount - account.exact) >= 1:
            body = f"{from_} {'=' if between and self._exact else ROUNDED} {body}"
        word = f", {TEXTS[f'rounded.{account.rounded}'][self._language]}" if account.rounded else ""
        return f"{shown} {ROUNDED} {body}{word}"

    def _body(self, operation: Operation, parts: Sequence[Figure]) -> str:
        if operation == SHARE:
            *factors, weights = map(self._times, parts)
            return f"{_SIGNS[TIMES].join(factors)}{_SIGNS[OVER]}{weights}"
        if operation in (LEAST, MOST):
            of = f" {TEXTS['and'][self._language]} ".join(map(self._times, parts))
            return TEXTS[operation][self._language].format(of=of)
        if operation in (SUM, LESS) and len(parts) > _IN_A_ROW:
            first = f"{self._times(parts[0])}{_SIGNS[LESS]}" if operation == LESS else ""
            count = sum(len(one.steps) for one in parts) - bool(first)
            return first + TEXTS["sum"][self._language].format(count=count)
        if len(parts) == 1:
            return self._alone(parts[0])
        return _SIGNS[operation].join(map(self._times, parts))

    def _alone(self, figure: Figure) -> str:
        """A figure, how often it counts, and in which years."""
        return ", ".join(filter(None, (self._times(figure), in_years(figure.called))))

    def _times(self, figure: Figure) -> str:
        if figure.inside:
            return self._body(figure.step.operation, figure.inside)
        number = self._number(figure.step.exact, figure.step)
        if number.startswith("-"):
            number = f"({number})"
        return f"{number}{_SIGNS[TIMES]}{len(figure.steps)}" if len(figure.steps) > 1 else number

    def _number(self, value: Fraction, step: Step) -> str:
        if step.kind == PARTS:
            fraction = step.operation != PLAN or "/" in (step.written or "")
            return str(value) if fraction else percent_text(value, self._language)
        decimals = decimals_of(value)
        if (value * 10**decimals).denominator == 1 and decimals <= _DECIMALS:
            return format_amount(value, self._language, decimals)
        said = exact_words(value, self._language)
        if "+" not in said:
            return said
        if abs(value) < 1 and value.denominator <= _SMALL:
            return str(value)
        self._exact = False
        return format_amount(value, self._language, 2)


def in_years(called: Called) -> str:
    """The years of figures that are alike, for short; nothing of a single one."""
    return span(called.years) if called.years else ""


def title(called: Called, language: str, *, years: bool = True) -> str:
    """What figures are called, with how many environments and which years there are of them."""
    number = len(called.holders)
    holders = TEXTS["environments"][language].format(count=number) if number else ""
    return ", ".join(filter(None, (called.text, holders, in_years(called) if years else "")))


def lines_of(places: Sequence[Place]) -> str:
    """Lines of a plan for short, and of many the first: ``budget.yaml:18, 43``."""
    files = groupby(places, key=lambda one: one.file)
    return ", ".join(_in_file(file, list(some)) for file, some in files)


def _in_file(file: str, places: Sequence[Place]) -> str:
    said = []
    for _, some in groupby(enumerate(places), key=lambda one: one[1].line - one[0]):
        run = [place.line for _, place in some]
        said.append(", ".join(map(str, run)) if len(run) < _RUN else span(run))
    file = f"{file} " if file == OPTION else re.split(r"[/\\]", file)[-1] + ":"
    return f"{file}{', '.join(said[:_LINES])}{', …' if len(said) > _LINES else ''}"
