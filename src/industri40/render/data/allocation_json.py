"""Results as JSON, ``industri40.allocation/1``: every figure is written exactly.

One share, award, frame or cell stands on a line. The text is put together here, since a JSON
library writes such numbers as floats or not at all; texts are written by the library.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import chain

from industri40.money import json_exact
from industri40.plan.model import Environment, Plan, Year
from industri40.render.common.kroner import Kroner
from industri40.render.common.results import Results, TextOptions, scenario
from industri40.render.findings.json import findings_json
from industri40.report.table import Table
from industri40.report.tables import LIMITS


def render(results: Results, _options: TextOptions) -> str:
    """The whole document. Raises ValueError where nothing was shared out."""
    kroner = Kroner(results.plan.unit)
    tables = {one.id: array(cells(one), 3) for one in results.tables if one.id != LIMITS}
    values = {
        "format": '"industri40.allocation/1"',
        "plan": _plan(results.plan),
        "shares": array(_shares(results, kroner)),
        "awards": array(_awards(results, kroner)),
        "frames": array(_frames(results, kroner)),
        "participants": array(_participants(results)),
        "tables": object_of(tables, 2),
        "findings": array(findings_json(results.findings)),
    }
    return object_of(values, 1) + "\n"


def object_of(values: dict[str, str], indent: int) -> str:
    """A JSON object with one value on a line."""
    space = " " * indent
    body = f",\n{space}".join(f'"{key}": {value}' for key, value in values.items())
    return f"{{\n{space}{body}\n{space[1:]}}}" if body else "{}"


def array(lines: Iterable[str], indent: int = 2) -> str:
    """A JSON array with one element on a line."""
    space = " " * indent
    body = f",\n{space}".join(lines)
    return f"[\n{space}{body}\n{space[1:]}]" if body else "[]"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _year(year: Year) -> str:
    """A year as the plan writes it: a number, or the text of a label."""
    return str(year) if isinstance(year, int) else _text(year)


def _plan(plan: Plan) -> str:
    groups = plan.participant_groups
    values = {
        "name": _text(plan.name),
        "currency": _text(plan.currency),
        "years": f"[{', '.join(map(_year, plan.years))}]",
        "participants": _people(plan, plan.participants, {one.id: one.number for one in groups}),
        "scenario": scenario(plan),
        "environments": array((_environment(plan, one) for one in plan.environments), 3),
    }
    return object_of(values, 2)


def _environment(plan: Plan, one: Environment) -> str:
    groups = {group.id: one.members[group.id] for group in plan.participant_groups}
    people = _people(plan, one.participants, groups)
    return f'{{"id": {_text(one.id)}, "name": {_text(one.name)}, "participants": {people}}}'


def _people(plan: Plan, count: int | None, groups: dict[str, int]) -> str:
    """Participants, and behind them those of each group where the plan has groups."""
    if plan.participants is None:
        return "null"
    return f'{count}, "groups": {json.dumps(groups)}' if groups else str(count)


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
            for year, amounts in zip(map(_year, years), map(kroner.column, columns), strict=True)
        ]
        yield from chain.from_iterable(zip(*written, strict=True))


def _awards(results: Results, kroner: Kroner) -> Iterator[str]:
    for award in results.report.allocation.awards:
        if results.shows(award.environment):
            yield _record(award._asdict(), kroner)


def _frames(results: Results, kroner: Kroner) -> Iterator[str]:
    for frame in results.report.allocation.frames:
        values = frame._asdict()
        # what environments gave back came last into the format
        values["given_back"] = values.pop("given_back")
        yield _record(values, kroner)


def _record(values: dict[str, str | int | None], kroner: Kroner) -> str:
    """Ids and units of the plan as an object on one line."""
    written = {
        name: f'"{one}"' if isinstance(one, str) else "null" if one is None else kroner(one)
        for name, one in values.items()
    }
    return "{" + ", ".join(f'"{name}": {one}' for name, one in written.items()) + "}"


def _participants(results: Results) -> Iterator[str]:
    years = [*map(_year, results.plan.years)]
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
