"""A plan and its scenarios side by side: as text, as Markdown, and for other programs."""

import json

from industri40.money import json_exact
from industri40.render.common.results import TextOptions, scenario
from industri40.render.common.styled import Styled
from industri40.report.scenarios import Scenarios


def as_text(one: Scenarios, options: TextOptions) -> Styled:
    """The page as it is printed."""
    from industri40.render.terminal.tables import body, heading, styled

    return styled((*heading(one.page, options), *body(one.page, options)), options)


def as_markdown(one: Scenarios, _options: TextOptions) -> str:
    """The page as Markdown."""
    from industri40.render.markdown import document

    return document(one.page)


def as_json(one: Scenarios, _options: TextOptions) -> str:
    """``industri40.scenarios/1``: what each column is, and every figure, written exactly."""
    from industri40.render.data.allocation_json import array, cells, object_of

    (table,), plan = one.page.tables, one.cases[0].plan
    named = {"name": plan.name, "currency": plan.currency}
    columns = (
        f'{{"column": "{column.id}", "label": {json.dumps(column.label, ensure_ascii=False)}, '
        f'"scenario": {scenario(case.plan)}}}'
        for column, case in zip(table.columns, one.cases, strict=True)
    )
    values = {
        "format": '"industri40.scenarios/1"',
        "plan": json.dumps(named, ensure_ascii=False),
        "columns": array(columns),
        "figures": array(cells(table)),
    }
    return object_of(values, 1) + "\n"


def as_csv(one: Scenarios, _options: TextOptions) -> str:
    """The figures, one on a line; ids need no quotes."""
    (table,) = one.page.tables
    lines = (
        f"{row.id},{column.id},{json_exact(cell.amount)},{cell.exact}\n"
        for row, column, cell in table.figures()
    )
    return "".join(("row,column,amount,exact\n", *lines))
