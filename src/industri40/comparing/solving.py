"""Which value of an input gives a wanted figure: each that counts is computed in the plan anew."""

import re
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from functools import partial
from itertools import chain
from math import lcm
from typing import NamedTuple, TypeAlias

from industri40.checks.balance import balance, overdrawn
from industri40.comparing.trying import Outcome, Way
from industri40.explain.amounts import amount_of
from industri40.explain.trace import UnknownFigureError, found
from industri40.findings.facts import Names, Verbatim
from industri40.findings.finding import LET, Finding, Place
from industri40.findings.said import SaidError
from industri40.load import plan_with
from industri40.money import LARGEST_AMOUNT
from industri40.nearest import nearest
from industri40.plan.inputs import Input
from industri40.plan.language.numbers import parse_share
from industri40.plan.language.relative import (
    COUNT,
    HOURS,
    NUMBER,
    SHARE,
    Counted,
    number_of,
    number_text,
)
from industri40.plan.language.values import Refused
from industri40.plan.model import Group, Plan, Source
from industri40.plan.overrides import overridden
from industri40.plan.paths import Path, at_path, kind_at
from industri40.plan.what_if import Asked
from industri40.plan.wishes import WhatIfError
from industri40.report.case import Case
from industri40.report.lines import UNCOVERED
from industri40.report.table import Kind

MOST_TRIES = 60  # how many times a plan is computed for one answer, at most

_STEPS: dict[Counted, Fraction] = {
    COUNT: Fraction(1),
    HOURS: Fraction(1),
    SHARE: Fraction(1, 10_000),
    NUMBER: Fraction(1, 100),
}
"""What values are whole multiples of; amounts are those of the plan's ``round_to``."""

_MOST = {SHARE: 1, NUMBER: 10**12}  # that is tried; of all else the largest amount
_MOST_ENVIRONMENTS = 1000  # the same of environments; twice those of a plan that has many
_SO_THAT = re.compile(r"\s*([^<>=]+?)\s*(<=|>=|=)\s*(.+?)\s*")


class WantedError(SaidError, ValueError):
    """What is to change is no number of the plan, or what is wanted is none that there can be."""


class Given(NamedTuple):
    """A value of the input, what the figure then is, and the plan that has both."""

    value: Fraction
    gives: Fraction
    plan: Plan


Tried: TypeAlias = Given | Finding | None
"""What came of a value: what is wrong with the plan then, or None where it has no such figure."""


class Question(NamedTuple):
    """Which value of the number at ``path`` makes a figure ``wanted``, or at most or least that.

    The ``operator`` is ``=``, ``<=`` or ``>=``. ``kind`` says what that number counts, and
    ``counts`` what the figure does. ``present`` is how the plan is.
    """

    path: Path
    kind: Counted
    figure: str
    counts: Kind
    operator: str
    wanted: Fraction
    present: Given

    @property
    def name(self) -> str:
        """The whole path, such as ``financing.county.yearly``."""
        return ".".join(self.path)

    def missing(self, given: Given) -> Fraction:
        """What the figure lacks of what is wanted, seen from the present; above zero if it does."""
        up = self.operator == ">=" or (self.operator == "=" and self.wanted > self.present.gives)
        return self.wanted - given.gives if up else given.gives - self.wanted


class Solution(NamedTuple):
    """The least change that answers a question.

    ``short`` is the value next to the answer, towards the present one, which falls short; None
    where the figure is exactly what is wanted, or was as it is wanted already. ``tries`` is how
    many times the plan was computed.
    """

    question: Question
    answer: Given
    short: Given | None
    tries: int

    @property
    def value(self) -> Fraction:
        """The value of the input."""
        return self.answer.value

    @property
    def gives(self) -> Fraction:
        """What the figure is with it."""
        return self.answer.gives

    @property
    def exact(self) -> bool:
        """Whether the figure is exactly what is wanted."""
        return self.gives == self.question.wanted

    def rests(self) -> Iterator[tuple[Source | Group, Source | Group]]:
        """Each line or group that is a rest and changes with the input: as it is now, and then."""
        plans = self.question.present.plan, self.answer.plan
        lines: list[list[Source | Group]] = [[*one.groups, *one.sources] for one in plans]
        for old, new in zip(*lines, strict=True):
            if new.written.form == "rest" and old.amounts != new.amounts:
                yield old, new


