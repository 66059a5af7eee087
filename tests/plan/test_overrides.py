"""A plan with a what-if is the one that is edited by hand, and what was read stays as it was."""

from copy import deepcopy
from itertools import takewhile
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from random_plans import Limits, PlanDict, make_plan, yaml_bytes
from random_plans.what_ifs import WhatIf, edited, options, scenario, what_if

from industri40.findings.finding import Finding, Place
from industri40.load import read_plan
from industri40.plan.model import Asked, Plan
from industri40.plan.overrides import overridden
from industri40.plan.yaml.reader import read_document
from industri40.record import Record, replace
from industri40.render.common.results import Results, TextOptions
from industri40.render.registry import renderer
from industri40.report.case import Case
from industri40.report.tables import TABLES

SMALL = Limits(environments=5, years=3, phases=3)
FORMATS = ("json", "csv", "table", "markdown")


@st.composite
def asked(draw: st.DrawFn) -> tuple[PlanDict, WhatIf]:
    rng = draw(st.randoms(use_true_random=False))
    plan = make_plan(rng, balanced=None, limits=SMALL)
    return plan, what_if(plan, rng)


def read(plan: PlanDict, what: WhatIf) -> tuple[Plan | None, tuple[Finding, ...]]:
    """A plan with a what-if: by options, or by a scenario where something is taken out."""
    if None in what.values():
        plan = {**plan, "scenarios": {"what": scenario(what)}}
        return read_plan(yaml_bytes(plan), "plan.yaml", asked=Asked(("what",)))
    return read_plan(yaml_bytes(plan), "plan.yaml", asked=Asked((), options(what)))


def as_meant(plan: Plan) -> Any:
    """A plan without the places of anything, and without what a what-if says of itself."""
    places = {key: one for key, one in plan.places.items() if key not in ("scenarios", "stated")}
    said = {"data": b"", "document": None, "what_if": None, "stated": (), "scenarios": ()}
    return _bare(replace(plan, **said, places=places))


def _bare(value: Any) -> Any:
    if isinstance(value, Place):
        return None
    if isinstance(value, Record):
        return type(value), _bare(vars(value))
    if isinstance(value, dict):
        return {key: _bare(one) for key, one in value.items()}
    return [_bare(one) for one in value] if isinstance(value, list | tuple) else value


def written(plan: Plan, form: str) -> str:
    case = Case(replace(plan, stated=()))
    report = case.report()
    tables = tuple(one for name in TABLES for one in report.tables(name))
    text = renderer("tables", form)(Results(report, tables), TextOptions(200))
    assert isinstance(text, str)
    return text


@settings(max_examples=150, deadline=None)
@given(asked())
def test_it_is_the_plan_that_was_edited_by_hand(drawn: tuple[PlanDict, WhatIf]) -> None:
    plan, what = drawn
    by_hand = edited(plan, what)
    changed, found = read(plan, what)
    if by_hand is None:
        assert changed is None
        assert "P259" in {one.code for one in found}
        return
    meant, wrong = read_plan(yaml_bytes(by_hand), "plan.yaml")
    assert {one.code for one in found} == {one.code for one in wrong}
    assert (changed is None) == (meant is None)
    if changed is not None and meant is not None:
        assert as_meant(changed) == as_meant(meant)


@settings(max_examples=25, deadline=None)
@given(asked())
def test_its_tables_are_byte_for_byte_those_of_the_edited_plan_but_where_they_say_so(
    drawn: tuple[PlanDict, WhatIf],
) -> None:
    plan, what = drawn
    by_hand, (changed, _) = edited(plan, what), read(plan, what)
    if by_hand is None or changed is None:
        return
    meant, _ = read_plan(yaml_bytes(by_hand), "plan.yaml")
    assert meant is not None
    for form in FORMATS:
        wanted, text = written(meant, form), written(changed, form)
        assert written(replace(changed, what_if=None), form) == wanted
        pairs = zip(text, wanted, strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        instead = len("null") if form == "json" else 0
        assert text.endswith(wanted[same + instead :])
        assert (text == wanted) is (form == "csv")


@settings(max_examples=40, deadline=None)
@given(asked(), st.integers(0, 2**32))
def test_the_plan_that_was_read_stays_as_it_was(drawn: tuple[PlanDict, WhatIf], seed: int) -> None:
    plan, what = drawn
    both = {"what": scenario(what), "other": scenario(what_if(plan, Random(seed)))}
    data = yaml_bytes({**plan, "scenarios": both})
    document, _ = read_document(data, "plan.yaml")
    assert document is not None
    before = deepcopy((document.value, document.marks, document.text))
    for one in (Asked(("what",)), Asked(("other",), ("name=Another",))):
        overridden(document, one)
        assert (document.value, document.marks, document.text) == before
