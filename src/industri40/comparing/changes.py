"""What differs between two plans: their inputs, and every figure that comes of them."""

from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Any

from industri40.comparing.difference import ChangedAward, ChangedFigure, ChangedShare, Difference
from industri40.comparing.inputs import changed_inputs
from industri40.money import HUNDREDTHS
from industri40.plan.model import Plan, natural_order
from industri40.report.case import Case
from industri40.report.tables import PROGRAMME

SHARES, AWARDS = "shares", "awards"
"""The names of what is compared share by share and award by award, as JSON lists them."""

PRINTED = (*PROGRAMME, AWARDS)  # what is compared for people who do not say what they want to see
TABLES = (*PRINTED, SHARES, "environments")  # everything that can be compared, by name

_ROWS = {SHARES: slice(0, 3), AWARDS: slice(1, 2)}
"""What of a key tells the rows apart: lines of an environment; environments; rows of a table."""

_Key = tuple[Any, ...]
_Values = dict[_Key, int | Fraction]  # whole numbers are hundredths of a krone
_Change = tuple[_Key, Fraction | None, Fraction | None]


def compare(old: Plan, new: Plan, tables: Collection[str] = (*PRINTED, SHARES)) -> Difference:
    """What differs between two plans, in what they say and in what comes of that.

    ``tables`` are those of TABLES whose figures are compared; what only others need is not worked
    out. Raises KeyError for another name.
    """
    if unknown := set(tables).difference(TABLES):
        raise KeyError(*unknown)
    cases, same = (Case(old), Case(new)), dict[str, int]()
    found: dict[str, list[_Change]] = {}
    shared = not set(PROGRAMME).issuperset(tables)  # the same report for all of them
    for name in (one for one in TABLES if one in tables):
        values = [_values(case, name, shared=shared) for case in cases]
        changes = found[name] = list(_changes(*values))
        row = _ROWS.get(name, slice(0, 1))
        rows = {key[row] for one in values for key in one}
        same[name] = len(rows) - len({key[row] for key, *_ in changes})
    shares, awards = found.pop(SHARES, []), found.pop(AWARDS, [])
    return Difference(
        *cases,
        tuple(changed_inputs(old, new)),
        tuple(ChangedFigure(name, *key, *both) for name, of in found.items() for key, *both in of),
        tuple(ChangedShare(*key, *both) for key, *both in shares),
        tuple(ChangedAward(*key, *both) for key, *both in awards),
        same,
    )


def _values(case: Case, name: str, *, shared: bool) -> _Values:
    """Every figure of a table by what tells it from the others."""
    unit = int(case.plan.unit * HUNDREDTHS)
    if name == SHARES:
        return dict(_shares(case, unit))
    if name == AWARDS:
        return {(phase, one): units * unit for phase, one, units in case.allocation.awarded()}
    table = case.report(shared=shared).table(name)
    return {(row.id, column.id): cell.amount for row, column, cell in table.figures()}


def _shares(case: Case, unit: int) -> Iterator[tuple[_Key, int]]:
    for side, line, holders, years, columns in case.allocation.blocks():
        for holder, amounts in zip(holders, zip(*columns, strict=True), strict=True):
            for year, amount in zip(years, amounts, strict=True):
                yield (side, line, holder, year), amount * unit


def _changes(old: _Values, new: _Values) -> Iterator[_Change]:
    """What differs, in an order that is the same whichever of the two is the old one."""
    for key in _merged([*old], [*new]):
        one, other = old.get(key), new.get(key)
        if one != other:
            yield key, _kroner(one), _kroner(other)


def _kroner(amount: int | Fraction | None) -> Fraction | None:
    return _of_hundredths(amount) if isinstance(amount, int) else amount


@lru_cache(maxsize=10_000)  # thousands of awards are of a few different amounts
def _of_hundredths(amount: int) -> Fraction:
    return Fraction(amount, HUNDREDTHS)


def _merged(one: list[_Key], other: list[_Key]) -> Iterable[_Key]:
    """Two orders as one: what only one has stands between what both have."""
    if one == other:
        return one

    def rank(key: _Key) -> tuple[bool, list[tuple[int | str, ...]]]:
        return key in both, [natural_order(str(part)) for part in key]

    both, order = {*one}.intersection(other), dict[_Key, None]()
    waiting = [one[::-1], other[::-1]]
    while any(waiting):
        heads = {each[-1] for each in waiting if each}
        first = heads.pop() if len(heads) == 1 else min(heads, key=rank)
        order[first] = None
        for each in waiting:
            if each and each[-1] == first:
                each.pop()
    return order