class UnreachableError(Exception):
    """No value was found that answers a question.

    ``given`` are all that were computed, by value, and ``refused`` what is wrong with those next to
    the lowest and highest of them. ``rest`` is a line of the plan that could take what a change
    leaves, where there is none that does.
    """

    def __init__(
        self, question: Question, given: list[Given], refused: dict[Fraction, Finding], rest: str
    ) -> None:
        self.question, self.given, self.refused, self.rest = question, given, refused, rest
        super().__init__(f"{question.name}: {question.figure}{question.operator}{question.wanted}")


class _SpentError(Exception):
    """The plan was computed as many times as it may be."""


def solve(plan: Plan, let: str, so_that: str) -> Solution:
    """The least change of an input that makes a figure as it is wanted.

    ``let`` is the path of a number that the plan writes, ``so_that`` a figure, as ``explain`` names
    it, then ``=``, ``<=`` or ``>=`` and an amount. Where no value gives an amount exactly it is the
    least change that reaches it, seen from the present figure. Values are whole multiples of the
    plan's unit, or whole numbers; those of shares and weights have two decimals (of percent), or as
    many as make the figure exact. A plan that balances still does with the answer.

    Raises WhatIfError for a path that the plan has not, WantedError for one without a number and
    for what cannot be wanted, UnknownFigureError and UnreachableError.
    """
    case = Case(plan)
    one = _input(case, let)
    match = _SO_THAT.fullmatch(so_that)
    if match is None:
        raise WantedError("wanted_how", text=so_that)
    name, operator, amount = match.groups()
    figure = found(case, name)
    wanted, present = _amount(amount, figure.kind), Given(one.value, figure.exact, plan)
    question = Question(one.path, one.kind, name, figure.kind, operator, wanted, present)
    search = _Search(question, case, percent=one.written.endswith("%"))
    pair = (present, None) if question.missing(present) <= 0 else search.answer()
    short = None if pair[0].gives == wanted else pair[1]
    return Solution(question, pair[0], short, len(search.tried))


