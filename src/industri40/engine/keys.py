"""The keys of a plan as columns: what each holder has of one unit that a line has."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import lcm
from typing import NamedTuple

from industri40.engine.awards import ExactPhase, total_awards
from industri40.engine.columns import Column, combine
from industri40.plan.model import Key, Plan


class GivenIn(NamedTuple):
    """The key of a line that is given by environment, in the year with this index."""

    line: str
    year: int


class Fitted(NamedTuple):
    """A key that holds in one year alone, where no sum of other keys will do.

    Years in whole units are not quite what a plan says, so that a difference of keys may be below
    zero where it is nothing exactly. ``line`` is None for what is left of the cash. The year comes
    first, so that no such key is equal to one that is given.
    """

    year: int
    line: str | None


COMMON = "common"  # the holder of common costs, and of the money that pays them
UNALLOCATED = "unallocated"  # the holder of what ceilings kept back and nobody was awarded
KeyName = str | GivenIn | Fitted | None
"""What a key is called: a line or a group by its id; None is that of what nobody has."""


def key_columns(
    plan: Plan, holders: Sequence[str], phases: Sequence[ExactPhase], pool: int
) -> dict[KeyName, Column]:
    """The columns of all keys that the plan writes, and of the grant; each totals one.

    ``pool`` is the grant after common costs. Keys that are the same are one column.
    """
    size = len(holders) + 1
    keys: dict[KeyName, Column] = {None: Column([0] * len(holders) + [1], 1)}
    known: dict[object, Column] = {}

    def column(key: Key) -> Column:
        if key.identity not in known:
            weights = [key.weights[holder] for holder in holders]
            known[key.identity] = Column([*weights, 0], sum(weights))
        return known[key.identity]

    for source in plan.sources:
        if source.id == plan.grant:
            keys[source.id] = combine(size, [(Fraction(1, pool or 1), total_awards(phases, size))])
        elif source.given is None:
            keys[source.id] = column(source.key)
    for line in (*plan.groups, *plan.costs):
        if line.key:
            keys[line.id] = column(line.key)
    return keys | given_columns(plan, holders)


def given_columns(
    plan: Plan, holders: Sequence[str], *, rounded: bool = True
) -> dict[KeyName, Column]:
    """The columns of lines that are given by environment, or of what they were before rounding."""
    keys: dict[KeyName, Column] = {}
    for line, number in product((*plan.costs, *plan.sources), range(len(plan.years))):
        if each := line.given:
            amounts = [each.amount(holder, number, rounded=rounded) for holder in holders]
            scale = lcm(*(amount.denominator for amount in amounts))
            weights = [int(amount * scale) for amount in amounts]
            # of nothing everybody has the same part, which is nothing
            keys[GivenIn(line.id, number)] = Column([*weights, 0], sum(weights) or 1)
    return keys


def mixed(size: int, keys: Mapping[KeyName, Column], terms: Mapping[KeyName, Fraction]) -> Column:
    """The exact sum of amounts, each shared by its key."""
    merged: dict[int, tuple[Fraction, Column]] = {}
    for name, amount in terms.items():
        # names with the same column are one term: fewer columns to add up
        key = keys[name]
        before, _ = merged.get(id(key), (Fraction(0), key))
        merged[id(key)] = (before + amount, key)
    return combine(size, merged.values())
