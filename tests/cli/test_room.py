"""Tables of environments that would not fit in memory are refused at once, with what fits."""

from collections.abc import Callable
from typing import Any

import pytest

from industri40.cli.results import insist_on_room
from industri40.cli.writing import TargetError
from industri40.load import load_plan

PLAN = """\
name: Many
years: [2024, 2025, 2026]
environments: {count}
participants: 100 000
costs: {{work: {{yearly: 1 000 000}}}}
financing: {{county: {{yearly: 1 000 000}}}}
grant: county
language: en
"""


@pytest.fixture
def path(tmp_path):
    def write(count: int) -> str:
        path = tmp_path / f"{count}.yaml"
        path.write_text(PLAN.format(count=count), "utf-8")
        return str(path)

    return write


@pytest.mark.parametrize(
    ("form", "tables", "most"),
    [
        ("docx", ["environment"], 75_000 // 8),  # two lines in three years and their total
        ("docx", ["environments", "awards"], 75_000 // (6 + 3)),
        ("docx", ["participants", "costs"], 75_000 // 4),
        ("json", ["environment"], 700_000 // 8),
        ("html", ["environment", "participants"], 900_000 // 12),
        ("xlsx", ["environment"], 240_000 // 8),
        ("xlsx", ["awards", "costs"], 240_000 // 8),
    ],
)
def test_just_so_many_environments_have_room(path, form, tables, most):
    insist_on_room(load_plan(path(most)), form, tables, ())
    plan = load_plan(path(most + 1))
    with pytest.raises(TargetError, match=r"have about [0-9,]+ figures"):
        insist_on_room(plan, form, tables, ())
    insist_on_room(plan, form, tables, ["environment-7"])  # as the message says
    insist_on_room(plan, form, ["costs", "breakdown"], ())


def test_it_is_said_in_one_line_and_what_it_says_helps(call: Callable[..., Any], path):
    asked = ("allocate", path(20_000), "--format", "docx", "--table", "environment")
    done = call(*asked)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert (
        "the format docx has room for 75,000; ask for some environments with --environment"
        in done.stderr
    )
    asked = (*asked[:2], "--table", "environment", "--environment", "environment-9")
    assert call(*asked).returncode == 0
