"""One slip in a plan that is right gives the finding of that slip and no mere consequences."""

from collections.abc import Iterator
from copy import deepcopy
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_plans import Limits
from strategies import fixed_plan, plans, yaml_bytes

from industri40.findings.finding import Finding
from industri40.load import read_plan

Path = tuple[str | int, ...]

SOME = settings(max_examples=60)
SMALL = Limits(environments=6)

IDS = {"costs", "financing", "sources", "environments", "phases", "scenarios"}
BY_ENVIRONMENT = {"applications", "awarded", "returned", "cap", "floor", "by_environment"}
AMOUNTS = {"yearly", "total", "per_participant", "cap", "hours", "hourly_rate", "round_to"}


def paths(value: object, path: Path = ()) -> Iterator[Path]:
    """The way to every value that is read with a plan, which what a scenario sets is not."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for step, part in items:
        yield (*path, step)
        is_set = path[:1] == ("scenarios",) and step == "set"
        if not (isinstance(part, str) or is_set):
            yield from paths(part, (*path, step))


def at(plan: object, path: Path) -> object:
    for step in path:
        plan = plan[step]
    return plan


def is_key(path: Path) -> bool:
    """Whether a path ends in a key of the language rather than in an id, a year or an index."""
    if isinstance(path[-1], int):
        return False
    if len(path) == 1:
        return True
    by_id = IDS | {"participants", "years", "shared_by", "keys"} | BY_ENVIRONMENT
    return path[-2] not in by_id and path[-3:-2] != ("by_environment",)


def is_amount(plan: dict, path: Path) -> bool:
    return path[-1] in AMOUNTS and isinstance(at(plan, path), str)


def changed(plan: dict, path: Path, value: object) -> dict:
    copy = deepcopy(plan)
    at(copy, path[:-1])[path[-1]] = value
    return copy


def misspelt(plan: dict, path: Path) -> dict:
    copy = deepcopy(plan)
    part = at(copy, path[:-1])
    part[f"{path[-1]}_"] = part.pop(path[-1])
    return copy


def findings(plan: dict) -> tuple[Finding, ...]:
    understood, found = read_plan(yaml_bytes(plan), "plan.yaml", "en")
    assert (understood is None) == bool(found)
    return found


def said(found: tuple[Finding, ...]) -> list[str]:
    return [f"{finding.code} {finding.message}" for finding in found]


@SOME
@given(plans(balanced=None, limits=SMALL), st.data())
def test_a_misspelt_key_is_one_finding(plan, data):
    path = data.draw(st.sampled_from([path for path in paths(plan) if is_key(path)]))
    found = findings(misspelt(plan, path))
    assert [finding.code for finding in found] == ["P201"], said(found)
    [unknown] = found
    assert f"`{path[-1]}_`" in unknown.message
    assert f"`{path[-1]}`" in unknown.message


@SOME
@given(plans(balanced=None, limits=SMALL), st.data())
def test_an_amount_that_cannot_be_read_is_one_finding(plan, data):
    amounts = [path for path in paths(plan) if is_amount(plan, path)]
    path = data.draw(st.sampled_from(amounts))
    found = findings(changed(plan, path, "350.000"))
    assert [finding.code for finding in found] == ["P204"], said(found)


@SOME
@given(plans(balanced=None, limits=SMALL), st.data())
def test_a_list_in_the_place_of_anything_but_a_list_is_one_finding(plan, data):
    others = [path for path in paths(plan) if not isinstance(at(plan, path), list)]
    path = data.draw(st.sampled_from([path for path in others if path[-1] != "includes"]))
    found = findings(changed(plan, path, [["x"]]))
    assert len(found) == 1, said(found)
    assert found[0].code in {"P203", "P209"}


@SOME
@given(plans(balanced=None, limits=SMALL), st.data())
def test_nothing_ends_in_a_fault_of_the_program(plan, data):
    """Several values exchanged, left out, emptied or made into something else."""
    for _ in range(data.draw(st.integers(1, 4))):
        every = list(paths(plan))
        if not every:
            break
        path = data.draw(st.sampled_from(every))
        kind = data.draw(st.sampled_from(["out", "value", "other", "misspelt"]))
        if kind == "out":
            plan = deepcopy(plan)
            part = at(plan, path[:-1])
            del part[path[-1]]
        elif kind == "other":
            plan = changed(plan, path, deepcopy(at(plan, data.draw(st.sampled_from(every)))))
        elif kind == "misspelt" and isinstance(path[-1], str):
            plan = misspelt(plan, path)
        else:
            odd = ["", "0", "1", "true", "x", "9" * 40, "1/3", "350.000", [], {}, ["x"], {"x": "1"}]
            plan = changed(plan, path, data.draw(st.sampled_from(odd)))
    for finding in findings(plan):
        assert finding.place.file == "plan.yaml"
        assert finding.place.line >= 1
        assert finding.message.endswith(".")
        assert finding.remedy


@pytest.mark.parametrize("seed", range(30))
def test_slips_far_apart_are_all_found_at_once(seed):
    plan = fixed_plan(seed)
    rng = Random(seed)
    line = rng.choice(list(plan["costs"]))
    plan["costs"][line]["labels"] = "x"
    plan["nmae"] = plan.pop("name")
    plan["phases"] = {"only": {"share": "1/2"}}
    for environment in (
        plan["environments"].values() if isinstance(plan["environments"], dict) else ()
    ):
        environment.pop("phases", None)
    found = findings(plan)
    assert sorted(finding.code for finding in found) == ["P201", "P201", "P241"], said(found)
