"""The values of the plan language one by one, and the models that they stand in."""

from fractions import Fraction

import pytest
from made_findings import refusal
from pydantic import ValidationError

from industri40.plan.language import numbers, values
from industri40.plan.language.values import Refused
from industri40.plan.language.written import FinancingEntry, PlanFile

SMALL = {
    "name": "Small",
    "years": ["2024"],
    "environments": "1",
    "costs": {"work": {"yearly": "1 000"}},
    "financing": {"county": {"yearly": "1 000"}},
}


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (numbers.read_amount, "1 000,5", 100_050),
        (numbers.read_count, "1\u00a0000", 1_000),
        (numbers.read_number, "2/3", Fraction(2, 3)),
        (numbers.read_share, "66.7 %", Fraction(667, 1_000)),
        (numbers.read_share, "66.667 %", Fraction(66_667, 100_000)),
        (numbers.read_share, "1", Fraction(1)),
        (numbers.read_figure, "1 000", (100_000, 0)),
        (numbers.read_figure, "0,5", (50, 1)),
        (numbers.read_figure, "10.50", (1_050, 2)),
        (numbers.read_figure, "-1 000,5", (-100_050, 1)),
        (numbers.read_figure, "\u2212500", (-50_000, 0)),
        (values.read_flag, "true", True),
        (values.read_flag, "false", False),
        (values.read_name, "  Blå  ", "Blå"),
        (values.read_note, "one\ntwo\n", "one two"),
        (values.read_one_id, "county", "county"),
        (values.read_ids, ["a", "b"], ("a", "b")),
        (values.read_ids, [], ()),
        (values.read_one_or_more_ids, "a", ("a",)),
        (values.read_one_or_more_ids, ["a", "b"], ("a", "b")),
        (values.read_year, "2019", "2019"),
        (values.read_year, "2024-25", "2024-25"),
        (values.read_year, "1999/00", "1999/00"),
        (values.read_currency, "SEK", "SEK"),
        (values.read_choice("one", "two"), "two", "two"),
        (numbers.read_amount_above_zero("1"), "0.01", 1),
    ],
)
def test_what_is_read(read, text, value):
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "value", "code", "said"),
    [
        (numbers.read_amount, "350.000", "P204", "reads as 350.000"),
        (numbers.read_amount, ["1"], "P203", "is a list"),
        (numbers.read_amount, {"a": "1"}, "P203", "is a mapping"),
        (numbers.read_amount_above_zero("7"), "0", "P204", "such as 7"),
        (numbers.read_count, "1.5", "P205", "whole number"),
        (numbers.read_share, "60", "P205", "more than everything; write 60 %, if that is meant"),
        (numbers.read_share, "350.000 %", "P205", "more than everything; write a share such as"),
        (numbers.read_share, "4/3", "P205", "more than everything; write a share such as"),
        (values.read_flag, "yes", "P206", "true or false"),
        (values.read_flag, "True", "P206", "true or false"),
        (values.read_flag, ["true"], "P203", "is a list"),
        (
            values.read_choice("one", "two", "three"),
            "",
            "P206",
            "is empty; write one, two or three",
        ),
        (values.read_choice("one", "two"), {}, "P203", "is a mapping"),
        (values.read_name, " ", "P207", "is empty"),
        (values.read_name, "x" * 201, "P207", "has 201 characters"),
        (values.read_name, "a\nb", "P207", "several lines"),
        (values.read_note, "x" * 2_001, "P207", "at most 2000"),
        (values.read_one_id, "", "P207", "is empty"),
        (values.read_ids, "a", "P203", "write [a]"),
        (values.read_ids, ["a", ["b"]], "P203", "is a list"),
        (values.read_year, "19", "P209", "four digits"),
        (values.read_year, "0019", "P209", "four digits"),
        (values.read_year, "\u0662\u0660\u0661\u0669", "P209", "four digits"),
        (values.read_currency, "kr", "P207", "three capital letters"),
    ],
)
def test_what_is_refused(read, value, code, said):
    with pytest.raises(Refused) as refused:
        read(value)
    assert refused.value.code == code
    assert said in refusal(refused.value)


def test_a_plan_cannot_be_changed_and_has_no_unknown_keys():
    plan = PlanFile.model_validate(SMALL)
    assert plan.costs["work"].yearly == 100_000
    assert (plan.currency, plan.language, plan.round_to) == ("NOK", "nb", 100)
    with pytest.raises(ValidationError):
        plan.name = "Other"
    with pytest.raises(ValidationError, match="extra_forbidden"):
        PlanFile.model_validate(SMALL | {"nmae": "x"})


def test_a_value_of_two_kinds_has_one_error_at_its_own_place():
    with pytest.raises(ValidationError) as refused:
        PlanFile.model_validate(
            SMALL
            | {
                "environments": {"a": {"weight": "x"}},
                "financing": {"f": {"yearly": "1", "shared_by": {"a": "x"}}},
            }
        )
    assert [error["loc"] for error in refused.value.errors()] == [
        ("environments", "a", "weight"),
        ("financing", "f", "shared_by", "a"),
    ]


def test_a_source_is_a_group_where_it_has_sources():
    assert FinancingEntry.model_validate({"yearly": "1"}).sources is None
    group = FinancingEntry.model_validate({"sources": {"a": {"yearly": "1"}}})
    assert group.sources is not None
    assert group.sources["a"].yearly == 100
