"""``industri40 schema``, and the schema that is shipped beside the budgets."""

import json
from pathlib import Path

from industri40.plan.language.schema import plan_schema

BUDGETS = Path(__file__).parents[2] / "budgets"


def test_the_command_prints_the_schema_of_the_plan_language(call):
    done = call("schema")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == plan_schema()
    assert done.stdout.isascii()


def test_the_schema_beside_the_budgets_is_what_the_command_prints(call):
    assert (BUDGETS / "industri40.schema.json").read_text("utf-8") == call("schema").stdout
