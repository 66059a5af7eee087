"""The list of a plan's inputs: every figure that it writes, under one name."""

from pathlib import Path

import pytest

from industri40.load import read_plan
from industri40.plan.inputs import Inputs, path_of
from industri40.plan.model import Plan
from industri40.plan.paths import from_id
from industri40.plan.yaml.reader import read_document
from industri40.plan.yaml.text import Lines
from industri40.record import replace

TESTS = Path(__file__).parents[1]
PLANS = [
    TESTS.parent / "budgets" / "industri40-trondelag.yaml",
    *sorted(TESTS.glob("data/plans/*.yaml")),
    *sorted(TESTS.glob("data/edge/*.yaml")),
    *sorted(TESTS.glob("explain/plans/*.yaml")),
]

TEXT = """\
name: Every figure
years: [2024, 2025]
participants: 1 000
round_to: 0.50
environments:
  yearly: {participants: 400, weight: '1,5'}
  sources: {participants: 600, phases: [first]}
costs:
  cap: {years: {2024: 70 000, 2025: '80 000,50'}}
  share: {yearly: 600, includes: effort}
  part: {percent: '7,5 %', of: cap, shared_by: {yearly: 1}}
  given: {by_environment: {yearly: 1 000, sources: {2024: 300}}}
financing:
  county: {total: 1 000, shared_by: {yearly: 2/3, sources: 40 %}}
  weight:
    shared_by: participants
    sources:
      fee: {per_participant: 30}
      effort: {hours: 7.5, hourly_rate: 500, in_kind: true}
grant: county
phases:
  first: {share: 66.7 %, cap: 600, applications: {yearly: 550}}
  second: {share: 0.333, shared_by: {yearly: 1}}
limits: {grant_share_at_most: 50 %, fee_per_participant_at_most: 9 000}
stated:
  - {table: costs, rows: {share: {2024: 600}}}
"""


def plan_of(data: bytes) -> Plan:
    plan, findings = read_plan(data, "plan.yaml")
    assert plan is not None, findings
    return plan


def saying(text: str) -> Plan:
    """A plan whose file has this text, whatever else it is: inputs are read from the file."""
    document, _ = read_document(text.encode(), "plan.yaml")
    return replace(plan_of(PLANS[0].read_bytes()), document=document)


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    return Inputs(saying(TEXT))


LISTED = """\
participants | 1 000 | 1000 | count
round_to | 0.50 | 1/2 | money
environments.yearly.participants | 400 | 400 | count
environments.yearly.weight | 1,5 | 3/2 | number
environments.sources.participants | 600 | 600 | count
costs.cap.years.2024 | 70 000 | 70000 | money
costs.cap.years.2025 | 80 000,50 | 160001/2 | money
costs.share.yearly | 600 | 600 | money
costs.part.percent | 7,5 % | 3/40 | share
costs.part.shared_by.yearly | 1 | 1 | number
costs.given.by_environment.yearly | 1 000 | 1000 | money
costs.given.by_environment.sources.2024 | 300 | 300 | money
financing.county.total | 1 000 | 1000 | money
financing.county.shared_by.yearly | 2/3 | 2/3 | number
financing.county.shared_by.sources | 40 % | 2/5 | share
financing.weight.sources.fee.per_participant | 30 | 30 | money
financing.weight.sources.effort.hours | 7.5 | 15/2 | hours
financing.weight.sources.effort.hourly_rate | 500 | 500 | money
phases.first.share | 66.7 % | 667/1000 | share
phases.first.cap | 600 | 600 | money
phases.first.applications.yearly | 550 | 550 | money
phases.second.share | 0.333 | 333/1000 | share
phases.second.shared_by.yearly | 1 | 1 | number
limits.grant_share_at_most | 50 % | 1/2 | share
limits.fee_per_participant_at_most | 9 000 | 9000 | money
"""


def test_every_figure_is_listed_as_it_is_written_in_the_order_of_the_file(inputs):
    listed = [f"{one.name} | {one.written} | {one.value} | {one.kind}\n" for one in inputs.values()]
    assert "".join(listed) == LISTED


def test_a_path_goes_on_from_an_id(inputs):
    shorter = {one.name: ".".join(from_id(one.path)) for one in inputs.values()}
    assert shorter["financing.weight.sources.effort.hours"] == "effort.hours"
    assert shorter["costs.cap.years.2024"] == "cap.years.2024"
    assert shorter["phases.first.applications.yearly"] == "first.applications.yearly"
    assert shorter["environments.yearly.weight"] == "yearly.weight"
    assert shorter["limits.grant_share_at_most"] == "limits.grant_share_at_most"
    assert shorter["round_to"] == "round_to"


def test_words_are_said_and_no_inputs(inputs):
    place = inputs.document.place(("financing", "weight", "shared_by"))
    assert inputs.by_place[place] == []
    assert inputs.get(("financing", "weight", "shared_by")) is None
    assert inputs.document.place(("financing", "weight")) not in inputs.by_place


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_it_holds_what_the_plan_is_made_of_at_its_own_place(path):
    plan = plan_of(path.read_bytes())
    inputs, lines = Inputs(plan), Lines(path.read_text("utf-8"))
    for one in inputs.values():
        text = lines.line_text(one.place.line)[one.place.column - 1 :]
        assert text.lstrip("\"'").startswith(one.written)
        assert inputs.at(one.place, one.path[-1]) is one
        assert inputs[one.path] is one
    for line in (*plan.costs, *plan.sources, *plan.groups):
        written = {
            one.place: one.value for one in inputs.values() if one.path[:-1] == path_of(line)
        }
        if line.written.form == "years":
            under = (*path_of(line), "years")
            written = {one.place: one.value for one in inputs.values() if one.path[:-1] == under}
        assert all(written[place] == value for value, place in line.written.values)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_it_holds_bounds_counts_and_figures_as_the_plan_means_them(path):
    plan = plan_of(path.read_bytes())
    inputs = Inputs(plan)
    for phase in plan.phases if plan.phased else ():
        assert inputs["phases", phase.id, "share"].value == phase.share
        for key in ("cap", "floor", "applications", "awarded", "returned"):
            bound, under = getattr(phase, key), ("phases", phase.id, key)
            if isinstance(bound, int):
                assert inputs[under].value == plan.unit * bound
            for environment, amount in bound.items() if isinstance(bound, dict) else ():
                assert inputs[*under, environment].value == plan.unit * amount
    number = inputs.get(("participants",))
    assert number is None or number.value == plan.participants
    for group in plan.participant_groups:
        number = inputs.get(("participants", group.id, "number"))
        assert number is None or number.value == group.number
    for one in plan.environments:
        counts = {("participants", group): number for group, number in one.members.items()}
        counts |= {("keys", name): figure for name, figure in one.figures.items()}
        counts |= {} if one.members else {("participants",): one.participants}
        for key, count in counts.items() if one.counted or one.figures else ():
            written = inputs.get(("environments", one.id, *key))
            assert written is None or written.value == count
