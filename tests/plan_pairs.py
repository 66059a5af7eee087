"""Pairs of random plans, for what compares two of them."""

from random import Random

from changed_plans import changes, plan_of_dict
from hypothesis import strategies as st
from strategies import Limits, plans

from industri40.plan.model import Plan


def pairs() -> st.SearchStrategy[tuple[Plan, Plan]]:
    """A plan with another, which most often is the same with something changed."""
    small = Limits(environments=5, years=3, phases=3)

    def pair(drawn):
        one, other, rng, is_changed = drawn
        found = [plan for _, plan in changes(one, rng)] if is_changed else []
        return plan_of_dict(one), rng.choice(found) if found else plan_of_dict(other)

    made, rng = plans(balanced=None, limits=small), st.integers(0, 2**32).map(Random)
    return st.tuples(made, made, rng, st.sampled_from([True, True, False])).map(pair)
