"""Results as JSON, ``industri40.allocation/1``: every figure is written exactly.

One share, award, frame or cell stands on a line.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from industri40.engine.allocation import Award, Frame
from industri40.money import json_exact
from industri40.plan.model import Environment, Plan
from industri40.render.common.exact_json import Kroner, array, object_of, record, scenario, text
from industri40.render.common.results import Results, TextOptions
from industri40.render.findings.json import findings_json
from industri40.report.table import Table
from industri40.report.tables import LIMITS


def render(results: Results, _options: TextOptions) -> str:
    """The whole document. Raises ValueError where nothing was shared out."""
    kroner = Kroner(results.plan.unit)
    tables = {one.id: array(cells(one), 3) for one in results.tables if one.id != LIMITS}
    shared = results.report.allocation
    awards = (one for one in shared.awards if results.shows(one.environment))
    values = {
        "format": '"industri40.allocation/1"',
        "plan": _plan(results.plan),
        "shares": array(_shares(results, kroner)),
        "awards": array(_records(awards, kroner)),
        "frames": array(_records(shared.frames, kroner)),
        "participants": array(_participants(results)),
        "tables": object_of(tables, 2),
        "findings": array(findings_json(results.findings)),
    }
    return object_of(values) + "\n"


def _plan(plan: Plan) -> str:
    groups = {one.id: one.number for one in plan.participant_groups}
    values = {
        "name": text(plan.name),
        "currency": text(plan.currency),
        "years": text(plan.years),
        **{key: text(one) for key, one in _people(plan, plan.participants, groups).items()},
        "scenario": text(scenario(plan)),
        "environments": array((_environment(plan, one) for one in plan.environments), 3),
    }
    return object_of(values, 2)


def _environment(plan: Plan, one: Environment) -> str:
    groups = {group.id: one.members[group.id] for group in plan.participant_groups}
    people = _people(plan, one.participants, groups)  # all whole, so the library writes them
    return json.dumps({"id": one.id, "name": one.name, **people}, ensure_ascii=False)


def _people(plan: Plan, count: int | None, groups: dict[str, int]) -> dict[str, Any]:
    """Participants, and behind them those of each group where the plan has groups."""
    if plan.participants is None:
        return {"participants": None}
    return {"participants": count} | ({"groups": groups} if groups else {})


def _shares(results: Results, kroner: Kroner) -> Iterator[str]:
    # ids and years need no escapes, and shares are many: no function is called for each
    blocks = results.report.allocation.blocks(results.report.selected)
    for side, line, holders, years, columns in blocks:
        written = [
            [
                f'{{"side": "{side}", "line": "{line}", "environment": "{environment}", '
                f'"year": {year}, "amount": {amount}}}'
                for environment, amount in zip(holders, amounts, strict=True)
            ]
            for year, amounts in zip(map(text, years), map(kroner.column, columns), strict=True)
        ]
        yield from chain.from_iterable(zip(*written, strict=True))


def _records(some: Iterable[Award | Frame], kroner: Kroner) -> Iterator[str]:
    """Ids and units of the plan, an object on a line."""
    for one in some:
        values = one._asdict()
        if isinstance(one, Frame):  # what environments gave back came last into the format
            values["given_back"] = values.pop("given_back")
        written = ((key, kroner(v) if isinstance(v, int) else text(v)) for key, v in values.items())
        yield record(dict(written))


def _participants(results: Results) -> Iterator[str]:
    years = [*map(text, results.plan.years)]
    for environment, schedule in results.report.allocation.schedule.items():
        if not results.shows(environment):
            continue
        for year, count in zip(years, schedule, strict=True):
            yield f'{{"environment": "{environment}", "year": {year}, "participants": {count}}}'


def cells(table: Table) -> Iterator[str]:
    """The figures of a table, each as an object on one line."""
    for row, column, cell in table.figures():
        amount = json_exact(cell.amount)
        yield (
            f'{{"row": "{row.id}", "column": "{column.id}", '
            f'"amount": {amount}, "exact": "{cell.exact}"}}'
        )
