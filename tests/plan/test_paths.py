"""Paths: one name for each input, from the top or from an id on, and the nearest where none is."""

import pytest

from industri40.plan.paths import UnknownPathError, check_path, full_path, kind_at, short_names

PLAN = {
    "years": ["2024/25", "2025/26"],
    "environments": {"north": {"keys": {"pop": "5"}}, "grant": {}, "twice": {}},
    "costs": {"work": {"yearly": "5"}, "twice": {"total": "5"}},
    "financing": {"fee": {"sources": {"bank": {"yearly": "5"}}}, "county": {"rest": "true"}},
    "grant": "county",
    "phases": {"first": {"share": "1", "cap": "5"}},
}


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("work.yearly", "costs.work.yearly"),
        ("bank", "financing.fee.sources.bank"),
        ("financing.fee.sources.bank", "financing.fee.sources.bank"),
        ("first.cap.north", "phases.first.cap.north"),
        ("north.weight", "environments.north.weight"),
        ("grant", "grant"),  # a key at the top wins
        ("limits.of", "limits.of"),
    ],
)
def test_a_path_begins_at_the_top_or_at_an_id(written: str, path: str):
    assert ".".join(full_path(PLAN, written)) == path


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("costs.work.yearly", "work.yearly"),
        ("financing.fee.sources.bank.yearly", "bank.yearly"),
        ("financing.fee.sources", "fee.sources"),
        ("costs.twice.total", "costs.twice.total"),
        ("environments.grant.weight", "environments.grant.weight"),
        ("phases.first", "first"),
        ("grant", "grant"),
    ],
)
def test_its_short_name_leads_back_to_it(path: str, short: str):
    keys = tuple(path.split("."))
    assert short_names(PLAN, [keys]) == {keys: short}
    assert full_path(PLAN, short) == keys


@pytest.mark.parametrize(
    ("written", "reason", "named"),
    [
        ("wrok.yearly", "meant", "work"),
        ("twice.total", "ambiguous", ("costs.twice", "environments.twice")),
        ("stated", "fixed", "stated"),
        ("work.yeraly", "meant", "costs.work.yearly"),
        ("work.zzz", "unknown", "costs.work.label"),
        ("work.years.2025-26", "meant", "costs.work.years.2025/26"),
        ("first.caps", "meant", "phases.first.cap"),
        ("first.floor.nroth", "meant", "phases.first.floor.north"),
        ("first.shared_by.popp", "meant", "phases.first.shared_by.pop"),
        ("twize.keys.pop", "meant", "twice"),
        ("environments.twice.keys.popp", "meant", "environments.twice.keys.pop"),
        ("fee.bank.yearly", "meant", "financing.fee.sources.bank"),
        ("work.yearly.x", "single", "costs.work.yearly"),
        ("grant.x", "single", "grant"),
        ("environments.nroth.weight", "meant", "environments.north"),
        ("", "unknown", "name"),
    ],
)
def test_what_is_not_there_is_told_with_the_nearest(written: str, reason: str, named: object):
    with pytest.raises(UnknownPathError) as error:
        check_path(PLAN, full_path(PLAN, written), new=False)
    facts = error.value.facts
    assert error.value.reason == reason
    assert named in facts.values() or named in facts.get("known", ())


def test_environments_that_are_only_counted_are_one_value():
    plan = {**PLAN, "environments": "3"}
    for written in ("environment-3.weight", "environments.environment-3.weight"):
        with pytest.raises(UnknownPathError) as error:
            check_path(plan, full_path(plan, written), new=False)
        facts = {"path": "environments", "inner": "environment-3"}
        assert (error.value.reason, error.value.facts) == ("single", facts)


def test_only_what_is_a_mapping_may_be_new():
    for path in ("costs.new", "financing.fee.sources.new", "environments.new", "phases.new"):
        check_path(PLAN, tuple(path.split(".")), new=True)
        with pytest.raises(UnknownPathError):
            check_path(PLAN, tuple(path.split(".")), new=False)
    with pytest.raises(UnknownPathError):
        check_path(PLAN, ("costs", "new", "yearly"), new=True)


def test_a_figure_has_a_kind_and_a_word_has_none():
    kinds = {
        "participants": "count",
        "environments": "count",
        "participants.inside.number": "count",
        "environments.north.participants.inside": "count",
        "environments.north.weight": "number",
        "environments.north.keys.pop": "number",
        "phases.first.share": "share",
        "phases.first.cap": "money",
        "phases.first.awarded.north": "money",
        "phases.first.shared_by.north": "number",
        "costs.work.years.2024/25": "money",
        "costs.work.by_environment.north.2024/25": "money",
        "costs.work.percent": "share",
        "financing.fee.sources.bank.hours": "hours",
        "financing.fee.sources.bank.shared_by.north": "number",
        "limits.grant_share_at_most": "share",
        "round_to": "money",
        "name": None,
        "costs.work.label": None,
        "financing.fee.sources": None,
        "phases.first.leftover": None,
    }
    assert {path: kind_at(tuple(path.split("."))) for path in kinds} == kinds
