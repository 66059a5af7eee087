"""What findings have in common: the one amount of the plan that explains them.

A wrong amount breaks every figure that is made of it. So for the amounts that broken figures are
made of it is worked out what each would have to be for a broken figure to be right, and tried:
every figure that somebody printed and the balance of every year are computed again with it, from
the same formulas as the tables. An amount explains what is then right, if nothing that was right
is then broken. What sharing gives has no such formula: for that the plan is read and shared out
again with the other amount. Whether the amount is wrong or what was printed of it is for a person
to say.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from industri40.checks.formulas import Amount, Formulas, Percents, amounts
from industri40.checks.stated import agrees, compared, stated_figures
from industri40.findings.finding import Cause, Finding, Place
from industri40.load import plan_with
from industri40.money import HUNDREDTHS, json_number, round_half_away
from industri40.plan.inputs import Input
from industri40.plan.language.relative import COUNT
from industri40.plan.model import StatedFigure
from industri40.plan.what_if import Asked
from industri40.record import replace
from industri40.report.case import Case
from industri40.report.figures import LESS, derive
from industri40.report.table import MONEY, Cell

_FIGURES = ("S401", "B301", "B302")  # the findings that an amount can explain
_FEWEST = 2  # one finding by itself needs no cause but its own
_MOST_ALIKE = 3  # where more amounts than these explain the same, it says nothing to name them

_MOST_CAUSES = 5
_MOST_AMOUNTS = 12
_TRIES = 3  # broken figures from which it is worked out what an amount would have to be

_LARGEST = 10_000
"""Figures in all formulas together: with more, trying would take longer than a person waits."""


class _Claim(NamedTuple):
    """A figure that is to be something: what was stated, or without that nothing.

    ``made_of`` are the names of the plan's figures in it, ``number`` is that of its finding if any.
    """

    cell: Cell
    stated: StatedFigure | None
    made_of: frozenset[str]
    number: int | None

    @property
    def wanted(self) -> Fraction:
        return self.stated.figure if self.stated else Fraction(0)

    def holds(self, value: Fraction, unit: Fraction) -> bool:
        given = not self.cell.inputs and self.cell.kind == MONEY
        step = unit if given else self.cell.step
        return agrees(self.stated, value, step) if self.stated else not value


class _Trial(NamedTuple):
    """An amount, what it would have to be, and the numbers of the findings that it explains.

    ``alone`` are how many of them are about figures that are made of no other amount.
    """

    amount: Amount
    right: Fraction
    explained: frozenset[int]
    alone: int


def with_causes(case: Case, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings, with their cause where one amount explains at least two of them."""
    numbers = {
        (one.subject, one.place): number
        for number, one in enumerate(findings)
        if one.code in _FIGURES
    }
    if len(numbers) < _FEWEST:
        return tuple(findings)
    percents = Percents(case.report(shared=False))
    claims = list(_claims(case, numbers, percents))
    if not 0 < sum(len(claim.made_of) for claim in claims) <= _LARGEST:
        return tuple(findings)
    explained = dict(_causes(case, claims, Formulas(percents, {})))
    explained |= dict(_of_shares(case, findings, explained))
    return tuple(one._replace(because=explained.get(at, ())) for at, one in enumerate(findings))


def _of_shares(
    case: Case, findings: Sequence[Finding], explained: Mapping[int, tuple[Cause, ...]]
) -> Iterator[tuple[int, tuple[Cause, ...]]]:
    """The same for figures that sharing gives: the plan is shared out again with other amounts."""
    plan = case.plan
    left = {
        number: (one.subject, one.place.line)
        for number, one in enumerate(findings)
        if one.code[0] == "S" and number not in explained
    }
    known = dict.fromkeys(causes[0] for causes in explained.values() if len(causes) == 1)
    caps = _caps(case, [findings[number] for number in left])
    for cause in (*known, *caps):
        asked = Asked((), (f"{cause.path}={json_number(cause.right)}",))
        mended = plan_with(plan, asked, plan.language)[0] if left else None
        if mended is not None:
            again = Case(replace(mended, stated=plan.stated))
            wrong = {(one.subject, one.place.line) for one in stated_figures(again)}
            right = [number for number, figure in left.items() if figure not in wrong]
            if cause in known or (len(right) >= _FEWEST and wrong <= set(left.values())):
                yield from ((number, (cause,)) for number in right)
                left = {number: one for number, one in left.items() if number not in right}


def _caps(case: Case, broken: Sequence[Finding]) -> Iterator[Cause]:
    """Each cap of which another ceiling was printed, always the same."""
    for phase in case.plan.phases:
        ending = f".{phase.id}.ceiling"
        printed = {one.expected for one in broken if str(one.subject).endswith(ending)}
        if isinstance(phase.cap, int) and len(printed) == 1:
            yield _cause(case.inputs["phases", phase.id, "cap"], printed.pop() or Fraction(0))


def _cause(one: Input, right: Fraction) -> Cause:
    return Cause(one.place, one.name, one.value, right)