class _Search:
    """What came of every value that was ``tried``, and where to go on."""

    def __init__(self, question: Question, case: Case, *, percent: bool) -> None:
        self._question, self._percent = question, percent
        value = question.present.value
        self.tried: dict[Fraction, Tried] = {value: question.present}
        self._balanced = not _unbalanced(case)
        self._most = Fraction(_MOST.get(question.kind, LARGEST_AMOUNT))
        if question.path == ("environments",):
            self._most = max(Fraction(_MOST_ENVIRONMENTS), 2 * value)
        self._step = step = _STEPS.get(question.kind, case.plan.unit)
        self._start = {1: value // step * step, -1: -(-value // step * step)}

    def answer(self) -> tuple[Given, Given]:
        """The answer and what falls short of it. Raises UnreachableError."""
        start, step = self._start, self._step
        room = {1: (self._most - start[1]) // step, -1: start[-1] // step}
        self._ways = {sign: Way(room[sign], partial(self._outcome, sign)) for sign in room}
        for hopeful in (True, False):
            looked = (self._looked(sign, hopeful=hopeful) for sign in self._ways)
            if pairs := list(chain.from_iterable(looked)):
                return min(pairs, key=self._rank)
        ends = (self.tried.get(self._value(sign, way.far)) for sign, way in self._ways.items())
        if (coarser := lcm(*map(_too_fine, ends))) > 1:
            self._step *= coarser
            self._start = dict.fromkeys(self._ways, self._question.present.value)
            return self.answer()
        raise self._unreachable()

    def _looked(self, sign: int, *, hopeful: bool) -> Iterator[tuple[Given, Given]]:
        """The nearest value in a direction that reaches, and the one before it; if there is one."""
        way, wanted = self._ways[sign], self._question.wanted
        with suppress(_SpentError):
            way.look(hopeful=hopeful)
        far, near = (self.tried.get(self._value(sign, step)) for step in (way.far, way.near))
        if not isinstance(far, Given) or not isinstance(near, Given) or way.far > way.near + 1:
            return
        if self._question.kind in (SHARE, NUMBER) and far.gives != wanted:
            # there may be one between the two that gives it exactly
            part = (wanted - near.gives) / (far.gives - near.gives)
            with suppress(_SpentError):
                between = self._at(near.value + part * (far.value - near.value))
                if isinstance(between, Given) and between.gives == wanted:
                    far = between
        yield far, near

    def _rank(self, pair: tuple[Given, Given]) -> tuple[bool, Fraction]:
        answer, question = pair[0], self._question
        inexact = question.operator == "=" and answer.gives != question.wanted
        return inexact, abs(answer.value - question.present.value)

    def _value(self, sign: int, step: int) -> Fraction:
        """The value so many steps above or below the present one; a step leads to a multiple."""
        start = self._start[sign] if step else self._question.present.value
        return start + sign * step * self._step

    def _outcome(self, sign: int, step: int) -> Outcome:
        match self._at(self._value(sign, step)):
            case Given() as given:
                return Outcome(self._question.missing(given))
            case Finding(difference=Fraction() as much) as wrong:
                return Outcome(None, abs(much), f"{wrong.code} {wrong.subject}")
            case Finding(
                code="P215", facts=[*_, (_, Fraction() as amount), (_, Fraction() as most)]
            ):
                return Outcome(None, amount - most, "P215")
        return Outcome(None)

    def _at(self, value: Fraction) -> Tried:
        """What comes of a value. Raises _SpentError."""
        if value not in self.tried:
            if len(self.tried) == MOST_TRIES:
                raise _SpentError
            text = number_text(value, self._question.kind, percent=self._percent)
            self.tried[value] = self._computed(value, f"{self._question.name}={text}")
        return self.tried[value]

    def _computed(self, value: Fraction, setting: str) -> Tried:
        plan, findings = _set(self._question.present.plan, setting)
        if plan is None:
            return findings[0]
        case = Case(plan)
        if self._balanced and (wrong := _unbalanced(case)):
            return wrong._replace(language=plan.language)
        try:
            return Given(value, found(case, self._question.figure).exact, plan)
        except UnknownFigureError:  # what is uncovered stands only where it is something
            is_gap = UNCOVERED[0] in re.split("[.:]", self._question.figure)
            return Given(value, Fraction(0), plan) if is_gap else None

    def _unreachable(self) -> UnreachableError:
        given = sorted(one for one in self.tried.values() if isinstance(one, Given))
        ends = (self._value(sign, way.far) for sign, way in self._ways.items())
        refused = {end: one for end in ends if isinstance(one := self.tried.get(end), Finding)}
        gaps = refused and all(one.code in _GAPS for one in refused.values())
        rest = next(self._rests(), "") if gaps else ""
        return UnreachableError(self._question, given, refused, rest)

    def _rests(self) -> Iterator[str]:
        """Lines that could be the rest, where none is; the grant last."""
        asks = self._question
        plan = asks.present.plan
        for line in sorted(plan.financing_order, key=lambda one: one == plan.grant):
            changed, _ = _set(plan, f"financing.{line}.rest=true")
            if line not in asks.path and changed and not _unbalanced(Case(changed)):
                yield line


def _too_fine(tried: Tried) -> int:
    """How many steps lead from one value of which amounts are whole multiples to the next."""
    match tried:
        case Finding(
            code="P214", facts=[_, _, (_, Fraction() as amount), (_, Fraction() as unit), *_]
        ):
            return (amount / unit).denominator
    return 1


_GAPS = ("B301", "B302")  # costs and financing that differ


def _unbalanced(case: Case) -> Finding | None:
    """Where costs and financing differ, if they do."""
    return next(chain(balance(case), overdrawn(case)), None)


def _set(plan: Plan, setting: str) -> tuple[Plan | None, tuple[Finding, ...]]:
    return plan_with(plan, Asked((), (setting,)), plan.language)


def _input(case: Case, let: str) -> Input:
    """The number at a path, also where it is the same of all years or environments.

    Raises WhatIfError and WantedError.
    """
    document, inputs = case.inputs.document, case.inputs
    if "=" in let:
        raise WantedError("let_value", text=let)
    try:
        _, (changed, *_), _ = overridden(document, Asked((), (f"{let}=0",)))
    except WhatIfError as error:
        wrong = error.finding._replace(place=Place(LET, 1, 1), language=case.plan.language)
        raise WhatIfError(wrong) from None
    path, kind = changed.path, kind_at(changed.path)
    if one := inputs.get(path):
        return one
    if kind and changed.old and at_path(document.value, path) is None:  # it is the same of all
        return Input(path, changed.place, changed.old, parse_share(changed.old), kind)
    name, names = ".".join(path), [one.name for one in inputs.values()]
    if inside := tuple(Verbatim(one) for one in names if one.startswith(f"{name}.")):
        raise WantedError("let_several", path=name, known=Names(inside, 10))
    raise WantedError("let_no_number", path=name, meant=nearest(name, names) or names[0])


def _amount(text: str, counts: Kind) -> Fraction:
    """An amount as a plan writes it, or as it is copied from a table; it may be below zero."""
    above = text.lstrip("-\N{MINUS SIGN}").lstrip()
    try:
        amount: Fraction | None = number_of(above, NUMBER)
    except Refused:
        amount = amount_of(above)
    if amount is None or (text.endswith("%") and counts != SHARE):
        raise WantedError("wanted_what", text=text)
    return amount if above == text else -amount
