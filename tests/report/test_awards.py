"""What was sought, could be had, was awarded and came back: each as what it is, and the frames."""

import json

import pytest

from industri40.engine.allocation import allocate
from industri40.render.common.results import Results, TextOptions
from industri40.render.registry import renderer
from industri40.report.awards import NET, RETURNED, frames
from industri40.report.table import printed
from industri40.report.tables import TABLES, ReportTables

DECIDED = """
name: Decided
language: en
years: [2026, 2027]
environments: {a: {}, b: {}, c: {phases: [first]}}
costs:
  work: {yearly: 900}
  fair: {label: Fair, yearly: 100, common: true, financed_by: state}
financing: {state: {label: State, yearly: 1 000}}
grant: state
phases:
  first:
    label: One
    share: 2/3
    leftover: carry
    awarded: {a: 400, b: 300, c: 350}
    returned: {c: 150}
  last: {label: Two, share: 1/3, floor: 300, cap: {a: 400}}
"""


@pytest.fixture(scope="module")
def report(plan_of):
    plan = plan_of(DECIDED)
    return ReportTables(plan, allocate(plan))


def shown(table):
    return {
        row.id: {printed(key): int(cell.exact) for key, cell in row.cells.items()}
        for row in table.rows
    }


def test_each_part_of_an_award_has_its_column_where_anybody_has_it(report):
    table = report.table("awards")
    labels = [(column.id, column.group, column.label) for column in table.columns]
    assert labels == [
        ("first", "One", "Awarded"),
        ("first.returned", "One", "Returned"),
        ("last.ceiling", "Two", "Ceiling"),
        ("last.floor", "Two", "Floor"),
        ("last", "Two", "Awarded"),
        ("awards.total", "", "Total"),
        ("awards.net", "", "After returns"),
    ]
    rows = shown(table)
    assert rows["a"] == {
        "first": 400,
        "last.ceiling": 400,
        "last.floor": 300,
        "last": 400,
        "awards.total": 800,
        "awards.net": 800,
    }
    assert rows["c"] == {
        "first": 350,
        "first.returned": 150,
        "awards.total": 350,
        "awards.net": 200,
    }


def test_a_frame_is_what_was_awarded_less_what_came_back_and_what_is_left(report):
    rows = shown(report.table("awards"))
    assert rows["frames.awarded"]["first.returned"] == 150
    for phase, frame in (("first", 1_200), ("last", 900)):
        awarded, back, left, whole = (
            rows[f"frames.{part}"][phase] for part in ("awarded", "given_back", "leftover", "frame")
        )
        assert awarded - back + left == whole == frame
    [table] = frames(report)
    assert shown(table)["first"] == {
        "frame": 1_200,
        "awarded": 1_050,
        "given_back": 150,
        "leftover": 300,
        "carried": 300,
        "returned": 0,
    }


def test_a_grant_is_net_of_what_was_returned_and_tables_say_so(report):
    rows = shown(report.table("environments"))
    assert [rows["c"][printed(key)] for key in (("award", "first"), RETURNED)] == [350, 150]
    assert rows["c"]["state"] == 200
    assert rows["all.sum"][printed(RETURNED)] == 150
    notes = (
        "Awards already decided: One.",
        "An environment's grant is what it was awarded less what it returned.",
    )
    assert report.table("awards").notes == notes
    assert report.table("environments").notes[:2] == notes
    of_c = report.tables("environment")[-1]
    labels = {row.id: row.label.strip() for row in of_c.rows}
    assert (labels["state.first"], labels["state.first.returned"]) == (
        "of which One",
        "returned of One",
    )
    rows = shown(of_c)
    assert (
        rows["state"]["total"]
        == rows["state.first"]["total"] - rows["state.first.returned"]["total"]
    )


def test_what_came_back_is_said_where_phases_are_shares_of_the_grant(report):
    notes = [note.replace("\u00a0", " ") for note in report.table("phases").notes]
    assert notes[1:] == [
        "300 of State is carried from One to Two, whose frame is 900.",
        "150 of State in One is returned by the environments, of 1,050 awarded.",
        "50 of State in Two is not allocated: 850 is awarded.",
    ]
    notes = [note.replace("\u00a0", " ") for note in report.table("breakdown").notes]
    assert notes[1].startswith("50 of State is not allocated: 1,750 is awarded, on average 583")


def test_nothing_is_said_of_what_did_not_come_back(plan_of):
    plan = plan_of(DECIDED.replace("    returned: {c: 150}\n", ""))
    report = ReportTables(plan, allocate(plan))
    for name in TABLES:
        for table in report.tables(name):
            assert "eturn" not in str(
                [table.columns, table.notes, [row.label for row in table.rows]]
            )
            assert NET not in [column.key for column in table.columns]


def test_one_phase_has_a_total_only_after_returns(plan_of):
    text = DECIDED[: DECIDED.index("  last:")].replace("share: 2/3", "share: 1")
    plan = plan_of(text.replace("    leftover: carry\n", ""))
    table = ReportTables(plan, allocate(plan)).table("awards")
    assert [column.id for column in table.columns] == ["first", "first.returned", "awards.net"]


def test_what_was_given_back_is_the_last_of_a_frame_in_json(report):
    results = Results(report, report.tables("awards"))
    document = json.loads(renderer("tables", "json")(results, TextOptions()))
    assert document["frames"][0] == {
        "phase": "first",
        "frame": 1_200,
        "awarded": 1_050,
        "leftover": 300,
        "carried": 300,
        "returned": 0,
        "given_back": 150,
    }
    assert list(document["frames"][0])[-1] == "given_back"
    [c] = [one for one in document["awards"] if one["environment"] == "c"]
    assert (c["amount"], c["returned"], c["floor"], c["ceiling"]) == (350, 150, None, None)


def test_a_phase_may_be_called_awards(plan_of):
    """Also where another phase got something back, and what came back of all is summed."""
    plan = plan_of(DECIDED.replace("last: {", "awards: {"))
    report = ReportTables(plan, allocate(plan))
    table, every = report.table("awards"), report.table("environments")
    assert [one.id for one in table.columns if "returned" in one.key] == ["first.returned"]
    assert every.cell(("c",), RETURNED).exact == 150
    labels = [row.label for row in report.tables("environment")[0].rows]
    assert not any("returned" in label.lower() for label in labels)