def _claims(
    case: Case, numbers: Mapping[tuple[str | None, Place], int], percents: Percents
) -> Iterator[_Claim]:
    """Every figure that is to be something: those that are stated, and the balance."""
    plan, report = case.plan, case.report(shared=False)
    behind = percents.behind
    for stated, cell in compared(report):
        subject = f"{stated.table}.{stated.row}.{stated.column}"
        number = numbers.get((subject, stated.place))
        yield _Claim(cell, stated, behind(cell), number)
    place = plan.places.get("financing", plan.place)
    costs, financing = report.table("costs"), report.table("financing")
    for column in costs.columns:
        sides = (financing.cell(("financing",), column.key), costs.cell(("costs",), column.key))
        balance = derive((), LESS, sides)
        number = numbers.get((f"financing.financing.{column.id}", place))
        yield _Claim(balance, None, behind(balance), number)


def _causes(
    case: Case, claims: list[_Claim], now: Formulas
) -> Iterator[tuple[int, tuple[Cause, ...]]]:
    """The number of each finding that is explained, with its cause.

    Where several amounts are wrong, one after the other is found: a sum of both is right only
    when both are, and so belongs to the later one.
    """
    left = list(amounts(case))
    for _ in range(_MOST_CAUSES):
        best = _best(now, claims, left)
        causes = tuple(_cause(one.amount.input, one.right) for one in best)
        yield from ((number, causes) for one in best[:1] for number in one.explained)
        if len(best) != 1:
            return  # where several would do, nothing can be built on one of them
        [(amount, right, explained, _)] = best
        now = now.where(amount, right)
        left.remove(amount)
        claims = [one._replace(number=None) if one.number in explained else one for one in claims]


def _best(now: Formulas, claims: Sequence[_Claim], left: Sequence[Amount]) -> list[_Trial]:
    """The amount that explains most, or each of those that explain the same; none if too many.

    Of several that explain the same, the only one that differs by a slip of the hand is it.
    """
    broken = [claim.made_of for claim in claims if claim.number is not None]
    used = Counter(one for one in left for names in broken if not one.names.isdisjoint(names))
    trials = [
        trial
        for one, times in used.most_common(_MOST_AMOUNTS)
        if times >= _FEWEST
        for trial in _trials(now, claims, one)
    ]
    if not trials:
        return []
    _, _, *most = max(trials, key=lambda one: (one.alone, len(one.explained)))
    as_much = (one for one in trials if [one.explained, one.alone] == most)
    alike = list({one.amount.input.path: one for one in as_much}.values())
    slips = [one for one in alike if is_slip(one.amount.input.value, one.right)]
    if len(slips) == 1:
        return slips
    return alike if len(alike) <= _MOST_ALIKE else []


def _trials(now: Formulas, claims: Sequence[_Claim], amount: Amount) -> Iterator[_Trial]:
    """What an amount could have to be, where it then explains at least two findings."""
    touched = [claim for claim in claims if not amount.names.isdisjoint(claim.made_of)]
    for right in _candidates(now, touched, amount):
        formulas = now.where(amount, right)
        explained: dict[int, _Claim] = {}
        for claim in touched:
            holds = claim.holds(formulas.value(claim.cell), now.unit)
            if holds and claim.number is not None:
                explained[claim.number] = claim
            elif not holds and claim.number is None:
                break  # what was right is broken
        else:
            if len(explained) >= _FEWEST:
                alone = sum(claim.made_of <= amount.names for claim in explained.values())
                yield _Trial(amount, right, frozenset(explained), alone)


def _candidates(now: Formulas, touched: Iterable[_Claim], amount: Amount) -> Iterator[Fraction]:
    """What the amount would have to be for some of the broken figures, the simplest ones first."""
    broken = [claim for claim in touched if claim.number is not None]
    broken.sort(key=lambda claim: len(claim.made_of))
    written, counts = amount.input.value, amount.input.kind == COUNT
    less, more = (now.where(amount, one, rounded=False) for one in (written, written + 1))
    tried = {written}
    for claim in broken[:_TRIES]:
        value, slope = now.value(claim.cell), more.value(claim.cell) - less.value(claim.cell)
        if counts and claim.wanted and value * slope < 0:  # others are divided among them
            exact = written * value / claim.wanted
        elif slope:
            exact = written + (claim.wanted - value) / slope
        else:
            continue
        right = round_half_away(exact, amount.step)
        if right not in tried and right >= int(counts):
            tried.add(right)
            yield right


def is_slip(written: Fraction, meant: Fraction) -> bool:
    """Whether one slip makes one amount of the other.

    >>> is_slip(Fraction(830_000), Fraction(820_000)), is_slip(Fraction(69), Fraction(72))
    (True, False)
    """
    one, other = sorted((_digits(written), _digits(meant)), key=len)
    while one and one[0] == other[0]:
        one, other = one[1:], other[1:]
    one_digit = other[1:] in {one, one[1:]}
    return one_digit or (one[:2] == other[1::-1] and one[2:] == other[2:])


def _digits(amount: Fraction) -> str:
    """The digits of an amount in hundredths."""
    return f"{round_half_away(amount * HUNDREDTHS).numerator:03}"
