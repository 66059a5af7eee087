"""A plan and its scenarios side by side, for other programs."""

from industri40.money import json_exact
from industri40.render.common.results import TextOptions
from industri40.report.scenarios import Scenarios


def as_json(one: Scenarios, _options: TextOptions) -> str:
    """``industri40.scenarios/1``: what each column is, and every figure, written exactly."""
    from industri40.render.common.exact_json import array, object_of, scenario, text
    from industri40.render.data.allocation_json import cells

    (table,), plan = one.page.tables, one.cases[0].plan
    columns = (
        text({"column": column.id, "label": column.label, "scenario": scenario(case.plan)})
        for column, case in zip(table.columns, one.cases, strict=True)
    )
    values = {
        "format": '"industri40.scenarios/1"',
        "plan": text({"name": plan.name, "currency": plan.currency}),
        "columns": array(columns),
        "figures": array(cells(table)),
    }
    return object_of(values) + "\n"


def as_csv(one: Scenarios, _options: TextOptions) -> str:
    """The figures, one on a line; ids need no quotes."""
    (table,) = one.page.tables
    lines = (
        f"{row.id},{column.id},{json_exact(cell.amount)},{cell.exact}\n"
        for row, column, cell in table.figures()
    )
    return "".join(("row,column,amount,exact\n", *lines))
