"""No renderer changes what it is given: what one writes is the same after any other."""

from collections.abc import Iterator
from itertools import pairwise, permutations
from pathlib import Path

import pytest

from industri40.render.common.results import TextOptions
from industri40.render.registry import FORMATS, renderer

EDGE = Path(__file__).parents[1] / "data" / "edge"


def each_after_each() -> Iterator[str]:
    """The formats, so that every one comes straight after every other."""
    left = list(FORMATS["tables"])
    while left:
        first = left.pop(0)
        for other in left:
            yield from (first, other)
        yield first


def test_every_order_is_there():
    assert set(permutations(FORMATS["tables"], 2)) <= set(pairwise(each_after_each()))


@pytest.mark.parametrize("name", ["does-not-balance", "everything-is-carried"])
def test_every_format_is_the_same_after_every_other(name, plan_of, results_of):
    plan = plan_of((EDGE / f"{name}.yaml").read_text("utf-8"))
    alone = {
        form: renderer("tables", form)(results_of(plan), TextOptions())
        for form in FORMATS["tables"]
    }
    results = results_of(plan)
    for form in each_after_each():
        assert renderer("tables", form)(results, TextOptions()) == alone[form], form
