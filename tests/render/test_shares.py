"""The shares are the same as csv, as json and one by one, whichever plan they are of."""

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import PlanDict, plans, yaml_bytes

from industri40.engine.allocation import Allocation, Share, allocate
from industri40.engine.keys import COMMON, UNALLOCATED
from industri40.load import read_plan
from industri40.render.common.results import Results, TextOptions
from industri40.render.registry import renderer
from industri40.report.tables import ReportTables


def one_by_one(allocation: Allocation) -> Iterator[Share]:
    """Every share by its line, holder and year, from what each holder has of each line."""
    plan = allocation.plan
    for side, lines in (("cost", plan.costs), ("financing", plan.sources)):
        for line in lines:
            common = side == "cost" and line.common
            environments = [] if common else [each.id for each in plan.environments]
            for holder in (*environments, COMMON, UNALLOCATED):
                amounts = allocation.amounts(line.id, holder)
                for year, amount in zip(plan.years, amounts, strict=True):
                    if amount or holder in environments:
                        yield Share(side, line.id, holder, year, amount)


def read(row: dict[str, str]) -> tuple[str, str, str, int | str, Decimal]:
    amount, year = Decimal(row["amount"]), row["year"]
    numbered = int(year) if year.isdigit() else year
    return row["side"], row["line"], row["environment"], numbered, amount


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(plans(balanced=None), st.data())
def test_csv_and_json_have_the_shares(written: PlanDict, data: st.DataObject) -> None:
    plan, findings = read_plan(yaml_bytes(written), "plan.yaml")
    assert plan is not None, findings
    allocation = allocate(plan)
    assert list(allocation.shares()) == list(one_by_one(allocation))
    ids = [each.id for each in plan.environments]
    asked = tuple(data.draw(st.lists(st.sampled_from(ids), unique=True)))
    results = Results(ReportTables(plan, allocation, asked), ())
    wanted = [
        (*share[:-1], Decimal(share.amount * plan.unit.numerator) / plan.unit.denominator)
        for share in one_by_one(allocation)
        if not asked or share.environment in asked
    ]
    as_csv = renderer("tables", "csv")(results, TextOptions())
    assert [read(row) for row in csv.DictReader(io.StringIO(as_csv, newline=""))] == wanted
    as_json = json.loads(renderer("tables", "json")(results, TextOptions()), parse_float=Decimal)
    assert [tuple(share.values()) for share in as_json["shares"]] == wanted
